"""What is loaded when: the core and the command line are reachable without Flet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("flet", "flet_web", "PIL", "cv2", "onnxruntime")
LATER = (*HEAVY, "fastapi", "uvicorn", "httpx", "pydantic", "rich", "sqlite3", "asyncio", "cryptography")
CORE = (
    "opscom",
    "store",
    "patrol",
    "occupancy",
    "fullness",
    "retention",
    "wiring",
    "settings",
    "settings_form",
    "probe",
    "exercise",
    "preparing",
    "rechecks",
    "runner",
    "reading",
    "reading.reader",
    "reading.photo",
    "sandbox.service",
    "cli",
    "cli.blocks",
)


def _loaded(code: str, names: tuple[str, ...], *args: str) -> list[str]:
    """Return which of `names` a fresh Python has loaded after `code`."""
    report = f"""import atexit, json, sys
atexit.register(lambda: print(json.dumps([name for name in {names} if name in sys.modules]), file=sys.stderr))
"""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(  # noqa: S603 - code of this file
        [sys.executable, "-c", report + code, *args], capture_output=True, text=True, check=False, env=env
    )
    assert "Traceback" not in done.stderr, done.stderr
    found: list[str] = json.loads(done.stderr.splitlines()[-1])
    return found


def test_the_core_is_reachable_without_flet() -> None:
    """Neither client, store, sandbox nor command line loads Flet or what reads photos."""
    # One after the other in one Python: the first that loads any of it stops.
    imports = "".join(
        f"import platecheck.{name}\nassert not set(sys.modules) & set({HEAVY}), {name!r}\n" for name in CORE
    )
    assert _loaded(imports, HEAVY) == []


def test_help_loads_nothing_heavy() -> None:
    """The command line's help needs click and nothing else."""
    assert _loaded("from platecheck.cli import main; main()", LATER, "--help") == []
    assert _loaded("from platecheck.cli import main; main()", LATER, "check", "--help") == []


@pytest.mark.parametrize(
    "args",
    [
        ["check", "ABC123"],
        ["check", "ABC123", "--json"],
        ["history"],
        ["lots"],
        ["recheck"],
        ["storage"],
        ["test-connection", "A1"],
    ],
)
def test_a_command_that_answers_loads_no_screens(
    args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real check, with the colours of the terminal, runs without Flet and without the web server."""
    monkeypatch.setenv("PLATECHECK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PLATECHECK_CLIENT", "OC-TOMA")
    monkeypatch.setenv("PLATECHECK_TOKEN", "token")
    for service in ("VALIDATION", "CONTROLLER"):
        monkeypatch.setenv(f"PLATECHECK_{service}_URL", "http://127.0.0.1:9")
    assert _loaded("from platecheck.cli import main; main()", (*HEAVY, "fastapi", "uvicorn"), *args) == []
    assert (tmp_path / "device.db").exists()


def test_a_json_line_needs_no_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of ours that a script's check does not need is not loaded for it."""
    monkeypatch.setenv("PLATECHECK_DATA_DIR", str(tmp_path))
    unneeded = ("platecheck.cli.blocks", "platecheck.ui", "platecheck.sandbox", "platecheck.hosting.serve")
    assert _loaded("from platecheck.cli import main; main()", unneeded, "check", "ABC123", "--json") == []


def test_no_second_copy_of_the_package() -> None:
    """`app` is a directory on the path and no package, so that `platecheck` exists once."""
    assert not (Path(__file__).parents[2] / "app" / "__init__.py").exists()
