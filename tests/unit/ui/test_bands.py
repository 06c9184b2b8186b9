"""The words of the bands that depend on the day: until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from platecheck.answers import Result
from platecheck.facts import Source
from platecheck.store.records import Answer, Check
from platecheck.ui.parts.bands import Telling, purged_note
from platecheck.ui.parts.headline_line import headline_line
from platecheck.ui.state import Pulse
from platecheck.ui.texts import words_in
from platecheck.ui.theme import DAY
from platecheck.verdict import Headline, Site

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


@pytest.mark.parametrize(("language", "said"), [("en", "Details purged"), ("fr", "Détails effacés")])
@pytest.mark.parametrize("verdict", [headline.value for headline in Headline])
def test_a_purged_check_says_so_under_every_word(language: str, said: str, verdict: str) -> None:
    """The word of the log stands without permit or order to carry it."""
    check = Check("id", "ABC123", "abc123", NOON, None, "", "officer", "0")
    answer = Answer(Source.LIVE, None, NOON, verdict, False, NOON, NOON, 0.1, 0.0, None, None)  # noqa: FBT003 - recheck
    result = Result(check, answer, logged=True)
    telling = Telling(words_in(language), DAY, ZONE, NOON, Pulse(), lambda: 0.0, Source.CACHE)
    assert headline_line(result.verdict_then(Site()), result, telling) == said
    note = purged_note(words_in(language), DAY)
    assert said in repr(note)
