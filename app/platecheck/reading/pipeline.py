"""The way from a picture to a reading: several looks at it, and what they agree on."""

from __future__ import annotations

import math
import re
from itertools import product
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
    from collections.abc import Iterable, Sequence

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
_ENOUGH, _NEVER = 0.8, 2.0
"""A first look this sure needs no second one: on 214 crops it would change no plate and take twice as long.

The places of a whole photo, which is full of other texts, are always looked at twice.
"""
_LOW = 0.45
"""What is lower than so much of the highest line inside the guide is no plate: a state's name, a dealer's."""
_STACKED = 3
"""So many texts of each line of a two-line plate are put together."""
_REMEMBERED = 20
"""Texts of a look; the others are not likely."""


class _Looks:
    """What was read so far, and all lines it was read from."""

    def __init__(self, engine: Engine, picture: Picture, patterns: list[re.Pattern[str]]) -> None:
        self._engine = engine
        self._picture = picture
        self._patterns = patterns
        self.lines: list[Line] = []
        self.rankings: list[list[Ranked]] = []

    def look_around(self) -> None:
        """Look at the whole picture, then closely at its likeliest places."""
        height, width = self._picture.shape[:2]
        self._look(Box(0, 0, width, height), _WHOLE_SIDE, _WHOLE_LINES, aimed=False)
        places = dict.fromkeys(one.line for one in self.rankings[0])
        for number in list(places)[:_CLOSER_LOOKS]:
            self.look_at(_around(self.lines[number], self._picture), enough=_NEVER)

    def look_at(self, part: Box, *, enough: float = _ENOUGH) -> None:
        """Look at what is inside the guide, or where it would have been; twice unless once is sure enough."""
        for side in _GUIDED_SIDES:
            found = self._look(part, side, _GUIDED_LINES, aimed=True)
            if next(iter(confidences(found)), 0.0) >= enough:
                break

    def _look(self, part: Box, side: int, most: int, *, aimed: bool) -> list[Ranked]:
        picture = np.ascontiguousarray(
            self._picture[part.y : part.y + part.height, part.x : part.x + part.width]
        )
        lines = find_lines(self._engine, picture, side=side, most=most)
        highest = max((line.height for line in lines), default=1.0)
        if aimed:
            lines = [line for line in lines if line.height >= _LOW * highest]
        texts = read_lines(self._engine, picture, lines)
        middle, half = (part.width / 2, part.height / 2), math.hypot(part.width, part.height) / 2
        reads: list[Read] = []

        def add(line: Line, likely: Iterable[tuple[str, float]], height: float) -> None:
            far = math.hypot(line.x - middle[0], line.y - middle[1]) / half if aimed else 0.0
            reads.extend(Read(text, chance, height, far, len(self.lines)) for text, chance in likely)
            self.lines.append(line.moved(part.x, part.y))

        for line, likely in zip(lines, texts, strict=True):
            add(line, likely, line.height / highest)
        for upper, lower, whole in stacked(lines):
            pairs = product(texts[upper][:_STACKED], texts[lower][:_STACKED])
            add(whole, ((above + below, one + other) for (above, one), (below, other) in pairs), 1.0)
        self.rankings.append(rank(reads, self._patterns)[:_REMEMBERED])
        return self.rankings[-1][:MOST_CANDIDATES]


def read_photo(
    photo: Photo, *, guided: bool, patterns: Sequence[str] = (), engine: Engine | None = None
) -> Reading:
    """Read a photo; see `read_plate`."""
    running = engine or open_engine()
    started = perf_counter()
    picture = photo.pixels
    looks = _Looks(running, picture, [re.compile(pattern, re.IGNORECASE) for pattern in patterns])
    if guided:
        looks.look_at(Box(0, 0, picture.shape[1], picture.shape[0]))
    else:
        looks.look_around()
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
