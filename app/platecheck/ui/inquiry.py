"""One check followed to its end, and what it says of the way to the service.

Separate from the session because it goes on while the officer does: an alarm comes back to the front.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from platecheck.answers import from_entry
from platecheck.errors import PlatecheckError, ProblemKind
from platecheck.facts import Source
from platecheck.ui.last_resort import place_of
from platecheck.ui.state import Link
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
SLOW_S = 2.0
_OFFLINE = {ProblemKind.UNREACHABLE, ProblemKind.TLS, ProblemKind.PORTAL}

log = logging.getLogger(__name__)


class Inquiry:
    """Follows the checks of one session."""

    def __init__(self, session: Session, feedback: Feedback) -> None:
        self._session = session
        self._feedback = feedback
        self._waiting: list[Result] = []
        """Alarms that came while another one waited for its outcome."""

    async def follow(self, check: Check) -> None:
        """Show each answer of `check` as it comes."""
        try:
            await self._follow(check)
        except Exception as error:  # noqa: BLE001 - the screen must not go on asking for ever
            log.error("a check broke off: %s", place_of(error))  # noqa: TRY400 - a trace may quote data
            desk = self._session.state.desk
            if desk.asking is not None and desk.asking.id == check.id:
                desk.asking = None
            self._session.notice()

    async def refresh_log(self) -> None:
        """Read the newest checks again."""
        try:
            entries = await self._session.services.patrol.history(limit=LOG_ROWS)
        except PlatecheckError:
            log.warning("the log could not be read")
            return
        self._session.state.desk.log = tuple(from_entry(entry) for entry in entries if entry.answers)

    async def tick(self) -> None:
        """Count seconds while an answer is on screen; when time alone changed its verdict, show that.

        Runs for as long as the page does.
        """
        session = self._session
        desk, seen = session.state.desk, None
        while not session.closed:
            await asyncio.sleep(1)
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
        await self.refresh_log()
        if not self._session.page.web:
            for entry in reversed(await self._session.services.patrol.recent(RECENTS)):
                self._remember(from_entry(entry))

    def _remember(self, result: Result) -> None:
        desk = self._session.state.desk
        others = [known for known in desk.recents if known.check.plate != result.check.plate]
        desk.recents = (result, *others)[:RECENTS]

    async def offer(self, plate: str) -> None:
        """Offer the saved look-alikes of a plate with `#`: it is never sent itself."""
        desk = self._session.state.desk
        found = await self._siblings(plate, self._session.state.prefs.lot or None, unseen=0)
        self._session.leave_answer()
        desk.unreadable, desk.alike = plate, found

    async def show_waiting(self) -> bool:
        """Show the next alarm that waited, if there is one."""
        if not self._waiting:
            return False
        await self._session.show(self._waiting.pop(0))
        return True

    async def _follow(self, check: Check) -> None:
        session, desk = self._session, self._session.state.desk
        first = True
        async for result in session.services.patrol.answers(check):
            verdict = session.verdict(result)
            self._note_link(result)
            self._remember(result)
            at_hand = desk.asking is not None and desk.asking.id == check.id
            shown = desk.result is not None and desk.result.check.id == check.id
            if at_hand or shown:
                await self._show(result, verdict)
            elif verdict.alarm and session.must_acknowledge:
                self._waiting.append(result)
            elif verdict.alarm:
                await session.show(result)
            if first or result.final:
                await self._feedback.tell(verdict, aloud=session.person.aloud)
            first = False
        await self.refresh_log()

    async def _show(self, result: Result, verdict: Verdict) -> None:
        desk = self._session.state.desk
        before = desk.result
        if before is not None and before.check.id == result.check.id and before.acknowledgement:
            # The same check's alarm was acknowledged on its saved answer.
            result = replace(result, acknowledgement=before.acknowledgement)
        desk.alike = ()
        if verdict.headline in {Headline.NO_PERMIT, Headline.NOT_CHECKED}:
            # One that nobody ever saw is only worth a tap while somebody answers.
            unseen = 1 if result.answer.source is Source.LIVE else 0
            desk.alike = await self._siblings(result.check.plate, result.check.lot, unseen)
        desk.result = result
        if result.final:
            desk.asking = None

    async def _siblings(self, plate: str, lot: str | None, unseen: int) -> tuple[LookAlike, ...]:
        try:
            return tuple(await self._session.services.patrol.look_alikes(plate, lot, unseen=unseen))
        except PlatecheckError:
            log.warning("look-alikes could not be read")
            return ()

    def _note_link(self, result: Result) -> None:
        desk = self._session.state.desk
        link = self._link_of(result)
        if link is not desk.link:
            desk.link_since = self._session.now()
            desk.link = link

    @staticmethod
    def _link_of(result: Result) -> Link:
        answer = result.answer
        if answer.problem is not None:
            if answer.problem.kind is ProblemKind.REFUSED:
                return Link.REFUSED
            return Link.OFFLINE if answer.problem.kind in _OFFLINE else Link.FAILING
        if answer.source is Source.LIVE and (answer.latency_s or 0) < SLOW_S:
            return Link.LIVE
        return Link.SLOW
