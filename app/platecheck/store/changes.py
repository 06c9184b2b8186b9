"""What came out otherwise than it was shown: added to, never rewritten, there until acknowledged.

Separate from the queue because a change outlives its recheck, and an acknowledgement is an act of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.store import codec, scopes
from platecheck.store.log_rows import texts_of
from platecheck.store.records import Change

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from platecheck.store.records import Answer, Scope
    from platecheck.store.sealing import Seal

_OPEN = """
SELECT h.seq, c.id, c.lot, c.checked_at, c.private, h.was, h.now, h.noted_at
FROM changes h JOIN checks c ON c.seq = h.check_seq
WHERE h.scope_id = ? AND NOT EXISTS (SELECT 1 FROM change_acknowledgements k WHERE k.change_seq = h.seq)
ORDER BY h.seq"""


def note(db: sqlite3.Connection, scope_id: int, check_seq: int, was: str, live: Answer) -> None:
    """Note that a check's live answer is news against the headline `was`; inside a transaction."""
    db.execute(
        "INSERT INTO changes (scope_id, check_seq, was, now, noted_at) VALUES (?, ?, ?, ?, ?)",
        (scope_id, check_seq, was, live.verdict, codec.write_time(live.decided_at)),
    )


def unacknowledged(db: sqlite3.Connection, seal: Seal, scope: Scope) -> list[Change]:
    """Return what nobody has acknowledged yet, oldest first."""
    changes = []
    for seq, check_id, lot, checked_at, private, was, now, noted_at in db.execute(
        _OPEN, (scopes.find(db, scope),)
    ):
        try:
            texts = texts_of(seal, check_id, private)
        except StorageError:
            texts = {}  # a change is told even about a record that was spoilt since
        changes.append(
            Change(
                seq,
                check_id,
                texts.get("plate", ""),
                lot,
                codec.read_time(checked_at),
                texts.get("officer", ""),
                was,
                now,
                codec.read_time(noted_at),
            )
        )
    return changes


def acknowledge(
    db: sqlite3.Connection, seal: Seal, scope: Scope, seq: int, at: datetime, officer: str
) -> None:
    """Note that an officer has seen a change; a second time is noted beside the first.

    Raises:
        StorageError: there is no such change in this scope.
    """
    known = db.execute(
        "SELECT 1 FROM changes WHERE seq = ? AND scope_id = ?", (seq, scopes.find(db, scope))
    ).fetchone()
    if known is None:
        raise StorageError("That change is not on this device. Look at the list again.")
    moment = codec.write_time(at)
    sealed = seal.seal(codec.write_texts(officer=officer), f"change/{seq}/{moment}")
    db.execute(
        "INSERT INTO change_acknowledgements (change_seq, acknowledged_at, officer) VALUES (?, ?, ?)",
        (seq, moment, sealed),
    )
