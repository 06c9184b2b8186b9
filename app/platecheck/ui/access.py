"""One session's way to the installation: opening it, its settings, and what is open now.

Separate from the session because other sessions change all of it while this one is open.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from platecheck.errors import PlatecheckError, SettingsError
from platecheck.ui.last_resort import place_of
from platecheck.ui.outbox import count_open
from platecheck.ui.state import Startup
from platecheck.wiring import change_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from platecheck.settings import Settings
    from platecheck.store.records import Scope
    from platecheck.ui.session import Session
    from platecheck.wiring import Services

log = logging.getLogger(__name__)


class Access:
    """The installation as one session sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._installation = session.installation
        self._services: Services | None = None
        self._settings: Settings | None = None
        self._whose: tuple[Scope, Scope] | None = None
        """Whose data is on the screen."""
        self._taken_up = False
        """Whether the person's choices of the last visit were taken up."""

    @property
    def services(self) -> Services:
        """What is open: after another session changed the settings, the new ones. Raises SettingsError."""
        opened = self._installation.opened or self._services
        if opened is None:
            raise SettingsError(self._session.words("setup.text"))
        return opened

    @property
    def settings(self) -> Settings:
        """The settings, also after another session changed them. Only once open."""
        if self._installation.opened is not None:
            return self._installation.opened.settings
        if self._settings is None:
            raise AssertionError
        return self._settings

    @property
    def training(self) -> bool:
        """Whether everything here is training."""
        return self._settings is not None and self._settings.training

    async def open(self) -> None:
        """Open the services and the person's preferences; a failure becomes a state, not an error."""
        session, opening = self._session, self._session.state.opening
        startup = Startup.READY
        if opening.startup is not Startup.READY:
            opening.startup = Startup.OPENING
        # The client answers while the services open; later the choices of this visit stand.
        kept = None if self._taken_up else asyncio.ensure_future(session.person.kept())
        try:
            self._settings = await asyncio.to_thread(self._installation.settings)
            startup = Startup.READY if self._settings.is_set_up else Startup.NOT_SET_UP
            if self._settings.is_set_up:
                self._services = await self._installation.services()
                self._whose = self._services.whose
                opening.supervisor = self._settings.is_supervisor
                await session.inquiry.recall()
                if opening.supervisor:
                    await count_open(session, self._services)
        except PlatecheckError as error:
            opening.trouble, startup = error.message, Startup.BROKEN
        except Exception as error:  # noqa: BLE001 - the screen must not load for ever
            log.error("the app could not open: %s", place_of(error))  # noqa: TRY400 - a trace may quote data
            opening.trouble, startup = session.words("mishap.text"), Startup.BROKEN
        if self._settings is not None and kept is not None:
            session.person.take_up(await kept, self._settings)
            self._taken_up = True
        opening.startup = startup

    async def save(self, changes: Mapping[str, object]) -> str:
        """Write settings and open anew; returns what is wrong, or ''."""
        try:
            await asyncio.to_thread(change_settings, self._installation.directory, changes)
        except PlatecheckError as error:
            return error.message
        before = self._whose
        await self._installation.close()
        await self.open()
        if before not in {None, self._whose}:
            await self._start_over()
        return ""

    async def follow(self) -> None:
        """Show nothing of another service, client or role any more, where another session changed that."""
        opened, opening = self._installation.opened, self._session.state.opening
        if opened is not None and opened.settings.is_supervisor is not opening.supervisor:
            opening.supervisor = opened.settings.is_supervisor
        if opened is not None and self._whose not in {None, opened.whose}:
            self._whose = opened.whose
            await self._start_over()

    async def _start_over(self) -> None:
        """Show nothing of whoever was before, and at the place at hand what there is of those who are now."""
        session = self._session
        self.forget()
        await session.inquiry.refresh_log()
        await session.office.open(session.page.route)

    def forget(self) -> None:
        """Take off the screen what was wiped, or is hidden from now on: another service's or client's."""
        session, state = self._session, self._session.state
        session.leave_answer()
        state.outbox.still_open = {}
        session.log_book.forget()
        session.viewfinder.offered = None
        session.walking.start_over()
        session.pending.forget()
        session.office.forget()
        state.trail.recents = ()
        state.settings.trial.report = state.settings.records.holdings = None
