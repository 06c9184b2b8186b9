"""The recheck queue: every check without a live answer is asked again, and what changed is brought back.

Separate from `patrol`, whose checks an officer presses: here nobody waits, so the service is asked one
plate at a time, at a bounded rate, and no longer than it likes to be.
"""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from platecheck.answers import Result
from platecheck.errors import Busy, ServiceError, StorageError
from platecheck.sources import problem_of
from platecheck.store.records import Unclaimed
from platecheck.verdict import Headline
from platecheck.way import Link

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from platecheck.opscom.validation import PlateAnswer
    from platecheck.patrol import Patrol
    from platecheck.store import Store
    from platecheck.store.records import Change, Receipt, Scope, Waiting
    from platecheck.way import Way

PACE_S = 0.25
"""Between the end of one recheck and the next: with one at a time, never more than four a second."""
FAILURES = 3
"""After so many answers in a row that were none, it is not the plate but the service: the rest waits."""


class Ended(Enum):
    """Why asking by itself ended: the last drain of the queue, or a preparation."""

    DRAINED = "drained"
    """Everything was asked for once; what is left could not be answered."""
    OFFLINE = "offline"
    REFUSED = "refused"
    """Nothing is asked any more until somebody's check is answered, or the settings change."""
    BUSY = "busy"
    FAILING = "failing"
    ELSEWHERE = "elsewhere"
    """Another platecheck on this directory drains the queue."""
    BROKEN_OFF = "broken_off"
    """Cancelled, or the device could not write."""


@dataclass(eq=False)
class Progress:
    """What the drain does now; `ended` is None while it runs."""

    ended: Ended | None = Ended.DRAINED
    asking: str | None = None
    """The id of the check that is asked for."""


class Rechecks:
    """The queue of one scope. Every method may raise StorageError."""

    def __init__(
        self,
        patrol: Patrol,
        store: Store,
        scope: Scope,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._sources = patrol.sources
        self._queue = store.queue
        self._store = store
        self._scope = scope
        self._clock = patrol.clock
        self._sleep = sleep
        self._behind = 0
        """Where the next drain begins: where a failing service ended the last, so that nobody is starved."""
        self.progress = Progress()

    @property
    def revision(self) -> int:
        """Goes up whenever this process may have changed the queue or the changes."""
        return self._queue.revision

    async def waiting(self) -> int:
        """Return how many checks want a live answer."""
        return await self._store.waiting(self._scope)

    async def receipts(self) -> list[Receipt]:
        """Return the queue as a list shows it; see `RecheckQueue.receipts`."""
        return await self._queue.receipts(self._scope, self._clock())

    async def changes(self) -> list[Change]:
        """Return what changed since the officer left and nobody has acknowledged, oldest first."""
        return await self._queue.changes(self._scope)

    async def acknowledge(self, change: Change, officer: str = "") -> None:
        """Note that the officer has seen a change."""
        await self._queue.acknowledge_change(self._scope, change.seq, self._clock(), officer)

    async def drain(self) -> AsyncGenerator[Result]:
        """Ask for every waiting check, oldest first, and yield what came of each once it is committed.

        One answer settles every check of its plate. What could not be asked comes as a result with its
        problem and stays in the queue, its attempt noted. Ends early where going on would be no use or
        impolite: `progress.ended` says why. Close it when leaving it early.
        """
        progress = self.progress = Progress(ended=None)
        holder, after, failures = str(uuid.uuid4()), self._behind, 0
        self._behind = 0
        try:
            while progress.ended is None:
                asked = await self._queue.claim(self._scope, holder, self._clock(), after=after)
                if isinstance(asked, Unclaimed):
                    elsewhere = asked is Unclaimed.ELSEWHERE
                    progress.ended = Ended.ELSEWHERE if elsewhere else Ended.DRAINED
                    break
                if progress.asking is not None:
                    await self._sleep(PACE_S)
                after, progress.asking = asked.seq, asked.check.id
                outcome = await self._sources.ask(asked.check.plate)
                if isinstance(outcome, ServiceError):
                    failures += 1
                    result = await self._note(asked, outcome)
                    progress.ended = ended_by(self._sources.way, outcome, failures)
                    self._behind = after if progress.ended is Ended.FAILING else 0
                    yield result
                else:
                    failures = 0
                    for result in await self._settle(asked, outcome):
                        yield result
        finally:
            progress.asking = None
            if progress.ended is None:
                progress.ended = Ended.BROKEN_OFF
            with suppress(StorageError):  # closed already: the claim ends by itself
                await self._queue.release(self._scope, holder)

    async def _settle(self, asked: Waiting, live: PlateAnswer) -> list[Result]:
        answer, offset = self._sources.live(asked.check, live)
        settled = await self._queue.recheck(self._scope, asked, answer, self._sources.settler(live, None))
        return [
            Result(
                waiting.check,
                settlement.answer,
                None,
                offset,
                changed_from=None if settlement.changed_from is None else Headline(settlement.changed_from),
            )
            for waiting, settlement in settled
        ]

    async def _note(self, asked: Waiting, error: ServiceError) -> Result:
        """Note the attempt; the result is what a check would show now, and is not logged."""
        await self._queue.note_attempt(asked, problem_of(error), self._clock())
        saved, offset, unread = await self._sources.saved(asked.check, error)
        return Result(asked.check, saved, None, offset, unread=unread, error=error)


def ended_by(way: Way, error: ServiceError, failures: int) -> Ended | None:
    """Return why nothing more is asked by itself after `error`, the last of so many; None to go on."""
    match way.link:
        case Link.OFFLINE:
            return Ended.OFFLINE
        case Link.REFUSED:
            return Ended.REFUSED
    if isinstance(error, Busy):
        return Ended.BUSY
    return Ended.FAILING if failures >= FAILURES else None
