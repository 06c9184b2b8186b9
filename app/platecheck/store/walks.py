"""The summaries of walks that are ended: each written once, sealed like the log, read by when they ended.

Separate from the log because a walk is no check: it only counts those that were made on the way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.store import codec, device, scopes
from platecheck.store.records import WalkSummary

if TYPE_CHECKING:
    import sqlite3

    from platecheck.store.records import Scope, WalksWanted
    from platecheck.store.sealing import Seal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Once: whoever is not sure that a summary was written writes it again.
_KEEP = (
    "INSERT INTO walks (id, scope_id, noted_at, ended_at, lot, private) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO NOTHING"
)
_READ = """
SELECT id, noted_at, ended_at, lot, private FROM walks
WHERE scope_id = :scope AND ended_at >= :since AND ended_at < :until
    AND (:lot IS NULL OR coalesce(lot, '') = :lot)
ORDER BY ended_at DESC, seq DESC LIMIT :limit"""
_EVER = "~"
"""Later than any moment as text."""
_ALL = -1


def keep(db: sqlite3.Connection, seal: Seal, scope: Scope, walk: WalkSummary) -> None:
    """Keep the summary of a walk; inside a transaction."""
    ended_at = codec.write_time(walk.ended_at)
    # Never before trusted time, as a note of an export.
    noted_at = codec.write_time(max(walk.ended_at, device.trusted_at(db) or walk.ended_at))
    private = seal.seal(codec.write_walk(walk), _context(walk.id, noted_at, ended_at, walk.lot))
    db.execute(_KEEP, (walk.id, scopes.ensure(db, scope), noted_at, ended_at, walk.lot, private))


def find(db: sqlite3.Connection, seal: Seal, scope: Scope, wanted: WalksWanted) -> list[WalkSummary]:
    """Return the walks that are wanted, the one that ended last first."""
    keys = {
        "scope": scopes.find(db, scope),
        "since": "" if wanted.since is None else codec.write_time(wanted.since),
        "until": _EVER if wanted.until is None else codec.write_time(wanted.until),
        "lot": wanted.lot,
        "limit": _ALL if wanted.limit is None else wanted.limit,
    }
    return [_walk(seal, *row) for row in db.execute(_READ, keys).fetchall()]


def _walk(
    seal: Seal, walk_id: str, noted_at: str, ended_at: str, lot: str | None, private: bytes | None
) -> WalkSummary:
    at = _time(ended_at)
    walk = WalkSummary(walk_id, at, at, lot, "", 0, 0, ())
    if private is None:
        return walk
    try:
        return codec.read_walk(seal.open(private, _context(walk_id, noted_at, ended_at, lot)), walk)
    except StorageError:
        return replace(walk, spoilt=True)


def _time(text: str) -> datetime:
    try:
        return codec.read_time(text)
    except StorageError:
        return _EPOCH


def _context(walk_id: str, noted_at: str, ended_at: str, lot: str | None) -> str:
    # When and where are bound in: no figures can be moved to another day or another lot.
    return f"walk/{walk_id}/{noted_at}/{ended_at}/{lot or ''}"
