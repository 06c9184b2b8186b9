"""People from a file as a supervisor pushes them: looked through, sent row by row, stopped and gone on with.

Separate from the form's desk: it has one file and no draft, and goes on while somebody looks elsewhere.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from time import monotonic
from typing import TYPE_CHECKING

import flet as ft

from platecheck import importing
from platecheck.copies import table
from platecheck.errors import PlatecheckError
from platecheck.pushes import PushState
from platecheck.ui.outbox import is_current
from platecheck.ui.push_book import PAGE

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.copies import Row as Record
    from platecheck.importing import Pushed, Row
    from platecheck.ui.session import Session
    from platecheck.wiring import Services

DRAW_S = 0.25
"""The progress is drawn so often, however fast the rows are sent."""
ALL, PROBLEMS = "all", "problems"
_COLUMNS = ("line", "unique_id", "state", "before", "code", "message", "reference")
_STILL_TO_SEND = frozenset({None, PushState.WAITING})


def still_to_send(counts: Counter[PushState | None]) -> int:
    """Return how many rows are left, by where they stand."""
    return sum(counts[state] for state in _STILL_TO_SEND)


class Stage(Enum):
    """How far the file is."""

    NONE = "none"
    READING = "reading"
    READ = "read"
    SENDING = "sending"
    STOPPED = "stopped"
    """Rows are left: a person stopped it, or the platform was not reached."""
    DONE = "done"


@ft.observable
@dataclass(eq=False)
class ImportBook:
    """What the screen shows of the file; `rows` in the file's order."""

    is_chosen: bool = False
    """Whether the file is shown, and not the form for one person."""
    stage: Stage = Stage.NONE
    name: str = ""
    rows: tuple[Row, ...] = ()
    results: dict[int, Pushed] = field(default_factory=dict)
    """What came of a row, by its line; drawn as `done` changes."""
    done: int = 0
    stopping: bool = False
    lost: bool = False
    """Whether it stopped because the platform was not reached, or refused."""
    trouble: str = ""
    show: str = ALL
    shown: int = PAGE
    saved: str | None = None
    """The name the result was saved by; '' where that failed."""


class ImportDesk:
    """The acts; each ends in a change of the book, never in an error."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._picker: ft.FilePicker | None = None
        self._files = 0
        """Counts the files: of one that was put away nothing is shown, and no row is begun any more."""
        self.book = ImportBook()

    def prepare(self) -> None:
        """Make Flet's picker of files: in `main`, as it must be, once the first screen is on its way."""

        async def picked(event: ft.FilePickerResultEvent) -> None:
            if event.files and event.files[0].bytes is not None:
                await self.read(event.files[0].name, bytes(event.files[0].bytes))

        self._picker = ft.FilePicker(on_result=picked)

    def picking(self) -> ft.ClientAction | None:
        """Return what a button does to let a file be chosen: at the press itself, as browsers want it."""
        if self._picker is None:
            return None
        kind = ft.FilePickerFileType.CUSTOM
        return ft.PickFiles(
            self._picker, file_type=kind, allowed_extensions=["csv", "txt", "tsv"], with_data=True
        )

    def forget(self) -> None:
        """Take off the screen what was wiped, or is another client's; what is being sent stops."""
        self._put_away()

    async def choose(self, *, file: bool) -> None:
        """Show the file, with what became of its rows, or the form."""
        self.book.is_chosen = file
        await self.refresh()

    async def read(self, name: str, data: bytes) -> None:
        """Look a file through; nothing is sent."""
        book = self.book
        if book.stage is Stage.SENDING:
            return
        self._put_away()
        book.stage, book.name, file = Stage.READING, name, self._files
        try:
            rows = await asyncio.to_thread(importing.read_people, data)
        except PlatecheckError as error:
            if file == self._files:
                book.stage, book.trouble = Stage.NONE, error.message
            return
        if file != self._files:  # another one was chosen meanwhile
            return
        book.rows, book.stage = tuple(rows), Stage.READ
        book.show = PROBLEMS if any(row.draft is None for row in rows) else ALL

    def right(self) -> list[Row]:
        """Return the rows that can be sent."""
        return [row for row in self.book.rows if row.draft is not None]

    def left(self) -> list[Row]:
        """Return the rows that are still to be sent."""
        now = self._session.now()
        return [row for row in self.right() if self.state_of(row, now) in _STILL_TO_SEND]

    def counts(self) -> Counter[PushState | None]:
        """Return how many of the rows that are right stand where."""
        now = self._session.now()
        return Counter(self.state_of(row, now) for row in self.right())

    def state_of(self, row: Row, now: datetime | None = None) -> PushState | None:
        """Return where a row's push stands; None where there is none."""
        pushed = self.book.results.get(row.line)
        return None if pushed is None else pushed.push.state(now or self._session.now())

    def is_problem(self, row: Row, now: datetime | None = None) -> bool:
        """Tell whether a row needs a person."""
        return row.draft is None or self.state_of(row, now) not in {None, PushState.APPLIED}

    def listed(self) -> list[Row]:
        """Return the rows that are looked at, in the file's order."""
        rows, now = self.book.rows, self._session.now()
        return list(rows) if self.book.show == ALL else [row for row in rows if self.is_problem(row, now)]

    def look_at(self, which: str) -> None:
        """Show all rows, or those with a problem."""
        self.book.show, self.book.shown = which, PAGE

    def show_more(self) -> None:
        """Show more rows."""
        self.book.shown += PAGE

    def go(self) -> None:
        """Send the rows that are left, each once, while the person may look elsewhere."""
        book = self.book
        if book.stage in {Stage.READ, Stage.STOPPED} and self.left():
            book.stage, book.stopping, book.lost = Stage.SENDING, False, False
            book.trouble, book.saved = "", None
            self._session.go_on(self._send())

    def stop(self) -> None:
        """Send no more after the row that is under way."""
        self.book.stopping = True

    async def save(self) -> None:
        """Hand over what came of each row."""
        words, book = self._session.words, self.book
        data = table(_COLUMNS, map(self._record, book.rows))
        name = f"{book.name.rpartition('.')[0] or book.name}-result.csv"
        saved = await self._session.log_book.saving.save(name, data, words("import.csv"))
        book.saved = saved or ""

    async def _send(self) -> None:
        book, file = self.book, self._files
        trouble = ""
        try:
            await self._send_rows(self.left(), file)
            await self._session.office.people.refresh()
        except PlatecheckError as error:
            trouble = error.message
        finally:
            if file == self._files:  # else it was wiped meanwhile
                is_left = bool(self.left())
                book.done, book.trouble = len(book.results), trouble
                book.lost = is_left and not book.stopping and not trouble
                book.stage = Stage.STOPPED if is_left else Stage.DONE

    async def _send_rows(self, left: list[Row], file: int) -> None:
        book, session, drawn = self.book, self._session, monotonic()
        async with (
            session.installation.use() as services,
            aclosing(importing.push_rows(services.office, left)) as sending,
        ):
            async for pushed in sending:
                if file != self._files:
                    return
                book.results[pushed.row.line] = pushed
                if monotonic() - drawn >= DRAW_S:
                    book.done, drawn = len(book.results), monotonic()
                book.stopping = book.stopping or session.closed or not self._may_go_on(services)
                if book.stopping:
                    return

    def _may_go_on(self, services: Services) -> bool:
        """Tell whether those who were a supervisor of this client as it began are so now."""
        opened = self._session.installation.opened
        return opened is None or (opened.settings.is_supervisor and is_current(self._session, services))

    async def refresh(self) -> None:
        """Look up what was done elsewhere with the rows that need a person."""
        book, file = self.book, self._files
        if not self._is_over:
            return
        found = dict(book.results)
        with suppress(PlatecheckError):
            async with self._session.installation.use() as services:
                for line, pushed in book.results.items():
                    if pushed.push.last.state is not PushState.APPLIED:
                        now = await services.office.find(pushed.row.push_id)
                        found[line] = replace(pushed, push=now or pushed.push)
        if file == self._files and self._is_over:
            book.results = found
            book.stage = Stage.STOPPED if self.left() else Stage.DONE

    @property
    def _is_over(self) -> bool:
        """Whether rows were sent and none is being sent."""
        return self.book.stage in {Stage.STOPPED, Stage.DONE}

    def _put_away(self) -> None:
        book = self.book
        self._files += 1
        book.stopping = book.lost = False
        book.stage, book.name, book.rows, book.results = Stage.NONE, "", (), {}
        book.done, book.trouble, book.saved, book.shown = 0, "", None, PAGE

    def _record(self, row: Row) -> Record:
        pushed = self.book.results.get(row.line)
        last = pushed.push.last if pushed else None
        wrong = "; ".join(f"{one.field}: {one.message}" for one in row.problems)
        return {
            "line": row.line,
            "unique_id": row.name,
            "state": "wrong" if row.draft is None else str(self.state_of(row) or "not sent"),
            "before": None if pushed is None else ("yes" if pushed.before else "no"),
            "code": last.code if last else None,
            "message": wrong or (last.message if last else None),
            "reference": last.reference if last else None,
        }
