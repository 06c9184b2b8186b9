"""Where text is in a picture: rotated rectangles of lines, and joins of lines that are one plate."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cv2.typing import MatLike
    from numpy.typing import NDArray

    from platecheck.reading.engine import Engine

    Picture = NDArray[np.uint8]

_STEP = 32
_INK = 0.3
_LEAST_MEAN = 0.45
_LEAST_SIDE = 3.0
_UNCLIP = 1.6
_ASPECTS = (1.6, 14.0)
_STACKED_WIDTH = 5.0
"""In heights: longer lines are not half a plate."""
_UNLIKE = 1.67
"""Lines whose heights differ more are not one plate's."""


@dataclass(frozen=True, slots=True)
class Line:
    """A rotated rectangle: its centre, its sides along and across the text, and its slope in degrees."""

    x: float
    y: float
    width: float
    height: float
    slope: float

    def corners(self, *, wide: float = 1.0, high: float = 1.0) -> list[tuple[float, float]]:
        """Return its corners, from the top left on clockwise, its sides stretched by so much."""
        turn = math.radians(self.slope)
        along = (math.cos(turn) * self.width * wide / 2, math.sin(turn) * self.width * wide / 2)
        down = (-math.sin(turn) * self.height * high / 2, math.cos(turn) * self.height * high / 2)
        return [
            (self.x + a * along[0] + b * down[0], self.y + a * along[1] + b * down[1])
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]

    def moved(self, x: float, y: float) -> Line:
        """Return it where it lies in the picture that this one was cut from at (x, y)."""
        return replace(self, x=self.x + x, y=self.y + y)


def find_lines(engine: Engine, picture: Picture, *, side: int, most: int) -> list[Line]:
    """Return up to `most` lines of text in `picture` (height, width, 3), the highest first.

    The detector looks at the picture with its long side scaled to `side` pixels. Lines of no plate's
    shape are left out.
    """
    found = _lines_of(engine, picture, side)
    shaped = [
        line for line in (*found, *_joined(found)) if _ASPECTS[0] <= line.width / line.height <= _ASPECTS[1]
    ]
    shaped.sort(key=lambda line: -line.height)
    return shaped[:most]


def _lines_of(engine: Engine, picture: Picture, side: int) -> list[Line]:
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    to_width, to_height = (max(_STEP, round(length * scale / _STEP) * _STEP) for length in (width, height))
    scaled = cv2.resize(picture, (to_width, to_height))
    blob = (scaled.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[None]
    ink = engine.detect(np.ascontiguousarray(blob))
    outlines, _ = cv2.findContours((ink > _INK).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    stretch = (width / to_width, height / to_height)
    lines = []
    for outline in outlines:
        if min(cv2.minAreaRect(outline)[1]) < _LEAST_SIDE or _mean_inside(ink, outline) < _LEAST_MEAN:
            continue
        points = outline.reshape(-1, 2).astype(np.float32) * np.asarray(stretch, np.float32)
        line = _rectangle(points)
        grown = line.width * line.height * _UNCLIP / (line.width + line.height)
        lines.append(Line(line.x, line.y, line.width + grown, line.height + grown, line.slope))
    return lines


def _mean_inside(ink: NDArray[np.float32], outline: MatLike) -> float:
    x, y, width, height = cv2.boundingRect(outline)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [outline - (x, y)], 1)
    return float(cv2.mean(ink[y : y + height, x : x + width], inside)[0])


def _rectangle(points: NDArray[np.float32]) -> Line:
    """Return the smallest rectangle around `points`, its slope between -45 and 45 degrees."""
    # From its corners: what minAreaRect calls width, height and angle changes between OpenCV's versions.
    corners = cv2.boxPoints(cv2.minAreaRect(points))
    x, y = corners.mean(axis=0).tolist()
    (ax, ay), (bx, by) = (corners[1] - corners[0]).tolist(), (corners[2] - corners[1]).tolist()
    (ux, uy), (vx, vy) = ((ax, ay), (bx, by)) if abs(ax) >= abs(bx) else ((bx, by), (ax, ay))
    if ux < 0:
        ux, uy = -ux, -uy
    return Line(x, y, math.hypot(ux, uy), math.hypot(vx, vy), math.degrees(math.atan2(uy, ux)))


def _joined(lines: list[Line]) -> Iterable[Line]:
    """Yield pairs of neighbours as one line: an emblem splits a plate in two."""
    for one, other in combinations(lines, 2):
        left, right = sorted((one, other), key=lambda line: line.x)
        high = max(left.height, right.height)
        gap = (right.x - right.width / 2) - (left.x + left.width / 2)
        if high > _UNLIKE * min(left.height, right.height) or not -0.5 * high < gap < 1.5 * high:
            continue
        slope = math.radians((left.slope + right.slope) / 2)
        drift = (right.y - left.y) - math.tan(slope) * (right.x - left.x)
        if abs(drift) >= 0.35 * high:
            continue
        whole = _rectangle(np.asarray(left.corners() + right.corners(), np.float32))
        if whole.width < 9 * whole.height:
            yield whole


def stacked(lines: list[Line]) -> Iterable[tuple[int, int, Line]]:
    """Yield the places of two lines that stand one above the other, and both as one: a plate of two lines.

    Their letters are of one size, which those of a state's name above a plate are not.
    """
    for (first, one), (second, other) in combinations(enumerate(lines), 2):
        (upper, above), (lower, below) = sorted(((first, one), (second, other)), key=lambda item: item[1].y)
        high, wide = max(above.height, below.height), max(above.width, below.width)
        if high > _UNLIKE * min(above.height, below.height) or wide > _STACKED_WIDTH * high:
            continue
        if abs(above.x - below.x) > wide / 4 or not 0.5 * high < below.y - above.y < 1.5 * high:
            continue
        yield upper, lower, _rectangle(np.asarray(above.corners() + below.corners(), np.float32))
