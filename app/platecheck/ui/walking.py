"""The officer's acts on a walk: read, check what was read, pass a car again, end.

Separate from the viewfinder, whose pictures it takes, because a walk goes on while the officer is elsewhere:
whatever is checked meanwhile is a car of the walk too. In memory until its end; each check is in the log.
"""

from __future__ import annotations

import uuid
from time import monotonic
from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.store.records import AGAIN, CAMERA, WalkSummary
from platecheck.ui.state import Pulse
from platecheck.ui.walk_state import ROWS, WalkState
from platecheck.verdict import Headline
from platecheck.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from platecheck.answers import LookAlike, Result
    from platecheck.store.records import Change, Check
    from platecheck.ui.session import Session
    from platecheck.walk import Stop

ROUTE = "/walk"
LOOK_S = 0.3
"""Sooner after a reading nobody can have read it: a second press of the shutter is no Check."""


class Walking:
    """The walk of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.state = WalkState()
        self.pulse = Pulse()
        """Ticks while the walk is on screen: its length, and the age of the last answer."""
        self.results: dict[str, Result] = {}
        """By the check of a stop, the newest answer about its car."""
        self.alike: set[str] = set()
        """The checks whose plates could be misreadings of plates that are known: a tap shows of which."""
        self.thumbs: dict[str, bytes] = {}
        """By the check of a stop, its picture as small as a row shows it."""

    @property
    def is_on(self) -> bool:
        """Whether a walk is under way."""
        return self.state.walk is not None and self.state.summary is None

    @property
    def is_here(self) -> bool:
        """Whether the walk has the screen."""
        return self._session.page.route == ROUTE

    async def go(self) -> None:
        """Go to the walk; an alarm that waits keeps the screen."""
        if not self._session.must_acknowledge:
            self._session.leave_answer()
            await self._session.page.push_route(ROUTE)

    def begin(self) -> None:
        """Begin a walk where none is under way."""
        if self.state.walk is None:
            self.state.walk = Walk(self._session.now())

    # -- one car after the other

    async def press(self) -> None:
        """Do what the big button says: check what was read for sure, or else read."""
        viewfinder = self._session.viewfinder
        best = viewfinder.finder.best
        if best is None or not viewfinder.finder.is_sure:
            await viewfinder.shoot()
        elif monotonic() - viewfinder.read_at >= LOOK_S:
            await viewfinder.check(best.plate)

    async def check(self, plate: str) -> None:
        """Ask about a plate that was read; a car that was passed just before is only counted.

        Raises BadPlate.
        """
        session = self._session
        check = session.press(plate, CAMERA)
        if not self.passed(check):
            session.go_on(session.inquiry.follow(check))

    def passed(self, check: Check) -> bool:
        """Note the car of a check, however its plate came; tells whether it was checked just before.

        One that is asked about once more was not passed again.
        """
        walk = self.state.walk
        if walk is None or not self.is_on or check.reason == AGAIN:
            return False
        walk = walk.passed(check.id, check.plate, check.lot, check.checked_at)
        stop = walk.stops[0].check_id
        thumb = self._session.viewfinder.thumb if check.sighting is not None else None
        if thumb is not None:
            self.thumbs.setdefault(stop, thumb)
        self.state.walk, self.state.at_head, self.state.rows = walk, stop, ROWS
        return stop != check.id

    def answered(self, result: Result, alike: tuple[LookAlike, ...] = ()) -> None:
        """Note an answer: the newest about a car is its verdict; and whether a look-alike is known."""
        stop = self._stop_of(result.check)
        if stop is None:
            return
        if any(one.verdict is not None for one in alike):
            self.alike.add(result.check.id)
        known = self.results.get(stop.check_id)
        if known is None or known.check.checked_at <= result.check.checked_at:
            self.results[stop.check_id] = result
            self._note(stop.check_id, self._session.verdict(result).headline)

    def broke_off(self, check: Check) -> None:
        """Note that nobody will answer a check any more."""
        stop = self._stop_of(check)
        if stop is not None and stop.headline is None:
            self._note(stop.check_id, Headline.NOT_CHECKED)

    def changed(self, changes: Iterable[Change]) -> None:
        """Note what the rechecks found of cars of this walk."""
        for change in changes:
            walk, now = self.state.walk, Headline(change.now)
            if walk is not None and any(
                stop.check_id == change.check_id and stop.headline is not now for stop in walk.stops
            ):
                self.results.pop(change.check_id, None)  # what it says is no longer so
                self._note(change.check_id, now)

    def has(self, check: Check) -> bool:
        """Tell whether a check is about a car of this walk."""
        return self._stop_of(check) is not None

    def shows(self, check: Check) -> bool:
        """Tell whether the next answer of a check comes before the officer's eyes."""
        return self.is_on and self.is_here and self.state.at_head == check.id

    def tick(self) -> None:
        """Count a second while the walk is on screen; what time alone makes of the last verdict is shown."""
        stop = self.state.shown
        if not (self.is_on and self.is_here):
            return
        self.pulse.second += 1
        result = self.results.get(stop.check_id) if stop is not None else None
        if stop is not None and result is not None:
            headline = self._session.verdict(result).headline
            if headline is not stop.headline:
                self._note(stop.check_id, headline)

    async def open(self, check_id: str) -> None:
        """Show all of an answer: the last one as it was given, an older one as a saved one."""
        session, result = self._session, self.results.get(check_id)
        if session.must_acknowledge:
            return
        shown = self.state.shown
        if result is not None and shown is not None and (shown.check_id, shown.seen) == (check_id, 1):
            await session.inquiry.bring(result)
            return
        if result is None:
            try:
                story = await session.services.log.story(check_id)
            except StorageError:
                story = None
            result = story.last if story is not None else None
        if result is not None:  # else nobody has answered yet
            await session.show(result)

    def grow(self) -> None:
        """Show more rows."""
        walk = self.state.walk
        if walk is not None and self.state.rows < len(walk.stops):
            self.state.rows += ROWS

    # -- the end

    async def end(self) -> None:
        """End the walk: its summary lands in the history; one without a car leaves nothing."""
        session, walk = self._session, self.state.walk
        if walk is None or not self.is_on or session.must_acknowledge:
            return
        if not walk.stops:
            await session.go_back()
            self.forget()
            return
        self.state.summary = WalkSummary(
            id=str(uuid.uuid4()),
            began_at=walk.began_at,
            ended_at=walk.began_at + walk.length(session.now()),
            lot=walk.lot,
            officer=session.settings.officer,
            cars=len(walk.stops),
            readings=sum(stop.seen for stop in walk.stops),
            totals=tuple((one.value, walk.totals[one]) for one in Headline if one in walk.totals),
        )
        await self.keep()

    async def keep(self) -> None:
        """Write the summary; what stands in the way is said beside it."""
        if self.state.summary is None:
            return
        try:
            await self._session.services.patrol.end_walk(self.state.summary)
        except StorageError as error:
            self.state.trouble = error.message
        else:
            self.state.trouble = ""

    def left(self) -> None:
        """Let go of a walk that has ended, once its screen is left; one under way goes on."""
        if self.state.summary is not None:
            self.forget()

    def start_over(self) -> None:
        """Take off the screen what was wiped, or is hidden from now on."""
        self.forget()
        if self.is_here:
            self.begin()

    def forget(self) -> None:
        """Let go of the walk and of all that was seen on it."""
        state = self.state
        self.results.clear()
        self.alike.clear()
        self.thumbs.clear()
        state.at_head, state.rows = "", ROWS
        state.walk, state.summary, state.trouble = None, None, ""

    # -- inside

    def _stop_of(self, check: Check) -> Stop | None:
        """Return the car of a check: its own stop, or the one that its plate was passed at just before."""
        walk = self.state.walk if self.is_on else None
        if walk is None:
            return None
        own = next((stop for stop in walk.stops if stop.check_id == check.id), None)
        return own or walk.known(check.plate, check.lot, check.checked_at)

    def _note(self, check_id: str, headline: Headline) -> None:
        if self.state.walk is not None:
            self.state.walk = self.state.walk.answered(check_id, headline)
            self.state.revision += 1
