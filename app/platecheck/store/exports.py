"""Which copies of the log left the device: added to, never rewritten, sealed like the log itself.

Separate from the log because an export is an act of its own and belongs to no check.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.store import codec, device, scopes
from platecheck.store.records import ExportNote, Match, Wanted

if TYPE_CHECKING:
    import sqlite3

    from platecheck.store.records import Scope
    from platecheck.store.sealing import Seal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def note(db: sqlite3.Connection, seal: Seal, scope: Scope, copy: ExportNote) -> None:
    """Add one export; inside a transaction."""
    # Never before trusted time: by a clock that was set back the note would go too early.
    told = device.trusted_at(db)
    at, wanted = codec.write_time(max(copy.exported_at, told or copy.exported_at)), copy.wanted
    texts = {"officer": copy.officer, "reason": copy.reason, "plate": wanted.plate, "match": wanted.match}
    if wanted.verdict is not None:
        texts["verdict"] = wanted.verdict
    if wanted.lot is not None:
        texts["lot"] = wanted.lot
    private = seal.seal(codec.write_texts(**texts), _context(at, copy.format, copy.rows))
    db.execute(
        "INSERT INTO exports (scope_id, exported_at, format, rows, private) VALUES (?, ?, ?, ?, ?)",
        (scopes.ensure(db, scope), at, copy.format, copy.rows, private),
    )


def newest(db: sqlite3.Connection, seal: Seal, scope: Scope, limit: int) -> list[ExportNote]:
    """Return the newest `limit` exports; one that was changed on disk comes without its sealed part."""
    rows = db.execute(
        "SELECT exported_at, format, rows, private FROM exports WHERE scope_id = ? ORDER BY seq DESC LIMIT ?",
        (scopes.find(db, scope), limit),
    )
    return [_note(seal, *row) for row in rows]


def _note(seal: Seal, at: str, form: str, rows: int, private: bytes | None) -> ExportNote:
    try:
        texts = {} if private is None else codec.read_texts(seal.open(private, _context(at, form, rows)))
        exported_at = codec.read_time(at)
    except StorageError:
        texts, exported_at = {}, _EPOCH
    match = Match(texts["match"]) if texts.get("match") in set(Match) else Match.PART
    wanted = Wanted(texts.get("plate", ""), match, texts.get("verdict"), texts.get("lot"))
    return ExportNote(exported_at, texts.get("officer", ""), texts.get("reason", ""), form, rows, wanted)


def _context(at: str, form: str, rows: int) -> str:
    # When, what and how much are bound in: a note cannot be made to speak of a smaller export.
    return f"export/{at}/{form}/{rows}"
