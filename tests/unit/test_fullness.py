"""How full lots are: where each word begins, and what is sorted, found and added up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platecheck.facts import Lot
from platecheck.fullness import Level, Money, Order, add_up, arranged, count_levels, level, percent, worth

COUNTS = st.none() | st.integers(min_value=0, max_value=10_000)
LOTS = st.builds(
    Lot,
    name=st.text(max_size=12),
    total_permits=COUNTS,
    rented_permits=COUNTS,
    utilized_pct=st.none() | st.floats(min_value=0, max_value=500),
)


@pytest.mark.parametrize(
    ("rented", "total", "expected"),
    [
        (0, 100, Level.FREE),
        (69, 100, Level.FREE),
        (70, 100, Level.FILLING),
        (89, 100, Level.FILLING),
        (90, 100, Level.NEARLY_FULL),
        (2999, 3000, Level.NEARLY_FULL),
        (100, 100, Level.FULL),
        (105, 100, Level.FULL),
        (0, 0, Level.NONE_FOR_SALE),
        (3, 0, Level.NONE_FOR_SALE),
        (None, 0, Level.NONE_FOR_SALE),
        (None, 100, Level.UNKNOWN),
        (3, None, Level.UNKNOWN),
        (None, None, Level.UNKNOWN),
    ],
)
def test_a_level_is_of_the_permits_for_sale(rented: int | None, total: int | None, expected: Level) -> None:
    """Each word begins at its share; none for sale and not said are no share, whatever is rented."""
    assert level(Lot("L", total_permits=total, rented_permits=rented)) is expected


@pytest.mark.parametrize(
    ("lot", "expected"),
    [
        (Lot("L", total_permits=20, rented_permits=17, utilized_pct=None), 85),
        (Lot("L", total_permits=20, rented_permits=17, utilized_pct=3), 85),
        (Lot("L", total_permits=20, rented_permits=24, utilized_pct=100), 120),
        (Lot("L", total_permits=None, rented_permits=None, utilized_pct=91.5), 91.5),
        (Lot("L", total_permits=20, rented_permits=-1), 0),
        (Lot("L", total_permits=0, rented_permits=3, utilized_pct=50), None),
        (Lot("L", utilized_pct=None), None),
    ],
)
def test_the_share_is_that_of_the_counts(lot: Lot, expected: float | None) -> None:
    """The platform's percentage counts only where it gives no counts; oversold stays over 100."""
    assert percent(lot) == expected


@given(LOTS)
def test_every_lot_has_one_word(lot: Lot) -> None:
    """Whatever a report holds has a level, and no share has the words for none."""
    assert (percent(lot) is None) == (level(lot) in {Level.NONE_FOR_SALE, Level.UNKNOWN})


@given(st.lists(LOTS))
def test_sorting_and_counting_lose_no_lot(lots: list[Lot]) -> None:
    """Every order holds every lot, and the levels' counts are theirs."""
    for order in Order:
        assert sorted(map(repr, arranged(lots, order))) == sorted(map(repr, lots))
    assert sum(count_levels(lots).values()) == len(lots)


def test_lots_are_sorted_by_how_full_they_are() -> None:
    """Fullest or emptiest first, those without a level last, equal ones by name and number."""
    lots = [
        Lot("Lot 11", total_permits=10, rented_permits=5),
        Lot("Unsaid"),
        Lot("Lot 2", total_permits=10, rented_permits=5),
        Lot("closed", total_permits=0, rented_permits=9),
        Lot("Élan", total_permits=10, rented_permits=12),
        Lot("Annex", total_permits=10, rented_permits=0),
    ]

    def names(order: Order) -> list[str]:
        return [lot.name for lot in arranged(lots, order)]

    assert names(Order.FULLEST) == ["Élan", "Lot 2", "Lot 11", "Annex", "closed", "Unsaid"]
    assert names(Order.EMPTIEST) == ["Annex", "Lot 2", "Lot 11", "Élan", "closed", "Unsaid"]
    assert names(Order.NAME) == ["Annex", "closed", "Élan", "Lot 2", "Lot 11", "Unsaid"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["Garage Nord", "Lot 6", "Résidence Est"]),
        ("  ", ["Garage Nord", "Lot 6", "Résidence Est"]),
        ("residence", ["Résidence Est"]),
        ("EST rés", ["Résidence Est"]),
        ("6", ["Lot 6"]),
        ("r", ["Garage Nord", "Résidence Est"]),
        ("lot 7", []),
    ],
)
def test_a_lot_is_found_by_any_words_of_its_name(search: str, found: list[str]) -> None:
    """Neither case, accents nor the order of the words count."""
    lots = [Lot("Résidence Est"), Lot("Lot 6"), Lot("Garage Nord")]
    assert [lot.name for lot in arranged(lots, Order.NAME, search)] == found


def test_totals_are_of_permits_and_say_what_they_lack() -> None:
    """Rented and for sale add up; a lot that gives no count is counted as such and not as 0."""
    totals = add_up(
        [
            Lot("A", total_permits=20, rented_permits=17),
            Lot("B", total_permits=0, rented_permits=3),
            Lot("C", total_permits=None, rented_permits=4),
        ]
    )
    assert (totals.lots, totals.rented, totals.for_sale, totals.uncounted) == (3, 20, 20, 1)
    assert add_up([]).lots == 0


def test_money_adds_up_to_the_cent() -> None:
    """The sample's lot: projected, amount, all taxes, total; what no lot says is unknown, not 0."""
    sample = Lot(
        "TU Semester East",
        amount_projected=1700,
        amount=2897.8783,
        tax_amount=0,
        tax_amount1=144.89392,
        tax_amount2=231.83026,
        total=3274.6,
    )
    assert worth([sample, sample, Lot("?")]) == Money(3400, 5795.76, 753.45, 6549.2, unpriced=1)
    assert worth([Lot("?")]) == Money(None, None, None, None, unpriced=1)
