"""The camera in a browser: look, take, tap, verdict; and the way of a photo where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.in_page import LISTEN
from tests.e2e.pages import DESKTOP, PHONE, SMALL, TABLET
from tests.e2e.pages_camera import CameraPage, car, fake_camera
from tests.e2e.pages_person import as_chosen, english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.driving import Server
    from tests.e2e.pages import App
    from tests.e2e.tabs import Chromium

pytestmark = pytest.mark.browser

VALID = "GHWT251"
SIDEWAYS = (740, 360)
ALLOWED, DENIED = "--use-fake-ui-for-media-stream", "--use-fake-ui-for-media-stream=deny"


@pytest.fixture(scope="module", params=[ALLOWED])
def chromium(
    chromium: Chromium, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chromium]:
    """Run a browser of their own for these tests: a camera is a matter of how it is started."""
    flags = fake_camera(tmp_path_factory.mktemp("camera") / "street.mjpeg", [VALID])
    browser = chromium.another(*flags, request.param)
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


def test_edit_takes_the_best_reading_to_the_field(open_app: Callable[..., App]) -> None:
    """Corrected there, what is checked is what was typed."""
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


def test_a_sure_reading_is_checked_at_once_where_that_was_chosen(open_app: Callable[..., App]) -> None:
    """Without a tap, from the shutter to the verdict."""
    app = as_chosen(open_app(PHONE), auto_check="on")
    camera = CameraPage(app)
    camera.open()
    camera.ready()
    app.press("shutter")
    app.hear("verdict", " ".join(VALID))


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


@pytest.mark.parametrize("chromium", [DENIED], indirect=True)
@pytest.mark.parametrize("size", [SMALL, PHONE, DESKTOP], ids=str)
def test_refused_a_photo_is_chosen(size: tuple[int, int], open_app: Callable[..., App]) -> None:
    """That the camera is not allowed is said; a photo is read in its place, and what is no photo is said."""
    app = open_app(size)
    CameraPage(app).open()
    app.see("lens-refused", "camera-again")
    app.fits("without a camera")
    app.shot("refused")
    app.miss("shutter")
    choose(app, b"no photo")
    app.see("step-bad")
    app.shot("bad")
    choose(app, car(VALID))
    app.see("step-read")
    app.shot("photo")
    CameraPage(app).offers(VALID)
    app.press("candidate-1")
    app.hear("verdict", " ".join(VALID))


def choose(app: App, data: bytes) -> None:
    """Choose a photo in the browser's own dialogue."""
    with app.page.expect_file_chooser() as chosen:
        app.find("photo").click()  # the browser's own act: the app hears of it once a file was chosen
    chosen.value.set_files({"name": "car.jpg", "mimeType": "image/jpeg", "buffer": data})
