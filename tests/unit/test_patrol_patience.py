"""A slow service: the saved answer first, the live one after it, each on disk before it is shown."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import ProblemKind
from platecheck.facts import Source

if TYPE_CHECKING:
    from conftest import Device, Platform
    from platecheck.answers import Result
    from platecheck.sandbox.service import SandboxServer

HASTE_S = 0.01
"""The patience of these tests; the service answers only when its gate is opened."""


async def known(device: Device, platform: Platform, plate: str = "ABC123") -> None:
    """Put a plate's answer into the cache, and make the service slow."""
    platform.knows(plate, alarm="Wanted to talk with.")
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press(plate, reason="before"))
    platform.knows(plate)
    device.clock.move(minutes=5)
    platform.gate.clear()


async def calls_under_way() -> set[asyncio.Task[object]]:
    """Return the calls to the service that nobody ended; one that was cancelled gets its time to end."""
    calls = {task for task in asyncio.all_tasks() if "Patrol._ask" in repr(task)}
    return (await asyncio.wait(calls, timeout=1))[1] if calls else set()


async def test_a_slow_service_gives_two_answers_of_one_check(device: Device, platform: Platform) -> None:
    """The saved answer is handed out while the call goes on, then the live one; both are in one entry."""
    await known(device, platform)
    patrol = device.patrol(platform.url, patience_s=HASTE_S)
    check = patrol.press("ABC123")
    seen: list[Result] = []
    async for result in patrol.answers(check):
        seen.append(result)
        entry = (await device.on_disk())[0]
        assert entry.check.id == check.id
        assert entry.answers == tuple(one.answer for one in seen)
        platform.gate.set()
    cached, live = seen
    assert (cached.answer.source, cached.answer.verdict, cached.final) == (Source.CACHE, "alarm", False)
    assert cached.answer.problem is None
    assert cached.queued == 1
    assert cached.age_s(device.clock()) == 300
    assert (live.answer.source, live.answer.verdict, live.final) == (Source.LIVE, "no_permit", True)
    assert cached.check == live.check == check
    assert await device.store.waiting(device.scope) == 0


async def test_a_slow_service_that_fails_gives_the_saved_answer_twice(
    device: Device, platform: Platform
) -> None:
    """Given up at last, the saved answer comes again with the reason, as the check's final one."""
    await known(device, platform)
    patrol = device.patrol(platform.url, patience_s=HASTE_S, deadline_s=0.1)
    first, last = [result async for result in patrol.answers(patrol.press("ABC123"))]
    assert (first.answer.source, first.final, first.answer.problem) == (Source.CACHE, False, None)
    assert (last.answer.source, last.final, last.queued) == (Source.CACHE, True, 1)
    assert last.answer.problem is not None
    assert last.answer.problem.kind is ProblemKind.TIMEOUT
    assert (await device.on_disk())[0].answers == (first.answer, last.answer)


async def test_nothing_saved_means_waiting(device: Device, platform: Platform) -> None:
    """Without a saved answer nothing is handed out, and nothing logged, before the service is done."""
    platform.gate.clear()
    patrol = device.patrol(platform.url, patience_s=HASTE_S)
    answers = patrol.answers(patrol.press("ABC123"))
    coming = asyncio.ensure_future(anext(answers))
    assert await asyncio.wait({coming}, timeout=5 * HASTE_S) == (set(), {coming})
    assert await device.on_disk() == []
    platform.gate.set()
    result = await coming
    assert (result.answer.source, result.final) == (Source.LIVE, True)
    assert [one async for one in answers] == []


async def test_a_slow_sandbox(device: Device, sandbox: SandboxServer) -> None:
    """The same over the sandbox's own latency: the final answer is the live one."""
    patrol = device.patrol(sandbox.url, patience_s=HASTE_S)
    await patrol.check(patrol.press("ABC456"))
    sandbox.app.state.faults.settings = sandbox.app.state.faults.settings.model_copy(
        update={"latency_s": 0.1}
    )
    sources = [result.answer.source async for result in patrol.answers(patrol.press("ABC456"))]
    assert sources == [Source.CACHE, Source.LIVE]
    assert (await patrol.check(patrol.press("ABC456"))).answer.source is Source.LIVE


async def test_within_the_patience_there_is_one_answer(device: Device, platform: Platform) -> None:
    """A service that answers in time is the only one heard, though something was saved."""
    await known(device, platform)
    platform.gate.set()
    patrol = device.patrol(platform.url)
    (result,) = [result async for result in patrol.answers(patrol.press("ABC123"))]
    assert result.answer.source is Source.LIVE


@pytest.mark.parametrize("plate", ["ABC123", "NEW123"])
async def test_an_answer_nobody_waits_for_leaves_no_half_check(
    device: Device, platform: Platform, plate: str
) -> None:
    """Cancelled at any of its moments, a check is in the log with whole answers or not at all."""
    await known(device, platform)
    patrol = device.patrol(platform.url, patience_s=HASTE_S)
    for turns in range(0, 60, 3):

        async def consume() -> None:
            async for _ in patrol.answers(patrol.press(plate)):
                pass

        consumer = asyncio.ensure_future(consume())
        for _ in range(turns):
            await asyncio.sleep(0)
        if turns > 40:  # later moments: after the patience, before the service
            await asyncio.wait({consumer}, timeout=(turns - 40) * HASTE_S / 4)
        consumer.cancel()
        await asyncio.wait({consumer})
        assert consumer.cancelled()
    assert await calls_under_way() == set()
    for entry in await device.on_disk(plate):
        if entry.check.reason == "officer":
            assert [answer.source for answer in entry.answers] == [Source.CACHE]
            assert entry.answers[0].facts is not None
    platform.gate.set()
    result = await patrol.check(patrol.press(plate))
    assert result.answer.source is Source.LIVE


async def test_who_leaves_after_the_saved_answer_keeps_it(device: Device, platform: Platform) -> None:
    """The officer who goes on at once has the saved answer in the log, and the check waits for a live one."""
    await known(device, platform)
    patrol = device.patrol(platform.url, patience_s=HASTE_S)
    answers = patrol.answers(patrol.press("ABC123"))
    shown = await anext(answers)
    await answers.aclose()
    assert await calls_under_way() == set()
    entry = (await device.on_disk())[0]
    assert entry.answers == (shown.answer,)
    assert await device.store.waiting(device.scope) == 1


async def test_two_checks_at_once_do_not_mix(device: Device, platform: Platform) -> None:
    """Checks under way at one moment each get their own plate's answer."""
    platform.knows("ABC123", alarm="Wanted to talk with.")
    platform.gate.clear()
    patrol = device.patrol(platform.url)
    plates = ["ABC123", *(f"NEW{n}" for n in range(9))]
    checks = [asyncio.ensure_future(patrol.check(patrol.press(plate))) for plate in plates]
    platform.gate.set()
    results = await asyncio.gather(*checks)
    assert [result.answer.verdict for result in results] == ["alarm", *["no_permit"] * 9]
    assert [r.answer.facts and r.answer.facts.plate for r in results] == plates
    assert len({result.check.id for result in results}) == len(await device.on_disk()) == 10


async def test_the_clock_of_an_answer_is_read_when_it_comes(device: Device, platform: Platform) -> None:
    """A live answer that took three minutes is as old as its arrival, not as the press."""
    platform.gate.clear()
    patrol = device.patrol(platform.url)
    check = patrol.press("ABC123")
    coming = asyncio.ensure_future(patrol.check(check))
    await platform.met.wait()
    device.clock.move(minutes=3)
    platform.gate.set()
    result = await coming
    assert result.answer.fetched_at == check.checked_at + timedelta(minutes=3)
