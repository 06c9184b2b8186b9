"""What an officer does at a handset, and what is waited for after it: the words of the screens' tests."""

from __future__ import annotations

import asyncio
import math
from contextlib import asynccontextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

from tests.unit.ui.handset import PATIENCE_S

from platecheck.answers import Outcome
from platecheck.sandbox.faults import FaultSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine
    from concurrent.futures import ThreadPoolExecutor
    from queue import SimpleQueue

    from tests.unit.conftest import Platform
    from tests.unit.ui.handset import Handset

    from platecheck.ui.session import Session

SLOW_S = 0.3
"""How long a platform takes that is slow to answer."""
SETTLED_TURNS = 10
"""So many turns of the store's worker in a row in which nobody waits for it: nobody is about to."""


async def press(session: Session, plate: str) -> None:
    """Type a plate and press Check."""
    session.keyboard.write(plate)
    await session.submit()


async def ask(page: Handset, plate: str) -> None:
    """Check a plate up to its last answer."""
    await press(page.session, plate)
    await page.until(lambda: shows(page, plate) and page.session.state.desk.result.final, plate)


def shows(page: Handset, plate: str) -> bool:
    """Tell whether the answer on screen is this plate's."""
    result = page.session.state.desk.result
    return result is not None and result.check.plate == plate


async def log_has(page: Handset, plate: str, answers: int = 1) -> None:
    """Wait until so many answers of the plate's newest check are written, and the log was read again."""
    patrol = page.session.services.patrol

    def read() -> bool:
        return any(known.check.plate == plate for known in page.session.state.trail.log)

    await page.until(read, f"{plate} is in the log")
    (entry, *_) = await patrol.history(plate=plate)
    assert len(entry.answers) >= answers


async def acknowledge(session: Session, outcome: Outcome = Outcome.REPORTED) -> None:
    """Choose an outcome and acknowledge."""
    session.choose_outcome(outcome)
    await session.acknowledge()


async def leave_waiting(page: Handset, platform: Platform, plate: str) -> asyncio.Event:
    """Check a plate whose answer is held, and go back to the field; return the gate of its answer."""
    gate = platform.hold(plate)
    await press(page.session, plate)
    await page.until(lambda: page.session.state.desk.asking is not None, "it is asked visibly")
    await page.session.go_back()
    return gate


async def written(page: Handset, plate: str, answers: int) -> None:
    """Wait until so many answers of the newest check of a plate are on disk and were taken note of."""
    session, found = page.session, 0
    async with asyncio.timeout(PATIENCE_S):
        while found < answers:
            (entry, *_) = await session.services.patrol.history(plate=plate)
            found = len(entry.answers)
    newest = entry.check.id
    await page.until(
        lambda: any(one.check.id == newest and one.final for one in session.state.trail.recents), "remembered"
    )


@asynccontextmanager
async def held_up(session: Session) -> AsyncIterator[SimpleQueue[Any]]:
    """Hold up the store's worker, once it has nothing to do; gives the queue of what waits for it, in order.

    What the page reads every few seconds is not among it.
    """
    session.pending._looked_at = math.inf
    worker, started, go = session.services.store._connection._worker, Event(), Event()
    await _quiet(worker)

    def wait() -> None:
        started.set()
        go.wait()

    worker.submit(wait)
    started.wait()
    try:
        yield worker._work_queue
    finally:
        go.set()
        session.pending._looked_at = 0


def waits(queue: SimpleQueue[Any], act: str) -> bool:
    """Tell whether this act of the store is among what waits for its held up worker."""
    jobs = [queue.get() for _ in range(queue.qsize())]
    for job in jobs:
        queue.put(job)
    names = {getattr(arg, "__qualname__", "") for job in jobs if job is not None for arg in job.args}
    return any(name.startswith(f"Store.{act}.") for name in names)


async def _quiet(worker: ThreadPoolExecutor) -> None:
    """Wait until a reading that was under way has taken all of its turns: each asks for the next."""
    turns = 0
    async with asyncio.timeout(PATIENCE_S):
        while turns < SETTLED_TURNS:
            await asyncio.get_running_loop().run_in_executor(worker, lambda: None)
            turns = turns + 1 if worker._work_queue.empty() else 0
            await asyncio.sleep(0.005)


@asynccontextmanager
async def under_way(faults: Any, act: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Begin `act` at a platform that is slow to answer, and come to its end; in between it was asked."""
    asked, faults.settings = faults.api_requests, FaultSettings(latency_s=SLOW_S)
    task = asyncio.ensure_future(act)
    async with asyncio.timeout(PATIENCE_S):
        while faults.api_requests == asked:  # noqa: ASYNC110 - the sandbox has no bell
            await asyncio.sleep(0.01)
    yield
    await task
    faults.settings = FaultSettings()
