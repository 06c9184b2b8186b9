"""What a check costs beside the bare call it cannot do without, over a socket to a sandbox process.

Prints one table; a target that is not met is said there and fails nothing.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import httpx
import pytest

from platecheck.facts import Source
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN, TRAINING_PLATES
from platecheck.wiring import Installation

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from platecheck.patrol import Patrol

pytestmark = pytest.mark.bench

ROUNDS = 300
WARM_UP = 20
PATH = "/api/v1/validate/plate"
RATIO_TARGET, EXTRA_TARGET_MS = 1.5, 20.0


@pytest.fixture
def sandbox_url(tmp_path: Path) -> Iterator[str]:
    """Run the sandbox in a process of its own, so that it takes no time from what is measured."""
    command = [
        Path(sys.executable).with_name("platecheck"),
        "sandbox",
        "--port",
        "0",
        "--data-dir",
        tmp_path / "s",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stdout is not None
        found = re.search(r"http://\S+:\d+", process.stdout.readline())
        assert found is not None
        yield found[0]
        process.terminate()
        process.stdout.read()


def bare_call(client: httpx.AsyncClient) -> Callable[[str], Awaitable[None]]:
    """Return the call without anything of ours: ask, and parse the JSON."""

    async def ask(plate: str) -> None:
        body = {"api_token": DEMO_TOKEN, "client": DEMO_CLIENT, "plate": plate}
        answer = await client.post(PATH, json=body)
        assert answer.json()["error"] == 0

    return ask


def check_call(patrol: Patrol) -> Callable[[str], Awaitable[None]]:
    """Return a whole check: press, ask, read, judge, seal, commit."""

    async def ask(plate: str) -> None:
        result = await patrol.check(patrol.press(plate))
        assert result.answer.source is Source.LIVE
        assert result.unsaved is None

    return ask


async def measure(calls: list[Callable[[str], Awaitable[None]]], rounds: int) -> list[list[float]]:
    """Return each call's times in ms; they take turns, so that a busy machine slows all alike."""
    plates = list(TRAINING_PLATES)
    taken: list[list[float]] = [[] for _ in calls]
    for number in range(rounds):
        for call, times in zip(calls, taken, strict=True):
            before = perf_counter()
            await call(plates[number % len(plates)])
            times.append((perf_counter() - before) * 1e3)
    return taken


async def test_a_check_costs_little_more_than_its_call(
    sandbox_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Print the table of the check, its call alone, and the bare httpx call."""
    env = {
        "PLATECHECK_VALIDATION_URL": sandbox_url,
        "PLATECHECK_CONTROLLER_URL": sandbox_url,
        "PLATECHECK_CLIENT": DEMO_CLIENT,
        "PLATECHECK_TOKEN": DEMO_TOKEN,
    }
    installation = Installation(tmp_path / "data", env)
    services = await installation.services()

    async def validate(plate: str) -> None:
        await services.patrol.sources._validation.validate(plate)

    async with httpx.AsyncClient(base_url=sandbox_url) as client:
        calls = [bare_call(client), validate, check_call(services.patrol)]
        await measure(calls, WARM_UP)
        bare, call, check = ((statistics.median(t), max(t)) for t in await measure(calls, ROUNDS))
    await installation.close()
    ratio, extra = check[0] / bare[0], check[0] - bare[0]
    rows = [
        ("bare httpx call", f"{bare[0]:.2f} ms (max {bare[1]:.1f})", ""),
        ("our call: validate()", f"{call[0]:.2f} ms (max {call[1]:.1f}), ratio {call[0] / bare[0]:.2f}", ""),
        ("check(), committed", f"{check[0]:.2f} ms (max {check[1]:.1f})", ""),
        ("  ratio to the bare call", f"{ratio:.2f}", judged(ratio, RATIO_TARGET)),
        ("  more than the bare call", f"{extra:.2f} ms", judged(extra, EXTRA_TARGET_MS)),
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"{what:30}{value:42}{target}\n" for what, value, target in rows))


def judged(value: float, target: float) -> str:
    """Return the target and whether it is met."""
    return f"<= {target:g} {'met' if value <= target else 'MISSED'}"
