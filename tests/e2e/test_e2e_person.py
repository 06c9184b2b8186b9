"""What fits the app to the person: radio card, discretion, a left hand, larger text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.pages import DESKTOP, PHONE, SMALL, TABLET, App
from tests.e2e.pages_person import (
    VOICE,
    as_chosen,
    count_signals,
    keypad_of,
    says,
    signals,
)

from platecheck.ui.layout import BANNER, KEY_GAP, fit_keypad, key_places

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

VALID, ALARM = "CKRD081", "CAMB911"
AGING = re.compile(r"\d s\b")
SIZES = pytest.mark.parametrize("size", [SMALL, PHONE], ids=["360x640", "412x860"])


@SIZES
def test_a_plate_is_spelled_for_the_radio(size: tuple[int, int], open_app: Callable[..., App]) -> None:
    """From the answer a card opens with the plate in groups and ICAO's words, French interface or not."""
    app = as_chosen(open_app(size), language="fr")
    app.check.ask(VALID)
    app.hear("verdict", "^VALIDE")
    app.press("radio")
    says(app, "radio-words", "Charlie Kilo Romeo Delta", "zero eight one")
    app.see("radio-speak", "radio-close")
    app.fits("the card")
    app.shot("card")
    app.press("radio-close")
    app.miss("radio-words")
    app.hear("verdict", "^VALIDE")


def test_the_card_is_spoken_where_there_is_a_voice(open_app: Callable[..., App]) -> None:
    """By a press and by the keyboard, group by group; without a voice the button says that there is none."""
    app = open_app(DESKTOP)
    count_signals(app)
    app.check.ask(VALID)
    app.result.says("valid", VALID)
    app.press("radio")
    app.see("radio-words")
    app.press("radio-speak")
    expect(app.page.locator("#no-voice")).to_have_text("This device has no voice.")
    app.page.evaluate(VOICE)
    once = ["Charlie, Kilo, Romeo, Delta", "zero, eight, one"]
    app.press("radio-speak")
    app.gives(lambda: app.page.evaluate("window.said"), once, "spoken after a press")
    app.tab_to("radio-speak")
    app.page.keyboard.press("Enter")
    app.gives(lambda: app.page.evaluate("window.said"), once * 2, "spoken after a key")


def test_an_alarm_can_be_called_in_before_it_is_acknowledged(open_app: Callable[..., App]) -> None:
    """The card is there while the alarm waits for its outcome; closing it leaves the alarm waiting."""
    app = open_app(PHONE)
    app.check.ask(ALARM)
    app.see("acknowledging")
    app.press("radio")
    says(app, "radio-words", "Charlie Alfa Mike Bravo", "niner one one")
    app.page.keyboard.press("Escape")
    app.miss("radio-words")
    app.see("acknowledging")


@pytest.mark.parametrize(
    ("choices", "heard"),
    [({}, True), ({"sounds": "off"}, False), ({"discreet": "on"}, False)],
    ids=["loud", "silent", "discreet"],
)
def test_an_alarm_is_felt_and_only_heard_where_it_may_be(
    choices: dict[str, str], open_app: Callable[..., App], *, heard: bool
) -> None:
    """Without sounds and in discreet mode nothing plays; the handset still vibrates."""
    app = as_chosen(open_app(PHONE), **choices)
    count_signals(app)
    app.check.ask(ALARM)
    app.result.says("alarm", ALARM)
    # What is heard begins before what is felt.
    app.wait(lambda: signals(app), lambda now: now[1] == 1 and (now[0] > 0) == heard, "heard and felt")


def test_discreet_mode_leaves_no_text_on_the_screen(open_app: Callable[..., App]) -> None:
    """A sign says that it is on; the button that shows an alarm's text by itself is gone, holding is not."""
    app = open_app(DESKTOP)
    app.miss("discreet")
    app = as_chosen(app, discreet="on")
    app.hear("discreet", "Discreet: no sound")
    app.check.ask(ALARM)
    app.see("key-hold")
    app.miss("show-alarm")
    app.page.mouse.move(*app.result.grip())
    app.page.mouse.down()
    app.see("alarm-text")
    app.page.mouse.up()
    app.miss("alarm-text")
    app.shot("discreet")
    small = as_chosen(app)
    small.page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    small.hear("discreet", "Discreet: no sound")
    small.fits()


def test_a_left_hand_finds_its_keys(open_app: Callable[..., App]) -> None:
    """At 412 × 860 the digits' block and backspace change sides, the letters stay, and all of them type."""
    right = open_app(PHONE)
    before = keypad_of(right)
    left = as_chosen(right, hand="left")
    after = keypad_of(left)
    left.shot("left")
    assert {name for name in before if before[name] != after[name]} == {*"0123456789", "backspace"}
    assert before.keys() == after.keys()
    fit = fit_keypad(PHONE[0], PHONE[1] - BANNER)
    y = after["A"][1]
    for name, place in key_places(fit, left_handed=True).items():
        drawn = after[name]
        assert drawn[0] == pytest.approx(KEY_GAP + place.x, abs=1), name
        assert drawn[1] == pytest.approx(y + place.y, abs=1), name
        assert drawn[2:] == pytest.approx((place.width, place.height), abs=1), name
    left.check.tap("A1Z09")
    left.check.holds("A1Z09")
    left.press("key-backspace")
    left.check.holds("A1Z0")


@pytest.mark.parametrize(("hand", "turned"), [("right", False), ("left", True)])
def test_wider_windows_follow_the_hand_too(hand: str, open_app: Callable[..., App], *, turned: bool) -> None:
    """A tablet's keypad column and a sideways phone's edit keys and Check stand at the thumb's side."""
    app = as_chosen(open_app(TABLET), hand=hand)
    app.check.ask(VALID)
    app.result.says("valid", VALID)
    app.shot("tablet")
    assert (app.box("key-A")[0] < app.box("verdict")[0]) == turned
    app.result.next_plate()
    app.page.set_viewport_size({"width": 740, "height": 360})

    def row() -> list[str]:
        keys = keypad_of(app)
        return sorted((name for name in keys if keys[name][1] == keys["A"][1]), key=lambda name: keys[name])

    app.gives(row, list("ABCDEFGHIJKL"), "twelve keys in a row")
    app.shot("sideways")
    assert (app.box("check")[0] < app.box("key-backspace")[0]) == turned


def height(app: App, name: str) -> float:
    """Return how high this is, as of now."""
    box = app.find(name).first.bounding_box()
    return 0 if box is None else box["height"]


def look(app: App, screen: str) -> None:
    """Keep a picture, and wait until the screen fits."""
    app.shot(screen)
    app.fits(screen)


def close(app: App, sheet: str) -> None:
    """Look at a sheet and close it."""
    app.see(f"{sheet}-close")
    look(app, sheet)
    app.press(f"{sheet}-close")
    app.miss(f"{sheet}-close")


@SIZES
def test_twice_as_large_an_answer_loses_nothing(size: tuple[int, int], open_app: Callable[..., App]) -> None:
    """In French at 200 % the answer says every word it says at 100 %, larger; the keypad stays as it is."""
    plain = as_chosen(open_app(size), language="fr")
    keys = keypad_of(plain)
    plain.check.ask(VALID)
    plain.hear("verdict", "^VALIDE")
    usual = plain.box("band-alarm")[3]
    words = plain.settled(lambda: {text for text in plain.texts() if not AGING.search(text)}, "the answer")
    app = as_chosen(plain, text_size="largest")
    look(app, "check")
    app.gives(lambda: keypad_of(app), keys, "the keypad")
    app.check.ask(VALID)
    app.hear("verdict", "^VALIDE")
    look(app, "valid")
    app.wait(lambda: height(app, "band-alarm"), lambda now: now > 1.5 * usual, f"over 1.5 × {usual}")
    app.gives(lambda: words - set(app.texts()), set(), "lost words")
    app.press("radio")
    close(app, "radio")
    app.press("raw")
    close(app, "raw")


def test_the_systems_larger_text_counts_once(open_app: Callable[..., App]) -> None:
    """With the browser's text at 200 % bands grow as if chosen here, and keys and their room stay."""
    app = open_app(PHONE)
    keys = keypad_of(app)
    app.check.ask(VALID)
    app.result.says("valid", VALID)
    usual = app.box("band-alarm")[3]
    app.page.evaluate("document.documentElement.style.fontSize = '32px'")
    app.wait(lambda: height(app, "band-alarm"), lambda now: now > 1.5 * usual, f"over 1.5 × {usual}")
    app.shot("system")
    app.fits()
    app.result.next_plate()
    app.gives(lambda: keypad_of(app), keys, "the keypad")
