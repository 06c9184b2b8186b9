"""What the browser tests run on: platecheck as real servers, and a real Chromium."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from platecheck.store import FileKeyHolder, Scope, Store
from platecheck.wiring import read_settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright
    from tests.programs import Runner

SCREENS = Path(__file__).parents[2] / "build" / "out" / "screens"
PAGE_CACHE = SCREENS.with_name("page-cache")
"""The page's files, packed once for all servers, which have each a directory of their own."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = (
    "No Chromium to run the browser tests in. On Debian: sudo apt-get install chromium. "
    "On Ubuntu: sudo snap install chromium, or install Google Chrome."
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
    # Tabs of one place share a process, and with it what is compiled.
    "--renderer-process-limit=1",
    # A camera that is refused, on every machine: only the camera's own tests are given one.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream=deny",
    # Nothing but this machine can be reached, whatever network the tests run in.
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
DRAINED_S = 60.0
"""How long the recheck queue may take to empty itself."""
ONE_REQUEST_OF_FLET = "rive_native.js"
"""Flet 1.0.5 asks a CDN for it even when told to use none; it is not needed."""


def find_browser() -> str:
    """Return a Chromium's path; without one fail where all must run (CI), and skip elsewhere."""
    for name in BROWSERS:
        path = shutil.which(name)
        # Ubuntu's chromium package is only a pointer to its snap, which may not be there.
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:  # noqa: S603 - from PATH
            return path
    if os.environ.get("CI"):
        pytest.fail(NO_BROWSER, pytrace=False)
    pytest.skip(NO_BROWSER)


def launch(playwright: Playwright, path: str, *more: str) -> Browser:
    """Start the browser, headless, with `more` flags."""
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *more])


@cache
def one_port() -> str:
    """Return a port for servers that run one after the other: at one address the browser compiles once."""
    while True:
        number = random.randrange(20_000, 30_000)  # noqa: S311 - below those that connections are given
        with socket.socket() as free:
            if free.connect_ex(("127.0.0.1", number)):
                return str(number)


def process_of(browser: Browser) -> int:
    """Return the browser's process id."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    return next(int(process["id"]) for process in told["processInfo"] if process["type"] == "browser")


class Sandbox:
    """The demo's service, by its own control API."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.was_broken = False
        """Whether anything was broken since the data were laid out anew."""
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=10)

    def break_(self, mode: str = "none", *, latency_s: float = 0) -> None:
        """Put a fault in force until told otherwise."""
        self._post("/sandbox/faults", {"mode": mode, "latency_s": latency_s})
        self.was_broken = self.was_broken or mode != "none" or latency_s > 0

    def renew(self) -> None:
        """Mend everything and lay the data out around the present moment."""
        self._post("/sandbox/faults", {})
        self._post("/sandbox/renew", {})
        self.was_broken = False

    @property
    def requests(self) -> int:
        """How often the API was asked since its start."""
        return int(self._http.get("/sandbox/state").raise_for_status().json()["api_requests"])

    def close(self) -> None:
        """Leave no connection behind."""
        self._http.close()

    def _post(self, path: str, body: dict[str, Any]) -> None:
        self._http.post(path, json=body).raise_for_status()


class Server:
    """A running `platecheck demo` or `platecheck web` with a home and a data directory of its own."""

    def __init__(self, runner: Runner, home: Path, *args: str, **env: str) -> None:
        self.directory, self._runner = home / "data", runner
        self._env = {
            **neutral(),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PLATECHECK_DATA_DIR": str(self.directory),
            **env,
        }
        PAGE_CACHE.mkdir(parents=True, exist_ok=True)
        self.directory.mkdir(mode=0o700, exist_ok=True)
        packed = self.directory / "page-cache"
        if not packed.exists():
            packed.symlink_to(PAGE_CACHE)
        self._log = home / "stderr.txt"
        self._read = 0
        self._running = runner.start(args, self._env, self._log)
        said = self._say_until("ready ")
        self.url = said["ready"]
        self.sandbox_url = said.get("sandbox", "")

    def _say_until(self, last: str) -> dict[str, str]:
        said: dict[str, str] = {}
        for line in self._running.stdout:
            word, _, rest = line.strip().partition(" ")
            said[word] = rest
            if line.startswith(last):
                return said
        raise AssertionError(f"the server ended: {self._log.read_text()}")

    def new_errors(self) -> str:
        """Return what the server wrote on standard error since the last call."""
        text = self._log.read_text()
        new, self._read = text[self._read :], len(text)
        return new

    def history(self, plate: str = "") -> list[dict[str, Any]]:
        """Return the log, newest first, as `platecheck history --json` prints it."""
        only = ["--plate", plate] if plate else []
        done = self._runner.run(("history", "--json", *only), self._env)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def check(self, *plates: str) -> None:
        """Check plates on the command line, on the same device."""
        self._runner.run(("check", "--json", *plates), self._env)

    def check_offline(self, *plates: str) -> None:
        """Check plates without asking anybody."""
        self._runner.run(("check", "--json", "--offline", *plates), self._env)

    def see_changes(self, *, when_drained: bool = False) -> None:
        """Acknowledge what changed, so that the next test begins with nothing pending."""
        # Playwright keeps a loop running in this thread.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(_see_changes(self.directory, when_drained))).result()

    def stop(self) -> None:
        """End it as the system does."""
        self._running.stop()


async def _see_changes(directory: Path, when_drained: bool) -> None:  # noqa: FBT001 - passed on
    chosen = read_settings(directory, {})
    scope = Scope(chosen.service, chosen.client)
    store = await Store.open(directory, FileKeyHolder(directory))
    try:
        async with asyncio.timeout(DRAINED_S):
            while when_drained and await store.waiting(scope):  # noqa: ASYNC110 - another process drains it
                await asyncio.sleep(0.1)
        for change in await store.queue.changes(scope):
            await store.queue.acknowledge_change(scope, change.seq, datetime.now(UTC), "")
    finally:
        await store.close()


class Watch:
    """Collects what a tab complains about, and what its server sent it."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.received = bytearray()
        self.over(page)

    def over(self, page: Page) -> None:
        """Watch this tab too."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and ONE_REQUEST_OF_FLET not in f"{message.location}{message.text}":
            self.complaints.append(f"{message.text} {message.location}")

    def _frame(self, frame: bytes | str) -> None:
        self.received += frame.encode() if isinstance(frame, str) else frame


def neutral() -> dict[str, str]:
    """Return the environment without what tells of this machine's platecheck, screen or language.

    The servers of the browser tests are not measured for coverage: it would make every screen slow.
    """
    ours = ("PLATECHECK_", "XDG_", "FLET_", "LC_", "COVERAGE_")
    shown = {"DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE", "TZ"}
    return {
        name: text for name, text in os.environ.items() if not name.startswith(ours) and name not in shown
    }
