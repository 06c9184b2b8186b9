"""The rows of tokens: whose they are and what they may do.

Separate because the command that adds a token needs them without the API.
"""

import sqlite3
from typing import Final

from platecheck.sandbox.records import Token

SCHEMA: Final = """
CREATE TABLE tokens (token TEXT NOT NULL, client TEXT NOT NULL, rights TEXT NOT NULL,
    PRIMARY KEY (token, client));
"""


def spell_client(text: str) -> str:
    """Write a client code as the table has it: the documents use OC-TOMA and OC_TOMA for one client."""
    return text.strip().upper().replace("_", "-")


class TokenRows:
    """The table of tokens, on the sandbox's connection; raises `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def write(self, token: Token) -> None:
        """Add a token, or give it other rights."""
        self._connection.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)", token)

    def rights_of(self, token: str, client: str) -> frozenset[str] | None:
        """Look up the rights of a token of that client; None when the client has no such token."""
        row = self._connection.execute(
            "SELECT rights FROM tokens WHERE token = ? AND client = ?", (token, client)
        ).fetchone()
        return None if row is None else frozenset(str(row[0]).split(","))

    def all(self) -> list[Token]:
        """Every token, client by client."""
        return [
            Token(*row) for row in self._connection.execute("SELECT * FROM tokens ORDER BY client, rowid")
        ]
