"""Answers that could not be written: kept in memory, and written once there is room again.

Separate because an officer on a full device goes on working: what was shown, marked as not saved,
must not be lost when space is back.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from platecheck.errors import StorageError
from platecheck.store.connection import is_full, transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from platecheck.store.records import Answer, Check, Scope

    Item = tuple[Scope, Check, Answer]
    Write = Callable[..., None]

_NOT_NOW = (sqlite3.Error, OSError)
"""What time can mend: a full disk, a busy or damaged database, a disk that is not there."""


class Unwritten:
    """Writes answers, and later those that could not be; only the store's worker may use it.

    `write` takes the connection, the parts of an item, and by name what follows from the answer.
    """

    def __init__(self, write: Write) -> None:
        self._write = write
        self._waiting: deque[tuple[Item, dict[str, Any]]] = deque()

    def record(self, db: sqlite3.Connection, item: Item, **how: Any) -> None:  # noqa: ANN401 - passed on as it comes
        """Write `item` in a transaction of its own, then what waits; an `item` that cannot be waits too.

        Where there is no room for a check with its picture it is written without: no check waits for that.
        """
        for known in [known for known in self._waiting if known[0] == item]:
            self._waiting.remove(known)
            how = known[1]  # it is tried again, as it was meant at first
        try:
            self._commit(db, item, how)
        except sqlite3.IntegrityError:
            raise  # never to be written, now or later
        except _NOT_NOW as error:
            if not (is_full(error) and self._commit_without_picture(db, item, how)):
                self._waiting.append((item, how))
                raise
        self.catch_up(db)

    def catch_up(self, db: sqlite3.Connection) -> None:
        """Write what waits, oldest first, as far as there is room."""
        with suppress(*_NOT_NOW, StorageError):
            while self._waiting:
                self._commit(db, *self._waiting[0])
                self._waiting.popleft()

    def forget(self) -> None:
        """Let go of what waits: it was wiped."""
        self._waiting.clear()

    def _commit_without_picture(self, db: sqlite3.Connection, item: Item, how: dict[str, Any]) -> bool:
        scope, check, answer = item
        bare = check.without_crop()
        if bare is check:
            return False
        with suppress(*_NOT_NOW):
            self._commit(db, (scope, bare, answer), how)
            return True
        return False

    def _commit(self, db: sqlite3.Connection, item: Item, how: dict[str, Any]) -> None:
        with transaction(db):
            self._write(db, *item, **how)
