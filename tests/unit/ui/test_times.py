"""Times as people say them, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platecheck.ui import times

ZONE = ZoneInfo("America/Toronto")
NOON = datetime(2026, 7, 4, 12, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("at", "en", "fr"),
    [
        ((2026, 7, 4, 23, 59, 59), "23:59", "23:59"),
        ((2026, 7, 4, 0, 0), "00:00", "00:00"),
        ((2026, 7, 5, 0, 0), "tomorrow 00:00", "demain 00:00"),
        ((2026, 7, 5, 8, 0), "tomorrow 08:00", "demain 08:00"),
        ((2026, 7, 3, 23, 59), "yesterday 23:59", "hier 23:59"),
        ((2026, 7, 6, 0, 0), "6 Jul 00:00", "6 juill. 00:00"),
        ((2026, 12, 31, 23, 59), "31 Dec 23:59", "31 déc. 23:59"),
        ((2027, 1, 1, 9, 5), "1 Jan 2027 09:05", "1 janv. 2027 09:05"),
        ((2025, 8, 2, 9, 5), "2 Aug 2025 09:05", "2 août 2025 09:05"),
    ],
)
def test_a_moment_is_as_near_as_it_is_said(at: tuple[int, ...], en: str, fr: str) -> None:
    """Today the hour alone, tomorrow and yesterday by name, else the day, and another year with it."""
    moment = datetime(*at, tzinfo=ZONE).astimezone(UTC)  # type: ignore[arg-type,misc] - the zone has a place of its own
    assert times.moment(moment, NOON, ZONE, "en") == en
    assert times.moment(moment, NOON, ZONE, "fr") == fr


@pytest.mark.parametrize(
    ("at", "en", "fr"),
    [
        ((2026, 7, 4, 23, 59), "23:59", "23:59"),
        ((2026, 7, 3, 23, 59), "3 Jul", "3 juill."),
        ((2025, 8, 2, 9, 5), "2 Aug 2025", "2 août 2025"),
    ],
)
def test_a_chart_has_the_day_without_its_hour(at: tuple[int, ...], en: str, fr: str) -> None:
    """Today the hour, else the day, and another year with it."""
    moment = datetime(*at, tzinfo=ZONE).astimezone(UTC)  # type: ignore[arg-type,misc] - as above
    assert (times.on(moment, NOON, ZONE, "en"), times.on(moment, NOON, ZONE, "fr")) == (en, fr)


def test_the_day_is_the_sites() -> None:
    """Late in the evening at the site it is still today, though UTC is a day on."""
    late = datetime(2026, 7, 5, 3, 30, tzinfo=UTC)
    assert times.moment(late + timedelta(minutes=29), late, ZONE, "en") == "23:59"
    assert times.moment(late + timedelta(minutes=30), late, ZONE, "en") == "tomorrow 00:00"


@pytest.mark.parametrize("day", [datetime(2026, 3, 8, tzinfo=ZONE), datetime(2026, 11, 1, tzinfo=ZONE)])
def test_days_of_23_and_25_hours_are_one_day(day: datetime) -> None:
    """The morning after the clocks changed is tomorrow, and the evening of that day is today."""
    noon, before = day.replace(hour=12), day - timedelta(days=1)
    assert times.moment(day.replace(hour=23, minute=59), noon, ZONE, "en") == "23:59"
    assert times.moment(noon, before, ZONE, "en") == "tomorrow 12:00"


def test_every_month_has_a_name_in_both_languages() -> None:
    """Twelve different names each."""
    for language in ("en", "fr"):
        said = {times.moment(datetime(2025, m, 9, tzinfo=ZONE), NOON, ZONE, language) for m in range(1, 13)}
        assert len(said) == 12


@pytest.mark.parametrize(
    ("seconds", "en", "fr"),
    [
        (0, "0 s", "0 s"),
        (59.9, "59 s", "59 s"),
        (60, "1 min", "1 min"),
        (3599, "59 min", "59 min"),
        (3600, "1 h", "1 h"),
        (47 * 3600 + 3599, "47 h", "47 h"),
        (48 * 3600, "2 days", "2 jours"),
        (92 * 86400, "92 days", "92 jours"),
    ],
)
def test_a_length_of_time(seconds: float, en: str, fr: str) -> None:
    """Each second up to a minute, then minutes, hours and days, never rounded up."""
    assert (times.span(seconds, "en"), times.span(seconds, "fr")) == (en, fr)
    assert (times.ago(seconds, "en"), times.ago(seconds, "fr")) == (f"{en} ago", f"il y a {fr}")


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_a_longer_time_is_never_said_shorter(one: float, other: float) -> None:
    """An older answer never looks younger."""
    units = {"s": 1, "min": 60, "h": 3600, "days": 86400, "day": 86400}

    def said(seconds: float) -> int:
        number, unit = times.span(seconds, "en").split()
        return int(number) * units[unit]

    less, more = sorted((one, other))
    assert said(less) <= said(more)
    assert said(more) <= more


def test_the_exact_time_names_its_zone() -> None:
    """On demand a time is told to the second, with the zone that tells a repeated hour apart."""
    assert times.exact(datetime(2026, 11, 1, 5, 30, tzinfo=UTC), ZONE) == "2026-11-01 01:30:00 EDT"
    assert times.exact(datetime(2026, 11, 1, 6, 30, tzinfo=UTC), ZONE) == "2026-11-01 01:30:00 EST"
