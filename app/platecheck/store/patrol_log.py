"""Writing the patrol log: what was checked, what was answered, what was done about it.

Separate from its reading because everything here happens inside one transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.facts import Source
from platecheck.store import changes, codec, device, lookups, rechecks, scopes, sightings
from platecheck.store.log_rows import acknowledgement_context, add_answer, ensure_check
from platecheck.store.records import TEST

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from platecheck.store.records import Acknowledgement, Answer, Check, Scope, Settlement, Waiting
    from platecheck.store.sealing import Seal

    Settle = Callable[[Waiting], Settlement]


def record(
    db: sqlite3.Connection,
    seal: Seal,
    scope: Scope,
    check: Check,
    answer: Answer,
    *,
    settle: Settle | None = None,
    changed_from: str | None = None,
    held: bool = False,
) -> None:
    """Write one answer and all that follows from it: log, sighting, lookup, queue, changes, trusted time.

    Raises:
        StorageError: the check's id belongs to another plate or another scope.
    """
    key = (scopes.ensure(db, scope), scopes.plate_index(seal, scope, check.plate))
    check_seq = ensure_check(db, seal, key, check)
    sightings.keep(db, seal, check_seq, check, answer.decided_at)
    add_answer(db, seal, check_seq, check.id, answer)
    if answer.source is not Source.LIVE or answer.facts is None:
        if check.reason != TEST:
            rechecks.queue(db, check_seq, key, answer.decided_at, held_at=answer.shown_at if held else None)
        return
    learn(db, seal, key, answer)
    rechecks.settle(db, check_seq, check_seq, answer.decided_at)
    if changed_from is not None:
        changes.note(db, key[0], check_seq, changed_from, answer)
    if settle is not None:
        settle_waiting(db, seal, key, check_seq, settle)


def recheck(
    db: sqlite3.Connection, seal: Seal, scope: Scope, asked: Waiting, answer: Answer, settle: Settle
) -> list[tuple[Waiting, Settlement]]:
    """Write the live answer that `asked` for the whole queue: every check of its plate that still waits.

    Returns what was settled; nothing where somebody else was first.
    """
    scope_id = scopes.find(db, scope)
    if scope_id is None:
        return []
    key = (scope_id, scopes.plate_index(seal, scope, asked.check.plate))
    if not rechecks.waiting_for(db, seal, key):
        # Settled by another's answer, or wiped meanwhile: then not even the plate may be learned.
        return []
    learn(db, seal, key, answer)
    rechecks.count_attempt(db, asked.seq, answer.shown_at)
    return settle_waiting(db, seal, key, asked.seq, settle)


def learn(db: sqlite3.Connection, seal: Seal, key: tuple[int, bytes], live: Answer) -> None:
    """Keep what a live answer says of its plate and of the time."""
    if live.facts is None:
        raise AssertionError
    # A live answer with the service's Date was decided at its time, or within 2 min of it.
    told = live.decided_at if live.drift_s is not None else None
    if told is not None:
        device.note_trusted(db, told)
    trusted_at = None if told is None else device.trusted_at(db)
    lookups.keep(
        db, seal, key, live.facts, live.body, live.fetched_at or live.decided_at, trusted_at=trusted_at
    )


def settle_waiting(
    db: sqlite3.Connection, seal: Seal, key: tuple[int, bytes], settled_by: int | None, settle: Settle
) -> list[tuple[Waiting, Settlement]]:
    """Give every check of a plate that waits its own live answer, and note what that changed.

    `settled_by` is the check that asked; None where there is none behind it.
    """
    settled = [(waiting, settle(waiting)) for waiting in rechecks.waiting_for(db, seal, key)]
    for waiting, settlement in settled:
        add_answer(db, seal, waiting.seq, waiting.check.id, settlement.answer)
        rechecks.settle(db, waiting.seq, settled_by, settlement.answer.decided_at)
        if settlement.changed_from is not None:
            changes.note(db, key[0], waiting.seq, settlement.changed_from, settlement.answer)
    return settled


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
