"""The one SQLite connection and the one thread that may touch it.

Separate so that nothing else blocks the event loop, forgets a transaction, or sees a sqlite3 error.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from platecheck.errors import DatabaseDamaged, DatabaseForeign, DiskFull, StorageError
from platecheck.store import files
from platecheck.store.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Mend = Callable[[Path], None]

T = TypeVar("T")

_PRAGMAS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "recursive_triggers=ON",  # else INSERT OR REPLACE would delete past the append-only triggers
    "trusted_schema=OFF",
    "temp_store=MEMORY",  # no plain copy of anything in a temporary file
    "journal_size_limit=4194304",
    "cache_size=-16384",  # KiB: much of the index of a million plates
)

_FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# SQLite reports a quota or a file-size limit as a failed write, not as a full disk.
_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"})
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED")
_DISK_FULL = (
    "This device takes no more data. What was saved is safe, this was not: free some space, then retry."
)
_IN_USE = (
    "This device's database is damaged and another platecheck has it open. Close that one, then start again."
)
_DAMAGED_FILE = "This device's database is damaged. Set its directory aside; keep it for support."
_POLL_S = 0.05


class Connection:
    """Every job runs in one worker thread, in order, to its end, even if its caller is cancelled.

    A job that meets damage is run once more after `mend` has put a sound database in place; `mend`
    runs alone, with the database closed, and may raise what a job may raise.
    """

    def __init__(self, directory: Path, *, busy_s: float, mend: Mend) -> None:
        self._path = directory / files.DATABASE
        self._busy_s = busy_s
        self._mend_file = mend
        self._prepare: Callable[[sqlite3.Connection], object] = lambda _: None
        self._presence = Presence(directory)
        self._file: tuple[int, int] | None = None
        self._is_spoilt = False
        self.has_mended = False
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="platecheck-store")
        self._db: sqlite3.Connection | None = None

    @property
    def path(self) -> Path:
        """Where the database is; its write-ahead log lies beside it."""
        return self._path

    async def open(self, prepare: Callable[[sqlite3.Connection], T]) -> T:
        """Make the directory and the database where they are missing, connect, and run `prepare`.

        `prepare` runs again whenever the database was mended; the first time its result is returned.
        """
        self._prepare = prepare
        return await self._hop(self._start, prepare)

    async def read(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Run `job` in the worker, outside a transaction.

        Raises:
            StorageError: or one of its kinds, for everything SQLite or the disk has to say.
        """
        return await self._hop(self._read, job)

    async def write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Run `job` in one transaction: on disk when this returns, or nothing of it.

        Raises:
            StorageError: as `read`.
        """
        return await self._hop(self._write, job)

    async def close(self) -> None:
        """Wait for the jobs under way, then close; a second call does nothing."""
        with contextlib.suppress(StorageError):
            await self._hop(self._leave)
        # Nothing is left to do, so this does not wait; a worker that outlives its store would be a leak.
        self._worker.shutdown(wait=True)

    async def _hop(self, job: Callable[..., T], *args: object) -> T:
        try:
            running = asyncio.get_running_loop().run_in_executor(self._worker, job, *args)
        except RuntimeError as exc:
            raise _closed() from exc
        # Shielded: a caller who goes away must not take a queued record with him.
        return await asyncio.shield(running)

    def _start(self, prepare: Callable[[sqlite3.Connection], T]) -> T:
        def job() -> T:
            with translated():
                self._connect()
                return prepare(self._opened())

        with translated():
            files.make_directory(self._path.parent)
            self._presence.share()
        return self._twice(job, wait_s=self._busy_s)

    def _connect(self) -> None:
        self._disconnect()
        self._file = files.identity(self._path)
        if files.beside(self._path, files.SWAPPING).exists():
            raise DatabaseDamaged(_DAMAGED_FILE)
        _create(self._path)
        self._file = files.identity(self._path)
        self._close_to_others()
        self._db = sqlite3.connect(self._path, timeout=self._busy_s, isolation_level=None)
        for pragma in _PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}")
        # This read makes -wal and -shm; SQLite gives them the database's mode, and we make sure.
        self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        self._close_to_others()

    def _twice(self, job: Callable[[], T], *, wait_s: float = 0) -> T:
        """Run `job`; once more if it met damage and the database could be mended."""
        try:
            return job()
        except DatabaseDamaged as damage:
            if self._is_spoilt or isinstance(damage, DatabaseForeign):
                raise
            self._is_spoilt = True  # one attempt: if it fails, reads go on as far as they go
            self._mend(damage, wait_s)
            self._is_spoilt = False
            return job()

    def _mend(self, damage: DatabaseDamaged, wait_s: float) -> None:
        """Mend the database, or find it mended by another process meanwhile; connected again after."""
        spoilt = self._file
        ends_at = time.monotonic() + wait_s
        while not (alone := self._presence.alone()):
            self._presence.share()  # this waits for whoever mends it
            if files.identity(self._path) != spoilt:
                break
            if time.monotonic() >= ends_at:
                raise DatabaseDamaged(_IN_USE) from damage
            self._presence.leave()
            time.sleep(_POLL_S)
        try:
            self._disconnect()
            if alone and files.identity(self._path) == spoilt:
                with translated():
                    self._mend_file(self._path)
                self.has_mended = True
        finally:
            self._presence.share()
            with contextlib.suppress(StorageError), translated():
                self._connect()
                self._prepare(self._opened())

    def _close_to_others(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            files.make_private(files.beside(self._path, suffix))

    def _disconnect(self) -> None:
        if self._db is not None:
            db, self._db = self._db, None
            with translated():
                db.close()

    def _leave(self) -> None:
        try:
            self._disconnect()
        finally:
            self._presence.leave()

    def _read(self, job: Callable[[sqlite3.Connection], T]) -> T:
        def reading() -> T:
            with translated():
                return job(self._opened())

        return self._twice(reading)

    def _write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        def writing() -> T:
            with translated(), transaction(self._opened()) as db:
                return job(db)

        return self._twice(writing)

    def _opened(self) -> sqlite3.Connection:
        if self._db is None:
            raise _closed()
        return self._db


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Commit what happens inside, or undo all of it on any exception."""
    # The write lock now: a read that turned into a write later could not wait for it.
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                db.execute("ROLLBACK")


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn every error of SQLite and of the disk into one of ours; ours pass."""
    try:
        yield
    except sqlite3.Error as exc:
        raise _translate(exc) from exc
    except OSError as exc:
        if exc.errno in _FULL_ERRNOS:
            raise DiskFull(_DISK_FULL) from exc
        what = exc.strerror or type(exc).__name__
        raise StorageError(f"This device's directory cannot be used ({what}). Check it, then retry.") from exc
    except (UnicodeError, OverflowError) as exc:
        raise StorageError("A text or a number cannot be stored. Correct it, then retry.") from exc


def _create(path: Path) -> None:
    """Put an empty database in place where there is none: private, and in WAL mode already.

    Raises:
        DatabaseDamaged: there was one, and only its write-ahead log is left.
    """
    # The log before the database: one that is seen first belongs to a database that is there.
    log_bytes = files.size(files.beside(path, "-wal"))
    database_bytes = files.size(path)
    if database_bytes:
        return
    if log_bytes or database_bytes is not None:
        # SQLite would take it for a new database, and delete the log with the records in it.
        raise DatabaseDamaged(f"{path.name} is gone or empty. Put it back, or set its directory aside.")
    with files.temporary(path) as new:
        with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as db:
            db.execute("PRAGMA auto_vacuum=INCREMENTAL")  # before anything: later it would take a VACUUM
            db.execute("PRAGMA journal_mode=WAL")
        files.publish(new, path)


def is_full(exc: Exception) -> bool:
    """Tell whether there was no room for what was to be written."""
    return getattr(exc, "sqlite_errorname", "") in _FULL or getattr(exc, "errno", None) in _FULL_ERRNOS


def _translate(exc: sqlite3.Error) -> StorageError:
    name = getattr(exc, "sqlite_errorname", "") or type(exc).__name__
    if name in _FULL:
        return DiskFull(_DISK_FULL)
    if name.startswith(_DAMAGED) or "malformed" in str(exc):
        return DatabaseDamaged(_DAMAGED_FILE)
    if name.startswith(_LOCKED):
        return StorageError("Another platecheck keeps this device's database busy. Close it, then retry.")
    return StorageError(f"This device's database refused ({name}). Nothing of this was written; retry.")


def _closed() -> StorageError:
    return StorageError("The database is closed. Start the app again.")
