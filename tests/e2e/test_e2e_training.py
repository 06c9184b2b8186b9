"""The demo's conditions in the browser: an officer walks into a dead zone and out of it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.pages import DESKTOP, PHONE, App
from tests.e2e.pages_settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Server

pytestmark = pytest.mark.browser

SAVED, EXPIRED = "CKRD081", "HXRT640"
USUAL = "^TRAINING · not real data$"


def choose(app: App, condition: str, sign: str) -> None:
    """Choose a condition in the settings, and wait until the banner says so."""
    settings = Settings(app)
    settings.open()
    settings.section("conditions")
    app.press(f"condition-{condition}")
    settings.is_chosen(f"condition-{condition}")
    app.hear("training", sign)


def test_a_dead_zone_is_walked_into_and_out_of(
    own_demo: Server, open_tab: Callable[..., App], new_plate: Callable[..., str]
) -> None:
    """Offline and NOT CHECKED, a saved answer at once, then live again; another tab says what is going on."""
    app = open_tab(own_demo.url, *PHONE)
    app.check.ready()
    app.check.ask(SAVED)
    app.result.says("valid", SAVED)
    app.result.next_plate()
    app.hear("training", USUAL)
    choose(app, "dead_zone", "^TRAINING · dead zone$")
    app.shot("chosen")
    app.fits()
    other = app.another_visit()
    other.hear("training", "^TRAINING · dead zone$")
    app.go_to("check")
    app.check.ready()
    app.check.ask(new_plate())
    app.hear("verdict", "^NOT CHECKED")
    app.hear("connection", "^Offline since")
    app.shot("not-checked")
    app.result.next_plate()
    app.check.ask(SAVED)
    app.result.says("valid", SAVED)
    app.result.age("OLD$")
    app.shot("saved")
    app.result.next_plate()
    choose(app, "normal", USUAL)
    other.hear("training", USUAL)
    app.go_to("check")
    app.check.ready()
    app.check.ask(EXPIRED)
    app.result.says("expired", EXPIRED)
    app.hear("connection", r"^Live\b")
    own = own_demo.new_errors()
    assert "Traceback" not in own


def test_each_condition_is_met_by_the_next_check(
    own_demo: Server, open_tab: Callable[..., App], new_plate: Callable[..., str]
) -> None:
    """What the row promises is what the officer sees: the reason, and the state of the connection."""
    app = open_tab(own_demo.url, *DESKTOP)
    app.check.ready()
    for condition, sign, why, chip in (
        ("portal", "sign-in page", "A sign-in page answered", "^Offline since"),
        ("refused", "refused token", "The service refused this device", r"^Refused\b"),
        ("bad_answers", "bad answers", "The answer could not be read", "^No answer since"),
        ("busy", "busy service", "The service is busy", "^No answer since"),
    ):
        choose(app, condition, f"^TRAINING · {sign}$")
        app.go_to("check")
        app.check.ready()
        plate = new_plate()
        app.check.ask(plate)
        app.result.says("not_checked", plate)
        expect(app.page.get_by_text(why).first).to_be_attached()
        app.hear("connection", chip)
        app.shot(condition)
    choose(app, "normal", USUAL)
    app.press("renew")
    app.see("renewed")
    app.shot("renewed")
    app.fits()
