"""The queue of checks that still want a live answer: who asks for which, and what came of it.

Separate from the patrol log because its rows are settled, while the log's never change. A claim is a
lease: whoever dies with one loses it after `LEASE`, and it counts for nothing once the row is settled.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from platecheck.errors import StorageError
from platecheck.store import codec, scopes
from platecheck.store.log_rows import answer_context, texts_of
from platecheck.store.records import Check, Place, Receipt, Unclaimed, Waiting

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from platecheck.store.records import Scope, StoredProblem
    from platecheck.store.sealing import Seal

LEASE = timedelta(seconds=30)
"""Longer than any call; a clock that was set back ends it too."""
_HELD = ""
"""The claim of the officer's own call, which still goes on: nobody drains with it."""

_CHECK = "c.id, c.checked_at, c.lot, c.reason, c.app_version, c.device_id, c.private"
_LAST = (
    " JOIN answers a ON a.check_seq = r.check_seq"
    " AND a.number = (SELECT max(number) FROM answers WHERE check_seq = r.check_seq)"
)
_WAITING = (
    f"SELECT r.check_seq, a.verdict, a.decided_at, {_CHECK}"  # noqa: S608 - names of columns
    f" FROM rechecks r JOIN checks c ON c.seq = r.check_seq{_LAST}"
    " WHERE r.scope_id = ? AND r.settled_at IS NULL"
)
_FREE = " AND (r.claim IS NULL OR r.claimed_at <= ? OR r.claimed_at > ?)"
_RECEIPT = (
    "SELECT r.check_seq, c.id, c.private, c.lot, c.checked_at, r.attempts, r.asked_at, r.problem_kind,"  # noqa: S608 - as above
    " r.problem, r.claim, r.claimed_at, r.settled_at, a.number, a.problem_kind, a.problem, a.verdict"
    f" FROM rechecks r JOIN checks c ON c.seq = r.check_seq{_LAST} WHERE r.scope_id = ?"
)


def queue(
    db: sqlite3.Connection,
    check_seq: int,
    key: tuple[int, bytes],
    queued_at: datetime,
    *,
    held_at: datetime | None,
) -> None:
    """Queue a check under (scope id, plate index); one that has a live answer stays as it is.

    `held_at`: its own call still went on then, so that nobody else asks; None ends that.
    """
    at = codec.write_time(queued_at)
    claim = (None, None) if held_at is None else (_HELD, codec.write_time(held_at))
    db.execute(
        "INSERT INTO rechecks (check_seq, scope_id, plate_index, queued_at, claim, claimed_at)"
        " SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS"
        " (SELECT 1 FROM answers WHERE check_seq = ? AND source = 'live' AND facts IS NOT NULL)"
        " ON CONFLICT (check_seq) DO UPDATE SET claim = excluded.claim, claimed_at = excluded.claimed_at"
        " WHERE settled_at IS NULL AND claim = ?",
        (check_seq, *key, at, *claim, check_seq, _HELD),
    )


def settle(db: sqlite3.Connection, check_seq: int, settled_by: int | None, settled_at: datetime) -> None:
    """Settle a check's row, if it waits, by the live answer that the check `settled_by` asked for, if any."""
    db.execute(
        "UPDATE rechecks SET settled_at = ?, settled_by = ?, claim = NULL, claimed_at = NULL"
        " WHERE check_seq = ? AND settled_at IS NULL",
        (codec.write_time(settled_at), settled_by, check_seq),
    )


def count_attempt(db: sqlite3.Connection, check_seq: int, asked_at: datetime) -> None:
    """Count a recheck of a check that waits, before it is settled."""
    db.execute(
        "UPDATE rechecks SET attempts = attempts + 1, asked_at = ?, problem_kind = NULL, problem = NULL"
        " WHERE check_seq = ? AND settled_at IS NULL",
        (codec.write_time(asked_at), check_seq),
    )


def claim(
    db: sqlite3.Connection, seal: Seal, scope: Scope, holder: str, now: datetime, after: int
) -> Waiting | Unclaimed:
    """Lease the oldest check behind `after` that nobody asks for; one holder at a time may."""
    scope_id, at = scopes.find(db, scope), codec.write_time(now)
    lease = (codec.write_time(now - LEASE), at)
    elsewhere = db.execute(
        "SELECT 1 FROM rechecks r WHERE r.scope_id = ? AND r.settled_at IS NULL AND r.claim NOT IN (?, ?)"
        " AND r.claimed_at > ? AND r.claimed_at <= ?",
        (scope_id, _HELD, holder, *lease),
    ).fetchone()
    if elsewhere is not None:
        return Unclaimed.ELSEWHERE
    rows = db.execute(
        f"{_WAITING} AND r.check_seq > ?{_FREE} ORDER BY r.check_seq", (scope_id, after, *lease)
    )
    # One whose record was changed on disk cannot be asked for: it stays, and the next one is taken.
    found = next((w for w in (_waiting(seal, row) for row in rows) if w.check.plate), None)
    if found is None:
        return Unclaimed.NONE_LEFT
    db.execute("UPDATE rechecks SET claim = ?, claimed_at = ? WHERE check_seq = ?", (holder, at, found.seq))
    return found


def release(db: sqlite3.Connection, scope: Scope, holder: str) -> None:
    """Give back whatever `holder` has claimed and not settled."""
    db.execute(
        "UPDATE rechecks SET claim = NULL, claimed_at = NULL WHERE scope_id = ? AND settled_at IS NULL"
        " AND claim = ?",
        (scopes.find(db, scope), holder),
    )


def note_attempt(
    db: sqlite3.Connection, seal: Seal, waiting: Waiting, problem: StoredProblem, asked_at: datetime
) -> None:
    """Note that asking for a check failed, and give it back; one that is settled meanwhile stays as it is."""
    at = codec.write_time(asked_at)
    sealed = seal.seal(codec.write_problem(problem), _context(waiting.check.id, at))
    db.execute(
        "UPDATE rechecks SET attempts = attempts + 1, asked_at = ?, problem_kind = ?, problem = ?,"
        " claim = NULL, claimed_at = NULL WHERE check_seq = ? AND settled_at IS NULL",
        (at, problem.kind.value, sealed, waiting.seq),
    )


def waiting_for(db: sqlite3.Connection, seal: Seal, key: tuple[int, bytes]) -> list[Waiting]:
    """Return every check of (scope id, plate index) that waits, oldest first."""
    rows = db.execute(f"{_WAITING} AND r.plate_index = ? ORDER BY r.check_seq", key).fetchall()
    return [_waiting(seal, row) for row in rows]


def waiting(db: sqlite3.Connection, scope: Scope) -> int:
    """Return how many checks of a scope want a live answer."""
    (count,) = db.execute(
        "SELECT count(*) FROM rechecks WHERE scope_id = ? AND settled_at IS NULL", (scopes.find(db, scope),)
    ).fetchone()
    return int(count)


def receipts(
    db: sqlite3.Connection, seal: Seal, scope: Scope, now: datetime, *, limit: int, answered: int
) -> list[Receipt]:
    """Return up to `limit` waiting checks, oldest first, then the `answered` settled last, newest first."""
    scope_id = scopes.find(db, scope)
    rows = db.execute(
        f"{_RECEIPT} AND r.settled_at IS NULL ORDER BY r.check_seq LIMIT ?", (scope_id, limit)
    ).fetchall()
    rows += db.execute(
        f"{_RECEIPT} AND r.settled_at IS NOT NULL"
        # One whose own call brought the answer late was never in anybody's list.
        " AND (r.attempts > 0 OR r.settled_by IS NOT r.check_seq)"
        " ORDER BY r.settled_at DESC, r.check_seq DESC LIMIT ?",
        (scope_id, answered),
    ).fetchall()
    return [_receipt(seal, now, row) for row in rows]


def _waiting(seal: Seal, row: tuple[Any, ...]) -> Waiting:
    seq, shown, shown_for, check_id, checked_at, lot, reason, app_version, device_id, private = row
    try:
        texts = texts_of(seal, check_id, private)
    except StorageError:
        texts = {}
    check = Check(
        check_id,
        texts.get("plate", ""),
        texts.get("typed", ""),
        codec.read_time(checked_at),
        lot,
        texts.get("officer", ""),
        reason,
        app_version,
        device_id,
    )
    return Waiting(seq, check, shown, codec.read_time(shown_for))


def _receipt(seal: Seal, now: datetime, row: tuple[Any, ...]) -> Receipt:
    seq, check_id, private, lot, checked_at, attempts, asked_at, kind, problem = row[:9]
    claim, claimed_at, settled_at, number, first_kind, first_problem, verdict = row[9:]
    try:
        plate = texts_of(seal, check_id, private).get("plate", "")
        if kind is not None:
            found = codec.read_problem(kind, seal.open(problem, _context(check_id, asked_at)))
        elif first_kind is not None:
            data = first_problem and seal.open(first_problem, answer_context("problem", check_id, number))
            found = codec.read_problem(first_kind, data)
        else:
            found = None
    except StorageError:
        plate, found = "", None
    asked = claim is not None and timedelta(0) <= now - codec.read_time(claimed_at) < LEASE
    place = Place.ANSWERED if settled_at else Place.ASKED if asked else Place.WAITING
    return Receipt(
        seq,
        check_id,
        plate,
        lot,
        codec.read_time(checked_at),
        attempts,
        None if asked_at is None else codec.read_time(asked_at),
        found,
        place,
        None if settled_at is None else codec.read_time(settled_at),
        verdict,
    )


def _context(check_id: str, asked_at: str) -> str:
    return f"recheck/{asked_at}/{check_id}"
