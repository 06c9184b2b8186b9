"""Which text is the plate: by how it was read, how it stands, and how plates look."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from platecheck.plates import ALPHABET
from platecheck.reading.ranking import SWAPS, Read, confidences, rank

FOUR_THREE = (re.compile("[A-Z]{4}[0-9]{3}"),)


def texts(*reads: Read, patterns: tuple[re.Pattern[str], ...] = ()) -> list[str]:
    """Return what is offered, best first."""
    return [one.text for one in rank(reads, patterns)]


def test_a_plate_goes_before_the_dealers_name() -> None:
    """A digit in it, and the length of a plate."""
    assert texts(Read("TOYOTA", -0.1), Read("CKRD081", -0.3))[0] == "CKRD081"


def test_the_higher_line_and_the_nearer_one_go_first() -> None:
    """The plate's letters are the highest of the guide's, and in its middle."""
    assert texts(Read("ABC123", -0.2, height=0.4), Read("DEF456", -0.2))[0] == "DEF456"
    assert texts(Read("ABC123", -0.2, distance=0.8), Read("DEF456", -0.2, distance=0.1))[0] == "DEF456"


def test_a_pattern_repairs_what_is_alike() -> None:
    """At most two swaps, or a glyph too many at an end; what was read stays on offer."""
    offered = texts(Read("CKRDO81", -0.1), patterns=FOUR_THREE)
    assert offered[0] == "CKRD081"
    assert "CKRDO81" in offered
    assert texts(Read("CKRDO8I", -0.1), patterns=FOUR_THREE)[0] == "CKRD081"
    assert texts(Read("1CKRD081", -0.1), patterns=FOUR_THREE)[0] == "CKRD081"
    assert texts(Read("CKRDXX1", -0.1), patterns=FOUR_THREE) == ["CKRDXX1"]


def test_nothing_longer_than_ten_or_shorter_than_two_is_a_plate() -> None:
    """What is written elsewhere on a car."""
    assert texts(Read("A", -0.1), Read("WWWDEALERCOM", -0.1)) == []


def test_a_pattern_that_takes_ages_gets_no_long_text() -> None:
    """What a whole bumper says is no plate, and this pattern would chew on it for minutes."""
    ages = (re.compile("([A-Z]+)+[0-9]"),)
    assert texts(Read("A" * 40, -0.1), patterns=ages) == []


def test_swaps_go_both_ways() -> None:
    """Where one is taken for the other, the other is taken for the one."""
    assert all(char in SWAPS[other] for char, others in SWAPS.items() for other in others)


@given(
    st.lists(
        st.builds(
            Read,
            st.text(ALPHABET, min_size=1, max_size=12),
            st.floats(-20, 0),
            st.floats(0.05, 1),
            st.floats(0, 1),
        ),
        max_size=12,
    )
)
def test_confidences_are_shares(reads: list[Read]) -> None:
    """Never more than certain, falling with the rank, each text once."""
    ranked = rank(reads)
    shares = confidences(ranked)
    assert len(shares) == len(ranked)
    assert sum(shares) <= 1 + 1e-9
    assert shares == sorted(shares, reverse=True)
    assert len({one.text for one in ranked}) == len(ranked)
