"""A walk's summary in words, and where it stands among the checks of the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from platecheck.facts import Source
from platecheck.store.records import LogLine, WalkSummary
from platecheck.ui.parts.log_row import days
from platecheck.ui.texts import words_in
from platecheck.ui.walk_summary import counts_of, said_of, title_of, unanswered_of
from platecheck.verdict import Headline

ZONE = ZoneInfo("America/Toronto")
NOON = datetime(2026, 7, 4, 16, 0, tzinfo=UTC)
TOTALS = (("valid", 34), ("no_permit", 4), ("alarm", 1))


def walk(number: int = 1, **changes: Any) -> WalkSummary:
    """Return a walk that ended at the site's noon."""
    began_at = NOON - timedelta(minutes=14)
    return replace(WalkSummary(f"walk-{number}", began_at, NOON, "Lot 6", "Dana", 43, 47, TOTALS), **changes)


def line(seq: int, checked_at: datetime) -> LogLine:
    """Return a check of the log."""
    return LogLine(seq, f"check-{seq}", "ABC123", checked_at, None, "", "valid", Source.LIVE, None, None)


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("en", "Walk · Lot 6", "12:00 · 14 min · 43 plates · Dana"),
        ("fr", "Ronde · Lot 6", "12:00 · 14 min · 43 plaques · Dana"),
    ],
)
def test_what_a_row_says_in_both_languages(language: str, title: str, said: str) -> None:
    """Where, when it ended, how long it took, how many cars, whose."""
    words = words_in(language)
    assert title_of(walk().lot, words) == title
    assert said_of(walk(), words, ZONE) == said


def test_a_walk_without_lot_and_name_says_only_what_there_is() -> None:
    """One plate is one, and who gave no name has none."""
    words = words_in("en")
    bare = walk(lot=None, officer="", cars=1, began_at=NOON - timedelta(seconds=40))
    assert title_of(bare.lot, words) == "Walk"
    assert said_of(bare, words, ZONE) == "12:00 · 40 s · 1 plate"
    assert said_of(replace(bare, cars=0), words_in("fr"), ZONE) == "12:00 · 40 s · 0 plaque"


def test_the_gravest_verdict_comes_first_and_one_of_a_later_version_is_left_out() -> None:
    """A verdict that this version has no name for is an answer all the same."""
    known = walk(totals=(*TOTALS, ("impounded", 2)))
    assert counts_of(known) == [(Headline.ALARM, 1), (Headline.VALID, 34), (Headline.NO_PERMIT, 4)]
    assert unanswered_of(known) == 2
    assert unanswered_of(walk(cars=3)) == 0


def test_a_walk_stands_in_its_day_above_what_was_checked_before_it_ended() -> None:
    """Also where no check was made that day; a day has one heading."""
    hour = timedelta(hours=1)
    lines = (line(3, NOON + hour), line(2, NOON), line(1, NOON - 50 * hour))
    walks = (walk(4, ended_at=NOON + hour / 2), walk(3), walk(2, ended_at=NOON - 24 * hour), walk(1))
    walks = (*walks[:3], replace(walks[3], ended_at=NOON - 60 * hour))
    listed = days(lines, walks, NOON + 2 * hour, words_in("en"), ZONE)
    ids = [day or getattr(one, "check_id", "") or getattr(one, "id", "") for day, one in listed]
    assert ids == [
        *("Today", "check-3", "walk-4", "walk-3", "check-2"),
        *("Yesterday", "walk-2", "Thu 2 Jul", "check-1", "walk-1"),
    ]
    assert days((), (walk(),), NOON, words_in("fr"), ZONE) == [("Aujourd’hui", None), ("", walk())]
