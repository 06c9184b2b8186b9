"""What is left of a damaged database: opened without changing a byte, and read over what cannot be.

Separate from the recovery, which decides what becomes of it: here nothing is believed.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from itertools import product
from typing import TYPE_CHECKING, Any

from platecheck.errors import DatabaseTooNew
from platecheck.store import files, migrations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BEYOND = 10_000
"""So many row numbers are tried after the last readable row where nothing tells how far a table goes."""
_AT_MOST = 1_000_000
"""So many are tried in a row where the table does tell: damage may tell nonsense."""
_PAGE = 4096
"""Bytes of a page, as SQLite makes them and as ours have always been."""


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open what is there for reading only: not a byte of it changes."""
    with contextlib.ExitStack() as opened:
        if files.size(path):
            db = opened.enter_context(_read_only(path))
            if _knows_its_tables(db):
                yield db
                return
        # SQLite refuses it as a whole, and beside an empty database it deletes a write-ahead log. So a
        # copy gets the first page of a new database: whatever the damaged one grew to, it began as that.
        copy = opened.enter_context(files.temporary(path))
        numbers = range(len(migrations.MIGRATIONS), 0, -1)
        for number, vacuum in product(numbers, ("INCREMENTAL", "NONE")):
            _copy_under_a_new_head(path, copy, number, vacuum)
            with _read_only(copy) as db:
                if _knows_its_tables(db) or (number, vacuum) == (1, "NONE"):
                    yield db
                    return


@contextlib.contextmanager
def _read_only(path: Path) -> Iterator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?mode=ro"
    with contextlib.closing(sqlite3.connect(address, uri=True, isolation_level=None)) as db:
        db.execute("PRAGMA trusted_schema=OFF")
        db.execute("PRAGMA writable_schema=ON")  # else a file that was cut is refused as a whole
        yield db


def _knows_its_tables(db: sqlite3.Connection) -> bool:
    return bool(columns(db, "checks") and columns(db, "answers"))


def _copy_under_a_new_head(path: Path, copy: Path, version: int, vacuum: str) -> None:
    with files.temporary(copy) as new:
        with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as db:
            # It moves tables about; databases of before retention are without.
            db.execute(f"PRAGMA auto_vacuum={vacuum}")
            migrations.migrate(db, version, mode="DELETE")
            db.execute("PRAGMA journal_mode=WAL")
        head = bytearray(new.read_bytes()[:_PAGE])
    if files.size(path):
        shutil.copyfile(path, copy)
    if files.size(files.beside(path, "-wal")):
        shutil.copyfile(files.beside(path, "-wal"), files.beside(copy, "-wal"))
    pages = max(1, (files.size(copy) or 0) // _PAGE)
    head[28:32] = pages.to_bytes(4, "big")
    head[32:40] = bytes(8)  # no free pages: nothing is written here
    with copy.open("rb+") as file:
        file.write(head)


class Rows:
    """The rows of a table by number, over what cannot be read; afterwards it tells how many those were."""

    def __init__(self, db: sqlite3.Connection, select: str, table: str) -> None:
        self._db = db
        self._select = f"{select} WHERE rowid >= ? ORDER BY rowid"
        self._last = _last_row(db, table)
        self.unreadable = 0
        self.ended = True

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Give them in their order."""
        number, failed = 0, 0
        patience = _BEYOND if self._last is None else _AT_MOST
        while self._last is None or number <= self._last:
            try:
                for found, *row in self._db.execute(self._select, (number,)):
                    self.unreadable += failed
                    number, failed = max(number, found + 1), 0
                    yield tuple(row)
            except sqlite3.DatabaseError:
                # A page can hold many rows: on by one until it is behind us.
                number, failed = number + 1, failed + 1
                if failed > patience:
                    self.ended = False
                    return
            else:
                break
        self.unreadable += failed


def _last_row(db: sqlite3.Connection, table: str) -> int | None:
    try:
        (last,) = db.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()  # noqa: S608 - a name of the schema
    except sqlite3.DatabaseError:
        return None
    return last if isinstance(last, int) else 0


def version(old: sqlite3.Connection) -> int:
    """Return the version of the damaged database; the newest where it cannot tell."""
    try:
        (number,) = old.execute("SELECT max(number) FROM migrations").fetchone()
    except sqlite3.DatabaseError:
        number = None
    if not isinstance(number, int) or number < 1:
        return len(migrations.MIGRATIONS)
    if number > len(migrations.MIGRATIONS):
        raise DatabaseTooNew("A newer platecheck wrote this database. Update the app; nothing was changed.")
    return number


def columns(db: sqlite3.Connection, table: str) -> set[str]:
    """Return the names of a table's columns; none where it is not known."""
    try:
        return {name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    except sqlite3.DatabaseError:
        return set()
