"""How a plate is said by radio: every character has its ICAO word, and nobody says seven in one breath."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platecheck.plates import ALPHABET, GROUP, in_groups, spell

# ICAO Annex 10, volume II, 5.2.1.3, figure 5-1, and the digits as DOMAIN's readers say them.
WORDS = {
    "A": "Alfa",
    "B": "Bravo",
    "C": "Charlie",
    "D": "Delta",
    "E": "Echo",
    "F": "Foxtrot",
    "G": "Golf",
    "H": "Hotel",
    "I": "India",
    "J": "Juliett",
    "K": "Kilo",
    "L": "Lima",
    "M": "Mike",
    "N": "November",
    "O": "Oscar",
    "P": "Papa",
    "Q": "Quebec",
    "R": "Romeo",
    "S": "Sierra",
    "T": "Tango",
    "U": "Uniform",
    "V": "Victor",
    "W": "Whiskey",
    "X": "X-ray",
    "Y": "Yankee",
    "Z": "Zulu",
    "0": "zero",
    "1": "one",
    "2": "two",
    "3": "tree",
    "4": "fower",
    "5": "fife",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "niner",
}


@pytest.mark.parametrize("char", ALPHABET)
def test_each_character_has_its_word(char: str) -> None:
    """All 36 characters are said as ICAO says them."""
    assert spell(char) == (WORDS[char],)


def test_a_plate_is_spelled_in_order() -> None:
    """A word for each character, and no two characters share one."""
    assert spell("CKR459") == ("Charlie", "Kilo", "Romeo", "fower", "fife", "niner")
    assert len(set(spell(ALPHABET))) == len(ALPHABET) == 36


@pytest.mark.parametrize(
    ("plate", "groups"),
    [
        ("ABC123", ("ABC", "123")),
        ("CKRD081", ("CKRD", "081")),
        ("A12BCD", ("A12", "BCD")),
        ("H1X2Y3", ("H1X", "2Y3")),
        ("1ABC234", ("1", "ABC", "234")),
        ("AB12345", ("AB", "123", "45")),
        ("1234567", ("1234", "567")),
        ("ABCDEFGH", ("ABCD", "EFGH")),
        ("ABCDEFGHI", ("ABC", "DEF", "GHI")),
        ("A", ("A",)),
        ("", ()),
    ],
)
def test_groups_are_those_that_are_printed(plate: str, groups: tuple[str, ...]) -> None:
    """Letters and digits apart, a lone character with its neighbour, long runs in even parts."""
    assert in_groups(plate) == groups


@given(st.text(alphabet=ALPHABET, max_size=50))
def test_no_character_is_lost_between_groups(plate: str) -> None:
    """The groups are the plate, none of them empty or longer than one breath."""
    groups = in_groups(plate)
    assert "".join(groups) == plate
    assert all(1 <= len(group) <= GROUP for group in groups)
