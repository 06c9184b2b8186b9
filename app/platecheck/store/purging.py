"""The purge: what is past its clock leaves the database, in steps so small that no check waits for one.

Separate because it is about several tables at once, and the one way by which rows leave the log.
"""

from __future__ import annotations

from dataclasses import asdict, astuple, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from platecheck.store import codec, device
from platecheck.store.pushes import OVER_STATES

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from platecheck.retention import Retention

STEP = 100
"""Rows of each kind that go in one job of the worker: some milliseconds."""
PICTURES = 10
"""Of pictures so many, which are overwritten page by page."""
DAY = timedelta(days=1)
_PAGES = 500
_WAIT_MS = 250
"""So long another process is waited for; a check may wait for us."""
_INCREMENTAL = 2
"""How SQLite numbers a file that gives free pages back bit by bit."""
_SPARE = 4
"""A file gives pages back once more than one in so many is free."""

# Nobody may lose these: a check that still wants a live answer, an alarm or a change nobody acknowledged.
FREE = """
NOT EXISTS (SELECT 1 FROM rechecks r WHERE r.check_seq = a.check_seq AND r.settled_at IS NULL)
AND (NOT EXISTS (SELECT 1 FROM answers b WHERE b.check_seq = a.check_seq AND b.verdict = 'alarm')
    OR EXISTS (SELECT 1 FROM acknowledgements k WHERE k.check_seq = a.check_seq))
AND NOT EXISTS (SELECT 1 FROM changes h WHERE h.check_seq = a.check_seq
    AND NOT EXISTS (SELECT 1 FROM change_acknowledgements s WHERE s.change_seq = h.seq))"""
# Word for word as in the index idx_answers_details, else SQLite would read the whole log.
DETAILS = "(a.facts IS NOT NULL OR a.problem IS NOT NULL OR a.body IS NOT NULL)"
AT = "coalesce(a.fetched_at, a.decided_at)"
_EVER = "~"
"""Later than any moment as text."""
_LINE = "CASE a.hit WHEN 0 THEN :answers ELSE :hits END"
"""A row of an older version does not say whether it is a hit: it is kept as one."""
_EMPTY_DETAILS = f"""
UPDATE answers SET facts = NULL, problem = NULL, body = NULL WHERE rowid IN (
    SELECT a.rowid FROM answers a
    WHERE {DETAILS} AND {AT} < max(:answers, :hits) AND {AT} < {_LINE} AND {FREE} LIMIT :step)"""  # noqa: S608 - constants only, here and below
_DROP_LOOKUPS = f"""
DELETE FROM lookups WHERE rowid IN (
    SELECT a.rowid FROM lookups a
    WHERE a.fetched_at < max(:answers, :hits) AND a.fetched_at < {_LINE} LIMIT :step)"""  # noqa: S608
_DROP_EXPORTS = (
    "DELETE FROM exports WHERE seq IN (SELECT seq FROM exports WHERE exported_at < :log LIMIT :step)"
)
_DROP_QUERIES = "DELETE FROM queries WHERE seq IN (SELECT seq FROM queries WHERE asked_at < :log LIMIT :step)"
_DROP_WALKS = "DELETE FROM walks WHERE seq IN (SELECT seq FROM walks WHERE noted_at < :log LIMIT :step)"
PUSHES = f"""
push_events e WHERE e.state IN {OVER_STATES}
AND e.seq = (SELECT max(seq) FROM push_events WHERE push_seq = e.push_seq)"""  # noqa: S608
"""The last steps of pushes that are over; one that is open never goes."""
_DROP_PUSHES = f"""
DELETE FROM pushes WHERE seq IN (SELECT e.push_seq FROM {PUSHES} AND e.noted_at < :log LIMIT :step)"""  # noqa: S608
_DROP_STEPS = (
    "DELETE FROM push_events WHERE NOT EXISTS (SELECT 1 FROM pushes p WHERE p.seq = push_events.push_seq)"
)
_DROP_CROPS = """
UPDATE sightings SET crop = NULL WHERE check_seq IN (
    SELECT check_seq FROM sightings WHERE crop IS NOT NULL AND noted_at < :crops LIMIT :pictures)"""
_OVER = f"""
SELECT DISTINCT a.check_seq FROM answers a
WHERE a.decided_at < :log AND a.check_seq <= :last AND {FREE}
AND NOT EXISTS (SELECT 1 FROM answers n WHERE n.check_seq = a.check_seq AND n.decided_at >= :log)
LIMIT :step"""  # noqa: S608
_LAST_TOLD = (
    "SELECT max(check_seq) FROM answers WHERE decided_at < ? AND source = 'live' AND drift_s IS NOT NULL"
)
_DROP_CHECK = (
    "DELETE FROM rechecks WHERE check_seq = ?",
    "UPDATE rechecks SET settled_by = NULL WHERE settled_by = ?",
    "DELETE FROM answers WHERE check_seq = ?",
    "DELETE FROM acknowledgements WHERE check_seq = ?",
    "DELETE FROM change_acknowledgements WHERE change_seq IN (SELECT seq FROM changes WHERE check_seq = ?)",
    "DELETE FROM changes WHERE check_seq = ?",
    "DELETE FROM sightings WHERE check_seq = ?",
    "DELETE FROM checks WHERE seq = ?",
)


@dataclass(frozen=True, slots=True)
class Edges:
    """What is older than these moments, as text, may go; nothing is older than ''.

    `last` is the seq of the newest check that is proved to be over: no row of the log after it goes.
    """

    answers: str
    hits: str
    log: str
    last: int
    crops: str = ""


@dataclass(frozen=True, slots=True)
class Purged:
    """What went: details of logged answers, saved answers, checks of the log, notes, pictures, walks, pushes.

    `clean` is False while another process keeps old pages in the write-ahead log.
    """

    details: int = 0
    lookups: int = 0
    checks: int = 0
    exports: int = 0
    queries: int = 0
    crops: int = 0
    walks: int = 0
    pushes: int = 0
    clean: bool = True

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was due."""
        return not any(astuple(self)[:-1])

    def __add__(self, other: Purged) -> Purged:
        """Return both together."""
        return Purged(
            self.details + other.details,
            self.lookups + other.lookups,
            self.checks + other.checks,
            self.exports + other.exports,
            self.queries + other.queries,
            self.crops + other.crops,
            self.walks + other.walks,
            self.pushes + other.pushes,
        )


def is_due(db: sqlite3.Connection, at: datetime) -> bool:
    """Tell whether the last purge is a day from `at`, before or after: a clock may have been set back."""
    last = device.moment(db, "purged_at")
    return last is None or abs(at - last) >= DAY


def note(db: sqlite3.Connection, at: datetime) -> None:
    """Note that a purge has come to its end."""
    db.execute("INSERT OR REPLACE INTO device (name, value) VALUES ('purged_at', ?)", (codec.write_time(at),))


def step(db: sqlite3.Connection, edge: Edges) -> Purged:
    """Let up to `STEP` rows of each kind go and return what went; inside a transaction."""
    wanted = {**asdict(edge), "step": STEP, "pictures": PICTURES}
    over = [seq for (seq,) in db.execute(_OVER, wanted)]
    if edge.log:
        # The log's triggers let go what is older than this line, and the line stays to tell of it.
        device.note_moment(db, "log_purged_to", codec.read_time(edge.log))
    db.execute("PRAGMA defer_foreign_keys=ON")
    pushes = db.execute(_DROP_PUSHES, wanted).rowcount
    if pushes:
        db.execute(_DROP_STEPS)
    for statement in _DROP_CHECK:
        db.executemany(statement, [(seq,) for seq in over])
    return Purged(
        details=db.execute(_EMPTY_DETAILS, wanted).rowcount,
        lookups=db.execute(_DROP_LOOKUPS, wanted).rowcount,
        checks=len(over),
        exports=db.execute(_DROP_EXPORTS, wanted).rowcount,
        queries=db.execute(_DROP_QUERIES, wanted).rowcount,
        crops=db.execute(_DROP_CROPS, wanted).rowcount,
        walks=db.execute(_DROP_WALKS, wanted).rowcount,
        pushes=pushes,
    )


def shrink(db: sqlite3.Connection) -> bool:
    """Give some free pages back; True while that helps and there are more that are worth it."""
    ((pages,), (free,), (mode,)) = (
        db.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "freelist_count", "auto_vacuum")
    )
    if mode != _INCREMENTAL or free * _SPARE <= pages:
        return False
    db.execute(f"PRAGMA incremental_vacuum({_PAGES})").fetchall()
    (left,) = db.execute("PRAGMA freelist_count").fetchone()
    return bool(left < free)


def scrub(db: sqlite3.Connection) -> bool:
    """Empty the write-ahead log, where deleted rows stand still; False while another process reads there.

    In the database itself `secure_delete` has overwritten them.
    """
    (patience,) = db.execute("PRAGMA busy_timeout").fetchone()
    db.execute(f"PRAGMA busy_timeout={_WAIT_MS}").fetchone()
    try:
        (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.execute(f"PRAGMA busy_timeout={patience}").fetchone()
    return not busy


def edges(db: sqlite3.Connection, retention: Retention, at: datetime) -> Edges:
    """Return what may go when the device's clock says `at`.

    A wrong clock must lose nothing: over is what the device's clock and the last trusted time both
    call over. What was noted without the service has only the device's time, so a check is over
    when one that was answered live after it is. A site that keeps no pictures needs no clock for that.
    """
    told = device.trusted_at(db)
    if told is None:
        return Edges("", "", "", 0, "" if retention.crops else _EVER)
    now = min(at, told)
    answers, hits, log, crops = (
        codec.write_time(now - clock)
        for clock in (retention.answers, retention.hits, retention.log, retention.crops)
    )
    (last,) = db.execute(_LAST_TOLD, (log,)).fetchone()
    return Edges(answers, hits, log, last or 0, crops if retention.crops else _EVER)
