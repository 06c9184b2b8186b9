"""Damage to a database file: which of its pages hold what, and what is left when some are gone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 4096
_INNER, _LEAF = 5, 13


def content(path: Path) -> bytes:
    """Return a file's bytes."""
    return path.read_bytes()


def put(path: Path, held: bytes) -> None:
    """Write over a file in place, as a failing disk does: whoever has it open reads this now."""
    with path.open("rb+") as file:
        file.write(held)
        file.truncate(len(held))


def leaves(path: Path, table: str) -> list[int]:
    """Return the numbers of the pages that hold a table's rows, in the order of the rows."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return _below(path.read_bytes(), root)


def spoil(path: Path, *pages: int) -> bytes:
    """Overwrite pages of a file, and return what it holds now."""
    held = bytearray(path.read_bytes())
    for number in pages:
        held[(number - 1) * PAGE : number * PAGE] = b"\x55" * PAGE
    put(path, bytes(held))
    return bytes(held)


def cut(path: Path, table: str) -> bytes:
    """Lose the end of a file with half of a table's pages, and return what is left."""
    pages = sorted(leaves(path, table))
    kept = path.read_bytes()[: pages[len(pages) // 2] * PAGE]
    put(path, kept)
    return kept


def is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a database."""
    with closing(sqlite3.connect(path)) as db:
        return (
            db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and db.execute("PRAGMA foreign_key_check").fetchall() == []
        )


def _below(held: bytes, number: int) -> list[int]:
    page = held[(number - 1) * PAGE : number * PAGE]
    if page[0] == _LEAF:
        return [number]
    if page[0] != _INNER:
        raise AssertionError(page[0])
    cells = int.from_bytes(page[3:5], "big")
    places = [int.from_bytes(page[12 + 2 * n : 14 + 2 * n], "big") for n in range(cells)]
    children = [int.from_bytes(page[place : place + 4], "big") for place in places]
    children.append(int.from_bytes(page[8:12], "big"))
    return [leaf for child in children for leaf in _below(held, child)]
