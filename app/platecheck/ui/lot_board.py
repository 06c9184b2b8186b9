"""The lots as one person looks at them: what is shown, sought and picked, and the acts on it.

Separate from the session because it begins when the screen opens; nobody is asked before that.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import flet as ft

from platecheck.fullness import Order, arranged
from platecheck.occupancy import thinned
from platecheck.ui import numbers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from platecheck.facts import Lot
    from platecheck.occupancy import LotFigures, LotPoint
    from platecheck.ui.session import Session

PATIENCE_S = 0.3
"""Loading is shown only when it takes longer."""
_TREND = timedelta(days=366)
"""How far a trend goes back."""


@ft.observable
@dataclass(eq=False)
class LotTable:
    """What the screen shows. `figures` is None until something was read or asked."""

    figures: LotFigures | None = None
    asking: bool = False
    slow: bool = False
    """Whether asking took so long that it has to be said."""
    early: bool = False
    """Whether the officer asked before the hour was over: nobody was asked."""
    search: str = ""
    picked: tuple[str, str] | None = None
    """Name and type of the lot whose detail is shown."""
    chosen: str | None = None
    """The lot just chosen here to stand in, until the next act."""
    before: str = ""
    """The lot before it."""
    undone: bool = False
    trend: tuple[LotPoint, ...] = ()
    """What the reports say of the lot whose detail is shown, thinned, the oldest first."""
    trend_of: tuple[str, str] | None = None
    """Name and type of that lot; None until its trend was read."""
    saved: str = ""
    """What came of saving the history, until the next act."""


class LotBoard:
    """The acts on the lots' screen, for one visit to it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.table = LotTable()
        self._wanted: tuple[str, str] | None = None
        self._saving = False

    async def open(self) -> None:
        """Show what is kept at once, and ask if the last answer is an hour old."""
        table = self.table
        async with self._asking():
            kept = await self._session.services.occupancy.kept()
            if kept.fetched_at is not None:
                table.figures = kept
            table.figures = await self._session.services.occupancy.figures()

    async def ask(self) -> None:
        """Ask again because the officer wants it; before the hour is over that only says when."""
        if self.table.asking:
            return
        self._forget_said()
        async with self._asking():
            figures = await self._session.services.occupancy.figures()
        self.table.figures = figures
        self.table.early = not figures.live and figures.problem is None

    def seek(self, text: str) -> None:
        """Show the lots with these words in their name."""
        self.table.search = text

    async def sort(self, order: Order) -> None:
        """Sort, now and at the next visit."""
        await self._session.person.choose("lot_order", order.value)

    def pick(self, lot: Lot) -> None:
        """Show the detail of a lot."""
        self.table.picked = lot.name, lot.type

    async def stand_in(self, lot: Lot) -> None:
        """Make a lot the officer's: checks are made there from now on."""
        table, prefs = self.table, self._session.state.prefs
        self._forget_said()
        before = prefs.lot
        await self._session.person.choose("lot", self._session.site.lot_named(lot.name))
        table.before, table.chosen = before, prefs.lot

    async def undo(self) -> None:
        """Go back to the lot before the last choice."""
        table = self.table
        await self._session.person.choose("lot", table.before)
        table.chosen, table.undone = None, True

    def is_mine(self, lot: Lot) -> bool:
        """Tell whether the officer stands in this lot."""
        mine = self._session.state.prefs.lot
        return bool(mine) and self._session.site.lot_named(lot.name) == mine

    @property
    def order(self) -> Order:
        """How the lots are sorted."""
        return Order(self._session.state.prefs.lot_order)

    def listed(self) -> list[Lot]:
        """The lots found, in order."""
        figures = self.table.figures
        return arranged(figures.lots, self.order, self.table.search) if figures else []

    def detailed(self) -> Lot | None:
        """The lot whose detail is shown beside the list: the picked one, else one's own, else the first."""
        listed = self.listed()
        lots = self.table.figures.lots if self.table.figures else ()
        picked = next((lot for lot in lots if (lot.name, lot.type) == self.table.picked), None)
        return picked or next((lot for lot in listed if self.is_mine(lot)), listed[0] if listed else None)

    async def read_trend(self, lot: Lot) -> tuple[LotPoint, ...]:
        """Read what the reports of a year say of a lot; the newest that was asked for is what is shown."""
        table, wanted = self.table, (lot.name, lot.type)
        self._wanted = wanted
        services = self._session.services
        history = await services.occupancy.history(lot.name, self._session.now() - _TREND)
        counted = [
            point
            for point in history.points
            if point.lot.type == lot.type and point.lot.rented_permits is not None
        ]
        points = tuple(thinned(counted))
        if self._wanted == wanted:
            table.trend, table.trend_of = points, wanted
        return points

    async def save_history(self) -> None:
        """Hand out every report that is kept, of all lots, as CSV; pressed again meanwhile does nothing."""
        session, table = self._session, self.table
        if self._saving:
            return
        self._forget_said()
        self._saving, words = True, session.words
        try:
            history = await session.services.occupancy.history()
            if history.problem is not None:
                table.saved = history.problem.message
                return
            data = await asyncio.to_thread(history.as_csv, session.settings.zone)
            at = session.now().astimezone(session.settings.zone)
            name = f"platecheck-lots-{at:%Y%m%d-%H%M%S}.csv"
            place = await session.log_book.saving.save(name, data, words("lots.export"))
        finally:
            self._saving = False
        rows = numbers.count(len(history.points), words.language)
        done = place is not None
        table.saved = words("lots.export.done", n=rows, name=place) if done else words("lots.export.nowhere")

    def _forget_said(self) -> None:
        self.table.chosen, self.table.undone, self.table.early = None, False, False
        self.table.saved = ""

    @contextlib.asynccontextmanager
    async def _asking(self) -> AsyncIterator[None]:
        table = self.table
        table.asking = True
        patience = asyncio.create_task(self._lose_patience())
        try:
            yield
        finally:
            patience.cancel()
            table.asking = table.slow = False

    async def _lose_patience(self) -> None:
        await asyncio.sleep(PATIENCE_S)
        self.table.slow = True
