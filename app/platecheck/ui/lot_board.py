"""The lots as one person looks at them: what is shown, sought and picked, and the acts on it.

Separate from the session because it begins when the screen opens; nobody is asked before that.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

from platecheck.fullness import Order, arranged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from platecheck.facts import Lot
    from platecheck.occupancy import LotFigures
    from platecheck.ui.session import Session

PATIENCE_S = 0.3
"""Loading is shown only when it takes longer."""


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


class LotBoard:
    """The acts on the lots' screen, for one visit to it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.table = LotTable()

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

    def _forget_said(self) -> None:
        self.table.chosen, self.table.undone, self.table.early = None, False, False

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
