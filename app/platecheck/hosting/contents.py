"""The files the page is made of, known by their content.

Separate because a file's digest decides everything else: its address, its validator, its packed form.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CLIENT = (
    "main.dart.*",
    "flutter_bootstrap.js",
    "canvaskit/*.js",
    "canvaskit/*.wasm",
    "canvaskit/chromium/*.js",
    "canvaskit/chromium/*.wasm",
    "assets/*.json",
    "assets/*.bin",
    "assets/fonts/*",
    "assets/packages/**/*",
    "assets/shaders/*",
    "fonts/*.ttf",
)
"""What the client loads below one address of its own: it has one base for all of it."""
_NEVER_ASKED = "canvaskit/wimp"
_TAG = 20
_FRESH_NS = 2_000_000_000
"""A file written so lately may change once more without its times showing it."""

Identity = tuple[int, int, int, int]
"""Size, modified, changed (ns) and file number: as long as these stay, the content does."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file as it is now."""

    name: str
    path: Path
    stat: os.stat_result
    digest: str

    @property
    def tag(self) -> str:
        """Return what stands for the content in addresses and validators."""
        return self.digest[:_TAG]


@dataclass(frozen=True, slots=True)
class Client:
    """The client's files, and the one tag that stands for all their contents."""

    tag: str
    parts: Mapping[str, Part]


class Contents:
    """Finds files below its roots, the first that has one wins. Blocks: for worker threads."""

    def __init__(self, roots: Sequence[Path], memory: Path | None = None) -> None:
        self._roots = tuple(root.resolve() for root in roots)
        self._memory = memory
        self._known: dict[str, tuple[Identity, str]] | None = None
        self._lock = threading.Lock()

    def find(self, name: str) -> Part | None:
        """Return the file of this name, with slashes; None where there is none, or none to be had."""
        with self._lock:
            return self._find(name)

    def client(self) -> Client:
        """Return the client's files as they are now. Hashes what is new or changed, nothing else."""
        with self._lock:
            before = len(self._recall())
            names = sorted(
                {
                    path.relative_to(root).as_posix()
                    for root in self._roots
                    for pattern in CLIENT
                    for path in root.glob(pattern)
                    if path.is_file()
                }
            )
            found = (self._find(name) for name in names if not name.startswith(_NEVER_ASKED))
            parts = {part.name: part for part in found if part is not None}
            if len(self._recall()) != before:
                self._remember()
        whole = hashlib.sha256("".join(f"{name}\n{part.digest}\n" for name, part in parts.items()).encode())
        return Client(whole.hexdigest()[:_TAG], parts)

    def _find(self, name: str) -> Part | None:
        steps = name.split("/")
        if any(not step or step.startswith(".") or set(step) & set('\\:"\0') for step in steps):
            return None
        for root in self._roots:
            path = root.joinpath(*steps)
            try:
                if path.is_file() and path.resolve().is_relative_to(root):
                    return self._part(name, path)
            except OSError:
                return None  # vanished, or not ours to read
        return None

    def _part(self, name: str, path: Path) -> Part:
        known, stat = self._recall(), path.stat()
        identity = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        before = known.get(str(path))
        if before is not None and before[0] == identity:
            return Part(name, path, stat, before[1])
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        known.pop(str(path), None)
        if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) > _FRESH_NS:
            known[str(path)] = identity, digest
        return Part(name, path, stat, digest)

    def _recall(self) -> dict[str, tuple[Identity, str]]:
        """Return the digests of earlier starts: the client is 45 MB, and rarely changes."""
        if self._known is None:
            self._known = {}
            with suppress(OSError, ValueError, TypeError, AttributeError):
                if self._memory is not None:
                    rows = json.loads(self._memory.read_bytes()).items()
                    self._known = {str(path): (tuple(row[:4]), str(row[4])) for path, row in rows}
        return self._known

    def _remember(self) -> None:
        if self._memory is not None:
            rows = {path: [*identity, digest] for path, (identity, digest) in self._recall().items()}
            with suppress(OSError):  # then the next start hashes again
                put(self._memory, json.dumps(rows).encode())


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, whoever else writes it at the same time. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
