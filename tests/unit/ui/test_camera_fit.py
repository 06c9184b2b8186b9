"""The camera's layout: every size a device has, and the guide box cut out of the picture as it was seen."""

from __future__ import annotations

import pytest
from tests.drawn import packed, photo_of

from platecheck.ui import theme
from platecheck.ui.camera_fit import (
    CONTROLS,
    SHUTTER,
    TOP,
    CameraFit,
    cover,
    fit_camera,
    readings_height,
)
from platecheck.ui.camera_port import guide_in
from platecheck.ui.layout import RAIL, arrange, is_handset
from platecheck.ui.parts.shot import differing

WINDOWS = [(360, 640), (412, 732), (412, 860), (600, 1024), (820, 1180), (1280, 800), (1280, 400), (740, 360)]


def fit_of(width: float, height: float, banner: float = 0) -> CameraFit:
    """Return the fit of a window."""
    arrangement = arrange(width, height)
    return fit_camera(width - (0 if is_handset(arrangement) else RAIL), height - banner, arrangement)


@pytest.mark.parametrize("banner", [0, 24])
@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_everything_stands_in_the_window(window: tuple[int, int], banner: int) -> None:
    """No scrolling, no target under 48 dp, the shutter always 96, and a preview one can aim with."""
    fit = fit_of(*window, banner)
    width, height = window[0], window[1] - banner
    read = readings_height(fit.crop, fit.chip, note=fit.note)
    assert SHUTTER == 96
    assert fit.chip >= theme.TARGET
    if fit.beside:
        below = 0 if fit.column else CONTROLS
        assert TOP + read + below <= height
        side = CONTROLS + theme.GAP if fit.column else 0
        assert fit.width + fit.panel + side + 3 * theme.GAP <= width
    else:
        assert TOP + fit.height + theme.GAP + read + CONTROLS <= height
        assert fit.panel <= width - 2 * theme.MARGIN
    assert fit.width >= 220
    assert fit.height >= 160


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_the_box_is_a_plates_and_in_the_middle(window: tuple[int, int]) -> None:
    """Three times as wide as high, inside the preview, its middle the preview's across."""
    fit = fit_of(*window)
    box = fit.guide
    assert box.width == pytest.approx(3 * box.height)
    assert box.height >= 60
    assert box.left + box.width / 2 == pytest.approx(fit.width / 2)
    assert box.left >= 0
    assert 0 <= box.top <= box.top + box.height <= fit.height


@pytest.mark.parametrize("picture", [(1280, 720), (720, 1280), (640, 480)], ids=str)
@pytest.mark.parametrize("window", [(412, 860), (1280, 800)], ids=str)
def test_the_guide_is_what_was_seen_in_the_box(window: tuple[int, int], picture: tuple[int, int]) -> None:
    """A preview that covers its pane cuts the picture on two sides; the box keeps its shape in pixels."""
    fit = fit_of(*window)
    guide = guide_in(packed(photo_of("AB1", size=picture)), fit)
    assert guide is not None
    width, height = guide.width * picture[0], guide.height * picture[1]
    assert width / height == pytest.approx(3)
    scale = max(fit.width / picture[0], fit.height / picture[1])
    assert width * scale == pytest.approx(fit.guide.width)
    middle = (guide.left + guide.width / 2, guide.top + guide.height / 2)
    assert middle[0] == pytest.approx(0.5)
    off = fit.guide.top + fit.guide.height / 2 - fit.height / 2
    assert middle[1] == pytest.approx(0.5 + off / scale / picture[1])


def test_a_picture_that_lies_on_its_side_is_seen_upright() -> None:
    """A handset's camera stores its picture so, and says it in EXIF."""
    image = photo_of("AB1", size=(1280, 720))
    exif = image.getexif()
    exif[274] = 6
    fit = fit_of(412, 860)
    upright = guide_in(packed(photo_of("AB1", size=(720, 1280))), fit)
    assert guide_in(packed(image, exif=exif), fit) == upright


def test_what_is_no_picture_has_no_guide() -> None:
    """The reader says what is wrong with it."""
    assert guide_in(b"no picture", fit_of(412, 860)) is None


def test_a_preview_covers_its_pane() -> None:
    """Its shape is kept, nothing of the pane is left over, and its middle is the pane's."""
    for aspect in (0.5625, 1.0, 1.7778):
        place = cover(400, 300, aspect)
        assert place.width / place.height == pytest.approx(aspect)
        assert place.width >= 400 - 1e-6
        assert place.height >= 300 - 1e-6
        assert place.left + place.width / 2 == pytest.approx(200)
        assert place.top + place.height / 2 == pytest.approx(150)


@pytest.mark.parametrize(
    ("plates", "marks"),
    [
        (["CKRD081"], [()]),
        (["CKRD081", "CKRDO81", "CKRDQ81"], [(4,), (4,), (4,)]),
        (["AB12", "AB1"], [(3,), ()]),
        (["TKV512", "BTK512"], [(2,), (0,)]),
        ([], []),
    ],
)
def test_characters_that_differ_are_marked(plates: list[str], marks: list[tuple[int, ...]]) -> None:
    """In every one of the candidates; a dropped character marks what has it."""
    assert differing(plates) == marks
