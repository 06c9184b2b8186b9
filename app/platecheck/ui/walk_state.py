"""What the walk's screen shows, as one observable; `walking.py` changes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

if TYPE_CHECKING:
    from platecheck.store.records import WalkSummary
    from platecheck.walk import Stop, Walk

ROWS = 24
"""So many rows the client gets at first, and more as the officer scrolls: 200 cars cost no more than 24."""


@ft.observable
@dataclass(eq=False)
class WalkState:
    """The walk under way."""

    walk: Walk | None = None
    at_head: str = ""
    """The check whose verdict stands in the head."""
    revision: int = 0
    """Goes up with every answer."""
    rows: int = ROWS
    summary: WalkSummary | None = None
    """The walk has ended, and this is what came of it."""
    trouble: str = ""
    """Why the summary is not kept."""

    @property
    def shown(self) -> Stop | None:
        """The car in the head."""
        stops = self.walk.stops if self.walk is not None else ()
        return next((stop for stop in stops if stop.check_id == self.at_head), None)
