"""The queue and the changes in the database: claims, receipts, and what is said of a spoilt record."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import ProblemKind, StorageError
from platecheck.store import Answer, Check, Scope, Settlement, Store, StoredProblem, Unclaimed, Waiting
from platecheck.store.rechecks import LEASE
from platecheck.store.records import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

PROBLEM = StoredProblem(ProblemKind.TIMEOUT, "No answer within 8 s.", None)


@pytest.fixture
async def filled(
    store: Store, scope: Scope, make_check: Callable[..., Check], unanswered: Callable[..., Answer]
) -> Store:
    """Give a store with three waiting checks of two plates, and one of another client's."""
    for check_id, plate in (("a", "ABC123"), ("b", "XYZ789"), ("c", "ABC123")):
        await store.record(scope, make_check(check_id, plate), unanswered())
    await store.record(Scope(scope.service, "OTHER"), make_check("d"), unanswered())
    return store


async def claimed(store: Store, scope: Scope, holder: str, at: datetime, after: int = 0) -> Waiting:
    """Claim a check that is there."""
    found = await store.queue.claim(scope, holder, at, after=after)
    assert isinstance(found, Waiting)
    return found


async def test_claims_go_oldest_first_to_one_holder(filled: Store, scope: Scope, noon: datetime) -> None:
    """The same holder goes on behind the last; another finds the queue taken until it is given back."""
    queue = filled.queue
    first = await claimed(filled, scope, "one", noon)
    assert (first.check.id, first.check.plate, first.check.officer) == ("a", "ABC123", "Officer Tremblay")
    assert (first.shown, first.shown_for) == ("not_checked", noon)
    second = await claimed(filled, scope, "one", noon, first.seq)
    assert second.check.id == "b"
    assert await queue.claim(scope, "other", noon) is Unclaimed.ELSEWHERE
    await queue.release(scope, "one")
    assert (await claimed(filled, scope, "other", noon)).check.id == "a"
    assert await queue.claim(scope, "other", noon, after=99) is Unclaimed.NONE_LEFT


async def test_a_claim_is_a_lease(filled: Store, scope: Scope, noon: datetime) -> None:
    """It ends by time, and when the clock was set back to before it."""
    await claimed(filled, scope, "dead", noon)
    assert await filled.queue.claim(scope, "one", noon + LEASE - timedelta(seconds=1)) is Unclaimed.ELSEWHERE
    assert (await claimed(filled, scope, "one", noon + LEASE)).check.id == "a"
    assert (await claimed(filled, scope, "two", noon - timedelta(days=1))).check.id == "a"


async def test_another_clients_queue_is_its_own(filled: Store, scope: Scope, noon: datetime) -> None:
    """Neither claims nor lists cross from one client to another."""
    other = Scope(scope.service, "OTHER")
    await claimed(filled, scope, "one", noon)
    assert (await claimed(filled, other, "two", noon)).check.id == "d"
    assert await filled.queue.claim(other, "two", noon, after=99) is Unclaimed.NONE_LEFT
    assert [r.check_id for r in await filled.queue.receipts(other, noon)] == ["d"]
    assert await filled.queue.claim(Scope("nowhere", "x"), "one", noon) is Unclaimed.NONE_LEFT


async def test_a_failed_attempt_is_noted_and_the_check_given_back(
    filled: Store, scope: Scope, noon: datetime
) -> None:
    """Its receipt has the newest problem; nothing is added to the log."""
    asked = await claimed(filled, scope, "one", noon)
    for attempt in (1, 2):
        at = noon + timedelta(minutes=attempt)
        await filled.queue.note_attempt(asked, PROBLEM, at)
        receipt = (await filled.queue.receipts(scope, at))[0]
        assert (receipt.attempts, receipt.asked_at, receipt.problem) == (attempt, at, PROBLEM)
        assert receipt.place is Place.WAITING
    entry = await filled.entry(scope, "a")
    assert entry is not None
    assert len(entry.answers) == 1


async def test_one_answer_settles_every_waiting_check_of_the_plate_once(
    filled: Store, scope: Scope, noon: datetime, live: Callable[..., Answer]
) -> None:
    """Answers, rows, changes and lookup are there together; a second time finds nothing to settle."""
    asked = await claimed(filled, scope, "one", noon)
    for settled in (["a", "c"], []):
        found = await filled.queue.recheck(
            scope, asked, live(5), lambda w: Settlement(live(5), w.shown if w.check.id == "a" else None)
        )
        assert [waiting.check.id for waiting, _ in found] == settled
    assert await filled.waiting(scope) == 1
    assert await filled.find(scope, "ABC123") is not None
    (change,) = await filled.queue.changes(scope)
    assert (change.check_id, change.was, change.now) == ("a", "not_checked", "alarm")
    waiting, *answered = await filled.queue.receipts(scope, noon)
    assert (waiting.check_id, waiting.place) == ("b", Place.WAITING)
    assert {(r.check_id, r.attempts, r.place) for r in answered} == {
        ("a", 1, Place.ANSWERED),
        ("c", 0, Place.ANSWERED),
    }
    await filled.queue.note_attempt(asked, PROBLEM, noon)
    assert await filled.waiting(scope) == 1


async def test_a_settlement_that_fails_half_way_leaves_nothing(
    filled: Store, scope: Scope, noon: datetime, live: Callable[..., Answer]
) -> None:
    """The change that cannot be written takes the answer with it: the check waits."""
    asked = await claimed(filled, scope, "one", noon)
    await filled._connection.write(
        lambda db: db.execute(
            "CREATE TRIGGER no BEFORE INSERT ON changes BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    )
    with pytest.raises(StorageError):
        await filled.queue.recheck(scope, asked, live(5), lambda w: Settlement(live(5), w.shown))
    assert await filled.waiting(scope) == 3
    assert await filled.find(scope, "ABC123") is None
    assert {len(entry.answers) for entry in await filled.history(scope)} == {1}


async def test_a_change_stays_until_it_is_acknowledged(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer], noon: datetime
) -> None:
    """It is another client's business never, and one that is not there cannot be acknowledged."""
    for check_id in ("a", "b"):
        await store.record(scope, make_check(check_id), live(), changed_from="valid")
    one, other = await store.queue.changes(scope)
    assert (one.check_id, one.plate, one.lot, one.officer) == ("a", "ABC123", "BIKE", "Officer Tremblay")
    assert (one.was, one.now, one.checked_at, one.noted_at) == ("valid", "alarm", noon, noon)
    stranger = Scope(scope.service, "OTHER")
    assert await store.queue.changes(stranger) == []
    for where, seq in ((stranger, one.seq), (scope, 99)):
        with pytest.raises(StorageError):
            await store.queue.acknowledge_change(where, seq, noon, "Officer Roy")
    await store.queue.acknowledge_change(scope, one.seq, noon, "Officer Roy")
    await store.queue.acknowledge_change(scope, one.seq, noon, "Officer Roy")
    assert await store.queue.changes(scope) == [other]


async def test_a_spoilt_record_is_listed_and_never_asked(
    filled: Store, scope: Scope, noon: datetime, live: Callable[..., Answer]
) -> None:
    """A check that was changed on disk stands in nobody's way, is not lost, and a change of it is told."""
    await filled._connection.write(
        lambda db: [
            db.execute("DROP TRIGGER checks_unchanged"),
            db.execute("UPDATE checks SET private = zeroblob(80) WHERE id = 'a'"),
        ]
    )
    asked = await claimed(filled, scope, "one", noon)
    assert asked.check.id == "b"
    last = await claimed(filled, scope, "one", noon, asked.seq)
    assert last.check.id == "c"
    spoilt = (await filled.queue.receipts(scope, noon))[0]
    assert (spoilt.check_id, spoilt.plate, spoilt.problem) == ("a", "", None)
    await filled.queue.recheck(scope, last, live(5), lambda w: Settlement(live(5), w.shown))
    assert [(c.check_id, c.plate) for c in await filled.queue.changes(scope)] == [("a", ""), ("c", "ABC123")]


async def test_lists_tell_when_to_read_them_again(
    filled: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer], noon: datetime
) -> None:
    """Every write that can change them moves the revision on."""
    revisions = [filled.queue.revision]
    await filled.record(scope, make_check("e"), live(), changed_from="valid")
    revisions.append(filled.queue.revision)
    asked = await claimed(filled, scope, "one", noon)
    await filled.queue.note_attempt(asked, PROBLEM, noon)
    revisions.append(filled.queue.revision)
    await filled.queue.recheck(scope, asked, live(5), lambda _: Settlement(live(5), None))
    revisions.append(filled.queue.revision)
    (change,) = await filled.queue.changes(scope)
    await filled.queue.acknowledge_change(scope, change.seq, noon, "")
    revisions.append(filled.queue.revision)
    assert sorted(set(revisions)) == revisions


async def test_nothing_of_the_queue_is_readable_on_disk(
    filled: Store, scope: Scope, noon: datetime, live: Callable[..., Answer]
) -> None:
    """Plates, officers and problems of queue and changes are sealed like the log's."""
    asked = await claimed(filled, scope, "one", noon)
    await filled.queue.note_attempt(asked, PROBLEM, noon)
    await filled.queue.recheck(scope, asked, live(5), lambda w: Settlement(live(5), w.shown))
    for change in await filled.queue.changes(scope):
        await filled.queue.acknowledge_change(scope, change.seq, noon, "Officer Gagnon")
    path = filled._connection.path
    found = b"".join(path.with_name(path.name + s).read_bytes() for s in ("", "-wal"))
    for text in (b"ABC123", b"XYZ789", b"Tremblay", b"Gagnon", b"within 8 s", b"Violence"):
        assert text not in found
