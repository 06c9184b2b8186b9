"""The packed form of the page's files, made once for each content and kept for every later start.

gzip, not brotli: every browser takes it over any connection, it is in the standard library, and it
leaves 5.0 of 14.6 MB where brotli leaves 4.4 for a compiled dependency and seconds of work.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import threading
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from platecheck.hosting.contents import put

if TYPE_CHECKING:
    from collections.abc import Iterable

    from platecheck.hosting.contents import Part

log = logging.getLogger(__name__)

PACKED = frozenset({".js", ".mjs", ".wasm", ".json", ".html", ".ttf", ".otf", ".bin", ".frag", ".svg"})
"""Kinds that shrink. Not the sounds: a browser asks for those in ranges."""
LEAST, AT_ONCE = 1_000, 300_000
"""In bytes: what is smaller is not worth it; what is larger is not packed while a browser waits."""
_LEVEL = 6  # level 9 takes twice as long for 0.3 % less
_CHUNK = 262_144
_KEPT_S = 60 * 24 * 3600
"""How long the packed form of a content that is no longer served is kept: another version may serve it."""


class Packing:
    """A directory of packed files named by the digest of their content. Blocks: for worker threads."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._stopped = threading.Event()
        self._one_at_a_time = threading.Lock()

    def find(self, part: Part) -> Path | None:
        """Return the packed form of a file, small ones packed now; None where it is sent as it is."""
        if not worth_packing(part):
            return None
        packed = self._place(part)
        if packed.is_file():
            return packed
        return self._pack(part) if part.stat.st_size <= AT_ONCE else None

    def pack(self, parts: Iterable[Part]) -> None:
        """Pack what is not packed yet, until `stop`; what cannot be kept stays as it is."""
        with self._one_at_a_time:
            wanted = [part for part in parts if worth_packing(part)]
            for part in wanted:
                if self._stopped.is_set():
                    return
                if not self._place(part).is_file():
                    self._pack(part)

    def clear_out(self, parts: Iterable[Part]) -> None:
        """Delete what was packed long ago from contents other than these."""
        kept, oldest = {self._place(part) for part in parts}, time.time() - _KEPT_S
        with suppress(OSError):
            for path in self._directory.glob("*.gz"):
                if path not in kept and path.stat().st_mtime < oldest:
                    path.unlink(missing_ok=True)

    def stop(self) -> None:
        """Let a `pack` under way end at once."""
        self._stopped.set()

    def _place(self, part: Part) -> Path:
        return self._directory / f"{part.digest}.gz"

    def _pack(self, part: Part) -> Path | None:
        packer = zlib.compressobj(_LEVEL, wbits=31)
        packed, digest = bytearray(), hashlib.sha256()
        try:
            with part.path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    if self._stopped.is_set():
                        return None
                    digest.update(chunk)
                    packed += packer.compress(chunk)
            packed += packer.flush()
            if digest.hexdigest() != part.digest:
                return None  # replaced meanwhile: this is not what it would be kept as
            put(self._place(part), bytes(packed))
        except OSError as error:
            log.info("%s is served unpacked: %s", part.name, error.strerror)
            return None
        return self._place(part)


def worth_packing(part: Part) -> bool:
    """Tell whether a file shrinks enough to be packed."""
    return part.stat.st_size >= LEAST and Path(part.name).suffix in PACKED


def pack_text(data: bytes) -> bytes:
    """Return a text packed: the same bytes for the same text."""
    return gzip.compress(data, _LEVEL, mtime=0)
