"""The device's directory: 0700, every file in it 0600, whatever the umask says.

Separate because the key and the database must both come into being whole, private and once.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from platecheck.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATABASE = "device.db"
KEY = "device.key"
LOCK = "device.lock"
SWAPPING = "-swapping"
"""Beside a damaged database: its recovery was begun and not ended."""
POSIX = os.name == "posix"
_OTHERS = 0o077


def make_directory(directory: Path) -> None:
    """Make the directory, or make it private.

    Raises:
        StorageError: others could read it still, as on a memory card.
        OSError: it cannot be made.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not POSIX:
        return
    if directory.stat().st_mode & _OTHERS:
        directory.chmod(0o700)
    if directory.stat().st_mode & _OTHERS:
        raise _exposed(directory)


def make_private(path: Path) -> None:
    """Close an existing file to others; a file that is not there is fine."""
    if not POSIX:
        return
    # By name: opening and closing the database here would drop SQLite's POSIX locks on it.
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_mode & _OTHERS:
            path.chmod(0o600)
        if path.stat().st_mode & _OTHERS:
            raise _exposed(path)


def size(path: Path) -> int | None:
    """Return how many bytes a file has, or None without the file."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def beside(path: Path, suffix: str) -> Path:
    """Return the path of what belongs to a file and lies beside it."""
    return path.with_name(path.name + suffix)


def identity(path: Path) -> tuple[int, int] | None:
    """Return which file this name means now, or None without one: after a swap it is another."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextlib.contextmanager
def temporary(target: Path) -> Iterator[Path]:
    """Give a new empty 0600 file beside `target`, to be filled and published; nothing of it stays."""
    path = target.with_name(f".{target.name}-{os.urandom(8).hex()}")
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        make_private(path)
        yield path
    finally:
        for left in path.parent.glob(f"{path.name}*"):  # SQLite's own files beside it, too
            left.unlink(missing_ok=True)


def fill(path: Path, data: bytes) -> None:
    """Write `data` and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Wait until the disk has the file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def publish(path: Path, target: Path) -> None:
    """Give `path` the name `target`, unless another process was first."""
    try:
        os.link(path, target)
    except FileExistsError:
        pass
    except OSError:
        # Android's SELinux policy and FAT refuse hard links.
        _rename_once(path, target)
    sync_directory(target.parent)


def _rename_once(path: Path, target: Path) -> None:
    if not POSIX:
        with contextlib.suppress(FileExistsError):
            path.rename(target)  # Windows never renames over a file
        return
    import fcntl  # noqa: PLC0415 - not there on Windows

    directory = os.open(target.parent, os.O_RDONLY)
    try:
        fcntl.flock(directory, fcntl.LOCK_EX)
        if not target.exists():
            path.rename(target)
    finally:
        os.close(directory)


def sync_directory(directory: Path) -> None:
    """Wait until the disk has the names in the directory."""
    if not POSIX:
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exposed(path: Path) -> StorageError:
    return StorageError(f"Others could read {path}. Choose a directory on this device's own storage.")
