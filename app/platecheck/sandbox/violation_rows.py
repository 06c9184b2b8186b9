"""The rows of violations, and the mark that one was sent to collections.

Separate because the mark outlives every layout: a violation is handed out once, ever.
"""

import sqlite3
from collections.abc import Iterable
from typing import Final

from platecheck.sandbox.records import Violation

SCHEMA: Final = """
CREATE TABLE violations (violation_id INTEGER PRIMARY KEY, due TEXT NOT NULL, record TEXT NOT NULL,
    sent TEXT);
"""


class ViolationRows:
    """The table of violations, on the sandbox's connection; raises `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def is_empty(self) -> bool:
        """Tell whether no violation was ever laid out."""
        return self._connection.execute("SELECT 1 FROM violations").fetchone() is None

    def add(self, violations: Iterable[Violation]) -> None:
        """Add violations, none of them sent."""
        with self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO violations (violation_id, due, record) VALUES (?, ?, ?)", violations
            )

    def send_overdue(self, now: str) -> list[str]:
        """Mark whatever is due before `now` (UTC) and was not sent yet; return those records as JSON text.

        Marked before anybody has them: a caller who loses the answer has lost it, as on the platform.
        """
        overdue = "sent IS NULL AND due < ?"
        with self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            query = f"SELECT record FROM violations WHERE {overdue} ORDER BY violation_id"  # noqa: S608 - above
            records = [str(row[0]) for row in connection.execute(query, (now,))]
            connection.execute(f"UPDATE violations SET sent = ? WHERE {overdue}", (now, now))  # noqa: S608 - above
        return records
