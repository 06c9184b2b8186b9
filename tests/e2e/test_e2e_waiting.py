"""While something is waited for: it is said, what is there stays where it is, and trouble has its way out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.e2e.in_page import PLACED
from tests.e2e.pages import DESKTOP, PHONE, TABLET, App
from tests.e2e.pages_history import LogPage
from tests.e2e.pages_settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox, Server
    from tests.e2e.looking import Box

pytestmark = pytest.mark.browser

VALID = "CKRD081"
GROWS = ("log", "recent", "day")
"""A check more is a row more in these."""


def places(app: App) -> dict[str, Box]:
    """Return where everything with an identifier lies, once it lies still."""

    def look() -> dict[str, Box]:
        found: dict[str, Box] = app.page.evaluate(PLACED)
        return {name: box for name, box in found.items() if not name.startswith(GROWS)}

    return app.settled(look, "the screen")


def moved(before: dict[str, Box], after: dict[str, Box]) -> dict[str, tuple[Box, Box]]:
    """Return what is there before and after, and lies elsewhere."""
    both = before.keys() & after.keys()
    return {name: (before[name], after[name]) for name in both if before[name] != after[name]}


@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP], ids=["412x860", "820x1180", "1280x800"])
def test_nothing_moves_when_an_answer_arrives(
    size: tuple[int, int], open_app: Callable[..., App], sandbox: Sandbox, new_plate: Callable[..., str]
) -> None:
    """The verdict takes the place that was kept for it, and a live answer that of the saved one."""
    app = open_app(size)
    plate = new_plate()
    sandbox.break_(latency_s=3)
    app.check.ask(plate)
    app.see("asking")
    asking = places(app)
    app.result.says("no_permit", plate)
    answered = places(app)
    assert moved(asking, answered) == {}
    assert asking["asking"] == answered["verdict"]


def database_of(server: Server) -> closing[sqlite3.Connection]:
    """Open the device's database, which is there once a tab was opened, as another process might."""
    return closing(sqlite3.connect(server.directory / "device.db", isolation_level=None))


def test_a_log_that_takes_long_says_so(own_demo: Server, open_tab: Callable[..., App]) -> None:
    """Behind a check that cannot be written yet the log's rows are waited for in words, then there."""
    own_demo.check("CAJ479")
    app = open_tab(own_demo.url, *DESKTOP)
    app.check.ready()
    with database_of(own_demo) as database:
        database.execute("BEGIN IMMEDIATE")
        app.check.ask(VALID)
        app.go_to("history")
        app.hear("history-loading", "Reading the log")
        before = places(app)
        app.shot("loading")
        database.execute("ROLLBACK")
    LogPage(app).shows(VALID, "CAJ479")
    app.miss("history-loading")
    assert moved(before, places(app)) == {}


def test_records_that_cannot_be_counted_say_so(own_demo: Server, open_tab: Callable[..., App]) -> None:
    """What this device holds says what is wrong, and Try again counts once it is mended."""
    app = open_tab(own_demo.url, *DESKTOP)
    app.check.ready()
    with database_of(own_demo) as database:
        database.execute("ALTER TABLE answers RENAME TO elsewhere")
        app.go_to("settings")
        settings = Settings(app)
        settings.section("device")
        app.hear("holdings-trouble", ".")
        app.shot("trouble")
        database.execute("ALTER TABLE elsewhere RENAME TO answers")
    app.press("holdings-again")
    settings.held("checks", "0")
    app.miss("holdings-trouble")
