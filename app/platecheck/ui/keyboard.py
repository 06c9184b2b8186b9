"""Everything that is typed: the field's reports, our keypad, and keys the page sees without the field.

Separate from the session because focus in a browser is a craft of its own: a scanner must lose nothing,
whatever has the focus, and Flutter's focus and the browser's are not always the same.
"""

from __future__ import annotations

import asyncio
import logging
from time import monotonic
from typing import TYPE_CHECKING

from platecheck.plates import MAX_LENGTH, fold
from platecheck.ui.entry import ENTER
from platecheck.ui.state import Startup

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.errors import BadPlate
    from platecheck.ui.session import Session
    from platecheck.ui.state import Act
    from platecheck.ui.texts import Words

QUIET_S = 0.2
"""Without a key for so long the field may be focused; also what the client needs to rebuild its tree."""
REPORT_S = 0.3
"""So long a key may wait for the field's report before it counts without; a later one then adds nothing."""
SCANNER_PAUSE_S = 0.5
"""Between a scanner's last character and its Enter."""

_SIGNS = dict(zip("1234567890", "!@#$%^&*()", strict=True))
"""What Shift makes of a digit's key on most keyboards: the page sees the digit, and no field says better.

Where it is the digit itself, a sign in its place is said to be no part of a plate: never a wrong plate.
"""

log = logging.getLogger(__name__)


class Keyboard:
    """The plate field's text and focus, for one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._state = session.state
        self.focus_field: Callable[[], Awaitable[None]] | None = None
        """Focuses the field on screen; given by the field."""
        self.on_buttons = False
        """Whether the keyboard moved to a button, whose Enter is its own."""
        self._pressed_at = 0.0
        self._focus_asked = 0
        self._typed_blind_at = self._entered_at = 0.0
        self._pressed_last = ""

    def typed(self, text: str) -> None:
        """The client reports what the field holds: a keyboard or a scanner."""
        self._state.entry.reported(text)
        self._typed_now()
        if text and self._session.covered and not self._session.must_acknowledge:
            self._session.leave_answer()

    def write(self, text: str) -> None:
        """Put a text into the field ourselves."""
        self._state.entry.put(text)
        self._typed_now()

    def type(self, char: str) -> None:
        """A key of our keypad, or of a keyboard while no field has focus."""
        self.write(self._state.entry.text + char)

    def backspace(self) -> None:
        """Take the last character away."""
        self.write(self._state.entry.text[:-1])

    def clear(self) -> None:
        """Empty the field; the same key then undoes it until the next character."""
        typing, text = self._state.typing, self._state.entry.text
        if text:
            self._session.viewfinder.offered = None
            self.write("")
            typing.cleared = text
        elif typing.cleared:
            self.write(typing.cleared)

    def focused(self, *, has_focus: bool) -> None:
        """The client says whether the plate field has the focus."""
        self._state.entry.focused(has_focus=has_focus)

    async def entered(self) -> None:
        """The client reports Enter in the field, which loses the focus by it."""
        self.focused(has_focus=False)
        if self._state.entry.entered():
            self._typed_now()
            await self._session.submit()

    async def key(self, key: str, *, ctrl: bool, shift: bool = False) -> None:
        """A key the page saw, before the field reports it or in its place.

        Without focus in the field it is typed for it: typing goes to the plate. With focus the field
        reports it in a moment; where the browser's own focus was lost it never does, and the key is
        taken up here, so that a scanner loses nothing.
        """
        if ctrl or self._session.page.route != "/" or self._session.dialog_open:
            return
        if self._state.opening.startup is not Startup.READY:
            return
        if key == "Tab":
            self.on_buttons = True
        if key != ENTER and not (len(key) == 1 and key.isalnum()):
            return
        entry = self._state.entry
        if shift and not entry.has_focus:
            key = _SIGNS.get(key, key)
        entry.pressed(key)
        self._pressed_at = monotonic()
        if entry.has_focus:
            await asyncio.sleep(REPORT_S)
            if entry.waiting is None or monotonic() - self._pressed_at < REPORT_S:
                return
            # The browser's focus was lost and Flutter's was not: nothing will be reported.
            entry.focused(has_focus=False)
        await self._take_up()

    async def _take_up(self) -> None:
        """Let the keys count that nobody else reports."""
        entry, session = self._state.entry, self._session
        typed = False
        while (key := entry.waiting) is not None:
            if session.must_acknowledge:
                entry.drop()
                self._state.typing.problem = session.words("ack.first")
            elif key != ENTER:
                if session.covered:
                    session.leave_answer()
                entry.take()
                self._typed_now()
                self._typed_blind_at = monotonic()
                typed = True
            elif self._is_for_the_plate():
                entry.take_enter()
                self._typed_blind_at, self._entered_at = 0.0, monotonic()
                await session.submit()
            else:
                entry.drop()
        if typed:
            await self.focus_when_quiet()

    def _is_for_the_plate(self) -> bool:
        """Tell whether Enter is: on a focused button it is the button's, unless it is a scanner's."""
        if not self.on_buttons and (self._session.covered or self._state.entry.text):
            return True
        return monotonic() - self._typed_blind_at < SCANNER_PAUSE_S

    async def pressed_check(self) -> None:
        """The Check button was pressed; by an Enter that was a scanner's, it is no second check."""
        if self._state.entry.text or not self._entered_now():
            await self._session.submit()

    def unless_entered(self, name: str, act: Act) -> Act:
        """Return what the button `name` does: nothing where the Enter that has just asked presses it too.

        That is the button pressed last: it has the focus. The answer would be covered, or another one be
        in its place.
        """

        async def pressed(event: object) -> None:
            if self._pressed_last == name and self._entered_now():
                self._entered_at = 0.0  # one Enter presses once: the next press is a person's
                return
            self._pressed_last = name
            await act(event)

        return pressed

    def _entered_now(self) -> bool:
        """Tell whether an Enter without the field has just asked: it presses a focused button, too."""
        return monotonic() - self._entered_at < SCANNER_PAUSE_S

    def settle(self) -> None:
        """Let count what was typed so far: it is asked about now."""
        if self._state.entry.waiting is not None:
            self._state.entry.take()
            self._typed_now()

    def _typed_now(self) -> None:
        typing, text = self._state.typing, self._state.entry.text
        typing.problem = ""
        typing.text = text
        if text:
            typing.cleared = ""

    async def focus(self) -> None:
        """Put the cursor into the plate field, where there is one in sight; under a sheet it is not."""
        if self.focus_field is None or self._session.covered or self._session.dialog_open:
            return
        try:
            await self.focus_field()
        except (RuntimeError, TimeoutError):
            log.info("the plate field is gone")

    async def focus_when_quiet(self) -> None:
        """Focus the field once nothing was typed for a moment: a focus on its way swallows characters."""
        asked = self._focus_asked = self._focus_asked + 1
        while True:
            await asyncio.sleep(QUIET_S)
            if asked != self._focus_asked or self._state.entry.has_focus:
                return
            if monotonic() - self._pressed_at >= QUIET_S:
                break
        await self.focus()


def problem_of(text: str, error: BadPlate, words: Words) -> str:
    """Return in the person's language why `text` is no plate."""
    folded = fold(text)
    if error.unreadable:
        return words("bad_plate.unread")
    if not folded:
        return words("bad_plate.empty")
    if len(folded) > MAX_LENGTH:
        return words("bad_plate.long", n=MAX_LENGTH)
    foreign = " ".join(sorted({c for c in folded if not (c.isascii() and c.isalnum())} - {"#"})[:5])
    return words("bad_plate.foreign", text=foreign) if foreign else error.message
