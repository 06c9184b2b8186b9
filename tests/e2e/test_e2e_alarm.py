"""An alarm: its text only while held, and nothing goes on before its outcome is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.pages import DESKTOP, PHONE, App

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox, Server

pytestmark = pytest.mark.browser

PLATE, SECRET, TEXT = "ABC456", "Lex Luthor", "Lex Luthor (08 JUL 84) wanted by OPS."
OUTCOMES = {"seen": "Seen", "misread": "Misread", "reported": "Reported", "stood_down": "Stood down"}


def open_alarm(app: App) -> None:
    """Check the plate with the alarm."""
    app.check.ask(PLATE)
    app.result.says("alarm", PLATE)
    app.see("acknowledging")


def expect_secret(app: App, *, shown: bool) -> None:
    """Wait until the alarm's text is in the page, or nowhere in it."""
    if shown:
        app.hear("alarm-text", TEXT.replace("(", r"\(").replace(")", r"\)"))
        return
    app.miss("alarm-text")
    app.until(lambda: SECRET not in app.page.content(), "the alarm's text is gone from the page")


def test_an_alarms_text_is_there_only_while_the_mouse_holds_it(open_app: Callable[..., App]) -> None:
    """It reaches the browser with the press; release, leaving the button and a lost focus take it away."""
    app = open_app(DESKTOP)
    open_alarm(app)
    expect_secret(app, shown=False)
    assert SECRET.encode() not in app.watch.received
    mouse = app.page.mouse
    for leave in ("release", "drag", "blur"):
        mouse.move(*app.result.grip())
        mouse.down()
        expect_secret(app, shown=True)
        app.shot(f"held-{leave}")
        if leave == "drag":
            mouse.move(5, 5)
        if leave == "blur":
            app.page.evaluate("window.dispatchEvent(new Event('blur'))")
            expect_secret(app, shown=False)
            app.page.evaluate("window.dispatchEvent(new Event('focus'))")
        mouse.up()
        expect_secret(app, shown=False)
    assert SECRET.encode() in app.watch.received


def test_an_alarms_text_is_there_only_while_a_finger_holds_it(open_app: Callable[..., App]) -> None:
    """Lifting the finger and a touch that the system takes over both hide it."""
    app = open_app(PHONE, touch=True)
    open_alarm(app)
    protocol = app.page.context.new_cdp_session(app.page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        protocol.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    for end in ("touchEnd", "touchCancel"):
        x, y = app.result.grip()
        touch("touchStart", {"x": x, "y": y})
        expect_secret(app, shown=True)
        touch(end)
        expect_secret(app, shown=False)


def test_the_raw_answer_of_an_alarm_is_held_too(open_app: Callable[..., App]) -> None:
    """The body holds the alarm's text, so it is read as the alarm is; any other body is simply shown."""
    app = open_app(PHONE)
    app.check.ask("CKRD081")
    app.result.says("valid", "CKRD081")
    app.press("raw")
    app.hear("raw-text", '"plate": "CKRD081"')
    app.shot("raw")
    app.press("raw-close")
    app.miss("raw-text")
    app.result.next_plate()
    open_alarm(app)
    app.result.acknowledge("seen")
    app.press("raw")
    app.see("raw-close")
    app.miss("raw-text")
    app.page.mouse.move(*app.result.grip())
    app.page.mouse.down()
    app.hear("alarm-text", TEXT.split(" (", maxsplit=1)[0])
    app.page.mouse.up()
    expect_secret(app, shown=False)
    app.press("raw-close")
    app.miss("raw-close")


def test_nothing_goes_on_before_an_alarm_is_acknowledged(
    open_app: Callable[..., App], sandbox: Sandbox, demo: Server
) -> None:
    """Back, Enter, typing and the button without an outcome do nothing; each outcome is noted and kept."""
    app = open_app(PHONE)
    open_alarm(app)
    asked = sandbox.requests
    app.miss("next", "again", "fix", "raw")
    app.press("back")
    app.check.type("CKRD081")
    app.check.enter()
    expect(app.find("acknowledge")).to_have_text("Choose one first")
    app.shot("waiting")
    for number, (outcome, word) in enumerate(OUTCOMES.items()):
        if number:
            open_alarm(app)
        app.result.acknowledge(outcome)
        app.result.says("alarm", PLATE)
        app.hear("acknowledged", f"Acknowledged: {word}")
        app.shot(outcome)
        app.result.next_plate()
        app.check.holds("")
    assert sandbox.requests == asked + len(OUTCOMES) - 1
    assert [line["verdict"] for line in demo.history(PLATE)[: len(OUTCOMES)]] == ["alarm"] * len(OUTCOMES)
    app.page.reload()
    app.go_to("history")
    app.history.open_newest(PLATE)
    app.press("story-open")
    app.hear("acknowledged", "Acknowledged: Stood down")


def test_an_alarm_keeps_a_desktops_screen_too(open_app: Callable[..., App], sandbox: Sandbox) -> None:
    """With everything in sight, neither the log, nor the rail, nor another plate takes its place."""
    app = open_app(DESKTOP)
    app.check.ask("CKRD081")
    app.result.says("valid", "CKRD081")
    open_alarm(app)
    asked = sandbox.requests
    app.check.ready()
    app.check.ask("BTKV512")
    app.check.problem("Acknowledge the alarm first.")
    app.shot("waiting")
    app.press_on(app.history.rows.nth(1))
    app.press_on(app.find("navigation").get_by_role("button", name="Settings"))
    app.result.says("alarm", PLATE)
    app.miss("settings")
    assert sandbox.requests == asked
    app.result.acknowledge("reported")
    app.press("check")
    app.result.says("valid", "BTKV512")
    app.go_to("settings")


def test_an_alarm_is_read_and_acknowledged_by_keyboard_alone(open_app: Callable[..., App]) -> None:
    """Tab reaches the outcomes and Acknowledge; Space and Enter choose and confirm."""
    app = open_app(DESKTOP)
    open_alarm(app)
    app.tab_to("outcome-misread")
    app.page.keyboard.press("Space")
    expect(app.find("outcome-misread")).to_be_checked()
    app.tab_to("acknowledge")
    app.check.enter()
    app.hear("acknowledged", "Acknowledged: Misread")
