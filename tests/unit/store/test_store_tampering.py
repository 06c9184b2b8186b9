"""Records that were changed on disk: said where they matter, quarantined in the log, never shown."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import ProblemKind, StorageError
from platecheck.facts import Lot
from platecheck.store import Acknowledgement, Answer, Check, Scope, Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


def spoil(directory: Path, statement: str) -> None:
    """Change the database behind the store's back, past its triggers."""
    with closing(sqlite3.connect(directory / "device.db", isolation_level=None)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lookups SET facts = CAST(facts || x'00' AS BLOB)",
        "UPDATE lookups SET facts = (SELECT facts FROM answers LIMIT 1)",
        "UPDATE lookups SET facts = body",
        "UPDATE lookups SET fetched_at = '2026-07-04T23:00:00.000000+00:00'",
        "UPDATE lookups SET fetched_at = 'yesterday'",
    ],
)
async def test_a_lookup_changed_on_disk_is_said_and_never_shown(
    directory: Path,
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    statement: str,
) -> None:
    """Neither other facts nor another age can be put under a plate."""
    await store.record(scope, make_check(), live())
    spoil(directory, statement)
    with pytest.raises(StorageError, match="Check the plate again"):
        await store.find(scope, "ABC123")
    with pytest.raises(StorageError):
        await store.find_many(scope, ["ABC124", "ABC123"])
    await store.record(scope, make_check("check-2"), live(43_200))
    assert await store.find(scope, "ABC123") is not None


async def test_lookups_of_two_plates_cannot_change_places(
    directory: Path,
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """One car's permit is never another's."""
    await store.record(scope, make_check("a"), live())
    await store.record(scope, make_check("b", "XYZ789"), live())
    spoil(
        directory,
        "WITH held AS MATERIALIZED (SELECT rowid AS row, facts FROM lookups)"
        " UPDATE lookups SET facts = (SELECT facts FROM held WHERE held.row <> lookups.rowid)",
    )
    for plate in ("ABC123", "XYZ789"):
        with pytest.raises(StorageError):
            await store.find(scope, plate)


@pytest.mark.parametrize("part", ["facts", "body"])
async def test_an_answer_changed_on_disk_is_quarantined_in_history(
    directory: Path,
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    part: str,
) -> None:
    """Its line stays, without facts and with a storage problem; the others are whole."""
    for check_id in ("a", "b", "c"):
        await store.record(scope, make_check(check_id), live())
    spoil(directory, f"UPDATE answers SET {part} = x'01020304' WHERE check_seq = 2")  # noqa: S608 - ours
    after, spoilt, before = await store.history(scope)
    assert spoilt.check.plate == "ABC123"
    assert spoilt.answers[0].verdict == "alarm"
    assert spoilt.answers[0].facts is None
    assert spoilt.answers[0].problem is not None
    assert spoilt.answers[0].problem.kind is ProblemKind.STORAGE
    assert after.answers == before.answers == (live(),)
    assert await store.recent(scope, 1) == [after]


async def test_a_check_changed_on_disk_is_quarantined_in_history(
    directory: Path,
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """Where nobody can say which car it was, no facts are shown either."""
    await store.record(scope, make_check(), live())
    spoil(directory, "UPDATE checks SET private = x'01020304'")
    (entry,) = await store.history(scope)
    assert (entry.check.id, entry.check.plate) == ("check-1", "")
    assert entry.answers[0].facts is None
    assert entry.answers[0].problem is not None
    assert entry.answers[0].problem.kind is ProblemKind.STORAGE


async def test_plain_columns_changed_on_disk_do_not_stop_history(
    directory: Path,
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    noon: datetime,
) -> None:
    """Words and times that make no sense are read for what they are worth."""
    await store.record(scope, make_check(), live())
    await store.acknowledge(scope, Acknowledgement("check-1", "left alone", noon, "Officer Tremblay"))
    spoil(directory, "UPDATE answers SET source = 'hearsay', shown_at = 'yesterday', problem_kind = 'mood'")
    spoil(directory, "UPDATE checks SET checked_at = ''")
    spoil(directory, "UPDATE acknowledgements SET acknowledged_at = 'soon', officer = x'00'")
    (entry,) = await store.history(scope)
    assert entry.answers[0].source == "none"
    assert entry.acknowledgement is not None
    assert (entry.acknowledgement.outcome, entry.acknowledgement.officer) == ("left alone", "")


async def test_a_lot_report_changed_on_disk_is_a_storage_error(
    directory: Path, store: Store, scope: Scope, noon: datetime
) -> None:
    """Figures that were edited are not shown."""
    await store.save_lots(scope, [Lot("Lot 6")], None, noon)
    spoil(directory, "UPDATE lot_snapshots SET fetched_at = '2030-01-01T00:00:00.000000+00:00'")
    with pytest.raises(StorageError):
        await store.latest_lots(scope)
