"""Keys for those who have a keyboard: places, what to do with an answer, and the sheet that lists them.

Plain letters and digits are the plate's, wherever they are typed, so a shortcut is Alt with a letter;
only `?`, `/` and Escape, which no plate has, stand alone. Alt's own menus are held off in `index.html`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from platecheck.ui.parts.shell import goer
from platecheck.ui.places import OFFICE, PLACES
from platecheck.ui.state import Startup
from platecheck.ui.viewfinder import ROUTE as CAMERA_ROUTE
from platecheck.ui.walking import ROUTE as WALK_ROUTE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import flet as ft

    from platecheck.ui.session import Session

ASKING = "?"
QUIET_S = 0.3
"""After the last key: what is said then is not wiped away by the field's report of the key itself."""
CLOSING_S = 0.5
"""Within this of an Escape a sheet is on its way out: the client tells only when it has gone."""
_LOOK_S = 0.01
_PLACE_LETTERS = {
    "/": "C",
    "/history": "H",
    "/lots": "L",
    "/settings": "S",
    "/overview": "O",
    "/permits": "I",
    "/vehicles": "V",
    "/people": "U",
    "/collections": "X",
}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key with Alt, the text that names what it does, and the act."""

    letter: str
    text: str
    act: Callable[[], Awaitable[object]]
    when: Callable[[], bool] = lambda: True
    """Whether it can do something now; one that cannot is listed all the same."""
    waits: bool = True
    """Whether it waits until an alarm is acknowledged."""


class Shortcuts:
    """The keys of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._typed = 0
        self._closing_until = 0.0
        self.acts = (
            Shortcut("R", "result.again", session.again, self._answered),
            Shortcut("N", "check.next", session.next_plate, self._answered),
            Shortcut("M", "result.fix", session.fix_plate, self._answered),
            Shortcut("A", "radio.title", lambda: session.open_radio(None), self._answered, waits=False),
            Shortcut("J", "result.raw", lambda: session.open_raw(None), self._answered),
            Shortcut("K", "camera.title", session.viewfinder.go),
            Shortcut("P", "lot.choose", lambda: session.open_lots(None)),
            Shortcut("Q", "queue.title", session.pending.to_list),
            Shortcut("T", "keys.theme", session.next_theme, waits=False),
        )

    @property
    def places(self) -> tuple[Shortcut, ...]:
        """To the places there are for this person, by the navigation's own lists."""
        there = (*PLACES, *OFFICE) if self._session.is_supervisor else PLACES
        return tuple(Shortcut(_PLACE_LETTERS[route], name, self._going(route)) for route, name, *_ in there)

    async def key(self, event: ft.KeyboardEvent) -> None:
        """Take a key the page saw; those that are the plate's are left to the keyboard."""
        session = self._session
        if session.state.opening.startup is not Startup.READY or await self._is_for_a_sheet(event.key):
            return
        if event.alt and not (event.ctrl or event.meta):
            await self._with_alt(event.key.upper())
        elif not (event.alt or event.ctrl or event.meta):
            await self._plain(event.key, shift=event.shift)

    async def _is_for_a_sheet(self, key: str) -> bool:
        """Whether something lies over the screen; a key just after Escape waits until that is gone."""
        clock = asyncio.get_running_loop().time
        if key == "Escape":
            self._closing_until = clock() + CLOSING_S
            return self._session.dialog_open
        while self._session.dialog_open and clock() < self._closing_until:  # noqa: ASYNC110 - the client tells
            await asyncio.sleep(_LOOK_S)
        return self._session.dialog_open

    async def _with_alt(self, letter: str) -> None:
        session = self._session
        for shortcut in (*self.places, *self.acts):
            if shortcut.letter != letter or not shortcut.when():
                continue
            if shortcut.waits and session.must_acknowledge:
                acknowledge_first(session)
            else:
                await shortcut.act()
            return

    async def _plain(self, key: str, *, shift: bool) -> None:
        session = self._session
        if key == "Escape":
            await self._escape()
        elif session.page.route in {CAMERA_ROUTE, WALK_ROUTE}:
            session.viewfinder.key(key)
        elif session.page.route == "/" and not session.state.entry.has_focus:
            # In the field they are characters, which it reports as they are on every keyboard.
            if key == ASKING or (key == "/" and shift):
                await session.open_help(None)
            elif key == "/":
                await session.keyboard.focus()
        if session.must_acknowledge and session.page.route == "/" and self._is_for_the_plate(key):
            await self._say_when_quiet()

    async def _escape(self) -> None:
        """Leave what lies over the field, or a place, for the check; there, put the cursor into the field."""
        session = self._session
        if session.must_acknowledge:
            acknowledge_first(session)
        elif session.page.route != "/" or session.covered:
            await session.go_back()
        else:
            await session.keyboard.focus()

    def _is_for_the_plate(self, key: str) -> bool:
        if key == "Enter":
            return not self._session.keyboard.on_buttons
        return len(key) == 1 and key.isascii() and key.isalnum()

    async def _say_when_quiet(self) -> None:
        typed = self._typed = self._typed + 1
        await asyncio.sleep(QUIET_S)
        if typed == self._typed and self._session.must_acknowledge:
            acknowledge_first(self._session)

    def _answered(self) -> bool:
        return self._session.state.desk.result is not None

    def _going(self, route: str) -> Callable[[], Awaitable[object]]:
        go = goer(self._session, route)
        return lambda: go(None)


def acknowledge_first(session: Session) -> None:
    """Say why nothing happens: an alarm waits for its outcome."""
    session.state.typing.problem = session.words("ack.first")


def typed(session: Session, text: str) -> None:
    """The field reports `text`; a `?` in it asks for help and is no part of a plate."""
    if ASKING not in text:
        session.keyboard.typed(text)
        return
    entry, typing = session.state.entry, session.state.typing
    entry.reported(text)
    typing.text = text  # what the field shows now, so that taking the sign away is a change
    session.keyboard.write(entry.text.replace(ASKING, ""))
    session.page.run_task(session.open_help, None)
