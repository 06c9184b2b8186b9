"""How long the patrol log takes: its first page, a search, figures, a copy; and what a check waits meanwhile.

Prints one table; a target that is not met is said there and fails nothing.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from time import perf_counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from tests.bench.long_log import SCOPE, fill, plate_of

from platecheck.copies import Format
from platecheck.patrol_log import PatrolLog
from platecheck.store import FileKeyHolder, Store, Wanted
from platecheck.store.records import Match
from platecheck.verdict import Site

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

pytestmark = pytest.mark.bench

SIZES = (1_000, 10_000)
ROUNDS = 30
NOWHERE = Wanted("NOWHERE")
BARE = "SELECT seq, private FROM checks ORDER BY seq DESC LIMIT 40"


async def median_ms(call: Callable[[], Awaitable[object]], rounds: int = ROUNDS) -> float:
    """Return what a call takes."""
    taken = []
    for _ in range(rounds):
        before = perf_counter()
        await call()
        taken.append((perf_counter() - before) * 1e3)
    return statistics.median(taken)


async def waits_ms(log: PatrolLog, store: Store) -> float:
    """Return the longest that a look-up of a plate waits while the log is searched from end to end."""
    waited: list[float] = []
    searching = asyncio.create_task(_whole(log, NOWHERE))
    while not searching.done():
        before = perf_counter()
        await store.find(SCOPE, plate_of(7))
        waited.append((perf_counter() - before) * 1e3)
    return max(waited)


async def _whole(log: PatrolLog, wanted: Wanted) -> int:
    return sum([len(found.lines) async for found in log.find(wanted)])


async def measured(directory: Path, size: int) -> dict[str, float]:
    """Return what the log of so many checks takes, in ms."""
    await fill(directory, size, SCOPE)
    store = await Store.open(directory, FileKeyHolder(directory))
    log = PatrolLog(store, SCOPE, site=Site(), zone=ZoneInfo("America/Toronto"))
    exact = Wanted(plate_of(size // 2), Match.WHOLE)
    found = {
        "bare SELECT of 40 rows": await median_ms(
            lambda: store._connection.read(lambda db: db.execute(BARE).fetchall())
        ),
        "first page": await median_ms(lambda: _whole(log, Wanted())),
        "exact plate": await median_ms(lambda: _whole(log, exact)),
        "part of a plate, nowhere": await median_ms(lambda: _whole(log, NOWHERE), 5),
        "a look-up meanwhile, worst": max([await waits_ms(log, store) for _ in range(3)]),
        "figures of the shift": await median_ms(log.shift),
        "lots": await median_ms(log.lots),
        "CSV copy": await median_ms(lambda: log.copy(Wanted(), Format.CSV, reason="bench", officer=""), 1),
    }
    await store.close()
    return found


async def test_the_log_stays_quick(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Print the table, and how the first page grows with the log."""
    small, large = [await measured(tmp_path / str(size), size) for size in SIZES]
    flat = large["first page"] / small["first page"]
    bare = large["first page"] / large["bare SELECT of 40 rows"]
    rows = [(what, f"{small[what]:.2f} ms, {large[what]:.2f} ms", "") for what in small]
    rows += [
        ("first page, 10 times the log", f"{flat:.2f}", f"<= 1.5 {'met' if flat <= 1.5 else 'MISSED'}"),
        ("first page / bare SELECT", f"{bare:.1f}", ""),
    ]
    heads = ("checks in the log", ", ".join(map(str, SIZES)), "")
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"{a:32}{b:28}{c}\n" for a, b, c in [heads, *rows]))
