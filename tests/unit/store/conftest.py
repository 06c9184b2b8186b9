"""A store on real files, and records to put into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.store.device_time import CLEAR, DAY, Clock

from platecheck.errors import ProblemKind
from platecheck.facts import Dntt, Permit, PlateFacts, Source
from platecheck.retention import Retention
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Store, StoredProblem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

NOON = datetime(2026, 7, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon() -> datetime:
    """Return the moment the tests happen at."""
    return NOON


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Return a device's directory that does not exist yet."""
    return tmp_path / "device"


@pytest.fixture
def keys(directory: Path) -> FileKeyHolder:
    """Return the device's key holder."""
    return FileKeyHolder(directory)


@pytest.fixture
async def store(directory: Path, keys: FileKeyHolder) -> AsyncIterator[Store]:
    """Open a store on a new directory, and close it after."""
    opened = await Store.open(directory, keys)
    yield opened
    await opened.close()


@pytest.fixture
def scope() -> Scope:
    """Return the client the officer works for."""
    return Scope("https://service.example", "OC-TOMA")


@pytest.fixture
def facts() -> PlateFacts:
    """Return facts with everything the platform can say."""
    return PlateFacts(
        "ABC123",
        (
            Permit("standard", "BIKE", NOON + timedelta(hours=8), "2026-07-04 16:00:00"),
            Permit("HotSpot", "LOT3"),
        ),
        (Dntt("Main Campus", NOON, None, "Visitor of the dean", "2026-07-04 08:00:00"),),
        "*** Violence / Weapons ***\nJean Côté 1970-01-01",
    )


@pytest.fixture
def make_check() -> Callable[..., Check]:
    """Make a check; name what matters to the test."""

    def make(check_id: str = "check-1", plate: str = "ABC123", **changes: Any) -> Check:
        check = Check(check_id, plate, plate.lower(), NOON, "BIKE", "Officer Tremblay", "patrol", "0.1.0")
        return replace(check, **changes)

    return make


@pytest.fixture
def live(facts: PlateFacts) -> Callable[..., Answer]:
    """Make a live answer fetched some seconds after noon."""

    def make(after_s: float = 0, **changes: Any) -> Answer:
        at = NOON + timedelta(seconds=after_s)
        answer = Answer(
            source=Source.LIVE,
            facts=facts,
            fetched_at=at,
            verdict="alarm",
            recheck=False,
            decided_at=at,
            shown_at=at,
            latency_s=0.5,
            drift_s=None,
            problem=None,
            body=b'{"error":0,"data":{}}',
        )
        return replace(answer, **changes)

    return make


@pytest.fixture
def unanswered() -> Callable[..., Answer]:
    """Make an answer that could not be had."""

    def make(**changes: Any) -> Answer:
        problem = StoredProblem(ProblemKind.UNREACHABLE, "No connection to the service.", None)
        answer = Answer(
            source=Source.NONE,
            facts=None,
            fetched_at=None,
            verdict="not_checked",
            recheck=False,
            decided_at=NOON,
            shown_at=NOON,
            latency_s=None,
            drift_s=None,
            problem=problem,
            body=None,
        )
        return replace(answer, **changes)

    return make


@pytest.fixture
def clock(noon: datetime) -> Clock:
    """Return a clock at noon."""
    return Clock(noon)


@pytest.fixture
async def timed_store(directory: Path, keys: FileKeyHolder, clock: Clock) -> AsyncIterator[Store]:
    """Open a store that keeps to its retention, on a device that knows the time."""
    opened = await Store.open(directory, keys, retention=Retention(), clock=clock, busy_s=0.05)
    await opened.note_trusted(clock() - 730 * DAY)
    yield opened
    await opened.close()


@pytest.fixture
def told(live: Callable[..., Answer]) -> Callable[..., Answer]:
    """Make a live answer whose service told the time: clear, unless the facts say otherwise."""

    def make(after: timedelta = timedelta(0), **changes: object) -> Answer:
        answer = live(after.total_seconds(), drift_s=0.0, facts=CLEAR, verdict="no_permit")
        return replace(answer, **changes)  # type: ignore[arg-type]  # names of its fields

    return make
