"""A walk in a browser: three cars pass before the camera, one of them with an alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, SMALL
from tests.e2e.pages_camera import CameraPage, WalkPage, fake_camera
from tests.e2e.pages_person import as_chosen, english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.pages import App
    from tests.e2e.tabs import Chromium

pytestmark = pytest.mark.browser

VALID, NO_PERMIT, ALARM = "GHWT251", "CDMX77", "CAMB911"
SIDEWAYS = (740, 360)


@pytest.fixture(scope="module")
def chromium(chromium: Chromium, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Run a browser of their own for these tests: a camera is a matter of how it is started."""
    film = tmp_path_factory.mktemp("camera") / "street.mjpeg"
    browser = chromium.another(*fake_camera(film, [VALID, NO_PERMIT, ALARM]))
    yield browser
    browser.close()


def test_three_cars_one_after_the_other(open_app: Callable[..., App]) -> None:
    """Read, check, next; an alarm takes the screen and leads back; a car passed again is counted."""
    app = open_app(PHONE)
    walk = WalkPage(app)
    walk.set_out()
    CameraPage(app).moves()
    before = app.box("walk-read")
    for plate in (VALID, NO_PERMIT):
        walk.read(plate)
        app.fits("the readings")
        walk.check()
        app.hear("walk-verdict", " ".join(plate))
    walk.read(ALARM)
    app.press("candidate-1")
    app.see("acknowledging")
    app.miss("walk-screen")
    app.result.acknowledge("reported")
    app.press("next")
    app.see("walk-screen")
    walk.read(VALID)
    walk.check()
    app.hear("walk-verdict", "seen 2×")
    app.hear("walk-totals", "^ALARM 1, VALID 1, NO PERMIT 1$")
    assert app.starting("stop-").count() == 3
    assert app.box("walk-read") == before
    app.fits("the walk")
    app.shot("walk")
    app.press("walk-end")
    app.hear("walk-summary", "3 plates, 4 readings")
    app.fits("the summary")
    app.press("walk-done")
    app.check.ready()


@pytest.mark.parametrize("size", [SMALL, DESKTOP, SIDEWAYS], ids=str)
def test_it_fits_in_french_by_night(size: tuple[int, int], open_app: Callable[..., App]) -> None:
    """Nothing reaches over an edge, and nothing is English."""
    app = as_chosen(open_app(size), theme="night", language="fr")
    walk = WalkPage(app)
    walk.set_out()
    walk.read(VALID)
    app.fits("the readings")
    app.gives(lambda: english(app.texts()), [], "English on the walk")
    walk.check()
    app.hear("walk-verdict", " ".join(VALID))
    app.fits("the walk")
    app.gives(lambda: english(app.texts()), [], "English on the walk")
    app.shot("walk")


def test_by_keys_alone(open_app: Callable[..., App]) -> None:
    """Space reads, and Space again checks what was read for sure."""
    app = open_app(DESKTOP)
    WalkPage(app).set_out()
    rows, keys = app.starting("stop-"), app.page.keyboard
    app.until(lambda: rows.count() or keys.press(" "), "a car was read and checked")
