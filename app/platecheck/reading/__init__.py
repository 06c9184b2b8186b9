"""From a photo to ranked plates: what is read is offered, never believed; the officer confirms.

    from platecheck.reading import read_plate
    reading = read_plate(Path("car.jpg").read_bytes(), guided=False)
    for candidate in reading.candidates:
        print(candidate.plate, candidate.confidence)

Measured on real photos by `tests/bench`. Whatever is heavy (OpenCV, NumPy, the runtime of the nets) is
imported when the first photo is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CANDIDATES = 5
SURE = 0.9
"""From this confidence on a reading may be preselected: right in 98 of 100 cases (README)."""


class Advice(StrEnum):
    """What the officer can do for a better reading."""

    CLOSER = "closer"
    DARK = "dark"
    BLURRED = "blurred"
    NOTHING = "nothing"
    """No plate found."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a plate is: pixels of the upright picture that was read."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One plate that the photo may show; `confidence` from 0 to 1."""

    plate: str
    confidence: float
    box: Box


@dataclass(frozen=True, slots=True)
class Reading:
    """What a photo says: up to five candidates, best first, and how wide the best one's plate is."""

    candidates: tuple[Candidate, ...]
    plate_width_px: int | None
    advice: Advice | None
    took_ms: float


def read_plate(image: bytes, *, guided: bool, patterns: Sequence[str] = ()) -> Reading:
    """Read the plate on a JPEG, PNG or WebP photo.

    `guided`: the photo is cut to the guide, so that the plate is in its middle; else it is looked for
    in the whole photo. `patterns` are the site's, as regular expressions of whole plates.

    Raises:
        BadPhoto: the bytes are no photo that can be read.
        ReaderMissing: no weights, or no runtime for them.
        ValueError: a pattern is no regular expression.
    """
    from platecheck.reading.engine import load
    from platecheck.reading.photo import open_photo

    read_photo = load()
    return read_photo(open_photo(image), guided=guided, patterns=patterns)
