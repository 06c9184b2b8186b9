"""Plates asked about before a patrol: which ones were seen, and the note of each that was asked.

Separate from the patrol log, whose rows are checks that an officer made and was shown: these are
queries nobody pressed for. Each is noted for good all the same, as what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.errors import ProblemKind, StorageError
from platecheck.retention import is_hit
from platecheck.store import codec, device, scopes
from platecheck.store.log_rows import texts_of
from platecheck.store.patrol_log import learn, settle_waiting
from platecheck.store.records import TEST, PlatesSeen

if TYPE_CHECKING:
    import sqlite3

    from platecheck.store.patrol_log import Settle
    from platecheck.store.records import Answer, Check, Scope, Seen
    from platecheck.store.sealing import Seal

STEP = 400
"""Checks looked at in one job of the worker: some milliseconds."""
_LAST_SEQ = 2**63 - 1
_CHECKS = (
    "SELECT seq, id, plate_index, checked_at, lot, reason, private FROM checks"
    " WHERE scope_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
)
_IS_IN_LOG = "SELECT 1 FROM checks WHERE scope_id = ? AND plate_index = ? AND private IS NOT NULL LIMIT 1"


def seen(db: sqlite3.Connection, seal: Seal, scope: Scope, wanted: Seen, before: int | None) -> PlatesSeen:
    """Return the plates that are wanted among the next `STEP` checks below `before`, newest first.

    What retention emptied, what was changed on disk and tests of the connection have none.
    """
    since = codec.write_time(wanted.since)
    rows = db.execute(
        _CHECKS, (scopes.find(db, scope), _LAST_SEQ if before is None else before, STEP)
    ).fetchall()
    plates: dict[bytes, str] = {}
    any_young = False
    for _, check_id, index, checked_at, lot, reason, private in rows:
        young = checked_at >= since
        any_young = any_young or young
        if not young or index in plates or reason == TEST or wanted.lot not in {None, lot or ""}:
            continue
        try:
            texts = texts_of(seal, check_id, private)
        except StorageError:
            continue
        if texts.get("plate") and wanted.officer in {None, texts.get("officer", "")}:
            plates[index] = texts["plate"]
    # Clocks are set back and forward: only a whole step of older checks is the end.
    over = len(rows) < STEP or not any_young
    return PlatesSeen(tuple(plates.values()), None if over else rows[-1][0])


def note(
    db: sqlite3.Connection,
    seal: Seal,
    scope: Scope,
    asked: Check,
    answer: Answer | ProblemKind,
    settle: Settle | None,
) -> bool:
    """Note one query and keep what it brought; inside a transaction.

    `asked` says which plate, when, by whom, where and why; it is no check of the log. False, with nothing
    kept, where the plate is no longer in the log: wiped meanwhile, it may not be learned anew.
    """
    scope_id = scopes.find(db, scope)
    if scope_id is None:
        return False
    key = (scope_id, scopes.plate_index(seal, scope, asked.plate))
    if db.execute(_IS_IN_LOG, key).fetchone() is None:
        return False
    # Never before trusted time, as a note of an export.
    at = codec.write_time(max(asked.checked_at, device.trusted_at(db) or asked.checked_at))
    if isinstance(answer, ProblemKind):
        outcome = answer.value
    else:
        outcome = "hit" if answer.facts is not None and is_hit(answer.facts) else "clear"
    private = codec.write_texts(plate=asked.plate, officer=asked.officer, lot=asked.lot or "")
    sealed = seal.seal(private, f"query/{at}/{asked.reason}/{outcome}")
    db.execute(
        "INSERT INTO queries (scope_id, asked_at, reason, outcome, private) VALUES (?, ?, ?, ?, ?)",
        (scope_id, at, asked.reason, outcome, sealed),
    )
    if not isinstance(answer, ProblemKind):
        learn(db, seal, key, answer)
        if settle is not None:
            settle_waiting(db, seal, key, None, settle)
    return True
