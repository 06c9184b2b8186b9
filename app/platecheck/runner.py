"""What empties the recheck queue by itself: looks for the way back while offline, drains when it is there.

Separate from `rechecks`, which a command drains once. One for each scope of a process, however many
sessions there are; between processes the queue's claims see to it that only one drains.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

from platecheck.errors import Busy, PlatecheckError
from platecheck.tasks import end
from platecheck.way import Link, pause_s

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.rechecks import Rechecks
    from platecheck.way import Way

LOOK_S = 60.0
"""How often the queue is looked at while nothing happens: another process may have filled it."""
BUSY_S = 60.0
"""How long to leave a service alone that is busy and does not say for how long."""

log = logging.getLogger(__name__)


class Runner:
    """Runs from `start` to `stop`. `knock` tries a bare connection and tells `way` what came of it."""

    def __init__(
        self,
        rechecks: Rechecks,
        way: Way,
        *,
        knock: Callable[[], Awaitable[None]],
        chance: Callable[[], float] = random.random,
        pause_s: Callable[[int, float], float] = pause_s,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rechecks = rechecks
        self._way = way
        self._knock = knock
        self._chance = chance
        self._usual_pause_s = pause_s
        self._monotonic = monotonic
        self._not_before = monotonic()
        """A busy service is left alone until then, whoever it told so."""
        self._fruitless = 0
        """Drains in a row that left something undone."""
        self._stirred = asyncio.Event()
        self._nudged = False
        self._running: asyncio.Task[None] | None = None
        way.listen(self._stirred.set)

    def start(self) -> None:
        """Begin, in the running loop; a second call does nothing."""
        if self._running is None:
            self._running = asyncio.create_task(self._run())

    def look_now(self) -> None:
        """Look at the queue at once: somebody asks for it. A busy or refusing service is left alone."""
        self._nudged = True
        self._stirred.set()

    async def stop(self) -> None:
        """End, also in the middle of a call; what was not answered stays in the queue."""
        running, self._running = self._running, None
        await end(running)

    async def _run(self) -> None:
        while True:
            self._stirred.clear()
            self._nudged, opened = False, self._way.is_open
            try:
                await self._look()
            except PlatecheckError as error:
                self._fruitless += 1
                log.warning("rechecks broke off: %s", error.title)
            except Exception as error:  # noqa: BLE001 - one mishap must not leave the queue lying for ever
                self._fruitless += 1
                log.error("rechecks broke off: %s", type(error).__name__)  # noqa: TRY400 - a trace may quote data
            await self._rest(opened=opened)

    async def _look(self) -> None:
        """Drain what waits; the first of it is the probe. Offline, with nothing to ask for, knock."""
        if self._way.link is Link.REFUSED or self._monotonic() < self._not_before:
            return
        asked = 0
        if await self._rechecks.waiting():
            async with aclosing(self._rechecks.drain()) as results:
                async for _ in results:
                    asked += 1
        if not asked and self._way.is_offline:
            await self._knock()
        left = await self._rechecks.waiting()
        self._fruitless = self._fruitless + 1 if left else 0

    async def _rest(self, *, opened: bool) -> None:
        """Wait until it is time to look again, or the way has come back since it was last `opened` or not.

        `opened` is of before the look: an officer's call may have found the way back during it.
        """
        with suppress(TimeoutError):
            while True:
                async with asyncio.timeout(self._pause_s()):
                    await self._stirred.wait()
                self._stirred.clear()
                if self._nudged or (self._way.is_open and not opened):
                    return
                opened = self._way.is_open

    def _pause_s(self) -> float:
        """Return how long to rest by what is known now, in seconds."""
        now, problem = self._monotonic(), self._way.problem
        if isinstance(problem, Busy):
            asked_s = BUSY_S if problem.retry_after_s is None else problem.retry_after_s
            self._not_before = max(self._not_before, now + asked_s)
        if self._way.link is Link.REFUSED or (self._way.is_open and not self._fruitless):
            usual_s = LOOK_S
        else:
            usual_s = self._usual_pause_s(max(self._way.failures, self._fruitless), self._chance())
        return max(usual_s, self._not_before - now)
