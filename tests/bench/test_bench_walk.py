"""A walk past two hundred cars: the last one is read as fast as the first, and memory stays flat."""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from tests.unit.conftest import platform
from tests.unit.ui.conftest import handset, installation
from tests.unit.ui.test_camera import picture
from tests.unit.ui.test_walk_mode import answered, set_out, stops

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.ui.handset import Handset

__all__ = ["handset", "installation", "platform"]

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = [
    pytest.mark.bench,
    pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning"),
]
CARS, PART = 200, 40
LETTERS = "ACJLNUWX"


def held_mb() -> float:
    """Return what this process holds in memory, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def drawn(number: int) -> bytes:
    """Return what the camera takes of a car, another plate for each number."""
    letters = "".join(LETTERS[number >> (3 * place) & 7] for place in range(3))
    return picture(f"{letters}{100 + number}")


async def test_two_hundred_reads_in_a_row(handset: Callable[..., Handset]) -> None:
    """Shutter, reading, check, verdict, two hundred times, on the whole app but for the browser."""
    page = handset()
    session = await set_out(page, take_picture=drawn(0))
    took_ms: list[float] = []
    held: list[float] = []
    for number in range(CARS):
        page.answers["take_picture"] = drawn(number)
        page.sent.clear()
        began = perf_counter()
        await session.walking.press()
        candidates = session.viewfinder.finder.candidates
        assert candidates
        await session.viewfinder.check(candidates[0].plate)
        await answered(page, candidates[0].plate)
        took_ms.append((perf_counter() - began) * 1000)
        if number % PART == PART - 1:
            held.append(held_mb())
    first, last = median(took_ms[5:PART]), median(took_ms[-PART:])
    sys.stdout.write(
        f"\n{CARS} reads: {first:.0f} ms a car first, {last:.0f} ms at the end (ratio {last / first:.2f}); "
        f"memory {', '.join(f'{mb:.0f}' for mb in held)} MB after each {PART}\n"
    )
    assert len(stops(session)) > CARS * 0.9
    assert last < 1.5 * first
    assert held[-1] < 1.1 * held[0]
