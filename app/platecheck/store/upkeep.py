"""Keeping the database to its clocks: what is about to go, and the purge itself.

Separate from `Store` because it is about every client, and nobody who checks a plate needs it.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.retention import Retention
from platecheck.store import outlook, purging
from platecheck.store.purging import Purged

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from platecheck.store.connection import Connection
    from platecheck.store.outlook import Outlook


LOOK_S = 3600.0
"""How often it is looked whether the day's purge is due: a device that slept is not hours late."""

log = logging.getLogger(__name__)


class Upkeep:
    """The acts, on an open database. Each may raise StorageError but `go_on`; nothing is lost by that."""

    def __init__(
        self, connection: Connection, retention: Retention | None, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._retention = retention or Retention()
        self._clock = clock

    async def outlook(self) -> Outlook:
        """Return what the clocks are about to let go, and when."""
        at = self._clock()
        return await self._connection.read(lambda db: outlook.look(db, self._retention, at))

    async def purge(self, *, only_if_due: bool = False) -> Purged:
        """Let go what is past its clock for good, in many small steps, and return what went.

        `only_if_due` does nothing until the last purge is a day old.
        """
        at, went = self._clock(), Purged()
        if only_if_due and not await self._connection.read(lambda db: purging.is_due(db, at)):
            return went
        # A step is a job of its own: a check that is pressed meanwhile comes between two of them.
        edges = await self._connection.read(lambda db: purging.edges(db, self._retention, at))
        while not (gone := await self._connection.write(lambda db: purging.step(db, edges))).is_nothing:
            went += gone
        await self._connection.write(lambda db: purging.note(db, at))
        while await self._connection.read(purging.shrink):
            pass
        return replace(went, clean=await self._connection.read(purging.scrub))

    async def go_on(self, pause: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """Purge now, and again whenever the last purge is a day old; until cancelled."""
        only_if_due = False
        while True:
            try:
                await self.purge(only_if_due=only_if_due)
            except StorageError as error:
                log.warning("the purge was put off: %s", error.message)
            only_if_due = True
            await pause(LOOK_S)
