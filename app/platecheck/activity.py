"""What a patrol did in one day of the site: checks by hour and verdict, and how many plates were misread.

Pure and apart from the log, as `shift` is; a shift may hold a midnight, a day has two.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from platecheck.verdict import Headline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zoneinfo import ZoneInfo

    from platecheck.store.records import Tally

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the day: its start, aware and the site's, and how many checks had each verdict."""

    began_at: datetime
    counts: Mapping[Headline, int]

    @property
    def checks(self) -> int:
        """How many checks were made."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Activity:
    """A day's checks from the first hour with one to the last, hours without any among them.

    An hour that a clock going back repeats is there twice, one that it skips is not. `read` counts the
    checks whose plate the camera read, `misread` those of them in which another plate was checked.
    """

    day: date
    hours: tuple[Hour, ...] = ()
    read: int = 0
    misread: int = 0

    @property
    def counts(self) -> dict[Headline, int]:
        """How many checks had each verdict that was shown."""
        return dict(sum((Counter(hour.counts) for hour in self.hours), Counter[Headline]()))

    @property
    def checks(self) -> int:
        """How many checks were made."""
        return sum(hour.checks for hour in self.hours)

    @property
    def busiest(self) -> Hour | None:
        """The hour with most checks, the first of several; None on a day without any."""
        return max(self.hours, key=lambda hour: hour.checks, default=None)


def of_day(tallies: Sequence[Tally], now: datetime, zone: ZoneInfo) -> list[Tally]:
    """Return those of `tallies` that were made on the site's day of `now`."""
    today = now.astimezone(zone).date()
    return [tally for tally in tallies if tally.checked_at.astimezone(zone).date() == today]


def activity_of(tallies: Sequence[Tally], now: datetime, zone: ZoneInfo) -> Activity:
    """Count the checks of the site's day of `now` among `tallies`, in any order."""
    made = of_day(tallies, now, zone)
    counted: dict[datetime, Counter[Headline]] = {}
    at = min((tally.checked_at for tally in made), default=now)
    last = max((tally.checked_at for tally in made), default=None)
    while last is not None and _start(at, zone) <= last:
        counted.setdefault(_start(at, zone), Counter())
        at += _HOUR
    for tally in made:
        # A clock that is put forward by half an hour has an hour that the steps above may not meet.
        counted.setdefault(_start(tally.checked_at, zone), Counter())[Headline(tally.verdict)] += 1
    read = [tally.corrected for tally in made if tally.corrected is not None]
    return Activity(
        now.astimezone(zone).date(),
        tuple(Hour(began_at.astimezone(zone), counts) for began_at, counts in sorted(counted.items())),
        len(read),
        sum(read),
    )


def _start(at: datetime, zone: ZoneInfo) -> datetime:
    """Return when the site's hour of `at` began, in UTC: two hours of the same name are two."""
    return at.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
