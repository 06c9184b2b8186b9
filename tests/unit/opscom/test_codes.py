"""The table of the platform's error codes."""

from __future__ import annotations

from platecheck.opscom.codes import CODES, REFUSED, describe, find


def test_every_documented_code_is_in_the_table() -> None:
    """All codes of the document are there, each with its words and with what to do about it."""
    assert list(CODES) == [*range(9000, 9023), *range(9030, 9035)]
    assert all(number == code.number for number, code in CODES.items())
    assert len({code.message for code in CODES.values()}) == len({code.advice for code in CODES.values()})
    assert all(text.endswith(".") for code in CODES.values() for text in (code.message, code.advice))
    assert set(CODES) > REFUSED


def test_a_documented_code_is_told_in_its_own_words() -> None:
    """A code comes with the message of the document."""
    assert find(9012).message == "The vehicle is already in the database."
    assert describe(9012) == "9012: The vehicle is already in the database"


def test_an_unknown_code_is_kept() -> None:
    """A code that nobody documented keeps its number, has no words, and still says what to do."""
    assert (find(4711).number, find(4711).message) == (4711, "")
    assert find(4711).advice
    assert describe(4711) == "4711"
