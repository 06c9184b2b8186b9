"""Retention: a wrong clock loses nothing, what is over is not shown, and nobody who waits is purged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.unit.store.device_time import CLEAR, DAY, HOUR, Clock, pass_time, record

from platecheck.errors import ProblemKind, StorageError
from platecheck.facts import PlateFacts, Source
from platecheck.retention import Retention, Withheld
from platecheck.store import (
    Answer,
    Check,
    ExportNote,
    FileKeyHolder,
    Scope,
    Store,
    Wanted,
)
from platecheck.store.purging import Purged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def store(timed_store: Store) -> Store:
    """Work on a store that keeps to its retention."""
    return timed_store


@pytest.mark.parametrize("wrong", [-DAY, DAY, 366 * DAY, -366 * DAY, -20_000 * DAY])
async def test_a_wrong_clock_loses_nothing(
    store: Store,
    scope: Scope,
    clock: Clock,
    noon: datetime,
    wrong: timedelta,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """Set back or forward, when a record is made or when the purge runs: it stays as long as it should."""
    await record(store, scope, make_check("good"), told())
    await store.note_export(scope, ExportNote(noon + wrong, "Roy", "Appeal", "csv", 2, Wanted()))
    at = max(noon + wrong, noon)  # as the patrol dates an answer that is not live
    await record(store, scope, make_check("odd", "XYZ1", checked_at=noon + wrong), unanswered(decided_at=at))
    await record(store, scope, make_check("odd", "XYZ1"), told(timedelta(minutes=1)))
    before = await store.history(scope)
    clock.at = noon + wrong
    assert (await store.upkeep.purge()).is_nothing
    await store.note_trusted(noon + HOUR)
    assert (await store.upkeep.purge()).is_nothing
    clock.at = noon + HOUR
    assert (await store.upkeep.purge()).is_nothing
    assert await store.history(scope) == before
    await pass_time(store, clock, 364 * DAY)
    assert (await store.upkeep.purge()).checks == 0


async def test_what_a_device_wrote_before_it_knew_the_time_stays(
    directory: Path,
    keys: FileKeyHolder,
    scope: Scope,
    clock: Clock,
    noon: datetime,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """A device that woke up in 1970 keeps its first checks for a year from its first contact."""
    opened = await Store.open(directory, keys, retention=Retention(), clock=clock)
    clock.at = datetime(1970, 1, 1, tzinfo=noon.tzinfo)
    first = make_check("first", checked_at=clock())
    await record(opened, scope, first, unanswered(decided_at=clock(), shown_at=clock()))
    assert (await opened.upkeep.purge()).is_nothing
    clock.at = noon
    await record(opened, scope, make_check("second"), told())
    for later in (HOUR, 73 * HOUR, 364 * DAY):
        clock.at = noon + later
        await opened.note_trusted(clock())
        await opened.upkeep.purge()
    assert [entry.check.id for entry in await opened.history(scope)] == ["second", "first"]
    await pass_time(opened, clock, 2 * DAY)
    assert (await opened.upkeep.purge()).checks == 2
    await opened.close()


async def test_without_contact_the_cache_is_hidden_and_kept(
    store: Store,
    scope: Scope,
    clock: Clock,
    facts: PlateFacts,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """Whether a week has really passed nobody can know: a word from the service brings the hit back."""
    await record(store, scope, make_check(), told(facts=facts, verdict="alarm"))
    clock.at += 8 * DAY
    assert await store.find(scope, "ABC123") is None
    assert await store.body(scope, "ABC123") is None
    assert await store.withheld(scope, "ABC123") is Withheld.LEASE
    assert (await store.upkeep.purge()).is_nothing
    await store.note_trusted(clock())
    assert await store.find(scope, "ABC123") is not None
    assert await store.withheld(scope, "ABC123") is None


async def test_what_is_over_is_not_shown_before_the_purge_comes(
    store: Store,
    scope: Scope,
    clock: Clock,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """Neither from the lookup nor from the log, raw answers included; without contact, too."""
    await record(store, scope, make_check(), told())
    cached = told(source=Source.CACHE, drift_s=None, decided_at=clock() + HOUR, body=None)
    await record(store, scope, make_check("again"), cached)
    unread = unanswered(body=b"<html>")
    await record(store, scope, make_check("unread", "XYZ1", reason="test"), unread)
    clock.at += 72 * HOUR
    assert await store.find(scope, "ABC123") is not None
    assert all(entry.answers[0].facts == CLEAR for entry in await store.history(scope, plate="ABC123"))
    clock.at += timedelta(seconds=1)
    assert await store.find(scope, "ABC123") is None
    assert await store.find_many(scope, ["ABC123"]) == {}
    assert await store.withheld(scope, "ABC123") is Withheld.AGE
    for entry in await store.history(scope):
        assert (entry.answers[0].facts, entry.answers[0].body) == (None, None)
    one = await store.entry(scope, "again")
    assert one is not None
    assert one.answers[0].facts is None
    assert [entry.answers[0].facts for entry in await store.recent(scope, 9)] == [None, None]


async def test_a_failure_is_still_told_by_its_kind(
    store: Store,
    scope: Scope,
    clock: Clock,
    make_check: Callable[..., Check],
    unanswered: Callable[..., Answer],
) -> None:
    """Of a check that could not be made the reason's kind stays; its words and the raw answer go."""
    await record(store, scope, make_check(reason="test"), unanswered(body=b"<html>"))
    await pass_time(store, clock, 73 * HOUR)
    assert await store.upkeep.purge() == Purged(details=1)
    (entry,) = await store.history(scope)
    problem = entry.answers[0].problem
    assert problem is not None
    assert (problem.kind, problem.message, entry.answers[0].body) == (ProblemKind.UNREACHABLE, "", None)


async def test_purging_comes_once_a_day_and_again_after_a_clock_was_set_back(
    store: Store, clock: Clock, scope: Scope, make_check: Callable[..., Check], told: Callable[..., Answer]
) -> None:
    """What is asked only if due does nothing on the same day."""
    await record(store, scope, make_check(), told())
    await store.upkeep.purge()
    await pass_time(store, clock, 80 * HOUR)
    assert await store.upkeep.purge(only_if_due=True) == Purged(details=1, lookups=1)
    await record(store, scope, make_check("second"), told())
    await pass_time(store, clock, 23 * HOUR)
    assert (await store.upkeep.purge(only_if_due=True)).is_nothing
    clock.at -= 60 * DAY
    await store.upkeep.purge(only_if_due=True)
    assert (await store.upkeep.outlook()).purged_at == clock()


async def test_another_reader_is_said_and_does_not_stop_the_purge(
    store: Store,
    scope: Scope,
    clock: Clock,
    directory: Path,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """The rows are gone; that old pages are held open is told, and the next purge sees to them."""
    await record(store, scope, make_check(), told())
    await pass_time(store, clock, 73 * HOUR)
    with closing(sqlite3.connect(directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM checks").fetchone()
        assert await store.upkeep.purge() == Purged(details=1, lookups=1, clean=False)
    assert await store.upkeep.purge() == Purged()
    assert (directory / "device.db-wal").stat().st_size == 0


async def test_the_outlook_counts_what_goes_and_when(
    store: Store,
    scope: Scope,
    clock: Clock,
    noon: datetime,
    facts: PlateFacts,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """Records of each clock, those that are over, the next; who waits is in none of them."""
    await record(store, scope, make_check("clear"), told())
    await record(store, scope, make_check("later", "ABD1"), told(HOUR))
    await record(store, scope, make_check("hit", "XYZ789"), told(facts=facts, verdict="alarm"))
    await record(store, scope, make_check("unsent", "QQQ1"), unanswered())
    clock.at = noon + 72.5 * HOUR
    await store.note_trusted(clock())
    seen = await store.upkeep.outlook()
    assert (seen.answers.records, seen.answers.over, seen.answers.next_at) == (4, 2, noon + 72 * HOUR)
    assert (seen.hits.records, seen.hits.over, seen.hits.next_at) == (1, 0, noon + 30 * DAY)
    assert (seen.log.records, seen.log.over, seen.log.next_at) == (2, 0, noon + 365 * DAY)
    assert (seen.trusted_at, seen.lease_until, seen.purged_at) == (clock(), clock() + 7 * DAY, None)
    await store.upkeep.purge()
    seen = await store.upkeep.outlook()
    assert (seen.answers.records, seen.answers.over, seen.purged_at) == (2, 0, clock())


async def test_only_what_is_over_passes_the_triggers(
    store: Store, scope: Scope, clock: Clock, make_check: Callable[..., Check], told: Callable[..., Answer]
) -> None:
    """After a purge of old rows the log is as closed to everybody as before."""
    await record(store, scope, make_check("old"), told())
    await pass_time(store, clock, 366 * DAY)
    await record(store, scope, make_check("new", checked_at=clock()), told(366 * DAY))
    await store.upkeep.purge()
    for statement in ("DELETE FROM answers", "DELETE FROM checks", "UPDATE answers SET hit = 1"):
        with pytest.raises(StorageError, match="TRIGGER"):
            await store._connection.write(lambda db, sql=statement: db.execute(sql))
    assert [entry.check.id for entry in await store.history(scope)] == ["new"]


async def test_not_even_a_purge_gone_wrong_loses_who_waits(
    store: Store,
    scope: Scope,
    facts: PlateFacts,
    noon: datetime,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """The database itself refuses: an unsent check, an alarm without an outcome, a check with answers."""
    await record(store, scope, make_check("unsent"), unanswered())
    await record(store, scope, make_check("alarm", "XYZ789"), told(facts=facts, verdict="alarm"))
    await record(store, scope, make_check("done", "QQQ111"), told())
    line = (noon + 999 * DAY).isoformat(timespec="microseconds")
    await store._connection.write(
        lambda db: db.execute("INSERT INTO device (name, value) VALUES ('log_purged_to', ?)", (line,))
    )
    for seq, table in ((1, "answers"), (2, "answers"), (3, "checks")):
        column = "seq" if table == "checks" else "check_seq"
        statement = f"DELETE FROM {table} WHERE {column} = {seq}"  # noqa: S608 - of this test
        with pytest.raises(StorageError, match="TRIGGER"):
            await store._connection.write(lambda db, sql=statement: db.execute(sql))
    assert len(await store.history(scope)) == 3
