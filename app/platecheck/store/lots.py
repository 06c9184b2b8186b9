"""Lot Value reports as they were fetched: the platform gives one an hour, so each is kept.

Separate because the figures are a supervisor's and no part of a check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.store import codec, scopes
from platecheck.store.records import LotSnapshot

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from platecheck.facts import Lot
    from platecheck.store.records import Scope
    from platecheck.store.sealing import Seal


def save(
    db: sqlite3.Connection,
    seal: Seal,
    scope: Scope,
    lots: Sequence[Lot],
    body: bytes | None,
    fetched_at: datetime,
) -> None:
    """Add a report and the raw answer it was read from."""
    at = codec.write_time(fetched_at)
    db.execute(
        "INSERT INTO lot_snapshots (scope_id, fetched_at, lots, body) VALUES (?, ?, ?, ?)",
        (
            scopes.ensure(db, scope),
            at,
            seal.seal(codec.write_lots(tuple(lots)), _context("lots", scope, at)),
            None if body is None else seal.seal(body, _context("body", scope, at)),
        ),
    )


def latest(db: sqlite3.Connection, seal: Seal, scope: Scope) -> LotSnapshot | None:
    """Return the report saved last, or None.

    Raises:
        StorageError: it was changed on disk.
    """
    row = db.execute(
        "SELECT lots, fetched_at FROM lot_snapshots WHERE scope_id = ? ORDER BY seq DESC LIMIT 1",
        (scopes.find(db, scope),),
    ).fetchone()
    if row is None:
        return None
    lots, at = row
    return LotSnapshot(codec.read_lots(seal.open(lots, _context("lots", scope, at))), codec.read_time(at))


def _context(part: str, scope: Scope, at: str) -> str:
    return f"lots/{part}/{len(scope.service)}/{scope.service}{scope.client}/{at}"
