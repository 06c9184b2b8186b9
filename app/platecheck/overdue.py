"""The overdue export: every overdue violation once, on the disk before anything reads it, and never twice.

Separate from `office` because no other call is spent by asking: the platform marks what it answers as sent
to collections (Pull API: Overdue Violations), so that nobody gets the same records again.
"""

from __future__ import annotations

import asyncio
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from platecheck.attempts import failed
from platecheck.copies import Row, table
from platecheck.errors import (
    Forbidden,
    NotConfirmed,
    OutcomeUnknown,
    Refused,
    Rejected,
    ServiceError,
    SettingsError,
    StorageError,
)
from platecheck.landing import Landing
from platecheck.opscom import read_overdue
from platecheck.pushes import EXPORT, Push, PushEvent, PushState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from platecheck.attempts import Attempts
    from platecheck.errors import PlatecheckError
    from platecheck.opscom import OpscomClient, OverdueExport, OverdueViolation
    from platecheck.patrol import Clock
    from platecheck.store.records import Scope

AGES = (30, 60, 90)
"""Edges in days past the due date by which the summary sorts violations."""
_COLUMNS = (
    "ticket",
    "plate",
    "issued_at",
    "due_at",
    "fine",
    "location",
    "violation",
    "driver",
    "violation_id",
)
_FORBIDDEN = "The overdue export is for supervisors. Ask one, or change the role in Settings."


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """How many violations of a location are so old, and their fines; `over_days` None without a due date."""

    location: str
    over_days: int | None
    violations: int
    fines: Decimal


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of an export: the step it stands at in the outbox, the files, and what they hold.

    `body_file` has the answer as it came; None where none came. `table_file` is the CSV, None where the
    answer could not be read: `problem` says so. `part_file` is what lies on the disk of an answer that broke
    off. `unread` counts records that say nothing we know, None where nothing was read. `unkept` holds an
    answer that no disk took: it must go somewhere before the program ends.
    """

    push: Push
    body_file: Path | None = None
    table_file: Path | None = None
    part_file: Path | None = None
    violations: tuple[OverdueViolation, ...] = field(default=(), repr=False)
    summary: tuple[AgeGroup, ...] = ()
    problem: str = ""
    unread: int | None = None
    unkept: Landing | None = None


class Overdue:
    """The overdue export of one scope; for supervisors.

    `held` has the answers that no disk took, by scope; whoever gives it keeps them for as long as it lasts.
    """

    def __init__(
        self,
        client: OpscomClient,
        attempts: Attempts,
        *,
        supervisor: bool,
        officer: str = "",
        elsewhere: tuple[Path, ...] = (),
        held: dict[Scope, Exported] | None = None,
        clock: Clock = lambda: datetime.now(UTC),
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        self._client = client
        self._supervisor = supervisor
        self._officer = officer
        self._elsewhere = elsewhere
        self._clock = clock
        self._new_id = new_id
        self._attempts = attempts
        self._held = {} if held is None else held

    async def export(self, directory: Path, *, confirm: str) -> Exported:
        """Ask once for every overdue violation and put the answer into `directory`.

        `confirm` is the client's code, typed by the person. The attempt is on record before it is made,
        the answer on the disk before it is read. A caller may be cancelled: it comes to its end all the same.

        Raises:
            Forbidden: the role at hand is not a supervisor's; nothing was asked.
            NotConfirmed: `confirm` is not the client's code; nothing was asked.
            StorageError: there is no room or no way to keep the answer; nothing was asked.
        """
        if not self._supervisor:
            raise Forbidden(_FORBIDDEN)
        if confirm.strip() != self._attempts.scope.client:
            raise NotConfirmed(
                f"Type {self._attempts.scope.client} to confirm: each violation is exported once, ever."
            )
        now = self._clock()
        name = f"overdue-{_plain(self._attempts.scope.client)}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        landing = await asyncio.to_thread(Landing, directory, f"{name}.json", self._elsewhere)
        try:
            push = await self._begin(now, str(directory / name))
        except BaseException:
            landing.leave()
            raise
        return await self._attempts.run(self._attempt(push, landing))

    @property
    def unkept(self) -> Exported | None:
        """The answer that no disk took: whoever asked for it may be gone before it is somewhere."""
        return self._held.get(self._attempts.scope)

    async def put_down(self, unkept: Exported, directory: Path) -> Exported:
        """Put an answer that no disk took into `directory`, and make its table.

        Raises:
            StorageError: that takes it neither; what `unkept` holds is still there.
        """
        if unkept.unkept is None:
            return unkept
        push, body = unkept.push, unkept.unkept.body
        kept = await asyncio.to_thread(unkept.unkept.put_into, directory)
        self.let_go(unkept)
        try:
            read = await asyncio.to_thread(read_overdue, body)
        except ServiceError as error:
            return Exported(push, kept, problem=error.message)
        return await asyncio.to_thread(self._tabulated, push, kept, read)

    def let_go(self, unkept: Exported) -> None:
        """Hold an answer that no disk took no longer: a person has it."""
        for scope in [scope for scope, one in self._held.items() if one is unkept]:
            del self._held[scope]

    async def _begin(self, now: datetime, where: str) -> Push:
        # It never waits: whatever is left of it, nobody sends it from the outbox.
        attempts = self._attempts
        first = PushEvent(PushState.SENDING, now, self._officer, {"file": where})
        return await attempts.outbox.add(attempts.scope, self._new_id(), EXPORT, first)

    async def _attempt(self, push: Push, landing: Landing) -> Exported:
        try:
            await self._client.violations.send_overdue_to_collections(landing.take)
        except asyncio.CancelledError:
            landing.leave()
            raise
        except OutcomeUnknown as error:
            if error.body and not landing.body:  # it came packed, and broke off
                landing.take(error.body)
            part = await asyncio.to_thread(landing.leave)
            return Exported(await self._failed(push, PushState.UNKNOWN, error), part_file=part)
        except (ServiceError, SettingsError) as error:
            await asyncio.to_thread(landing.discard)
            return Exported(await self._failed(push, PushState.REJECTED, error))
        try:
            kept = await asyncio.to_thread(landing.keep)
        except StorageError as error:
            push = await self._attempts.note(push, PushEvent(PushState.APPLIED, self._clock(), self._officer))
            held = self._held[self._attempts.scope] = Exported(push, problem=error.message, unkept=landing)
            return held
        return await self._understood(push, kept, landing.body)

    async def _understood(self, push: Push, kept: Path, body: bytes) -> Exported:
        """Note what the answer on the disk is, and make its table."""
        try:
            read = await asyncio.to_thread(read_overdue, body)
        except (Refused, Rejected) as error:  # a failure that came as a success: nothing was marked
            return Exported(await self._failed(push, PushState.REJECTED, error), kept)
        except ServiceError as error:
            return Exported(await self._applied(push, kept), kept, problem=error.message)
        push = await self._applied(push, kept)
        return await asyncio.to_thread(self._tabulated, push, kept, read)

    async def _applied(self, push: Push, kept: Path) -> Push:
        event = PushEvent(PushState.APPLIED, self._clock(), self._officer, reference=kept.name)
        return await self._attempts.note(push, event)

    def _tabulated(self, push: Push, kept: Path, read: OverdueExport) -> Exported:
        table, found, problem = kept.with_suffix(".csv"), read.violations, ""
        if read.unread:
            problem = f"Records that could not be read: {read.unread}. The answer has them."
        summary = summarise(found, self._clock())
        try:
            put_table(table, found)
        except OSError as error:
            problem = f"The table could not be written ({error.strerror or error}); the answer is kept whole."
            return Exported(push, kept, None, None, found, summary, problem, read.unread)
        return Exported(push, kept, table, None, found, summary, problem, read.unread)

    async def _failed(self, push: Push, state: PushState, error: PlatecheckError) -> Push:
        return await self._attempts.note(push, failed(state, error, self._clock(), self._officer))


def summarise(violations: Sequence[OverdueViolation], now: datetime) -> tuple[AgeGroup, ...]:
    """Return the violations by location and by how long they are overdue, the oldest of a location first."""
    numbers: Counter[tuple[str, int | None]] = Counter()
    fines: dict[tuple[str, int | None], Decimal] = {}
    for one in violations:
        key = one.location, _over_days(one.due_at, now)
        numbers[key] += 1
        fines[key] = fines.get(key, Decimal()) + (one.fine or Decimal())
    ordered = sorted(numbers, key=lambda key: (key[0].casefold(), -(-1 if key[1] is None else key[1])))
    return tuple(AgeGroup(*key, numbers[key], fines[key]) for key in ordered)


def put_table(path: Path, violations: Sequence[OverdueViolation]) -> None:
    """Write the violations as CSV that a spreadsheet shows and never computes; private to this user."""
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(table(_COLUMNS, map(_row, violations)))


def _row(one: OverdueViolation) -> Row:
    return {
        "ticket": one.ticket,
        "plate": one.plate,
        "issued_at": _moment(one.issued_at),
        "due_at": _moment(one.due_at),
        "fine": None if one.fine is None else str(one.fine),
        "location": one.location,
        "violation": one.violation,
        "driver": one.driver_name,
        "violation_id": one.id,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


def _over_days(due_at: datetime | None, now: datetime) -> int | None:
    if due_at is None:
        return None
    return max((days for days in (0, *AGES) if now - due_at >= timedelta(days=days)), default=0)


def _plain(client: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in client)
