"""One check followed to its end, and what it says of the way to the service.

Separate from the session because it goes on while the officer does: an alarm comes back to the front.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from platecheck.answers import from_entry
from platecheck.errors import PlatecheckError
from platecheck.facts import Source
from platecheck.ui.drill import show_condition
from platecheck.ui.last_resort import place_of
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from platecheck.answers import LookAlike, Result
    from platecheck.store.records import Check
    from platecheck.ui.feedback import Feedback
    from platecheck.ui.session import Session
    from platecheck.verdict import Verdict

RECENTS = 6
LOG_ROWS = 50
"""Checks shown beside the field; the whole log is the history's."""
VISIBLE_WAIT_S = 0.15
"""An answer within it needs no word about the waiting, and is there the sooner."""
AFTER_VERDICT_S = 0.1

log = logging.getLogger(__name__)


class Inquiry:
    """Follows the checks of one session."""

    def __init__(self, session: Session, feedback: Feedback) -> None:
        self._session = session
        self._feedback = feedback
        self.at_hand: Check | None = None
        """The check whose answer belongs on the screen, as soon as no alarm waits there."""
        self._waiting: dict[str, tuple[Result, tuple[LookAlike, ...]]] = {}
        """By check, what came while an alarm on screen waited for its outcome: its newest answer."""
        self._noting = False
        """Whether an outcome is being written."""

    async def follow(self, check: Check) -> None:
        """Show each answer of `check` as it comes."""
        try:
            await self._follow(check)
        except Exception as error:  # noqa: BLE001 - the screen must not go on asking for ever
            log.error("a check broke off: %s", place_of(error))  # noqa: TRY400 - a trace may quote data
            if self._is_at_hand(check):
                self.at_hand = self._session.state.desk.asking = None
            shown = self._session.state.desk.result
            if shown is not None and self._is_on_screen(check):
                self._session.state.desk.result = replace(shown, final=True)
            self._session.walking.broke_off(check)
            self._session.notice()

    async def bring(self, result: Result) -> None:
        """Bring an answer that was given elsewhere to the screen."""
        alike = await self._misreadings(result, self._session.verdict(result))
        if not self._session.must_acknowledge:
            self._put(result, alike)
            await self._session.to_check()

    async def refresh_log(self) -> None:
        """Read the newest checks again."""
        try:
            entries = await self._session.services.patrol.history(limit=LOG_ROWS)
        except PlatecheckError:
            log.warning("the log could not be read")
            return
        self._session.state.trail.log = tuple(from_entry(entry) for entry in entries if entry.answers)

    async def tick(self) -> None:
        """Count seconds while an answer is on screen; when time alone changed its verdict, show that.

        An alarm without an outcome is the screen, whatever happened.

        What other sessions and the rechecks find of the way to the service, and the condition that a
        trainer chose, show within a second.

        Runs for as long as the page does.
        """
        session = self._session
        desk, seen = session.state.desk, None
        while not session.closed:
            await asyncio.sleep(1)
            session.lead_back()
            await session.access.follow()
            self.show_way()
            show_condition(session)
            await session.pending.follow()
            session.walking.tick()
            if desk.result is None:
                continue
            verdict = (desk.result.check.id, session.verdict(desk.result))
            if seen is not None and seen[0] == verdict[0] and seen != verdict:
                desk.revision += 1
            seen = verdict
            session.state.pulse.second += 1

    async def recall(self) -> None:
        """Fill log and recents at the start.

        In a browser the log is also other people's: there the recents are this visit's only.
        """
        self.show_way()
        show_condition(self._session)
        await self.refresh_log()
        await self._session.pending.follow()
        if not self._session.page.web:
            for entry in reversed(await self._session.services.patrol.recent(RECENTS)):
                self._remember(from_entry(entry))

    def _remember(self, result: Result) -> None:
        trail = self._session.state.trail
        for known in trail.recents:
            if known.check.id == result.check.id and self._is_same_alarm(result, known):
                result = replace(result, acknowledgement=result.acknowledgement or known.acknowledgement)
        others = [known for known in trail.recents if known.check.plate != result.check.plate]
        trail.recents = (result, *others)[:RECENTS]

    async def offer(self, plate: str) -> None:
        """Offer the saved look-alikes of a plate with `#`: it is never sent itself."""
        desk = self._session.state.desk
        found = await self._siblings(plate, self._session.state.prefs.lot or None, unseen=0)
        if self._session.must_acknowledge:
            return
        self._session.leave_answer()
        desk.unreadable, desk.alike = plate, found

    async def acknowledge(self) -> None:
        """Write the chosen outcome of the alarm on screen, and bring what waited for it."""
        session, desk = self._session, self._session.state.desk
        asked, outcome = desk.result, desk.outcome
        if asked is None or outcome is None or asked.acknowledgement is not None or self._noting:
            return
        self._noting = True
        try:
            async with session.installation.use() as services:
                noted = await services.patrol.acknowledge(asked, outcome, session.settings.officer)
        finally:
            self._noting = False
        shown = desk.result
        if shown is not None and shown is not asked and shown.check.id == asked.check.id:
            # The live answer took the saved one's place meanwhile.
            said = noted.acknowledgement if self._is_same_alarm(shown, noted) else None
            noted = replace(shown, acknowledgement=said, unsaved=noted.unsaved or shown.unsaved)
        if self._is_on_screen(asked.check):  # without an alarm in the live answer one may have gone on
            desk.result = noted
        self._remember(noted)
        session.walking.answered(noted)
        if not session.must_acknowledge:
            self.show_waiting()
        await self.refresh_log()
        await session.pending.acknowledged(asked.check.id)

    def show_waiting(self) -> bool:
        """Show the next that waited for the alarm on screen, alarms first; tells whether there was one."""
        session, desk = self._session, self._session.state.desk
        waiting = sorted(self._waiting, key=lambda one: not session.verdict(self._waiting[one][0]).alarm)
        if waiting:
            result, alike = self._waiting.pop(waiting[0])
            self._put(result, alike)
            return True
        asked = self.at_hand
        if asked is None or desk.result is None or desk.result.check.id == asked.id:
            return False
        session.leave_answer()
        self.at_hand = desk.asking = asked
        return True

    async def _follow(self, check: Check) -> None:
        session = self._session
        first = True
        waited = asyncio.ensure_future(self._wait_visibly(check))
        try:
            async with session.installation.use() as services:
                async for result in services.patrol.answers(check, watched=lambda: self._is_watched(check)):
                    waited.cancel()
                    verdict = session.verdict(result)
                    alike = await self._alike(result, verdict)
                    session.walking.answered(result, alike)
                    self._place(result, verdict, alike)
                    if first or result.final:
                        # Not waited for: a client that is gone never answers, and the live answer is to come.
                        session.go_on(self._feedback.tell(verdict, aloud=session.person.aloud))
                    first = False
                    # The verdict goes out before what stands around it is drawn anew.
                    await asyncio.sleep(AFTER_VERDICT_S)
                    self.show_way()
                    if result.queued:
                        session.state.pending.waiting = result.queued
                    self._remember(result)
        finally:
            waited.cancel()
        await self.refresh_log()

    async def _wait_visibly(self, check: Check) -> None:
        """Say that the service is asked, once that takes long enough to be seen."""
        await asyncio.sleep(VISIBLE_WAIT_S)
        if self._is_at_hand(check) and not self._session.must_acknowledge:
            self._session.leave_answer()
            self.at_hand = self._session.state.desk.asking = check

    def _is_at_hand(self, check: Check) -> bool:
        return self.at_hand is not None and self.at_hand.id == check.id

    def _is_awaited(self, check: Check) -> bool:
        """Tell whether the next answer of a check comes before the officer's eyes."""
        return self._is_on_screen(check) or self._is_at_hand(check) or check.id in self._waiting

    def _is_watched(self, check: Check) -> bool:
        """As `_is_awaited`, on a walk too."""
        return self._is_awaited(check) or self._session.walking.shows(check)

    def _is_on_screen(self, check: Check) -> bool:
        shown = self._session.state.desk.result
        return shown is not None and shown.check.id == check.id

    def _place(self, result: Result, verdict: Verdict, alike: tuple[LookAlike, ...]) -> None:
        """Put an answer where it belongs: nothing takes the place of an alarm that waits for its outcome."""
        check = result.check
        wanted = self._is_at_hand(check) or check.id in self._waiting
        if self._session.must_acknowledge and not self._is_on_screen(check):
            if wanted or verdict.alarm:
                self._waiting[check.id] = result, alike
                if result.final and self._is_at_hand(check):
                    self.at_hand = None
        elif self._is_on_screen(check) or wanted or verdict.alarm:
            self._put(result, alike)

    def _put(self, result: Result, alike: tuple[LookAlike, ...]) -> None:
        """Put an answer on the screen."""
        session, desk, before = self._session, self._session.state.desk, self._session.state.desk.result
        held = session.must_acknowledge
        asked = self.at_hand
        if before is None or before.check.id != result.check.id:
            session.leave_answer()
            held = False
        elif self._is_same_alarm(result, before):
            result = replace(result, acknowledgement=before.acknowledgement)
        else:
            held, desk.outcome = False, None
        desk.alike, desk.result = alike, result
        self.at_hand = asked
        if self._is_at_hand(result.check) and result.final:
            self.at_hand = desk.asking = None
        if session.must_acknowledge and not held:
            session.come_forward()

    def _is_same_alarm(self, result: Result, before: Result) -> bool:
        """Tell whether what was acknowledged on an earlier answer of the check goes for this one too."""
        alarm = self._session.verdict(result).alarm
        return not alarm or alarm == self._session.verdict(before).alarm

    async def _alike(self, result: Result, verdict: Verdict) -> tuple[LookAlike, ...]:
        """Return what the plate of an answer on its way to the screen could be a misreading of."""
        wanted = self._is_awaited(result.check) or self._session.walking.has(result.check)
        return await self._misreadings(result, verdict) if wanted else ()

    async def _misreadings(self, result: Result, verdict: Verdict) -> tuple[LookAlike, ...]:
        if verdict.headline not in {Headline.NO_PERMIT, Headline.NOT_CHECKED}:
            return ()
        check = result.check
        # One that nobody ever saw is only worth a tap while somebody answers.
        unseen = 1 if result.answer.source is Source.LIVE else 0
        return await self._siblings(check.plate, check.lot, unseen)

    async def _siblings(self, plate: str, lot: str | None, unseen: int) -> tuple[LookAlike, ...]:
        try:
            return tuple(await self._session.services.patrol.look_alikes(plate, lot, unseen=unseen))
        except PlatecheckError:
            log.warning("look-alikes could not be read")
            return ()

    def show_way(self) -> None:
        """Show the way to the service as the core measured it, whoever called."""
        if self._session.installation.opened is None:
            return
        shown, way = self._session.state.way, self._session.installation.opened.patrol.way
        if shown.link is not way.link:
            shown.since = way.since
            shown.link = way.link
