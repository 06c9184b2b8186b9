"""The rows of users that were pushed, found by the id of the system they come from.

Separate because nothing else of the sandbox knows users; a user is kept as the fields that were sent.
"""

import json
import sqlite3
from collections.abc import Mapping
from typing import Final

SCHEMA: Final = """
CREATE TABLE users (user_id INTEGER PRIMARY KEY AUTOINCREMENT, unique_id TEXT NOT NULL,
    login_source TEXT NOT NULL, email TEXT NOT NULL UNIQUE, user_name TEXT UNIQUE, profile TEXT NOT NULL,
    UNIQUE (login_source, unique_id));
"""


class ProfileRows:
    """The table of users, on the sandbox's connection; raises `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, unique_id: str, login_source: str) -> tuple[int, dict[str, str]] | None:
        """Look a user up: the reference and every field on file."""
        row = self._connection.execute(
            "SELECT user_id, profile FROM users WHERE unique_id = ? AND login_source = ?",
            (unique_id, login_source),
        ).fetchone()
        return None if row is None else (int(row[0]), json.loads(row[1]))

    def is_taken(self, column: str, value: str | None, but_by: int | None) -> bool:
        """Tell whether another user has this `email` or `user_name`, in whatever case."""
        query = f"SELECT user_id FROM users WHERE {column} = ?"  # noqa: S608 - one of two names of ours
        row = self._connection.execute(query, (None if value is None else value.casefold(),)).fetchone()
        return row is not None and row[0] != but_by

    def write(self, user_id: int | None, profile: Mapping[str, str]) -> int:
        """Add a user, or put the profile in place of the one on file; return the reference."""
        user_name = profile.get("user_name")
        row = (
            profile["unique_id"],
            profile["login_source"],
            profile["email"].casefold(),
            None if user_name is None else user_name.casefold(),
            json.dumps(profile, ensure_ascii=False),
        )
        if user_id is not None:
            self._connection.execute(
                "UPDATE users SET unique_id = ?, login_source = ?, email = ?, user_name = ?, profile = ?"
                " WHERE user_id = ?",
                (*row, user_id),
            )
            return user_id
        query = (
            "INSERT INTO users (unique_id, login_source, email, user_name, profile) VALUES (?, ?, ?, ?, ?)"
        )
        return int(self._connection.execute(query, row).lastrowid or 0)
