"""How long what is known of plates is kept and shown: a clock each for clear answers, hits, log, pictures.

Pure and apart from the store, because a saved answer past its clock is not shown even before it is purged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.facts import PlateFacts


class Withheld(StrEnum):
    """Why a saved answer that is on the device is not shown."""

    AGE = "age"
    """It is older than its clock."""
    LEASE = "lease"
    """The service was not reached for so long that the whole cache has expired."""


def is_hit(facts: PlateFacts) -> bool:
    """Tell whether facts are a hit: an alarm or any order, in force or not."""
    return bool(facts.alarm and facts.alarm.strip()) or bool(facts.dntt)


@dataclass(frozen=True, slots=True)
class Retention:
    """The clocks (issues 4 and 5).

    `answers` is for the details of clear answers, `hits` for those of hits, `log` for the log's
    rows, `lease` for the whole cache without a word from the service, and `crops` for the pictures
    of plates: zero keeps none at all.
    """

    answers: timedelta = timedelta(hours=72)
    hits: timedelta = timedelta(days=30)
    log: timedelta = timedelta(days=365)
    lease: timedelta = timedelta(days=7)
    crops: timedelta = timedelta(hours=24)

    def clock_of(self, facts: PlateFacts) -> timedelta:
        """Return how long these facts are kept."""
        return self.hits if is_hit(facts) else self.answers

    def withholds(
        self, facts: PlateFacts, fetched_at: datetime, now: datetime, contact_at: datetime | None
    ) -> Withheld | None:
        """Return why saved facts may not be shown at `now`, or None when they may.

        `contact_at` is the last moment the service told, or None; the answer itself was a contact too.
        """
        if now - fetched_at > self.clock_of(facts):
            return Withheld.AGE
        contact_at = max(contact_at, fetched_at) if contact_at else fetched_at
        return Withheld.LEASE if now - contact_at > self.lease else None
