"""The text of the plate field, which two hands edit: the client (keyboard, scanner) and our keypad.

Pure. What the client reports may be older than what we sent, and a key that the page saw may never
reach the field: merged here so that each key counts exactly once.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

ENTER: Final = "Enter"
LATE_S = 10.0
"""A report or a text on its way takes no longer, in a browser that hardly moves."""
FRESH_FOCUS_S = 1.0
"""A focus that we gave selects all: so soon after it a key that replaces the whole text adds to it."""
_REMEMBERED = 100
_SHIFTED = frozenset('!@#$%^&*()"£§/=?¤¨')
"""What Shift makes of a digit's key, which the page sees as the digit."""


@dataclass(slots=True)
class _Key:
    """A key the page saw. `taken`: it counts already, and the field's report of it adds nothing."""

    name: str
    at: float
    taken: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that the client's field may hold since `at`."""

    text: str
    at: float
    reported: bool = False


class PlateEntry:
    """`text` is the truth. Feed every report of the client to `reported`, every key of ours to the rest.

    A key goes to the page before the field reports it, in the order they were pressed. So one that is
    still waiting when a later one is reported never reached the field.
    """

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self.text = ""
        self._held = ""
        """What the field's control holds as far as we know: our last render, or the last report handled."""
        self.has_focus = False
        """Whether the client's cursor is in the field, as last reported."""
        self._most = most
        self._clock = clock
        self._focused_at = -FRESH_FOCUS_S
        self._texts = [_Text("", clock(), reported=True)]
        """What the client's field may hold: all that was sent, and what it reported last, oldest first."""
        self._keys: list[_Key] = []
        """Pressed and not reported yet, oldest first."""

    # -- the client

    def focused(self, *, has_focus: bool) -> None:
        """The client's cursor came into the field, or left it."""
        if has_focus and not self.has_focus:
            self._focused_at = self._clock()
        self.has_focus = has_focus

    def pressed(self, key: str) -> None:
        """The page saw a character or Enter; the field will report it, or never."""
        now = self._clock()
        self._keys = [known for known in self._keys if not known.taken or now - known.at < LATE_S]
        self._keys.append(_Key(key if key == ENTER else key.upper(), now))

    def reported(self, value: str) -> None:
        """The client's field now holds `value`: find which text it edited, and replay the edit on ours."""
        self._held = value
        base = self._edited(value)
        removed, added = _edit(base, value)
        if removed and not added and self._is_waited_for(value):
            removed, added = base, value
        fresh = self._account_for(added)
        slip = bool(removed) and removed == base and self._is_slip_of_focus(added)
        if base == self.text and fresh == added and not slip:
            self.text = value
        else:
            kept = self.text[: len(self.text) - len(removed)] if removed and not slip else self.text
            self._become(kept + fresh, value)
        self._texts = [one for one in self._texts if not one.reported]
        self._texts.append(_Text(value, self._clock(), reported=True))

    def entered(self) -> bool:
        """The field reports Enter. Returns whether it counts: one that was taken counts already."""
        names = [key.name for key in self._keys]
        if ENTER not in names:
            self.take()
            return True
        place = names.index(ENTER)
        taken = self._keys[place].taken
        if not taken:
            self._add(self._keys[:place])
        del self._keys[: place + 1]
        return not taken

    # -- keys that are not waited for any longer

    @property
    def waiting(self) -> str | None:
        """The oldest key that was neither reported nor taken."""
        return next((key.name for key in self._keys if not key.taken), None)

    def take(self) -> None:
        """Let every character count that waits for its report, up to the first Enter that waits."""
        first = next((i for i, key in enumerate(self._keys) if key.name == ENTER and not key.taken), None)
        self._add(self._keys[:first])

    def take_enter(self) -> None:
        """Let the Enter count that waits for its report: the report of it will not."""
        for key in self._keys:
            if not key.taken:
                key.taken = True
                return

    def drop(self) -> None:
        """Let the oldest waiting key count for nothing."""
        for key in self._keys:
            if not key.taken:
                self._keys.remove(key)
                return

    # -- our own hand

    def put(self, text: str) -> None:
        """Our own change: it will be sent to the client. An empty text clears what was pressed before too."""
        self._send(text)
        if not text:
            for key in self._keys:
                key.taken = key.taken or key.name != ENTER

    def to_render(self, current: str | None) -> str:
        """Return what a render puts into the field, whose control holds `current` (None: a new one).

        A report that has arrived and is not handled yet must not be overwritten by an older text.
        """
        if current is not None and current != self._held:
            return current
        self._held = self.text
        return self.text

    # -- inside

    def _edited(self, value: str) -> str:
        """Return the text that the client edited into `value`: the likeliest of those it can have had."""
        oldest = self._clock() - LATE_S
        # A text is behind us once the next one must have reached the client.
        pairs = zip(self._texts, self._texts[1:], strict=False)
        self._texts = [one for one, following in pairs if following.at >= oldest] + self._texts[-1:]
        agreed = any(one.reported and one.text == self.text for one in self._texts)
        newest_first = self._texts[::-1]
        likely = sorted(newest_first, key=lambda one: one.reported is not agreed)
        known = [one.text for one in likely if one.text != value]
        return min(known, key=lambda text: self._cost(text, value), default=value)

    def _cost(self, before: str, after: str) -> float:
        """Return how unlikely the edit from `before` to `after` is: keys that wait explain what is added."""
        removed, added = _edit(before, after)
        names = [key.name for key in self._keys]
        explained = sum(char.upper() in names for char in added)
        return len(removed) + len(added) - explained / 2

    def _account_for(self, added: str) -> str:
        """Return what `added` adds to the text, when each key that was pressed counts once.

        Keys pressed before one that is reported, and not reported themselves, were swallowed on their way.
        """
        fresh = ""
        for char in added:
            names = [key.name for key in self._keys]
            if char.upper() not in names:
                fresh += char
                if char in _SHIFTED:
                    self._drop_digit()
                continue
            place = names.index(char.upper())
            swallowed = [key for key in self._keys[:place] if not key.taken and key.name != ENTER]
            fresh += "".join(key.name for key in swallowed)
            if not self._keys[place].taken:
                fresh += char
            del self._keys[: place + 1]
        return fresh

    def _is_waited_for(self, value: str) -> bool:
        """Tell whether `value` is the very key that waits: it replaced a text that began with it too."""
        return len(value) == 1 and value.upper() == self.waiting

    def _drop_digit(self) -> None:
        """Forget the digit's key that was reported as what Shift makes of it."""
        digit = next((key for key in self._keys if key.name.isdecimal() and not key.taken), None)
        if digit is not None:
            self._keys.remove(digit)

    def _is_slip_of_focus(self, added: str) -> bool:
        return len(added) == 1 and self._clock() - self._focused_at < FRESH_FOCUS_S

    def _add(self, keys: list[_Key]) -> None:
        chars = [key for key in keys if not key.taken and key.name != ENTER]
        for key in chars:
            key.taken = True
        if chars:
            self._send(self.text + "".join(key.name for key in chars))

    def _send(self, text: str) -> None:
        self.text = text[: self._most]
        self._texts = [*self._texts, _Text(self.text, self._clock())][-_REMEMBERED:]

    def _become(self, text: str, value: str) -> None:
        """Hold `text`, and send it where the client holds something else."""
        if text == value:
            self.text = text
        else:
            self._send(text)


def _edit(before: str, after: str) -> tuple[str, str]:
    """Return what was removed from `before` and added in `after` between their common ends."""
    shorter = min(len(before), len(after))
    start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    left = shorter - start
    end = next((i for i in range(left) if before[-1 - i] != after[-1 - i]), left)
    return before[start : len(before) - end], after[start : len(after) - end]
