"""The sandbox's own SQLite file, and the demo's rows in it: vehicles, permits, DNTTs, alarms and lots.

Separate because only here and in the `*_rows` modules, one for what each family pushes, is SQL written. The
stdlib driver rather than sqlite-utils: a start that need not load it. One connection, one thread at a time.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from platecheck.sandbox import permit_rows, profile_rows, token_rows, violation_rows
from platecheck.sandbox.permit_rows import PermitRows
from platecheck.sandbox.profile_rows import ProfileRows
from platecheck.sandbox.records import Alarm, Campus, Dntt, Lot, LotCount, Permit, PlateRecords
from platecheck.sandbox.site_time import SiteTime
from platecheck.sandbox.token_rows import TokenRows
from platecheck.sandbox.vehicle_rows import VehicleRows
from platecheck.sandbox.violation_rows import ViolationRows

FILE_NAME: Final = "sandbox.sqlite3"
_SCHEMA_VERSION: Final = 2
_DEMO_TABLES: Final = {
    "vehicles": "plate, prov, make, colour, driver, active",
    "permits": "plate, type, short_name, expires, amount",
    "dntt": "plate, location, start, end, notes",
    "alarms": "plate, text, tied_to",
}

# `demo` marks the rows that every start lays out anew; rows pushed later keep 0 and stay.
_DEMO_SCHEMA: Final = """
CREATE TABLE vehicles (plate TEXT NOT NULL, prov TEXT, make TEXT, colour TEXT, driver TEXT, active TEXT,
    plate_type TEXT, type TEXT, year TEXT, vin TEXT, demo INTEGER NOT NULL DEFAULT 0);
CREATE TABLE permits (plate TEXT NOT NULL, type TEXT, short_name TEXT, expires TEXT, amount REAL,
    demo INTEGER NOT NULL DEFAULT 0);
CREATE TABLE dntt (plate TEXT NOT NULL, location TEXT, start TEXT, end TEXT, notes TEXT,
    demo INTEGER NOT NULL DEFAULT 0);
CREATE TABLE alarms (plate TEXT NOT NULL, text TEXT, tied_to TEXT, demo INTEGER NOT NULL DEFAULT 0);
CREATE TABLE lots (position INTEGER PRIMARY KEY, lot_type TEXT, lot_name TEXT UNIQUE, default_cost REAL,
    total_permits INTEGER);
CREATE TABLE short_names (short_name TEXT PRIMARY KEY, lot_name TEXT NOT NULL);
CREATE INDEX vehicles_plate ON vehicles (plate);
CREATE INDEX permits_plate ON permits (plate);
CREATE INDEX dntt_plate ON dntt (plate);
CREATE INDEX alarms_plate ON alarms (plate);
"""
_PUSHED_SCHEMA: Final = f"{permit_rows.SCHEMA}{profile_rows.SCHEMA}{token_rows.SCHEMA}{violation_rows.SCHEMA}"
_COUNTED: Final = (*_DEMO_TABLES, "pushed_permits", "users", "violations")

# Rented are the demo's standard permits that run, and of the pushed ones all that do.
_LOT_COUNTS: Final = """
SELECT lot_type, lots.lot_name, default_cost, total_permits, COUNT(rented.amount), TOTAL(rented.amount)
FROM lots
LEFT JOIN (
    SELECT lot_name, COALESCE(amount, 0) AS amount FROM permits JOIN short_names USING (short_name)
    WHERE type = 'standard' AND expires >= ?
    UNION ALL
    SELECT lot_name, COALESCE(CAST(amount AS REAL), 0) FROM pushed_permits WHERE ? BETWEEN starts AND ends
) AS rented ON rented.lot_name = lots.lot_name
GROUP BY position ORDER BY position
"""


class SandboxDatabase:
    """The file in `directory`, created 0600 with its tables when missing; raises `sqlite3.Error`."""

    def __init__(self, directory: Path) -> None:
        """Open or create the file; a file of another schema version is emptied, pushes and all."""
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = directory / FILE_NAME
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        self.path.chmod(0o600)
        # Opened by the thread that starts the sandbox, used by the one that serves, never by both at once.
        self._connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            # A demo file lost in a power cut is laid out again; no fsync is worth the wait.
            self._connection.execute("PRAGMA synchronous = OFF")
            self._create_tables()
            self.permits = PermitRows(self._connection)
            self.vehicles = VehicleRows(self._connection)
            self.profiles = ProfileRows(self._connection)
            self.violations = ViolationRows(self._connection)
            self.tokens = TokenRows(self._connection)
        except sqlite3.Error:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file; closing again does nothing."""
        self._connection.close()

    def lay_out(self, campus: Campus, lots: list[Lot], short_names: list[tuple[str, str]]) -> None:
        """Put the demo's rows in place of the earlier ones, in one transaction; other rows stay."""
        groups: tuple[list[Any], ...] = campus
        with self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            for (table, columns), rows in zip(_DEMO_TABLES.items(), groups, strict=True):
                marks = ", ".join("?" * (columns.count(",") + 1))
                connection.execute(f"DELETE FROM {table} WHERE demo")  # noqa: S608 - names from the table above
                connection.executemany(
                    f"INSERT INTO {table} ({columns}, demo) VALUES ({marks}, 1)",  # noqa: S608 - as above
                    rows,
                )
            connection.executemany(
                "INSERT OR REPLACE INTO lots VALUES (?, ?, ?, ?, ?)",
                [(position, *lot) for position, lot in enumerate(lots)],
            )
            connection.executemany("INSERT OR REPLACE INTO short_names VALUES (?, ?)", short_names)

    def records_of(self, plate: str) -> PlateRecords:
        """Everything on file for a normalised plate but pushed permits; empty lists when there is nothing."""
        vehicle = self._connection.execute(
            "SELECT active FROM vehicles WHERE plate = ? AND active IS NOT NULL", (plate,)
        ).fetchone()
        return PlateRecords(
            None if vehicle is None else str(vehicle[0]),
            [Permit(*row) for row in self._rows("permits", plate)],
            [Dntt(*row) for row in self._rows("dntt", plate)],
            [Alarm(*row) for row in self._rows("alarms", plate)],
        )

    def lot_counts(self, times: SiteTime) -> list[LotCount]:
        """Every lot in its order, with the permits rented at `times.now`."""
        return [
            LotCount(Lot(*row[:4]), int(row[4]), float(row[5]))
            for row in self._connection.execute(_LOT_COUNTS, (times.text(), times.utc_text()))
        ]

    def counts(self) -> dict[str, int]:
        """Count how many rows each table holds."""
        return {
            table: int(self._connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])  # noqa: S608 - own names
            for table in _COUNTED
        }

    def _rows(self, table: str, plate: str) -> list[tuple[Any, ...]]:
        query = f"SELECT {_DEMO_TABLES[table]} FROM {table} WHERE plate = ? ORDER BY rowid"  # noqa: S608 - own names
        return self._connection.execute(query, (plate,)).fetchall()

    def _create_tables(self) -> None:
        with closing(self._connection.cursor()) as cursor:
            if cursor.execute("PRAGMA user_version").fetchone()[0] == _SCHEMA_VERSION:
                return
            tables = cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
            drops = "".join(f'DROP TABLE "{name}";' for (name,) in tables)
            cursor.executescript(
                f"BEGIN;{drops}{_DEMO_SCHEMA}{_PUSHED_SCHEMA}PRAGMA user_version = {_SCHEMA_VERSION};COMMIT;"
            )
