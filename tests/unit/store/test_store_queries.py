"""Plates asked about before a patrol: noted for good, sealed, of one client, and never a check."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import ProblemKind, StorageError
from platecheck.store import Answer, Check, Scope, Seen, Store
from platecheck.store.records import PREPARE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


@pytest.fixture
async def noted(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> Store:
    """Give a store with one check, and one query about its plate."""
    await store.record(scope, make_check(), live())
    assert await store.note_query(scope, make_check("query", reason=PREPARE), live(60))
    return store


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE queries SET outcome = 'clear'",
        "UPDATE queries SET asked_at = ''",
        "UPDATE queries SET private = x'00'",
        "DELETE FROM queries",
    ],
)
async def test_a_query_cannot_be_made_undone(noted: Store, statement: str) -> None:
    """No statement changes or removes what was noted."""
    with pytest.raises(StorageError, match="SQLITE_CONSTRAINT_TRIGGER"):
        await noted._connection.write(lambda db: db.execute(statement))
    assert (await noted.holdings()).held.queries == 1


async def test_plate_and_officer_are_not_readable_on_disk(noted: Store, directory: Path) -> None:
    """They are sealed like the log."""
    await noted.close()
    disk = await asyncio.to_thread(lambda: b"".join(path.read_bytes() for path in directory.iterdir()))
    for word in (b"Tremblay", b"ABC123"):
        assert word not in disk


async def test_what_is_noted_is_learned_and_is_no_check(
    noted: Store, scope: Scope, make_check: Callable[..., Check], noon: datetime
) -> None:
    """The saved answer is the newer one; a query without an answer leaves it; the log has its one check."""
    problem = ProblemKind.TIMEOUT
    assert await noted.note_query(scope, make_check("query", reason=PREPARE), problem)
    found = await noted.find(scope, "ABC123")
    assert found is not None
    assert found.fetched_at == noon + timedelta(seconds=60)
    assert [entry.check.id for entry in await noted.history(scope)] == ["check-1"]
    held = (await noted.holdings()).held
    assert (held.checks, held.answers, held.queries) == (1, 1, 2)


async def test_a_plate_of_another_client_is_neither_seen_nor_learned(
    noted: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer], noon: datetime
) -> None:
    """Rows belong to one service and client."""
    other = Scope(scope.service, "OTHER")
    wanted = Seen(noon - timedelta(days=1))
    assert await noted.seen(scope, wanted) == ["ABC123"]
    assert await noted.seen(other, wanted) == []
    assert not await noted.note_query(other, make_check("query", reason=PREPARE), live(90))
    assert (await noted.holdings()).held.queries == 1
