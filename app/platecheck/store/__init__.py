"""The device's sealed database: what is known of plates, the patrol log, the queue, lot snapshots.

Everything else reaches it through `Store`; one worker thread does the work, and whatever fails
there is one of our `StorageError`s. Writes are on disk when the call returns. Longer than 300
lines because it is the one list of what can be asked of the database.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from platecheck.errors import DatabaseDamaged, StorageError
from platecheck.store import (
    device,
    exports,
    history,
    holdings,
    lots,
    migrations,
    patrol_log,
    queries,
    rechecks,
    recovery,
    searching,
    walks,
)
from platecheck.store.connection import Connection
from platecheck.store.holdings import Holdings
from platecheck.store.outbox import Outbox
from platecheck.store.recheck_queue import RecheckQueue
from platecheck.store.records import (
    Acknowledgement,
    Answer,
    Change,
    Check,
    Entry,
    ExportNote,
    Found,
    Lookup,
    LotSnapshot,
    PlatesSeen,
    Receipt,
    Scope,
    Seen,
    Settlement,
    Siblings,
    Sighting,
    StoredProblem,
    Tally,
    Unclaimed,
    Waiting,
    WalkSummary,
    WalksWanted,
    Wanted,
)
from platecheck.store.recovery import Recovery
from platecheck.store.sealing import FileKeyHolder, KeyHolder, Seal
from platecheck.store.showing import Showing
from platecheck.store.unwritten import Unwritten
from platecheck.store.upkeep import Upkeep

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from platecheck.errors import ProblemKind
    from platecheck.facts import Lot
    from platecheck.retention import Retention, Withheld

__all__ = [
    "Acknowledgement",
    "Answer",
    "Change",
    "Check",
    "Entry",
    "ExportNote",
    "FileKeyHolder",
    "Found",
    "Holdings",
    "KeyHolder",
    "Lookup",
    "LotSnapshot",
    "Receipt",
    "Recovery",
    "Scope",
    "Seal",
    "Seen",
    "Settlement",
    "Siblings",
    "Sighting",
    "Store",
    "StoredProblem",
    "Tally",
    "Unclaimed",
    "Waiting",
    "WalkSummary",
    "Wanted",
]

BUSY_S = 5.0
"""How long to wait for another process's write before saying so."""

_PAGE = 200
_DAMAGED_WITHOUT_KEY = (
    "This device's database is damaged and its key is missing: nothing of it could be read. Put the key back,"
    " or set the directory aside and keep it for support."
)


class Store:
    """One directory's database. Every method may raise StorageError; times are aware.

    A caller may be cancelled at any moment: what was asked of the worker still runs to its end.
    What is past its clock is not handed out, whether it was purged or not; without `retention` all is.
    """

    def __init__(
        self,
        connection: Connection,
        unlocked: tuple[Seal, str],
        retention: Retention | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._seal, self._device_id = unlocked
        seal = self._seal
        self._unwritten = Unwritten(lambda db, *item, **how: patrol_log.record(db, seal, *item, **how))
        self.queue = RecheckQueue(connection, seal)
        self.outbox = Outbox(connection, seal)
        self._keeps_crops = retention is None or bool(retention.crops)
        self._showing = Showing(seal, retention, clock)
        self.upkeep = Upkeep(connection, retention, clock)
        """What lets go of what is past its clock."""

    @classmethod
    async def open(
        cls,
        directory: Path,
        keys: KeyHolder,
        *,
        busy_s: float = BUSY_S,
        retention: Retention | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Store:
        """Open the database in `directory`, made 0700 where it is missing, and migrate it.

        A damaged one is set aside whole and recovered as far as it reads, now or when it is met; see
        `recovery`. Another process that opens it meanwhile waits.
        `clock` is the device's: by it, and by trusted time, what is past its clock is known.

        Raises:
            KeyLost: its key is missing or another one; nothing was touched.
            DatabaseTooNew: a newer platecheck wrote it; nothing was touched.
            DatabaseDamaged: it is damaged and in use elsewhere, without its key, or not ours.
            DiskFull: there is no room to make it.
            StorageError: the directory cannot be used.
        """

        def mend(path: Path) -> None:
            key = keys.load()
            if key is None:
                raise DatabaseDamaged(_DAMAGED_WITHOUT_KEY)
            recovery.recover(path, clock(), Seal(key).fingerprint)

        connection = Connection(directory, busy_s=busy_s, mend=mend)
        try:
            unlocked = await connection.open(lambda db: _unlock(db, keys))
        except BaseException:
            await connection.close()
            raise
        return cls(connection, unlocked, retention, clock)

    async def close(self) -> None:
        """Finish what was asked and close; a second call does nothing."""
        with suppress(StorageError):
            await self._connection.read(self._unwritten.catch_up)
        await self._connection.close()

    async def record(
        self,
        scope: Scope,
        check: Check,
        answer: Answer,
        *,
        settle: Callable[[Waiting], Settlement] | None = None,
        changed_from: str | None = None,
        held: bool = False,
    ) -> None:
        """Write an answer of a check in one transaction, before the screen shows it.

        The log, the lookup (of a live answer, unless a newer one is there), the queue, what changed and
        trusted time are all on disk when this returns, or none of them is; with the first answer also what
        the camera made of the plate, its picture only where pictures are kept. With a live answer `settle`
        (pure, called in the worker) gives one to every other check of the plate that waits, and
        `changed_from` is noted as a change. `held`: the call of an unanswered check still goes on.
        After an error that time can mend, such as a full disk, the answer is kept in memory and written
        beside the next one that can be.
        """
        check = check if self._keeps_crops else check.without_crop()
        item = scope, replace(check, device_id=check.device_id or self._device_id), answer
        await self._connection.read(
            lambda db: self._unwritten.record(db, item, settle=settle, changed_from=changed_from, held=held)
        )
        self.queue.revision += 1

    async def find(self, scope: Scope, plate: str) -> Lookup | None:
        """Return the last live facts of a normalised plate, or None: not known is never 'no permit'."""
        return (await self.find_many(scope, [plate])).get(plate)

    async def find_many(self, scope: Scope, plates: Sequence[str]) -> dict[str, Lookup]:
        """Return those of `plates` that are known, in their order."""
        return await self._connection.read(lambda db: self._showing.lookups(db, scope, plates))

    async def siblings(self, scope: Scope, plates: Sequence[str], most: int) -> Siblings:
        """Return up to `most` of `plates` that may be shown, hits first, and which are known at all."""
        return await self._connection.read(lambda db: self._showing.siblings(db, scope, plates, most))

    async def withheld(self, scope: Scope, plate: str) -> Withheld | None:
        """Return why a plate's saved answer is not handed out, or None where there is none or it is."""
        return await self._connection.read(lambda db: self._showing.withheld(db, scope, plate))

    async def body(self, scope: Scope, plate: str) -> bytes | None:
        """Return the raw answer the last live facts of a plate were read from."""
        return await self._connection.read(lambda db: self._showing.body(db, scope, plate))

    async def history(
        self, scope: Scope, *, plate: str | None = None, limit: int | None = None, before: int | None = None
    ) -> list[Entry]:
        """Return entries of the patrol log, newest first, below the entry with seq `before`.

        A record that was changed on disk comes without facts and with a `storage` problem.
        """
        entries: list[Entry] = []
        while limit is None or len(entries) < limit:
            wanted = _PAGE if limit is None else min(_PAGE, limit - len(entries))
            page = await self._page(scope, plate, wanted, before)
            entries += page
            if len(page) < wanted:
                break
            before = page[-1].seq
        return entries

    async def _page(self, scope: Scope, plate: str | None, limit: int, before: int | None) -> list[Entry]:
        # One job a page: a check pressed during a long export does not wait for the whole of it.
        return await self._entries(lambda db: history.page(db, self._seal, scope, plate, limit, before))

    async def recent(self, scope: Scope, limit: int) -> list[Entry]:
        """Return the newest entry of each of the `limit` plates checked last."""
        return await self._entries(lambda db: history.recent(db, self._seal, scope, limit))

    async def entry(self, scope: Scope, check_id: str) -> Entry | None:
        """Return one entry by the id of its check."""
        found = await self._entries(lambda db: history.entry(db, self._seal, scope, check_id))
        return found[0] if found else None

    async def crop(self, scope: Scope, check_id: str) -> bytes | None:
        """Return the picture of a check's plate, or None where there is none or its clock is over."""
        return await self._connection.read(lambda db: self._showing.crop(db, scope, check_id))

    async def entries(self, scope: Scope, seqs: Sequence[int]) -> list[Entry]:
        """Return the entries of these seqs in their order, without the raw answers; one job for all."""
        return await self._entries(lambda db: history.entries(db, self._seal, scope, seqs))

    async def _entries(self, read: Callable[[sqlite3.Connection], list[Entry]]) -> list[Entry]:
        return await self._connection.read(lambda db: self._showing.entries(db, read(db)))

    async def search(self, scope: Scope, wanted: Wanted, limit: int, before: int | None = None) -> Found:
        """Return up to `limit` lines below seq `before`, newest first.

        One step: a check that is pressed meanwhile does not wait for the end of a long log. It may
        find nothing and not be the last; go on at what it says.
        """
        return await self._connection.read(
            lambda db: searching.step(db, self._seal, scope, wanted, limit, before)
        )

    async def tallies(self, scope: Scope, before: int | None = None) -> list[Tally]:
        """Return a step's worth of checks as figures count them, newest first; none at the end."""
        return await self._connection.read(lambda db: searching.tallies(db, scope, before))

    async def seen(self, scope: Scope, wanted: Seen) -> list[str]:
        """Return the plates that are wanted, each once, the one seen last first; a job for each step."""
        plates: dict[str, None] = {}
        before: int | None = None
        while True:
            step = await self._seen(scope, wanted, before)
            plates.update(dict.fromkeys(step.plates))
            before = step.before
            if before is None:
                return list(plates)

    async def _seen(self, scope: Scope, wanted: Seen, before: int | None) -> PlatesSeen:
        return await self._connection.read(lambda db: queries.seen(db, self._seal, scope, wanted, before))

    async def note_query(
        self,
        scope: Scope,
        asked: Check,
        answer: Answer | ProblemKind,
        *,
        settle: Callable[[Waiting], Settlement] | None = None,
    ) -> bool:
        """Note that a plate was asked about without a check, and keep the answer; see `queries.note`."""
        noted = await self._connection.write(
            lambda db: queries.note(db, self._seal, scope, asked, answer, settle)
        )
        self.queue.revision += 1
        return noted

    async def logged_lots(self, scope: Scope) -> list[str]:
        """Return the lots that checks were made in."""
        return await self._connection.read(lambda db: searching.lots(db, scope))

    async def note_export(self, scope: Scope, note: ExportNote) -> None:
        """Note that a copy of the log is taken, before it is handed out."""
        await self._connection.write(lambda db: exports.note(db, self._seal, scope, note))

    async def exports(self, scope: Scope, limit: int) -> list[ExportNote]:
        """Return the newest copies that were taken."""
        return await self._connection.read(lambda db: exports.newest(db, self._seal, scope, limit))

    async def keep_walk(self, scope: Scope, walk: WalkSummary) -> None:
        """Keep the summary of a walk that is ended; the second one of an id changes nothing."""
        await self._connection.write(lambda db: walks.keep(db, self._seal, scope, walk))

    async def walks(self, scope: Scope, wanted: WalksWanted) -> list[WalkSummary]:
        """Return the walks that are wanted, the one that ended last first."""
        return await self._connection.read(lambda db: walks.find(db, self._seal, scope, wanted))

    async def acknowledge(self, scope: Scope, ack: Acknowledgement) -> None:
        """Add what the officer did about a check; StorageError when there is no such check."""
        await self._connection.write(lambda db: patrol_log.acknowledge(db, self._seal, scope, ack))

    async def waiting(self, scope: Scope) -> int:
        """Return how many checks still want a live answer."""
        return await self._connection.read(lambda db: rechecks.waiting(db, scope))

    async def trusted_at(self) -> datetime | None:
        """Return the latest moment the service told, or None before the first."""
        return await self._connection.read(device.trusted_at)

    async def note_trusted(self, at: datetime) -> None:
        """Move trusted time forward to `at`; an earlier moment changes nothing."""
        await self._connection.write(lambda db: device.note_trusted(db, at))

    async def device_id(self) -> str:
        """Return this device's id: random, made once with the database."""
        return self._device_id

    async def save_lots(
        self, scope: Scope, lots_: Sequence[Lot], body: bytes | None, fetched_at: datetime
    ) -> None:
        """Keep a Lot Value report and the raw answer it was read from."""
        await self._connection.write(lambda db: lots.save(db, self._seal, scope, lots_, body, fetched_at))

    async def latest_lots(self, scope: Scope) -> LotSnapshot | None:
        """Return the report saved last, or None."""
        return await self._connection.read(lambda db: lots.latest(db, self._seal, scope))

    async def kept_lots(self, scope: Scope, *, since: datetime | None = None, after: int = 0) -> lots.Kept:
        """Return a step's worth of the reports fetched `since` then, above seq `after`, as they were saved.

        A check that is pressed meanwhile does not wait for the end of a year's reports. A step may
        find nothing and not be the last; go on at what it says.
        """
        return await self._connection.read(lambda db: lots.step(db, self._seal, scope, since, after))

    async def holdings(self) -> Holdings:
        """Return what this device holds, of every client."""
        return await self._connection.read(lambda db: holdings.count(db, self._connection.path))

    @property
    def has_mended(self) -> bool:
        """Whether it was this very store that met a damaged database and recovered it."""
        return self._connection.has_mended

    async def recovered(self) -> Recovery | None:
        """Return what came of the last damage to this database, or None where there was none."""
        return await self._connection.read(recovery.latest)

    async def note_recovery_told(self, at: datetime) -> None:
        """Note that a person has seen the report of the recovery at `at`."""
        await self._connection.write(lambda db: recovery.note_told(db, at))

    async def wipe(self, at: datetime) -> Holdings:
        """Delete every record for good, and return what is left: the note that it was wiped at `at`.

        Settings, the key and the device's id stay. Raises StorageError also when the records are
        deleted, but another process keeps their last copies in the write-ahead log.
        """
        await self._connection.write(lambda db: holdings.delete(db, at))
        await self._connection.read(lambda _: self._unwritten.forget())
        await self._connection.read(holdings.scrub)
        await self._connection.read(lambda _: recovery.forget(self._connection.path.parent))
        return await self.holdings()

    async def is_training(self) -> bool | None:
        """Tell whether this directory holds training records; None where it was never said."""
        return await self._connection.read(device.is_training)

    async def mark_training(self, training: bool) -> None:  # noqa: FBT001 - the interface others build on
        """Say once what this directory holds; StorageError when it holds the other."""
        await self._connection.write(lambda db: device.mark_training(db, training=training))


def _unlock(db: sqlite3.Connection, keys: KeyHolder) -> tuple[Seal, str]:
    # The key first: without it not even a migration may touch the database.
    seal = device.unlock(db, keys)
    migrations.migrate(db)
    return seal, device.claim(db, seal)
