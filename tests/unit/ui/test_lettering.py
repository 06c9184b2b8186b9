"""Lettering: every verdict word fits its head in both languages, measured in the faces that are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from platecheck.plates import ALPHABET
from platecheck.ui import theme
from platecheck.ui.lettering import PLATE_ADVANCE, lines_of, plate_size, width_em, word_size
from platecheck.ui.parts.head import HeadSize, head_size
from platecheck.ui.texts import CATALOGUE, LANGUAGES, words_in
from platecheck.verdict import Headline

ASSETS = Path(__file__).parents[3] / "assets"
PAD, GAP, STRIPES, EDGE = 16, 16, 10, 8
"""Of a head, in dp: its padding, between icon and word, an alarm's stripes, a thick border."""
SIZES = {
    "360 dp handset": head_size(344, wide=False),
    "412 dp handset": head_size(396, wide=False),
    "handset on its side": head_size(624, wide=False, short=True),
}
WIDE = {f"pane of {width} dp": head_size(width, wide=True) for width in (448, 704, 1344)}


def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a face as the client loads it."""
    return ImageFont.truetype(ASSETS / theme.FONTS[name], size)


def room_of(headline: Headline, size: HeadSize) -> float:
    """Return the width a verdict's word has beside its icon."""
    look = theme.LOOKS[headline]
    inset = (STRIPES if look.striped else EDGE if look.border else 0) + PAD
    return size.width - 2 * inset - size.icon - GAP


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("headline", Headline)
@pytest.mark.parametrize("size", (SIZES | WIDE).values(), ids=(SIZES | WIDE).keys())
def test_every_verdict_word_fits_the_width_of_its_head(
    size: HeadSize, headline: Headline, language: str
) -> None:
    """No letter is cut off, no word breaks, and the smallest is still larger than any other text."""
    lines, room = lines_of(words_in(language).verdict(headline)), room_of(headline, size)
    letters = word_size(lines, room, size.words)
    assert max(face(theme.BLACK, letters).getlength(line) for line in lines) <= room
    assert letters <= size.words[len(lines) - 1]
    assert letters > size.line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("headline", Headline)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_every_verdict_word_fits_the_height_of_its_row(
    size: HeadSize, headline: Headline, language: str
) -> None:
    """One line or two, the word stands within the row that the head is counted with."""
    lines = lines_of(words_in(language).verdict(headline))
    letters = word_size(lines, room_of(headline, size), size.words)
    assert len(lines) * letters * 1.02 <= size.word_row


def test_two_lines_fit_a_wide_pane() -> None:
    """A word of two lines at its largest stands within the row of a wide head."""
    size = WIDE["pane of 1344 dp"]
    assert 2 * size.words[1] * 1.02 <= size.word_row


@pytest.mark.parametrize(
    "letter",
    sorted({char for key in CATALOGUE for char in "".join(CATALOGUE[key]) if key.startswith("verdict.")}),
)
def test_the_widths_are_the_faces(letter: str) -> None:
    """The advances that sizes are computed from are those of Roboto Black, to a hundredth."""
    assert width_em(letter) == pytest.approx(face(theme.BLACK, 1000).getlength(letter) / 1000, abs=0.01)


def test_a_letter_that_is_not_known_is_wide() -> None:
    """A word in a third language would be set smaller, never cut off."""
    assert width_em("Ω") >= face(theme.BLACK, 1000).getlength("W") / 1000


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("ALARM", ("ALARM",)),
        ("VALID", ("VALID",)),
        ("NO PERMIT", ("NO", "PERMIT")),
        ("VALID ELSEWHERE", ("VALID", "ELSEWHERE")),
        ("DO NOT TICKET OR TOW", ("DO NOT TICKET", "OR TOW")),
        ("NE PAS VERBALISER", ("NE PAS", "VERBALISER")),
        ("NOT CHECKED", ("NOT", "CHECKED")),
        ("AB CD", ("AB CD",)),
        ("VERBALISERVERBALISER", ("VERBALISERVERBALISER",)),
    ],
)
def test_long_words_break_where_both_lines_are_shortest(word: str, lines: tuple[str, ...]) -> None:
    """A verdict takes one line or two, never more, and none of its letters is lost."""
    assert lines_of(word) == lines
    assert " ".join(lines) == word


@pytest.mark.parametrize("char", ALPHABET + "#")
def test_the_plate_face_is_monospaced(char: str) -> None:
    """Every character of a plate is as wide as the size of the field is computed with."""
    assert face(theme.PLATE, 1000).getlength(char) / 1000 <= PLATE_ADVANCE


def test_the_plate_face_tells_o_from_0_and_i_from_1() -> None:
    """The confusable pairs are different drawings in the plate face."""
    letters = face(theme.PLATE, 64)
    for one, other in ("O0", "I1", "B8", "S5", "Z2", "G6", "DO", "Q0"):
        assert letters.getmask(one).getbbox() != letters.getmask(other).getbbox() or bytes(
            letters.getmask(one)
        ) != bytes(letters.getmask(other))


@pytest.mark.parametrize("length", range(1, 15))
@pytest.mark.parametrize("room", [154, 206, 312, 364])
def test_a_plate_is_as_large_as_its_room(length: int, room: int) -> None:
    """A plate of any usual length fits between two hairlines, and one size larger would not."""
    size = plate_size("W" * length, room, 44)
    taken = length * (PLATE_ADVANCE * size + 1)
    assert 20 <= size <= 44
    assert taken <= room - 2 or size == 20
    assert size in {20, 44} or length * (PLATE_ADVANCE * (size + 1) + 1) > room - 2


def test_no_plate_and_the_longest_plate_have_a_size() -> None:
    """Nothing to show is no division by zero, and fifty characters scroll at the least size."""
    assert plate_size("", 300, 44) == 44
    assert plate_size("W" * 50, 300, 44) == 20
