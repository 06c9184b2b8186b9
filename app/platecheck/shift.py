"""A shift in figures: how many checks, of which verdict, how many missed, how fast, how many misread.

Pure and apart from the log that it is counted from, because where a shift begins is a decision of ours.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from platecheck.verdict import Headline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from platecheck.store.records import Tally

GAP = timedelta(hours=6)
"""A longer pause than this between two checks ends a shift."""
LONGEST = timedelta(hours=16)
"""A log that several officers share may never pause: nobody's shift is longer than this."""
_PACE_FROM = timedelta(minutes=10)
"""Over less time than this checks per hour say nothing."""


@dataclass(frozen=True, slots=True)
class Shift:
    """The figures of one shift; verdicts are those that were shown.

    A shift is the run of checks up to the newest one without a gap of more than 6 h, and at most
    16 h long (ours; a night shift has midnight in it, so the date does not divide it). It is
    `over` once the newest check itself is more than 6 h ago. Times are aware and the device's.
    `read` counts the checks whose plate the camera read, `corrected` those of them in which another
    plate was checked than it read best.
    """

    began_at: datetime
    last_at: datetime
    over: bool
    counts: Mapping[Headline, int]
    read: int = 0
    corrected: int = 0

    @property
    def checks(self) -> int:
        """How many checks were made."""
        return sum(self.counts.values())

    @property
    def missed(self) -> int:
        """How many of them nobody answered: NOT CHECKED."""
        return self.counts.get(Headline.NOT_CHECKED, 0)

    @property
    def per_hour(self) -> float | None:
        """Checks an hour from the first to the last; None in the first ten minutes."""
        length = self.last_at - self.began_at
        return None if length < _PACE_FROM else self.checks / (length / timedelta(hours=1))


def shift_of(tallies: Sequence[Tally], now: datetime) -> Shift | None:
    """Return the figures of the newest shift among `tallies`, newest first; None without a check."""
    count = _length(tallies)
    if not count:
        return None
    shift = tallies[:count]
    last = shift[0].checked_at
    counts = Counter(Headline(tally.verdict) for tally in shift)
    read = [tally.corrected for tally in shift if tally.corrected is not None]
    began_at = min(tally.checked_at for tally in shift)
    return Shift(began_at, last, now - last > GAP, counts, read=len(read), corrected=sum(read))


def holds_whole_shift(tallies: Sequence[Tally]) -> bool:
    """Tell whether the newest shift begins among `tallies`: nothing older belongs to it."""
    return _length(tallies) < len(tallies)


def _length(tallies: Sequence[Tally]) -> int:
    """Return how many of `tallies` are of the newest shift."""
    if not tallies:
        return 0
    earliest = last = tallies[0].checked_at
    for number, tally in enumerate(tallies):
        if earliest - tally.checked_at > GAP or last - tally.checked_at > LONGEST:
            return number
        # The earliest so far: a check made while the clock was ahead leaves no gap behind it.
        earliest = min(earliest, tally.checked_at)
    return len(tallies)
