"""Tokens added by hand: made for a client and its rights, and listed.

Separate because a command does it on the file alone, while a sandbox may be running on it.
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from platecheck.sandbox.database import SandboxDatabase
from platecheck.sandbox.records import Token
from platecheck.sandbox.token_rows import spell_client


def make_token() -> str:
    """Make a token nobody else has: 36 letters, digits and dashes."""
    return str(uuid4())


def enrol(
    directory: Path, client: str, rights: Iterable[str], new_token: Callable[[], str] = make_token
) -> str:
    """Add a token with these rights to the sandbox's file in `directory`, and return it.

    Every client's tokens see the one site that the sandbox is (ours). Raises `sqlite3.Error` or `OSError`.
    """
    token = Token(new_token(), spell_client(client), ",".join(rights))
    with closing(SandboxDatabase(directory)) as database:
        database.tokens.write(token)
    return token.token


def enrolled(directory: Path) -> list[Token]:
    """Read every token on the sandbox's file in `directory`; raises `sqlite3.Error` or `OSError`."""
    with closing(SandboxDatabase(directory)) as database:
        return database.tokens.all()
