"""What still has to come to the officer: checks that wait for a live answer, and what changed meanwhile.

Separate from the session because it goes on by itself. An alarm, or an order not to ticket, about a car
that was left is brought to the front, but never between a press and its verdict, nor over an alarm.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from platecheck.answers import from_entry
from platecheck.errors import PlatecheckError
from platecheck.ui.parts.change_card import URGENT
from platecheck.ui.sheets import close_sheet, show_sheet
from platecheck.ui.state import Startup
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from collections.abc import Callable

    import flet as ft

    from platecheck.store.records import Change
    from platecheck.ui.feedback import Feedback
    from platecheck.ui.session import Session

ROUTE = "/queue"
LOOK_S = 5.0
"""How often the queue is read while this process changes nothing: another may."""


class PendingWork:
    """Follows the queue and the changes of one session's services."""

    def __init__(
        self,
        session: Session,
        feedback: Feedback,
        sheet: Callable[[Session, tuple[Change, ...]], ft.AlertDialog],
    ) -> None:
        self._session = session
        self._feedback = feedback
        self._sheet = sheet
        self._seen: tuple[object, ...] = ()
        self._looked_at = 0.0
        self._brought: set[tuple[object, int]] = set()
        """Changes that were laid before the officer once, by scope and seq: a closed sheet stays closed."""

    async def follow(self) -> None:
        """Read what waits where that may have changed, and bring what cannot."""
        opened = self._session.installation.opened
        if opened is None:
            return
        now, rechecks = time.monotonic(), opened.rechecks
        seen = (opened, rechecks.revision, rechecks.progress.asking, self._session.page.route == ROUTE)
        if seen != self._seen or now - self._looked_at >= LOOK_S:
            self._seen, self._looked_at = seen, now
            await self.read()
        await self._bring()

    async def read(self) -> None:
        """Read the counts and the changes; the receipts too where they are looked at."""
        pending, rechecks = self._session.state.pending, self._session.services.rechecks
        try:
            changes = tuple(await rechecks.changes())
            waiting = await rechecks.waiting()
            looked_at = self._session.page.route == ROUTE
            receipts = tuple(await rechecks.receipts()) if looked_at else pending.receipts
        except PlatecheckError as error:
            pending.trouble = error.message
            return
        self._session.walking.changed(changes)
        # Only what differs is set: every set draws the screens that show it anew.
        for name, value in (
            ("changes", tuple(sorted(changes, key=_order))),
            ("waiting", waiting),
            ("receipts", receipts),
            ("ended", rechecks.progress.ended),
            ("trouble", ""),
        ):
            if getattr(pending, name) != value:
                setattr(pending, name, value)

    async def seen(self, change: Change) -> None:
        """Note that the officer has seen a change."""
        session = self._session
        try:
            await session.services.rechecks.acknowledge(change, session.settings.officer)
        except PlatecheckError as error:
            session.state.pending.trouble = error.message
            return
        await self.read()

    async def open(self, change: Change) -> None:
        """Show the answer that changed; an alarm's change is seen once its outcome is noted."""
        session = self._session
        services = session.services
        try:
            entry = await services.store.entry(services.scope, change.check_id)
        except PlatecheckError as error:
            session.state.pending.trouble = error.message
            return
        if entry is not None and entry.answers:
            await session.show(from_entry(entry))
        if not session.must_acknowledge:
            await self.seen(
                change
            )  # its alarm was acknowledged, or is no longer kept: there is no more to do

    async def acknowledged(self, check_id: str) -> None:
        """Note that the alarm of a check got its outcome: nothing of its change is left to see."""
        for change in self._session.state.pending.changes:
            if change.check_id == check_id:
                await self.seen(change)

    def ask_now(self) -> None:
        """Let the queue be asked for at once."""
        self._session.services.runner.look_now()

    async def _bring(self) -> None:
        """Lay what is urgent and new before the officer, once nothing else has their eyes."""
        session = self._session
        scope = session.services.scope
        urgent = tuple(one for one in session.state.pending.changes if Headline(one.now) in URGENT)
        new = [one for one in urgent if (scope, one.seq) not in self._brought]
        if not new or session.state.opening.startup is not Startup.READY:
            return
        if session.must_acknowledge or session.dialog_open or session.inquiry.at_hand is not None:
            return
        self._brought.update((scope, one.seq) for one in urgent)
        if session.page.route != ROUTE:
            show_sheet(session, self._sheet(session, urgent))
        headline = Headline.ALARM if any(one.now == Headline.ALARM for one in new) else Headline.DO_NOT_TICKET
        session.go_on(self._feedback.call(headline, aloud=session.person.aloud))

    def forget(self) -> None:
        """Take off the screen what was wiped, or is hidden from now on."""
        pending = self._session.state.pending
        pending.changes, pending.receipts, pending.waiting = (), (), 0
        self._seen = ()

    async def to_list(self) -> None:
        """Go to the queue and to what changed; an alarm that waits for its outcome keeps the screen."""
        session = self._session
        close_sheet(session)
        if session.must_acknowledge:
            session.state.typing.problem = session.words("ack.first")
        elif session.page.route != ROUTE:
            await session.page.push_route(ROUTE)


def _order(change: Change) -> tuple[int, int]:
    """Alarms first, then orders, then the rest; the oldest first among equals."""
    now = Headline(change.now)
    return (URGENT.index(now) if now in URGENT else len(URGENT)), change.seq
