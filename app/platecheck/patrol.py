"""The officer's verbs: check, recheck, acknowledge, history.

Network first, then the saved answer with its age, then NOT CHECKED. Every answer is committed
before it is handed out. Errors of client and store end here as results.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from platecheck.answers import NO_OFFSET, LookAlike, Outcome, Result
from platecheck.errors import (
    PlatecheckError,
    ServiceError,
    StorageError,
    Unreachable,
    Unreadable,
    WrongPlate,
)
from platecheck.facts import Source
from platecheck.plates import differences, fold, look_alikes, normalise
from platecheck.store.records import Acknowledgement, Answer, Check, Entry, StoredProblem
from platecheck.verdict import Site, weigh

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from platecheck.facts import PlateFacts
    from platecheck.opscom.validation import PlateAnswer, Validation
    from platecheck.store import Store
    from platecheck.store.records import Lookup, Scope

Clock = Callable[[], datetime]
"""Returns the device's time, aware."""

PATIENCE_S = 2.0
"""Without an answer for so long the saved one is shown while the call goes on (DOMAIN.md section 5)."""
RAW_SEARCHED = 50
"""Checks of the plate among which the body of an older saved answer is looked for."""
MAX_DRIFT = timedelta(minutes=2)
"""Beyond it a live answer is decided at the server's time (DOMAIN.md, Clock)."""


class Patrol:
    """The verbs over one client, one store and one scope. Officer and lot are arguments: no session."""

    def __init__(
        self,
        validation: Validation,
        store: Store,
        scope: Scope,
        *,
        site: Site,
        app_version: str,
        clock: Clock = lambda: datetime.now(UTC),
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._validation = validation
        self._store = store
        self._scope = scope
        self._app_version = app_version
        self._patience_s = patience_s
        self.site = site
        self.clock = clock

    def press(
        self, text: str, *, lot: str | None = None, officer: str = "", reason: str = "officer"
    ) -> Check:
        """Return a new check of what was typed: its id and time are made here, at the press.

        Raises:
            BadPlate: `text` is no plate; nothing is asked or logged.
        """
        return Check(
            id=str(uuid.uuid4()),
            plate=normalise(text),
            typed=text,
            checked_at=self.clock(),
            lot=lot or None,
            officer=officer,
            reason=reason,
            app_version=self._app_version,
        )

    async def check(self, check: Check, *, offline: bool = False) -> Result:
        """Return the last answer of `check`; see `answers`."""
        return [result async for result in self.answers(check, offline=offline)][-1]

    async def answers(self, check: Check, *, offline: bool = False) -> AsyncIterator[Result]:
        """Ask the platform and yield each answer of `check` once it is committed, the final one last.

        A saved answer comes first when the platform takes longer than the patience. `offline`
        asks nobody. No error of client or store leaves: it becomes part of the result.
        """
        asking = asyncio.ensure_future(self._ask(check.plate, offline=offline))
        try:
            done, _ = await asyncio.wait({asking}, timeout=self._patience_s)
            if not done:
                saved, offset, unread = await self._saved(check, None)
                if saved.facts is not None:
                    yield await self._commit(check, saved, offset, unread, final=False)
            outcome = await asking
        finally:
            asking.cancel()
        if isinstance(outcome, PlatecheckError):
            saved, offset, unread = await self._saved(check, outcome)
            yield replace(await self._commit(check, saved, offset, unread), error=outcome)
        else:
            answer, offset = self._live(check, outcome)
            yield await self._commit(check, answer, offset)

    async def acknowledge(self, result: Result, outcome: Outcome, officer: str = "") -> Result:
        """Note what came of the alarm in `result`.

        An answer that could not be written is written first. What still cannot be written is handed
        back marked `unsaved`: a full disk must not hold the officer at an alarm.
        """
        note = Acknowledgement(result.check.id, outcome.value, self.clock(), officer)
        try:
            if result.unsaved is not None:
                entry = await self._store.entry(self._scope, result.check.id)
                if entry is None or result.answer not in entry.answers:  # it may be written by now
                    await self._store.record(self._scope, result.check, result.answer)
            await self._store.acknowledge(self._scope, note)
        except StorageError as failure:
            return replace(result, acknowledgement=note, unsaved=failure)
        return replace(result, acknowledgement=note, unsaved=None)

    async def history(
        self, *, plate: str | None = None, limit: int | None = None, before: int | None = None
    ) -> list[Entry]:
        """Return the log, newest first; `plate` as typed. Raises StorageError."""
        wanted = fold(plate) if plate else None
        return await self._store.history(self._scope, plate=wanted, limit=limit, before=before)

    async def recent(self, limit: int) -> list[Entry]:
        """Return the newest check of each of the last `limit` plates. Raises StorageError."""
        return await self._store.recent(self._scope, limit)

    async def raw(self, result: Result) -> bytes | None:
        """Return the body that `result` was read from, where it was kept. Raises StorageError."""
        answer, plate = result.answer, result.check.plate
        if answer.body is not None or answer.source is not Source.CACHE:
            return answer.body
        saved = await self._store.find(self._scope, plate)
        if saved is not None and saved.fetched_at == answer.fetched_at:
            return await self._store.body(self._scope, plate)
        # A later answer has taken its place: the log still has the one that was shown.
        for entry in await self._store.history(self._scope, plate=plate, limit=RAW_SEARCHED):
            for logged in entry.answers:
                if logged.source is Source.LIVE and logged.fetched_at == answer.fetched_at:
                    return logged.body
        return None

    async def look_alikes(self, text: str, lot: str | None, *, unseen: int = 3) -> list[LookAlike]:
        """Return the plates `text` could be a misreading of: saved ones first, then a few unseen.

        `text` may hold `#`. Raises StorageError.
        """
        plate = fold(text)
        siblings = look_alikes(plate)
        saved = await self._store.find_many(self._scope, siblings)
        now = await self._later_of(self.clock())
        known = [self._look_alike(plate, saved[s], lot, now) for s in siblings if s in saved]
        new = [LookAlike(s, differences(plate, s)) for s in siblings if s not in saved]
        # A digit for a letter is the commonest misreading: those come first.
        near = sorted(
            (sibling for sibling in new if len(sibling.places) == 1),
            key=lambda sibling: (
                plate[sibling.places[0]].isdigit() == sibling.plate[sibling.places[0]].isdigit()
            ),
        )
        return known + near[:unseen]

    def _look_alike(self, plate: str, lookup: Lookup, lot: str | None, now: datetime) -> LookAlike:
        verdict = weigh(
            lookup.facts, source=Source.CACHE, fetched_at=lookup.fetched_at, lot=lot, now=now, site=self.site
        )
        return LookAlike(lookup.plate, differences(plate, lookup.plate), verdict, lookup.fetched_at)

    async def _ask(self, plate: str, *, offline: bool) -> PlateAnswer | ServiceError:
        if offline:
            return Unreachable("Nobody was asked: offline was chosen.")
        try:
            return await self._validation.validate(plate)
        except ServiceError as error:
            return error

    def _live(self, check: Check, live: PlateAnswer) -> tuple[Answer, timedelta]:
        device = self.clock()
        drift = live.server_at - device if live.server_at else None
        offset = drift if drift is not None and abs(drift) > MAX_DRIFT else NO_OFFSET
        answer = self._answer(check, live.facts, Source.LIVE, device + offset, device + offset)
        return replace(
            answer,
            latency_s=live.latency_s,
            drift_s=drift.total_seconds() if drift is not None else None,
            body=live.body,
        ), offset

    async def _saved(
        self, check: Check, error: ServiceError | None
    ) -> tuple[Answer, timedelta, StorageError | None]:
        """Return what the device itself can answer, and the failure to read it if there was one."""
        lookup, unread = None, None
        device = now = self.clock()
        try:
            lookup = await self._store.find(self._scope, check.plate)
            now = await self._later_of(device)
        except StorageError as failure:
            unread = failure
        facts, fetched_at = (lookup.facts, lookup.fetched_at) if lookup else (None, None)
        source = Source.CACHE if lookup else Source.NONE
        answer = self._answer(check, facts, source, fetched_at, now)
        if error is not None:
            body = error.body if isinstance(error, Unreadable | WrongPlate) else None
            problem = StoredProblem(error.kind, error.message, error.code)
            answer = replace(answer, problem=problem, body=body)
        return answer, now - device, unread

    def _answer(
        self,
        check: Check,
        facts: PlateFacts | None,
        source: Source,
        fetched_at: datetime | None,
        now: datetime,
    ) -> Answer:
        verdict = weigh(facts, source=source, fetched_at=fetched_at, lot=check.lot, now=now, site=self.site)
        return Answer(
            source=source,
            facts=facts,
            fetched_at=fetched_at,
            verdict=verdict.headline.value,
            recheck=verdict.recheck,
            decided_at=now,
            shown_at=self.clock(),
            latency_s=None,
            drift_s=None,
            problem=None,
            body=None,
        )

    async def _commit(
        self,
        check: Check,
        answer: Answer,
        offset: timedelta,
        unread: StorageError | None = None,
        *,
        final: bool = True,
    ) -> Result:
        """Write the answer, then hand it out. A full disk must not hide an alarm: it is handed out marked."""
        queued, unsaved = 0, None
        try:
            await self._store.record(self._scope, check, answer)
        except StorageError as failure:
            unsaved = failure
        if answer.source is not Source.LIVE and unsaved is None:
            with suppress(StorageError):  # a count, no more
                queued = await self._store.waiting(self._scope)
        return Result(check, answer, None, offset, final, unsaved, unread, queued)

    async def _later_of(self, device: datetime) -> datetime:
        """Return the later of the device's time and the last trusted time: saved answers only grow older."""
        trusted = await self._store.trusted_at()
        return max(device, trusted) if trusted else device
