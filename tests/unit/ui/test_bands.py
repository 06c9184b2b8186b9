"""The words of the bands that depend on the day: until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from platecheck.facts import Source
from platecheck.ui.parts.bands import Telling
from platecheck.ui.state import Pulse
from platecheck.ui.texts import words_in
from platecheck.ui.theme import DAY

ZONE = ZoneInfo("America/Toronto")
NOON = datetime(2026, 7, 4, 12, 0, tzinfo=ZONE)


def until(language: str, days: int) -> str:
    """Return how a permit's end at noon in so many days is said."""
    telling = Telling(words_in(language), DAY, ZONE, NOON, Pulse(), lambda: 0.0, Source.LIVE)
    return telling.until("line.until", NOON + timedelta(days=days), lot="LOT6")


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("en", 0, "LOT6, until 12:00"),
        ("en", 1, "LOT6, until tomorrow 12:00"),
        ("en", 30, "LOT6, until 3 Aug 12:00"),
        ("fr", 0, "LOT6, jusqu’à 12:00"),
        pytest.param("fr", 1, "LOT6, jusqu’à demain 12:00"),
        ("fr", 30, "LOT6, jusqu’au 3 août 12:00"),
    ],
)
def test_until_when_in_both_languages(language: str, days: int, said: str) -> None:
    """An hour of today, tomorrow and a date each take their own word before them."""
    assert until(language, days) == said
