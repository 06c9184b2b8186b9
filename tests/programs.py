"""How tests run platecheck: as the program that is installed, or forked from a process that has it imported.

A fork begins in a hundredth of a second, a program in half a second to two. What Python itself reads at its
start, and how a program begins and ends, only the program shows.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from typing import TextIO

PLATECHECK = Path(sys.executable).with_name("platecheck")
Completed = subprocess.CompletedProcess[str]
PATIENCE_S = 60
"""A command that runs longer is killed."""
END_S = 20
"""What was told to end and has not within this is killed."""
_PIPE = subprocess.PIPE


class Running(Protocol):
    """A command that runs on."""

    stdout: TextIO
    """What it says."""

    def stop(self) -> None:
        """End it as the system does."""


class Runner(Protocol):
    """What runs commands."""

    def run(self, args: tuple[str, ...], env: dict[str, str], stdin: str = "") -> Completed:
        """Run a command to its end."""

    def start(self, args: tuple[str, ...], env: dict[str, str], errors: Path) -> Running:
        """Start a command that runs on; what it says on standard error is written to a file."""


class _Program:
    """A program that runs on."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self._process, self.stdout = process, process.stdout

    def stop(self) -> None:
        """End it as the system does."""
        self._process.terminate()
        try:
            self._process.communicate(timeout=END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()


class Programs:
    """Runs the program that is installed."""

    def run(self, args: tuple[str, ...], env: dict[str, str], stdin: str = "") -> Completed:
        """Run a command to its end."""
        return subprocess.run(  # noqa: S603 - our own console script
            [PLATECHECK, *args],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            env=env,
            timeout=PATIENCE_S,
            check=False,
        )

    def start(self, args: tuple[str, ...], env: dict[str, str], errors: Path) -> Running:
        """Start a command that runs on; what it says on standard error is written to a file."""
        with errors.open("w") as told:
            command = [PLATECHECK, *args]
            return _Program(subprocess.Popen(command, stdout=_PIPE, stderr=told, encoding="utf-8", env=env))  # noqa: S603


class _Fork:
    """A forked command that runs on."""

    def __init__(self, forks: Forks, pid: int, stdout: TextIO) -> None:
        self._forks, self._pid, self.stdout = forks, pid, stdout

    def stop(self) -> None:
        """End it as the system does."""
        os.kill(self._pid, signal.SIGTERM)
        self._forks.end_of(self._pid, END_S)
        self.stdout.close()


class Forks:
    """Forks commands from a process that has platecheck imported already; see `forked`."""

    def __init__(self, directory: Path, env: dict[str, str] | None = None) -> None:
        """Start that process, with `env` in place of this one's; `directory` is for what commands say."""
        self._directory, self._started = directory, 0
        command = [sys.executable, "-c", "from tests.forked import take_orders; take_orders()"]
        root = Path(__file__).parents[1]
        self._server = subprocess.Popen(  # noqa: S603 - code of this project
            command, stdin=_PIPE, stdout=_PIPE, encoding="utf-8", cwd=root, env=env
        )

    def run(self, args: tuple[str, ...], env: dict[str, str], stdin: str = "") -> Completed:
        """Run a command to its end."""
        files = {name: self._directory / name for name in ("stdin", "stdout", "stderr")}
        files["stdin"].write_text(stdin, encoding="utf-8", errors="surrogateescape", newline="")
        code = self.end_of(self._begin(args, env, **files), PATIENCE_S)
        out, err = (
            files[name].read_bytes().decode(errors="surrogateescape").replace("\r\n", "\n")
            for name in ("stdout", "stderr")
        )
        return Completed(args, code, out, err)

    def start(self, args: tuple[str, ...], env: dict[str, str], errors: Path) -> Running:
        """Start a command that runs on; what it says on standard error is written to a file."""
        self._started += 1
        said = self._directory / f"said-{self._started}"
        os.mkfifo(said)
        pid = self._begin(args, env, stdin=Path(os.devnull), stdout=said, stderr=errors)
        return _Fork(self, pid, said.open(encoding="utf-8"))

    def end_of(self, pid: int, patience_s: float) -> int:
        """Wait for the end of a command, and return its exit code; it is killed after a time."""
        guard = Timer(patience_s, _kill, (pid,))
        guard.start()
        try:
            return self._ask({"ended": pid})
        finally:
            guard.cancel()

    def close(self) -> None:
        """Let it end."""
        self._server.communicate()

    def _begin(self, args: tuple[str, ...], env: dict[str, str], **files: Path) -> int:
        return self._ask({"args": args, "env": env} | {name: str(path) for name, path in files.items()})

    def _ask(self, order: dict[str, Any]) -> int:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(f"{json.dumps(order)}\n")
        self._server.stdin.flush()
        return int(self._server.stdout.readline())


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
