"""A shift of eight hours in one app: 5,000 checks while the network comes and goes.

The clock is simulated, the calls are not. Prints one table; a lost or doubled answer fails, and so
does memory that keeps growing.
"""

from __future__ import annotations

import gc
import random
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from tests.faults.phone import SCOPE, open_phone
from tests.faults.proxy import Proxy, holds, passes, resets, says, swallows, truncates
from tests.faults.spoiling import is_sound

from platecheck.facts import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.proxy import Fault

pytestmark = pytest.mark.bench

CHECKS = 5_000
SHIFT = timedelta(hours=8)
BEGIN = datetime(2026, 7, 4, 12, tzinfo=UTC)
WARM = 1_000
"""Checks after which memory is measured first: caches are full by then."""
GROWTH = 0.10
FAULTS: tuple[Fault, ...] = (
    *(passes,) * 6,
    holds,
    swallows,
    resets,
    truncates,
    says(503, {}),
    says(200, "<html><form>Wi-Fi</form></html>"),
)


@pytest.fixture
def sandbox_port(tmp_path: Path) -> Iterator[int]:
    """Run the sandbox in a process of its own, so that its memory is not the phone's."""
    platecheck = Path(sys.executable).with_name("platecheck")
    command = [platecheck, "sandbox", "--port", "0", "--data-dir", tmp_path / "sandbox"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stdout is not None
        found = re.search(r"http://\S+:\d+", process.stdout.readline())
        assert found is not None
        yield urlsplit(found[0]).port or 0
        process.terminate()
        process.stdout.read()


def resident() -> int:
    """Return the bytes of memory this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


async def test_a_shift_of_eight_hours(sandbox_port: int, tmp_path: Path) -> None:
    """Every answer is in the log once, what had none waits or was answered later, memory does not grow."""
    chance = random.Random(8)  # noqa: S311 - the same shift every time
    plates = [f"SOAK{number:04}" for number in range(1_500)]
    time, shown, sources = BEGIN, [], Counter[Source]()
    warm = 0
    began = perf_counter()
    with Proxy(sandbox_port) as proxy:
        async with open_phone(tmp_path / "device") as phone:
            phone.deadline_s = 0.05
            phone.now = proxy.clock = lambda: time
            for number in range(CHECKS):
                if number % 25 == 0:  # the network changes every two and a half minutes
                    proxy.fault = chance.choice(FAULTS)
                time += SHIFT / CHECKS
                result = await phone.check(proxy.url, chance.choice(plates))
                shown.append((result.check.id, result.answer.source, result.answer.verdict))
                sources[result.answer.source] += 1
                assert result.unsaved is None
                if number == WARM:
                    warm = resident()
            growth = resident() / warm - 1
            log = [
                (entry.check.id, answer.source, answer.verdict)
                for entry in await phone.log()
                for answer in entry.answers
            ]
            waiting = await phone.store.waiting(SCOPE)
            size = (await phone.store.holdings()).size
    took_s = perf_counter() - began
    later = set(log) - set(shown)
    sys.stdout.write(
        f"\nsoak: {CHECKS} checks in {SHIFT}, simulated, took {took_s:.0f} s;"
        f" {', '.join(f'{n} {source.value}' for source, n in sorted(sources.items()))}\n"
        f"  lost {len(set(shown) - set(log))}, doubled {len(log) - len(set(log))},"
        f" answered later {len(later)}, still queued {waiting},"
        f" memory {growth:+.1%} of {warm / 2**20:.0f} MiB, database {size / 2**20:.1f} MiB\n"
    )
    assert not set(shown) - set(log)
    assert len(log) == len(set(log))
    # A live answer goes to every check of its plate that waited for one, each once; the others still wait.
    unanswered = {check_id for check_id, source, _ in shown if source is not Source.LIVE}
    assert {source for _, source, _ in later} <= {Source.LIVE}
    assert {check_id for check_id, *_ in later} <= unanswered
    assert len(later) == len(unanswered) - waiting
    assert is_sound(tmp_path / "device" / "device.db")
    assert growth < GROWTH
