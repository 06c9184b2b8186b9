"""Plates read from real photos, beside other readers in the same run; prints one table.

The photos are real people's plates and no part of the project: where they are not there, this is skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest

pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
PLATES = ROOT.parent / "shared" / "data" / "plates"
NARROW = 150
"""From this width of a plate in pixels nothing is asked of the officer."""
RAPIDOCR = "PLATECHECK_BENCH_RAPIDOCR"
TARGETS = {"crops": (0.86, 0.94), "photos": (0.84, 0.92)}


def measured(engine: str, kind: str, python: str = sys.executable) -> tuple[list[dict[str, Any]], float]:
    """Return a row for each photo, and the peak memory in MB."""
    command = [python, "-m", "tests.bench.reading_engines", engine, kind, str(PLATES)]
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=quiet)  # noqa: S603
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return lines[:-1], lines[-1]["peak_mb"]


def share(rows: list[dict[str, Any]], places: int) -> float:
    """Return how many of the photos have their plate among the first so many."""
    return sum(row["place"] is not None and row["place"] < places for row in rows) / max(1, len(rows))


def accuracy(rows: list[dict[str, Any]]) -> str:
    """Return top-1 and top-3 in per cent."""
    return f"{share(rows, 1):5.1%} / {share(rows, 3):5.1%}" if rows else "-"


@pytest.mark.parametrize("kind", ["crops", "photos"])
def test_plates_are_read_from_real_photos(kind: str) -> None:
    """The targets of accuracy are met; times and memory are printed beside the others'."""
    if not PLATES.is_dir():
        pytest.skip(f"no photos to measure on: {PLATES.name} is not beside the project")
    engines = [("ours", sys.executable), ("opencv", sys.executable)]
    if shutil.which("tesseract"):
        engines.append(("tesseract", sys.executable))
    if python := os.environ.get(RAPIDOCR):
        engines.append(("rapidocr", python))
    found = {}
    sys.stdout.write(f"\n{kind}: top-1 / top-3\n")
    for engine, python in engines:
        rows, peak = found[engine] = measured(engine, kind, python)
        times = [row["ms"] for row in rows]
        parts = [f"{name} {accuracy([r for r in rows if r['set'] == name])}" for name in ("us", "eu", "br")]
        parts.append(f"from {NARROW} px {accuracy([row for row in rows if row['width'] >= NARROW])}")
        spent = f"median {median(times):.0f} ms, p95 {quantiles(times, n=20)[-1]:.0f} ms, peak {peak:.0f} MB"
        sys.stdout.write(f"  {engine:<10} all {accuracy(rows)}  {'  '.join(parts)}  {spent}\n")
    best, _ = found["ours"]
    assert share(best, 1) >= TARGETS[kind][0]
    assert share(best, 3) >= TARGETS[kind][1]
    assert abs(share(best, 1) - share(found["opencv"][0], 1)) < 0.02
