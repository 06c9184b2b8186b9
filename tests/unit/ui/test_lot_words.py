"""What is said of a lot, in both languages: counts, kind, share, and all of it aloud."""

from __future__ import annotations

import pytest

from platecheck.facts import Lot
from platecheck.fullness import Level
from platecheck.ui.parts.lot_words import (
    count_of_lots,
    kind_of,
    level_word,
    rented_of,
    spoken,
    with_bold_numbers,
)
from platecheck.ui.texts import LANGUAGES, words_in

EN, FR = words_in("en"), words_in("fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_has_its_own_word(language: str) -> None:
    """No two levels are called the same, and none is without a word."""
    words = words_in(language)
    assert len({level_word(which, words) for which in Level}) == len(Level)


@pytest.mark.parametrize(
    ("rented", "total", "english", "french"),
    [
        (17, 20, "17 of 20 rented", "17 loués sur 20"),
        (1, 20, "1 of 20 rented", "1 loué sur 20"),
        (24, 20, "24 of 20 rented", "24 loués sur 20"),
        (2, 3000, "2 of 3,000 rented", "2 loués sur 3\u00a0000"),
        (3, 0, "3 rented", "3 loués"),
        (0, 0, "0 rented", "0 loué"),
        (3, None, "3 rented", "3 loués"),
        (None, 20, "no count given", "nombre non donné"),
    ],
)
def test_counts_are_said_as_they_are(
    rented: int | None, total: int | None, english: str, french: str
) -> None:
    """Rented of for sale; without permits for sale, what is rented; without a count, that there is none."""
    lot = Lot("L", total_permits=total, rented_permits=rented)
    assert (rented_of(lot, EN), rented_of(lot, FR)) == (english, french)


@pytest.mark.parametrize(
    ("kind", "english", "french"),
    [
        ("M", "Monthly", "Mensuel"),
        ("S", "Semester", "Semestriel"),
        ("Y", "Yearly", "Annuel"),
        ("O", "Other", "Autre"),
        ("y", "Yearly", "Annuel"),
        ("Q", "Q", "Q"),
        ("MS", "MS", "MS"),
        ("", "", ""),
    ],
)
def test_a_kind_nobody_explains_stays_as_it_is(kind: str, english: str, french: str) -> None:
    """Four letters have words; any other type is shown as the platform sent it."""
    lot = Lot("L", kind)
    assert (kind_of(lot, EN), kind_of(lot, FR)) == (english, french)


def test_a_row_is_read_aloud_whole() -> None:
    """Name, level, counts, whose lot, kind and share; what is not known is left out."""
    lot = Lot("East", "S", total_permits=21, rented_permits=17)
    assert spoken(lot, EN, mine=True) == "East, filling, 17 of 21 rented, Your lot · Semester · 80\u00a0%"
    assert spoken(Lot("?"), EN, mine=False) == "?, not known, no count given"
    assert (count_of_lots(1, EN), count_of_lots(17, FR)) == ("1 lot", "17 terrains")


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("189 of 3,419 permits rented in 17 lots", ["189", "3,419"]),
        ("40\u00a0783,92\u00a0$ en tout", ["40\u00a0783,92\u00a0$"]),
        ("$40,783.92 in all", ["$40,783.92"]),
        ("no count given", []),
    ],
)
def test_numbers_stand_out(text: str, bold: list[str]) -> None:
    """The first two numbers are bold, with their currency, and nothing of the text is lost."""
    spans = with_bold_numbers(text, "#000000", 16, 20, most=2).spans or []
    assert "".join(span.text or "" for span in spans) == text
    faces = {span.text: span.style.font_family for span in spans if span.style is not None}
    assert [found for found, face in faces.items() if face == "Roboto Bold"] == bold
