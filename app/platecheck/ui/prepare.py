"""Preparing for a dead zone on the screen: what to refresh, how far it is, and what the device then holds.

The preparation itself is the core's and goes on without this sheet: opened again, it shows the same one.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import PlatecheckError
from platecheck.preparing import Choice
from platecheck.ui.prepare_faces import Choosing, Running, show_end
from platecheck.ui.sheets import choice_sheet, close_sheet, sheet_of, show_sheet

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.preparing import Plan, Refreshing
    from platecheck.ui.session import Session

_LOOK_S = 0.25
"""How often the sheet looks how far the preparation is."""


@dataclass(eq=False)
class Remembered:
    """What one sheet of a session hands on to the next."""

    choice: Choice | None = None
    awaited: Refreshing | None = None
    """The preparation that was seen running, and whose end was not yet."""
    lots: list[str] = field(default_factory=list)


def opener(session: Session) -> Callable[[object], Awaitable[None]]:
    """Return what opens the sheet."""
    remembered = Remembered()

    async def open_prepare(_: object) -> None:
        if not session.must_acknowledge:
            sheet = PrepareSheet(session, remembered)
            show_sheet(session, sheet.dialog)
            session.go_on(sheet.follow())

    return open_prepare


class PrepareSheet:
    """The sheet. Plain controls that change themselves: Flet shows a dialog outside of any component."""

    def __init__(self, session: Session, remembered: Remembered) -> None:
        self._session = session
        self._remembered = remembered
        self._preparation = session.services.preparation
        self._column = ft.Column(spacing=12, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
        self._running: Running | None = None
        self._counted = 0
        """Goes up with every choice: a count that comes late is for nobody."""
        self.dialog = sheet_of(session, "prepare", session.words("prepare.title"), [self._column])

    @property
    def _is_open(self) -> bool:
        return self._session.sheet is self.dialog and not self._session.closed

    async def follow(self) -> None:
        """Show what there is to show, and how far it is, until the sheet is gone."""
        await self._show(or_offer=True)
        while self._is_open:
            await asyncio.sleep(_LOOK_S)
            await self._show()

    async def _show(self, *, or_offer: bool = False) -> None:
        """Show the preparation that runs, or the end of the one that did."""
        now, remembered = self._preparation.current, self._remembered
        if now is not None and self._preparation.is_running:
            remembered.awaited = now
            if self._running is None:
                self._counted += 1
                self._running = Running(self._session, self._stop)
                self._put(self._running.controls)
            self._running.show(now)
        elif now is not None and now is remembered.awaited:
            await self._show_end(now)
        elif or_offer:
            await self._offer()

    async def _show_end(self, now: Refreshing) -> None:
        self._remembered.awaited = self._running = None
        try:
            now.held = await self._preparation.plan(now.plan.choice)
        except PlatecheckError as error:
            now.trouble = now.trouble or error.message

        async def go_on(_: object) -> None:
            await self._start(now.plan.choice)

        async def again(_: object) -> None:
            await self._offer()

        async def done(_: object) -> None:
            close_sheet(self._session)

        self._put(show_end(self._session, now, go_on, again, done))

    # -- choosing

    async def _offer(self) -> None:
        """Offer the lot and the days, and count what the choice comes to."""
        remembered, lot = self._remembered, self._session.state.prefs.lot
        try:
            logged = await self._session.services.log.lots()
        except PlatecheckError:
            logged = []
        remembered.lots = sorted({lot, *logged} - {""}, key=str.casefold)
        if remembered.choice is None:
            remembered.choice = Choice(lot=lot) if lot else Choice(days=1)
        await self._choose(remembered.choice)

    async def _choose(self, choice: Choice) -> None:
        choice = replace(choice, officer=self._session.settings.officer)
        self._remembered.choice = choice
        self._counted += 1
        number = self._counted
        face = Choosing(self._session, choice, self._choose, self._other_lot, self._start)
        self._put(face.show(None))
        counted = await self._count(choice)
        if number == self._counted:
            self._put(face.show(counted))

    async def _count(self, choice: Choice) -> Plan | str:
        try:
            return await self._preparation.plan(choice)
        except PlatecheckError as error:
            return error.message

    async def _other_lot(self) -> None:
        """Let a lot be chosen in a sheet of its own, and come back."""
        session, remembered = self._session, self._remembered

        async def choose(lot: str | None) -> None:
            remembered.choice = Choice(lot=lot)
            await session.open_prepare(None)

        options = [(lot, lot, None) for lot in remembered.lots]
        chosen = remembered.choice.lot if remembered.choice is not None else None
        title = session.words("prepare.lot_title")
        show_sheet(session, choice_sheet(session, "prepare-in", title, options, chosen, choose))

    # -- acts

    async def _start(self, choice: Choice) -> None:
        """Begin, or go on: what is fresh by now is not asked about again."""
        plan = await self._count(choice)
        if isinstance(plan, str):
            await self._choose(choice)  # it says so
            return
        self._preparation.start(plan, officer=choice.officer)
        await self._show()

    async def _stop(self, _: object) -> None:
        await self._preparation.stop()
        await self._show()

    def _put(self, controls: list[ft.Control]) -> None:
        if self._is_open:
            self._column.controls = controls
            self._column.update()
