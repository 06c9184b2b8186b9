"""A plate beside a verdict is never cut: who reads half of one writes a ticket for another car."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import flet as ft
import pytest

from platecheck.answers import LookAlike
from platecheck.store.records import Place, Receipt
from platecheck.ui.lettering import PLATE_ADVANCE
from platecheck.ui.next_step import confirm_sizes
from platecheck.ui.parts.alike import look_alikes
from platecheck.ui.parts.controls import badge_width
from platecheck.ui.parts.head import edge_of
from platecheck.ui.parts.receipt_row import receipt_row
from platecheck.ui.parts.walk_head import WORD_LINE, head_letters
from platecheck.ui.texts import LANGUAGES, Words
from platecheck.ui.theme import DAY, PLATE
from platecheck.ui.walk_fit import HEAD
from platecheck.verdict import Headline, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 7, 5, 14, 0, tzinfo=UTC)
NARROW = 344
"""What a window of 360 dp leaves between its margins."""
PLATES = ["ABC123", "CKRD081", "ABCD1234", "WWWW000000"]

pytestmark = [
    pytest.mark.parametrize("plate", PLATES),
    pytest.mark.parametrize("language", LANGUAGES),
]
EACH = pytest.mark.parametrize("headline", Headline)


@EACH
def test_in_the_queue(plate: str, headline: Headline, language: str) -> None:
    """Icon, plate and verdict stand in one line of the row."""
    words = Words(language)
    receipt = Receipt(27, "id", plate, None, NOW, 1, NOW, None, Place.ANSWERED, NOW, headline)
    row = receipt_row(receipt, NARROW, NOW, UTC, words, DAY, is_next=False)
    (letters,) = [text for text in texts(row) if text.value == plate]
    is_beside = beside_a_plate(row, words.badge(headline))
    assert is_beside or len(plate) > 6 or badge_width(headline, words) > 180
    beside = badge_width(headline, words) if is_beside else 0
    assert 2 * 8 + 26 + 2 * 12 + beside + wide(letters) * len(plate) <= NARROW


@EACH
def test_among_the_look_alikes(plate: str, headline: Headline, language: str) -> None:
    """Marked characters are a little wider; the verdict's badge stands at the line's end."""
    words = Words(language)
    found = (LookAlike(plate, (0,), Verdict(headline), NOW), LookAlike(plate[::-1], (1,)))
    box = look_alikes("", "", found, lambda _: None, words, DAY, NOW, NARROW)
    letters = [text for text in texts(box) if len(str(text.value)) == 1]
    assert len(letters) == 2 * len(plate)
    beside = badge_width(headline, words) if beside_a_plate(box, words.badge(headline)) else 0
    assert 2 * 2 + 2 * 12 + 8 + beside + (wide(letters[0]) - 1 + 3) * len(plate) <= NARROW


@pytest.mark.parametrize("width", [304, NARROW])
def test_on_the_button_that_confirms_it(plate: str, language: str, width: float) -> None:
    """The plate is spelled back whole; the narrowest pane is a tablet's."""
    word = Words(language)("alike.plate_is")
    letters, size = confirm_sizes(word, plate, width)
    taken = 2 * 16 + 28 + 2 * 12 + len(word) * letters * 0.56
    assert taken + (size * PLATE_ADVANCE + 1) * len(plate) <= width
    assert min(letters, size) >= 14


@EACH
@pytest.mark.parametrize("beside", ["nothing", "age", "collar"])
@pytest.mark.parametrize("width", [360, 412, 700])
def test_in_the_head_of_a_walk(
    plate: str, language: str, headline: Headline, width: float, beside: str
) -> None:
    """Beside the answer's age and over the collar of a saved one, whatever border the verdict has."""
    word, edge = Words(language).verdict(headline), edge_of(headline)
    saved, pill = beside == "collar", beside == "age"
    letters, size = head_letters(word, plate, width, edge, saved=saved, seen=True, pill=pill)
    around = 2 * (max(edge, 1) + 14) + (44 if saved else 64) + 12
    assert around + (150 + 8 if pill else 0) + (size * PLATE_ADVANCE + 1) * len(plate) <= width or size == 14
    inside = HEAD - 2 * edge - (40 if saved else 0)
    assert letters * WORD_LINE + max(size * 1.1, 32 if pill else 0) <= inside
    assert letters >= 14


def wide(text: ft.Text) -> float:
    """Return how wide each character is, its spacing of 1 dp included."""
    assert text.style is not None
    assert text.style.size is not None
    return text.style.size * PLATE_ADVANCE + 1


def beside_a_plate(control: ft.Control, word: str) -> bool:
    """Tell whether a verdict's word stands in one row with letters of the plate face."""
    rows = [one.controls for one in controls(control) if isinstance(one, ft.Row)]
    return any(
        any(text.value == word for child in row[1:] for text in texts(child))
        and any(text.style and text.style.font_family == PLATE for text in texts(row[0]))
        for row in rows
    )


def texts(control: ft.Control) -> Iterator[ft.Text]:
    """Give the texts in a control."""
    return (one for one in controls(control) if isinstance(one, ft.Text))


def controls(control: Any) -> Iterator[ft.Control]:
    """Give a control and all that is in it."""
    yield control
    for child in [getattr(control, "content", None), *(getattr(control, "controls", None) or [])]:
        if isinstance(child, ft.Control):
            yield from controls(child)
