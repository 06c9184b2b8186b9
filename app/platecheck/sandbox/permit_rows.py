"""The rows of pushed permits: who may park since when, and how they count in the reports.

Separate from the demo's permits because these are never laid out anew and keep their moments in UTC.
"""

import sqlite3
from typing import Final

from platecheck.sandbox.records import PermitTotal, PushedPermit
from platecheck.sandbox.site_time import SiteTime

SCHEMA: Final = """
CREATE TABLE pushed_permits (reference_id TEXT PRIMARY KEY, plate TEXT NOT NULL, starts TEXT NOT NULL,
    ends TEXT NOT NULL, zone TEXT NOT NULL, lot_name TEXT, short_name TEXT NOT NULL, amount TEXT,
    currency TEXT, permit_no TEXT NOT NULL, ticket_no TEXT, promo_code TEXT);
CREATE INDEX pushed_permits_plate ON pushed_permits (plate);
CREATE INDEX pushed_permits_lot ON pushed_permits (lot_name);
"""

PUSHED_TYPE: Final = "temp"
"""The origin of a pushed permit: the tables of the documents have no field for another."""

# "Clients use this API to gather stats on permits pushed": all of them, over or not (ours). A zone is a
# lot of the report, so that a disconnected record is in none.
_TOTALS: Final = """
SELECT type, lots.lot_name, COUNT(*)
FROM (
    SELECT type, lot_name FROM permits JOIN short_names USING (short_name)
    UNION ALL
    SELECT ?, lot_name FROM pushed_permits
) AS counted
JOIN lots ON lots.lot_name = counted.lot_name
GROUP BY position, type ORDER BY position, type COLLATE NOCASE
"""


class PermitRows:
    """The table of pushed permits, on the sandbox's connection; raises `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def write(self, permit: PushedPermit) -> None:
        """Add a permit, or put it in place of the one with its reference."""
        marks = ", ".join("?" * len(permit))
        self._connection.execute(f"INSERT OR REPLACE INTO pushed_permits VALUES ({marks})", permit)  # noqa: S608 - marks

    def find(self, reference_id: str) -> PushedPermit | None:
        """Look a permit up by its reference."""
        row = self._connection.execute(
            "SELECT * FROM pushed_permits WHERE reference_id = ?", (reference_id,)
        ).fetchone()
        return None if row is None else PushedPermit(*row)

    def remove(self, reference_id: str) -> bool:
        """Delete a permit; False when there is none of that reference."""
        query = "DELETE FROM pushed_permits WHERE reference_id = ?"
        return self._connection.execute(query, (reference_id,)).rowcount > 0

    def has_twin(self, permit: PushedPermit) -> bool:
        """Tell whether another permit has the same plate, start, end, zone and number (DOMAIN.md, 9022)."""
        query = (
            "SELECT 1 FROM pushed_permits WHERE plate = ? AND starts = ? AND ends = ? AND zone = ?"
            " AND permit_no = ? AND reference_id <> ?"
        )
        same = (permit.plate, permit.starts, permit.ends, permit.zone, permit.permit_no, permit.reference_id)
        return self._connection.execute(query, same).fetchone() is not None

    def begun_of(self, plate: str, times: SiteTime) -> list[PushedPermit]:
        """Every permit of a plate but those still to begin: they do not make it valid before (ours)."""
        query = "SELECT * FROM pushed_permits WHERE plate = ? AND starts <= ? ORDER BY rowid"
        return [PushedPermit(*row) for row in self._connection.execute(query, (plate, times.utc_text()))]

    def lot_of(self, zone: str) -> tuple[str, str] | None:
        """Find the lot and short name that a zone means; None: "it will be a disconnected record".

        The lot's name is the zone's ("a recognized lot name"); its short names do as well (ours), and
        as everywhere case and spaces make no difference (DOMAIN.md): "Lot 4" of the sample is LOT4.
        """
        rows = self._connection.execute(
            "SELECT lots.lot_name, COALESCE(short_name, lots.lot_name) FROM lots"
            " LEFT JOIN short_names USING (lot_name) ORDER BY position, short_names.rowid"
        ).fetchall()
        # Its own spelling first: LOT6 and LOT 6 are both on file.
        for spelled in (str, _fold):
            for place in (1, 0):
                for row in rows:
                    if spelled(row[place]) == spelled(zone):
                        return str(row[0]), str(row[1])
        return None

    def totals(self) -> list[PermitTotal]:
        """Count the permits of every lot by their origin, in the report's order."""
        return [PermitTotal(*row) for row in self._connection.execute(_TOTALS, (PUSHED_TYPE,))]


def _fold(name: str) -> str:
    return name.casefold().replace(" ", "")
