"""The walk's layout: every size a device has, with a box to aim with and rows to see."""

from __future__ import annotations

import pytest

from platecheck.ui.layout import RAIL, arrange, is_handset
from platecheck.ui.walk_fit import FOOT, HEAD, ROW, TITLE, TOTALS, fit_walk

WINDOWS = [(360, 640), (412, 732), (412, 860), (600, 1024), (820, 1180), (1280, 800), (1280, 400), (740, 360)]


@pytest.mark.parametrize("banner", [0, 24])
@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_everything_stands_in_the_window(window: tuple[int, int], banner: int) -> None:
    """Preview, head, totals, two rows and more, and the buttons; the box lies clear of the words above it."""
    arrangement = arrange(*window)
    width, height = window[0] - (0 if is_handset(arrangement) else RAIL), window[1] - banner
    fit = fit_walk(width, height, arrangement)
    camera, box = fit.camera, fit.camera.guide
    if fit.beside:
        assert camera.height + HEAD <= height
        assert camera.width + fit.list_width <= width
        rows = height - TOTALS - FOOT
    else:
        assert camera.width == fit.list_width == width
        rows = height - camera.height - HEAD - TOTALS - FOOT
    assert rows >= 2 * ROW
    assert fit.list_width >= 360
    assert camera.height >= 136
    assert box.width == pytest.approx(3 * box.height)
    assert box.top >= TITLE
    assert box.top + box.height <= camera.height
    assert box.height >= 80


def test_the_preview_is_the_mockups() -> None:
    """On the phone that it shows."""
    fit = fit_walk(412, 860, arrange(412, 860))
    assert fit.camera.height == 176
