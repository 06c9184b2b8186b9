"""Random patrols, a failing service and drains that are cancelled: nothing is lost, nothing doubled."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

import pytest

from platecheck.facts import Source

if TYPE_CHECKING:
    from conftest import Device, Platform
    from platecheck.answers import Result
    from platecheck.patrol import Patrol
    from platecheck.rechecks import Rechecks

PLATES = ("AAA1", "BBB2", "CCC3", "DDD4")
FAULTS = (None, 200, 200, 401, 429, 500, 503)


class Patrolling:
    """One random patrol; `told` is every committed result handed out, `seen` the live ones on a screen."""

    def __init__(self, chance: Random, platform: Platform, patrol: Patrol, rechecks: Rechecks) -> None:
        self._chance = chance
        self._platform = platform
        self._patrol = patrol
        self._rechecks = rechecks
        self.told: list[Result] = []
        self.seen: set[str] = set()

    async def step(self) -> None:
        """Do one thing that happens on a patrol."""
        self._platform.faults = self._chance.choices(FAULTS, k=self._chance.randrange(4))
        await self._chance.choice(
            (self._press, self._press, self._drain, self._drain_a_little, self._learn)
        )()

    async def _press(self) -> None:
        plate, reason = self._chance.choice(PLATES), self._chance.choice(("officer", "recheck"))
        check = self._patrol.press(plate, lot=self._chance.choice((None, "Lot 6")), reason=reason)
        watched, offline = self._chance.random() < 0.5, self._chance.random() < 0.3
        async for result in self._patrol.answers(check, offline=offline, watched=lambda: watched):
            self.told.append(result)
            if watched and result.answer.source is Source.LIVE:
                self.seen.add(check.id)

    async def _drain(self) -> None:
        async for result in self._rechecks.drain():
            if result.error is None:
                self.told.append(result)

    async def _drain_a_little(self) -> None:
        draining = asyncio.ensure_future(self._drain())
        for _ in range(self._chance.randrange(40)):
            await asyncio.sleep(0)
        await asyncio.wait({draining}, timeout=self._chance.choice((0, 0.003, 0.01)))
        draining.cancel()
        with suppress(asyncio.CancelledError):
            await draining

    async def _learn(self) -> None:
        found = {"alarm": "Wanted."} if self._chance.random() < 0.5 else {}
        self._platform.knows(self._chance.choice(PLATES), **found)


@pytest.mark.parametrize("seed", range(25))
async def test_nothing_is_lost_and_nothing_is_doubled(device: Device, platform: Platform, seed: int) -> None:
    """What was told is in the log once, every check ends with one live answer, and each alarm is told."""
    patrol = device.patrol(platform.url, patience_s=0.002)
    rechecks = device.rechecks(patrol)
    chance = Random(seed)  # noqa: S311 - the same patrol each time
    patrolling = Patrolling(chance, platform, patrol, rechecks)
    for _ in range(25):
        await patrolling.step()
    platform.faults = []
    async for result in rechecks.drain():
        patrolling.told.append(result)
    assert await rechecks.waiting() == 0
    entries = {entry.check.id: entry for entry in await device.on_disk()}
    changed = Counter(change.check_id for change in await rechecks.changes())
    assert max(changed.values(), default=1) == 1
    for result in patrolling.told:
        assert entries[result.check.id].answers.count(result.answer) == 1
    for check_id, entry in entries.items():
        *shown, live = entry.answers
        assert live.source is Source.LIVE
        assert Source.LIVE not in {answer.source for answer in shown}
        if shown and live.verdict == "alarm" != shown[-1].verdict:
            assert check_id in patrolling.seen or changed[check_id] == 1
