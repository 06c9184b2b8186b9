"""Where an answer that comes only once is put down: on the disk while it arrives, before anybody reads it.

Separate from the overdue export because it knows nothing of what the answer says, and nothing but it may
stand between the wire and the disk.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from io import FileIO
from typing import TYPE_CHECKING

from platecheck.errors import DiskFull, StorageError
from platecheck.store.files import sync_directory

if TYPE_CHECKING:
    from pathlib import Path

ROOM = 300 * 1024 * 1024
"""Bytes that must be free before the answer is asked for: more than the longest answer that is taken."""
_NO_ROOM = (
    "The answer came, and no disk here takes it. Keep this program open and choose another directory: "
    "the platform does not give it twice."
)
PART = ".part"
"""The end of a file's name until all of it is there."""


class Landing:
    """One file in `directory`, private to this user, that has its `name` once it is whole and on the disk.

    Until then it is `name.part`: whoever is killed meanwhile leaves what had arrived. Where the disk
    fails, what arrived is put down whole in one of `elsewhere`.
    """

    def __init__(
        self, directory: Path, name: str, elsewhere: tuple[Path, ...] = (), *, room: int = ROOM
    ) -> None:
        """Make the file; nothing has been asked for yet.

        Raises:
            DiskFull: fewer than `room` bytes are free.
            StorageError: no file can be made there, or one of that name is there.
        """
        self._name, self._elsewhere = name, elsewhere
        self._arrived = bytearray()
        self._trouble: OSError | None = None
        self._target = directory / name
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            if shutil.disk_usage(directory).free < room:
                raise DiskFull(
                    f"There is too little room in {directory}. Make some, or choose another directory."
                )
            if self._target.exists():
                raise FileExistsError(self._target)
            self._part = _part(self._target)
            self._file = _create(self._part)
            sync_directory(directory)
        except OSError as error:
            raise StorageError(
                f"Nothing can be written to {directory}: {error.strerror or error}."
            ) from error

    def take(self, chunk: bytes) -> None:
        """Put down what has just arrived; never raises, so that the rest arrives too."""
        self._arrived += chunk
        if self._trouble is None:
            try:
                _write(self._file, chunk)
            except OSError as error:
                self._trouble = error

    @property
    def body(self) -> bytes:
        """What has arrived."""
        return bytes(self._arrived)

    def keep(self) -> Path:
        """Wait until the disk has all of it, give it its name, and return where it is.

        Raises:
            StorageError: no directory has room for it; what it holds is still in `body`.
        """
        if self._trouble is None:
            try:
                self._close()
                return _name(self._part, self._target)
            except OSError as error:
                self._trouble = error
        for directory in (self._target.parent, *self._elsewhere):
            with contextlib.suppress(StorageError):
                return self.put_into(directory)
        raise StorageError(_NO_ROOM) from self._trouble

    def put_into(self, directory: Path) -> Path:
        """Write all that arrived to another directory, and return where it is; raises StorageError."""
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = _whole(directory / self._name, self.body)
        except OSError as error:
            raise StorageError(f"It cannot be written to {directory}: {error.strerror or error}.") from error
        self.discard()  # only now: until then the part was the only copy
        return kept

    def discard(self) -> None:
        """Let go of what arrived: it was no such answer."""
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def leave(self) -> Path | None:
        """Stop before the end; return the part of the answer that lies on the disk, None where none came."""
        with contextlib.suppress(OSError):
            self._close()
        if self._arrived:
            return self._part
        self._part.unlink(missing_ok=True)
        return None

    def _close(self) -> None:
        """Wait until the disk has what arrived, and close the file."""
        with self._file:
            os.fsync(self._file.fileno())


def _part(target: Path) -> Path:
    return target.with_name(target.name + PART)


def _create(path: Path) -> FileIO:
    return FileIO(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def _write(file: FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _whole(target: Path, data: bytes) -> Path:
    part = target.with_name(f".{target.name}-{os.urandom(4).hex()}")
    with _create(part) as file:
        _write(file, data)
        os.fsync(file.fileno())
    return _name(part, target)


def _name(part: Path, target: Path) -> Path:
    part.rename(target)
    sync_directory(target.parent)
    return target
