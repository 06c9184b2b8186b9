"""The way from a picture to a reading: several looks at it, and what they agree on."""

from __future__ import annotations

import math
import re
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from platecheck.reading import MOST_CANDIDATES, SURE, Box, Candidate, Reading
from platecheck.reading.advice import advise
from platecheck.reading.engine import open_engine
from platecheck.reading.glyphs import read_lines
from platecheck.reading.lines import Line, find_lines, stacked
from platecheck.reading.ranking import Ranked, Read, confidences, pool, rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from platecheck.reading.engine import Engine
    from platecheck.reading.lines import Picture
    from platecheck.reading.photo import Photo

_GUIDED_SIDES, _GUIDED_LINES = (320, 512), 4
"""The long sides, in pixels, at which the detector looks at what is inside the guide."""
_WHOLE_SIDE, _WHOLE_LINES = 1280, 10
_CLOSER_LOOKS = 2
"""So many places of a whole photo are looked at once more as if the guide had been there."""
_AROUND = (0.8, 1.2, 0.3)
"""How far from its middle: in widths of the line; in its heights, at least in its widths."""


class _Looks:
    """What was read so far, and all lines it was read from."""

    def __init__(self, engine: Engine, picture: Picture, patterns: list[re.Pattern[str]]) -> None:
        self._engine = engine
        self._picture = picture
        self._patterns = patterns
        self.lines: list[Line] = []
        self.rankings: list[list[Ranked]] = []

    def look(self, side: int, most: int, around: Box | None = None) -> None:
        """Look at the picture, or at a part of it, once."""
        height, width = self._picture.shape[:2]
        part = around or Box(0, 0, width, height)
        picture = self._picture[part.y : part.y + part.height, part.x : part.x + part.width]
        lines = find_lines(self._engine, np.ascontiguousarray(picture), side=side, most=most)
        texts = read_lines(self._engine, picture, lines)
        first = len(self.lines)
        self.lines += [line.moved(part.x, part.y) for line in lines]
        highest = max((line.height for line in lines), default=1.0)
        middle, half = (part.width / 2, part.height / 2), math.hypot(part.width, part.height) / 2
        aimed = around is not None or most == _GUIDED_LINES
        reads = []
        for number, (line, likely) in enumerate(zip(lines, texts, strict=True)):
            far = math.hypot(line.x - middle[0], line.y - middle[1]) / half if aimed else 0.0
            stands = (line.height / highest, far, first + number)
            reads += [Read(text, chance, *stands) for text, chance in likely]
        for upper, lower, whole in stacked(lines):
            self.lines.append(whole.moved(part.x, part.y))
            far = math.hypot(whole.x - middle[0], whole.y - middle[1]) / half if aimed else 0.0
            reads += [
                Read(above + below, one + other, 1.0, far, len(self.lines) - 1)
                for above, one in texts[upper][:3]
                for below, other in texts[lower][:3]
            ]
        self.rankings.append(rank(reads, self._patterns))


def read_photo(
    photo: Photo, *, guided: bool, patterns: Sequence[str] = (), engine: Engine | None = None
) -> Reading:
    """Read a photo; see `read_plate`."""
    running = engine or open_engine()
    started = perf_counter()
    picture = photo.pixels
    looks = _Looks(running, picture, [re.compile(pattern, re.IGNORECASE) for pattern in patterns])
    if guided:
        for side in _GUIDED_SIDES:
            looks.look(side, _GUIDED_LINES)
    else:
        looks.look(_WHOLE_SIDE, _WHOLE_LINES)
        places = dict.fromkeys(one.line for one in looks.rankings[0])
        for number in list(places)[:_CLOSER_LOOKS]:
            for side in _GUIDED_SIDES:
                looks.look(side, _GUIDED_LINES, _around(looks.lines[number], picture))
    ranked = pool(looks.rankings)[:MOST_CANDIDATES]
    candidates = tuple(
        Candidate(one.text, round(confidence, 4), _box(looks.lines[one.line], picture))
        for one, confidence in zip(ranked, confidences(ranked), strict=True)
    )
    line = looks.lines[ranked[0].line] if ranked else None
    advice = advise(picture, line, sure=bool(candidates) and candidates[0].confidence >= SURE)
    took_ms = round((perf_counter() - started) * 1000, 1)
    return Reading(candidates, None if line is None else round(line.width), advice, took_ms)


def _around(line: Line, picture: Picture) -> Box:
    """Return the part of the picture that a guide around this line would show."""
    wide = line.width * _AROUND[0]
    high = max(line.height * _AROUND[1], line.width * _AROUND[2])
    return _inside(line.x - wide, line.y - high, line.x + wide, line.y + high, picture)


def _box(line: Line, picture: Picture) -> Box:
    """Return the upright box around a line."""
    xs, ys = zip(*line.corners(), strict=True)
    return _inside(min(xs), min(ys), max(xs), max(ys), picture)


def _inside(left: float, top: float, right: float, bottom: float, picture: Picture) -> Box:
    height, width = picture.shape[:2]
    x, y = min(max(0, math.floor(left)), width - 1), min(max(0, math.floor(top)), height - 1)
    return Box(x, y, max(1, min(width, math.ceil(right)) - x), max(1, min(height, math.ceil(bottom)) - y))
