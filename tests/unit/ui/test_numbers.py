"""Numbers as people write them: thousands, shares that never claim too much, and money."""

from __future__ import annotations

import pytest

from platecheck.ui import numbers


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (3402, "3,402", "3\u00a0402"),
        (1234567, "1,234,567", "1\u00a0234\u00a0567"),
    ],
)
def test_thousands_stand_apart(number: int, english: str, french: str) -> None:
    """By a comma in English, by a space that does not break in French."""
    assert (numbers.count(number, "en"), numbers.count(number, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("percent", "said"),
    [(0, "0"), (0.07, "<\u00a01"), (1, "1"), (85.9, "85"), (99.99, "99"), (100, "100"), (120.5, "120")],
)
def test_a_share_is_rounded_down(percent: float, said: str) -> None:
    """What is not full never reads 100 %, and what is rented at all never reads 0 %."""
    assert numbers.share(percent) == f"{said}\u00a0%"


@pytest.mark.parametrize(
    ("amount", "cents", "english", "french"),
    [
        (None, True, "–", "–"),
        (0, True, "$0.00", "0,00\u00a0$"),
        (3274.6, True, "$3,274.60", "3\u00a0274,60\u00a0$"),
        (40783.92, False, "$40,784", "40\u00a0784\u00a0$"),
        (-12.5, True, "-$12.50", "-12,50\u00a0$"),
    ],
)
def test_money_is_in_dollars(amount: float | None, *, cents: bool, english: str, french: str) -> None:
    """The platform knows Canadian and American dollars; an amount nobody gave is no 0."""
    assert numbers.money(amount, "en", cents=cents) == english
    assert numbers.money(amount, "fr", cents=cents) == french


def test_none_is_one_in_french() -> None:
    """0 terrain, 1 terrain, 2 terrains; 0 lots, 1 lot, 2 lots."""
    assert [numbers.is_one(n, "fr") for n in (0, 1, 2)] == [True, True, False]
    assert [numbers.is_one(n, "en") for n in (0, 1, 2)] == [False, True, False]
