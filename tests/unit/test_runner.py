"""The queue that empties itself: probes while offline, a drain when the way is back, one for all sessions."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from platecheck.facts import Source
from platecheck.runner import Runner
from platecheck.way import Link

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from conftest import Device, Platform
    from platecheck.patrol import Patrol

    Start = Callable[..., Runner]

SOON_S = 0.005
NEVER_S = 600.0


async def until(reached: Callable[[], bool]) -> None:
    """Wait for a state."""
    async with asyncio.timeout(20):
        while not reached():  # noqa: ASYNC110 - a state to be seen from outside, no event
            await asyncio.sleep(0.005)


async def until_settled(device: Device) -> None:
    """Wait until no check waits."""
    async with asyncio.timeout(20):
        while await device.store.waiting(device.scope):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.005)


@pytest.fixture
async def start(device: Device) -> AsyncIterator[Start]:
    """Give what starts a runner; it is stopped after the test."""
    started: list[Runner] = []

    def begin(patrol: Patrol, *, pause: float = SOON_S) -> Runner:
        runner = Runner(
            device.rechecks(patrol),
            patrol.way,
            knock=patrol.sources.knock,
            pause_s=lambda *_: pause,
        )
        runner.start()
        runner.start()
        started.append(runner)
        return runner

    yield begin
    for runner in started:
        await runner.stop()
        await runner.stop()


async def offline(patrol: Patrol, platform: Platform, *plates: str) -> None:
    """Check plates over connections that break."""
    platform.status = None
    for plate in plates:
        await patrol.check(patrol.press(plate))
    assert patrol.way.link is Link.OFFLINE


async def test_the_oldest_check_is_the_probe(device: Device, platform: Platform, start: Start) -> None:
    """While nobody answers only it is asked for, again and again; then all are, in their order."""
    patrol = device.patrol(platform.url)
    await offline(patrol, platform, "NEW1", "NEW2", "NEW3")
    platform.asked.clear()
    start(patrol)
    await until(lambda: len(platform.asked) >= 6)  # every probe is a call with its retries
    assert set(platform.asked) == {"NEW1"}
    platform.status = 200
    await until_settled(device)
    assert platform.asked[-3:] == ["NEW1", "NEW2", "NEW3"]
    assert patrol.way.link is Link.LIVE


async def test_what_waits_at_the_start_is_asked_at_once(
    device: Device, platform: Platform, start: Start
) -> None:
    """An app that was closed with a full queue goes on with it."""
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("NEW1"), offline=True)
    start(device.patrol(platform.url), pause=NEVER_S)
    await until_settled(device)


async def test_an_answered_check_brings_the_rest(device: Device, platform: Platform, start: Start) -> None:
    """When an officer's call finds the way back, nobody waits for the next probe."""
    patrol = device.patrol(platform.url)
    await offline(patrol, platform, "NEW1", "NEW2")
    start(patrol, pause=NEVER_S)
    await until(lambda: patrol.way.failures >= 3)
    platform.status = 200
    assert (await patrol.check(patrol.press("NEW3"))).answer.source is Source.LIVE
    await until_settled(device)


async def test_without_a_queue_a_bare_connection_is_the_probe(
    device: Device, platform: Platform, start: Start
) -> None:
    """Nothing is asked of the service; once a connection holds, the way is no longer offline."""
    patrol = device.patrol(platform.url)
    await offline(patrol, platform, "NEW1")
    platform.status = 200
    async for _ in device.rechecks(device.patrol(platform.url)).drain():
        pass
    platform.asked.clear()
    assert patrol.way.link is Link.OFFLINE
    start(patrol)
    await until(lambda: patrol.way.link is Link.UNKNOWN)
    assert platform.asked == []


async def test_a_refused_token_ends_the_asking(device: Device, platform: Platform, start: Start) -> None:
    """After a refusal nothing is asked until somebody's own check is answered."""
    patrol = device.patrol(platform.url)
    for plate in ("NEW1", "NEW2"):
        await patrol.check(patrol.press(plate), offline=True)
    platform.status = 401
    runner = start(patrol)
    await until(lambda: patrol.way.link is Link.REFUSED)
    await runner.stop()
    platform.status = 200
    start(patrol)
    for _ in range(50):
        await asyncio.sleep(0)
    assert platform.asked == ["NEW1"]
    await patrol.check(patrol.press("NEW3"))
    await until_settled(device)


async def test_a_busy_service_is_left_alone_for_as_long_as_it_says(
    device: Device, platform: Platform, start: Start
) -> None:
    """Not even an officer's answered check makes the queue ask earlier."""
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("NEW1"), offline=True)
    platform.status = 429
    platform.headers["Retry-After"] = "3600"
    start(patrol)
    await until(lambda: patrol.way.link is Link.FAILING)
    platform.status = 200
    await patrol.check(patrol.press("NEW2"))
    assert patrol.way.link is Link.LIVE
    for _ in range(50):
        await asyncio.sleep(0)
    assert platform.asked == ["NEW1", "NEW2"]
    assert await device.store.waiting(device.scope) == 1


async def test_a_stop_in_the_middle_of_a_call_leaves_the_check_waiting(
    device: Device, platform: Platform, start: Start
) -> None:
    """What was not answered is given back at once, for whoever opens the directory next."""
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("NEW1"), offline=True)
    platform.gate.clear()
    runner = start(patrol)
    await platform.met.wait()
    await runner.stop()
    platform.gate.set()
    start(device.patrol(platform.url), pause=NEVER_S)
    await until_settled(device)


async def test_a_mishap_does_not_end_it(device: Device, platform: Platform, start: Start) -> None:
    """A database that cannot be used for a while is tried again."""
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("NEW1"), offline=True)
    await device.store._connection.write(
        lambda db: db.execute(
            "CREATE TRIGGER no BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    )
    start(patrol)
    await until(lambda: len(platform.asked) >= 2)
    await device.store._connection.write(lambda db: db.execute("DROP TRIGGER no"))
    await until_settled(device)
