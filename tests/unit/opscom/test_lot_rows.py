"""Lot values, from a body to lots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from platecheck.facts import Lot
from platecheck.opscom.lot_rows import read_lots
from platecheck.opscom.reply import Reply, value_of

if TYPE_CHECKING:
    from pathlib import Path


def load(path: Path) -> tuple[Lot, ...] | None:
    """Read a payload."""
    return read_lots(value_of(Reply(200, path.read_bytes())))


def test_the_documents_sample_is_read(payloads: Path) -> None:
    """Every row of the document's sample is a lot, with a null share where no permit is for sale."""
    lots = load(payloads / "2025-lot-values.json")
    assert lots is not None
    assert len(lots) == 17
    assert lots[1].utilized_pct is None
    assert lots[2] == Lot(
        "TU Semester East", "S", 21, 17, 80.95, 100, 1700, 2897.8783, 0, 144.89392, 231.83026, 3274.6
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lots-empty.json", ()),
        ("lots-list-as-object-with-indexes.json", (Lot("A"), Lot("B"))),
        ("lots-strings-for-numbers.json", (Lot("TU East", "M", 20, 3, 15.0, 1125.5),)),
        ("lots-object.json", None),
        ("lots-empty-object.json", None),
        ("lots-rows-of-text.json", None),
        ("lots-rows-of-nothing.json", None),
        ("lots-row-without-name.json", (Lot("A"), Lot("?", total_permits=4))),
    ],
)
def test_a_report_is_read_or_is_none(name: str, expected: tuple[Lot, ...] | None, payloads: Path) -> None:
    """A report in any PHP dress is read, an unknown figure stays unknown, and anything else is no report."""
    assert load(payloads / name) == expected
