"""Plates: how they are compared, what is no plate, and which others they could be misread from."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from platecheck.errors import BadPlate, ProblemKind
from platecheck.plates import ALPHABET, MAX_LENGTH, differences, fold, look_alikes, normalise
from platecheck.sandbox.campus import LOOK_ALIKE_PAIRS, TRAINING_PLATES

# DOMAIN.md: `1I, 2Z, 38B, 5S, 0DOQ, EF, EFP, FP, HKMR, HKM, HKR, TY, VY, VTY`; add `6G`.
CONFUSED = {
    "0": "DOQ",
    "1": "I",
    "2": "Z",
    "3": "8B",
    "5": "S",
    "6": "G",
    "8": "3B",
    "B": "38",
    "D": "0OQ",
    "E": "FP",
    "F": "EP",
    "G": "6",
    "H": "KMR",
    "I": "1",
    "K": "HMR",
    "M": "HKR",
    "O": "0DQ",
    "P": "EF",
    "Q": "0DO",
    "R": "HKM",
    "S": "5",
    "T": "VY",
    "V": "TY",
    "Y": "TV",
    "Z": "2",
}
PLATES = st.text(ALPHABET, min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("ABC123", "ABC123"),
        ("abc 123", "ABC123"),
        (" a-b-c 1\t2\n3 ", "ABC123"),
        ("AB‐C‑1‒2–3—", "ABC123"),
        ("AB﹣C－1﹘23", "ABC123"),
        ("A.B·C•1_2:3", "ABC123"),
        ("A/B,C'123", "ABC123"),
        ("A\u00a0B\u2009C\u3000123", "ABC123"),
        ("A\u200bB\ufeffC\u00ad1\u202e23", "ABC123"),
        ("ＡＢＣ１２３", "ABC123"),
        ("ａｂｃ１２３", "ABC123"),
        ("éàç-ôüñ", "EACOUN"),
        ("E\u0301A\u0300C\u0327", "EAC"),
        ("ÉÀÇ", "EAC"),
        ("øłđð", "OLDD"),
        ("Æœþ", "AEOETH"),
        ("ǿǼ", "OAE"),
        ("straße", "STRASSE"),
        ("ﬁ1", "FI1"),
        ("ab①②", "AB12"),
        ("AB²", "AB2"),
        ("١٢٣", "123"),
        ("A" * 50, "A" * 50),
        ("a-" * 50, "A" * 50),
    ],
)
def test_what_was_typed_becomes_the_plate_on_the_wire(typed: str, plate: str) -> None:
    """Case, accents, full width, spaces and hyphens make no difference to a plate."""
    assert normalise(typed) == plate


@pytest.mark.parametrize("typed", ["", " ", "-", " — \t", "\u200b", "..", "́"])
def test_nothing_is_no_plate(typed: str) -> None:
    """Where nothing is left the officer is asked to type the plate."""
    with pytest.raises(BadPlate, match="Type the plate") as caught:
        normalise(typed)
    assert not caught.value.unreadable


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("ABC?12", "?"),
        ("A*B!C", "! *"),
        ("АВС123", "А В С"),
        ("ABC\ue000", "U+E000"),
        ("ABC\ud800", "U+D800"),
        ("車123", "車"),
        ("AB#?", "?"),
    ],
)
def test_characters_of_no_plate_are_named(typed: str, named: str) -> None:
    """What must be taken out is said, a character that cannot be shown by its number."""
    with pytest.raises(BadPlate) as caught:
        normalise(typed)
    assert str(caught.value).endswith(f"Take out: {named}")
    assert not caught.value.unreadable
    assert caught.value.kind is ProblemKind.BAD_PLATE


@pytest.mark.parametrize("typed", ["A" * 51, "A" * 49 + "##", "É" * 60])
def test_a_plate_has_fifty_characters_at_most(typed: str) -> None:
    """The documents' widest limit holds after folding, `#` or not."""
    with pytest.raises(BadPlate, match=f"at most 50 characters; this has {len(typed)}") as caught:
        normalise(typed)
    assert not caught.value.unreadable


@pytest.mark.parametrize("typed", ["#", "ABC#23", "a b c # 2 3", "###", "ABC＃23"])
def test_a_plate_with_a_hole_is_never_sent(typed: str) -> None:
    """With `#` alone in the way the error says so, so that look-alikes can be offered."""
    with pytest.raises(BadPlate, match="not sent") as caught:
        normalise(typed)
    assert caught.value.unreadable


@settings(max_examples=300)
@given(st.text(max_size=70))
@example("\ud800")
@example("½ŉǅ΅")
def test_any_text_is_a_plate_or_our_own_error(text: str) -> None:
    """Whatever is typed, scanned or pasted gives A-Z0-9 of 1 to 50 characters, or BadPlate."""
    try:
        plate = normalise(text)
    except BadPlate:
        return
    assert 1 <= len(plate) <= MAX_LENGTH
    assert set(plate) <= set(ALPHABET)
    assert normalise(plate) == plate


@given(
    st.lists(
        st.tuples(st.sampled_from(ALPHABET), st.sampled_from(" -‑–—·\u00a0\u200b")), min_size=1, max_size=12
    )
)
def test_separators_and_case_never_change_a_plate(typed: list[tuple[str, str]]) -> None:
    """Two officers who write one plate differently ask about the same one."""
    plate = "".join(char for char, _ in typed)
    assert normalise("".join(char.lower() + gap for char, gap in typed)) == plate


@given(st.text(max_size=30))
@example("Ǿ")
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is folded, so that the store and the screens compare alike."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("char", ALPHABET)
def test_the_confusion_table_is_the_documents(char: str) -> None:
    """Each character is confused with those of DOMAIN.md's table, 6G added, and no other."""
    assert set(look_alikes(char)) == set(CONFUSED.get(char, ""))


@settings(max_examples=60)
@given(st.text(ALPHABET, min_size=1, max_size=5))
def test_look_alikes_are_all_readings_of_two_substitutions(plate: str) -> None:
    """Every reading with one or two confused characters is offered once, nearest first, never itself."""
    expected = set()
    for places in (*combinations(range(len(plate)), 1), *combinations(range(len(plate)), 2)):
        for letters in product(*(CONFUSED.get(plate[i], "") for i in places)):
            chars = list(plate)
            for place, letter in zip(places, letters, strict=True):
                chars[place] = letter
            expected.add("".join(chars))
    found = look_alikes(plate)
    assert set(found) == expected - {plate}
    assert len(set(found)) == len(found)
    distances = [len(differences(plate, other)) for other in found]
    assert distances == sorted(distances)


@settings(max_examples=40)
@given(st.text(ALPHABET, min_size=1, max_size=5))
def test_looking_alike_goes_both_ways(plate: str) -> None:
    """What this could be a misreading of could be misread as this."""
    assert all(plate in look_alikes(other) for other in look_alikes(plate)[:20])


def test_one_hole_is_any_character_and_one_substitution_more() -> None:
    """One `#` counts as one of two substitutions: all 36 characters come first."""
    found = look_alikes("X#1")
    assert found[:36] == [f"X{char}1" for char in ALPHABET]
    assert set(found[36:]) == {f"X{char}I" for char in ALPHABET}


def test_two_holes_leave_no_substitution() -> None:
    """Two `#` are the two substitutions: the rest of the plate stands."""
    found = look_alikes("B#1#")
    assert len(found) == 36 * 36
    assert {plate[0] + plate[2] for plate in found} == {"B1"}


@pytest.mark.parametrize("text", ["", "###", "A###1", "AB?", "ab1", "ÀB1"])
def test_what_is_no_plate_looks_like_none(text: str) -> None:
    """With three `#`, or a character that no plate has, nothing is guessed."""
    assert look_alikes(text) == []


@settings(max_examples=50)
@given(st.text(ALPHABET + "#", max_size=7))
def test_a_look_alike_has_no_hole(text: str) -> None:
    """Everything offered can be sent as it is."""
    assert all(normalise(plate) == plate for plate in look_alikes(text)[:200])


def test_look_alikes_of_the_longest_plate_are_found() -> None:
    """Fifty confusable characters are no danger: a bounded list of distinct plates."""
    found = look_alikes("B" * 50)
    assert len(found) == 100 + 4 * (50 * 49 // 2)


@pytest.mark.parametrize(("on_file", "typed"), LOOK_ALIKE_PAIRS)
def test_the_training_pairs_look_alike(on_file: str, typed: str) -> None:
    """Every pair that the demo teaches is found from the plate that was typed."""
    assert on_file in look_alikes(typed)


@pytest.mark.parametrize("plate", TRAINING_PLATES)
def test_the_training_plates_are_plates(plate: str) -> None:
    """The demo's plates go on the wire as they are written."""
    assert normalise(plate) == plate


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [("ABC", "ABC", ()), ("ABC", "A8C", (1,)), ("AB", "B8", (0, 1)), ("ABC", "AB", (0, 1, 2)), ("", "", ())],
)
def test_the_places_where_two_plates_differ(one: str, other: str, places: tuple[int, ...]) -> None:
    """Places count from 0; plates of two lengths differ everywhere."""
    assert differences(one, other) == places
