"""What the database knows of itself: its key's fingerprint, its id, trusted time, training or real.

Separate because these rows belong to the device and to no client.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from platecheck.errors import KeyLost, StorageError
from platecheck.store import codec, files, migrations
from platecheck.store.connection import transaction
from platecheck.store.sealing import Seal

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from platecheck.store.sealing import KeyHolder

_READ = "SELECT value FROM device WHERE name = ?"
_WRITE_ONCE = "INSERT INTO device (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
_MOVE_FORWARD = (
    "INSERT INTO device (name, value) VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE excluded.value > device.value"
)


def unlock(db: sqlite3.Connection, keys: KeyHolder) -> Seal:
    """Return the seal of this database, before anything in it is touched.

    Raises:
        KeyLost: the key is missing or another one; no new key is made.
        DatabaseTooNew: a newer platecheck wrote it.
    """
    fingerprint = _read(db, "fingerprint") if migrations.version(db) else None
    key = keys.load()
    if key is None:
        if fingerprint is not None:
            raise _key_lost("missing")
        key = keys.create()
    seal = Seal(key)
    if fingerprint not in {None, seal.fingerprint}:
        raise _key_lost("another one")
    return seal


def claim(db: sqlite3.Connection, seal: Seal) -> str:
    """Tie a new database to its key, and return the device's id.

    Raises:
        KeyLost: another process tied it to another key meanwhile.
    """
    if _read(db, "fingerprint") is None:
        with transaction(db):
            db.execute(_WRITE_ONCE, ("fingerprint", seal.fingerprint))
            db.execute(_WRITE_ONCE, ("device_id", os.urandom(16).hex()))
    check_fingerprint(db, seal.fingerprint)
    return _read(db, "device_id") or ""


def check_fingerprint(db: sqlite3.Connection, fingerprint: str) -> None:
    """Raise KeyLost where another key than this one sealed the database."""
    if _read(db, "fingerprint") not in {None, fingerprint}:
        raise _key_lost("another one")


def trusted_at(db: sqlite3.Connection) -> datetime | None:
    """Return the latest moment the service told, or None before the first."""
    return moment(db, "trusted_at")


def note_trusted(db: sqlite3.Connection, at: datetime) -> None:
    """Move trusted time forward to `at`; never back."""
    note_moment(db, "trusted_at", at)


def moment(db: sqlite3.Connection, name: str) -> datetime | None:
    """Return the moment noted under `name`, or None."""
    text = _read(db, name)
    return None if text is None else codec.read_time(text)


def note_moment(db: sqlite3.Connection, name: str, at: datetime) -> None:
    """Note a moment under `name`, in the place of an earlier one; a later one stays."""
    db.execute(_MOVE_FORWARD, (name, codec.write_time(at)))


def is_training(db: sqlite3.Connection) -> bool | None:
    """Tell whether this is training data; None where it was never said."""
    word = _read(db, "training")
    return None if word is None else word == "yes"


def mark_training(db: sqlite3.Connection, *, training: bool) -> None:
    """Say once what this directory holds.

    Raises:
        StorageError: it was said to hold the other.
    """
    db.execute(_WRITE_ONCE, ("training", "yes" if training else "no"))
    if is_training(db) is not training:
        kept, asked = ("real", "training") if training else ("training", "real")
        raise StorageError(f"This directory holds {kept} records. Choose another directory for {asked} ones.")


def _read(db: sqlite3.Connection, name: str) -> str | None:
    row = db.execute(_READ, (name,)).fetchone()
    return None if row is None else str(row[0])


def _key_lost(what: str) -> KeyLost:
    return KeyLost(
        f"The records on this device are sealed and the key is {what}. Put the right {files.KEY} back,"
        " or set the directory aside to start anew. Nothing was changed."
    )
