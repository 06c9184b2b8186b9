"""What becomes of a push: from being written down, over its one attempt, to an outcome that is known or not.

Pure, and separate from the store and the client, because a push that is sent twice or lost is a wrong
record at the platform: which step may follow which stands here alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from platecheck.errors import PushMoved

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

EXPORT = "overdue_export"
"""The kind of a push that is no push: the overdue export, which is never sent from the outbox."""
LONGEST, LONGEST_EXPORT = timedelta(minutes=2), timedelta(minutes=12)
"""No attempt takes longer: an older one without an outcome was cut off, by a kill or a power cut."""


class PushState(StrEnum):
    """Where a push stands; the words of the database."""

    WAITING = "waiting"
    """Written down, never sent, or known not to have arrived."""
    SENDING = "sending"
    """Its attempt has begun."""
    APPLIED = "applied"
    """The platform took it, or a person found that it had."""
    REJECTED = "rejected"
    """The platform said no: nothing was changed."""
    UNKNOWN = "unknown"
    """It was sent and nobody knows what came of it: it may have been applied."""
    DISCARDED = "discarded"
    """A person let it go."""


_DECIDED = {
    PushState.WAITING: {PushState.WAITING, PushState.SENDING, PushState.DISCARDED},
    PushState.SENDING: set[PushState](),
    PushState.REJECTED: {PushState.WAITING, PushState.DISCARDED},
    PushState.UNKNOWN: {PushState.APPLIED, PushState.DISCARDED},
    PushState.APPLIED: set[PushState](),
    PushState.DISCARDED: set[PushState](),
}
"""What a person may do with a push that stands so. Out of UNKNOWN it waits only by `settle`."""
OVER = frozenset({PushState.APPLIED, PushState.REJECTED, PushState.DISCARDED})
"""Nothing is open any more: retention may take it."""


@dataclass(frozen=True, slots=True)
class PushEvent:
    """One step of a push. `at` is aware; `officer` is who took it.

    `draft` is what is to be sent, as JSON, where this step wrote or changed it. An outcome has the
    platform's `reference` and `warnings`, or why there is none: its `code`, the `problem` (a
    `ProblemKind`) and the `message` for a person. `spoilt`: the record was changed on disk.
    """

    state: PushState
    at: datetime
    officer: str = ""
    draft: Mapping[str, object] | None = field(default=None, repr=False)
    reference: str = ""
    warnings: tuple[str, ...] = ()
    code: int | None = None
    problem: str = ""
    message: str = ""
    spoilt: bool = False


@dataclass(frozen=True, slots=True)
class Push:
    """A push and all its steps, oldest first; `kind` as the client calls it.

    Its `id` is made before the first attempt. `step` numbers its last step: whoever takes the next one
    says which one they saw. `unsaved`: the last step is known and not on the disk.
    """

    id: str
    kind: str
    made_at: datetime
    step: int
    events: tuple[PushEvent, ...]
    unsaved: bool = False

    @property
    def last(self) -> PushEvent:
        """The step it stands at."""
        return self.events[-1]

    @property
    def draft(self) -> Mapping[str, object] | None:
        """What is to be sent, or was; None where the record was changed on disk, or retention took it."""
        return next((event.draft for event in reversed(self.events) if event.draft is not None), None)

    def state(self, now: datetime) -> PushState:
        """Return where it stands at `now`: an attempt without an outcome is unknown once it must be over."""
        longest = LONGEST_EXPORT if self.kind == EXPORT else LONGEST
        if self.last.state is PushState.SENDING and abs(now - self.last.at) > longest:
            return PushState.UNKNOWN
        return self.last.state

    def check(self, state: PushState, now: datetime) -> None:
        """Check that a person may let it come to `state` now.

        Raises:
            PushMoved: they may not, as after an outcome that another window saw first.
        """
        if self.kind == EXPORT and state is PushState.SENDING:
            raise PushMoved("An export is never sent again. Let go of this one, then export anew.")
        if state not in _DECIDED[self.state(now)]:
            raise PushMoved("This push has moved on meanwhile. Look at it again before you decide.")
