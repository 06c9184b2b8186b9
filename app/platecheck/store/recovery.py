"""A damaged database: set aside whole, and a new one in its place with every row that can be read.

Separate because it reads a file that cannot be trusted, and because it must survive being killed
at any moment: what is not finished is taken up by the next start.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from platecheck.store import codec, device, files, migrations, wreck
from platecheck.store.connection import transaction
from platecheck.store.pushes import LAST_STATE, OVER_STATES

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_NEW = "-recovered"
_REPORT = "recovered/"
_TOLD = "recovery_told"
_OURS = frozenset({"migrations"})
"""Tables that the new database has by itself."""
_ALONGSIDE = ("", "-wal", "-shm")

# A check whose answers are all unreadable: what is left to say is that nothing is known of it.
_SAY_UNREADABLE = """
INSERT INTO answers (check_seq, number, source, verdict, recheck, decided_at, shown_at, problem_kind)
SELECT seq, 1, 'none', 'not_checked', 0, checked_at, checked_at, 'storage' FROM checks c
WHERE NOT EXISTS (SELECT 1 FROM answers a WHERE a.check_seq = c.seq)"""
# And what has no live answer any more waits for one again.
_QUEUE_AGAIN = """
INSERT INTO rechecks (check_seq, scope_id, plate_index, queued_at)
SELECT seq, scope_id, plate_index, checked_at FROM checks c
WHERE reason <> 'test' AND private IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM rechecks r WHERE r.check_seq = c.seq)
AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.check_seq = c.seq AND a.source = 'live')"""

# A push that seems to wait may have lost the step by which it was sent: a person finds out.
_PUSHES_ARE_UNKNOWN = f"""
INSERT INTO push_events (push_seq, state, at, noted_at)
SELECT p.seq, 'unknown', :at, :at FROM pushes p WHERE {LAST_STATE} NOT IN {OVER_STATES}
AND {LAST_STATE} <> 'unknown'"""  # noqa: S608 - constants only


@dataclass(frozen=True, slots=True)
class Recovery:
    """What came of a damaged database: rows kept and rows not readable, by table.

    `aside` is the name of the directory that holds the damaged file. `counted` is False where the
    damage hides how much more there was. `told`: a person has seen this report.
    """

    at: datetime
    aside: str
    kept: dict[str, int] = field(default_factory=dict)
    unreadable: dict[str, int] = field(default_factory=dict)
    counted: bool = True
    told: bool = False

    @property
    def lost(self) -> int:
        """How many rows were met that cannot be read."""
        return sum(self.unreadable.values())


def recover(path: Path, at: datetime, fingerprint: str) -> None:
    """Put a new database in the place of the damaged one at `path`; the caller has it alone, and closed.

    `fingerprint` is of the key that is at hand.

    Raises:
        KeyLost: another key sealed the damaged one; nothing was touched.
        DatabaseTooNew: a newer platecheck wrote it; nothing was touched.
        OSError: or sqlite3.Error, when the new one cannot be written; the damaged one is as it was.
    """
    marker = files.beside(path, files.SWAPPING)
    if not marker.exists():
        new = files.beside(path, _NEW)
        for left in (*path.parent.glob(f"{new.name}*"), *path.parent.glob(f".{path.name}-*")):
            left.unlink()  # of an attempt that was killed
        aside = _free_name(path.parent, at)
        with files.temporary(new) as filling:
            _fill(filling, path, Recovery(at, aside), fingerprint)
            files.sync(filling)
            files.publish(filling, new)
        with files.temporary(marker) as marking:
            files.fill(marking, aside.encode())
            files.publish(marking, marker)
    _swap(path)


def latest(db: sqlite3.Connection) -> Recovery | None:
    """Return what is known of the last recovery of this database, or None."""
    row = db.execute(
        "SELECT name, value FROM device WHERE name LIKE ? ORDER BY name DESC LIMIT 1", (f"{_REPORT}%",)
    ).fetchone()
    if row is None:
        return None
    at = row[0].removeprefix(_REPORT)
    (told,) = db.execute("SELECT max(value) FROM device WHERE name = ?", (_TOLD,)).fetchone()
    value = json.loads(row[1])
    return Recovery(
        codec.read_time(at),
        value["aside"],
        value["kept"],
        value["unreadable"],
        value["counted"],
        told=told is not None and told >= at,
    )


def note_told(db: sqlite3.Connection, at: datetime) -> None:
    """Note that a person has seen the report of the recovery at `at`; inside a transaction."""
    db.execute("INSERT OR REPLACE INTO device (name, value) VALUES (?, ?)", (_TOLD, codec.write_time(at)))


def forget(directory: Path) -> None:
    """Delete what recoveries set aside: the wipe's part that lies outside the database."""
    for aside in directory.glob("damaged-*"):
        shutil.rmtree(aside)


def _swap(path: Path) -> None:
    """Move the damaged files aside and the new one in; every step can be done again after a kill."""
    new, marker = files.beside(path, _NEW), files.beside(path, files.SWAPPING)
    if new.exists():
        aside = path.parent / marker.read_text()
        files.make_directory(aside)
        for suffix in _ALONGSIDE:
            with contextlib.suppress(FileNotFoundError):
                files.beside(path, suffix).rename(aside / (path.name + suffix))
        files.sync_directory(aside)
        new.rename(path)
    files.sync_directory(path.parent)
    marker.unlink()


def _fill(new: Path, damaged: Path, report: Recovery, fingerprint: str) -> None:
    with wreck.reading(damaged) as old, contextlib.closing(sqlite3.connect(new, isolation_level=None)) as db:
        with contextlib.suppress(sqlite3.DatabaseError):
            device.check_fingerprint(old, fingerprint)
        db.execute("PRAGMA foreign_keys=ON")
        migrations.migrate(db, wreck.version(old), mode="DELETE")
        counted = True
        with transaction(db):
            for table in _in_order(db):
                counted = _copy(old, db, table, report) and counted
            db.execute(_SAY_UNREADABLE)
            db.execute(_QUEUE_AGAIN)
            if wreck.columns(db, "pushes"):
                db.execute(_PUSHES_ARE_UNKNOWN, {"at": codec.write_time(report.at)})
            told = asdict(report) | {"counted": counted, "at": codec.write_time(report.at)}
            db.execute(
                "INSERT INTO device (name, value) VALUES (?, ?)", (_REPORT + told["at"], json.dumps(told))
            )
        db.execute("PRAGMA journal_mode=WAL")


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: str, report: Recovery) -> bool:
    """Copy what can be read of a table; return whether its end was found."""
    columns = wreck.columns(old, table) & wreck.columns(new, table)
    if not columns:
        return False
    names = ", ".join(f'"{name}"' for name in sorted(columns))
    insert = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608 - schema's names
    kept, reading = 0, wreck.Rows(old, f'SELECT rowid, {names} FROM "{table}"', table)  # noqa: S608 - as above
    refused = 0
    for row in reading:
        try:
            new.execute(insert, row)
            kept += 1
        except sqlite3.DatabaseError as exc:
            if _is_full(exc):
                raise
            refused += 1  # damage that reads as a row, or a row whose check is gone
    if kept:
        report.kept[table] = kept
    if reading.unreadable + refused:
        report.unreadable[table] = reading.unreadable + refused
    return reading.ended


def _in_order(db: sqlite3.Connection) -> list[str]:
    """Return the tables so that each comes after those it refers to."""
    found = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    waiting = [table for table in found if table not in _OURS and not table.startswith("sqlite_")]
    ordered: list[str] = []
    while waiting:
        for table in waiting:
            others = {row[2] for row in db.execute(f'PRAGMA foreign_key_list("{table}")')} - {table}
            if others <= set(ordered):
                ordered.append(table)
        waiting = [table for table in waiting if table not in ordered]
    return ordered


def _free_name(directory: Path, at: datetime) -> str:
    name = f"damaged-{at:%Y%m%dT%H%M%SZ}"
    taken = sum(1 for _ in directory.glob(f"{name}*"))
    return f"{name}-{taken + 1}" if taken else name


def _is_full(exc: sqlite3.Error) -> bool:
    return getattr(exc, "sqlite_errorname", "").startswith(("SQLITE_FULL", "SQLITE_IOERR"))
