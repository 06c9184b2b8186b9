"""How long one `platecheck check` takes from nothing, against importing the libraries it stands on.

Prints one table; a target that is not met is said there and fails nothing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.sandbox.service import SandboxServer
from platecheck.sandbox.training import VALID

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.bench

ROUNDS = 10
TARGET_S = 0.8
LIBRARIES = (
    "import asyncio, click, httpx, pydantic, sqlite_utils, cryptography.hazmat.primitives.ciphers.aead"
)
PLATECHECK = Path(sys.executable).with_name("platecheck")


def seconds(command: list[str | Path], env: Mapping[str, str]) -> float:
    """Return what a process takes from start to end."""
    before = perf_counter()
    subprocess.run(command, env=env, check=True, capture_output=True)  # noqa: S603 - commands of this file
    return perf_counter() - before


def test_a_check_from_nothing_is_quick(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Print the table: Python alone, the help, the libraries, a check for a script and for a person."""
    with SandboxServer(tmp_path / "sandbox") as sandbox:
        env = {
            **os.environ,
            "PLATECHECK_DATA_DIR": str(tmp_path / "data"),
            "PLATECHECK_VALIDATION_URL": sandbox.url,
            "PLATECHECK_CONTROLLER_URL": sandbox.url,
            "PLATECHECK_CLIENT": DEMO_CLIENT,
            "PLATECHECK_TOKEN": DEMO_TOKEN,
        }
        commands: dict[str, list[str | Path]] = {
            "python": [sys.executable, "-c", "pass"],
            "its libraries": [sys.executable, "-c", LIBRARIES],
            "platecheck --help": [PLATECHECK, "--help"],
            "check --json, live": [PLATECHECK, "check", "--json", VALID],
            "check --json --offline": [PLATECHECK, "check", "--json", "--offline", VALID],
            "check, live, for a person": [PLATECHECK, "check", VALID],
        }
        for command in commands.values():
            seconds(command, env)
        # In turns, so that a busy machine slows all alike.
        rounds = [{name: seconds(command, env) for name, command in commands.items()} for _ in range(ROUNDS)]
    taken = {name: statistics.median(times[name] for times in rounds) for name in commands}
    libraries = taken["its libraries"]
    rows = [
        (name, f"{took:.3f} s", f"ratio to the libraries {took / libraries:.2f}")
        for name, took in taken.items()
    ]
    worst = max(took for name, took in taken.items() if name.startswith("check"))
    rows.append(
        ("start-up of check", f"{worst:.3f} s", f"<= {TARGET_S} {'met' if worst <= TARGET_S else 'MISSED'}")
    )
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"{what:30}{value:12}{told}\n" for what, value, told in rows))
