"""How the camera screen fits a window: preview, guide box, readings and shutter.

Pure arithmetic, apart from the screen so that every size is testable. Sizes in dp.
"""

from __future__ import annotations

from dataclasses import dataclass

from platecheck.ui import theme
from platecheck.ui.layout import Arrangement

SHUTTER, ROUND = 96, 72
"""The shutter, and the buttons beside it, which have a word below."""
MOST_CHIPS = 3
TOP = theme.TARGET + theme.GAP
CONTROLS = SHUTTER + 2 * theme.GAP
NOTE = 20
_LEAST_PREVIEW = 168
_STEPS = ((88, 72, True), (88, 72, False), (72, 72, False), (64, 64, False), (56, 56, False), (48, 48, False))
"""Height of crop and chip, and whether a line explains the marks; what is scarce goes in this order."""
_PANEL, _NARROW_PANEL, _LEAST_PANEL = 440, 360, 240
_STACKED_PANEL = 640
"""Readings below the preview are no wider: plate and arrow belong together."""
_SHAPE = 3.0
"""Width of the guide box by its height: between a plate of two lines and a long one, with room round it."""
_SHARE, _MOST_GUIDE = 0.82, 180
_TITLE, _ZOOM = 48, 56
_TITLED = 232
"""Preview height from which the box has its words above it."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A place in dp from the top left corner of what holds it."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class CameraFit:
    """Sizes of the parts in one window."""

    width: float
    height: float
    """The preview's."""
    panel: float
    """Width of the readings."""
    crop: float
    chip: float
    note: bool
    beside: bool
    """Whether the readings stand beside the preview."""
    column: bool = False
    """Whether the shutter's row is a column at the thumb's side."""
    over: float | None = None
    """Height that words of another screen take at the preview's top; there the camera's own are left out."""

    @property
    def titled(self) -> bool:
        """Whether the guide box has its words above it."""
        return self.over is None and self.height >= _TITLED

    @property
    def guide(self) -> Rect:
        """The guide box: in the preview's middle, where cameras measure, but clear of words and zoom."""
        above = self.over or (_TITLE if self.titled else theme.GAP)
        below = _ZOOM if self.over is None else theme.GAP
        room = max(1.0, self.height - above - below)
        height = min(_MOST_GUIDE, room, self.width * _SHARE / _SHAPE)
        width = height * _SHAPE
        top = min((self.height - height) / 2, self.height - below - height)
        return Rect((self.width - width) / 2, max(above, top), width, height)


def readings_height(crop: float, chip: float, *, note: bool) -> float:
    """Return what crop, three chips and perhaps a note need."""
    chips = MOST_CHIPS * chip + (MOST_CHIPS - 1) * theme.GAP
    return crop + theme.GAP + chips + (NOTE + theme.GAP if note else 0)


def fit_camera(width: float, height: float, arrangement: Arrangement) -> CameraFit:
    """Return the fit for a screen of `width` × `height` dp, rail and banner already taken off."""
    room = height - TOP
    if arrangement in {Arrangement.PHONE, Arrangement.TABLET}:
        panel = min(_STACKED_PANEL, width) - 2 * theme.MARGIN
        for crop, chip, note in _STEPS:
            rest = room - CONTROLS - readings_height(crop, chip, note=note) - theme.GAP
            if rest >= _LEAST_PREVIEW:
                return CameraFit(width, rest, panel, crop, chip, note, beside=False)
        return CameraFit(width, max(1.0, rest), panel, crop, chip, note, beside=False)
    panel = min(_PANEL, max(_LEAST_PANEL, width * 0.4))
    room -= theme.GAP
    for crop, chip, note in _STEPS[:3]:
        if readings_height(crop, chip, note=note) + CONTROLS <= room:
            return CameraFit(width - panel - 3 * theme.GAP, room, panel, crop, chip, note, beside=True)
    panel = min(_NARROW_PANEL, panel)
    fits = [step for step in _STEPS if readings_height(step[0], step[1], note=step[2]) <= room]
    crop, chip, note = (fits or _STEPS[-1:])[0]
    left = width - panel - CONTROLS - 4 * theme.GAP
    return CameraFit(left, room, panel, crop, chip, note, beside=True, column=True)


def cover(width: float, height: float, aspect: float) -> Rect:
    """Return where a picture of `aspect` (width by height) lies that covers a box, middle on middle."""
    across = max(width, height * aspect)
    down = across / aspect
    return Rect((width - across) / 2, (height - down) / 2, across, down)
