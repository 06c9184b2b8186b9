"""The text of the plate field, which two hands edit: the client (keyboard, scanner) and our keypad.

Pure. What the client reports may be older than what we sent; merged here so that no character is lost.
"""

from __future__ import annotations

_REMEMBERED = 50


class PlateEntry:
    """`text` is the truth. Feed every report of the client to `reported`, every key of ours to the rest."""

    def __init__(self, most: int) -> None:
        self.text = ""
        self._held = ""
        """What the field's control holds as far as we know: our last render, or the last report handled."""
        self.has_focus = False
        """Whether the client's cursor is in the field, as last reported."""
        self.pressed: list[str] = []
        """Keys the page saw that the field has not reported yet."""
        self._most = most
        self._reported = ""
        self._sent: list[str] = []

    def reported(self, value: str) -> None:
        """The client's field now holds `value`: find which text it edited, and replay the edit on ours."""
        before, self._held = self.text, value
        self._merge(value)
        self._repair(before)

    def _merge(self, value: str) -> None:
        known = [text for text in (*reversed(self._sent), self._reported) if text != value]
        base = min(known, key=lambda text: sum(map(len, _edit(text, value))), default=value)
        if base in self._sent:
            newest = len(self._sent) - 1 - self._sent[::-1].index(base)
            self._sent = self._sent[newest:]
        if base == self.text:
            self.text, self._sent = value, []
        else:
            # Typed while one of our keys was on its way to the client.
            removed, added = _edit(base, value)
            kept = self.text[: len(self.text) - len(removed)] if removed else self.text
            self.put(kept + added)
        self._reported = value

    def _repair(self, before: str) -> None:
        """Put in the keys that were pressed while the browser's focus was on its way to the field.

        They are those pressed before a character that was reported, and not reported themselves.
        """
        pressed, self.pressed = self.pressed, []
        if not self.text.startswith(before):
            return
        added = self.text[len(before) :].upper()
        used = taken = 0
        while taken < len(added) and used < len(pressed):
            taken += pressed[used] == added[taken]
            used += 1
        if taken == len(added):
            self.pressed = pressed[used:]
            if used > taken:
                self.put(before + "".join(pressed[:used]))

    def put(self, text: str) -> None:
        """Our own change: it will be sent to the client."""
        self.text = text[: self._most]
        self._sent = [*self._sent, self.text][-_REMEMBERED:]

    def to_render(self, current: str | None) -> str:
        """Return what a render puts into the field, whose control holds `current` (None: a new one).

        A report that has arrived and is not handled yet must not be overwritten by an older text.
        """
        if current is not None and current != self._held:
            return current
        self._held = self.text
        return self.text


def _edit(before: str, after: str) -> tuple[str, str]:
    """Return what was removed from `before` and added in `after` between their common ends."""
    shorter = min(len(before), len(after))
    start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    left = shorter - start
    end = next((i for i in range(left) if before[-1 - i] != after[-1 - i]), left)
    return before[start : len(before) - end], after[start : len(after) - end]
