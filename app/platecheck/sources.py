"""Where an answer comes from: the platform, or what this device knows. Each as an `Answer` to be recorded.

Separate from `patrol` because queued checks are answered from the same two sources as pressed ones.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from platecheck.answers import MAX_DRIFT, NO_OFFSET
from platecheck.changes import is_news, is_told
from platecheck.errors import ServiceError, StorageError, Unreachable, Unreadable, WrongPlate
from platecheck.facts import Source
from platecheck.store.records import Answer, Settlement, StoredProblem
from platecheck.verdict import Headline, weigh

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta

    from platecheck.facts import PlateFacts
    from platecheck.opscom.validation import PlateAnswer, Validation
    from platecheck.store import Store
    from platecheck.store.records import Check, Scope, Waiting
    from platecheck.verdict import Site
    from platecheck.way import Way


class Sources:
    """The platform and the device over one scope; every call of the platform is told to `way`."""

    def __init__(
        self,
        validation: Validation,
        store: Store,
        scope: Scope,
        *,
        site: Site,
        clock: Callable[[], datetime],
        way: Way,
    ) -> None:
        self._validation = validation
        self._store = store
        self._scope = scope
        self._site = site
        self._clock = clock
        self._told: datetime | None = None
        """Trusted time as far as it was met here, for an answer that comes without the platform's own."""
        self.way = way

    async def ask(self, plate: str) -> PlateAnswer | ServiceError:
        """Ask the platform; a failure is returned, not raised."""
        try:
            answer = await self._validation.validate(plate)
        except ServiceError as error:
            self.way.failed(error, self._clock())
            return error
        self.way.answered(answer.latency_s, self._clock())
        if answer.server_at is not None:
            self._told = max(self._told or answer.server_at, answer.server_at)
        return answer

    async def knock(self) -> None:
        """Try a bare connection, and tell the way what came of it."""
        try:
            await self._validation.knock()
        except ServiceError as error:
            self.way.failed(error, self._clock())
        else:
            self.way.connected(self._clock())

    def live(self, check: Check, live: PlateAnswer) -> tuple[Answer, timedelta]:
        """Return what the platform said as an answer of `check`, and trusted time minus the device's."""
        device = self._clock()
        drift = live.server_at - device if live.server_at else None
        if drift is None:
            # Nothing is dated before trusted time: the device's clock was set back.
            offset = max(NO_OFFSET, self._told - device) if self._told else NO_OFFSET
        else:
            offset = drift if abs(drift) > MAX_DRIFT else NO_OFFSET
        answer = self._answer(check, live.facts, Source.LIVE, device + offset, device + offset)
        return replace(
            answer,
            latency_s=live.latency_s,
            drift_s=drift.total_seconds() if drift is not None else None,
            body=live.body,
        ), offset

    async def saved(
        self, check: Check, error: ServiceError | None
    ) -> tuple[Answer, timedelta, StorageError | None]:
        """Return what the device itself can answer, and the failure to read it if there was one."""
        lookup, unread = None, None
        device = now = self._clock()
        try:
            lookup = await self._store.find(self._scope, check.plate)
            now = await self.later_of(device)
        except StorageError as failure:
            unread = failure
        facts, fetched_at = (lookup.facts, lookup.fetched_at) if lookup else (None, None)
        source = Source.CACHE if lookup else Source.NONE
        answer = self._answer(check, facts, source, fetched_at, now)
        if error is not None:
            body = error.body if isinstance(error, Unreadable | WrongPlate) else None
            answer = replace(answer, problem=problem_of(error), body=body)
        return answer, now - device, unread

    async def later_of(self, device: datetime) -> datetime:
        """Return the later of the device's time and the last trusted time: saved answers only grow older."""
        trusted = await self._store.trusted_at()
        self._told = trusted or self._told
        return max(device, trusted) if trusted else device

    def changed_from(self, shown: str, shown_for: datetime, lot: str | None, live: Answer) -> Headline | None:
        """Return the headline `shown` for a moment where `live` is news against it (`changes.is_news`)."""
        was = Headline(shown)
        then = weigh(
            live.facts, source=Source.LIVE, fetched_at=None, lot=lot, now=shown_for, site=self._site
        ).headline
        return was if is_news(was, Headline(live.verdict), then) else None

    def settler(self, live: PlateAnswer, asked: Check | None) -> Callable[[Waiting], Settlement]:
        """Return what gives every waiting check of the plate its own answer; pure.

        `asked` is the check an officer asked with, None when the queue was drained.
        """

        def settle(waiting: Waiting) -> Settlement:
            check = waiting.check
            answer, _ = self.live(check, live)
            changed_from = self.changed_from(waiting.shown, waiting.shown_for, check.lot, answer)
            own = asked is not None and (asked.officer, asked.lot) == (check.officer, check.lot)
            told = changed_from is not None and is_told(Headline(answer.verdict), own=own)
            return Settlement(answer, changed_from.value if changed_from and told else None)

        return settle

    def _answer(
        self,
        check: Check,
        facts: PlateFacts | None,
        source: Source,
        fetched_at: datetime | None,
        now: datetime,
    ) -> Answer:
        verdict = weigh(facts, source=source, fetched_at=fetched_at, lot=check.lot, now=now, site=self._site)
        return Answer(
            source=source,
            facts=facts,
            fetched_at=fetched_at,
            verdict=verdict.headline.value,
            recheck=verdict.recheck,
            decided_at=now,
            shown_at=self._clock(),
            latency_s=None,
            drift_s=None,
            problem=None,
            body=None,
        )


def problem_of(error: ServiceError) -> StoredProblem:
    """Return an error of the service as it is stored."""
    return StoredProblem(error.kind, error.message, error.code)


def nobody_asked(known: ServiceError | None) -> ServiceError:
    """Return why a check was not asked: offline was chosen, or the way is `known` to be down."""
    if known is None:
        return Unreachable("Nobody was asked: offline was chosen.")
    return type(known)(f"Not asked now, because of a moment ago: {known.message}")
