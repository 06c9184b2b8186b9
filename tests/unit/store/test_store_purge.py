"""The purge: what is past its clock is gone for good, and nothing else ever is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import ProblemKind, StorageError
from platecheck.facts import PlateFacts, Source
from platecheck.retention import Retention, Withheld
from platecheck.store import (
    Acknowledgement,
    Answer,
    Check,
    ExportNote,
    FileKeyHolder,
    Scope,
    Settlement,
    Store,
    Wanted,
)
from platecheck.store.purging import Purged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

CLEAR = PlateFacts("ABC123")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Clock:
    """The device's clock."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Return the device's time."""
        return self.at


@pytest.fixture
def clock(noon: datetime) -> Clock:
    """Return a clock at noon."""
    return Clock(noon)


@pytest.fixture
async def store(directory: Path, keys: FileKeyHolder, clock: Clock) -> AsyncIterator[Store]:
    """Open a store whose device knows the time."""
    opened = await Store.open(directory, keys, retention=Retention(), clock=clock, busy_s=0.05)
    await opened.note_trusted(clock() - 730 * DAY)
    yield opened
    await opened.close()


@pytest.fixture
def told(live: Callable[..., Answer]) -> Callable[..., Answer]:
    """Make a live answer whose service told the time: clear, unless the facts say otherwise."""

    def make(after: timedelta = timedelta(0), **changes: object) -> Answer:
        answer = live(after.total_seconds(), drift_s=0.0, facts=CLEAR, verdict="no_permit")
        return replace(answer, **changes)  # type: ignore[arg-type]  # names of its fields

    return make


async def record(store: Store, scope: Scope, check: Check, answer: Answer) -> None:
    """Record an answer; a live one settles every check of its plate that waits."""
    await store.record(scope, check, answer, settle=lambda _: Settlement(answer, None))


async def pass_time(store: Store, clock: Clock, by: timedelta) -> None:
    """Let time pass, on the device and at the service that tells it."""
    clock.at += by
    await store.note_trusted(clock.at)


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
