"""Reading the patrol log: search, one check's whole story, a shift's figures, and copies that are taken.

Separate from `patrol`, which asks and writes: nothing here asks the platform anything.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from platecheck.activity import activity_of, of_day
from platecheck.answers import from_entry
from platecheck.copies import Copy, Format, Row, row_of, write
from platecheck.errors import NoReason, StorageError
from platecheck.facts import Source
from platecheck.shift import holds_whole_shift, shift_of
from platecheck.store.records import ExportNote, WalksWanted
from platecheck.verdict import weigh

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from zoneinfo import ZoneInfo

    from platecheck.activity import Activity
    from platecheck.answers import Result
    from platecheck.patrol import Clock
    from platecheck.shift import Shift
    from platecheck.store import Store
    from platecheck.store.records import (
        Entry,
        Found,
        LogLine,
        Lookup,
        Scope,
        Tally,
        WalkSummary,
        Wanted,
    )
    from platecheck.verdict import Site, Verdict

PAGE = 40
"""Lines of one page: a tall screen and a half."""
LEAST_REASON = 3
"""Characters that a reason has at least."""
_COPIED = 50
"""Entries opened in one job for a copy."""


@dataclass(frozen=True, slots=True)
class Story:
    """All there is of one check: its answers oldest first, each as a result of its own.

    `later` is what the device learned of the plate since, with when; None where the check's last
    answer is the newest. `crop` is the picture of the plate, where one is still kept; `crop_trouble`
    says why one that is kept could not be read.
    """

    entry: Entry
    results: tuple[Result, ...]
    later: tuple[Verdict, datetime] | None = None
    crop: bytes | None = field(default=None, repr=False)
    crop_trouble: str = ""

    @property
    def last(self) -> Result:
        """The answer that stood in the end."""
        return self.results[-1]


def earliest(lines: Sequence[LogLine]) -> datetime:
    """Return when the first of some checks was made: by a clock that was set back it is not the last line."""
    return min(line.checked_at for line in lines)


class PatrolLog:
    """The log of one scope. Every method may raise StorageError."""

    def __init__(
        self,
        store: Store,
        scope: Scope,
        *,
        site: Site,
        zone: ZoneInfo,
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._scope = scope
        self._site = site
        self._zone = zone
        self._clock = clock

    async def find(
        self, wanted: Wanted, *, before: int | None = None, limit: int = PAGE
    ) -> AsyncIterator[Found]:
        """Yield what is wanted step by step, newest first, until there are `limit` lines or no more.

        Every step is a job of its own for the store's worker. The last step's `before` is where
        the next page begins.
        """
        left = limit
        while left > 0:
            found = await self._store.search(self._scope, wanted, left, before)
            yield found
            left -= len(found.lines)
            before = found.before
            if before is None:
                return

    async def story(self, check_id: str) -> Story | None:
        """Return everything about one check, or None where it is not in this log."""
        entry = await self._store.entry(self._scope, check_id)
        if entry is None or not entry.answers:
            return None
        results = tuple(
            from_entry(replace(entry, answers=entry.answers[:number]))
            for number in range(1, len(entry.answers) + 1)
        )
        lookup = await self._store.find(self._scope, entry.check.plate) if entry.check.plate else None
        story = Story(entry, results, self._later(results[-1], lookup))
        if entry.check.sighting is None:
            return story
        try:
            return replace(story, crop=await self._store.crop(self._scope, check_id))
        except StorageError as error:
            return replace(story, crop_trouble=error.message)  # the rest of the story is worth reading

    async def lots(self) -> list[str]:
        """Return the lots that checks were made in, in the order people sort them."""
        return sorted(await self._store.logged_lots(self._scope), key=str.casefold)

    async def shift(self) -> Shift | None:
        """Return the figures of the newest shift, or None in an empty log; see `Shift`."""
        tallies: list[Tally] = []
        while more := await self._store.tallies(self._scope, tallies[-1].seq if tallies else None):
            tallies += more
            if holds_whole_shift(tallies):
                break
        return shift_of(tallies, self._clock())

    async def today(self) -> Activity:
        """Return the checks of the site's day by hour; see `Activity`.

        A whole step without one of today ends the reading: by a clock that was wrong for a while the
        checks are not in order.
        """
        now, before = self._clock(), None
        made: list[Tally] = []
        while more := await self._store.tallies(self._scope, before):
            today, before = of_day(more, now, self._zone), more[-1].seq
            if not today:
                break
            made += today
        return activity_of(made, now, self._zone)

    async def walks_among(
        self,
        wanted: Wanted,
        lines: Sequence[LogLine],
        before: int | None,
        above: Sequence[LogLine] = (),
    ) -> list[WalkSummary]:
        """Return the walks that stand among `lines`, newest first, without those that stand among `above`.

        `before` is where the next page begins: where there is none, all that is older stands here too. Where
        plates or verdicts are looked for there are none.
        """
        if wanted.plate or wanted.verdict is not None or (before is not None and not lines):
            return []
        since = None if before is None else earliest(lines)
        until = earliest(above) if above else None
        return await self._store.walks(self._scope, WalksWanted(since, until, wanted.lot))

    async def newest_walks(self, limit: int | None = None) -> list[WalkSummary]:
        """Return the newest walks, or all of them."""
        return await self._store.walks(self._scope, WalksWanted(limit=limit))

    async def copy(
        self,
        wanted: Wanted,
        form: Format,
        *,
        reason: str,
        officer: str,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Copy:
        """Return a copy of all that is wanted, noted in the log of exports before it is handed out.

        `progress` is told how many checks are in it so far.

        Raises:
            NoReason: the reason is shorter than three characters; nothing was read.
        """
        reason = " ".join(reason.split())
        if len(reason) < LEAST_REASON:
            raise NoReason("Say in a few words what the copy is for: at least three characters.")
        rows: list[Row] = []
        before: int | None = None
        while True:
            found = await self._store.search(self._scope, wanted, _COPIED, before)
            entries = await self._store.entries(self._scope, [line.seq for line in found.lines])
            rows += [row_of(from_entry(entry), self._site, self._zone) for entry in entries if entry.answers]
            progress(len(rows))
            before = found.before
            if before is None:
                break
        at = self._clock()
        note = ExportNote(at, officer, reason, form.value, len(rows), wanted)
        data = await asyncio.to_thread(write, rows, form)
        await self._store.note_export(self._scope, note)
        return Copy(f"platecheck-log-{at.astimezone(self._zone):%Y%m%d-%H%M%S}.{form.value}", data, note)

    async def copies(self, limit: int) -> list[ExportNote]:
        """Return the newest copies that were taken."""
        return await self._store.exports(self._scope, limit)

    def _later(self, last: Result, lookup: Lookup | None) -> tuple[Verdict, datetime] | None:
        known_at = last.answer.fetched_at or last.answer.decided_at
        if lookup is None or lookup.fetched_at <= known_at:
            return None
        verdict = weigh(
            lookup.facts,
            source=Source.CACHE,
            fetched_at=lookup.fetched_at,
            lot=last.check.lot,
            now=self._clock(),
            site=self._site,
        )
        return verdict, lookup.fetched_at
