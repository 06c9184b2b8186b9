"""Writing the patrol log: what was checked, what was answered, what was done about it.

Separate from its reading because everything here happens inside one transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.facts import Source
from platecheck.store import codec, device, lookups, rechecks, scopes
from platecheck.store.records import TEST

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from platecheck.store.records import Acknowledgement, Answer, Check, Scope
    from platecheck.store.sealing import Seal


def record(
    db: sqlite3.Connection, seal: Seal, scope: Scope, check: Check, answer: Answer, *, device_id: str
) -> None:
    """Write one answer and everything that follows from it: log, lookup, queue, trusted time.

    Raises:
        StorageError: the check's id belongs to another plate or another scope.
    """
    key = (scopes.ensure(db, scope), scopes.plate_index(seal, scope, check.plate))
    check_seq = _ensure_check(db, seal, key, check, device_id)
    _add_answer(db, seal, check_seq, check.id, answer)
    # A live answer with the service's Date was decided at its time, or within 2 min of it.
    told = answer.decided_at if answer.source is Source.LIVE and answer.drift_s is not None else None
    if told is not None:
        device.note_trusted(db, told)
    if answer.source is Source.LIVE and answer.facts is not None:
        trusted_at = None if told is None else device.trusted_at(db)
        fetched_at = answer.fetched_at or answer.decided_at
        lookups.keep(db, seal, key, answer.facts, answer.body, fetched_at, trusted_at=trusted_at)
        rechecks.settle(db, check_seq, key, answer.decided_at)
    elif check.reason != TEST:
        rechecks.queue(db, check_seq, key, answer.decided_at)


def acknowledge(db: sqlite3.Connection, seal: Seal, scope: Scope, ack: Acknowledgement) -> None:
    """Add what the officer did about a check; a later one stands beside the earlier.

    Raises:
        StorageError: there is no such check in this scope.
    """
    row = db.execute(
        "SELECT seq FROM checks WHERE id = ? AND scope_id = ?", (ack.check_id, scopes.find(db, scope))
    ).fetchone()
    if row is None:
        raise StorageError("That check is not in this device's log. Check the plate again.")
    at = codec.write_time(ack.acknowledged_at)
    officer = seal.seal(codec.write_texts(officer=ack.officer), acknowledgement_context(ack.check_id, at))
    db.execute(
        "INSERT INTO acknowledgements (check_seq, outcome, acknowledged_at, officer) VALUES (?, ?, ?, ?)",
        (row[0], ack.outcome, at, officer),
    )


def check_context(check_id: str) -> str:
    """Return what a check's private part is sealed for."""
    return f"check/{check_id}"


def answer_context(part: str, check_id: str, number: int) -> str:
    """Return what a part of the `number`-th answer of a check is sealed for."""
    return f"answer/{part}/{number}/{check_id}"


def acknowledgement_context(check_id: str, at: str) -> str:
    """Return what the officer of an acknowledgement is sealed for."""
    return f"acknowledgement/{at}/{check_id}"


def _ensure_check(
    db: sqlite3.Connection, seal: Seal, key: tuple[int, bytes], check: Check, device_id: str
) -> int:
    row = db.execute("SELECT seq, scope_id, plate_index FROM checks WHERE id = ?", (check.id,)).fetchone()
    if row is not None:
        if row[1:] != key:
            raise StorageError("This check's id is already another plate's. Check the plate again.")
        return int(row[0])
    private = codec.write_texts(plate=check.plate, typed=check.typed, officer=check.officer)
    cursor = db.execute(
        "INSERT INTO checks"
        " (id, scope_id, plate_index, checked_at, lot, reason, app_version, device_id, private)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            check.id,
            *key,
            codec.write_time(check.checked_at),
            check.lot,
            check.reason,
            check.app_version,
            check.device_id or device_id,
            seal.seal(private, check_context(check.id)),
        ),
    )
    return int(cursor.lastrowid or 0)


def _add_answer(db: sqlite3.Connection, seal: Seal, check_seq: int, check_id: str, answer: Answer) -> None:
    (number,) = db.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM answers WHERE check_seq = ?", (check_seq,)
    ).fetchone()

    def sealed(part: str, data: bytes | None) -> bytes | None:
        return None if data is None else seal.seal(data, answer_context(part, check_id, number))

    facts, problem = answer.facts, answer.problem
    db.execute(
        "INSERT INTO answers"
        " (check_seq, number, source, verdict, recheck, fetched_at, decided_at, shown_at,"
        " latency_s, drift_s, problem_kind, facts, problem, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            check_seq,
            number,
            answer.source.value,
            answer.verdict,
            int(answer.recheck),
            _time(answer.fetched_at),
            codec.write_time(answer.decided_at),
            codec.write_time(answer.shown_at),
            answer.latency_s,
            answer.drift_s,
            None if problem is None else problem.kind.value,
            sealed("facts", None if facts is None else codec.write_facts(facts)),
            sealed("problem", None if problem is None else codec.write_problem(problem)),
            sealed("body", answer.body),
        ),
    )


def _time(at: datetime | None) -> str | None:
    return None if at is None else codec.write_time(at)
