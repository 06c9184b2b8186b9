"""Every push and its steps: written before it is sent, each step once, in the order they were taken.

Separate from the log because a push is no check, and from the recheck queue because nothing here is ever
sent again by itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from platecheck.errors import PushMoved, StorageError
from platecheck.pushes import OVER, Push, PushEvent, PushState
from platecheck.store import codec, device, scopes

if TYPE_CHECKING:
    import sqlite3

    from platecheck.store.records import Scope
    from platecheck.store.sealing import Seal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEPS = "SELECT seq, state, at, noted_at, private FROM push_events WHERE push_seq = ? ORDER BY seq"
LAST_STATE = "coalesce((SELECT state FROM push_events WHERE push_seq = p.seq ORDER BY seq DESC LIMIT 1), '')"
"""Where the push `p` stands; '' where damage took its steps."""
OVER_STATES = f"({', '.join(repr(state.value) for state in sorted(OVER))})"
"""The states in which nothing of a push is open any more."""
_OPEN = f" AND {LAST_STATE} NOT IN {OVER_STATES}"
_MOVED = "This push has moved on meanwhile. Look at it again before you decide."


def add(db: sqlite3.Connection, seal: Seal, scope: Scope, push_id: str, kind: str, first: PushEvent) -> Push:
    """Write down a push with its first step, and return it; inside a transaction."""
    cursor = db.execute(
        "INSERT INTO pushes (id, scope_id, kind, made_at) VALUES (?, ?, ?, ?)",
        (push_id, scopes.ensure(db, scope), kind, codec.write_time(first.at)),
    )
    step = _add_step(db, seal, (int(cursor.lastrowid or 0), push_id), first)
    return Push(push_id, kind, first.at, step, (first,))


def move(db: sqlite3.Connection, seal: Seal, scope: Scope, seen: Push, event: PushEvent) -> Push:
    """Add a step to a push that still stands where it was `seen`, and return it; inside a transaction.

    Raises:
        PushMoved: somebody else took a step since, or the push is not there any more.
    """
    row = db.execute(
        "SELECT seq, coalesce((SELECT max(seq) FROM push_events WHERE push_seq = p.seq), 0) FROM pushes p"
        " WHERE id = ? AND scope_id = ?",
        (seen.id, scopes.find(db, scope)),
    ).fetchone()
    if row is None or row[1] != seen.step:
        raise PushMoved(_MOVED)
    step = _add_step(db, seal, (int(row[0]), seen.id), event)
    return replace(seen, step=step, events=(*seen.events, event))


def find(db: sqlite3.Connection, seal: Seal, scope: Scope, push_id: str) -> Push | None:
    """Return one push, or None."""
    found = _read(db, seal, scope, " AND id = ?", (push_id,))
    return found[0] if found else None


def newest(
    db: sqlite3.Connection,
    seal: Seal,
    scope: Scope,
    limit: int,
    *,
    still_open: bool,
    kinds: frozenset[str] = frozenset(),
) -> list[Push]:
    """Return up to `limit` pushes, newest first, of `kinds` where any are named.

    `still_open` leaves out those that are over.
    """
    where = _OPEN if still_open else ""
    named = sorted(kinds)
    if named:
        where += f" AND kind IN ({', '.join('?' * len(named))})"
    return _read(db, seal, scope, f"{where} ORDER BY seq DESC LIMIT ?", (*named, limit))


def count_open(db: sqlite3.Connection, scope: Scope) -> int:
    """Return how many pushes are not over."""
    (number,) = db.execute(
        f"SELECT count(*) FROM pushes p WHERE scope_id = ?{_OPEN}",  # noqa: S608 - constants only, here and below
        (scopes.find(db, scope),),
    ).fetchone()
    return int(number)


def _add_step(db: sqlite3.Connection, seal: Seal, push: tuple[int, str], event: PushEvent) -> int:
    seq, push_id = push
    at = codec.write_time(event.at)
    # Never before trusted time, as a note of an export.
    noted_at = codec.write_time(max(event.at, device.trusted_at(db) or event.at))
    private = seal.seal(codec.write_step(event), _context(push_id, event.state, at, noted_at))
    cursor = db.execute(
        "INSERT INTO push_events (push_seq, state, at, noted_at, private) VALUES (?, ?, ?, ?, ?)",
        (seq, event.state.value, at, noted_at, private),
    )
    return int(cursor.lastrowid or 0)


def _read(
    db: sqlite3.Connection, seal: Seal, scope: Scope, where: str, keys: tuple[object, ...]
) -> list[Push]:
    rows = db.execute(
        f"SELECT seq, id, kind, made_at FROM pushes p WHERE scope_id = ?{where}",  # noqa: S608
        (scopes.find(db, scope), *keys),
    ).fetchall()
    return [_push(db, seal, *row) for row in rows]


def _push(db: sqlite3.Connection, seal: Seal, seq: int, push_id: str, kind: str, made_at: str) -> Push:
    steps = db.execute(_STEPS, (seq,)).fetchall()
    events = tuple(_event(seal, push_id, *row[1:]) for row in steps)
    if not events:  # damage took them: what came of it nobody knows
        events = (PushEvent(PushState.UNKNOWN, _time(made_at), spoilt=True),)
    return Push(push_id, kind, _time(made_at), int(steps[-1][0]) if steps else 0, events)


def _event(seal: Seal, push_id: str, state: str, at: str, noted_at: str, private: bytes | None) -> PushEvent:
    # A state of a later version, or one that was changed on disk, says nothing certain.
    known = PushState(state) if state in set(PushState) else PushState.UNKNOWN
    event = PushEvent(known, _time(at))
    if private is None:
        return event
    try:
        return codec.read_step(seal.open(private, _context(push_id, state, at, noted_at)), event)
    except StorageError:
        return replace(event, state=PushState.UNKNOWN, spoilt=True)


def _time(text: str) -> datetime:
    try:
        return codec.read_time(text)
    except StorageError:
        return _EPOCH


def _context(push_id: str, state: str, at: str, noted_at: str) -> str:
    # State and time are bound in: no outcome can be made another one, or another push's.
    return f"push/{push_id}/{state}/{at}/{noted_at}"
