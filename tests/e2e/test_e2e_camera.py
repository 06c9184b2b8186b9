"""The camera in a browser: look, take, tap, verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.in_page import LISTEN
from tests.e2e.pages import DESKTOP, PHONE, SMALL, TABLET
from tests.e2e.pages_camera import CameraPage, fake_camera
from tests.e2e.pages_person import as_chosen, english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.driving import Server
    from tests.e2e.pages import App
    from tests.e2e.tabs import Chromium

pytestmark = pytest.mark.browser

VALID = "GHWT251"
SIDEWAYS = (740, 360)


@pytest.fixture(scope="module")
def chromium(chromium: Chromium, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Run a browser of their own for these tests: a camera is a matter of how it is started."""
    flags = fake_camera(tmp_path_factory.mktemp("camera") / "street.mjpeg", [VALID])
    browser = chromium.another(*flags)
    yield browser
    browser.close()


@pytest.mark.parametrize("size", [SMALL, PHONE, TABLET, DESKTOP, SIDEWAYS], ids=str)
@pytest.mark.parametrize(("theme", "language"), [("day", "en"), ("night", "fr")])
def test_a_plate_is_read_and_checked_by_a_tap(
    size: tuple[int, int], theme: str, language: str, open_app: Callable[..., App]
) -> None:
    """Preview, shutter, candidates without anything moving, a tap, and the verdict on the check's screen."""
    app = as_chosen(open_app(size), theme=theme, language=language)
    camera = CameraPage(app)
    camera.open()
    camera.ready()
    app.fits("the camera")
    app.shot("looking")
    places = app.box("shutter"), app.box("guide"), app.box("edit")
    camera.shoot()
    camera.offers(VALID)
    app.see("crop", "connection")
    app.fits("the readings")
    app.shot("read")
    assert (app.box("shutter"), app.box("guide"), app.box("edit")) == places
    if language != "en":
        app.gives(lambda: english(app.texts()), [], "English at the camera")
    app.press("candidate-1")
    app.hear("verdict", " ".join(VALID))
    app.miss("camera-screen")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=str)
def test_one_picture_after_the_other_leaves_everything_in_its_place(
    size: tuple[int, int], open_app: Callable[..., App]
) -> None:
    """Nothing piles up on the screen, however often the shutter is pressed."""
    app = open_app(size)
    camera = CameraPage(app)
    camera.open()
    camera.ready()
    camera.shoot()
    names = ("shutter", "edit", "crop", "candidate-1", "candidate-3")
    places = [app.box(name) for name in names]
    for _ in range(6):
        camera.shoot()
    app.gives(lambda: [app.box(name) for name in names], places, "places")
    app.fits()


def test_by_keys_alone(open_app: Callable[..., App], demo: Server) -> None:
    """Alt+K, Space, Enter takes another, Escape leaves, nothing was checked. What is read is said."""
    app = open_app(DESKTOP)
    camera, keys = CameraPage(app), app.page.keyboard
    before = len(demo.history(VALID))
    app.page.evaluate(LISTEN)
    keys.press("Alt+k")
    camera.ready()
    keys.press(" ")
    camera.offers(VALID)
    app.wait(
        lambda: app.page.evaluate("window.announced"),
        lambda lines: any(line.startswith(f"Read: {' '.join(VALID)}") for line in lines),
        "it is read out",
    )
    keys.press("Enter")
    app.see("step-read")
    keys.press("Escape")
    app.check.ready()
    app.check.holds("")
    assert len(demo.history(VALID)) == before


def test_edit_takes_the_best_reading_to_the_field(open_app: Callable[..., App], demo: Server) -> None:
    """Corrected there, what is checked is what was typed, and the log knows what was read."""
    app = open_app(PHONE)
    camera = CameraPage(app)
    camera.open()
    camera.ready()
    camera.shoot()
    camera.offers(VALID)
    app.press("edit")
    app.check.holds(VALID)
    app.press("key-backspace")
    app.press("key-3")
    app.press("check")
    app.hear("verdict", " ".join(VALID[:-1] + "3"))
    entry = demo.history(VALID[:-1] + "3")[0]
    assert entry["read_as"] == VALID


def test_a_left_hand_finds_edit_at_its_side(open_app: Callable[..., App]) -> None:
    """Camera and Check, and at the camera the buttons beside the shutter, change sides."""
    app = as_chosen(open_app(PHONE), hand="left")
    assert app.box("camera")[0] > app.box("check")[0]
    camera = CameraPage(app)
    camera.open()
    camera.ready()
    assert app.box("edit")[0] < app.box("shutter")[0]


def test_a_reload_finds_the_camera_again(open_app: Callable[..., App]) -> None:
    """A page that was reloaded on the camera's screen looks again, and reads."""
    app = open_app(PHONE)
    camera = CameraPage(app)
    camera.open()
    camera.ready()
    app.page.reload()
    app.see("camera-screen")
    camera.ready()
    camera.shoot()
    camera.offers(VALID)


def test_the_preview_goes_on_whatever_changes_round_it(open_app: Callable[..., App]) -> None:
    """Another theme and windows of other sizes leave a live picture, and a shutter that reads it."""
    app = open_app(PHONE)
    camera = CameraPage(app)
    camera.open()
    camera.ready()
    camera.moves()
    app.page.keyboard.press("Alt+t")
    camera.moves()
    for width, height in (TABLET, DESKTOP):
        app.page.set_viewport_size({"width": width, "height": height})
        app.fits(f"{width} by {height}")
        camera.ready()
        camera.moves()
    # It is opened anew with the last window: a press before that takes no picture.
    read = app.find("step-read")
    app.until(lambda: read.count() or app.press("shutter"), "it is read")
    camera.moves()
    camera.offers(VALID)
