"""One demo for all browser tests, one tab for each, and nothing that goes wrong in silence."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from itertools import count
from signal import SIGKILL
from threading import Timer
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright
from tests.conftest import LOST_PRESS
from tests.e2e.driving import Sandbox, Server, Watch, find_browser, neutral, one_port, process_of
from tests.e2e.pages import App
from tests.e2e.pages_settings import Settings
from tests.e2e.tabs import PATIENCE_MS, Chromium
from tests.programs import Forks

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.wiring import change_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

HANG_S = 240
"""Longer than any test takes. A page that hangs for good would hang the run: then its browser is ended."""
LOTS = {
    "Main Street": {"short_names": ["LOT6"], "dntt_locations": ["Lot 6"]},
    "North Lot": {"short_names": ["NORTH"], "dntt_locations": []},
}
"""The office's lot table."""
FAILED = pytest.StashKey[bool]()
PLAIN = "ACJLNUWX479"
"""Characters that are not confused with any other: plates of these have no look-alikes."""


def zone_at_noon() -> str:
    """Return a zone in which it is about noon: in the last hour of a day "tomorrow" is another line high."""
    return f"Etc/GMT{datetime.now(UTC).hour - 11:+d}"


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give a browser test that fails two more tries, each in a place of its own; the run lists them.

    Chromium on a busy machine loses a press now and then while Flutter rebuilds its tree. What fails
    three times in a row is a defect; what reruns often is looked into.
    """
    item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note whether the test failed: then its tabs are pictured before they are closed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Return the browser's path."""
    return find_browser()


# Not the session's: Playwright keeps an event loop running, under which asynchronous tests cannot run.
@pytest.fixture(scope="package")
def chromium(browser_path: str) -> Iterator[Chromium]:
    """Run one browser for all tests that need one."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        running = Chromium(playwright, browser_path)
        yield running
        running.close()


@pytest.fixture
def browser(chromium: Chromium) -> Browser:
    """Return the browser itself."""
    return chromium.browser


@pytest.fixture(scope="session")
def forks(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Run what forks the servers; without a browser it is not even started."""
    assert browser_path
    running = Forks(tmp_path_factory.mktemp("forks"), neutral())
    yield running
    running.close()


@pytest.fixture(scope="session")
def demo_server(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run `platecheck demo` for all tests."""
    home = tmp_path_factory.mktemp("demo")
    command = ("demo", "--no-browser", "--port", "0", "--data-dir", str(home / "data"))
    server = Server(forks, home, *command, TZ=zone_at_noon())
    yield server
    server.stop()


@pytest.fixture(scope="session")
def demo_sandbox(demo_server: Server) -> Iterator[Sandbox]:
    """Return the controls of the demo's service."""
    sandbox = Sandbox(demo_server.sandbox_url)
    yield sandbox
    sandbox.close()


@pytest.fixture
def sandbox(demo_sandbox: Sandbox) -> Iterator[Sandbox]:
    """Hand out the service in order, its data laid out around now, and mend it after the test."""
    demo_sandbox.renew()
    yield demo_sandbox
    demo_sandbox.break_()


@pytest.fixture
def demo(demo_server: Server, sandbox: Sandbox) -> Iterator[Server]:
    """Hand out the demo; an error that it logs fails the test, however well the screen looked."""
    assert sandbox.url == demo_server.sandbox_url
    demo_server.new_errors()
    yield demo_server
    logged = demo_server.new_errors()
    assert "Traceback" not in logged, logged
    assert "unforeseen" not in logged, logged


@pytest.fixture
def own_demo(forks: Forks, tmp_path: Path) -> Iterator[Server]:
    """Run a demo that nobody used before. Asked for before the tab, so that it outlives it."""
    command = ("demo", "--no-browser", "--port", one_port(), "--data-dir", str(tmp_path / "data"))
    server = Server(forks, tmp_path, *command, TZ=zone_at_noon())
    yield server
    server.stop()


@pytest.fixture
def open_tab(chromium: Chromium, request: pytest.FixtureRequest) -> Iterator[Callable[..., App]]:
    """Return what opens a tab with nothing remembered; what a tab complains about fails the test."""
    opened: list[App] = []
    guard = Timer(HANG_S, os.kill, (process_of(chromium.browser), SIGKILL))
    guard.start()
    again = getattr(request.node, "execution_count", 1) > 1

    def open_app(url: str, width: int, height: int, *, touch: bool = False, same: bool = False) -> App:
        # A second tab in the test is another person's unless it is said to be the `same` one's; another try
        # shares nothing with the first.
        apart = again or (bool(opened) and not same)
        page = chromium.open(url, (width, height), apart=apart, touch=touch)
        app = App(page, Watch(page), request.node.name)
        opened.append(app)
        app.start(url)
        return app

    try:
        yield open_app
        if request.node.stash.get(FAILED, True):
            chromium.end_if_hung([app.page for app in opened])
            for app in opened:
                app.keep_end()
        chromium.tidy()
        request.node.user_properties += [(LOST_PRESS, what) for app in opened for what in app.lost]
    finally:
        guard.cancel()
    assert [app.watch.complaints for app in opened] == [[] for _ in opened]


@pytest.fixture
def open_app(
    open_tab: Callable[..., App], demo: Server, sandbox: Sandbox, new_plate: Callable[..., str]
) -> Iterator[Callable[..., App]]:
    """Return what opens the demo in a tab of a size, its field ready for typing.

    The way to the service is one for all sessions: after a test that broke it, it is opened again,
    and what waited or changed is settled.
    """

    def open_demo(size: tuple[int, int], *, touch: bool = False, same: bool = False) -> App:
        app = open_tab(demo.url, *size, touch=touch, same=same)
        app.check.ready()
        return app

    yield open_demo
    if sandbox.was_broken:
        sandbox.break_()
        demo.see_changes()
        app = open_demo((412, 860), same=True)
        plate = new_plate()
        app.check.ask(plate)  # a plate nobody saved is always asked
        app.result.says("no_permit", plate)
        demo.see_changes(when_drained=True)


@pytest.fixture(scope="session")
def _numbers() -> Iterator[int]:
    return count()


@pytest.fixture
def new_plate(_numbers: Iterator[int]) -> Callable[..., str]:
    """Return what makes plates nobody ever saw: not on file, not saved, without look-alikes."""

    def make(length: int = 8) -> str:
        number = next(_numbers)
        text = "".join(PLAIN[number // step % len(PLAIN)] for step in (1, 11, 121))
        while len(text) < length:
            text += PLAIN[(number + 5 * len(text)) % len(PLAIN)]
        return text

    return make


@pytest.fixture
def office(forks: Forks, sandbox: Sandbox, tmp_path: Path) -> Iterator[Server]:
    """Run `platecheck web` on its own directory, set up for the sandbox; errors it logs fail the test."""
    access = {"validation_url": sandbox.url, "controller_url": sandbox.url, "client": DEMO_CLIENT}
    change_settings(tmp_path / "data", access | {"token": DEMO_TOKEN, "lot_names": LOTS, "officer": "Dana"})
    server = Server(forks, tmp_path, "web", "--port", one_port(), PLATECHECK_TIMEZONE="America/Toronto")
    yield server
    logged = server.new_errors()
    server.stop()
    assert "Traceback" not in logged, logged
    assert "unforeseen" not in logged, logged


@pytest.fixture
def served(forks: Forks, sandbox: Sandbox, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Return what runs `platecheck web` on the sandbox, set up by its environment."""
    running: list[Server] = []

    def serve(**env: str) -> Server:
        access = {
            "PLATECHECK_VALIDATION_URL": sandbox.url,
            "PLATECHECK_CONTROLLER_URL": sandbox.url,
            "PLATECHECK_CLIENT": DEMO_CLIENT,
            "PLATECHECK_TOKEN": DEMO_TOKEN,
        }
        running.append(Server(forks, tmp_path, "web", "--port", one_port(), **{**access, **env}))
        return running[-1]

    yield serve
    for server in running:
        server.stop()
        assert "Traceback" not in server.new_errors()


@pytest.fixture
def supervised(served: Callable[..., Server]) -> Server:
    """Run the app for a supervisor."""
    return served(PLATECHECK_ROLE="supervisor", PLATECHECK_TIMEZONE="America/Toronto")


@pytest.fixture
def open_settings(office: Server, open_tab: Callable[..., App]) -> Callable[..., tuple[App, Settings]]:
    """Return what opens the office's settings in a tab of a size."""

    def opened(size: tuple[int, int]) -> tuple[App, Settings]:
        app = open_tab(office.url, *size)
        app.check.ready()
        settings = Settings(app)
        settings.open()
        return app, settings

    return opened
