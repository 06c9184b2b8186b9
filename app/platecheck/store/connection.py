"""The one SQLite connection and the one thread that may touch it.

Separate so that nothing else blocks the event loop, forgets a transaction, or sees a sqlite3 error.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from platecheck.errors import DatabaseDamaged, DiskFull, StorageError
from platecheck.store import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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


class Connection:
    """Every job runs in one worker thread, in order, to its end, even if its caller is cancelled."""

    def __init__(self, directory: Path, *, busy_s: float) -> None:
        self._path = directory / files.DATABASE
        self._busy_s = busy_s
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="platecheck-store")
        self._db: sqlite3.Connection | None = None

    @property
    def path(self) -> Path:
        """Where the database is; its write-ahead log lies beside it."""
        return self._path

    async def open(self) -> None:
        """Make the directory and the database where they are missing, and connect."""
        await self._hop(self._connect)

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
            await self._hop(self._disconnect)
        # Nothing is left to do, so this does not wait; a worker that outlives its store would be a leak.
        self._worker.shutdown(wait=True)

    async def _hop(self, job: Callable[..., T], *args: object) -> T:
        try:
            running = asyncio.get_running_loop().run_in_executor(self._worker, job, *args)
        except RuntimeError as exc:
            raise _closed() from exc
        # Shielded: a caller who goes away must not take a queued record with him.
        return await asyncio.shield(running)

    def _connect(self) -> None:
        with translated():
            files.make_directory(self._path.parent)
            _create(self._path)
            self._close_to_others()
            self._db = sqlite3.connect(self._path, timeout=self._busy_s, isolation_level=None)
            for pragma in _PRAGMAS:
                self._db.execute(f"PRAGMA {pragma}")
            # This read makes -wal and -shm; SQLite gives them the database's mode, and we make sure.
            self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            self._close_to_others()

    def _close_to_others(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            files.make_private(self._path.with_name(self._path.name + suffix))

    def _disconnect(self) -> None:
        if self._db is not None:
            db, self._db = self._db, None
            with translated():
                db.close()

    def _read(self, job: Callable[[sqlite3.Connection], T]) -> T:
        with translated():
            return job(self._opened())

    def _write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        with translated(), transaction(self._opened()) as db:
            return job(db)

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
    log_bytes = files.size(path.with_name(path.name + "-wal"))
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


def _translate(exc: sqlite3.Error) -> StorageError:
    name = getattr(exc, "sqlite_errorname", "") or type(exc).__name__
    if name in _FULL:
        return DiskFull(_DISK_FULL)
    if name.startswith(_DAMAGED) or "malformed" in str(exc):
        return DatabaseDamaged(
            "This device's database is damaged. Set its directory aside; keep it for support."
        )
    if name.startswith(_LOCKED):
        return StorageError("Another platecheck keeps this device's database busy. Close it, then retry.")
    return StorageError(f"This device's database refused ({name}). Nothing of this was written; retry.")


def _closed() -> StorageError:
    return StorageError("The database is closed. Start the app again.")
