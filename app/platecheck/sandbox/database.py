"""The sandbox's own SQLite file: vehicles, permits, DNTTs, alarms, lots and tokens.

Separate because nothing else here writes SQL. The stdlib driver rather than sqlite-utils: six tables,
and a start that need not load it. One connection, used by one thread at a time.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from platecheck.sandbox.records import (
    Alarm,
    Campus,
    Dntt,
    Lot,
    LotCount,
    Permit,
    PlateRecords,
    Token,
)

FILE_NAME: Final = "sandbox.sqlite3"
_SCHEMA_VERSION: Final = 1
_DEMO_TABLES: Final = {
    "vehicles": "plate, prov, make, colour, driver, active",
    "permits": "plate, type, short_name, expires, amount",
    "dntt": "plate, location, start, end, notes",
    "alarms": "plate, text, tied_to",
}

# `demo` marks the rows that every start lays out anew; rows pushed later keep 0 and stay.
_SCHEMA: Final = """
CREATE TABLE vehicles (plate TEXT NOT NULL, prov TEXT, make TEXT, colour TEXT, driver TEXT, active TEXT,
    demo INTEGER NOT NULL DEFAULT 0);
CREATE TABLE permits (plate TEXT NOT NULL, type TEXT, short_name TEXT, expires TEXT, amount REAL,
    demo INTEGER NOT NULL DEFAULT 0);
CREATE TABLE dntt (plate TEXT NOT NULL, location TEXT, start TEXT, end TEXT, notes TEXT,
    demo INTEGER NOT NULL DEFAULT 0);
CREATE TABLE alarms (plate TEXT NOT NULL, text TEXT, tied_to TEXT, demo INTEGER NOT NULL DEFAULT 0);
CREATE TABLE lots (position INTEGER PRIMARY KEY, lot_type TEXT, lot_name TEXT UNIQUE, default_cost REAL,
    total_permits INTEGER);
CREATE TABLE short_names (short_name TEXT PRIMARY KEY, lot_name TEXT NOT NULL);
CREATE TABLE tokens (token TEXT NOT NULL, client TEXT NOT NULL, rights TEXT NOT NULL,
    PRIMARY KEY (token, client));
CREATE INDEX vehicles_plate ON vehicles (plate);
CREATE INDEX permits_plate ON permits (plate);
CREATE INDEX dntt_plate ON dntt (plate);
CREATE INDEX alarms_plate ON alarms (plate);
"""

_LOT_COUNTS: Final = """
SELECT lot_type, lots.lot_name, default_cost, total_permits, COUNT(permits.plate), TOTAL(permits.amount)
FROM lots
LEFT JOIN short_names ON short_names.lot_name = lots.lot_name
LEFT JOIN permits ON permits.short_name = short_names.short_name
    AND permits.type = 'standard' AND permits.expires >= ?
GROUP BY position ORDER BY position
"""


class SandboxDatabase:
    """The file in `directory`, created 0600 with its tables when missing; raises `sqlite3.Error`."""

    def __init__(self, directory: Path) -> None:
        """Open or create the file; a file of another schema version is emptied, it only holds demo data."""
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
        except sqlite3.Error:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file; closing again does nothing."""
        self._connection.close()

    def lay_out(
        self,
        campus: Campus,
        lots: list[Lot],
        short_names: list[tuple[str, str]],
        tokens: tuple[Token, ...],
    ) -> None:
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
            connection.executemany("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)", tokens)

    def rights_of(self, token: str, client: str) -> frozenset[str] | None:
        """Look up the rights of a token of that client; None when the client has no such token."""
        row = self._connection.execute(
            "SELECT rights FROM tokens WHERE token = ? AND client = ?", (token, client)
        ).fetchone()
        return None if row is None else frozenset(str(row[0]).split(","))

    def records_of(self, plate: str) -> PlateRecords:
        """Everything on file for a normalised plate; empty lists when there is nothing."""
        vehicle = self._connection.execute(
            "SELECT active FROM vehicles WHERE plate = ? AND active IS NOT NULL", (plate,)
        ).fetchone()
        return PlateRecords(
            None if vehicle is None else str(vehicle[0]),
            [Permit(*row) for row in self._rows("permits", plate)],
            [Dntt(*row) for row in self._rows("dntt", plate)],
            [Alarm(*row) for row in self._rows("alarms", plate)],
        )

    def lot_counts(self, now: str) -> list[LotCount]:
        """Every lot in its order, with the standard permits still running at `now` (site-local text)."""
        return [
            LotCount(Lot(*row[:4]), int(row[4]), float(row[5]))
            for row in self._connection.execute(_LOT_COUNTS, (now,))
        ]

    def counts(self) -> dict[str, int]:
        """Count how many rows each of the campus's tables holds."""
        return {
            table: int(self._connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])  # noqa: S608 - own names
            for table in _DEMO_TABLES
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
            cursor.executescript(f"BEGIN;{drops}{_SCHEMA}PRAGMA user_version = {_SCHEMA_VERSION};COMMIT;")
