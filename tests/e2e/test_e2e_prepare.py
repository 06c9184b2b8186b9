"""Preparing for a dead zone: what is refreshed, how far it is, what the device then holds, and going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.driving import Server, one_port
from tests.e2e.pages import PHONE, App
from tests.e2e.pages_settings import Settings
from tests.e2e.seen_before import see

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.store import Scope
from platecheck.wiring import change_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.e2e.driving import Sandbox
    from tests.programs import Forks

pytestmark = pytest.mark.browser

LOT, OTHER = "North Garage", "South Garage"
THERE = ("CAMB911", "DEF123", *(f"PRE{number:03}" for number in range(6)))
"""Seen some hours ago: an alarm, an order, and six without anything."""


@pytest.fixture
def patrolled(forks: Forks, sandbox: Sandbox, tmp_path: Path) -> Iterator[Server]:
    """Run `platecheck web` on a device that was on patrol some hours ago."""
    directory = tmp_path / "data"
    access = {"validation_url": sandbox.url, "controller_url": sandbox.url, "client": DEMO_CLIENT}
    change_settings(directory, access | {"token": DEMO_TOKEN, "lot": LOT})
    scope = Scope(sandbox.url, DEMO_CLIENT)
    see(directory, scope, THERE, lot=LOT)
    see(directory, scope, ["OTHER1"], lot=OTHER)
    server = Server(forks, tmp_path, "web", "--port", one_port())
    yield server
    logged = server.new_errors()
    server.stop()
    assert "Traceback" not in logged, logged
    assert "unforeseen" not in logged, logged


@pytest.fixture
def app(patrolled: Server, open_tab: Callable[..., App]) -> App:
    """Open the sheet on a handset."""
    opened = open_tab(patrolled.url, *PHONE)
    opened.check.ready()
    Settings(opened).open()
    opened.scroll_to("prepare", "settings")
    opened.press("prepare")
    opened.see("prepare-sheet", "prepare-plan")
    return opened


def test_the_lot_goes_out_fresh(app: App, sandbox: Sandbox) -> None:
    """The officer's lot is offered with what it comes to; it counts up, and says what is held then."""
    app.hear("prepare-plan-seen", ": 8$")
    app.hear("prepare-plan-wanted", ": 8$")
    app.hear("prepare-lot", f"^{LOT}$")
    sandbox.break_(latency_s=0.4)
    app.press("prepare-go")
    app.hear("prepare-progress", r"^[2-7] of 8\. Alarms and orders: \d$")
    app.shot("running")
    app.hear("prepare-end", "^Ready")
    app.hear("prepare-held-saved", ": 8 of 8$")
    app.hear("prepare-held-fresh", ": 8 of 8$")
    app.hear("prepare-held-hits", ": 2$")
    app.shot("ready")
    app.press("prepare-done")
    app.miss("prepare-sheet")
    app.go_to("check")
    sandbox.break_("dead")
    app.check.ask("DEF123")
    app.result.says("do_not_ticket", "DEF123")
    app.result.age(r"^\d+ (S|MIN) OLD$")


def test_stopped_it_goes_on_where_it_was(app: App, sandbox: Sandbox) -> None:
    """Stop keeps what was answered; going on asks about the rest only."""
    sandbox.break_(latency_s=0.4)
    before = sandbox.requests
    app.press("prepare-go")
    app.hear("prepare-progress", r"^[2-7] of 8\.")
    app.press("prepare-stop")
    app.hear("prepare-end", "^Stopped")
    app.hear("prepare-held-fresh", r": [2-7] of 8$")
    sandbox.break_()
    app.press("prepare-on")
    app.hear("prepare-end", "^Ready")
    # The one that was asked about when Stop came may be asked twice.
    assert sandbox.requests - before in {8, 9}


def test_it_goes_on_without_its_sheet(app: App, sandbox: Sandbox) -> None:
    """Closed it runs; opened again it shows the same preparation, not the choice."""
    sandbox.break_(latency_s=0.4)
    app.press("prepare-go")
    app.see("prepare-progress")
    app.press("prepare-close")
    app.miss("prepare-sheet")
    app.press("prepare")
    app.see("prepare-progress")
    app.hear("prepare-end", "^Ready")


def test_no_signal_and_a_refusal_are_said(app: App, sandbox: Sandbox) -> None:
    """Each by its name, with what to do and what is held; then it can go on."""
    sandbox.break_("dead")
    app.press("prepare-go")
    app.hear("prepare-end", "^No signal")
    app.hear("prepare-held-fresh", ": 0 of 8$")
    sandbox.break_("refused")
    app.press("prepare-on")
    app.hear("prepare-end", "^The service refused this device")
    app.shot("refused")
    sandbox.break_()
    app.press("prepare-on")
    app.hear("prepare-end", "^Ready")


def test_another_lot_or_days_are_chosen(app: App) -> None:
    """A lot by its sheet, days by a tap; what was not checked by then says so."""
    app.press("prepare-lot")
    app.see("prepare-in-sheet")
    app.press(f"prepare-in-{OTHER}")
    app.hear("prepare-lot", f"^{OTHER}$")
    app.hear("prepare-plan-seen", ": 1$")
    app.press("prepare-days-1")
    app.hear("prepare-plan-seen", ": 9$")
