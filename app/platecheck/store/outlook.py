"""What the clocks are about to let go: how much each is about, how much of it is over, and when the next is.

Separate from the purge because it only counts, and from the holdings because it depends on the clocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from platecheck.store import codec, device
from platecheck.store.purging import AT, DETAILS, FREE, PUSHES, edges

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime, timedelta

    from platecheck.retention import Retention

_SAVED_AND_LOGGED = f"""
SELECT a.fetched_at AS at FROM lookups a WHERE {{kind}}
UNION ALL SELECT {AT} FROM answers a WHERE {DETAILS} AND {{kind}} AND {FREE}"""  # noqa: S608 - constants only, here and below
_ROWS = {
    "answers": _SAVED_AND_LOGGED.format(kind="a.hit = 0"),
    "hits": _SAVED_AND_LOGGED.format(kind="a.hit IS NOT 0"),
    "log": f"""
SELECT max(a.decided_at) AS at FROM answers a WHERE {FREE} GROUP BY a.check_seq
UNION ALL SELECT exported_at FROM exports UNION ALL SELECT asked_at FROM queries
UNION ALL SELECT noted_at FROM walks
UNION ALL SELECT e.noted_at FROM {PUSHES}""",  # noqa: S608
    "crops": "SELECT noted_at AS at FROM sightings WHERE crop IS NOT NULL",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: how many records it will let go, how many of them are over, when the next one is."""

    length: timedelta
    records: int
    over: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The clocks. `lease_until` is when the whole cache expires without a word from the service.

    `trusted_at` is the last moment the service told; before the first nothing goes at all.
    """

    answers: Clock
    hits: Clock
    log: Clock
    crops: Clock
    trusted_at: datetime | None
    lease_until: datetime | None
    purged_at: datetime | None


def look(db: sqlite3.Connection, retention: Retention, at: datetime) -> Outlook:
    """Count what the purge would let go when the device's clock says `at`."""
    told, edge = device.trusted_at(db), edges(db, retention, at)

    def clock(name: str, length: timedelta) -> Clock:
        asking = f"SELECT count(*), coalesce(sum(at < ?), 0), min(at) FROM ({_ROWS[name]})"  # noqa: S608
        records, over, oldest = db.execute(asking, (getattr(edge, name),)).fetchone()
        next_at = None if oldest is None else codec.read_time(oldest) + length
        return Clock(length, records, over, next_at)

    return Outlook(
        answers=clock("answers", retention.answers),
        hits=clock("hits", retention.hits),
        log=clock("log", retention.log),
        crops=clock("crops", retention.crops),
        trusted_at=told,
        lease_until=None if told is None else told + retention.lease,
        purged_at=device.moment(db, "purged_at"),
    )
