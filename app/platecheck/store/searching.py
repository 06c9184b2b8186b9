"""Walking through the patrol log in bounded steps: search by plate, verdict and lot, and figures.

Separate from `history`, which opens whole entries: a step reads only what a line shows, and never so
much that a check pressed meanwhile would wait for it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from platecheck.errors import StorageError
from platecheck.facts import Source
from platecheck.store import codec, scopes
from platecheck.store.log_rows import texts_of
from platecheck.store.records import Found, LogLine, Match, Tally

if TYPE_CHECKING:
    import sqlite3

    from platecheck.store.records import Scope, Wanted
    from platecheck.store.sealing import Seal

STEP = 400
"""Checks looked at in one job of the worker: some milliseconds."""

_OF_PLATE = "AND c.plate_index = ?"
_LAST_ANSWER = """
JOIN answers a ON a.check_seq = c.seq
    AND a.number = (SELECT max(n.number) FROM answers n WHERE n.check_seq = c.seq)"""
_LINES = """
SELECT c.seq, c.id, c.checked_at, c.lot, c.private, a.verdict, a.source, a.fetched_at, a.decided_at,
    (SELECT k.outcome FROM acknowledgements k WHERE k.check_seq = c.seq ORDER BY k.seq DESC LIMIT 1)
FROM checks c {last} WHERE c.scope_id = ? AND c.seq < ? {only} ORDER BY c.seq DESC LIMIT ?"""
_TALLIES = f"""
SELECT c.seq, c.checked_at, a.verdict, s.corrected FROM checks c {_LAST_ANSWER}
LEFT JOIN sightings s ON s.check_seq = c.seq
WHERE c.scope_id = ? AND c.seq < ? ORDER BY c.seq DESC LIMIT ?"""  # noqa: S608 - constants only
# From one lot to the next along the index: as many look-ups as there are lots, however long the log.
_LOTS = """
WITH RECURSIVE known (lot) AS (
    SELECT min(lot) FROM checks WHERE scope_id = :scope
    UNION ALL
    SELECT (SELECT min(c.lot) FROM checks c WHERE c.scope_id = :scope AND c.lot > known.lot)
    FROM known WHERE known.lot IS NOT NULL)
SELECT lot FROM known WHERE lot IS NOT NULL"""
_LAST_SEQ = 2**63 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SOURCES = {source.value: source for source in Source}


def step(
    db: sqlite3.Connection, seal: Seal, scope: Scope, wanted: Wanted, limit: int, before: int | None
) -> Found:
    """Return what is wanted among the next `STEP` checks below `before`, at most `limit` lines."""
    whole = bool(wanted.plate) and wanted.match is Match.WHOLE
    keys: list[object] = [scopes.find(db, scope), _LAST_SEQ if before is None else before]
    if whole:
        keys.append(scopes.plate_index(seal, scope, wanted.plate))
    asking = _LINES.format(last=_LAST_ANSWER, only=_OF_PLATE if whole else "")
    lines: list[LogLine] = []
    looked_at, last = 0, None
    for row in db.execute(asking, (*keys, STEP)):
        looked_at += 1
        last = row
        line = _line(seal, row) if _may_be(wanted, row) else None
        if line is not None and (whole or _matches(wanted, line)):
            lines.append(line)
            if len(lines) == limit:
                break
    if last is None:
        return Found((), None, None)
    at_end = looked_at < STEP and len(lines) < limit
    return Found(tuple(lines), None if at_end else last[0], _time(last[2]))


def tallies(db: sqlite3.Connection, scope: Scope, before: int | None) -> list[Tally]:
    """Return the next `STEP` checks below `before`; nothing sealed is opened."""
    keys = (scopes.find(db, scope), _LAST_SEQ if before is None else before, STEP)
    rows = db.execute(_TALLIES, keys)
    return [
        Tally(seq, _time(checked_at) or _EPOCH, verdict, None if corrected is None else bool(corrected))
        for seq, checked_at, verdict, corrected in rows
    ]


def lots(db: sqlite3.Connection, scope: Scope) -> list[str]:
    """Return the lots of the log."""
    return [lot for (lot,) in db.execute(_LOTS, {"scope": scopes.find(db, scope)})]


def _may_be(wanted: Wanted, row: tuple[Any, ...]) -> bool:
    """Tell what can be told without opening anything."""
    lot, verdict = row[3], row[5]
    return wanted.verdict in {None, verdict} and (wanted.lot is None or wanted.lot == (lot or ""))


def _matches(wanted: Wanted, line: LogLine) -> bool:
    if wanted.match is Match.START:
        return line.plate.startswith(wanted.plate)
    return wanted.plate in line.plate


def _line(seal: Seal, row: tuple[Any, ...]) -> LogLine:
    seq, check_id, checked_at, lot, private, verdict, source, fetched_at, decided_at, outcome = row
    spoilt = False
    try:
        texts = texts_of(seal, check_id, private)
    except StorageError:
        texts, spoilt = {}, True
    fetched, decided = _time(fetched_at), _time(decided_at)
    age_s = max(0.0, (decided - fetched).total_seconds()) if fetched and decided else None
    return LogLine(
        seq,
        check_id,
        texts.get("plate", ""),
        _time(checked_at) or _EPOCH,
        lot,
        texts.get("officer", ""),
        verdict,
        _SOURCES.get(source, Source.NONE),
        age_s,
        outcome,
        spoilt,
    )


def _time(text: str | None) -> datetime | None:
    try:
        return None if text is None else codec.read_time(text)
    except StorageError:
        return None
