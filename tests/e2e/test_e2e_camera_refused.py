"""A camera that is refused: a photo is read in its place, in the same screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, SMALL
from tests.e2e.pages_camera import CameraPage, car

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.pages import App

pytestmark = pytest.mark.browser

VALID = "GHWT251"


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
