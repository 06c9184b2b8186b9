"""One person's view of the patrol log: what is searched, what was found, and the check that is open.

Separate from the session because it is a place of its own, with a search that outlives a visit to it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import StorageError
from platecheck.patrol_log import PAGE, earliest
from platecheck.plates import fold
from platecheck.store.records import AGAIN, Match, Wanted
from platecheck.ui.layout import Arrangement
from platecheck.ui.saving import Saving
from platecheck.ui.state import Pulse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from platecheck.copies import Copy, Format
    from platecheck.patrol_log import PatrolLog, Story
    from platecheck.shift import Shift
    from platecheck.store.records import ExportNote, LogLine, WalkSummary
    from platecheck.ui.session import Session

SKELETON_S = 0.3
"""Loading shows only when it takes longer."""
FIRST = 12
"""Lines of the first page: what a handset shows. Drawing a whole page would keep the officer waiting."""
TYPING_S = 0.15
"""A search begins once nothing was typed for so long."""
NOTED = 20
"""Copies of the log that are shown again."""
_BACK = {Match.PART: Match.START, Match.START: Match.WHOLE, Match.WHOLE: Match.PART}


@ft.observable
@dataclass(eq=False)
class Shelf:
    """What the screen shows."""

    wanted: Wanted = field(default_factory=Wanted)
    lines: tuple[LogLine, ...] | None = None
    """Newest first; None before the first answer of the store."""
    walks: tuple[WalkSummary, ...] = ()
    """Those that stand among the lines, the one that ended last first."""
    before: int | None = None
    """Where the next page begins; None when everything is shown."""
    busy: bool = False
    slow: bool = False
    """Whether loading has taken so long that it must be said."""
    searched_to: datetime | None = None
    trouble: str = ""
    shift: Shift | None = None
    lots: tuple[str, ...] = ()
    chosen: str = ""
    """The id of the check or the walk that is open."""
    walk: WalkSummary | None = None
    story: Story | None = None
    story_slow: bool = False
    """As `slow`, of the open check."""
    story_trouble: str = ""


class LogBook:
    """The acts on the log. One per session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.saving = Saving()
        self._run = 0
        self.shelf = Shelf()
        self.pulse = Pulse()
        """Ticks while a check is open: the age of its answer."""
        self.typed = ""
        """The search as it was typed."""

    @property
    def _log(self) -> PatrolLog:
        return self._session.services.log

    async def open(self) -> None:
        """Come to the place: the newest lines that are wanted, the figures, the lots."""
        if self._session.arrangement is not Arrangement.DESKTOP:
            self.close()
        await self.reload()
        await self._count()

    async def catch_up(self) -> None:
        """Put what was checked since on top; where the person reads nothing moves but that."""
        shelf, lines = self.shelf, self.shelf.lines
        if lines is None or shelf.busy:
            return
        fresh: list[LogLine] = []
        run, before = self._run, None
        try:
            async for found in self._log.find(shelf.wanted):
                fresh += found.lines
                before = found.before
            newest = lines[0].seq if lines else 0
            if not fresh or fresh[-1].seq <= newest:
                known = {line.seq: line for line in fresh}
                fresh = [line for line in fresh if line.seq > newest]
                fresh += [known.get(line.seq, line) for line in lines]
                before = shelf.before
            walks = await self._log.walks_among(shelf.wanted, fresh, before)
        except StorageError:
            return  # what is shown stays true; opening the place again says it
        if run == self._run:
            shelf.lines, shelf.before, shelf.walks = tuple(fresh), before, tuple(walks)
            await self._count()

    async def reload(self) -> None:
        """Begin anew with what is wanted: first what is in sight, then the rest of the page."""
        await self._read(None, (), FIRST)
        await self.more()

    def leave(self) -> None:
        """Keep only what is in sight, so that coming back is as quick as the first time."""
        shelf = self.shelf
        if shelf.lines is not None and len(shelf.lines) > FIRST:
            shelf.lines, shelf.before = shelf.lines[:FIRST], shelf.lines[FIRST - 1].seq
            since = earliest(shelf.lines)
            shelf.walks = tuple(walk for walk in shelf.walks if walk.ended_at >= since)

    async def more(self) -> None:
        """Add the next page."""
        shelf = self.shelf
        if not shelf.busy and shelf.before is not None and shelf.lines is not None:
            await self._read(shelf.before, shelf.lines)

    async def seek(self, text: str) -> None:
        """Search for a plate as it is typed; begins when the typing rests."""
        self.typed = text
        run = self._run = self._run + 1
        await asyncio.sleep(TYPING_S)
        if run == self._run:
            await self.want(plate=fold(text))

    async def settle(self) -> None:
        """Take the search as it is typed now: who exports at once means what stands in the field."""
        self._run += 1
        await self.want(plate=fold(self.typed))

    async def next_match(self) -> None:
        """Go on from containing to beginning with to being exactly the text."""
        await self.want(match=_BACK[self.shelf.wanted.match])

    async def want(self, **changes: object) -> None:
        """Change what is wanted: plate, match, verdict, lot."""
        wanted = replace(self.shelf.wanted, **changes)  # type: ignore[arg-type]  # names of its fields
        if wanted != self.shelf.wanted or self.shelf.lines is None:
            self.shelf.wanted = wanted
            await self.reload()

    async def want_all(self) -> None:
        """Take the search and the filters away."""
        self.typed = ""
        await self.want(plate="", match=Match.PART, verdict=None, lot=None)

    def forget(self) -> None:
        """Take off the screen what was read: it is gone, or hidden from now on."""
        self.close()
        self._run += 1
        self.shelf.lines, self.shelf.before, self.shelf.shift, self.shelf.lots = None, None, None, ()
        self.shelf.walks, self.shelf.busy, self.shelf.slow = (), False, False

    # -- one check, one walk

    async def pick(self, check_id: str) -> None:
        """Open a check with everything about it."""
        shelf = self.shelf
        shelf.chosen, shelf.story_trouble = check_id, ""

        async def say_so() -> None:
            await asyncio.sleep(SKELETON_S)
            if shelf.chosen == check_id:
                shelf.walk, shelf.story, shelf.story_slow = None, None, True

        saying = asyncio.ensure_future(say_so())
        try:
            story = await self._log.story(check_id)
        except StorageError as error:
            if shelf.chosen == check_id:
                shelf.story, shelf.story_trouble = None, error.message
            return
        finally:
            saying.cancel()
            if shelf.chosen == check_id:
                shelf.walk, shelf.story_slow = None, False
        if shelf.chosen == check_id:
            shelf.story = story
            self._session.page.run_task(self._tick)

    def pick_walk(self, walk: WalkSummary) -> None:
        """Open a walk."""
        self.close()
        self.shelf.chosen, self.shelf.walk = walk.id, walk

    async def show_lot(self, lot: str) -> None:
        """Show all that was checked in a lot; over a list, what is open makes room for it."""
        if self._session.arrangement is not Arrangement.DESKTOP:
            self.close()
        self.typed = ""
        await self.want(plate="", match=Match.PART, verdict=None, lot=lot)

    def close(self) -> bool:
        """Close the check or walk that is open; tells whether there was one."""
        shelf, was_open = self.shelf, bool(self.shelf.chosen)
        shelf.walk = None
        shelf.chosen, shelf.story, shelf.story_trouble, shelf.story_slow = "", None, "", False
        return was_open

    async def ask_again(self) -> None:
        """Ask the platform about the open check's plate: a check of its own, on the check screen."""
        story = self.shelf.story
        if story is not None and not self._session.must_acknowledge:
            await self._session.ask_plate(story.entry.check.plate, AGAIN)

    async def show_answer(self) -> None:
        """Show the open check on the check screen, as of now; there an alarm is acknowledged."""
        if self.shelf.story is not None:
            await self._session.show(self.shelf.story.last)

    # -- copies

    async def copy(
        self, form: Format, reason: str, progress: Callable[[int], None]
    ) -> tuple[Copy, str | None]:
        """Take a copy of what is wanted and hand it out. Returns it, and where it went.

        Raises:
            NoReason: the reason is too short.
            StorageError: the log could not be read, or the copy not noted: nothing was handed out.
        """
        officer = self._session.settings.officer
        copy = await self._log.copy(
            self.shelf.wanted, form, reason=reason, officer=officer, progress=progress
        )
        return copy, await self.saving.save(copy.name, copy.data, self._session.words("export.title"))

    async def copies(self) -> list[ExportNote]:
        """Return the newest copies that were taken; none where they cannot be read."""
        try:
            return await self._log.copies(NOTED)
        except StorageError:
            return []

    # -- inside

    async def _read(self, before: int | None, above: tuple[LogLine, ...], limit: int = PAGE) -> None:
        """Read a page below `before` and show it under `above`, step by step; a newer reading ends it."""
        shelf, fresh = self.shelf, list(above)
        passed = shelf.walks if above else ()
        run = self._run = self._run + 1
        shelf.busy, shelf.slow, shelf.trouble = True, False, ""
        self._session.page.run_task(self._grow_slow, run)
        try:
            async for found in self._log.find(shelf.wanted, before=before, limit=limit):
                if run != self._run:
                    return
                fresh += found.lines
                shelf.searched_to = found.searched_to
                if len(fresh) > len(above) or shelf.slow or found.before is None:
                    # Until something is found or it takes long, what was there stays: no flicker.
                    walks = await self._log.walks_among(shelf.wanted, fresh, found.before, above)
                    if run != self._run:
                        return
                    shelf.walks = (*passed, *walks)
                    shelf.lines, shelf.before = tuple(fresh), found.before
        except StorageError as error:
            if run == self._run:
                shelf.trouble = error.message
        if run == self._run:
            shelf.busy = shelf.slow = False

    async def _grow_slow(self, run: int) -> None:
        await asyncio.sleep(SKELETON_S)
        if run == self._run and self.shelf.busy:
            self.shelf.slow = True

    async def _count(self) -> None:
        shelf = self.shelf
        try:
            shelf.shift = await self._log.shift()
            shelf.lots = tuple(await self._log.lots())
        except StorageError as error:
            shelf.trouble = shelf.trouble or error.message

    async def _tick(self) -> None:
        story = self.shelf.story
        while story is not None and self.shelf.story is story and not self._session.closed:
            await asyncio.sleep(1)
            self.pulse.second += 1
