"""A walk past parked cars: every car once, with the verdict its newest answer gave, and the totals.

Pure and apart from the screen, because what counts as the same car again decides the list, the totals
and the summary alike.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from platecheck.verdict import Headline

SAME_CAR = timedelta(minutes=5)
"""A plate read again in one lot within it, counted from its check, is the same car passed once more (ours).

A clock that was set back makes it another one: to ask once too often does no harm.
"""


@dataclass(frozen=True, slots=True)
class Stop:
    """One car on the way. `headline` is None while nobody has answered yet; times are aware."""

    check_id: str
    plate: str
    lot: str | None
    first_at: datetime
    last_at: datetime
    headline: Headline | None = None
    seen: int = 1


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk up to now; each act returns the walk after it. `stops` are newest first."""

    began_at: datetime
    stops: tuple[Stop, ...] = ()

    def known(self, plate: str, lot: str | None, at: datetime) -> Stop | None:
        """Return the car that this reading is of, where it was checked just before: it needs no check."""
        return next(
            (
                stop
                for stop in self.stops
                if (stop.plate, stop.lot) == (plate, lot) and abs(at - stop.first_at) <= SAME_CAR
            ),
            None,
        )

    def passed(self, check_id: str, plate: str, lot: str | None, at: datetime) -> Walk:
        """Note a reading: the same car counts once more and comes to the top, another is a new stop."""
        before = self.known(plate, lot, at)
        if before is None:
            return replace(self, stops=(Stop(check_id, plate, lot, at, at), *self.stops))
        again = replace(before, last_at=at, seen=before.seen + 1)
        return replace(self, stops=(again, *(stop for stop in self.stops if stop is not before)))

    def answered(self, check_id: str, headline: Headline) -> Walk:
        """Note the newest answer of a check, also one that came late; others' answers change nothing."""
        return replace(
            self,
            stops=tuple(
                replace(stop, headline=headline) if stop.check_id == check_id else stop for stop in self.stops
            ),
        )

    @property
    def lot(self) -> str | None:
        """The lot of all cars; None where they stand in none, or in more than one."""
        lots = {stop.lot for stop in self.stops}
        return next(iter(lots)) if len(lots) == 1 else None

    @property
    def totals(self) -> Mapping[Headline, int]:
        """How many cars got which verdict; one that is still asked about has none."""
        return Counter(stop.headline for stop in self.stops if stop.headline is not None)

    @property
    def asked(self) -> int:
        """How many cars still wait for their first answer."""
        return sum(stop.headline is None for stop in self.stops)

    def length(self, now: datetime) -> timedelta:
        """Return how long the walk has taken; never less than nothing, whatever the clock does."""
        return max(timedelta(0), now - self.began_at)
