"""The patrol log: checks, their answers, what was done about them, and the queue."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import ProblemKind, StorageError
from platecheck.facts import PlateFacts, Source
from platecheck.store import (
    Acknowledgement,
    Answer,
    Check,
    FileKeyHolder,
    Scope,
    Settlement,
    Store,
    StoredProblem,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


async def test_a_check_and_its_answer_come_back_as_they_were_recorded(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """What was recorded is what is read, with the device's id filled in."""
    check, answer = make_check(typed="abc-123 \ud83d"), live(drift_s=-3.25, latency_s=0.125)
    await store.record(scope, check, answer)
    (entry,) = await store.history(scope)
    assert entry.answers == (answer,)
    assert entry.acknowledgement is None
    assert entry.check.device_id == await store.device_id()
    assert entry == await store.entry(scope, check.id)
    assert (entry.check.plate, entry.check.typed, entry.check.officer) == (
        check.plate,
        check.typed,
        check.officer,
    )
    assert (entry.check.checked_at, entry.check.lot, entry.check.reason, entry.check.app_version) == (
        check.checked_at,
        check.lot,
        check.reason,
        check.app_version,
    )


async def test_a_problem_comes_back_with_its_kind_words_and_code(
    store: Store, scope: Scope, make_check: Callable[..., Check], unanswered: Callable[..., Answer]
) -> None:
    """A refused check says so in the log, and its unreadable body is kept."""
    problem = StoredProblem(ProblemKind.REFUSED, "The service refused the token.", 9034)
    answer = unanswered(problem=problem, body=b"\xff<html>")
    await store.record(scope, make_check(), answer)
    (entry,) = await store.history(scope)
    assert entry.answers == (answer,)


async def test_everything_is_there_after_closing_and_opening_again(
    directory: Path,
    keys: FileKeyHolder,
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """A restart loses nothing."""
    await store.record(scope, make_check(), live())
    before = await store.history(scope)
    await store.close()
    again = await Store.open(directory, keys)
    assert await again.history(scope) == before
    assert await again.device_id() == before[0].check.device_id
    await again.close()


async def test_a_saved_answer_and_the_live_one_that_follows_are_two_answers_of_one_check(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """One press of Check is one entry, whatever came first."""
    saved = live(source=Source.CACHE, recheck=True, body=None, verdict="no_permit")
    await store.record(scope, make_check(), saved)
    await store.record(scope, make_check(), live(3))
    (entry,) = await store.history(scope)
    assert [answer.source for answer in entry.answers] == [Source.CACHE, Source.LIVE]
    assert entry.answers[0] == saved


async def test_an_answer_is_never_added_to_a_check_of_another_plate(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """An id that is another plate's, or another client's, is refused and nothing is written."""
    await store.record(scope, make_check(), live())
    with pytest.raises(StorageError):
        await store.record(scope, make_check(plate="XYZ789"), live())
    with pytest.raises(StorageError):
        await store.record(Scope(scope.service, "OTHER"), make_check(), live())
    assert len((await store.history(scope))[0].answers) == 1
    assert await store.find(scope, "XYZ789") is None


async def test_history_is_newest_first_and_pages_by_seq(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer], noon: datetime
) -> None:
    """Pages follow the order of writing, even when the device's clock went back."""
    for number in range(7):
        check = make_check(f"check-{number}", f"P{number % 2}", checked_at=noon - timedelta(hours=number))
        await store.record(scope, check, live())
    first = await store.history(scope, limit=3)
    second = await store.history(scope, limit=3, before=first[-1].seq)
    rest = await store.history(scope, before=second[-1].seq)
    assert [e.check.id for e in first + second + rest] == [f"check-{n}" for n in range(6, -1, -1)]
    of_plate = await store.history(scope, plate="P1", limit=2)
    assert [e.check.id for e in of_plate] == ["check-5", "check-3"]
    assert [e.check.id for e in await store.history(scope, plate="P1", before=of_plate[-1].seq)] == [
        "check-1"
    ]
    assert await store.history(scope, limit=0) == []


async def test_a_history_longer_than_one_page_is_whole(
    store: Store, scope: Scope, make_check: Callable[..., Check], unanswered: Callable[..., Answer]
) -> None:
    """Reading without a limit gives every entry once."""
    for number in range(405):
        await store.record(scope, make_check(f"check-{number}"), unanswered())
    entries = await store.history(scope)
    assert [e.check.id for e in entries] == [f"check-{n}" for n in range(404, -1, -1)]


async def test_recent_is_the_newest_entry_of_each_plate(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """A plate checked three times is in the list once, by its last check."""
    for number, plate in enumerate(["AAA1", "BBB2", "AAA1", "CCC3", "BBB2"]):
        await store.record(scope, make_check(f"check-{number}", plate), live())
    assert [e.check.id for e in await store.recent(scope, 2)] == ["check-4", "check-3"]
    assert [e.check.plate for e in await store.recent(scope, 9)] == ["BBB2", "CCC3", "AAA1"]


async def test_the_last_acknowledgement_stands_and_the_first_is_kept(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer], noon: datetime
) -> None:
    """A second outcome is added beside the first, never over it."""
    await store.record(scope, make_check(), live())
    for outcome in ("ticketed", "left alone"):
        await store.acknowledge(scope, Acknowledgement("check-1", outcome, noon, "Officer Tremblay"))
    entry = await store.entry(scope, "check-1")
    assert entry is not None
    assert entry.acknowledgement == Acknowledgement("check-1", "left alone", noon, "Officer Tremblay")
    count = await store._connection.read(
        lambda db: db.execute("SELECT count(*) FROM acknowledgements").fetchone()
    )
    assert count == (2,)


async def test_a_check_of_nobody_cannot_be_acknowledged(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer], noon: datetime
) -> None:
    """An unknown check, and one of another client, are refused."""
    await store.record(scope, make_check(), live())
    for whose, check_id in ((scope, "check-2"), (Scope(scope.service, "OTHER"), "check-1")):
        with pytest.raises(StorageError):
            await store.acknowledge(whose, Acknowledgement(check_id, "ticketed", noon, "x"))
    assert await store.entry(scope, "check-2") is None


async def test_a_check_without_a_live_answer_waits_until_one_comes(
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """Its own live answer settles it, and a saved answer that comes late does not open it again."""
    await store.record(scope, make_check(), unanswered())
    await store.record(scope, make_check(), live(source=Source.CACHE))
    assert await store.waiting(scope) == 1
    await store.record(scope, make_check(), live(3))
    assert await store.waiting(scope) == 0
    await store.record(scope, make_check(), live(source=Source.CACHE))
    assert await store.waiting(scope) == 0


async def test_a_saved_answer_after_the_live_one_queues_nothing(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """A check that was answered live never waits."""
    await store.record(scope, make_check(), live())
    await store.record(scope, make_check(), live(source=Source.CACHE))
    assert await store.waiting(scope) == 0


async def test_a_live_answer_settles_every_waiting_check_of_its_plate_only(
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """Two offline checks of one car each get the one answer; another car's, or client's, get none."""
    other = Scope(scope.service, "OTHER")
    await store.record(scope, make_check("a"), unanswered())
    await store.record(scope, make_check("b"), unanswered())
    await store.record(scope, make_check("c", "XYZ789"), unanswered())
    await store.record(other, make_check("d"), unanswered())
    assert (await store.waiting(scope), await store.waiting(other)) == (3, 1)
    await store.record(scope, make_check("e"), live(), settle=lambda _: Settlement(live(1), None))
    assert (await store.waiting(scope), await store.waiting(other)) == (1, 1)
    for check_id, answers in (("a", 2), ("b", 2), ("c", 1), ("e", 1)):
        entry = await store.entry(scope, check_id)
        assert entry is not None
        assert len(entry.answers) == answers


async def test_a_live_answer_without_facts_is_no_answer(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """Absence of facts is not knowledge: the check waits and the cache stays empty."""
    await store.record(scope, make_check(), live(facts=None))
    assert await store.waiting(scope) == 1
    assert await store.find(scope, "ABC123") is None


async def test_another_client_or_service_sees_nothing(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer], noon: datetime
) -> None:
    """A change of service or client hides the other's rows, even if the names run together alike."""
    await store.record(scope, make_check(), live())
    await store.save_lots(scope, [], None, noon)
    shifted = Scope(scope.service + scope.client[0], scope.client[1:])
    for other in (Scope(scope.service, "OTHER"), Scope("https://other.example", scope.client), shifted):
        assert await store.find(other, "ABC123") is None
        assert await store.find_many(other, ["ABC123"]) == {}
        assert await store.body(other, "ABC123") is None
        assert await store.history(other) == []
        assert await store.history(other, plate="ABC123") == []
        assert await store.recent(other, 5) == []
        assert await store.entry(other, "check-1") is None
        assert await store.latest_lots(other) is None
        assert await store.waiting(other) == 0


async def test_a_record_shows_no_alarm_and_no_body_in_its_repr(
    facts: PlateFacts, live: Callable[..., Answer]
) -> None:
    """A record that ends up in a log line gives nothing away."""
    assert facts.alarm is not None
    assert "Violence" not in repr(live())
    assert "error" not in repr(live())
