"""How the walk fits a window: preview, head, totals, rows and the buttons below.

Pure arithmetic, apart from the screen so that every size is testable. Sizes in dp.
"""

from __future__ import annotations

from dataclasses import dataclass

from platecheck.ui import theme
from platecheck.ui.camera_fit import CameraFit
from platecheck.ui.layout import Arrangement

TITLE, HEAD, TOTALS, ROW = 40, 112, 56, 64
FOOT = theme.PRIMARY + 2 * theme.GAP
_PREVIEW, _LOW_PREVIEW, _MOST_PREVIEW = 176, 136, 340
_LOW, _SHARE = 700, 0.28
"""Window height under which the preview gives way to rows, and its share of a tablet's."""
_LIST, _LEAST_LIST, _LIST_SHARE = 480, 360, 0.42


@dataclass(frozen=True, slots=True)
class WalkFit:
    """Sizes of the parts in one window."""

    camera: CameraFit
    """The preview, and whether the list stands beside it."""
    width: float
    """The screen's."""
    list_width: float
    """Width of totals, rows and buttons."""

    @property
    def beside(self) -> bool:
        """Whether preview and head stand at one side, the list at the other."""
        return self.camera.beside

    @property
    def rounding(self) -> float:
        """Radius of the head's corners: what reaches from edge to edge has none."""
        return theme.RADIUS_BAND if self.beside else 0


def fit_walk(width: float, height: float, arrangement: Arrangement) -> WalkFit:
    """Return the fit for a screen of `width` × `height` dp, rail and banner already taken off."""
    if arrangement in {Arrangement.PHONE, Arrangement.TABLET}:
        preview: float = _LOW_PREVIEW if height < _LOW else _PREVIEW
        if arrangement is Arrangement.TABLET:
            preview = max(preview, min(_MOST_PREVIEW, height * _SHARE))
        return WalkFit(_camera(width, preview, beside=False), width, width)
    listed = min(_LIST, max(_LEAST_LIST, width * _LIST_SHARE))
    preview = height - HEAD - 3 * theme.GAP
    return WalkFit(_camera(width - listed - 2 * theme.GAP, preview, beside=True), width, listed)


def _camera(width: float, height: float, *, beside: bool) -> CameraFit:
    return CameraFit(width, height, width, 0, 0, note=False, beside=beside, over=TITLE)
