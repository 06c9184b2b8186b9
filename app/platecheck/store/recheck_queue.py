"""The part of the store for whoever drains the queue, and for the lists of what waits and what changed.

Separate from `Store`, through which everybody else goes, because few need it and it is a subject of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.store import changes, patrol_log, rechecks

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from platecheck.store.connection import Connection
    from platecheck.store.records import (
        Answer,
        Change,
        Receipt,
        Scope,
        Settlement,
        StoredProblem,
        Unclaimed,
        Waiting,
    )
    from platecheck.store.sealing import Seal

LISTED = 500
"""Waiting checks in one list; who has more sees the oldest."""


class RecheckQueue:
    """The queue and the changes of every scope. Every method may raise StorageError; times are aware."""

    def __init__(self, connection: Connection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal
        self.revision = 0
        """Goes up with every write of this process that can change the lists, so that they are read anew."""

    async def claim(self, scope: Scope, holder: str, now: datetime, *, after: int = 0) -> Waiting | Unclaimed:
        """Lease the oldest waiting check behind the seq `after` to `holder`, for `rechecks.LEASE`.

        One holder at a time may drain a scope, whatever process it is in.
        """
        return await self._connection.write(
            lambda db: rechecks.claim(db, self._seal, scope, holder, now, after)
        )

    async def release(self, scope: Scope, holder: str) -> None:
        """Give back what `holder` claimed and did not settle."""
        await self._connection.write(lambda db: rechecks.release(db, scope, holder))

    async def recheck(
        self, scope: Scope, asked: Waiting, answer: Answer, settle: Callable[[Waiting], Settlement]
    ) -> list[tuple[Waiting, Settlement]]:
        """Write the live answer got for `asked` to every check of its plate that waits, in one transaction.

        Returns what was settled, oldest first; what somebody else settled meanwhile is not in it.
        """
        settled = await self._connection.write(
            lambda db: patrol_log.recheck(db, self._seal, scope, asked, answer, settle)
        )
        self.revision += 1
        return settled

    async def note_attempt(self, asked: Waiting, problem: StoredProblem, at: datetime) -> None:
        """Note that a recheck failed, and give the check back to the queue."""
        await self._connection.write(lambda db: rechecks.note_attempt(db, self._seal, asked, problem, at))
        self.revision += 1

    async def receipts(
        self, scope: Scope, now: datetime, *, limit: int = LISTED, answered: int = 20
    ) -> list[Receipt]:
        """Return the waiting checks, oldest first, then those that were answered last, newest first."""
        return await self._connection.read(
            lambda db: rechecks.receipts(db, self._seal, scope, now, limit=limit, answered=answered)
        )

    async def changes(self, scope: Scope) -> list[Change]:
        """Return what changed and nobody has acknowledged, oldest first."""
        return await self._connection.read(lambda db: changes.unacknowledged(db, self._seal, scope))

    async def acknowledge_change(self, scope: Scope, seq: int, at: datetime, officer: str) -> None:
        """Note that an officer has seen a change; StorageError when there is no such one."""
        await self._connection.write(lambda db: changes.acknowledge(db, self._seal, scope, seq, at, officer))
        self.revision += 1
