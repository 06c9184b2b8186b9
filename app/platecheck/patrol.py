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
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from platecheck.answers import LookAlike, Outcome, Result
from platecheck.errors import ServiceError, StorageError
from platecheck.facts import Source
from platecheck.plates import differences, fold, look_alikes, normalise
from platecheck.sources import Sources, nobody_asked
from platecheck.store.records import AGAIN, TEST, Acknowledgement, Check, Entry
from platecheck.verdict import Headline, Site, weigh
from platecheck.way import SLOW_S, Way

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from platecheck.opscom.validation import PlateAnswer, Validation
    from platecheck.store import Store
    from platecheck.store.records import Lookup, Scope, Sighting, WalkSummary

Clock = Callable[[], datetime]
"""Returns the device's time, aware."""

PATIENCE_S = SLOW_S
"""Without an answer for so long the saved one is shown while the call goes on (DOMAIN.md section 5)."""
LOOK_ALIKES = 6
"""So many plates a plate may be a misreading of are offered: what an officer reads at a glance."""
RAW_SEARCHED = 50
"""Checks of the plate among which the body of an older saved answer is looked for."""


def always() -> bool:
    """Stand in for whoever knows whether a check is still looked at."""
    return True


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
        way: Way | None = None,
    ) -> None:
        self._store = store
        self._scope = scope
        self._app_version = app_version
        self._patience_s = patience_s
        self.site = site
        self.clock = clock
        self.way = way or Way()
        self.sources = Sources(validation, store, scope, site=site, clock=clock, way=self.way)

    def press(
        self,
        text: str,
        *,
        lot: str | None = None,
        officer: str = "",
        reason: str = "officer",
        sighting: Sighting | None = None,
    ) -> Check:
        """Return a new check of what was typed: its id and time are made here, at the press.

        `sighting` is what the camera made of the plate, whatever the officer made of that; its picture
        is let go of once it is on disk.

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
            sighting=sighting,
        )

    async def check(self, check: Check, *, offline: bool = False) -> Result:
        """Return the last answer of `check`; see `answers`."""
        return [result async for result in self.answers(check, offline=offline)][-1]

    async def answers(
        self, check: Check, *, offline: bool = False, watched: Callable[[], bool] = always
    ) -> AsyncIterator[Result]:
        """Ask the platform and yield each answer of `check` once it is committed, the final one last.

        A saved answer comes first when the platform takes longer than the patience; where the way is
        known to be down it is the only one, unless the officer asks `AGAIN`. `offline` asks nobody.
        When the live answer changes the saved one and nobody has `watched` for it, that is noted to be
        told later. No error of client or store leaves: it becomes part of the result.
        """
        unasked = await self._unasked(check, offline=offline)
        if unasked is not None:
            yield unasked
            return
        shown: Result | None = None
        asking = asyncio.ensure_future(self.sources.ask(check.plate))
        try:
            done, _ = await asyncio.wait({asking}, timeout=self._patience_s)
            if not done:
                self.way.waited(self.clock())
                saved, offset, unread = await self.sources.saved(check, None)
                if saved.facts is not None:
                    shown = await self._commit(Result(check, saved, None, offset, final=False, unread=unread))
                    yield shown
            outcome = await asking
        finally:
            asking.cancel()
        if isinstance(outcome, ServiceError):
            yield await self._unanswered(check, outcome)
        else:
            yield await self._answered(check, outcome, shown, watched)

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

    async def end_walk(self, walk: WalkSummary) -> None:
        """Keep the summary of a walk; on disk when this returns, and once however often it is told.

        Raises StorageError: nothing is kept, and it can be told again.
        """
        await self._store.keep_walk(self._scope, walk)

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

    async def look_alikes(
        self, text: str, lot: str | None, *, unseen: int = 3, most: int = LOOK_ALIKES
    ) -> list[LookAlike]:
        """Return up to `most` plates `text` could be a misreading of: saved ones, then so many `unseen`.

        Of the saved ones hits come first, then the nearest. `text` may hold `#`. Raises StorageError.
        """
        plate = fold(text)
        readings = look_alikes(plate)
        siblings = await self._store.siblings(self._scope, readings, max(0, most - unseen))
        now = await self.sources.later_of(self.clock())
        known = [self._look_alike(plate, lookup, lot, now) for lookup in siblings.shown]
        if not unseen:
            return known
        new = (LookAlike(s, differences(plate, s)) for s in readings if s not in siblings.known)
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

    async def _unasked(self, check: Check, *, offline: bool) -> Result | None:
        """Return what the device itself answers where asking is not wanted, or known to be of no use.

        None where the platform is to be asked: NOT CHECKED is no answer of the device.
        """
        if not offline and (not self.way.is_offline or check.reason in {AGAIN, TEST}):
            return None
        error = nobody_asked(None if offline else self.way.problem)
        saved, offset, unread = await self.sources.saved(check, error)
        if not offline and Headline(saved.verdict) is Headline.NOT_CHECKED:
            return None
        return await self._commit(Result(check, saved, None, offset, unread=unread, error=error))

    async def _unanswered(self, check: Check, error: ServiceError) -> Result:
        saved, offset, unread = await self.sources.saved(check, error)
        return await self._commit(Result(check, saved, None, offset, unread=unread, error=error))

    async def _answered(
        self, check: Check, live: PlateAnswer, shown: Result | None, watched: Callable[[], bool]
    ) -> Result:
        """Write the live answer of `check`, and give it to every check of the plate that waited for one."""
        answer, offset = self.sources.live(check, live)
        result = Result(check, answer, None, offset)
        if shown is not None:
            saved = shown.answer
            changed = self.sources.changed_from(saved.verdict, saved.decided_at, check.lot, answer)
            result = replace(result, changed_from=changed)
        news = None if watched() else result.changed_from
        try:
            await self._store.record(
                self._scope, check, answer, settle=self.sources.settler(live, check), changed_from=news
            )
        except StorageError as failure:
            return replace(result, unsaved=failure)
        return _settled(result)

    async def _commit(self, result: Result) -> Result:
        """Write the answer, then hand it out. A full disk must not hide an alarm: it is handed out marked."""
        queued, unsaved, withheld = 0, None, None
        try:
            # Until the call of this very check has ended nobody else asks for it.
            await self._store.record(self._scope, result.check, result.answer, held=not result.final)
        except StorageError as failure:
            unsaved = failure
        else:
            with suppress(StorageError):  # a count, no more
                queued = await self._store.waiting(self._scope)
        if result.answer.source is Source.NONE:
            with suppress(StorageError):
                withheld = await self._store.withheld(self._scope, result.check.plate)
        result = replace(result, unsaved=unsaved, queued=queued, withheld=withheld)
        return result if unsaved else _settled(result)


def _settled(result: Result) -> Result:
    """Return a result that is on disk, its check without the picture: whoever keeps results keeps many."""
    check = result.check.without_crop()
    return result if check is result.check else replace(result, check=check)
