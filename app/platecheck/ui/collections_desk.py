"""The overdue export as a supervisor works on it: its confirmation, what goes on, and what came of it.

Kept with the session: whoever leaves the place and comes back finds what goes on there, or its outcome.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import PlatecheckError
from platecheck.landing import PART
from platecheck.pushes import EXPORT, PushState
from platecheck.ui.outbox import count_open, is_current

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.overdue import Exported
    from platecheck.pushes import Push
    from platecheck.ui.session import Session
    from platecheck.wiring import Services

FOLDER = "exports"
"""Beneath the data directory: where the files go."""
ANSWER, TABLE = ".json", ".csv"
IN_THE_WAY = frozenset({PushState.SENDING, PushState.UNKNOWN})
"""While an export stands so, another one is not begun: nobody knows what is marked."""


@ft.observable
@dataclass(eq=False)
class CollectionsBook:
    """What the screen shows. `pushes` has the exports, newest first; None until they were read."""

    typed: str = ""
    busy: bool = False
    """Whether an export goes on that this person began."""
    done: Exported | None = None
    """What came of the last one."""
    pushes: tuple[Push, ...] | None = None
    elsewhere: str = ""
    """The folder that was typed for an answer no disk took."""
    handed_out: bool = False
    """Whether that answer was handed to the person's own device."""
    said: tuple[str, str] = ("", "")
    """What came of handing out a file, and of which export's."""
    not_asked: str = ""
    """Why an export did not begin."""
    trouble: str = ""


class CollectionsDesk:
    """The acts; each ends in a change of the book, never in an error."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shown_for = 0
        """Counts whose data the screen shows: another client's outcome is not shown to this one."""
        self.book = CollectionsBook()

    @property
    def client(self) -> str:
        """The code that is typed to confirm."""
        return self._session.settings.client

    @property
    def folder(self) -> Path:
        """Where the files go, on the machine that runs platecheck."""
        return self._session.settings.data_dir / FOLDER

    @property
    def is_confirmed(self) -> bool:
        """Whether exactly the client's code was typed."""
        return self.book.typed.strip() == self.client

    async def open(self) -> None:
        """Read what was exported before; an answer that no disk took is found again in a new window."""

        async def read(services: Services) -> None:
            await self._read(services)
            self._take_up(services)

        await self._within(read)

    def forget(self) -> None:
        """Take off the screen what was wiped, or is another client's from now on.

        An answer that no disk took stays: it is nowhere else.
        """
        book = self.book
        self._shown_for += 1
        book.pushes, book.typed, book.not_asked, book.trouble, book.said = None, "", "", "", ("", "")
        if self.unkept is None:
            book.done = None
        self._rewrite()

    def enter(self, text: str) -> None:
        """Take what was typed to confirm."""
        self.book.typed, self.book.not_asked = text, ""

    def name_folder(self, text: str) -> None:
        """Take the folder that was typed for an answer that no disk took."""
        self.book.elsewhere, self.book.trouble = text, ""

    # -- the export

    async def export(self) -> None:
        """Ask once, after the client's code was typed; pressed again meanwhile does nothing."""
        book = self.book
        if book.busy or not self.is_confirmed or self.unkept is not None:
            return
        confirm, shown_for = book.typed, self._shown_for
        book.busy, book.not_asked, book.done, book.said = True, "", None, ("", "")

        async def ask(services: Services) -> None:
            await self._read(services)
            self._take_up(services)
            if self.in_the_way() is not None or self.unkept is not None:
                return  # it is another window's, or of an app that was killed
            try:
                done = await services.overdue.export(self.folder, confirm=confirm)
            except PlatecheckError as error:
                book.not_asked = error.message
                return
            try:
                if shown_for == self._shown_for:
                    await self._read(services)
            finally:
                if shown_for == self._shown_for or done.unkept is not None:
                    self._came(done)

        try:
            await self._within(ask)
        finally:
            book.busy = False

    def _came(self, done: Exported) -> None:
        """Show what came of an export; another one needs its own confirmation."""
        book = self.book
        book.busy, book.done, book.handed_out, book.elsewhere = False, done, False, ""
        self.enter("")
        self._rewrite()

    @property
    def unkept(self) -> Exported | None:
        """The answer that no disk took, until it is somewhere."""
        done = self.book.done
        return done if done is not None and done.unkept is not None else None

    async def put_down(self) -> None:
        """Put the answer that no disk took into the folder that was typed."""
        unkept, folder = self.unkept, self.book.elsewhere.strip()
        if unkept is None or not folder:
            return

        async def put(services: Services) -> None:
            below = self._session.settings.data_dir  # whatever is not a whole path
            self.book.done = await services.overdue.put_down(unkept, below / folder)
            await self._read(services)

        await self._within(put)

    async def let_go(self) -> None:
        """Let go of the answer that no disk took: it was handed out, and the person has it."""
        unkept = self.unkept
        if unkept is None or not self.book.handed_out:
            return

        async def let_go(services: Services) -> None:
            services.overdue.let_go(unkept)
            self.book.done = None
            await self._read(services)

        await self._within(let_go)

    # -- the files

    def file_of(self, push: Push, end: str) -> Path:
        """Return where a file of an export was to lie."""
        return Path(f"{(push.draft or {}).get('file', '')}{end}")

    def part_of(self, push: Push) -> Path:
        """Return where what arrived lies, of an answer that broke off."""
        return self.file_of(push, ANSWER + PART)

    async def save(self, push_id: str, path: Path) -> None:
        """Hand a file to the person's own device."""
        try:
            data = await asyncio.to_thread(path.read_bytes)
        except OSError:
            self.book.said = push_id, self._session.words("collections.gone", file=str(path))
            return
        await self._hand_out(push_id, path.name, data)

    async def save_unkept(self) -> None:
        """Hand the answer that no disk took to the person's own device."""
        unkept = self.unkept
        if unkept is None or unkept.unkept is None:
            return
        name = self.file_of(unkept.push, ANSWER).name
        self.book.handed_out |= await self._hand_out(unkept.push.id, name, unkept.unkept.body)

    async def _hand_out(self, push_id: str, name: str, data: bytes) -> bool:
        words = self._session.words
        place = await self._session.log_book.saving.save(name, data, words("collections.save"))
        nowhere, saved = words("collections.nowhere"), words("collections.saved", name=place or "")
        self.book.said = push_id, nowhere if place is None else saved
        return place is not None

    # -- earlier ones

    def state_of(self, push: Push) -> PushState:
        """Return where an export stands now."""
        return push.state(self._session.now())

    def in_the_way(self) -> Push | None:
        """Return the export that goes on elsewhere, or whose outcome is unknown and was not let go of."""
        return next((push for push in self.book.pushes or () if self.state_of(push) in IN_THE_WAY), None)

    def earlier(self) -> list[Push]:
        """Return the exports that are over, or open, but for the one whose outcome is shown in full."""
        shown = self.book.done.push.id if self.book.done else ""
        return [push for push in self.book.pushes or () if push.id != shown]

    async def discard(self, push: Push) -> None:
        """Let go of an export whose outcome is unknown: the way is free for another one."""

        async def discard(services: Services) -> None:
            await services.office.discard(push)
            if self.book.done is not None and self.book.done.push.id == push.id:
                self.book.done = None
            await self._read(services)

        await self._within(discard)

    # -- beneath

    async def _read(self, services: Services) -> None:
        pushes = await services.office.pushes(kinds=frozenset({EXPORT}))
        await count_open(self._session, services)
        if not is_current(self._session, services):
            return
        book = self.book
        book.pushes = tuple(pushes)
        if book.done is not None and self.unkept is None:
            now = next((push for push in pushes if push.id == book.done.push.id), book.done.push)
            if now.step > book.done.push.step:  # another window went on with it
                book.done = replace(book.done, push=now)

    def _take_up(self, services: Services) -> None:
        unkept = services.overdue.unkept if is_current(self._session, services) else None
        if self.book.done is None and unkept is not None:
            self.book.done, self.book.handed_out = unkept, False

    async def _within(self, act: Callable[[Services], Awaitable[None]]) -> None:
        """Act on the services, which stay open as long; what went wrong is said, and where all stands."""
        self.book.trouble = ""
        try:
            async with self._session.installation.use() as services:
                try:
                    await act(services)
                except PlatecheckError as error:
                    self.book.trouble = error.message
                    await self._read(services)
        except PlatecheckError as error:
            self.book.trouble = self.book.trouble or error.message

    def _rewrite(self) -> None:
        """Have the fields show what the book holds: somebody else than the typist changed it."""
        self._session.state.settings.form.revision += 1
