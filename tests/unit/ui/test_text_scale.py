"""Text sizes: the person's choice over the system's, bounded by what each kind of text bears."""

from __future__ import annotations

import pytest

from platecheck.ui.text_scale import CHOICES, CHROME, FIXED, READING, TextScale, factor, larger, scaled

SYSTEMS = [0.85, 1.0, 1.15, 1.3, 2.0]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("chosen", CHOICES.values())
def test_keys_and_verdict_words_stay_as_they_are(chosen: float, system: float) -> None:
    """Whatever is chosen, what Flutter draws after its own scaling is the size of the design."""
    assert TextScale(chosen, system).size(84, FIXED) * system == pytest.approx(84)


@pytest.mark.parametrize(
    ("chosen", "system", "chrome", "reading"),
    [
        (1.0, 1.0, 1.0, 1.0),
        (1.3, 1.0, 1.3, 1.3),
        (2.0, 1.0, 1.3, 2.0),
        (1.0, 1.3, 1.3, 1.3),
        (1.3, 1.3, 1.3, 1.69),
        (2.0, 2.0, 1.3, 2.0),
        (1.0, 0.85, 1.0, 1.0),
    ],
)
def test_both_choices_count_up_to_a_bound(
    chosen: float, system: float, chrome: float, reading: float
) -> None:
    """Choice times system, up to 1.3 in rows of known height and 2.0 where text can wrap, never smaller."""
    scale = TextScale(chosen, system)
    assert scale.factor(CHROME) == pytest.approx(chrome)
    assert scale.factor(READING) == pytest.approx(reading)
    assert scale.size(16, CHROME) * system == pytest.approx(16 * chrome)
    assert scale.size(16) * system == pytest.approx(16 * reading)


def test_the_choices_are_those_that_are_kept() -> None:
    """Normal is the design, largest is twice as large."""
    assert CHOICES == {"normal": 1.0, "large": 1.3, "largest": 2.0}


def test_outside_of_a_page_text_is_as_designed() -> None:
    """Where there is no page there is nobody who chose."""
    assert (factor(), scaled(18), larger()) == (1.0, 18, False)
