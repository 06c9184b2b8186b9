"""Preparing for a dead zone: which plates, in which order, politely, noted, and what is held at the end.

A little over 300 lines: one act, from the choice to what is held.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from platecheck.errors import StorageError
from platecheck.facts import Source
from platecheck.patrol_log import PatrolLog
from platecheck.preparing import FRESH, LOT_DAYS, MOST, Choice
from platecheck.rechecks import Ended
from platecheck.retention import Retention
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.store.records import TEST
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Device, Platform
    from platecheck.patrol import Patrol
    from platecheck.preparing import Plan, Preparation, Refreshing
    from platecheck.sandbox.service import SandboxServer

LOT = "Lot 6"
THERE = Choice(lot=LOT)


async def checked(
    patrol: Patrol, *plates: str, lot: str | None = LOT, officer: str = "", reason: str = "officer"
) -> None:
    """Check plates, oldest first."""
    for plate in plates:
        await patrol.check(patrol.press(plate, lot=lot, officer=officer, reason=reason))


async def until(reached: Callable[[], bool]) -> None:
    """Wait for a state."""
    async with asyncio.timeout(20):
        while not reached():  # noqa: ASYNC110 - a state to be seen from outside, no event
            await asyncio.sleep(0.005)


async def prepared(preparation: Preparation, plan: Plan) -> Refreshing:
    """Run a preparation to its end."""
    async with aclosing(preparation.run(plan, officer="Roy")) as steps:
        async for _ in steps:
            pass
    assert preparation.current is not None
    return preparation.current


async def noted(device: Device) -> list[tuple[str, str]]:
    """Return reason and outcome of every query that was noted."""
    return await device.store._connection.read(
        lambda db: db.execute("SELECT reason, outcome FROM queries ORDER BY seq").fetchall()
    )


async def test_the_plates_of_a_lot_are_refreshed_the_last_seen_first(
    device: Device, platform: Platform
) -> None:
    """Once each, those of another lot not at all; then the device holds fresh answers, and says so."""
    patrol = device.patrol(platform.url)
    await checked(patrol, "AAA1", "BBB2", "CCC3", "AAA1")
    await checked(patrol, "ELSE1", lot="Elsewhere")
    await checked(patrol, "NONE1", lot=None)
    device.clock.move(hours=3)
    platform.asked.clear()
    platform.knows("BBB2", alarm="*** Weapons ***")
    platform.knows("CCC3", dntt=[{"location": "", "start": "", "end": "", "notes": ""}])
    preparation = device.preparation(patrol)
    plan = await preparation.plan(THERE)
    assert (plan.seen, plan.plates, plan.saved, plan.fresh) == (3, 3, 3, 0)
    assert plan.oldest_at == device.clock.at - timedelta(hours=3)
    assert plan.wanted == ("AAA1", "CCC3", "BBB2")
    now = await prepared(preparation, plan)
    assert platform.asked == ["AAA1", "CCC3", "BBB2"]
    assert (now.done, now.failed, now.hits, now.left, now.ended) == (3, 0, 2, 0, Ended.DRAINED)
    assert now.held is not None
    assert (now.held.saved, now.held.hits, now.held.fresh, now.held.wanted) == (3, 2, 3, ())
    assert now.held.oldest_at == device.clock.at
    result = await patrol.check(patrol.press("BBB2", lot=LOT), offline=True)
    assert (result.answer.source, result.answer.verdict) == (Source.CACHE, "alarm")


async def test_a_preparation_is_no_check(device: Device, platform: Platform, zone: ZoneInfo) -> None:
    """Each query is noted with its reason; log, recents and the shift's figures are as they were."""
    patrol = device.patrol(platform.url)
    await checked(patrol, "AAA1", "BBB2")
    device.clock.move(hours=3)
    platform.knows("AAA1", alarm="*** Weapons ***")
    log = await device.on_disk()
    preparation = device.preparation(patrol)
    await prepared(preparation, await preparation.plan(THERE))
    assert await noted(device) == [("prepare", "clear"), ("prepare", "hit")]
    assert await device.on_disk() == log
    book = PatrolLog(device.store, device.scope, site=patrol.site, zone=zone, clock=device.clock)
    shift = await book.shift()
    assert shift is not None
    assert shift.counts == {Headline.NO_PERMIT: 2}
    holdings = await device.store.holdings()
    assert (holdings.held.queries, holdings.unacknowledged) == (2, 0)


async def test_the_last_days_are_an_officers_own(device: Device, platform: Platform) -> None:
    """By officer where one is set, whatever the lot; without what is older and without tests."""
    patrol = device.patrol(platform.url)
    await checked(patrol, "OLD1", officer="Roy")
    device.clock.move(days=3)
    await checked(patrol, "AAA1", officer="Roy")
    await checked(patrol, "BBB2", officer="Tremblay", lot=None)
    await checked(patrol, "TEST1", officer="Roy", reason=TEST)
    preparation = device.preparation(patrol)
    device.clock.move(hours=3)
    assert (await preparation.plan(Choice(days=1, officer="Roy"))).wanted == ("AAA1",)
    assert (await preparation.plan(Choice(days=1))).wanted == ("BBB2", "AAA1")
    assert (await preparation.plan(Choice(days=7, officer="Roy"))).wanted == ("AAA1", "OLD1")
    device.clock.move(days=LOT_DAYS)
    assert (await preparation.plan(THERE)).seen == 0


async def test_what_was_broken_off_goes_on_where_it_was(device: Device, platform: Platform) -> None:
    """Leaving early keeps what was answered: the next plan has only the rest, until that is an hour old."""
    patrol = device.patrol(platform.url)
    await checked(patrol, "AAA1", "BBB2", "CCC3")
    device.clock.move(hours=3)
    platform.asked.clear()
    preparation = device.preparation(patrol)
    async with aclosing(preparation.run(await preparation.plan(THERE))) as steps:
        async for now in steps:
            if now.done == 1:
                break
    assert preparation.current is not None
    assert preparation.current.ended is Ended.BROKEN_OFF
    assert (await preparation.plan(THERE)).wanted == ("BBB2", "AAA1")
    await prepared(preparation, await preparation.plan(THERE))
    assert platform.asked == ["CCC3", "BBB2", "AAA1"]
    device.clock.at += FRESH + timedelta(seconds=1)
    assert len((await preparation.plan(THERE)).wanted) == 3


@pytest.mark.parametrize(
    ("mode", "ended", "asked"),
    [
        (FaultMode.DEAD, Ended.OFFLINE, 1),
        (FaultMode.PORTAL, Ended.OFFLINE, 1),
        (FaultMode.REFUSED, Ended.REFUSED, 1),
        (FaultMode.BUSY, Ended.BUSY, 1),
        (FaultMode.ERROR, Ended.FAILING, 3),
    ],
)
async def test_it_ends_where_going_on_is_no_use(
    device: Device, sandbox: SandboxServer, mode: FaultMode, ended: Ended, asked: int
) -> None:
    """It says why and what the device holds; asked again it finishes, what failed before at the end."""
    patrol = device.patrol(sandbox.url)
    plates = [f"NEW{number}" for number in range(5)]
    for plate in plates:
        await patrol.check(patrol.press(plate, lot=LOT), offline=True)
    sandbox.app.state.faults.settings = FaultSettings(mode=mode)
    preparation = device.preparation(patrol)
    now = await prepared(preparation, await preparation.plan(THERE))
    assert (now.ended, now.done, now.failed, now.left) == (ended, asked, asked, 5)
    assert now.held is not None
    assert (now.held.saved, now.held.oldest_at) == (0, None)
    assert len(await noted(device)) == asked
    sandbox.app.state.faults.settings = FaultSettings()
    again = await preparation.plan(THERE)
    assert again.wanted == (*plates[::-1][asked:], *plates[::-1][:asked])
    now = await prepared(preparation, again)
    assert (now.ended, now.left) == (Ended.DRAINED, 0)


async def test_what_it_learns_settles_the_checks_that_wait(device: Device, platform: Platform) -> None:
    """A check of the plate that has no live answer yet gets this one, with its receipt and its change."""
    patrol = device.patrol(platform.url)
    rechecks = device.rechecks(patrol)
    await patrol.check(patrol.press("AAA1", lot=LOT), offline=True)
    platform.knows("AAA1", alarm="*** Weapons ***")
    preparation = device.preparation(patrol, rechecks)
    await prepared(preparation, await preparation.plan(THERE))
    assert await rechecks.waiting() == 0
    assert [(c.plate, c.was, c.now) for c in await rechecks.changes()] == [("AAA1", "not_checked", "alarm")]
    assert [receipt.plate for receipt in await rechecks.receipts()] == ["AAA1"]


async def test_the_queue_goes_first(device: Device, platform: Platform) -> None:
    """While the queue is drained nothing is prepared: the service is asked one plate at a time."""
    patrol = device.patrol(platform.url)
    rechecks = device.rechecks(patrol)
    await checked(patrol, "AAA1")
    await patrol.check(patrol.press("WAIT1", lot="Elsewhere"), offline=True)
    device.clock.move(hours=3)
    preparation = device.preparation(patrol, rechecks)
    gate = platform.hold("WAIT1")
    platform.asked.clear()
    platform.met.clear()
    async with aclosing(rechecks.drain()) as results:
        draining = asyncio.ensure_future(anext(results))
        await platform.met.wait()
        preparation.start(await preparation.plan(THERE))
        for _ in range(50):
            await asyncio.sleep(0)
        assert platform.asked == ["WAIT1"]
        gate.set()
        await draining
    await until(lambda: not preparation.is_running)
    assert platform.asked == ["WAIT1", "AAA1"]


async def test_what_became_fresh_meanwhile_is_not_asked_again(device: Device, platform: Platform) -> None:
    """Somebody checked the plate since the plan was made: it counts as done, with its hit."""
    patrol = device.patrol(platform.url)
    await checked(patrol, "AAA1", "BBB2")
    device.clock.move(hours=3)
    preparation = device.preparation(patrol)
    plan = await preparation.plan(THERE)
    platform.knows("BBB2", alarm="*** Weapons ***")
    await checked(patrol, "BBB2")
    platform.asked.clear()
    now = await prepared(preparation, plan)
    assert (platform.asked, now.done, now.hits, now.left) == (["AAA1"], 2, 1, 0)


async def test_one_runs_beside_everything_else_until_it_is_stopped(
    device: Device, platform: Platform
) -> None:
    """A second start changes nothing; stopped in the middle of a call it gives up, and can go on."""
    patrol = device.patrol(platform.url)
    await checked(patrol, "AAA1", "BBB2")
    device.clock.move(hours=3)
    platform.asked.clear()
    preparation = device.preparation(patrol)
    gate = platform.hold("AAA1")
    plan = await preparation.plan(THERE)
    preparation.start(plan)
    now = preparation.current
    preparation.start(plan)
    assert preparation.current is now
    assert now is not None
    await until(lambda: platform.asked == ["BBB2", "AAA1"])
    assert (now.done, now.ended, preparation.is_running) == (1, None, True)
    await preparation.stop()
    assert (now.ended, now.asking, preparation.is_running) == (Ended.BROKEN_OFF, "", False)
    gate.set()
    assert (await preparation.plan(THERE)).wanted == ("AAA1",)


async def test_nothing_comes_back_after_a_wipe(device: Device, platform: Platform) -> None:
    """An answer for a plate that was wiped meanwhile leaves no trace, and the rest is not asked."""
    patrol = device.patrol(platform.url)
    await checked(patrol, "AAA1", "BBB2")
    device.clock.move(hours=3)
    platform.asked.clear()
    preparation = device.preparation(patrol)
    platform.met.clear()
    platform.gate.clear()
    running = asyncio.ensure_future(prepared(preparation, await preparation.plan(THERE)))
    await platform.met.wait()
    await device.store.wipe(device.clock.at)
    platform.gate.set()
    now = await running
    assert (platform.asked, now.ended) == (["BBB2"], Ended.BROKEN_OFF)
    assert (await device.store.holdings()).is_empty


async def test_a_device_that_cannot_write_says_so(device: Device, platform: Platform) -> None:
    """It breaks off with the reason; nothing is pretended to be held."""
    patrol = device.patrol(platform.url)
    await checked(patrol, "AAA1")
    device.clock.move(hours=3)
    preparation = device.preparation(patrol)
    platform.met.clear()
    platform.gate.clear()
    preparation.start(await preparation.plan(THERE))
    await platform.met.wait()
    await device.store.close()
    platform.gate.set()
    await until(lambda: not preparation.is_running)
    now = preparation.current
    assert now is not None
    assert (now.ended, now.held) == (Ended.BROKEN_OFF, None)
    assert now.trouble
    with pytest.raises(StorageError):
        await preparation.plan(THERE)


async def test_a_long_log_is_walked_in_steps(device: Device, platform: Platform) -> None:
    """More plates than one preparation has: those seen last; a clock that was ahead hides nothing."""
    patrol = device.patrol(platform.url)
    for number in range(MOST + 20):
        await patrol.check(patrol.press(f"P{number:04}", lot=LOT), offline=True)
        if number == MOST // 2:
            device.clock.move(days=400)
            await patrol.check(patrol.press("AHEAD", lot=LOT), offline=True)
            device.clock.move(days=-400)
    plan = await device.preparation(patrol).plan(THERE)
    assert (plan.seen, plan.plates, len(plan.wanted)) == (MOST + 21, MOST, MOST)
    assert plan.wanted[0] == f"P{MOST + 19:04}"


@pytest.fixture
def zone() -> ZoneInfo:
    """Return the site's zone."""
    return ZoneInfo("America/Toronto")


class TestUnderRetention:
    """What is past its clock is neither seen nor held."""

    @pytest.fixture
    def retention(self) -> Retention:
        """Return clocks."""
        return Retention()

    async def test_what_is_past_its_clock_is_not_held(self, device: Device, platform: Platform) -> None:
        """A saved answer that is not shown any more counts as none, and its plate is asked about."""
        patrol = device.patrol(platform.url)
        await checked(patrol, "AAA1")
        device.clock.move(days=4)
        plan = await device.preparation(patrol).plan(THERE)
        assert (plan.seen, plan.saved, plan.oldest_at, plan.wanted) == (1, 0, None, ("AAA1",))

    async def test_a_plate_that_left_the_log_is_not_seen(self, device: Device, platform: Platform) -> None:
        """Where the log has no plate any more none is asked about; the notes of queries go too."""
        patrol = device.patrol(platform.url)
        platform.date = device.clock.at
        await checked(patrol, "AAA1")
        preparation = device.preparation(patrol)
        device.clock.move(hours=3)
        platform.date = device.clock.at
        await prepared(preparation, await preparation.plan(THERE))
        device.clock.move(days=366)
        platform.date = device.clock.at
        await checked(patrol, "BBB2")
        went = await device.store.upkeep.purge()
        assert (went.checks, went.queries) == (1, 1)
        assert (await preparation.plan(Choice(days=400))).seen == 1
        assert (await device.store.holdings()).held.queries == 0
