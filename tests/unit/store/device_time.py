"""A device's clock in a test's hand, and records that are made and age by it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from platecheck.facts import PlateFacts
from platecheck.store import Settlement

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.store import Answer, Check, Scope, Store

CLEAR = PlateFacts("ABC123")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Clock:
    """The device's clock."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Return the device's time."""
        return self.at


async def record(store: Store, scope: Scope, check: Check, answer: Answer) -> None:
    """Record an answer; a live one settles every check of its plate that waits."""
    await store.record(scope, check, answer, settle=lambda _: Settlement(answer, None))


async def pass_time(store: Store, clock: Clock, by: timedelta) -> None:
    """Let time pass, on the device and at the service that tells it."""
    clock.at += by
    await store.note_trusted(clock.at)
