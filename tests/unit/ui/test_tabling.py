"""Tables: sorted as people sort, searched without accents, copied so that a spreadsheet computes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platecheck.ui.parts.checks_chart import ticks
from platecheck.ui.tabling import Column, Order, arranged, as_text

COLUMNS = (Column("Zone"), Column("Permits", lambda value: f"{value:,}", number=True))
ROWS = (("Lot 11", 4), ("Étage 2", 1200), ("Lot 2", None), ("lot 1", 4))


def zones(order: Order, search: str = "") -> list[object]:
    """Return the first column of what is found."""
    return [row[0] for row in arranged(ROWS, COLUMNS, order, search)]


def test_rows_are_sorted_as_people_sort() -> None:
    """Numbers in names by their value, without accents and case; what is not known is last both ways."""
    assert zones(Order(0)) == ["Étage 2", "lot 1", "Lot 2", "Lot 11"]
    assert zones(Order(0, descending=True)) == ["Lot 11", "Lot 2", "lot 1", "Étage 2"]
    assert zones(Order(1)) == ["Lot 11", "lot 1", "Étage 2", "Lot 2"]
    assert zones(Order(1, descending=True)) == ["Étage 2", "Lot 11", "lot 1", "Lot 2"]


def test_a_heading_sorts_and_turns() -> None:
    """A number begins with the most, a name with A; the same heading again turns it."""
    order = Order().pressed(1, COLUMNS)
    assert order == Order(1, descending=True)
    assert order.pressed(1, COLUMNS) == Order(1, descending=False)
    assert order.pressed(0, COLUMNS) == Order(0, descending=False)


def test_every_word_is_looked_for_in_all_that_is_shown() -> None:
    """Words of several columns, without accents, and a number as it is written."""
    assert zones(Order(), "etage 1,200") == ["Étage 2"]
    assert zones(Order(), "LOT 4") == ["lot 1", "Lot 11"]
    assert zones(Order(), "lot nowhere") == []


def test_a_copy_has_numbers_as_they_are_and_no_formula() -> None:
    """Tabs and breaks in a cell are blanks, what begins as a formula is text, what is unknown is empty."""
    rows = (("=1+1", 1200), ("a\tb\nc", None))
    assert as_text(rows, COLUMNS) == "Zone\tPermits\n'=1+1\t1200\na b c\t\n"


@given(st.lists(st.tuples(st.text(max_size=8), st.none() | st.integers(0, 9999)), max_size=20))
def test_sorting_loses_no_row(rows: list[tuple[str, int | None]]) -> None:
    """Whatever the names are, each row is there once, either way."""
    for order in (Order(0), Order(1, descending=True)):
        assert sorted(map(str, arranged(rows, COLUMNS, order))) == sorted(map(str, rows))


@pytest.mark.parametrize(("most", "step"), [(0, 1), (1, 1), (3, 1), (4, 2), (21, 10), (63, 50), (400, 200)])
def test_the_lines_of_a_chart_are_round_numbers(most: int, step: int) -> None:
    """Some three lines, whatever the highest bar is."""
    assert ticks(most) == step
