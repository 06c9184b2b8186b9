"""The way to the service as real calls measured it: live, slow, offline since, failing, refused.

Pure, and one for each scope of a process: patrol and rechecks feed it, everybody reads it. What counts
as offline is decided here (ours): only failures in which the service itself never spoke.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from platecheck.errors import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from platecheck.errors import ServiceError

SLOW_S = 2.0
"""From here on a call is slow: an officer is shown a saved answer first."""
_PAUSES_S = (2.0, 5.0, 10.0, 20.0, 40.0, 60.0)
"""After the first failure in a row, the second, …; each is taken at 75 to 125 %."""
_OFFLINE = frozenset(
    {
        ProblemKind.UNREACHABLE,
        ProblemKind.TIMEOUT,
        ProblemKind.TLS,
        ProblemKind.PORTAL,
        ProblemKind.REDIRECTED,
    }
)
"""In a dead zone calls time out; a captive network breaks TLS, shows its page, or sends elsewhere."""


class Link(Enum):
    """What the last real call said of the way to the service."""

    UNKNOWN = "unknown"
    """Nobody called yet, or only a bare connection was tried, and it held."""
    LIVE = "live"
    SLOW = "slow"
    """Answered after `SLOW_S` or later, or still waited for by then."""
    OFFLINE = "offline"
    FAILING = "failing"
    """The service spoke, and it was no answer: 408, 429, 5xx, unreadable, another plate."""
    REFUSED = "refused"
    """Token, right or client: asking again by oneself is of no use."""


OPEN = frozenset({Link.UNKNOWN, Link.LIVE, Link.SLOW})
"""Nothing speaks against asking."""


@dataclass(eq=False)
class Way:
    """`link`, the device's time `since` when it is so, calls that failed in a row, and the last's `problem`.

    Call `answered`, `waited`, `failed` or `connected` with what happened and when.
    """

    link: Link = Link.UNKNOWN
    since: datetime | None = None
    failures: int = 0
    problem: ServiceError | None = None
    _listeners: list[Callable[[], None]] = field(default_factory=list, repr=False)

    @property
    def is_offline(self) -> bool:
        """Whether a saved answer is shown without asking first."""
        return self.link is Link.OFFLINE

    @property
    def is_open(self) -> bool:
        """Whether nothing speaks against asking."""
        return self.link in OPEN

    def answered(self, latency_s: float, at: datetime) -> None:
        """Note an answer that took `latency_s`, retries included."""
        self.failures, self.problem = 0, None
        self._become(Link.LIVE if latency_s < SLOW_S else Link.SLOW, at)

    def waited(self, at: datetime) -> None:
        """Note that a call goes on beyond the patience; a way that is worse than slow stays so."""
        if self.is_open:
            self._become(Link.SLOW, at)

    def failed(self, error: ServiceError, at: datetime) -> None:
        """Note a call that ended in `error`."""
        self.failures, self.problem = self.failures + 1, error
        self._become(_link_of(error), at)

    def connected(self, at: datetime) -> None:
        """Note that a bare connection held: the way is back, though nobody answered yet."""
        if self.is_offline:
            self.failures, self.problem = 0, None
            self._become(Link.UNKNOWN, at)

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` at every change of `link`, for good."""
        self._listeners.append(listener)

    def _become(self, link: Link, at: datetime) -> None:
        if link is self.link:
            return
        self.link, self.since = link, at
        for listener in self._listeners:
            listener()


def pause_s(failures: int, chance: float) -> float:
    """Return the seconds until the next probe after so many failures in a row; `chance` is 0 to 1."""
    step = min(max(failures, 1), len(_PAUSES_S)) - 1
    return _PAUSES_S[step] * (0.75 + 0.5 * chance)


def _link_of(error: ServiceError) -> Link:
    if error.kind is ProblemKind.REFUSED:
        return Link.REFUSED
    told = error.kind is ProblemKind.TIMEOUT and error.status is not None  # HTTP 408: the service's own word
    return Link.OFFLINE if error.kind in _OFFLINE and not told else Link.FAILING
