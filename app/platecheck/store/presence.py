"""Who has the directory's database open: shared while it is used, alone while it is mended.

Separate from SQLite's own locks because those belong to a file, and mending replaces that file.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from platecheck.store import files

if TYPE_CHECKING:
    from pathlib import Path


class Presence:
    """A connection's part in `device.lock`; it ends with the process, however that ends.

    Windows has no such lock and needs none: there an open database cannot be renamed.
    """

    def __init__(self, directory: Path) -> None:
        self._path = directory / files.LOCK
        self._file: int | None = None

    def share(self) -> None:
        """Be one of those who use the database; waits for one who mends it."""
        if files.POSIX:
            import fcntl  # noqa: PLC0415 - not there on Windows

            fcntl.flock(self._opened(), fcntl.LOCK_SH)

    def alone(self) -> bool:
        """Be the only one, if nobody else has the database open; otherwise be nobody, and `share` again."""
        if not files.POSIX:
            return True
        import fcntl  # noqa: PLC0415 - as above

        try:
            fcntl.flock(self._opened(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.leave()
            return False
        return True

    def leave(self) -> None:
        """Use the database no longer; a second call does nothing."""
        if self._file is not None:
            file, self._file = self._file, None
            os.close(file)

    def _opened(self) -> int:
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            files.make_private(self._path)
        return self._file
