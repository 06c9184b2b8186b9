"""The command line as the process it is, against a sandbox on a real socket."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from tests.programs import PLATECHECK, Completed, Forks, Programs

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.sandbox.service import SandboxServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_OF_THE_START = ("LANG", "LC_", "PYTHON")
"""What Python reads before platecheck is there: a fork comes too late for it."""


def _is_neutral(name: str) -> bool:
    """Whether a variable says nothing about this machine's platecheck, home or screen."""
    ours = ("PLATECHECK_", "XDG_", "FLET_", "LC_")
    return not name.startswith(ours) and name not in {
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "NO_COLOR",
        "FORCE_COLOR",
        "LANGUAGE",
        "TZ",
        "COLUMNS",
    }


_AT_LOGIN = {name: value for name, value in os.environ.items() if _is_neutral(name)} | {"LANG": "C.UTF-8"}


class CommandLine:
    """platecheck in one data directory; `env` adds to what a clean login has."""

    def __init__(self, home: Path, forks: Forks) -> None:
        self.home = home
        self._forks = forks
        self.directory = home / "data"
        self._started: list[subprocess.Popen[str]] = []
        self.env = {**_AT_LOGIN, "HOME": str(home), "PLATECHECK_DATA_DIR": str(self.directory)}

    def run(self, *args: str, stdin: str = "", **env: str) -> Completed:
        """Run a command to its end."""
        told = self.env | env
        early = any(name.startswith(_OF_THE_START) for name, _ in told.items() - _AT_LOGIN.items())
        return (Programs() if early else self._forks).run(args, told, stdin)

    def lines(self, *args: str, exit_code: int = 0, **env: str) -> list[dict[str, Any]]:
        """Run a command with --json: every line of its output is one object."""
        done = self.run(*args, "--json", **env)
        assert done.returncode == exit_code, done.stderr
        assert not done.stdout or done.stdout.endswith("\n")
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert all(isinstance(line, dict) for line in found)
        return found

    def start(self, *args: str, **env: str) -> subprocess.Popen[str]:
        """Start a command that runs on; what the test has not ended by then is killed after it."""
        process = subprocess.Popen(  # noqa: S603 - our own console script
            [PLATECHECK, *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="surrogateescape",
            env=self.env | env,
        )
        self._started.append(process)
        return process

    def close(self) -> None:
        """Leave no process and no pipe behind."""
        for process in self._started:
            process.kill()
            process.wait()
            for pipe in (process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()


class Sandbox:
    """A running sandbox and how to break it."""

    def __init__(self, server: SandboxServer) -> None:
        self._faults = server.app.state.faults
        self.url = server.url

    def break_(self, mode: FaultMode, **settings: float) -> None:
        """Put a fault in force until the end of the test."""
        self._faults.settings = FaultSettings(mode=mode, **settings)

    def mend(self) -> None:
        """Answer as the documents say."""
        self._faults.settings = FaultSettings()

    @property
    def requests(self) -> int:
        """How often the API was asked."""
        return int(self._faults.api_requests)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxServer]:
    """Run one sandbox for all tests of the command line."""
    with SandboxServer(tmp_path_factory.mktemp("cli-sandbox")) as running:
        yield running


@pytest.fixture
def sandbox(server: SandboxServer) -> Iterator[Sandbox]:
    """Hand out the sandbox, and mend it after the test."""
    handle = Sandbox(server)
    yield handle
    handle.mend()


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Run what forks for every command."""
    running = Forks(tmp_path_factory.mktemp("cli-forks"))
    yield running
    running.close()


@pytest.fixture
def bare(tmp_path: Path, forks: Forks) -> Iterator[CommandLine]:
    """Return a machine where nothing is set up."""
    machine = CommandLine(tmp_path, forks)
    yield machine
    machine.close()


@pytest.fixture
def cli(bare: CommandLine, sandbox: Sandbox) -> CommandLine:
    """Return a machine that is set up for the sandbox, through the environment."""
    bare.env |= {
        "PLATECHECK_VALIDATION_URL": sandbox.url,
        "PLATECHECK_CONTROLLER_URL": sandbox.url,
        "PLATECHECK_CLIENT": DEMO_CLIENT,
        "PLATECHECK_TOKEN": DEMO_TOKEN,
    }
    return bare


@pytest.fixture
def supervisor(cli: CommandLine) -> CommandLine:
    """Return that machine in a supervisor's hands."""
    cli.env["PLATECHECK_ROLE"] = "supervisor"
    return cli


class OwnSandbox:
    """A sandbox of one test's own, at one address however often it is stopped and started."""

    def __init__(self, directory: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.server = SandboxServer(directory, port=port)

    def state(self) -> dict[str, Any]:
        """Return what its trainer's page tells: `on_file`, rows by table, and `api_requests`."""
        with urllib.request.urlopen(f"{self.url}/sandbox/state", timeout=10) as answer:  # noqa: S310 - loopback
            return dict(json.load(answer))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[OwnSandbox]:
    """Run a sandbox for this test alone."""
    sandbox = OwnSandbox(tmp_path / "own-sandbox")
    with sandbox.server:
        yield sandbox


@pytest.fixture
def office(supervisor: CommandLine, own: OwnSandbox) -> CommandLine:
    """Return a supervisor's machine that is set up for the test's own sandbox."""
    supervisor.env |= {"PLATECHECK_VALIDATION_URL": own.url, "PLATECHECK_CONTROLLER_URL": own.url}
    return supervisor


@pytest.fixture
def read_until() -> Callable[[subprocess.Popen[str], str], list[str]]:
    """Return what reads a process's output up to the line that starts with a word."""

    def read(process: subprocess.Popen[str], start: str) -> list[str]:
        assert process.stdout is not None
        found: list[str] = []
        for line in process.stdout:
            found.append(line.rstrip("\n"))
            if line.startswith(start):
                return found
        assert process.stderr is not None
        raise AssertionError(f"no {start!r} in {found}: {process.stderr.read()}")

    return read


@pytest.fixture
def end() -> Callable[..., tuple[int, str, str]]:
    """Return what sends a signal and gives exit code, and the rest of both outputs."""

    def end_with(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> tuple[int, str, str]:
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
        return process.returncode, out, err

    return end_with
