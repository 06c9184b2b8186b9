"""What the store takes and gives back: frozen records, all times aware.

Separate from the tables, so that the callers depend on shapes and never on SQL. Longer than 300 lines
because it is the one list of them.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from platecheck.errors import BadCrop
from platecheck.plates import fold
from platecheck.store.crops import check_crop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from platecheck.errors import ProblemKind
    from platecheck.facts import Lot, PlateFacts, Source

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose data a row is: one service address and one client code (DOMAIN.md, Whose data)."""

    service: str
    client: str


TEST = "test"
"""`Check.reason` of a plate that was asked to test the connection: logged, and never queued."""
AGAIN = "recheck"
"""`Check.reason` of a plate the officer asks about once more: the platform is tried whatever the way."""
CAMERA = "camera"
"""`Check.reason` of a plate that was read from a photo and confirmed."""
PREPARE = "prepare"
"""Why a plate was asked about before a patrol: no check of anybody's, noted with the queries."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the camera made of a plate: the candidates offered, plate and confidence (0 to 1), best first.

    `crop` is the picture they were read from, of the plate and no more: a JPEG of at most 60 KB without
    EXIF, kept for a day (`Retention.crops`). It is None where none is kept, and in whatever is read from
    the log: `Store.crop` has it. `spoilt`: what was offered was changed on disk.

    Raises:
        BadCrop: the crop is no such picture. Where a check must not be lost for it: `Sighting.of`.
    """

    offered: tuple[tuple[str, float], ...]
    crop: bytes | None = field(repr=False)
    taken_at: datetime
    spoilt: bool = False

    def __post_init__(self) -> None:
        """Refuse a picture that may not be kept."""
        if self.crop is not None:
            check_crop(self.crop)

    @classmethod
    def of(cls, offered: Sequence[tuple[str, float]], crop: bytes | None, taken_at: datetime) -> Sighting:
        """Return the sighting, without its crop where that may not be kept: the check goes on either way."""
        try:
            return cls(tuple(offered), crop, taken_at)
        except BadCrop as error:
            log.warning("a picture is not kept: %s", error.message)
            return cls(tuple(offered), None, taken_at)

    @property
    def read_as(self) -> str | None:
        """The best candidate, folded; None where nothing was offered."""
        return fold(self.offered[0][0]) if self.offered else None

    def without_crop(self) -> Sighting:
        """Return what the log keeps of it for good."""
        return self if self.crop is None else replace(self, crop=None)


@dataclass(frozen=True, slots=True)
class Check:
    """One press of Check: `id` is made at the press, `plate` is normalised, `typed` is not.

    `device_id` is filled by the store. After retention `plate`, `typed` and `officer` are ''.
    `sighting` is there where the camera was used, whatever was typed in the end.
    """

    id: str
    plate: str
    typed: str
    checked_at: datetime
    lot: str | None
    officer: str
    reason: str
    app_version: str
    device_id: str = ""
    sighting: Sighting | None = None

    @property
    def corrected(self) -> bool | None:
        """Whether another plate was checked than the camera read best; None where either is not known."""
        read_as = self.sighting.read_as if self.sighting else None
        return read_as != self.plate if read_as and self.plate else None

    def without_crop(self) -> Check:
        """Return the check without its picture, which can have 60 KB: lists of checks never hold them."""
        if self.sighting is None or self.sighting.crop is None:
            return self
        return replace(self, sighting=self.sighting.without_crop())


@dataclass(frozen=True, slots=True)
class StoredProblem:
    """Why an answer is not a live one; `code` is the platform's."""

    kind: ProblemKind
    message: str
    code: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a check: a saved answer and the live one that follows are two.

    `decided_at` is the moment the verdict was computed for, `shown_at` the device's clock,
    `latency_s` from the press to the answer, `drift_s` the device's clock against the service's.
    Facts and body stay out of `repr`, so that no log can hold an alarm's text.
    """

    source: Source
    facts: PlateFacts | None = field(repr=False)
    fetched_at: datetime | None
    verdict: str
    recheck: bool
    decided_at: datetime
    shown_at: datetime
    latency_s: float | None
    drift_s: float | None
    problem: StoredProblem | None
    body: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the officer did about a check: the outcome is a plain word."""

    check_id: str
    outcome: str
    acknowledged_at: datetime
    officer: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the patrol log: answers oldest first, the newest acknowledgement.

    `seq` counts up with every check; hand it to `history(before=…)` for the next page.
    """

    check: Check
    answers: tuple[Answer, ...]
    acknowledgement: Acknowledgement | None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A check that wants a live answer: what was shown of it last, and the moment that was decided for.

    `seq` is its place in the queue: the lower, the older.
    """

    seq: int
    check: Check
    shown: str
    shown_for: datetime


class Unclaimed(StrEnum):
    """Why no waiting check was handed out."""

    NONE_LEFT = "none_left"
    ELSEWHERE = "elsewhere"
    """Somebody else drains this queue, in this process or another one."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The live answer a waiting check gets; `changed_from` is the headline it is news against, or None."""

    answer: Answer
    changed_from: str | None


class Place(StrEnum):
    """How far a check of the queue has come."""

    WAITING = "waiting"
    ASKED = "asked"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One check of the queue for its list. `attempts` counts the rechecks; the press is none.

    `problem` is what the last attempt ended in, the press where there was none since. `plate` is ''
    where retention took it or the record was changed on disk: such a check is never asked.
    """

    seq: int
    check_id: str
    plate: str
    lot: str | None
    checked_at: datetime
    attempts: int
    asked_at: datetime | None
    problem: StoredProblem | None
    place: Place
    settled_at: datetime | None
    verdict: str
    """The headline of its last answer: the live one where it is answered, else what was shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """A check whose answer came out otherwise: headlines `was` and `now`, noted while nobody watched.

    It stays until it is acknowledged. `plate` is '' as in `Receipt`.
    """

    seq: int
    check_id: str
    plate: str
    lot: str | None
    checked_at: datetime
    officer: str
    was: str
    now: str
    noted_at: datetime


class Match(StrEnum):
    """How the text of a search and a plate belong together."""

    PART = "part"
    START = "start"
    WHOLE = "whole"
    """Found by the keyed index, however long the log is."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of the log; what is empty or None wants every one.

    `plate` is folded, `verdict` the headline as of then; `lot` '' wants the checks without a lot.
    """

    plate: str = field(default="", repr=False)
    match: Match = Match.PART
    verdict: str | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Which plates of the log: checked `since` then, in a lot ('' is none), by an officer; None wants any."""

    since: datetime
    lot: str | None = None
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class PlatesSeen:
    """What one step through the log found; `before` is where the next one goes on, None at the end."""

    plates: tuple[str, ...] = field(repr=False)
    before: int | None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One check of the log as a list shows it: its last answer in short, no facts.

    `age_s` is how old the facts were when they were shown. `spoilt`: the record was changed on
    disk; its plate, like one that retention took, is ''.
    """

    seq: int
    check_id: str
    plate: str
    checked_at: datetime
    lot: str | None
    officer: str
    verdict: str
    source: Source
    age_s: float | None
    outcome: str | None
    spoilt: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What one step through the log found; `before` is where the next one goes on, None at the end."""

    lines: tuple[LogLine, ...]
    before: int | None
    searched_to: datetime | None


@dataclass(frozen=True, slots=True)
class Tally:
    """One check as the figures count it; `corrected` as of `Check`."""

    seq: int
    checked_at: datetime
    verdict: str
    corrected: bool | None = None


@dataclass(frozen=True, slots=True)
class WalkSummary:
    """What is kept of a walk past parked cars once it is ended; `id` is made before it is first written.

    `cars` counts every car once, `readings` also those of a car that was read again. `totals` are headline
    values and how many cars had each, of those that had any. Times are aware and the device's. `spoilt`: the
    record was changed on disk; what was sealed, figures and officer, is empty then, and it began as it ended.
    """

    id: str
    began_at: datetime
    ended_at: datetime
    lot: str | None
    officer: str
    cars: int
    readings: int
    totals: tuple[tuple[str, int], ...]
    spoilt: bool = False

    @property
    def length_s(self) -> float:
        """How long it took, in seconds; never less than nothing, whatever the clock did."""
        return max(0.0, (self.ended_at - self.began_at).total_seconds())


@dataclass(frozen=True, slots=True)
class WalksWanted:
    """Which walks: ended `since` then and before `until`, in a lot ('' is none), the newest `limit`.

    None wants any.
    """

    since: datetime | None = None
    until: datetime | None = None
    lot: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ExportNote:
    """That somebody took a copy of the log: when, who, why, what of it, and how many checks."""

    exported_at: datetime
    officer: str
    reason: str
    format: str
    rows: int
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Lookup:
    """The last live facts of a plate and when they were fetched."""

    plate: str
    facts: PlateFacts = field(repr=False)
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Siblings:
    """Those of many plates that are known: the first few that may be shown, hits first; and all names."""

    shown: tuple[Lookup, ...]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class LotSnapshot:
    """One Lot Value report as it was fetched."""

    lots: tuple[Lot, ...]
    fetched_at: datetime
