"""Shortcuts and what assistive tools hear: named, once, and an alarm that waits says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.in_page import LISTEN
from tests.e2e.pages import DESKTOP, PHONE, App
from tests.e2e.pages_person import as_chosen, said_by, says

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox

pytestmark = pytest.mark.browser

VALID, ALARM = "CKRD081", "CAMB911"
FIRST = "Acknowledge the alarm first."


def test_a_question_mark_lists_the_keys(open_app: Callable[..., App]) -> None:
    """In the middle of a plate too: the sign is no part of it. Escape closes the sheet; typing goes on."""
    app = open_app(DESKTOP)
    app.check.type("CK?")
    listed = app.settled(lambda: said_by(app, "keys-row"), "the list of keys")
    app.shot("help")
    assert {"Enter: Check the plate", "Alt + H: History", "?: Keyboard shortcuts"} <= set(listed)
    assert len(listed) == len(set(listed))
    app.page.keyboard.press("Escape")
    app.miss("keys-row")
    app.check.holds("CK")
    app.check.ready()
    app.check.type("RD081")
    app.check.holds(VALID)
    app.press("keys-help")
    says(app, "keys-row", *listed)


def test_shortcuts_lead_everywhere(open_app: Callable[..., App], sandbox: Sandbox) -> None:
    """Places, the lot, the same plate again, radio card, raw answer and the next plate, by keys alone."""
    app = open_app(DESKTOP)
    keys = app.page.keyboard
    keys.press("Alt+s")
    app.see("settings")
    keys.press("Alt+c")
    app.check.ready()
    app.check.ask(VALID)
    app.result.says("valid", VALID)
    asked = sandbox.requests
    keys.press("Alt+r")
    app.until(lambda: sandbox.requests == asked + 1, "asked again")
    app.result.says("valid", VALID)
    for letter, sheet in (("a", "radio-words"), ("j", "raw-close"), ("p", "lot-sheet")):
        keys.press(f"Alt+{letter}")
        app.see(sheet)
        keys.press("Escape")
        app.miss(sheet)
    keys.press("Alt+n")
    app.miss("result")
    app.check.holds("")
    keys.press("Alt+h")
    expect(app.history.rows.first).to_be_visible()
    expect(app.page).to_have_url(re.compile("/history$"))
    keys.press("Escape")
    app.check.ready()


def test_slash_goes_to_the_plate(open_app: Callable[..., App]) -> None:
    """From a button the field is one key away."""
    app = open_app(DESKTOP)
    app.tab_to("theme")
    app.page.keyboard.press("/")
    app.check.ready()
    app.check.type("AB1")
    app.check.holds("AB1")


def test_an_alarm_that_waits_says_so(open_app: Callable[..., App]) -> None:
    """The rail stays on its place, and shortcuts, plain keys and Escape all say what comes first."""
    app = open_app(DESKTOP)
    app.check.ask(ALARM)
    app.see("acknowledging")
    places = app.find("navigation").get_by_role("button")
    app.press_on(places.filter(has_text="Settings"))
    app.check.problem(FIRST)
    app.hear("ack-first", re.escape(FIRST))
    expect(places.filter(has_text="Check")).to_have_attribute("aria-current", "true")
    expect(places.filter(has_text="Settings")).to_have_attribute("aria-current", "false")
    app.shot("waiting")
    app.result.acknowledge("seen")
    app.miss("plate-problem", "ack-first")
    app.check.ready()
    app.check.ask(ALARM)
    app.see("acknowledging")
    for key in ("Alt+h", "Escape", "Alt+n"):
        app.page.keyboard.press(key)
        app.hear("ack-first", re.escape(FIRST))
    app.result.acknowledge("seen")
    app.go_to("settings")


@pytest.mark.parametrize("how", ["back", "K"])
def test_a_handset_says_what_comes_first(how: str, open_app: Callable[..., App]) -> None:
    """Over the covered field too: Back and a key of a keyboard are answered, not ignored."""
    app = open_app(PHONE)
    app.check.ask(ALARM)
    app.see("acknowledging")
    app.miss("ack-first")
    if how == "back":
        app.press_on(app.page.get_by_role("button", name="Back"))
    else:
        app.page.keyboard.press(how)
    app.hear("ack-first", re.escape(FIRST))
    app.see("acknowledging")


def test_a_headline_is_read_once(open_app: Callable[..., App]) -> None:
    """Word, plate and line are one label; below it only the age is read."""
    app = open_app(PHONE)
    app.check.ask(VALID)
    app.result.says("valid", VALID)
    once = ("valid", "c k r d 0 8 1", "live")

    def counts() -> list[int]:
        read = app.find("verdict").aria_snapshot().lower()
        return [read.count(text) for text in once]

    app.gives(counts, [1, 1, 1], f"how often {once} are read")
    expect(app.page.get_by_role("button", name="Back")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("VALID, C K R D 0 8 1,", "Letters A–Z and digits only.")),
        ("fr", ("VALIDE, C K R D 0 8 1,", "Lettres A–Z et chiffres seulement.")),
    ],
)
def test_what_comes_by_itself_is_read_out(
    language: str, said: tuple[str, str], open_app: Callable[..., App]
) -> None:
    """A verdict and what is wrong with a plate are announced, in the person's language."""
    app = as_chosen(open_app(DESKTOP), language=language)
    app.page.evaluate(LISTEN)

    def announced(start: str) -> None:
        app.wait(
            lambda: app.page.evaluate("window.announced"),
            lambda lines: any(line.startswith(start) for line in lines),
            f"{start!r} is read out, not only",
        )

    app.check.ask(VALID)
    announced(said[0])
    app.check.ready()  # the browser's own keyboard has no Shift: only the field reports its `!`
    app.check.ask("AB!C")
    announced(said[1])
