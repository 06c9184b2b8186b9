"""What a table of numbers can do: sort by a column, find by words, and be copied as text.

Pure functions, apart from the table that is drawn: no case of theirs needs a screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from platecheck.copies import harmless
from platecheck.fullness import natural, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Value = str | int | float | None
"""A cell; None is what is not known."""
Row = tuple[Value, ...]
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, how a value of it is shown, and how much of the width it takes.

    A `number` stands at the right, and is sorted the most first at the first press.
    """

    title: str
    show: Callable[[Value], str] = str
    number: bool = False
    weight: int = 1

    def text(self, value: Value) -> str:
        """Return a value as it is shown."""
        return NOTHING if value is None else self.show(value)


@dataclass(frozen=True, slots=True)
class Order:
    """By which column rows are sorted, and which way."""

    column: int = 0
    descending: bool = False

    def pressed(self, column: int, columns: Sequence[Column]) -> Order:
        """Return the order after a heading was pressed: another column's, or this one the other way."""
        if column == self.column:
            return Order(column, not self.descending)
        return Order(column, columns[column].number)


def arranged(rows: Sequence[Row], columns: Sequence[Column], order: Order, search: str = "") -> list[Row]:
    """Return the rows in which every word of `search` is shown, sorted; what is not known comes last.

    Rows that are equal in a column keep the order that they came in.
    """
    wanted = plain(search).split()

    def said(row: Row) -> str:
        return plain(" ".join(column.text(value) for column, value in zip(columns, row, strict=True)))

    found = [row for row in rows if all(word in said(row) for word in wanted)]
    at = order.column
    known = sorted(
        (row for row in found if row[at] is not None), key=lambda row: _key(row[at]), reverse=order.descending
    )
    return [*known, *(row for row in found if row[at] is None)]


def as_text(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """Return rows for a spreadsheet: a line each under the titles, tabs between, numbers as they are.

    No cell is a formula, and none breaks its line.
    """

    def cell(value: Value) -> str:
        return harmless(" ".join(value.split()) if isinstance(value, str) else value)

    lines = [[column.title for column in columns], *([cell(value) for value in row] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _key(value: Value) -> tuple[bool, float, tuple[tuple[bool, int, str], ...]]:
    if isinstance(value, str):
        return True, 0.0, natural(value)
    return False, float(value or 0), ()
