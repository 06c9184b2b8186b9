"""What a screen keeps: its keypad in sight, a language, a theme, an answer, and what is a session's own."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect
from tests.e2e.pages import PHONE, SMALL, App
from tests.e2e.pages_person import english

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox

pytestmark = pytest.mark.browser

ALL_KEYS = {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "hash", "clear", "backspace"}
WHITE, BLACK = (255, 255, 255), (0, 0, 0)


@pytest.mark.parametrize(("size", "least"), [(SMALL, 48), (PHONE, 64)], ids=["360x640", "412x860"])
def test_the_whole_keypad_is_in_sight_without_scrolling(
    size: tuple[int, int], least: int, open_app: Callable[..., App]
) -> None:
    """Every key, the lot and Check lie inside the window, apart from each other and large enough."""
    app = open_app(size)
    app.fits()
    boxes = app.settled(lambda: {name: box for name, *box in app.pressables()}, "the keypad")
    app.shot("check")
    keys = {name: box for name, box in boxes.items() if name.startswith("key-")}
    assert {name.removeprefix("key-") for name in keys} == ALL_KEYS
    assert {"check", "lot", "theme"} <= set(boxes)
    assert min(height for *_, height in keys.values()) >= least
    assert min(width for _, _, width, _ in keys.values()) >= min(least, 54)
    apart = list(boxes.items())
    for number, (name, (x, y, width, height)) in enumerate(apart):
        for other, (left, top, *_) in apart[number + 1 :]:
            covered = x <= left + 1 < x + width and y <= top + 1 < y + height
            assert not covered, f"{other} lies on {name}"


def test_switching_the_language_changes_every_text(open_app: Callable[..., App]) -> None:
    """At once nothing English is left where one stands, the browser is told, and the next visit keeps it."""
    app = open_app(PHONE)
    app.page.wait_for_function("document.documentElement.lang.startsWith('en')")
    app.go_to("settings")
    app.wait(lambda: english(app.texts()), lambda lines: len(lines) > 3, "English texts")
    app.settings.choose("language", "fr")
    app.hear("training", "^FORMATION")
    app.page.wait_for_function("document.documentElement.lang.startsWith('fr')")
    app.gives(lambda: english(app.texts()), [], "English")
    app.another_visit().hear("training", "^FORMATION")


def corner(app: App) -> tuple[int, ...]:
    """Return the colour of the surface, beside the top row."""
    picture = Image.open(BytesIO(app.page.screenshot())).convert("RGB")
    return tuple(picture.getpixel((3, 60)))


def test_the_theme_follows_the_system_until_it_is_chosen(open_app: Callable[..., App]) -> None:
    """Night comes with the system's; one tap goes back to day, and the next visit keeps it."""
    app = open_app(PHONE)
    app.gives(lambda: corner(app), WHITE, "day")
    app.page.emulate_media(color_scheme="dark")
    app.gives(lambda: corner(app), BLACK, "night, by the system")
    app.hear("theme", "Night")
    app.shot("night")
    app.press("theme")
    app.gives(lambda: corner(app), WHITE, "day, by a tap")
    app.page.emulate_media(color_scheme="light")
    app.press("theme")
    app.gives(lambda: corner(app), BLACK, "night, by a tap")
    again = app.another_visit()
    again.hear("theme", "Night")
    again.gives(lambda: corner(again), BLACK, "night, as chosen")


def test_a_reload_keeps_the_answer(open_app: Callable[..., App]) -> None:
    """The browser's reload comes back to the answer, and the field types on."""
    app = open_app(PHONE)
    app.check.ask("HXRT640")
    app.result.says("expired", "HXRT640")
    app.page.reload()
    app.result.says("expired", "HXRT640")
    app.result.next_plate()
    app.check.ask("CKRD081")
    app.result.says("valid", "CKRD081")


def test_two_sessions_share_nothing_but_the_log(open_app: Callable[..., App]) -> None:
    """Each tab has its own lot, typing and answer; the checks of both are in the one log."""
    mine, theirs = open_app(PHONE), open_app(PHONE)
    mine.check.choose_lot("North Lot")
    mine.check.type("AB12")
    mine.check.holds("AB12")
    theirs.check.ask("BTKV512")
    theirs.result.says("valid", "BTKV512")
    mine.check.holds("AB12")
    mine.miss("result")
    theirs.result.next_plate()
    theirs.check.holds("")
    theirs.hear("lot", "Main Street Parking")
    mine.hear("lot", "North Lot")
    mine.check.ask("CDMX77")
    mine.result.says("no_permit", "AB12CDMX77")
    theirs.go_to("settings")
    theirs.page.reload()
    theirs.go_to("history")
    expect(theirs.history.rows.filter(has_text="B T K V 5 1 2").first).to_be_visible()


def test_the_log_opens_an_answer_again(open_app: Callable[..., App], sandbox: Sandbox) -> None:
    """A row of the history and a recent plate each show the answer as of now, without asking."""
    app = open_app(PHONE)
    app.check.ask("BTKV512")
    app.result.says("valid", "BTKV512")
    app.result.next_plate()
    asked = sandbox.requests
    app.press("recent-BTKV512")
    app.result.says("valid", "BTKV512")
    app.result.next_plate()
    app.go_to("history")
    app.history.open_newest("BTKV512")
    app.press("story-open")
    app.result.says("valid", "BTKV512")
    assert sandbox.requests == asked
