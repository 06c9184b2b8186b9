"""What the camera made of a plate, beside its check: candidates as long as the check, the crop a day.

Separate from the log's rows because few checks have one, and because a crop is read by itself: only
when somebody looks at it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.store import codec, scopes
from platecheck.store.records import Sighting

if TYPE_CHECKING:
    import sqlite3

    from platecheck.store.records import Check, Scope
    from platecheck.store.sealing import Seal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Once, with the first answer: the answers after it, and one that had to wait for room, change nothing.
_KEEP = (
    "INSERT INTO sightings (check_seq, noted_at, taken_at, corrected, offered, crop)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (check_seq) DO NOTHING"
)
_READ = "SELECT noted_at, taken_at, offered FROM sightings WHERE check_seq = ?"
_CROP = (
    "SELECT s.noted_at, s.crop FROM sightings s JOIN checks c ON c.seq = s.check_seq"
    " WHERE c.scope_id = ? AND c.id = ? AND s.crop IS NOT NULL"
)


def keep(db: sqlite3.Connection, seal: Seal, check_seq: int, check: Check, noted_at: datetime) -> None:
    """Keep the sighting of a check, if it has one; inside the transaction of its first answer.

    `noted_at` is the moment the answer was decided for, from which the crop's clock runs: `taken_at` is
    the device's time, which may be wrong. Where nobody told the time either may be: of a row of the log a
    later answer must prove its age, but a picture is rather let go of too early than kept too long.
    """
    sighting = check.sighting
    if sighting is None:
        return
    at = codec.write_time(noted_at)
    offered = seal.seal(codec.write_offered(sighting.offered), _context("offered", check.id, at))
    crop = None if sighting.crop is None else seal.seal(sighting.crop, _context("crop", check.id, at))
    corrected = None if check.corrected is None else int(check.corrected)
    db.execute(_KEEP, (check_seq, at, codec.write_time(sighting.taken_at), corrected, offered, crop))


def read(db: sqlite3.Connection, seal: Seal, check_seq: int, check_id: str) -> Sighting | None:
    """Return the sighting of a check without its crop, or None; `spoilt` where it was changed on disk."""
    row = db.execute(_READ, (check_seq,)).fetchone()
    if row is None:
        return None
    at, taken_at, sealed = row
    try:
        offered = seal.open(sealed, _context("offered", check_id, at)) if sealed is not None else None
        return Sighting(
            () if offered is None else codec.read_offered(offered), None, codec.read_time(taken_at)
        )
    except StorageError:
        return Sighting((), None, _EPOCH, spoilt=True)


def crop(db: sqlite3.Connection, seal: Seal, scope: Scope, check_id: str) -> tuple[bytes, datetime] | None:
    """Return the crop of a check and when it was noted, or None where none is kept.

    Raises:
        StorageError: it was changed on disk.
    """
    row = db.execute(_CROP, (scopes.find(db, scope), check_id)).fetchone()
    if row is None:
        return None
    at, sealed = row
    return seal.open(sealed, _context("crop", check_id, at)), codec.read_time(at)


def _context(part: str, check_id: str, noted_at: str) -> str:
    # The time is bound in: a crop cannot be made to outlive its clock.
    return f"sighting/{part}/{noted_at}/{check_id}"
