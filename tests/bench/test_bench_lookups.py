"""How fast what is known of a plate is found, against the least SQLite could do for it.

Prints one table; a target that is not met is said there and fails nothing.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

import pytest

from platecheck.facts import Dntt, Permit, PlateFacts, Source
from platecheck.patrol import LOOK_ALIKES, Patrol
from platecheck.plates import look_alikes
from platecheck.retention import Retention
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Store, codec, lookups, scopes
from platecheck.verdict import Site

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

pytestmark = pytest.mark.bench

SCOPE = Scope("https://service.example", "OC-TOMA")
NOON = datetime(2026, 7, 4, 12, tzinfo=UTC)
BODY = b'{"error":0,"data":{"response":"' + b"x" * 700 + b'"}}'
SIZES = (1_000, 100_000)
ROUNDS = 3_000
SELECT = "SELECT facts, fetched_at FROM bare WHERE plate = ?"


def plate_of(number: int) -> str:
    """Return a plate of seven characters."""
    return f"P{number:06}"


def facts_of(plate: str) -> PlateFacts:
    """Return facts of a usual size."""
    permit = Permit("standard", "BIKE", NOON, "2026-07-04 12:00:00")
    return PlateFacts(plate, (permit, permit), (Dntt("Main Campus", NOON, NOON, "Visitor"),))


async def filled(directory: Path, size: int) -> Store:
    """Return a store that knows `size` plates, with the same facts in a bare table beside them."""
    store = await Store.open(directory, FileKeyHolder(directory))

    def fill(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE bare (plate TEXT PRIMARY KEY, fetched_at TEXT, facts TEXT, body BLOB)")
        scope_id = scopes.ensure(db, SCOPE)
        for number in range(size):
            plate = plate_of(number)
            facts = facts_of(plate)
            key = (scope_id, scopes.plate_index(store._seal, SCOPE, plate))
            lookups.keep(db, store._seal, key, facts, BODY, NOON, trusted_at=None)
            row = (plate, codec.write_time(NOON), codec.write_facts(facts).decode(), BODY)
            db.execute("INSERT INTO bare VALUES (?, ?, ?, ?)", row)

    await store._connection.write(fill)
    return store


Measured = tuple[float, float]
"""Median and 99th percentile in ms."""


async def times(
    numbers: Sequence[int], calls: Sequence[Callable[[int], Awaitable[object]]]
) -> list[Measured]:
    """Return what each call takes; the calls take turns, so that a busy machine slows all alike."""
    taken: list[list[float]] = [[] for _ in calls]
    for number in numbers:
        for call, durations in zip(calls, taken, strict=True):
            before = perf_counter()
            assert await call(number) is not None
            durations.append((perf_counter() - before) * 1e3)
    return [(statistics.median(d), statistics.quantiles(d, n=100)[98]) for d in taken]


def finds(store: Store, size: int) -> tuple[Callable[[int], Awaitable[object]], ...]:
    """Return a find, and the bare SELECT and json.loads it is measured against, in the same worker."""

    async def bare(number: int) -> object:
        plate = plate_of(number % size)

        def job(db: sqlite3.Connection) -> object:
            facts, fetched_at = db.execute(SELECT, (plate,)).fetchone()
            return json.loads(facts), fetched_at

        return await store._connection.read(job)

    async def find(number: int) -> object:
        return await store.find(SCOPE, plate_of(number % size))

    return find, bare


async def measure_records(store: Store) -> tuple[float, float]:
    """Return the median ms of recording a live answer, and of one bare synced INSERT."""

    async def record(number: int) -> bool:
        plate = plate_of(number)
        check = Check(f"c{number}", plate, plate, NOON, None, "o", "patrol", "0")
        answer = Answer(
            source=Source.LIVE,
            facts=facts_of(plate),
            fetched_at=NOON,
            verdict="valid",
            recheck=False,
            decided_at=NOON,
            shown_at=NOON,
            latency_s=0.1,
            drift_s=0.0,
            problem=None,
            body=BODY,
        )
        await store.record(SCOPE, check, answer)
        return True

    async def bare(number: int) -> bool:
        row = (f"new/{number}", "", "", BODY)
        await store._connection.write(lambda db: db.execute("INSERT INTO bare VALUES (?, ?, ?, ?)", row))
        return True

    (record_ms, _), (bare_ms, _) = await times(range(300), [record, bare])
    return record_ms, bare_ms


def import_ms(module: str) -> float:
    """Return what importing a module takes in a new process, the least of five."""
    script = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", script]
    runs = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(5)]  # noqa: S603
    return min(map(float, runs)) * 1e3


def judged(value: float, target: float) -> str:
    """Return the target and whether it is met."""
    return f"<= {target:g} {'met' if value <= target else 'MISSED'}"


async def test_lookups_are_found_fast_and_flat(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Print the table of ratios."""
    stores = [await filled(tmp_path / str(size), size) for size in SIZES]
    calls = [call for store, size in zip(stores, SIZES, strict=True) for call in finds(store, size)]
    drawn = random.Random(7)  # noqa: S311 - a fixed draw
    await times([drawn.randrange(SIZES[-1]) for _ in range(300)], calls)
    measured = await times([drawn.randrange(SIZES[-1]) for _ in range(ROUNDS)], calls)
    rows = []
    for size, store, (find, find_99), (bare, bare_99) in zip(
        SIZES, stores, measured[::2], measured[1::2], strict=True
    ):
        before = perf_counter()
        await store.find_many(SCOPE, look_alikes("P0##12"))
        many = (perf_counter() - before) * 1e3
        rows += [
            (f"find, {size} plates", f"{find:.3f} ms (p99 {find_99:.3f})", judged(find, 1)),
            ("  bare SELECT + json.loads", f"{bare:.3f} ms (p99 {bare_99:.3f})", ""),
            ("  ratio", f"{find / bare:.2f}", judged(find / bare, 3)),
            ("  1296 look-alikes at once", f"{many:.1f} ms", ""),
        ]
    flat = measured[2][0] / measured[0][0]
    rows.append(("find, largest / smallest", f"{flat:.2f}", judged(flat, 1.5)))
    record, insert = await measure_records(stores[-1])
    rows.append(("record, synced", f"{record:.2f} ms; a bare synced INSERT {insert:.2f} ms", ""))
    rows += [(f"import {name}", f"{import_ms(name):.0f} ms", "") for name in ("asyncio", "platecheck.store")]
    for store in stores:
        await store.close()
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"{what:30}{value:42}{target}\n" for what, value, target in rows))


MILLION = 1_000_000
BARE_SIBLINGS = "SELECT plate, facts FROM bare WHERE plate IN ({marks})"


async def million(directory: Path) -> Store:
    """Return a store that knows a million plates, with their bare facts in a table beside them."""
    store = await Store.open(directory, FileKeyHolder(directory), retention=Retention(), clock=lambda: NOON)

    def fill(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE bare (plate TEXT PRIMARY KEY, facts TEXT)")
        scope_id = scopes.ensure(db, SCOPE)
        for number in range(MILLION):
            plate = plate_of(number)
            facts = facts_of(plate)
            key = (scope_id, scopes.plate_index(store._seal, SCOPE, plate))
            lookups.keep(db, store._seal, key, facts, None, NOON, trusted_at=None)
            db.execute("INSERT INTO bare VALUES (?, ?)", (plate, codec.write_facts(facts).decode()))

    await store._connection.write(fill)
    return store


def siblings(store: Store, holes: int) -> tuple[Callable[[int], Awaitable[object]], ...]:
    """Return asking for the look-alikes of a plate, and the bare query for as many, in the same worker."""
    patrol = Patrol(
        cast("Any", None), store, SCOPE, site=Site(), app_version="0", clock=lambda: NOON
    )  # asks nobody

    def holed(number: int) -> str:
        plate = plate_of(number)
        return plate[:2] + "#" * holes + plate[2 + holes :]

    async def guard(number: int) -> object:
        return await patrol.look_alikes(holed(number), None)

    async def bare(number: int) -> object:
        plates = look_alikes(holed(number))

        def job(db: sqlite3.Connection) -> object:
            found = []
            for start in range(0, len(plates), 500):
                chunk = plates[start : start + 500]
                marks = ",".join("?" * len(chunk))
                found += db.execute(BARE_SIBLINGS.format(marks=marks), chunk).fetchall()
            return [json.loads(facts) for _, facts in found[:LOOK_ALIKES]]

        return await store._connection.read(job)

    return guard, bare


async def test_look_alikes_among_a_million_plates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Print what the guard takes, warm, beside a bare query of the same siblings."""
    store = await million(tmp_path)
    drawn = random.Random(7)  # noqa: S311 - a fixed draw
    rows = []
    for holes, target in ((0, 10), (1, 10), (2, 25)):
        calls = siblings(store, holes)
        numbers = [drawn.randrange(MILLION) for _ in range(20)]
        await times(numbers * 5, calls)
        (guard, guard_99), (bare, bare_99) = await times(numbers * 10, calls)
        count = len(look_alikes("P" + "0" * (6 - holes) + "#" * holes))
        rows += [
            (
                f"{count} siblings, {'#' * holes or 'no #'}",
                f"{guard:.2f} ms (p99 {guard_99:.2f})",
                judged(guard, target),
            ),
            ("  bare IN + json.loads", f"{bare:.2f} ms (p99 {bare_99:.2f})", ""),
            ("  ratio", f"{guard / bare:.2f}", ""),
        ]
    await store.close()
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"{what:30}{value:42}{goal}\n" for what, value, goal in rows))
