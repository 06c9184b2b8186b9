"""What a check comes to: one answer as it is shown, an alarm's outcome, a plate it could be mistaken for.

Separate from `patrol`, which makes them, because every screen and command reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from platecheck.verdict import Headline, Site, Verdict, weigh

if TYPE_CHECKING:
    from platecheck.errors import StorageError
    from platecheck.store.records import Acknowledgement, Answer, Check, Entry

NO_OFFSET = timedelta(0)


class Outcome(StrEnum):
    """What came of an alarm, as the officer acknowledges it."""

    SEEN = "seen"
    MISREAD = "misread"
    REPORTED = "reported"
    STOOD_DOWN = "stood_down"


@dataclass(frozen=True, slots=True)
class Result:
    """One answer of one check, as it is shown.

    `offset` is trusted time minus the device's, applied whenever the verdict is computed.
    `final` is False while the live call still goes on. `unsaved` says why the answer could
    not be written to the log. `queued` counts the checks waiting for a live answer.
    """

    check: Check
    answer: Answer
    acknowledgement: Acknowledgement | None = None
    offset: timedelta = NO_OFFSET
    final: bool = True
    unsaved: StorageError | None = None
    queued: int = 0

    def verdict(self, now: datetime, site: Site) -> Verdict:
        """Return the verdict at the device's time `now`."""
        return weigh(
            self.answer.facts,
            source=self.answer.source,
            fetched_at=self.answer.fetched_at,
            lot=self.check.lot,
            now=now + self.offset,
            site=site,
        )

    def verdict_then(self, site: Site) -> Verdict:
        """Return the verdict as it was shown: decided at the time noted with the answer."""
        verdict = replace(self, offset=NO_OFFSET).verdict(self.answer.decided_at, site)
        noted = Headline(self.answer.verdict)
        if verdict.headline is noted:
            return verdict
        # The site's lot names or its grace changed since: what was shown stands.
        return replace(verdict, headline=noted, recheck=self.answer.recheck)

    def age_s(self, now: datetime) -> float | None:
        """Return how old the facts are at the device's time `now`, in seconds; None without facts."""
        if self.answer.fetched_at is None:
            return None
        return max(0.0, (now + self.offset - self.answer.fetched_at).total_seconds())


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A plate that the asked one could be a misreading of, with its saved answer if there is one.

    `places` are the characters that differ, from 0; `verdict` is None where nothing is saved.
    """

    plate: str
    places: tuple[int, ...]
    verdict: Verdict | None = None
    fetched_at: datetime | None = None


def from_entry(entry: Entry) -> Result:
    """Return the last answer of a logged check as a result."""
    return Result(entry.check, entry.answers[-1], entry.acknowledgement)
