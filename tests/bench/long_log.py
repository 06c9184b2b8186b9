"""A long patrol log with walks for measurements, written in one transaction through the store's code."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from platecheck.facts import Permit, PlateFacts, Source
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Store, WalkSummary, patrol_log, walks

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

SCOPE = Scope("https://service.example", "OC-TOMA")
LOTS = ("BIKE", "LOT3", "LOT6", None)
VERDICTS = ("valid",) * 7 + ("no_permit",) * 2 + ("expired",)
A_WALK = 40
"""Checks from the end of a walk to the end of the next."""
BODY = b'{"error":0,"data":{"response":"' + b"x" * 700 + b'"}}'


def plate_of(number: int) -> str:
    """Return a plate of seven characters."""
    return f"P{number:06}"


async def fill(directory: Path, size: int, scope: Scope | None = None) -> Scope:
    """Add `size` checks, a minute apart up to now; of the scope that is there, or of the given one."""
    store = await Store.open(directory, FileKeyHolder(directory))
    drawn, end = random.Random(7), datetime.now(UTC)  # noqa: S311 - a fixed draw
    device_id = await store.device_id()

    def write(db: sqlite3.Connection) -> Scope:
        whose = scope or Scope(*db.execute("SELECT service, client FROM scopes").fetchone())
        for number in range(size):
            at, plate = end - timedelta(minutes=size - number), plate_of(number)
            facts = PlateFacts(plate, (Permit("standard", "BIKE", at + timedelta(hours=4), ""),))
            answer = Answer(
                source=Source.LIVE,
                facts=facts,
                fetched_at=at,
                verdict=drawn.choice(VERDICTS),
                recheck=False,
                decided_at=at,
                shown_at=at,
                latency_s=0.4,
                drift_s=0.1,
                problem=None,
                body=BODY,
            )
            lot = drawn.choice(LOTS)
            check = Check(f"long-{number}", plate, plate, at, lot, "Tremblay", "officer", "0.1.0", device_id)
            patrol_log.record(db, store._seal, whose, check, answer)
            if number % A_WALK == A_WALK - 1:
                began_at, totals = at - timedelta(minutes=A_WALK), (("valid", A_WALK),)
                walk = WalkSummary(f"walk-{number}", began_at, at, lot, "Tremblay", A_WALK, A_WALK, totals)
                walks.keep(db, store._seal, whose, walk)
        return whose

    whose = await store._connection.write(write)
    await store.close()
    return whose
