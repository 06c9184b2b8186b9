"""When lots are asked for: once an hour, not before the screen is opened, and what is shown meanwhile."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, SMALL, App
from tests.e2e.pages_lots import LotsPage

from platecheck.facts import Lot
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_OFFICER_TOKEN
from platecheck.store import FileKeyHolder, Scope, Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.driving import Sandbox, Server

pytestmark = pytest.mark.browser

both = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])


def keep_figures(directory: Path, service: str, age: timedelta) -> None:
    """Leave figures of so long ago in a data directory, as an earlier visit would have."""
    lots = [Lot("Old Yard", "M", total_permits=40, rented_permits=30)]

    async def keep() -> None:
        store = await Store.open(directory, FileKeyHolder(directory))
        try:
            await store.save_lots(Scope(service, DEMO_CLIENT), lots, b"[]", datetime.now(UTC) - age)
        finally:
            await store.close()

    # A thread of its own: Playwright's event loop runs in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, keep()).result()


@both
def test_asking_again_within_the_hour_says_when(
    size: tuple[int, int], open_app: Callable[..., App], sandbox: Sandbox
) -> None:
    """Figures have their time and the next fetch's; asked for earlier, nobody is asked and it says when."""
    app = open_app(size)
    lots = LotsPage(app)
    lots.open()
    app.hear("lots-rhythm", r"Fetched (yesterday )?\d\d:\d\d, \d+ (s|min) ago")
    app.hear("lots-next", r"^Next fetch: (tomorrow )?\d\d:\d\d, one an hour$")
    asked = sandbox.requests
    app.press("lots-refresh")
    app.hear(
        "lots-next", r"^Asked less than an hour ago, so nobody was asked now\. Next fetch: .*\d\d:\d\d\.$"
    )
    app.shot("early")
    app.go_to("check")
    lots.open()
    lots.row("TU Residence", "full")
    assert sandbox.requests == asked


@both
def test_without_a_connection_the_old_figures_have_their_age(
    size: tuple[int, int],
    served: Callable[..., Server],
    sandbox: Sandbox,
    open_tab: Callable[..., App],
    tmp_path: Path,
) -> None:
    """Figures of three hours ago stand with their age and the reason, and are renewed by an answer."""
    keep_figures(tmp_path / "data", sandbox.url, timedelta(hours=3))
    app = open_tab(served().url, *size)
    app.check.ready()
    sandbox.break_("dead")
    lots = LotsPage(app)
    lots.open()
    lots.row("Old Yard", r"filling, 30 of 40 rented, Monthly · 75.%$")
    app.hear("lots-problem-unreachable", r"^3 H OLD\. Nobody could be asked\.$")
    app.hear("lots-rhythm", "Fetched .*3 h ago")
    app.hear("lots-next", "^A new fetch is due, one an hour$")
    app.shot("offline")
    sandbox.break_()
    app.press("lots-refresh")
    lots.row("TU Residence", "full")
    app.miss("lots-problem-unreachable", "lot-row-Old Yard")


def test_nothing_is_asked_before_the_screen_is_opened(
    served: Callable[..., Server], sandbox: Sandbox, open_tab: Callable[..., App]
) -> None:
    """Never fetched and unreachable, the screen says so and tries again; one answer is all it asks for."""
    asked = sandbox.requests
    app = open_tab(served().url, *SMALL)
    app.check.ready()
    app.press("lot")
    app.see("lot-sheet")
    app.press("lot-none")
    app.miss("lot-sheet")
    assert sandbox.requests == asked
    sandbox.break_("dead")
    lots = LotsPage(app)
    lots.open()
    app.hear("lots-problem-unreachable", r"Nobody could be asked\.")
    app.hear("lots-rhythm", "^Never fetched$")
    app.shot("never")
    sandbox.break_()
    asked = sandbox.requests
    app.press("lots-retry")
    lots.row("TU Residence", "full")
    assert sandbox.requests == asked + 1
    app.go_to("check")
    app.press("lot")
    app.see("lot-Main Street Parking")
    app.press("lot-Mall Parking")
    app.hear("lot", "Mall Parking")


def test_a_slow_first_answer_is_waited_for_in_words(
    served: Callable[..., Server], sandbox: Sandbox, open_tab: Callable[..., App]
) -> None:
    """While nothing is there to show and the service takes its time, the screen says what it waits for."""
    app = open_tab(served().url, *PHONE)
    app.check.ready()
    sandbox.break_(latency_s=4)
    lots = LotsPage(app)
    lots.open()
    app.hear("lots-loading", "Fetching the lots…")
    app.shot("loading")
    lots.row("TU Residence", "full")
    app.miss("lots-loading")


def test_a_token_without_the_right_is_told_so(
    served: Callable[..., Server], open_tab: Callable[..., App]
) -> None:
    """Not allowed is a state of its own, with its code, and never an empty list."""
    app = open_tab(served(PLATECHECK_TOKEN=DEMO_OFFICER_TOKEN).url, *PHONE)
    app.check.ready()
    LotsPage(app).open()
    app.hear("lots-problem-refused", r"This device may not see the figures of lots\.")
    app.hear("lots-problem-refused", r"Code 9002\.")
    app.miss("lots-none")
    app.shot("refused")
