"""The queue of checks that still want a live answer.

Separate from the patrol log because its rows are settled, while the log's never change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.store import codec, scopes

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from platecheck.store.records import Scope


def queue(db: sqlite3.Connection, check_seq: int, key: tuple[int, bytes], queued_at: datetime) -> None:
    """Queue a check under (scope id, plate index); one that is there or has a live answer stays as it is."""
    db.execute(
        "INSERT INTO rechecks (check_seq, scope_id, plate_index, queued_at) SELECT ?, ?, ?, ?"
        " WHERE NOT EXISTS"
        " (SELECT 1 FROM answers WHERE check_seq = ? AND source = 'live' AND facts IS NOT NULL)"
        " ON CONFLICT (check_seq) DO NOTHING",
        (check_seq, *key, codec.write_time(queued_at), check_seq),
    )


def settle(db: sqlite3.Connection, check_seq: int, key: tuple[int, bytes], settled_at: datetime) -> None:
    """Settle every open row of this plate by the live answer of `check_seq`."""
    db.execute(
        "UPDATE rechecks SET settled_at = ?, settled_by = ?"
        " WHERE scope_id = ? AND plate_index = ? AND settled_at IS NULL",
        (codec.write_time(settled_at), check_seq, *key),
    )


def waiting(db: sqlite3.Connection, scope: Scope) -> int:
    """Return how many checks of a scope want a live answer."""
    (count,) = db.execute(
        "SELECT count(*) FROM rechecks WHERE scope_id = ? AND settled_at IS NULL", (scopes.find(db, scope),)
    ).fetchone()
    return int(count)
