"""What the officer can do for a better reading, from the picture alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from platecheck.reading import Advice

if TYPE_CHECKING:
    from cv2.typing import MatLike

    from platecheck.reading.lines import Line, Picture

CLOSER_BELOW_PX = 150
"""Below this width of a plate misreadings grow (README, measured)."""
_DARK = 50
"""The brightest tenth of the grey levels (0 to 255) of a picture too dark to read."""
_BLURRED = 60.0
"""The variance of the Laplacian of a line 48 pixels high whose edges are not sharp."""


def advise(picture: Picture, line: Line | None, *, sure: bool) -> Advice | None:
    """Return what would help most, None where the picture is good.

    A plate that was read for `sure` was bright and sharp enough, whatever the picture measures.
    """
    if line is not None and line.width < CLOSER_BELOW_PX:
        return Advice.CLOSER
    if sure:
        return None
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    if np.percentile(grey, 90) < _DARK:
        return Advice.DARK
    if line is None:
        return Advice.NOTHING
    xs, ys = zip(*line.corners(), strict=True)
    height, width = grey.shape
    part = grey[
        max(0, int(min(ys))) : min(height, int(max(ys)) + 1),
        max(0, int(min(xs))) : min(width, int(max(xs)) + 1),
    ]
    if part.size and cv2.Laplacian(_as_line(part), cv2.CV_64F).var() < _BLURRED:
        return Advice.BLURRED
    return None


def _as_line(part: MatLike) -> MatLike:
    height, width = part.shape[:2]
    scale = 48 / height
    return cv2.resize(part, (max(1, round(width * scale)), 48), interpolation=cv2.INTER_AREA)
