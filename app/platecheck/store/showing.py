"""What may still be shown: every clock counts to its minute, whenever the purge comes.

Separate from the purge, which needs two clocks to agree: what is in doubt is kept and not shown.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from platecheck.store import device, lookups, sightings
from platecheck.store.records import Siblings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from platecheck.retention import Retention, Withheld
    from platecheck.store.records import Answer, Entry, Lookup, Scope
    from platecheck.store.sealing import Seal


class Showing:
    """Reads for whoever shows. Now is the later of the device's clock and trusted time (DOMAIN.md, Clock).

    Without `retention` everything is shown.
    """

    def __init__(self, seal: Seal, retention: Retention | None, clock: Callable[[], datetime]) -> None:
        self._seal = seal
        self._retention = retention
        self._clock = clock

    def lookups(self, db: sqlite3.Connection, scope: Scope, plates: Sequence[str]) -> dict[str, Lookup]:
        """Return what may be shown of each of `plates`, in their order."""
        known = lookups.find_many(db, self._seal, scope, plates)
        if not known or self._retention is None:
            return known
        told = device.trusted_at(db)
        return {plate: lookup for plate, lookup in known.items() if not self._why(lookup, told)}

    def siblings(self, db: sqlite3.Connection, scope: Scope, plates: Sequence[str], most: int) -> Siblings:
        """Return up to `most` of `plates` that may be shown, hits first; no more than those are opened."""
        known, opened = lookups.walk(db, self._seal, scope, plates)
        told = device.trusted_at(db)
        shown = islice((lookup for lookup in opened if not self._why(lookup, told)), most)
        return Siblings(tuple(shown), frozenset(known))

    def withheld(self, db: sqlite3.Connection, scope: Scope, plate: str) -> Withheld | None:
        """Return why the saved answer of `plate` is not shown, or None where there is none or it is."""
        lookup = lookups.find(db, self._seal, scope, plate)
        return None if lookup is None else self._why(lookup, device.trusted_at(db))

    def body(self, db: sqlite3.Connection, scope: Scope, plate: str) -> bytes | None:
        """Return the raw answer of what may be shown of `plate`, or None."""
        shown = self.lookups(db, scope, [plate])
        return lookups.body(db, self._seal, scope, plate) if shown else None

    def crop(self, db: sqlite3.Connection, scope: Scope, check_id: str) -> bytes | None:
        """Return the picture of a check's plate, or None where none is kept or its clock is over."""
        found = sightings.crop(db, self._seal, scope, check_id)
        if found is None:
            return None
        crop, noted_at = found
        is_over = self._retention is not None and (
            not self._retention.crops or self._now(device.trusted_at(db)) - noted_at > self._retention.crops
        )
        return None if is_over else crop

    def entries(self, db: sqlite3.Connection, entries: list[Entry]) -> list[Entry]:
        """Return entries of the log without the details that are past their clock.

        An alarm that nobody acknowledged is shown until somebody has.
        """
        retention = self._retention
        if not entries or retention is None:
            return entries
        now = self._now(device.trusted_at(db))
        return [entry if _waits(entry) else _trim(entry, retention, now) for entry in entries]

    def _why(self, lookup: Lookup, told: datetime | None) -> Withheld | None:
        if self._retention is None:
            return None
        return self._retention.withholds(lookup.facts, lookup.fetched_at, self._now(told), told)

    def _now(self, told: datetime | None) -> datetime:
        at = self._clock()
        return max(at, told) if told else at


def _waits(entry: Entry) -> bool:
    return entry.acknowledgement is None and any(answer.verdict == "alarm" for answer in entry.answers)


def _trim(entry: Entry, retention: Retention, now: datetime) -> Entry:
    def is_over(answer: Answer) -> bool:
        clock = retention.answers if answer.facts is None else retention.clock_of(answer.facts)
        return now - (answer.fetched_at or answer.decided_at) > clock

    answers = (replace(a, facts=None, body=None) if is_over(a) else a for a in entry.answers)
    return replace(entry, answers=tuple(answers))
