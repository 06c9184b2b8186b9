"""A patrol out of coverage: what is saved comes at once, what is not waits, and what changed comes back."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.driving import Sandbox
from tests.e2e.pages import DESKTOP, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.driving import Server
    from tests.e2e.pages import App

pytestmark = pytest.mark.browser

SAVED, ALARM, ORDER, UNKNOWN = "CKRD081", "K27FRA", "DEF123", "QXQX999"
BACK_MS = 60_000
"""Until the way back is found: by the last step of the back-off."""


@pytest.fixture
def own_sandbox(own_demo: Server) -> Iterator[Sandbox]:
    """Return the controls of a demo whose way to the service is this test's alone."""
    with closing(Sandbox(own_demo.sandbox_url)) as sandbox:
        yield sandbox


def leave(app: App, verdict: str, plate: str) -> None:
    """Check a plate up to its last answer, and go on to the next."""
    app.check.ask(plate)
    app.result.says(verdict, plate)
    app.miss("asking", "still-asking")
    if app.find("next").or_(app.find("plate-is")).count():
        app.result.next_plate()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])
def test_what_changed_comes_back_to_the_officer(
    size: tuple[int, int], own_demo: Server, own_sandbox: Sandbox, open_tab: Callable[..., App]
) -> None:
    """Three plates wait and a saved one is shown; with the signal the alarm comes first, and stays."""
    app = open_tab(own_demo.url, *size)
    app.check.ready()
    leave(app, "valid", SAVED)
    own_sandbox.break_("dead")
    leave(app, "not_checked", ALARM)
    asked = own_sandbox.requests
    leave(app, "valid", SAVED)
    assert own_sandbox.requests - asked <= 1  # the probe may ask, the officer's check does not
    leave(app, "not_checked", ORDER)
    leave(app, "not_checked", UNKNOWN)
    app.hear("connection", r"^Offline since \d\d:\d\d\. 4 waiting for a recheck, 0 changed")
    app.press("connection")
    app.see("receipts", "ask-now")
    expect(app.starting("receipt-")).to_have_count(4)
    app.hear("queue-state", "The service cannot be reached")
    app.shot("offline")
    app.go_to("check")
    own_sandbox.break_()
    app.find("changes-sheet").wait_for(timeout=BACK_MS)
    app.shot("sheet")
    app.press("changes-show")
    app.hear("queue-waiting", "^0 waiting$")
    expect(app.starting("change-")).to_have_count(3)
    app.see("changes")
    expect(app.starting("open-")).to_have_count(1)
    app.shot("changed")
    app.press_on(app.starting("open-").first)
    app.result.says("alarm", ALARM)
    app.result.acknowledge("reported")
    app.press("connection")
    app.see("changes")
    for left in (2, 1):
        expect(app.starting("change-")).to_have_count(left)
        app.press_on(app.starting("seen-").first)
    app.see("changes-none")
    app.hear("connection", r"^Live\. Open the queue$")
    (entry,) = own_demo.history(ALARM)
    assert (entry["verdict"], entry["source"]) == ("alarm", "live")


def test_the_connection_says_slow(
    own_demo: Server, own_sandbox: Sandbox, open_tab: Callable[..., App], new_plate: Callable[..., str]
) -> None:
    """A call that takes longer than two seconds is slow while it lasts, and after it."""
    app = open_tab(own_demo.url, *PHONE)
    app.check.ready()
    own_sandbox.break_(latency_s=3)
    plate = new_plate()
    app.check.ask(plate)
    app.hear("connection", r"^Slow\.")
    app.result.says("no_permit", plate)
    app.hear("connection", r"^Slow\.")
    own_sandbox.break_()
    app.press("again")
    app.hear("connection", r"^Live\.")


def test_ask_now_does_not_wait_for_the_next_probe(
    own_demo: Server, own_sandbox: Sandbox, open_tab: Callable[..., App], new_plate: Callable[..., str]
) -> None:
    """Who knows that the signal is back says so; a refused token is said, and offers no such button."""
    app = open_tab(own_demo.url, *PHONE)
    app.check.ready()
    own_sandbox.break_("dead")
    leave(app, "not_checked", new_plate())
    app.press("connection")
    app.see("receipts")
    own_sandbox.break_()
    app.press("ask-now")
    app.hear("queue-waiting", "^0 waiting$")
    app.see("changes")
    app.go_to("check")
    own_sandbox.break_("refused")
    leave(app, "not_checked", new_plate())
    app.press("connection")
    app.hear("queue-state", "The service refused this device")
    app.miss("ask-now")
