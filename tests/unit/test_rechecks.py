"""The recheck queue: oldest first, politely, each answer to its own check, nothing lost or doubled.

A little over 300 lines: one runner, from the first probe to the last receipt.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import ProblemKind, StorageError
from platecheck.facts import Source
from platecheck.rechecks import Ended
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.store.records import Place
from platecheck.verdict import Headline
from platecheck.way import Link

if TYPE_CHECKING:
    from conftest import Device, Platform
    from platecheck.answers import Result
    from platecheck.patrol import Patrol
    from platecheck.rechecks import Rechecks
    from platecheck.sandbox.service import SandboxServer
    from platecheck.store.records import Check

HASTE_S = 0.01


async def unanswered(patrol: Patrol, *plates: str, lot: str | None = None) -> list[Check]:
    """Check plates without asking anybody, oldest first."""
    checks = [patrol.press(plate, lot=lot) for plate in plates]
    for check in checks:
        await patrol.check(check, offline=True)
    return checks


async def drained(rechecks: Rechecks) -> list[Result]:
    """Drain the queue once."""
    return [result async for result in rechecks.drain()]


async def test_each_answer_goes_to_its_own_check(device: Device, sandbox: SandboxServer) -> None:
    """The sandbox is asked oldest first, and every answer is in the log when it is handed out."""
    patrol = device.patrol(sandbox.url)
    rechecks = device.rechecks(patrol)
    checks = await unanswered(patrol, "CKRD081", "ABC456", "QXQX999")
    device.clock.move(hours=2)
    seen: list[Result] = []
    async for result in rechecks.drain():
        seen.append(result)
        entry = next(e for e in await device.on_disk() if e.check.id == result.check.id)
        assert [answer.verdict for answer in entry.answers] == ["not_checked", result.answer.verdict]
        assert entry.answers[1].source is Source.LIVE
    assert [result.check.id for result in seen] == [check.id for check in checks]
    assert [result.answer.verdict for result in seen] == ["valid", "alarm", "no_permit"]
    assert {result.changed_from for result in seen} == {Headline.NOT_CHECKED}
    assert [(c.was, c.now) for c in await rechecks.changes()] == [
        ("not_checked", "valid"),
        ("not_checked", "alarm"),
        ("not_checked", "no_permit"),
    ]
    assert (await rechecks.waiting(), rechecks.progress.ended) == (0, Ended.DRAINED)
    assert await drained(rechecks) == []


async def test_an_answer_that_stands_is_no_change(device: Device, platform: Platform) -> None:
    """A saved answer confirmed is settled in silence; a permit that ran out since the check too."""
    patrol = device.patrol(platform.url)
    permit = {"type": "standard", "shortName": "BIKE", "expires": "2026-07-04 13:00:00"}
    platform.knows("ABC123", permits=[permit])
    await patrol.check(patrol.press("ABC123"))
    await unanswered(patrol, "ABC123")
    device.clock.move(hours=2)  # it is 14:00 at the site
    (result,) = await drained(device.rechecks(patrol))
    assert (result.answer.verdict, result.changed_from) == ("expired", None)
    assert await device.rechecks(patrol).changes() == []


async def test_one_call_answers_every_check_of_a_plate(device: Device, platform: Platform) -> None:
    """Each by its own lot: what is valid in one is elsewhere in the other."""
    patrol = device.patrol(platform.url)
    platform.knows(
        "ABC123", permits=[{"type": "standard", "shortName": "BIKE", "expires": "2026-07-05 13:00:00"}]
    )
    lots = [lot for lot, names in patrol.site.lots.items() if lot == "Bike" or "BIKE" in names]
    elsewhere = next(lot for lot in patrol.site.lots if patrol.site.is_elsewhere("BIKE", lot))
    await unanswered(patrol, "ABC123", lot=lots[0])
    await unanswered(patrol, "NEW123")
    await unanswered(patrol, "ABC123", lot=elsewhere)
    results = await drained(device.rechecks(patrol))
    assert platform.asked == ["ABC123", "NEW123"]
    assert [(r.check.lot, r.answer.verdict) for r in results] == [
        (lots[0], "valid"),
        (elsewhere, "valid_elsewhere"),
        (None, "no_permit"),
    ]


@pytest.mark.parametrize(
    ("mode", "ended", "asked"),
    [
        (FaultMode.DEAD, Ended.OFFLINE, 1),
        (FaultMode.PORTAL, Ended.OFFLINE, 1),
        (FaultMode.REFUSED, Ended.REFUSED, 1),
        (FaultMode.BUSY, Ended.BUSY, 1),
        (FaultMode.ERROR, Ended.FAILING, 3),
        (FaultMode.BAD, Ended.FAILING, 3),
    ],
)
async def test_a_drain_ends_where_going_on_is_no_use(
    device: Device, sandbox: SandboxServer, mode: FaultMode, ended: Ended, asked: int
) -> None:
    """What was asked in vain says why, its attempt is noted, and everything is still in the queue."""
    patrol = device.patrol(sandbox.url)
    rechecks = device.rechecks(patrol)
    await unanswered(patrol, *(f"NEW{number}" for number in range(5)))
    sandbox.app.state.faults.settings = FaultSettings(mode=mode)
    results = await drained(rechecks)
    assert (rechecks.progress.ended, len(results), await rechecks.waiting()) == (ended, asked, 5)
    assert {result.answer.source for result in results} == {Source.NONE}
    assert all(result.error is not None for result in results)
    receipts = await rechecks.receipts()
    assert [receipt.attempts for receipt in receipts] == [1] * asked + [0] * (5 - asked)
    assert receipts[0].problem is not None
    assert results[0].error is not None
    assert receipts[0].problem.kind is results[0].error.kind  # type: ignore[attr-defined]  # a ServiceError
    assert {len(entry.answers) for entry in await device.on_disk()} == {1}
    sandbox.app.state.faults.settings = FaultSettings()
    assert len(await drained(rechecks)) + len(await drained(rechecks)) == 5
    assert (await rechecks.waiting(), patrol.way.link) == (0, Link.LIVE)


async def test_a_failing_service_starves_nobody(device: Device, platform: Platform) -> None:
    """Plates it never answers are left behind: the next drain begins after them, the third in front."""
    patrol = device.patrol(platform.url)
    rechecks = device.rechecks(patrol)
    await unanswered(patrol, "BAD1", "BAD2", "BAD3", "NEW1")
    for plate in ("BAD1", "BAD2", "BAD3"):
        platform.bodies[plate] = b"[]"
    await drained(rechecks)
    assert rechecks.progress.ended is Ended.FAILING
    (result,) = await drained(rechecks)
    assert (result.check.plate, rechecks.progress.ended) == ("NEW1", Ended.DRAINED)
    await drained(rechecks)
    assert platform.asked == ["BAD1", "BAD2", "BAD3", "NEW1", "BAD1", "BAD2", "BAD3"]
    assert await rechecks.waiting() == 3


async def test_a_receipt_follows_its_check(device: Device, platform: Platform) -> None:
    """Waiting with the reason of the press, asked, waiting with the last problem, answered."""
    patrol = device.patrol(platform.url)
    rechecks = device.rechecks(patrol)
    (check,) = await unanswered(patrol, "ABC123", lot="Lot 6")
    (receipt,) = await rechecks.receipts()
    assert (receipt.check_id, receipt.plate, receipt.lot) == (check.id, "ABC123", "Lot 6")
    assert (receipt.checked_at, receipt.attempts, receipt.place) == (check.checked_at, 0, Place.WAITING)
    assert receipt.problem is not None
    assert receipt.problem.message == "Nobody was asked: offline was chosen."
    platform.gate.clear()
    draining = asyncio.ensure_future(drained(rechecks))
    await platform.met.wait()
    assert [receipt.place for receipt in await rechecks.receipts()] == [Place.ASKED]
    assert rechecks.progress.asking == check.id
    platform.faults = [500, 500, 500]
    platform.gate.set()
    await draining
    (receipt,) = await rechecks.receipts()
    assert (receipt.attempts, receipt.asked_at, receipt.place) == (1, device.clock.at, Place.WAITING)
    assert receipt.problem is not None
    assert receipt.problem.kind is ProblemKind.SERVER_ERROR
    await drained(rechecks)
    (receipt,) = await rechecks.receipts()
    assert (receipt.attempts, receipt.problem, receipt.place) == (2, None, Place.ANSWERED)
    assert receipt.settled_at == device.clock.at


async def test_a_check_whose_own_call_goes_on_is_left_to_it(device: Device, platform: Platform) -> None:
    """A saved answer was shown at two seconds and waits: nobody else asks for it meanwhile."""
    patrol = device.patrol(platform.url, patience_s=HASTE_S)
    await patrol.check(patrol.press("ABC123"))
    platform.gate.clear()
    rechecks = device.rechecks(patrol)
    answers = patrol.answers(patrol.press("ABC123"))
    await anext(answers)
    assert await rechecks.waiting() == 1
    assert [receipt.place for receipt in await rechecks.receipts()] == [Place.ASKED]
    assert await drained(rechecks) == []
    await answers.aclose()  # type: ignore[attr-defined]  # an async generator
    device.clock.move(seconds=31)
    platform.gate.set()
    assert len(await drained(rechecks)) == 1


async def test_a_check_that_failed_at_last_may_be_asked_at_once(device: Device, platform: Platform) -> None:
    """Once its own call has ended without an answer it is in the queue like any other."""
    patrol = device.patrol(platform.url, patience_s=HASTE_S, deadline_s=0.1)
    await patrol.check(patrol.press("ABC123"))
    platform.gate.clear()
    await patrol.check(patrol.press("ABC123"))
    platform.gate.set()
    assert len(await drained(device.rechecks(patrol))) == 1
    assert [receipt.attempts for receipt in await device.rechecks(patrol).receipts()] == [1]


async def test_a_late_answer_of_its_own_call_is_no_receipt(device: Device, platform: Platform) -> None:
    """A check that waited some seconds for its own live answer was never in anybody's list."""
    patrol = device.patrol(platform.url, patience_s=HASTE_S)
    await patrol.check(patrol.press("ABC123"))
    platform.gate.clear()
    async for _ in patrol.answers(patrol.press("ABC123")):
        platform.gate.set()
    assert await device.store.waiting(device.scope) == 0
    assert await device.rechecks(patrol).receipts() == []


async def test_only_one_drains(device: Device, platform: Platform) -> None:
    """While one asks, another one on the same directory finds the queue taken."""
    patrol = device.patrol(platform.url)
    one, other = device.rechecks(patrol), device.rechecks(device.patrol(platform.url))
    await unanswered(patrol, "NEW1", "NEW2", "NEW3")
    platform.gate.clear()
    draining = asyncio.ensure_future(drained(one))
    await platform.met.wait()
    assert await drained(other) == []
    assert other.progress.ended is Ended.ELSEWHERE
    platform.gate.set()
    assert len(await draining) == 3
    assert platform.asked == ["NEW1", "NEW2", "NEW3"]


async def test_whoever_dies_loses_the_claim(device: Device, platform: Platform) -> None:
    """A claim that nobody gave back ends after its lease, and at once when the clock was set back."""
    patrol = device.patrol(platform.url)
    await unanswered(patrol, "NEW1")
    queue, scope = device.store.queue, device.scope
    await queue.claim(scope, "dead", device.clock.at)
    assert await drained(device.rechecks(patrol)) == []
    device.clock.move(seconds=31)
    assert len(await drained(device.rechecks(patrol))) == 1
    await unanswered(patrol, "NEW2")
    await queue.claim(scope, "dead", device.clock.at)
    device.clock.move(days=-1)
    assert len(await drained(device.rechecks(patrol))) == 1


async def test_an_answer_that_comes_too_late_is_not_doubled(device: Device, platform: Platform) -> None:
    """A recheck whose check was settled by an officer meanwhile adds nothing."""
    patrol = device.patrol(platform.url)
    rechecks = device.rechecks(patrol)
    (check,) = await unanswered(patrol, "ABC123")
    platform.gate.clear()
    draining = asyncio.ensure_future(drained(rechecks))
    await platform.met.wait()
    pressed = asyncio.ensure_future(patrol.check(patrol.press("ABC123")))
    platform.gate.set()
    await asyncio.gather(draining, pressed)
    entry = await device.store.entry(device.scope, check.id)
    assert entry is not None
    assert [answer.source for answer in entry.answers] == [Source.NONE, Source.LIVE]
    assert len(await rechecks.changes()) <= 1


@pytest.mark.parametrize("turns", range(0, 60, 4))
async def test_a_drain_that_is_cancelled_loses_and_doubles_nothing(
    device: Device, platform: Platform, turns: int
) -> None:
    """Whatever the moment, the claim is given back and every check ends with one live answer."""
    patrol = device.patrol(platform.url)
    rechecks = device.rechecks(patrol)
    await unanswered(patrol, "NEW1", "NEW2", "NEW3")
    draining = asyncio.ensure_future(drained(rechecks))
    for _ in range(turns):
        await asyncio.sleep(0)
    if turns > 40:  # later moments: after the first answer
        await asyncio.wait({draining}, timeout=(turns - 40) * 0.004)
    draining.cancel()
    await asyncio.wait({draining})
    await drained(device.rechecks(patrol))
    for entry in await device.on_disk():
        assert [answer.source for answer in entry.answers] == [Source.NONE, Source.LIVE]
    assert len(await rechecks.changes()) == 3


async def test_leaving_a_drain_early_gives_the_rest_back(device: Device, platform: Platform) -> None:
    """What was handed out is settled, and another drain goes on with what is left."""
    patrol = device.patrol(platform.url)
    rechecks = device.rechecks(patrol)
    await unanswered(patrol, "NEW1", "NEW2")
    async with aclosing(rechecks.drain()) as results:
        assert (await anext(results)).check.plate == "NEW1"
    assert rechecks.progress.ended is Ended.BROKEN_OFF
    assert [result.check.plate for result in await drained(rechecks)] == ["NEW2"]


async def test_what_cannot_be_written_is_not_told(device: Device, platform: Platform) -> None:
    """With the database gone a drain breaks off with the reason, and hands out nothing."""
    patrol = device.patrol(platform.url)
    rechecks = device.rechecks(patrol)
    await unanswered(patrol, "NEW1")
    platform.gate.clear()
    draining = asyncio.ensure_future(drained(rechecks))
    await platform.met.wait()
    await device.store.close()
    platform.gate.set()
    with pytest.raises(StorageError):
        await draining
    assert rechecks.progress.ended is Ended.BROKEN_OFF
    assert [len(entry.answers) for entry in await device.on_disk()] == [1]


async def test_nothing_comes_back_after_a_wipe(device: Device, platform: Platform) -> None:
    """An answer that comes for a check that was wiped meanwhile leaves no trace of its plate."""
    patrol = device.patrol(platform.url)
    await unanswered(patrol, "ABC123")
    platform.gate.clear()
    draining = asyncio.ensure_future(drained(device.rechecks(patrol)))
    await platform.met.wait()
    await device.store.wipe(device.clock.at)
    platform.gate.set()
    assert await draining == []
    assert (await device.store.holdings()).is_empty
