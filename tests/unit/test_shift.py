"""A shift: where it begins, and its figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platecheck.shift import GAP, LONGEST, Shift, holds_whole_shift, shift_of
from platecheck.store import Tally
from platecheck.verdict import Headline

NOW = datetime(2026, 7, 5, 3, 0, tzinfo=UTC)


def tallies(*ago: timedelta, verdict: str = "valid") -> list[Tally]:
    """Return checks made so long ago, newest first."""
    return [Tally(len(ago) - number, NOW - back, verdict) for number, back in enumerate(ago)]


def minutes(*values: float) -> list[timedelta]:
    """Return lengths of time."""
    return [timedelta(minutes=value) for value in values]


def test_an_empty_log_has_no_shift() -> None:
    """Nothing was checked: there are no figures."""
    assert shift_of([], NOW) is None


def test_a_night_shift_has_midnight_in_it() -> None:
    """Four hours over midnight at the site are one shift, whatever the date."""
    shift = shift_of(tallies(*minutes(5, 60, 120, 240)), NOW)
    assert shift is not None
    assert (shift.checks, shift.over) == (4, False)
    assert shift.began_at == NOW - timedelta(hours=4)


def test_a_gap_of_more_than_six_hours_begins_a_shift() -> None:
    """Six hours are a long break; a moment more is another shift."""
    assert shift_of(tallies(timedelta(0), GAP), NOW).checks == 2  # type: ignore[union-attr]
    more = tallies(timedelta(0), GAP + timedelta(seconds=1))
    assert shift_of(more, NOW).checks == 1  # type: ignore[union-attr]
    assert holds_whole_shift(more)
    assert not holds_whole_shift(tallies(timedelta(0), GAP))


def test_a_log_that_never_pauses_is_no_endless_shift() -> None:
    """Where several officers check around the clock, a shift is sixteen hours at most."""
    hourly = tallies(*(timedelta(hours=hour) for hour in range(60)))
    shift = shift_of(hourly, NOW)
    assert shift is not None
    assert shift.last_at - shift.began_at == LONGEST
    assert shift.checks == 17


def test_a_shift_is_over_when_nothing_was_checked_for_six_hours() -> None:
    """In the morning the figures are still last night's, and say so."""
    shift = shift_of(tallies(timedelta(hours=7), timedelta(hours=8)), NOW)
    assert shift is not None
    assert shift.over


def test_a_clock_that_was_ahead_makes_no_gap() -> None:
    """A check that seems to be of the future belongs to the shift it was made in."""
    shift = shift_of(tallies(timedelta(0), -timedelta(hours=9), timedelta(minutes=30)), NOW)
    assert shift is not None
    assert (shift.checks, shift.began_at) == (3, NOW - timedelta(minutes=30))


def test_the_figures_are_by_verdict_and_misses_are_not_checked() -> None:
    """Every check counts once, by what was shown."""
    made = [
        Tally(3, NOW, "not_checked"),
        Tally(2, NOW - timedelta(minutes=15), "valid"),
        Tally(1, NOW - timedelta(minutes=30), "valid"),
    ]
    shift = shift_of(made, NOW)
    assert shift is not None
    assert dict(shift.counts) == {Headline.VALID: 2, Headline.NOT_CHECKED: 1}
    assert (shift.missed, shift.per_hour) == (1, pytest.approx(6))


def test_ten_minutes_say_nothing_of_an_hour() -> None:
    """Five checks in a minute are no 300 an hour."""
    assert Shift(NOW, NOW + timedelta(minutes=9), over=False, counts={Headline.VALID: 5}).per_hour is None


def test_what_the_camera_read_and_what_was_corrected_is_counted() -> None:
    """Of the newest shift only; a check that was typed is in neither figure."""
    hours = (0.1, 0.2, 0.3, 0.4, 9)
    marks = (True, None, False, False, True)
    made = [
        Tally(9 - number, NOW - timedelta(hours=hour), "valid", mark)
        for number, (hour, mark) in enumerate(zip(hours, marks, strict=True))
    ]
    shift = shift_of(made, NOW)
    assert shift is not None
    assert (shift.checks, shift.read, shift.corrected) == (4, 3, 1)
    typed = shift_of(tallies(timedelta(0)), NOW)
    assert typed is not None
    assert (typed.read, typed.corrected) == (0, 0)


@given(st.lists(st.integers(0, 9 * 60), max_size=60))
def test_more_of_the_log_changes_nothing_once_a_shift_is_whole(pauses: list[int]) -> None:
    """Reading on past the beginning of a shift gives the same figures."""
    ago, back = [], timedelta(0)
    for pause in pauses:
        back += timedelta(minutes=pause)
        ago.append(back)
    log = tallies(*ago)
    cut = next((n for n in range(len(log) + 1) if holds_whole_shift(log[:n])), len(log))
    assert shift_of(log[:cut], NOW) == shift_of(log, NOW)
