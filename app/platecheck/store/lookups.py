"""The last live facts of every plate: what an officer without a signal works from.

Separate from the patrol log because it is replaced by each newer answer, and read on the hot path.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from platecheck.errors import StorageError
from platecheck.retention import is_hit
from platecheck.store import codec, scopes
from platecheck.store.records import Lookup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from platecheck.facts import PlateFacts
    from platecheck.store.records import Scope
    from platecheck.store.sealing import Seal

MAX_DRIFT = timedelta(minutes=2)
"""A stored answer further than this ahead of trusted time was fetched by a wrong clock."""

_CHUNK = 500
_FIND = "SELECT facts, fetched_at FROM lookups WHERE plate_index = ?"
_KEEP = (
    "INSERT OR REPLACE INTO lookups (plate_index, scope_id, fetched_at, facts, body, hit)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)


def find(db: sqlite3.Connection, seal: Seal, scope: Scope, plate: str) -> Lookup | None:
    """Return what is known of `plate`, or None.

    Raises:
        StorageError: the record was changed on disk.
    """
    index = scopes.plate_index(seal, scope, plate)
    row = db.execute(_FIND, (index,)).fetchone()
    return None if row is None else _lookup(seal, plate, index, *row)


def find_many(db: sqlite3.Connection, seal: Seal, scope: Scope, plates: Sequence[str]) -> dict[str, Lookup]:
    """Return what is known of each of `plates`, in their order; those not known are left out.

    Raises:
        StorageError: one of the records was changed on disk.
    """
    known, opened = walk(db, seal, scope, plates)
    found = {lookup.plate: lookup for lookup in opened}
    return {plate: found[plate] for plate in known}


def walk(
    db: sqlite3.Connection, seal: Seal, scope: Scope, plates: Sequence[str]
) -> tuple[list[str], Iterator[Lookup]]:
    """Return which of `plates` are known, in their order, and what is known: hits first, opened one by one.

    Raises:
        StorageError: on the way, at a record that was changed on disk.
    """
    wanted = {scopes.plate_index(seal, scope, plate): plate for plate in plates}
    rows = {index: row for index, *row in _rows(db, list(wanted))}
    known = [index for index in wanted if index in rows]
    hits_first = sorted(known, key=lambda index: rows[index][2] == 0)
    opened = (_lookup(seal, wanted[index], index, *rows[index][:2]) for index in hits_first)
    return [wanted[index] for index in known], opened


def body(db: sqlite3.Connection, seal: Seal, scope: Scope, plate: str) -> bytes | None:
    """Return the raw answer the facts of `plate` were read from, or None.

    Raises:
        StorageError: the record was changed on disk.
    """
    index = scopes.plate_index(seal, scope, plate)
    row = db.execute("SELECT body, fetched_at FROM lookups WHERE plate_index = ?", (index,)).fetchone()
    if row is None or row[0] is None:
        return None
    return seal.open(row[0], _context("body", index, row[1]))


def keep(
    db: sqlite3.Connection,
    seal: Seal,
    key: tuple[int, bytes],
    facts: PlateFacts,
    raw: bytes | None,
    fetched_at: datetime,
    *,
    trusted_at: datetime | None,
) -> None:
    """Keep facts and the raw answer under (scope id, plate index), unless newer ones are there.

    `trusted_at` is the service's time now, if it told one: what claims to be fetched after it
    is no newer, its clock was wrong, and it does not stand in the way. Nor does a record that
    was changed on disk.
    """
    scope_id, index = key
    held_at = _held_at(db, seal, index)
    is_real = held_at is not None and (trusted_at is None or held_at <= trusted_at + MAX_DRIFT)
    if held_at is not None and is_real and held_at > fetched_at:
        return
    at = codec.write_time(fetched_at)
    sealed_facts = seal.seal(codec.write_facts(facts), _context("facts", index, at))
    sealed_body = None if raw is None else seal.seal(raw, _context("body", index, at))
    db.execute(_KEEP, (index, scope_id, at, sealed_facts, sealed_body, int(is_hit(facts))))


def _held_at(db: sqlite3.Connection, seal: Seal, index: bytes) -> datetime | None:
    row = db.execute(_FIND, (index,)).fetchone()
    try:
        return None if row is None else _lookup(seal, "", index, *row).fetched_at
    except StorageError:
        return None


def _rows(db: sqlite3.Connection, indexes: list[bytes]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(indexes), _CHUNK):
        chunk = indexes[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        rows += db.execute(
            f"SELECT plate_index, facts, fetched_at, hit FROM lookups WHERE plate_index IN ({marks})",  # noqa: S608 - marks only
            chunk,
        ).fetchall()
    return rows


def _lookup(seal: Seal, plate: str, index: bytes, facts: bytes, fetched_at: str) -> Lookup:
    data = seal.open(facts, _context("facts", index, fetched_at))
    return Lookup(plate, codec.read_facts(data), codec.read_time(fetched_at))


def _context(part: str, index: bytes, fetched_at: str) -> str:
    # The time is bound in: an old answer cannot be made to look fresh.
    return f"lookup/{part}/{index.hex()}/{fetched_at}"
