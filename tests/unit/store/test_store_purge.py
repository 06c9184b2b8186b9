"""The purge: what is past its clock is gone for good, byte by byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.unit.store.device_time import DAY, HOUR, Clock, pass_time, record

from platecheck.errors import StorageError
from platecheck.facts import PlateFacts
from platecheck.store import (
    Acknowledgement,
    Answer,
    Check,
    ExportNote,
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


async def test_clear_answers_go_after_72_hours_and_hits_after_30_days(
    store: Store,
    scope: Scope,
    clock: Clock,
    facts: PlateFacts,
    noon: datetime,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """First the clear answer leaves lookup and log, the hit much later; both log rows and words stay."""
    await record(store, scope, make_check("clear"), told())
    await record(store, scope, make_check("hit", "XYZ789"), told(facts=facts, verdict="alarm"))
    await store.acknowledge(scope, Acknowledgement("hit", "seen", noon, "Officer Tremblay"))
    await pass_time(store, clock, 72 * HOUR)
    assert (await store.upkeep.purge()).is_nothing
    await pass_time(store, clock, HOUR)
    assert await store.upkeep.purge() == Purged(details=1, lookups=1)
    hit, clear = await store.history(scope)
    assert hit.answers[0].facts == facts
    assert (clear.answers[0].facts, clear.answers[0].body, clear.answers[0].verdict) == (
        None,
        None,
        "no_permit",
    )
    assert clear.check.plate == "ABC123"
    assert await store.find(scope, "XYZ789") is not None
    await pass_time(store, clock, 30 * DAY)
    assert await store.upkeep.purge() == Purged(details=1, lookups=1)
    hit, _ = await store.history(scope)
    assert (hit.answers[0].facts, hit.answers[0].verdict) == (None, "alarm")
    assert hit.acknowledgement is not None


async def test_an_order_makes_an_answer_a_hit_whatever_the_headline(
    store: Store,
    scope: Scope,
    clock: Clock,
    facts: PlateFacts,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """An order for another lot under a VALID keeps its full time, in lookup and log."""
    ordered = replace(facts, alarm=None)
    await record(store, scope, make_check(), told(facts=ordered, verdict="valid"))
    await pass_time(store, clock, 5 * DAY)
    assert (await store.upkeep.purge()).is_nothing
    found = await store.find(scope, "ABC123")
    assert found is not None
    assert found.facts == ordered


async def test_the_log_goes_after_a_year_whole(
    store: Store,
    scope: Scope,
    clock: Clock,
    noon: datetime,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """Check, answers, outcome, its settled queue row and the notes of exports; what is younger stays."""
    await record(store, scope, make_check("queued"), unanswered())
    await record(store, scope, make_check("old"), told(verdict="alarm"))
    for check_id in ("queued", "old"):
        await store.acknowledge(scope, Acknowledgement(check_id, "seen", noon, "Officer Tremblay"))
    await store.note_export(scope, ExportNote(noon, "Roy", "Appeal", "csv", 2, Wanted()))
    await pass_time(store, clock, 365 * DAY)
    await record(store, scope, make_check("young", checked_at=clock()), told(365 * DAY))
    await store.upkeep.purge()
    assert len(await store.history(scope)) == 3
    await pass_time(store, clock, HOUR)
    assert await store.upkeep.purge() == Purged(checks=2, exports=1)
    assert [entry.check.id for entry in await store.history(scope)] == ["young"]
    held = (await store.holdings()).held
    assert (held.checks, held.answers, held.acknowledgements, held.exports) == (1, 1, 0, 0)
    assert await store.exports(scope, 9) == []


async def test_who_waits_is_never_purged(
    store: Store,
    scope: Scope,
    clock: Clock,
    facts: PlateFacts,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """A check without its live answer and an alarm without its outcome keep every detail, for years."""
    problem = unanswered()
    await record(store, scope, make_check("unsent"), problem)
    await record(store, scope, make_check("alarm", "XYZ789"), told(facts=facts, verdict="alarm"))
    await pass_time(store, clock, 3 * 365 * DAY)
    await store.upkeep.purge()
    alarm, unsent = await store.history(scope)
    assert unsent.answers == (problem,)
    assert alarm.answers[0].facts == facts
    assert await store.waiting(scope) == 1
    await store.acknowledge(scope, Acknowledgement("alarm", "seen", clock(), "Roy"))
    await record(store, scope, make_check("unsent"), told(3 * 365 * DAY))
    await store.upkeep.purge()
    assert [entry.check.id for entry in await store.history(scope)] == ["unsent"]


async def test_a_change_nobody_has_seen_keeps_its_check(
    store: Store,
    scope: Scope,
    clock: Clock,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """What came out otherwise stays with every detail until an officer has acknowledged it."""
    await store.record(scope, make_check(), told(), changed_from="valid")
    await pass_time(store, clock, 800 * DAY)
    await store.upkeep.purge()
    assert len(await blobs(store, "SELECT facts FROM answers UNION ALL SELECT body FROM answers")) == 2
    (change,) = await store.queue.changes(scope)
    with pytest.raises(StorageError, match="TRIGGER"):
        await store._connection.write(lambda db: db.execute("DELETE FROM answers"))
    await store.queue.acknowledge_change(scope, change.seq, clock(), "Roy")
    assert await store.upkeep.purge() == Purged(lookups=0, checks=1)
    assert await store.queue.changes(scope) == []
    assert (await store.holdings()).held.changes == 0


async def test_a_check_that_settled_a_younger_one_goes_before_it(
    store: Store,
    scope: Scope,
    clock: Clock,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """The slow answer of an older check settles a younger one; the younger one stays its full time."""
    await record(store, scope, make_check("older"), unanswered(decided_at=clock()))
    later = clock() + HOUR
    await record(store, scope, make_check("younger", checked_at=later), unanswered(decided_at=later))
    await record(store, scope, make_check("older"), told(timedelta(minutes=1)))
    assert await store.waiting(scope) == 0
    await pass_time(store, clock, 365 * DAY + timedelta(minutes=30))
    assert (await store.upkeep.purge()).checks == 1
    assert [entry.check.id for entry in await store.history(scope)] == ["younger"]


async def test_no_byte_of_what_went_is_left_in_any_file(
    store: Store,
    scope: Scope,
    clock: Clock,
    directory: Path,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """No plate's index, no sealed blob: not in the database, its free pages, or the log beside it."""
    body = b"x" * 9_000
    for number in range(120):
        check = make_check(f"old-{number}", f"OLD{number}")
        await record(store, scope, check, told(facts=PlateFacts(check.plate), body=body[: 90 * number]))
    gone = await sealed(store)
    await pass_time(store, clock, 366 * DAY)
    for number in range(120):
        check = make_check(f"new-{number}", f"NEW{number}", checked_at=clock())
        await record(store, scope, check, told(366 * DAY, facts=PlateFacts(check.plate)))
    assert len(leaks(directory, gone)) > 100
    went = await store.upkeep.purge()
    assert (went.lookups, went.checks, went.clean) == (120, 120, True)
    assert leaks(directory, gone) == []
    assert (directory / "device.db-wal").stat().st_size == 0
    kept = set(await sealed(store))
    assert set(leaks(directory, list(kept))) == kept


async def test_details_that_went_are_in_no_file_while_their_row_stays(
    store: Store,
    scope: Scope,
    clock: Clock,
    directory: Path,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """Facts and raw answers of the log are overwritten; the row's own blob reads on."""
    for number in range(60):
        await record(store, scope, make_check(f"c{number}", f"P{number}"), told(body=b"x" * 150 * number))
    gone = await blobs(store, "SELECT facts FROM answers UNION ALL SELECT body FROM answers")
    gone += await blobs(store, "SELECT facts FROM lookups UNION ALL SELECT body FROM lookups")
    await pass_time(store, clock, 73 * HOUR)
    assert await store.upkeep.purge() == Purged(details=60, lookups=60)
    assert leaks(directory, gone) == []
    assert {entry.check.plate for entry in await store.history(scope)} == {f"P{n}" for n in range(60)}


async def sealed(store: Store) -> list[bytes]:
    """Return every sealed blob and every plate's index."""
    found = []
    for query in (
        "SELECT private FROM checks",
        "SELECT plate_index FROM checks",
        "SELECT plate_index FROM lookups",
        "SELECT facts FROM answers",
        "SELECT body FROM answers",
        "SELECT facts FROM lookups",
        "SELECT body FROM lookups",
    ):
        found += await blobs(store, query)
    return found


async def blobs(store: Store, query: str) -> list[bytes]:
    """Return the blobs of a query: of a long one the tail, which stands in one piece on a page."""
    rows = await store._connection.read(lambda db: db.execute(query).fetchall())
    return [blob[-40:] for (blob,) in rows if blob]


def leaks(directory: Path, gone: list[bytes]) -> list[bytes]:
    """Return which of `gone` are in the database's files."""
    files = [path.read_bytes() for path in directory.iterdir() if path.name.startswith("device.db")]
    return [blob for blob in gone if any(blob in file for file in files)]


async def test_the_file_gives_its_pages_back(
    store: Store,
    scope: Scope,
    clock: Clock,
    directory: Path,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """Once much of it is free the database shrinks."""
    for number in range(100):
        await record(store, scope, make_check(f"c{number}", f"P{number}"), told(body=b"x" * 9_000))
    await store.upkeep.purge()
    before = (directory / "device.db").stat().st_size
    await pass_time(store, clock, 73 * HOUR)
    await store.upkeep.purge()
    assert (directory / "device.db").stat().st_size < before / 3
