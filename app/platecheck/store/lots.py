"""Lot Value reports as they were fetched: the platform gives one an hour, so each is kept.

Separate because the figures are a supervisor's and no part of a check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from platecheck.errors import StorageError
from platecheck.store import codec, scopes
from platecheck.store.records import LotSnapshot

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from platecheck.facts import Lot
    from platecheck.store.records import Scope
    from platecheck.store.sealing import Seal

STEP = 400
"""Reports looked at in one job of the worker, of which so many are opened: some milliseconds."""
OPENED = 16

_SINCE = """
SELECT seq, fetched_at, CASE WHEN fetched_at >= ? THEN lots END FROM lot_snapshots
WHERE scope_id = ? AND seq > ? ORDER BY seq LIMIT ?"""


class Kept(NamedTuple):
    """What one step over the reports found, in the order they were saved.

    `spoilt` were changed on disk; `after` is where the next step goes on, None at the end.
    """

    snapshots: tuple[LotSnapshot, ...]
    spoilt: int
    after: int | None


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
    return _snapshot(seal, scope, lots, at)


def step(db: sqlite3.Connection, seal: Seal, scope: Scope, since: datetime | None, after: int) -> Kept:
    """Return what was fetched `since` then among the next reports above seq `after`, bounded.

    A report that was changed on disk is counted and stands in the way of no other.
    """
    keys = ("" if since is None else codec.write_time(since), scopes.find(db, scope), after, STEP)
    snapshots: list[LotSnapshot] = []
    spoilt = looked_at = opened = 0
    for seq, at, lots in db.execute(_SINCE, keys):
        looked_at, after = looked_at + 1, seq
        if lots is None:
            continue
        opened += 1
        try:
            snapshots.append(_snapshot(seal, scope, lots, at))
        except StorageError:
            spoilt += 1
        if opened == OPENED:
            break
    at_end = looked_at < STEP and opened < OPENED
    return Kept(tuple(snapshots), spoilt, None if at_end else after)


def _snapshot(seal: Seal, scope: Scope, lots: bytes, at: str) -> LotSnapshot:
    return LotSnapshot(codec.read_lots(seal.open(lots, _context("lots", scope, at))), codec.read_time(at))


def _context(part: str, scope: Scope, at: str) -> str:
    return f"lots/{part}/{len(scope.service)}/{scope.service}{scope.client}/{at}"
