"""The part of the store for the office: what is pushed to the platform, and what came of it.

Separate from `Store`, through which everybody else goes, because only the office needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.store import pushes

if TYPE_CHECKING:
    from platecheck.pushes import Push, PushEvent
    from platecheck.store.connection import Connection
    from platecheck.store.records import Scope
    from platecheck.store.sealing import Seal

LISTED = 500
"""Pushes in one list; who has more sees the newest."""


class Outbox:
    """The pushes of every scope. Every method may raise StorageError; times are aware."""

    def __init__(self, connection: Connection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, scope: Scope, push_id: str, kind: str, first: PushEvent) -> Push:
        """Write down a push, before anything of it is sent."""
        return await self._connection.write(
            lambda db: pushes.add(db, self._seal, scope, push_id, kind, first)
        )

    async def move(self, scope: Scope, seen: Push, event: PushEvent) -> Push:
        """Add a step to a push that still stands where it was `seen`.

        Raises:
            PushMoved: somebody else took a step since.
        """
        return await self._connection.write(lambda db: pushes.move(db, self._seal, scope, seen, event))

    async def find(self, scope: Scope, push_id: str) -> Push | None:
        """Return one push, or None."""
        return await self._connection.read(lambda db: pushes.find(db, self._seal, scope, push_id))

    async def pushes(
        self,
        scope: Scope,
        *,
        still_open: bool = False,
        kinds: frozenset[str] = frozenset(),
        limit: int = LISTED,
    ) -> list[Push]:
        """Return the newest pushes, or only those that are not over, or of some kinds."""
        return await self._connection.read(
            lambda db: pushes.newest(db, self._seal, scope, limit, still_open=still_open, kinds=kinds)
        )

    async def count_open(self, scope: Scope) -> int:
        """Return how many pushes are not over."""
        return await self._connection.read(lambda db: pushes.count_open(db, scope))
