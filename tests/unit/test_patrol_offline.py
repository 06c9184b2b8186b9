"""A dead zone: after the first failure saved answers come at once, and what changes later is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from platecheck.errors import ProblemKind
from platecheck.facts import Source
from platecheck.store.records import AGAIN, TEST
from platecheck.verdict import Headline
from platecheck.way import Link

if TYPE_CHECKING:
    from conftest import Device, Platform
    from platecheck.answers import Result
    from platecheck.patrol import Patrol

HASTE_S = 0.01


async def ask(patrol: Patrol, plate: str, **more: str) -> Result:
    """Check a plate to its end."""
    return await patrol.check(patrol.press(plate, **more))


async def gone_offline(device: Device, platform: Platform, *known: str) -> Patrol:
    """Return a patrol that knows some plates, and has just met a connection that broke."""
    patrol = device.patrol(platform.url)
    for plate in known:
        platform.knows(plate, alarm="Wanted to talk with.")
        await ask(patrol, plate)
    platform.faults = [None] * 3  # the call and its two retries
    assert (await ask(patrol, "FIRST1")).answer.source is Source.NONE
    assert patrol.way.link is Link.OFFLINE
    platform.asked.clear()
    return patrol


async def test_after_the_first_failure_a_saved_answer_comes_at_once(
    device: Device, platform: Platform
) -> None:
    """Nobody is asked for it, the reason is the failure that was met, and it waits for a live answer."""
    patrol = await gone_offline(device, platform, "ABC123")
    result = await ask(patrol, "ABC123")
    assert (result.answer.source, result.answer.verdict, result.final) == (Source.CACHE, "alarm", True)
    assert result.answer.problem is not None
    assert result.answer.problem.kind is ProblemKind.UNREACHABLE
    assert result.answer.problem.message.startswith("Not asked now")
    assert platform.asked == []
    assert result.queued == 2


async def test_without_a_saved_answer_the_platform_is_tried_all_the_same(
    device: Device, platform: Platform
) -> None:
    """Nothing saved, or only what would be NOT CHECKED: one more call before saying so."""
    patrol = device.patrol(platform.url)
    await ask(patrol, "OLD123")  # NO PERMIT, and too old in a moment
    device.clock.move(hours=1)
    platform.faults = [None] * 3
    await ask(patrol, "FIRST1")
    assert patrol.way.link is Link.OFFLINE
    result = await ask(patrol, "OLD123")
    assert (result.answer.source, result.answer.verdict) == (Source.LIVE, "no_permit")
    assert patrol.way.link is Link.LIVE


@pytest.mark.parametrize("reason", [AGAIN, TEST])
async def test_who_asks_again_gets_a_call(device: Device, platform: Platform, reason: str) -> None:
    """Offline or not, *try again* and the test of the connection ask the platform."""
    patrol = await gone_offline(device, platform, "ABC123")
    result = await ask(patrol, "ABC123", reason=reason)
    assert result.answer.source is Source.LIVE
    assert platform.asked == ["ABC123"]


async def test_the_way_is_measured_from_real_calls(device: Device, platform: Platform) -> None:
    """Live, slow while a call goes on, live again; a check of saved answers only says nothing of it."""
    patrol = device.patrol(platform.url, patience_s=HASTE_S)
    assert patrol.way.link is Link.UNKNOWN
    await patrol.check(patrol.press("ABC123"), offline=True)
    assert patrol.way.link is Link.UNKNOWN
    await ask(patrol, "ABC123")
    assert patrol.way.link is Link.LIVE
    platform.gate.clear()
    async for result in patrol.answers(patrol.press("ABC123")):
        assert patrol.way.link is (Link.LIVE if result.final else Link.SLOW)
        platform.gate.set()


async def test_the_live_answer_says_what_it_changed(device: Device, platform: Platform) -> None:
    """NO PERMIT that turns into an ALARM says so, one that stays says nothing; nobody is called back."""
    patrol = device.patrol(platform.url, patience_s=HASTE_S)
    await ask(patrol, "ABC123")
    changes = []
    for alarm in ({"alarm": "Wanted to talk with."}, {"alarm": "Another word."}, {}):
        platform.knows("ABC123", **alarm)
        platform.gate.clear()
        async for result in patrol.answers(patrol.press("ABC123")):
            platform.gate.set()
            changes.append(result.changed_from)
    assert changes == [None, Headline.NO_PERMIT, None, None, None, Headline.ALARM]
    assert await device.rechecks(patrol).changes() == []


async def test_who_has_gone_on_is_called_back(device: Device, platform: Platform) -> None:
    """A live answer that changes what an officer saw and left is kept until it is acknowledged."""
    patrol = device.patrol(platform.url, patience_s=HASTE_S)
    await ask(patrol, "ABC123")
    platform.knows("ABC123", alarm="Wanted to talk with.")
    platform.gate.clear()
    check = patrol.press("ABC123", lot="Lot 6", officer="Tremblay")
    async for _ in patrol.answers(check, watched=lambda: False):
        platform.gate.set()
    rechecks = device.rechecks(patrol)
    (change,) = await rechecks.changes()
    assert (change.check_id, change.plate, change.lot, change.officer) == (
        check.id,
        "ABC123",
        "Lot 6",
        "Tremblay",
    )
    assert (change.was, change.now, change.checked_at) == ("no_permit", "alarm", check.checked_at)
    await rechecks.acknowledge(change, "Tremblay")
    assert await rechecks.changes() == []


@pytest.mark.parametrize(
    ("officer", "lot", "alarm", "told"),
    [
        ("Tremblay", "Lot 6", None, False),
        ("Tremblay", "Lot 6", "Wanted.", True),
        ("Roy", "Lot 6", None, True),
        ("Tremblay", "Lot 3", None, True),
    ],
)
async def test_a_live_answer_goes_to_every_check_of_the_plate_that_waits(
    device: Device, platform: Platform, officer: str, lot: str, alarm: str | None, *, told: bool
) -> None:
    """Each gets it as its own answer; whoever asked again himself is told of an alarm only."""
    patrol = device.patrol(platform.url)
    earlier = patrol.press("ABC123", lot="Lot 6", officer="Tremblay")
    await patrol.check(earlier, offline=True)
    platform.knows("ABC123", alarm=alarm)
    await ask(patrol, "ABC123", officer=officer, lot=lot)
    rechecks = device.rechecks(patrol)
    assert await rechecks.waiting() == 0
    entry = await device.store.entry(device.scope, earlier.id)
    assert entry is not None
    assert [answer.source for answer in entry.answers] == [Source.NONE, Source.LIVE]
    assert [change.check_id for change in await rechecks.changes()] == [earlier.id] * told
