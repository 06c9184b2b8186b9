"""What the camera screen shows, as one observable; `viewfinder.py` changes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import flet as ft

from platecheck.reading import SURE

if TYPE_CHECKING:
    from platecheck.reading import Candidate
    from platecheck.reading.reader import Shot


class Lens(Enum):
    """Whether there is a camera to look through."""

    OPENING = "opening"
    LIVE = "live"
    REFUSED = "refused"
    """The person or the device does not allow it."""
    NONE = "none"
    UNSUPPORTED = "unsupported"
    """This kind of app has no camera here."""
    FAILED = "failed"


class Step(Enum):
    """What became of the last picture."""

    NONE = "none"
    """None was taken yet."""
    READING = "reading"
    READ = "read"
    BAD = "bad"
    """It is no picture that can be read."""
    FAILED = "failed"
    """The camera gave none."""
    MISSING = "missing"
    """There is no reader for it."""


@ft.observable
@dataclass(eq=False)
class Finder:
    """The camera and its last picture."""

    lens: Lens = Lens.OPENING
    torch: bool | None = None
    """None where there is none."""
    zooms: tuple[float, ...] = ()
    """The levels that can be chosen; none where there is no zoom."""
    zoom: float = 1.0
    aspect: float | None = None
    """Width by height of the preview, where a preview of another shape would be distorted."""
    step: Step = Step.NONE
    shot: Shot | None = None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What the last picture may show, best first."""
        return self.shot.reading.candidates if self.shot is not None and self.step is Step.READ else ()

    @property
    def best(self) -> Candidate | None:
        """The best of them."""
        return next(iter(self.candidates), None)

    @property
    def is_sure(self) -> bool:
        """Whether the best one is preselected."""
        return self.best is not None and self.best.confidence >= SURE
