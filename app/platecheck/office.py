"""The office's verbs: what a supervisor pushes to the platform, at most once, and what came of it.

Separate from `patrol` because a check may be asked again and a push may not: each is written down before
it is sent, sent once, and where nobody knows what came of it that is what is said.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from platecheck.attempts import failed
from platecheck.errors import (
    AddressUnknown,
    Busy,
    Forbidden,
    OutcomeUnknown,
    PortalAnswered,
    PushMoved,
    Redirected,
    Refused,
    ServiceError,
    SettingsError,
    StorageError,
    TimedOut,
    TlsFailed,
    Unreachable,
)
from platecheck.opscom import PushKind, read_record
from platecheck.pushes import EXPORT, Push, PushEvent, PushState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from platecheck.attempts import Attempts
    from platecheck.errors import PlatecheckError
    from platecheck.opscom import Draft, OpscomClient, PermitStatsAnswer, UserTypesAnswer
    from platecheck.patrol import Clock
    from platecheck.store import Store

_PERMITS = frozenset({PushKind.PERMIT_CREATE, PushKind.PERMIT_UPDATE})
_LOOKED_THROUGH = 5_000
"""The newest pushes, among which what is known of a permit is looked for."""
_FORBIDDEN = "This is for supervisors. Ask one, or change the role in Settings."
_GONE = "What this push says cannot be read any more. Discard it and write it anew."
_NOT_ARRIVED = (Unreachable, AddressUnknown, TimedOut, TlsFailed, Refused, Busy, Redirected, PortalAnswered)
"""Nothing came of these at the platform, and the same push may go once the reason is gone."""


class Office:
    """The pushes of one scope; every verb is a `supervisor`'s, else Forbidden, and may raise StorageError."""

    def __init__(
        self,
        client: OpscomClient,
        store: Store,
        attempts: Attempts,
        *,
        supervisor: bool,
        officer: str = "",
        clock: Clock = lambda: datetime.now(UTC),
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        self._client = client
        self._store = store
        self._scope = attempts.scope
        self._supervisor = supervisor
        self._officer = officer
        self._clock = clock
        self._new_id = new_id
        self._attempts = attempts

    async def stats(self, zones: Sequence[str] = ()) -> PermitStatsAnswer:
        """Ask how many permits of each type there are in each zone, or in `zones`; raises ServiceError."""
        self._allow()
        return await self._client.permits.stats(zones)

    async def user_types(self) -> UserTypesAnswer:
        """Ask which kinds of people there are; raises ServiceError."""
        self._allow()
        return await self._client.users.types()

    async def write_down(self, draft: Draft, push_id: str = "") -> Push:
        """Keep what is to be pushed, by default under a new id, and send nothing."""
        self._allow()
        first = PushEvent(PushState.WAITING, self._clock(), self._officer, draft.to_record())
        return await self._store.outbox.add(self._scope, push_id or self._new_id(), draft.kind.value, first)

    async def known_as(self, reference: str) -> dict[str, str]:
        """Return what this device knows of a permit it pushed: its fields as pushed and changed since.

        Empty where it was pushed from elsewhere: the platform does not tell (it has no such call).
        """
        self._allow()
        fields: dict[str, str] = {}
        for push in reversed(await self._store.outbox.pushes(self._scope, limit=_LOOKED_THROUGH)):
            if push.kind not in _PERMITS or push.last.state is not PushState.APPLIED or push.draft is None:
                continue
            if reference in {push.last.reference, push.draft.get("reference")}:
                fields |= {name: str(value) for name, value in push.draft.items()}
        return fields

    def state_of(self, push: Push) -> PushState:
        """Return where a push stands now."""
        return push.state(self._clock())

    async def push(self, draft: Draft) -> Push:
        """Write down and send; see `send`."""
        return await self.send(await self.write_down(draft))

    async def send(self, push: Push) -> Push:
        """Send a push that waits, once, and return it with what came of it.

        It waits on where it never arrived, and is unknown where nobody can tell. A caller may be
        cancelled: the attempt comes to its end and its outcome is written all the same.

        Raises:
            PushMoved: it does not wait any more, or somebody else is sending it.
        """
        self._allow()
        push.check(PushState.SENDING, self._clock())
        draft = self._draft_of(push)
        push = await self._take(push, PushState.SENDING)
        return await self._attempts.run(self._attempt(push, draft))

    async def edit(self, push: Push, draft: Draft) -> Push:
        """Change what a push says that was not sent, or was rejected; it waits then. Raises PushMoved."""
        self._allow()
        push.check(PushState.WAITING, self._clock())
        if draft.kind.value != push.kind:
            raise PushMoved("This push is of another kind. Discard it and write a new one.")
        return await self._take(push, PushState.WAITING, draft)

    async def discard(self, push: Push) -> Push:
        """Let go of a push that is not sent, or whose outcome is unknown; raises PushMoved."""
        self._allow()
        push.check(PushState.DISCARDED, self._clock())
        return await self._take(push, PushState.DISCARDED)

    async def settle(self, push: Push, *, applied: bool) -> Push:
        """Say what a person found out about an unknown outcome: it was applied, or it waits again.

        An overdue export that was not applied is over: it is made anew, never sent again.

        Raises:
            PushMoved: its outcome is not unknown, or no more.
        """
        self._allow()
        if push.state(self._clock()) is not PushState.UNKNOWN:
            raise PushMoved("What came of this push is known. Look at it again before you decide.")
        again = PushState.DISCARDED if push.kind == EXPORT else PushState.WAITING
        return await self._take(push, PushState.APPLIED if applied else again)

    async def pushes(self, *, still_open: bool = False, kinds: frozenset[str] = frozenset()) -> list[Push]:
        """Return the newest pushes, or only those that are not over, or of some kinds."""
        self._allow()
        await self._attempts.catch_up()
        found = await self._store.outbox.pushes(self._scope, still_open=still_open, kinds=kinds)
        return [self._attempts.as_known(push) for push in found]

    async def find(self, push_id: str) -> Push | None:
        """Return one push, or None."""
        self._allow()
        await self._attempts.catch_up()
        found = await self._store.outbox.find(self._scope, push_id)
        return None if found is None else self._attempts.as_known(found)

    def _allow(self) -> None:
        if not self._supervisor:
            raise Forbidden(_FORBIDDEN)

    def _draft_of(self, push: Push) -> Draft:
        if push.draft is None:
            raise StorageError(_GONE)
        return read_record(push.kind, push.draft)

    async def _attempt(self, push: Push, draft: Draft) -> Push:
        try:
            receipt = await self._client.send(draft)
        except OutcomeUnknown as error:
            return await self._failed(push, PushState.UNKNOWN, error)
        except (*_NOT_ARRIVED, SettingsError) as error:
            return await self._failed(push, PushState.WAITING, error)
        except ServiceError as error:
            return await self._failed(push, PushState.REJECTED, error)
        applied = PushEvent(
            PushState.APPLIED,
            self._clock(),
            self._officer,
            reference=receipt.reference,
            warnings=receipt.warnings,
        )
        push = await self._attempts.note(push, applied)
        if receipt.server_at is not None:
            with suppress(StorageError):  # retention counts from what the service told
                await self._store.note_trusted(receipt.server_at)
        return push

    async def _failed(self, push: Push, state: PushState, error: PlatecheckError) -> Push:
        return await self._attempts.note(push, failed(state, error, self._clock(), self._officer))

    async def _take(self, push: Push, state: PushState, draft: Draft | None = None) -> Push:
        """Take a step that may come next, now."""
        await self._attempts.catch_up()
        record = None if draft is None else draft.to_record()
        event = PushEvent(state, self._clock(), self._officer, record)
        return await self._store.outbox.move(self._scope, push, event)
