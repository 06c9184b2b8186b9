"""`build/run` around a stand-in for Python: what is set up when, and what an interruption leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPTS = ("build/run", "build/models", "build/test", "build/check", ".ci/run")
TOOLS = (
    "bash",
    "sh",
    "dirname",
    "basename",
    "readlink",
    "sha256sum",
    "cut",
    "id",
    "flock",
    "head",
    "rm",
    "mkdir",
    "cp",
    "cat",
    "chmod",
)
# Makes a .venv as `python3 -m venv` does, and notes each call.
PYTHON = """#!/bin/sh
echo "$*" >> "$CALLS"
case "$*" in
*"version_info < "*) exit "${TOO_OLD:-0}" ;;
*sys.prefix*) echo "3.11 $(cd "$(dirname "$0")/.." && pwd)" ;;
*print*) echo 3.11 ;;
"-m venv "*)
  mkdir -p "$3/bin"
  cp "$0" "$3/bin/python"
  printf '#!/bin/sh\\necho started "$@"\\n' > "$3/bin/platecheck"
  chmod +x "$3/bin/platecheck" ;;
"-m pip "*)
  echo "pip talks"
  if [ -p "$HOLD" ]; then cat "$HOLD"; fi
  exit "${PIP_EXIT:-0}" ;;
esac
"""


class Checkout:
    """A checkout of the scripts in a directory with a space in its name."""

    def __init__(self, directory: Path) -> None:
        self.root = directory / "my checkout"
        (self.root / "build").mkdir(parents=True)
        for name in ("build/run", "build/setup.sh", "pyproject.toml"):
            shutil.copy(ROOT / name, self.root / name)
        tools = directory / "tools"
        tools.mkdir()
        for name in TOOLS:
            (tools / name).symlink_to(shutil.which(name) or name)
        (tools / "python3").write_text(PYTHON)
        (tools / "python3").chmod(0o755)
        self.calls = directory / "calls"
        self.hold = directory / "hold"
        self.env = {"PATH": str(tools), "CALLS": str(self.calls), "HOLD": str(self.hold)}

    def start(self, *args: str, **env: str) -> subprocess.Popen[str]:
        """Start build/run from elsewhere; the caller waits for it."""
        run, pipe = self.root / "build/run", subprocess.PIPE
        return subprocess.Popen(  # noqa: S603 - our own script
            [run, *args], stdout=pipe, stderr=pipe, text=True, env=self.env | env, cwd=self.root.parent
        )

    def run(self, *args: str, **env: str) -> tuple[int, str, str]:
        """Run it to its end: exit code, standard output, standard error."""
        process = self.start(*args, **env)
        out, err = process.communicate(timeout=30)
        return process.returncode, out, err

    def count(self) -> tuple[int, int]:
        """Return how often a .venv was made and pip was called since the last count."""
        calls = self.calls.read_text().splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return sum(c.startswith("-m venv") for c in calls), sum(c.startswith("-m pip") for c in calls)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Return a fresh checkout, nothing set up."""
    return Checkout(tmp_path)


def test_the_first_start_sets_up_and_the_second_does_not(checkout: Checkout) -> None:
    """Without arguments it is the demo, with them any command, and only its output is on standard output."""
    code, out, err = checkout.run()
    assert (code, out) == (0, "started demo\n")
    assert "Making .venv" in err
    assert checkout.count() == (1, 1)
    assert checkout.run("check", "AB 12", "--json") == (0, "started check AB 12 --json\n", "")
    assert checkout.count() == (0, 0)


def test_a_failed_installation_is_said_and_made_anew(checkout: Checkout) -> None:
    """Without the stamp that is written last, the half-made .venv is thrown away at the next start."""
    code, out, err = checkout.run(PIP_EXIT="1")
    assert (code, out) == (1, "")
    assert "the next start begins anew" in err
    assert checkout.count() == (1, 1)
    (checkout.root / ".venv/half-made").touch()
    assert checkout.run("--version")[:2] == (0, "started --version\n")
    assert checkout.count() == (1, 1)
    assert not (checkout.root / ".venv/half-made").exists()


def test_a_kill_in_the_middle_heals(checkout: Checkout) -> None:
    """Killed while pip works, the next start sets up whole."""
    os.mkfifo(checkout.hold)
    process = checkout.start()
    with checkout.hold.open("w"):  # opens when pip reads
        process.kill()
        process.wait(timeout=30)
    process.communicate(timeout=30)
    checkout.hold.unlink()
    checkout.count()
    assert checkout.run("--version")[0] == 0
    assert checkout.count() == (1, 1)
    assert checkout.run("--version")[2] == ""


def test_new_requirements_are_added_to_the_same_venv(checkout: Checkout) -> None:
    """A changed pyproject.toml means pip again, and no new .venv."""
    checkout.run()
    checkout.count()
    with (checkout.root / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    assert checkout.run()[0] == 0
    assert checkout.count() == (0, 1)


def test_a_moved_checkout_is_set_up_again(checkout: Checkout) -> None:
    """A .venv does not survive a move: its scripts name the old place."""
    checkout.run()
    checkout.count()
    checkout.root = checkout.root.rename(checkout.root.with_name("moved"))
    assert checkout.run()[0] == 0
    assert checkout.count() == (1, 1)


def test_two_starts_at_once_set_up_once(checkout: Checkout) -> None:
    """The second waits for the first and finds everything there."""
    os.mkfifo(checkout.hold)
    first = checkout.start("one")
    with checkout.hold.open("w"):  # the first is inside pip
        second = checkout.start("two")
        assert second.stderr is not None
        assert "waiting for it" in second.stderr.readline()
    assert first.communicate(timeout=30)[0] == "started one\n"
    assert second.communicate(timeout=30) == ("started two\n", "")
    assert checkout.count() == (1, 1)


def test_a_missing_python_is_said_with_the_command_that_brings_it(checkout: Checkout) -> None:
    """No Python, or one that is too old, is one sentence and exit code 1."""
    code, out, err = checkout.run(TOO_OLD="1")
    assert (code, out) == (1, "")
    assert "needs Python 3.11 or newer" in err
    assert "apt-get install python3" in err
    assert not (checkout.root / ".venv").exists()


@pytest.mark.parametrize("name", [*SCRIPTS, "build/setup.sh"])
def test_the_scripts_are_whole(name: str) -> None:
    """Each parses, and those that are commands can be started."""
    bash = shutil.which("bash")
    assert bash is not None
    subprocess.run([bash, "-n", ROOT / name], check=True)  # noqa: S603 - our own script
    assert os.access(ROOT / name, os.X_OK) == (name in SCRIPTS)
