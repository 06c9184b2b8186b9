"""Preparing for a dead zone: the plates seen in a lot, or in the last days, are refreshed beforehand.

Separate from `rechecks`, which answers checks that were made: here nobody has checked anything yet. Each
query is noted as what it is; none is a check, counts in a shift, or shows an alarm by itself.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from platecheck.errors import PlatecheckError, ServiceError
from platecheck.rechecks import PACE_S, Ended, ended_by
from platecheck.retention import is_hit
from platecheck.store.records import PREPARE, Seen
from platecheck.tasks import end

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable
    from datetime import datetime

    from platecheck.patrol import Patrol
    from platecheck.rechecks import Rechecks
    from platecheck.store import Store
    from platecheck.store.records import Scope

FRESH = timedelta(hours=1)
"""A saved answer that is no older goes out as it is: so a preparation that was broken off goes on (ours)."""
LOT_DAYS = 30
"""So far back a lot's plates are looked for (ours)."""
MOST = 1000
"""Plates of one preparation, those seen last: some five minutes (ours)."""
EACH_S = PACE_S + 0.2
"""What one plate is expected to take."""
_FOUND_AT_ONCE = 200
"""Saved answers opened in one job of the store."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which plates: those seen in `lot`, or where it is None by `officer` ('' is anybody) in `days`."""

    lot: str | None = None
    days: int = LOT_DAYS
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a choice comes to now: how many plates were `seen`, and `plates`, how many a preparation has.

    Of those `saved` can be answered by the device, `hits` of them with an alarm or an order, in force or
    not; `fresh` need not be asked; the oldest answer is of `oldest_at`. `wanted` are to be asked, the one
    seen last first.
    """

    choice: Choice
    seen: int
    plates: int
    saved: int
    hits: int
    fresh: int
    oldest_at: datetime | None
    wanted: tuple[str, ...] = field(repr=False)

    @property
    def expected_s(self) -> float:
        """About how long it takes."""
        return len(self.wanted) * EACH_S


@dataclass(eq=False)
class Refreshing:
    """How far a preparation is; `ended` is None while it runs."""

    plan: Plan
    done: int = 0
    """Plates asked about, answered or not, and those that somebody else refreshed meanwhile."""
    failed: int = 0
    hits: int = 0
    """As in a plan, among those that are done."""
    asking: str = ""
    """The plate that is asked about; '' while the recheck queue goes first."""
    ended: Ended | None = None
    trouble: str = ""
    """What the device could not do, in words."""
    held: Plan | None = None
    """What the device holds of those plates at the end."""

    @property
    def left(self) -> int:
        """How many plates have no fresh answer."""
        if self.held is not None:
            return len(self.held.wanted)
        return len(self.plan.wanted) - self.done + self.failed


class Preparation:
    """Prepares one scope, one at a time. `current` is the one that runs or ran last."""

    def __init__(
        self,
        patrol: Patrol,
        rechecks: Rechecks,
        store: Store,
        scope: Scope,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._patrol = patrol
        self._sources = patrol.sources
        self._rechecks = rechecks
        self._store = store
        self._scope = scope
        self._sleep = sleep
        self._failed: set[str] = set()
        """Plates that found no answer: they come last, so that they never stand in the others' way."""
        self._running: asyncio.Task[None] | None = None
        self.current: Refreshing | None = None

    async def plan(self, choice: Choice) -> Plan:
        """Return what `choice` comes to now. Raises StorageError."""
        now = await self._sources.later_of(self._patrol.clock())
        since = now - timedelta(days=LOT_DAYS if choice.lot is not None else choice.days)
        officer = choice.officer if choice.lot is None and choice.officer else None
        seen = await self._store.seen(self._scope, Seen(since, choice.lot, officer))
        plates = seen[:MOST]
        known: dict[str, datetime] = {}
        hits = 0
        for start in range(0, len(plates), _FOUND_AT_ONCE):
            found = await self._store.find_many(self._scope, plates[start : start + _FOUND_AT_ONCE])
            known |= {plate: lookup.fetched_at for plate, lookup in found.items()}
            hits += sum(is_hit(lookup.facts) for lookup in found.values())
        fresh = {plate for plate, fetched_at in known.items() if now - fetched_at <= FRESH}
        wanted = [plate for plate in plates if plate not in fresh]
        wanted.sort(key=self._failed.__contains__)
        oldest_at = min(known.values(), default=None)
        return Plan(choice, len(seen), len(plates), len(known), hits, len(fresh), oldest_at, tuple(wanted))

    def run(self, plan: Plan, *, officer: str = "") -> AsyncGenerator[Refreshing]:
        """Ask about what is wanted, and yield how far it is before each plate and at the end.

        Ends early as a drain of the queue does, and where the log was wiped: `ended` says why. Close it
        when leaving it early; what was answered is kept. May raise StorageError.
        """
        self.current = Refreshing(plan)
        return self._go(self.current, officer)

    def start(self, plan: Plan, *, officer: str = "") -> None:
        """Run beside everything else; while one runs, that one goes on. `current` tells how far it is."""
        if not self.is_running:
            self._running = asyncio.create_task(self._follow(self.run(plan, officer=officer)))

    @property
    def is_running(self) -> bool:
        """Whether one that was started goes on."""
        return self._running is not None and not self._running.done()

    async def stop(self) -> None:
        """Break off what was started, also in the middle of a call; what was answered is kept."""
        running, self._running = self._running, None
        await end(running)

    async def _follow(self, steps: AsyncGenerator[Refreshing]) -> None:
        try:
            async with aclosing(steps):
                async for _ in steps:
                    pass
        except PlatecheckError as error:
            if self.current is not None:
                self.current.trouble = error.message

    async def _go(self, now: Refreshing, officer: str) -> AsyncGenerator[Refreshing]:
        failures = 0
        try:
            for plate in now.plan.wanted:
                if now.done:
                    await self._sleep(PACE_S)
                now.asking = ""
                await self._give_way()
                if await self._is_known(plate, now):
                    continue
                now.asking = plate
                yield now
                error = await self._refresh(plate, officer, now)
                failures = failures + 1 if error else 0
                if error is not None:
                    now.ended = now.ended or ended_by(self._sources.way, error, failures)
                if now.ended is not None:
                    break
            now.asking = ""
            now.held = await self.plan(now.plan.choice)
            now.ended = now.ended or Ended.DRAINED
            yield now
        finally:
            now.asking = ""
            now.ended = now.ended or Ended.BROKEN_OFF

    async def _give_way(self) -> None:
        """Wait while the queue is drained: officers wait for that, and one at a time is asked."""
        while self._rechecks.progress.ended is None:
            await self._sleep(PACE_S)

    async def _is_known(self, plate: str, now: Refreshing) -> bool:
        """Tell whether a plate became fresh since the plan: by the queue, or by somebody's check."""
        found = await self._store.find(self._scope, plate)
        at = await self._sources.later_of(self._patrol.clock())
        if found is None or at - found.fetched_at > FRESH:
            return False
        now.done += 1
        now.hits += is_hit(found.facts)
        return True

    async def _refresh(self, plate: str, officer: str, now: Refreshing) -> ServiceError | None:
        """Ask about one plate and keep what it brought."""
        asked = self._patrol.press(plate, lot=now.plan.choice.lot, officer=officer, reason=PREPARE)
        outcome = await self._sources.ask(plate)
        if isinstance(outcome, ServiceError):
            noted = await self._store.note_query(self._scope, asked, outcome.kind)
            now.failed += 1
            self._failed.add(plate)
        else:
            answer, _ = self._sources.live(asked, outcome)
            settle = self._sources.settler(outcome, None)
            noted = await self._store.note_query(self._scope, asked, answer, settle=settle)
            now.hits += is_hit(outcome.facts)
            self._failed.discard(plate)
        now.done += 1
        if not noted:
            now.ended = Ended.BROKEN_OFF  # wiped meanwhile: nothing of it may come back
        return outcome if isinstance(outcome, ServiceError) else None
