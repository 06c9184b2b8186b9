"""Whose rows are whose: one (service, client) each, and no plate is found across them.

Separate because every table family asks it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from platecheck.store.records import Scope
    from platecheck.store.sealing import Seal


def find(db: sqlite3.Connection, scope: Scope) -> int | None:
    """Return the id of a scope, or None where nothing was ever recorded for it."""
    row = db.execute(
        "SELECT id FROM scopes WHERE service = ? AND client = ?", (scope.service, scope.client)
    ).fetchone()
    return None if row is None else int(row[0])


def ensure(db: sqlite3.Connection, scope: Scope) -> int:
    """Return the id of a scope, made where it is new; inside a transaction."""
    known = find(db, scope)
    if known is not None:
        return known
    cursor = db.execute("INSERT INTO scopes (service, client) VALUES (?, ?)", (scope.service, scope.client))
    return int(cursor.lastrowid or 0)


def plate_index(seal: Seal, scope: Scope, plate: str) -> bytes:
    """Return the keyed hash by which `plate` is found in `scope`."""
    # Lengths first: no two pairs of service and client may run into the same text.
    return seal.index(f"{len(scope.service)}/{len(scope.client)}/{scope.service}{scope.client}{plate}")
