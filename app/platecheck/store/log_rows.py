"""The rows of the patrol log, each written once: checks and answers, and what their parts are sealed for.

Separate from the log's verbs because the queue and the changes speak of the same checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.retention import is_hit
from platecheck.store import codec

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from platecheck.store.records import Answer, Check
    from platecheck.store.sealing import Seal


def check_context(check_id: str) -> str:
    """Return what a check's private part is sealed for."""
    return f"check/{check_id}"


def answer_context(part: str, check_id: str, number: int) -> str:
    """Return what a part of the `number`-th answer of a check is sealed for."""
    return f"answer/{part}/{number}/{check_id}"


def acknowledgement_context(check_id: str, at: str) -> str:
    """Return what the officer of an acknowledgement is sealed for."""
    return f"acknowledgement/{at}/{check_id}"


def texts_of(seal: Seal, check_id: str, private: bytes | None) -> dict[str, str]:
    """Return plate, typed and officer of a check; none where retention took them.

    Raises:
        StorageError: they were changed on disk.
    """
    return {} if private is None else codec.read_texts(seal.open(private, check_context(check_id)))


def ensure_check(db: sqlite3.Connection, seal: Seal, key: tuple[int, bytes], check: Check) -> int:
    """Return the seq of a check, written where it is new.

    Raises:
        StorageError: its id belongs to another plate or another scope.
    """
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
            check.device_id,
            seal.seal(private, check_context(check.id)),
        ),
    )
    return int(cursor.lastrowid or 0)


def add_answer(db: sqlite3.Connection, seal: Seal, check_seq: int, check_id: str, answer: Answer) -> None:
    """Add the next answer of a check."""
    (number,) = db.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM answers WHERE check_seq = ?", (check_seq,)
    ).fetchone()

    def sealed(part: str, data: bytes | None) -> bytes | None:
        return None if data is None else seal.seal(data, answer_context(part, check_id, number))

    facts, problem = answer.facts, answer.problem
    db.execute(
        "INSERT INTO answers"
        " (check_seq, number, source, verdict, recheck, fetched_at, decided_at, shown_at,"
        " latency_s, drift_s, problem_kind, facts, problem, body, hit)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            int(facts is not None and is_hit(facts)),
        ),
    )


def _time(at: datetime | None) -> str | None:
    return None if at is None else codec.write_time(at)
