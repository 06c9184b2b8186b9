"""What a check comes to: one answer as it is shown, an alarm's outcome, a plate it could be mistaken for.

Separate from `patrol`, which makes them, because every screen and command reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from platecheck.errors import ProblemKind
from platecheck.facts import Source
from platecheck.verdict import Headline, Site, Verdict, weigh

if TYPE_CHECKING:
    from platecheck.errors import PlatecheckError, StorageError
    from platecheck.retention import Withheld
    from platecheck.store.records import Acknowledgement, Answer, Check, Entry

NO_OFFSET = timedelta(0)
MAX_DRIFT = timedelta(minutes=2)
"""Beyond it a live answer is decided at the server's time (DOMAIN.md, Clock)."""
_NOISE = timedelta(seconds=10)
"""Between deciding and showing an answer no more time than this passes by itself."""


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
    `withheld` says why a saved answer that is there was not used.
    `final` is False while the live call still goes on. `unsaved` says why the answer could not be
    written to the log, `unread` why a saved one could not be read. `queued` counts the checks
    waiting for a live answer. `logged`: read from the log, so that even a live answer is a saved
    one by now. `error` is what the call itself ended with, for whoever explains the way to the
    service. `changed_from` is the headline shown before, where this live answer is news against it.
    """

    check: Check
    answer: Answer
    acknowledgement: Acknowledgement | None = None
    offset: timedelta = NO_OFFSET
    final: bool = True
    unsaved: StorageError | None = None
    unread: StorageError | None = None
    queued: int = 0
    logged: bool = False
    error: PlatecheckError | None = None
    changed_from: Headline | None = None
    withheld: Withheld | None = None

    @property
    def details_purged(self) -> bool:
        """Whether there were facts, and retention took them: the verdict's word is all that is left."""
        answer = self.answer
        spoilt = answer.problem is not None and answer.problem.kind is ProblemKind.STORAGE
        return answer.facts is None and answer.source is not Source.NONE and not spoilt

    @property
    def source(self) -> Source:
        """Where the answer comes from as it is shown now."""
        return Source.CACHE if self.logged and self.answer.source is Source.LIVE else self.answer.source

    def verdict(self, now: datetime, site: Site) -> Verdict:
        """Return the verdict at the device's time `now`."""
        return weigh(
            self.answer.facts,
            source=self.source,
            fetched_at=self.answer.fetched_at,
            lot=self.check.lot,
            now=now + self.offset,
            site=site,
        )

    def verdict_then(self, site: Site) -> Verdict:
        """Return the verdict as it was shown: decided at the time noted with the answer."""
        shown = replace(self, offset=NO_OFFSET, logged=False)
        verdict = shown.verdict(self.answer.decided_at, site)
        noted = Headline(self.answer.verdict)
        if verdict.headline is noted:
            return verdict
        # The site's lot names or its grace changed since, or the details are purged: what was shown stands.
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
    """Return the last answer of a logged check as a result.

    Where the device's clock was behind trusted time then, it is taken to be so still: a saved
    answer only grows older.
    """
    answer = entry.answers[-1]
    behind = answer.decided_at - answer.shown_at
    offset = behind if behind > _NOISE else NO_OFFSET
    return Result(entry.check, answer, entry.acknowledgement, offset, logged=True)
