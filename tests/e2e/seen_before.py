"""A device that has been on patrol before: checks and saved answers of some hours ago, on its disk."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from platecheck.facts import PlateFacts, Source
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def see(directory: Path, scope: Scope, plates: Sequence[str], *, lot: str, hours: float = 5) -> None:
    """Check plates in a lot, oldest first, so many hours ago: NO PERMIT, live. Nobody else has it open."""
    seeing = see_now(directory, scope, plates, lot=lot, hours=hours)
    with ThreadPoolExecutor(1) as pool:  # in this thread Playwright's loop may be running
        pool.submit(asyncio.run, seeing).result()


async def see_now(
    directory: Path, scope: Scope, plates: Sequence[str], *, lot: str, hours: float = 5
) -> None:
    """As `see`, in a running loop; others may have it open."""
    at = datetime.now(UTC) - timedelta(hours=hours)
    store = await Store.open(directory, FileKeyHolder(directory))
    for plate in plates:
        await store.record(scope, *checked(f"seen-{plate}", plate, at, "no_permit", lot))
    await store.close()


def checked(check_id: str, plate: str, at: datetime, verdict: str, lot: str = "") -> tuple[Check, Answer]:
    """Return a check that was answered at once, live, with a verdict on nothing that is on file."""
    answer = Answer(
        source=Source.LIVE,
        facts=PlateFacts(plate),
        fetched_at=at,
        verdict=verdict,
        recheck=False,
        decided_at=at,
        shown_at=at,
        latency_s=0.1,
        drift_s=0.0,
        problem=None,
        body=None,
    )
    return Check(check_id, plate, plate, at, lot, "", "officer", "0.1.0"), answer
