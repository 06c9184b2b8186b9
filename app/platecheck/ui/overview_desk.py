"""The overview as a supervisor looks at it: lots, permits by origin and zone, and the patrol of today.

Kept with the session, so that the last answer is there while the next is asked for.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import PlatecheckError
from platecheck.occupancy import thinned

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from platecheck.activity import Activity
    from platecheck.occupancy import LotFigures, Report
    from platecheck.opscom.permits import PermitCount
    from platecheck.ui.session import Session
    from platecheck.wiring import Services

_TREND = timedelta(days=31)
"""How far the trend of all lots goes back."""


@ft.observable
@dataclass(eq=False)
class OverviewBook:
    """What the screen shows; None is what was not read yet."""

    figures: LotFigures | None = None
    reports: tuple[Report, ...] | None = None
    """The lots together as they were fetched in the last month, thinned, the oldest first."""
    reports_trouble: str = ""
    activity: Activity | None = None
    log_trouble: str = ""
    stats: tuple[PermitCount, ...] | None = None
    """How many permits of each origin each zone has, as last answered."""
    stats_at: datetime | None = None
    stats_problem: PlatecheckError | None = None
    """Why the stats were not answered the last time."""
    asking: bool = False
    table: str = "permits"
    """Which numbers are shown as a table: `permits`, `checks` or `lots`."""


class OverviewDesk:
    """The acts; each ends in a change of the book, never in an error."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.book = OverviewBook()
        self._forgotten = 0
        """How often all was forgotten: what was asked before that is not shown after it."""

    async def open(self) -> None:
        """Read the log and the lots, and ask for the permits; of lots only once an hour."""
        await asyncio.gather(
            self._within(self._read_log, self._log_failed),
            self._within(self._read_lots, lambda _: None),
            self.ask(),
        )

    async def ask(self) -> None:
        """Ask how many permits there are, and count the checks anew; pressed again meanwhile does nothing."""
        book = self.book
        if book.asking:
            return
        book.asking = True
        try:
            await self._within(self._ask_stats, self._stats_failed)
            await self._within(self._read_log, self._log_failed)
        finally:
            book.asking = False

    def forget(self) -> None:
        """Take off the screen what was wiped, or is another client's from now on."""
        self._forgotten += 1
        book = self.book
        book.figures = book.reports = book.activity = None
        book.stats = book.stats_at = book.stats_problem = None
        book.log_trouble = book.reports_trouble = ""

    def choose_table(self, name: str) -> None:
        """Show these numbers as a table."""
        self.book.table = name

    def by_origin(self) -> list[tuple[str, float]]:
        """Return the permits of each origin, the most first."""
        return _most_first([(row.type, row.total) for row in self.book.stats or ()])

    def by_zone(self) -> list[tuple[str, float]]:
        """Return the permits of each zone, the most first."""
        return _most_first([(row.zone, row.total) for row in self.book.stats or ()])

    # -- beneath

    async def _ask_stats(self, services: Services) -> None:
        book, before = self.book, self._forgotten
        answer = await services.office.stats()
        if before == self._forgotten:
            book.stats, book.stats_at, book.stats_problem = answer.rows, self._session.now(), None

    async def _read_log(self, services: Services) -> None:
        before = self._forgotten
        activity = await services.log.today()
        if before == self._forgotten:
            self.book.activity, self.book.log_trouble = activity, ""

    async def _read_lots(self, services: Services) -> None:
        book, before = self.book, self._forgotten
        kept = await services.occupancy.kept()
        if kept.fetched_at is not None and before == self._forgotten:
            book.figures = kept
        await self._read_reports(services)
        figures = await services.occupancy.figures()
        if before == self._forgotten:
            book.figures = figures
        if figures.live:
            await self._read_reports(services)

    async def _read_reports(self, services: Services) -> None:
        book, before = self.book, self._forgotten
        history = await services.occupancy.history(since=self._session.now() - _TREND)
        if before == self._forgotten:
            book.reports = tuple(thinned(history.reports()))
            book.reports_trouble = history.problem.message if history.problem else ""

    def _stats_failed(self, problem: PlatecheckError) -> None:
        self.book.stats_problem = problem

    def _log_failed(self, problem: PlatecheckError) -> None:
        self.book.log_trouble = problem.message

    async def _within(
        self, act: Callable[[Services], Awaitable[None]], failed: Callable[[PlatecheckError], None]
    ) -> None:
        """Act on the services, which stay open as long."""
        try:
            async with self._session.installation.use() as services:
                await act(services)
        except PlatecheckError as problem:
            failed(problem)


def _most_first(counts: list[tuple[str, int]]) -> list[tuple[str, float]]:
    summed: Counter[str] = Counter()
    for name, number in counts:
        summed[name] += number
    return sorted(summed.items(), key=lambda each: (-each[1], each[0].casefold()))
