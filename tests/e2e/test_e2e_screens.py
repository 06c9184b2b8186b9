"""What holds on every screen: it fits, it can be pressed, it speaks the person's language, it is TRAINING."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect
from tests.e2e.pages import DESKTOP, PHONE, SMALL, App

from platecheck.ui.texts import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator
    from tests.e2e.driving import Sandbox

pytestmark = pytest.mark.browser

ALL_KEYS = {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "hash", "clear", "backspace"}
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
FRENCH = {"check": "Vérifier", "history": "Historique", "lots": "Terrains", "settings": "Réglages"}
SAME_IN_BOTH = "language."
"""The other language is offered in its own words."""


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


@pytest.mark.parametrize("size", [SMALL, PHONE, DESKTOP], ids=["360x640", "412x860", "1280x800"])
def test_everything_is_training_and_large_enough_to_press(
    size: tuple[int, int], open_app: Callable[..., App]
) -> None:
    """On every screen the TRAINING banner stands on top, and nothing to press is under 48 dp."""
    app = open_app(size)

    def look(screen: str) -> None:
        app.hear("training", "^TRAINING · not real data$")
        app.until(lambda: on_top(app.find("training"), size[0]), f"{screen}: the banner is on top")
        app.fits(screen)
        app.shot(screen)

    look("check")
    for verdict, plate in (("valid", "CKRD081"), ("no_permit", "CKRDO81"), ("alarm", "CAMB911")):
        app.check.ask(plate)
        app.result.says(verdict, plate)
        if verdict == "alarm":
            app.result.scroll_to_hold()
        look(verdict)
        if verdict == "alarm":
            app.result.acknowledge("seen")
            look("acknowledged")
        if size != DESKTOP:
            app.result.next_plate()
    look("recents")
    app.go_to("history")
    look("history")
    app.go_to("lots")
    app.see("lot-row-TU Residence")
    look("lots")
    app.go_to("settings")
    look("settings")
    app.page.reload()
    app.see("settings")
    look("reloaded")


def on_top(banner: Locator, width: int) -> bool:
    """Tell whether the banner lies on top, as wide as the window; while a screen is built it lies nowhere."""
    box = banner.bounding_box()
    return box is not None and (round(box["y"]), round(box["width"])) == (0, width)


def english(lines: list[str]) -> list[str]:
    """Return the lines that are English texts of the catalogue, whole or between their separators."""
    patterns = []
    for key, (text, french) in CATALOGUE.items():
        if text != french and not key.startswith(SAME_IN_BOTH):
            parts = re.split(r"\{\w+\}", text)
            if any(re.search(r"[A-Za-z]{2}", part) for part in parts):
                patterns.append(".+".join(map(re.escape, parts)))
    spoken = re.compile("|".join(patterns))
    return [line for line in lines for part in (line, *line.split(" · ")) if spoken.fullmatch(part)]


def test_switching_the_language_changes_every_text(open_app: Callable[..., App]) -> None:
    """In French nothing English is left on any screen, to eyes or ears, and the browser is told; it lasts."""
    app = open_app(PHONE)
    app.page.wait_for_function("document.documentElement.lang.startsWith('en')")
    app.wait(lambda: english(app.texts()), lambda lines: len(lines) > 3, "English texts")
    app.go_to("settings")
    app.settings.choose("language", "fr")
    app.hear("training", "^FORMATION")
    app.page.wait_for_function("document.documentElement.lang.startsWith('fr')")

    def look(screen: str) -> None:
        app.gives(lambda: english(app.texts()), [], f"English on {screen}")
        app.shot(screen)

    look("settings")
    app.go_to("check", FRENCH)
    look("check")
    app.press("lot")
    app.see("lot-sheet")
    look("lot-sheet")
    app.press("lot-Main Street Parking")
    app.check.ready()
    for word, plate in (("EXPIRÉ", "HXRT640"), ("SANS PERMIS", "CKRDO81"), ("ALARME", "CAMB911")):
        app.check.ask(plate)
        app.hear("verdict", f"^{word}, {' '.join(plate)}")
        look(plate)
        if word == "ALARME":
            app.result.acknowledge("stood_down")
            look("acknowledged")
        app.result.next_plate()
    app.check.enter()
    app.check.problem("Saisir d’abord la plaque.")
    look("problem")
    app.go_to("history", FRENCH)
    expect(app.history.rows.first).to_contain_text("ALARME")
    look("history")
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
