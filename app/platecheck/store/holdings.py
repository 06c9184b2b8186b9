"""What this device holds, and its wipe.

Separate because it is about all tables at once and about every client, where the others keep to one
family and one scope.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.store import codec, files
from platecheck.store.purging import PUSHES
from platecheck.store.recovery import latest as recovered

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

_KEPT = frozenset({"device", "migrations"})
"""Tables that are about the device and its database, and no record of anybody."""
_WIPED = "wiped/"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_TIMES = """
SELECT min(at), max(at) FROM (
    SELECT checked_at AS at FROM checks UNION ALL SELECT fetched_at FROM lookups
    UNION ALL SELECT fetched_at FROM lot_snapshots UNION ALL SELECT ended_at FROM walks
    UNION ALL SELECT made_at FROM pushes)"""
_UNACKNOWLEDGED = """
SELECT count(*) FROM checks c WHERE EXISTS (
    SELECT 1 FROM answers a WHERE a.check_seq = c.seq AND a.verdict = 'alarm')
AND NOT EXISTS (SELECT 1 FROM acknowledgements k WHERE k.check_seq = c.seq)"""
_OPEN_PUSHES = f"SELECT (SELECT count(*) FROM pushes) - (SELECT count(*) FROM {PUSHES})"  # noqa: S608 - constants only
_BUSY = (
    "The records are deleted, but another platecheck keeps a copy of them open. "
    "Close it, then wipe once more."
)


@dataclass(frozen=True, slots=True)
class Held:
    """How many records of each family there are."""

    checks: int = 0
    answers: int = 0
    acknowledgements: int = 0
    lookups: int = 0
    queued: int = 0
    lot_snapshots: int = 0
    exports: int = 0
    changes: int = 0
    queries: int = 0
    """Plates asked about before a patrol."""
    sightings: int = 0
    """Checks with the camera."""
    crops: int = 0
    """Pictures of plates."""
    walks: int = 0
    """Summaries of walks."""
    pushes: int = 0
    """What was written down for the platform."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything on the device. `queued` checks still want a live answer.

    `unacknowledged` counts alarms without an outcome, `size` is bytes on disk with the write-ahead
    log, `oldest` and `newest` are None without records, `wiped_at` where nothing was wiped, and
    `recovered_at` where nothing was ever damaged.
    """

    held: Held
    unacknowledged: int
    oldest: datetime | None
    newest: datetime | None
    size: int
    wiped_at: datetime | None = None
    recovered_at: datetime | None = None
    open_pushes: int = 0
    """Pushes that wait, are on their way, or whose outcome nobody knows."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to wipe."""
        return self.held == Held()


def count(db: sqlite3.Connection, path: Path) -> Holdings:
    """Count what the database at `path` holds."""
    oldest, newest = db.execute(_TIMES).fetchone()
    (wiped,) = db.execute("SELECT max(name) FROM device WHERE name LIKE ?", (f"{_WIPED}%",)).fetchone()
    recovery = recovered(db)
    beside = (path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm"))
    return Holdings(
        held=_held(db),
        unacknowledged=_number(db, _UNACKNOWLEDGED),
        oldest=codec.read_time(oldest) if oldest else None,
        newest=codec.read_time(newest) if newest else None,
        size=sum(files.size(file) or 0 for file in beside),
        wiped_at=codec.read_time(wiped.removeprefix(_WIPED)) if wiped else None,
        recovered_at=recovery.at if recovery else None,
        open_pushes=_number(db, _OPEN_PUSHES),
    )


def delete(db: sqlite3.Connection, at: datetime) -> None:
    """Delete every row of every table but the device's own, and note that; inside a transaction.

    A wipe is the one act that may pass the log's append-only triggers; they are there again after it.
    """
    note = json.dumps(asdict(_held(db)))
    db.execute("PRAGMA defer_foreign_keys=ON")
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f'DROP TRIGGER "{name}"')
    for (table,) in db.execute(_TABLES).fetchall():
        if table not in _KEPT:
            db.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a name from the schema
    for _, sql in triggers:
        db.execute(sql)
    db.execute(
        "INSERT OR REPLACE INTO device (name, value) VALUES (?, ?)", (_WIPED + codec.write_time(at), note)
    )


def scrub(db: sqlite3.Connection) -> None:
    """Leave no deleted byte behind: not in free pages, not in the write-ahead log.

    Raises:
        StorageError: another process reads from the log, so that it cannot be emptied.
    """
    db.execute("VACUUM")
    (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StorageError(_BUSY)


def _held(db: sqlite3.Connection) -> Held:
    return Held(
        checks=_number(db, "SELECT count(*) FROM checks"),
        answers=_number(db, "SELECT count(*) FROM answers"),
        acknowledgements=_number(db, "SELECT count(*) FROM acknowledgements"),
        lookups=_number(db, "SELECT count(*) FROM lookups"),
        queued=_number(db, "SELECT count(*) FROM rechecks WHERE settled_at IS NULL"),
        lot_snapshots=_number(db, "SELECT count(*) FROM lot_snapshots"),
        exports=_number(db, "SELECT count(*) FROM exports"),
        changes=_number(db, "SELECT count(*) FROM changes"),
        queries=_number(db, "SELECT count(*) FROM queries"),
        sightings=_number(db, "SELECT count(*) FROM sightings"),
        crops=_number(db, "SELECT count(*) FROM sightings WHERE crop IS NOT NULL"),
        walks=_number(db, "SELECT count(*) FROM walks"),
        pushes=_number(db, "SELECT count(*) FROM pushes"),
    )


def _number(db: sqlite3.Connection, query: str) -> int:
    (number,) = db.execute(query).fetchone()
    return int(number)
