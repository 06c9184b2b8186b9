"""Attempts under way: each comes to its end whoever leaves, and what came of it is noted once it can be.

Separate from `office` and `overdue`, which agree on it: an outcome that is known is never forgotten.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from platecheck.errors import OutcomeUnknown, PushMoved, StorageError
from platecheck.pushes import PushEvent, PushState

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from datetime import datetime

    from platecheck.errors import PlatecheckError
    from platecheck.pushes import Push
    from platecheck.store.outbox import Outbox
    from platecheck.store.records import Scope

T = TypeVar("T")
_CERTAIN = frozenset({PushState.APPLIED, PushState.REJECTED})
_OPEN = frozenset({PushState.WAITING, PushState.UNKNOWN})


class Attempts:
    """The attempts of one scope, pushes and exports, and the outcomes that found no room on the disk."""

    def __init__(self, outbox: Outbox, scope: Scope) -> None:
        self.outbox = outbox
        self.scope = scope
        self._going_on: set[asyncio.Task[Any]] = set()
        self._unwritten: dict[str, tuple[Push, PushEvent]] = {}
        """Written beside the next one that can be."""

    async def run(self, attempt: Coroutine[Any, Any, T]) -> T:
        """Run an attempt to its end, whether the caller waits for it or is cancelled."""
        task = asyncio.ensure_future(attempt)
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)
        return await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait for the attempts that go on: each has a deadline of its own."""
        if self._going_on:
            await asyncio.wait(self._going_on)

    async def note(self, push: Push, outcome: PushEvent) -> Push:
        """Note what came of an attempt and return the push with it; `unsaved` where it is not on the disk."""
        try:
            return await self.outbox.move(self.scope, push, outcome)
        except PushMoved:
            return await self._note_late(push, outcome)
        except StorageError:
            self._unwritten[push.id] = (push, outcome)
            return _with(push, outcome)

    async def catch_up(self) -> None:
        """Write the outcomes that found no room, where there is some now."""
        for push_id, (push, outcome) in list(self._unwritten.items()):
            if self._unwritten.pop(push_id, None) is not None and (await self.note(push, outcome)).unsaved:
                return

    def as_known(self, push: Push) -> Push:
        """Return a push with the outcome that is not on the disk yet."""
        held = self._unwritten.get(push.id)
        return push if held is None or held[0].step != push.step else _with(push, held[1])

    async def _note_late(self, push: Push, outcome: PushEvent) -> Push:
        """Note an outcome after somebody decided without it: what is certain counts, not what was thought."""
        try:
            now = await self.outbox.find(self.scope, push.id)
            if now is not None and outcome.state in _CERTAIN and now.last.state in _OPEN:
                return await self.outbox.move(self.scope, now, outcome)
        except (PushMoved, StorageError):
            pass
        return _with(push, outcome)


def failed(state: PushState, error: PlatecheckError, at: datetime, officer: str) -> PushEvent:
    """Return the step of an attempt that ended in an error, with what a person reads of it."""
    kind = error.kind_of_cause if isinstance(error, OutcomeUnknown) else getattr(error, "kind", "")
    code = getattr(error, "code", None)
    return PushEvent(state, at, officer, code=code, problem=str(kind), message=error.message)


def _with(push: Push, outcome: PushEvent) -> Push:
    return replace(push, events=(*push.events, outcome), unsaved=True)
