"""Reading the patrol log, newest first.

Separate from its writing because a record that was changed on disk is said here, never dropped
and never fatal to the rest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from platecheck.errors import ProblemKind, StorageError
from platecheck.facts import Source
from platecheck.store import codec, scopes, sightings
from platecheck.store.log_rows import acknowledgement_context, answer_context, texts_of
from platecheck.store.records import Acknowledgement, Answer, Check, Entry, StoredProblem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from platecheck.store.records import Scope
    from platecheck.store.sealing import Seal

_COLUMNS = "c.seq, c.id, c.checked_at, c.lot, c.reason, c.app_version, c.device_id, c.private"
_PAGE = f"SELECT {_COLUMNS} FROM checks c WHERE c.scope_id = ? AND c.seq < ? ORDER BY c.seq DESC LIMIT ?"  # noqa: S608
_PAGE_OF_PLATE = f"""
SELECT {_COLUMNS} FROM checks c WHERE c.scope_id = ? AND c.plate_index = ? AND c.seq < ?
ORDER BY c.seq DESC LIMIT ?"""  # noqa: S608
_RECENT = f"""
SELECT {_COLUMNS} FROM checks c WHERE c.scope_id = ? AND NOT EXISTS (
    SELECT 1 FROM checks n WHERE n.scope_id = c.scope_id AND n.plate_index = c.plate_index AND n.seq > c.seq)
ORDER BY c.seq DESC LIMIT ?"""  # noqa: S608
_ANSWERS = """
SELECT number, source, verdict, recheck, fetched_at, decided_at, shown_at, latency_s, drift_s, problem_kind,
    facts, problem, body FROM answers WHERE check_seq = ? ORDER BY number"""
_WITHOUT_BODIES = _ANSWERS.replace("body FROM", "NULL FROM")
"""A body can have a mebibyte: whoever reads much of the log leaves them where they are."""
_BY_SEQ = f"SELECT {_COLUMNS} FROM checks c WHERE c.scope_id = ? AND c.seq = ?"  # noqa: S608
_ONE = f"SELECT {_COLUMNS} FROM checks c WHERE c.scope_id = ? AND c.id = ?"  # noqa: S608
_LAST_SEQ = 2**63 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SOURCES = {source.value: source for source in Source}


def page(
    db: sqlite3.Connection, seal: Seal, scope: Scope, plate: str | None, limit: int, before: int | None
) -> list[Entry]:
    """Return up to `limit` entries below `before`, of one plate or of all."""
    scope_id = scopes.find(db, scope)
    last = _LAST_SEQ if before is None else before
    if plate is None:
        rows = db.execute(_PAGE, (scope_id, last, limit))
    else:
        index = scopes.plate_index(seal, scope, plate)
        rows = db.execute(_PAGE_OF_PLATE, (scope_id, index, last, limit))
    return _entries(db, seal, rows.fetchall())


def recent(db: sqlite3.Connection, seal: Seal, scope: Scope, limit: int) -> list[Entry]:
    """Return the newest entry of each of the `limit` plates checked last."""
    return _entries(db, seal, db.execute(_RECENT, (scopes.find(db, scope), limit)).fetchall())


def entry(db: sqlite3.Connection, seal: Seal, scope: Scope, check_id: str) -> list[Entry]:
    """Return the entry of a check's id, or nothing."""
    return _entries(db, seal, db.execute(_ONE, (scopes.find(db, scope), check_id)).fetchall())


def entries(db: sqlite3.Connection, seal: Seal, scope: Scope, seqs: Sequence[int]) -> list[Entry]:
    """Return the entries of these seqs in their order, their answers without bodies."""
    scope_id = scopes.find(db, scope)
    rows = (db.execute(_BY_SEQ, (scope_id, seq)).fetchone() for seq in seqs)
    return [_entry(db, seal, row, _WITHOUT_BODIES) for row in rows if row is not None]


def _entries(db: sqlite3.Connection, seal: Seal, rows: Sequence[tuple[Any, ...]]) -> list[Entry]:
    return [_entry(db, seal, row, _ANSWERS) for row in rows]


def _entry(db: sqlite3.Connection, seal: Seal, row: tuple[Any, ...], asking: str) -> Entry:
    seq, check_id, checked_at, lot, reason, app_version, device_id, private = row
    answers = tuple(_answer(seal, check_id, columns) for columns in db.execute(asking, (seq,)))
    try:
        texts = texts_of(seal, check_id, private)
    except StorageError as exc:
        # Without its plate nobody can say which car the answers are about.
        texts = {}
        answers = tuple(replace(answer, facts=None, body=None, problem=_spoilt(exc)) for answer in answers)
    check = Check(
        check_id,
        texts.get("plate", ""),
        texts.get("typed", ""),
        _time(checked_at) or _EPOCH,
        lot,
        texts.get("officer", ""),
        reason,
        app_version,
        device_id,
        sightings.read(db, seal, seq, check_id),
    )
    return Entry(check, answers, _acknowledgement(db, seal, seq, check_id), seq)


def _answer(seal: Seal, check_id: str, columns: tuple[Any, ...]) -> Answer:
    number, source, verdict, recheck, fetched_at, decided_at, shown_at = columns[:7]
    latency_s, drift_s, kind, facts, problem, body = columns[7:]

    def opened(part: str, blob: bytes | None) -> bytes | None:
        return None if blob is None else seal.open(blob, answer_context(part, check_id, number))

    answer = Answer(
        _SOURCES.get(source, Source.NONE),
        None,
        _time(fetched_at),
        verdict,
        bool(recheck),
        _time(decided_at) or _EPOCH,
        _time(shown_at) or _EPOCH,
        latency_s,
        drift_s,
        None,
        None,
    )
    try:
        data = opened("facts", facts)
        return replace(
            answer,
            facts=None if data is None else codec.read_facts(data),
            problem=None if kind is None else codec.read_problem(kind, opened("problem", problem)),
            body=opened("body", body),
        )
    except StorageError as exc:
        return replace(answer, problem=_spoilt(exc))


def _acknowledgement(db: sqlite3.Connection, seal: Seal, seq: int, check_id: str) -> Acknowledgement | None:
    row = db.execute(
        "SELECT outcome, acknowledged_at, officer FROM acknowledgements WHERE check_seq = ?"
        " ORDER BY seq DESC LIMIT 1",
        (seq,),
    ).fetchone()
    if row is None:
        return None
    outcome, at, sealed = row
    try:
        context = acknowledgement_context(check_id, at)
        texts = {} if sealed is None else codec.read_texts(seal.open(sealed, context))
    except StorageError:
        texts = {}
    return Acknowledgement(check_id, outcome, _time(at) or _EPOCH, texts.get("officer", ""))


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return codec.read_time(text)
    except StorageError:
        return None


def _spoilt(exc: StorageError) -> StoredProblem:
    return StoredProblem(ProblemKind.STORAGE, exc.message, None)
