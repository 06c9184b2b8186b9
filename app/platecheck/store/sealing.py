"""Sealing what must not be readable on disk, and finding plates without storing them readable.

Separate because the key comes through a small port: a file now, the system's keystore later.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from platecheck.errors import KeyLost, StorageError
from platecheck.store import files

if TYPE_CHECKING:
    from pathlib import Path

KEY_BYTES = 32
_FORMAT = b"\x01"
_TAG_BYTES = 4
_NONCE_BYTES = 12
_HEAD_BYTES = len(_FORMAT) + _TAG_BYTES
_INDEX_BYTES = 16
_CHANGED = "A saved record was changed on disk and cannot be trusted. Check the plate again."


class KeyHolder(Protocol):
    """Where the device's key lives. A key is 32 bytes and is never replaced."""

    def load(self) -> bytes | None:
        """Return the key, or None where there never was one; KeyLost when it is unusable."""

    def create(self) -> bytes:
        """Make the key and return it; the one that is there when another was first."""


class FileKeyHolder:
    """The key as the file `device.key` in the device's directory, mode 0600."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / files.KEY

    def load(self) -> bytes | None:
        """Return the key, or None without a file.

        Raises:
            KeyLost: the file cannot be read, or is no key.
        """
        try:
            key = self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise KeyLost(
                f"{self._path} cannot be read. Give it back to this user, then start again."
            ) from exc
        # A file of zeros is what some file systems leave of one that was lost in a power cut.
        if len(key) != KEY_BYTES or not any(key):
            raise KeyLost(
                f"{self._path} is no key. Put the right {files.KEY} back, or set the directory aside."
            )
        files.make_private(self._path)
        return key

    def create(self) -> bytes:
        """Make the key on disk and return it; of two processes both get the first one's."""
        files.make_directory(self._path.parent)
        with files.temporary(self._path) as new:
            files.fill(new, os.urandom(KEY_BYTES))
            files.publish(new, self._path)
        key = self.load()
        if key is None:
            raise KeyLost(f"The key {self._path} was made and is gone. Check this device's storage.")
        return key


class Seal:
    """AES-GCM under a key derived from the device's, and a keyed index for plates.

    A blob is a format byte, four bytes that name the key, a random 96-bit nonce and the sealed
    data. `context` is authenticated beside it, so that a blob moved to another row does not open.
    """

    def __init__(self, key: bytes) -> None:
        # Imported here, in the store's worker: `--help` never pays for it.
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
        from cryptography.hazmat.primitives.hmac import HMAC  # noqa: PLC0415
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

        if len(key) != KEY_BYTES:
            raise KeyLost(
                f"The key of this device has {len(key)} bytes, not {KEY_BYTES}. Put the right one back."
            )

        def derive(purpose: str) -> bytes:
            return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"platecheck/{purpose}/1".encode()).derive(key)

        self._cipher = AESGCM(derive("seal"))
        self._index = HMAC(derive("index"), SHA256())
        self._invalid = InvalidTag
        self.fingerprint = derive("fingerprint").hex()
        self._head = _FORMAT + derive("tag")[:_TAG_BYTES]

    def seal(self, data: bytes, context: str) -> bytes:
        """Return `data` sealed for `context`."""
        nonce = os.urandom(_NONCE_BYTES)
        return self._head + nonce + self._cipher.encrypt(nonce, data, _bytes(context))

    def open(self, blob: bytes, context: str) -> bytes:
        """Return what was sealed for `context`.

        Raises:
            KeyLost: another key sealed it.
            StorageError: it was changed, cut, or belongs to another row.
        """
        if blob[:_HEAD_BYTES] != self._head:
            if len(blob) > _HEAD_BYTES and blob.startswith(_FORMAT):
                raise KeyLost("A saved record was sealed with another key. Put that key back to read it.")
            raise StorageError(_CHANGED)
        nonce = blob[_HEAD_BYTES : _HEAD_BYTES + _NONCE_BYTES]
        try:
            return self._cipher.decrypt(nonce, blob[_HEAD_BYTES + _NONCE_BYTES :], _bytes(context))
        except (self._invalid, ValueError) as exc:
            raise StorageError(_CHANGED) from exc

    def index(self, text: str) -> bytes:
        """Return the keyed hash by which `text` is found; 16 bytes, the same for the same text."""
        # A copy is half the price of a new one, and a plate with two holes has 1296 siblings.
        keyed = self._index.copy()
        keyed.update(_bytes(text))
        return keyed.finalize()[:_INDEX_BYTES]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
