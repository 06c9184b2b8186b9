"""A day's checks by hour and verdict, at the site's hours, whatever its clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from platecheck.activity import Activity, activity_of
from platecheck.store import Tally
from platecheck.verdict import Headline

TORONTO = ZoneInfo("America/Toronto")


def made(*moments: str, verdict: str = "valid", corrected: bool | None = None) -> list[Tally]:
    """Return checks made at these moments, in UTC."""
    return [
        Tally(number, datetime.fromisoformat(f"{at}+00:00"), verdict, corrected)
        for number, at in enumerate(moments)
    ]


def told(activity: Activity) -> list[tuple[str, int]]:
    """Return each hour as the site's clock shows it, with its checks."""
    return [(f"{hour.began_at:%H %Z}", hour.checks) for hour in activity.hours]


def test_checks_are_counted_by_the_sites_hour_and_day() -> None:
    """23:30 of the day before does not count, an hour without checks stands between two that have some."""
    now = datetime(2026, 7, 4, 20, 0, tzinfo=UTC)
    tallies = made("2026-07-04T03:30", "2026-07-04T12:05", "2026-07-04T12:59:59", "2026-07-04T14:00")
    tallies += made("2026-07-04T12:30", verdict="alarm", corrected=True)
    tallies += made("2026-07-04T14:30", verdict="no_permit", corrected=False)
    activity = activity_of(tallies, now, TORONTO)
    assert activity.day == date(2026, 7, 4)
    assert told(activity) == [("08 EDT", 3), ("09 EDT", 0), ("10 EDT", 2)]
    assert activity.counts == {Headline.VALID: 3, Headline.ALARM: 1, Headline.NO_PERMIT: 1}
    assert (activity.checks, activity.read, activity.misread) == (5, 2, 1)
    assert activity.busiest == activity.hours[0]


def test_a_day_without_checks_has_no_hours() -> None:
    """Nothing was checked today: there is nothing to draw."""
    now = datetime(2026, 7, 4, 20, 0, tzinfo=UTC)
    activity = activity_of(made("2026-07-03T12:00"), now, TORONTO)
    assert (activity.hours, activity.counts, activity.checks, activity.busiest) == ((), {}, 0, None)


def test_the_hour_that_is_repeated_in_autumn_is_two() -> None:
    """At two o'clock it is one o'clock once more: 25 hours."""
    now = datetime(2026, 11, 1, 20, 0, tzinfo=UTC)
    moments = made("2026-11-01T04:10", "2026-11-01T05:10", "2026-11-01T06:10", "2026-11-01T06:50")
    activity = activity_of([*moments, *made("2026-11-01T07:10")], now, TORONTO)
    assert told(activity) == [("00 EDT", 1), ("01 EDT", 1), ("01 EST", 2), ("02 EST", 1)]


def test_the_hour_that_is_skipped_in_spring_is_not_there() -> None:
    """After one o'clock it is three."""
    now = datetime(2026, 3, 8, 20, 0, tzinfo=UTC)
    activity = activity_of(made("2026-03-08T06:30", "2026-03-08T07:30"), now, TORONTO)
    assert told(activity) == [("01 EST", 1), ("03 EDT", 1)]


def test_a_clock_that_is_put_forward_by_half_an_hour_loses_no_check() -> None:
    """Half past two follows two o'clock at once: that hour is half as long, and is there."""
    now = datetime(2026, 10, 4, 3, 0, tzinfo=UTC)
    made_at = "2026-10-03T14:05", "2026-10-03T15:33"
    activity = activity_of(made(*made_at), now, ZoneInfo("Australia/Lord_Howe"))
    assert activity.checks == 2


@given(
    st.lists(st.integers(-90_000, 90_000), max_size=30),
    st.sampled_from(["America/Toronto", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    st.sampled_from(["2026-04-05", "2026-10-04", "2026-11-01", "2026-03-08", "2026-07-04"]),
)
def test_every_check_of_the_day_is_in_one_hour(seconds: list[int], name: str, day: str) -> None:
    """Whatever the zone's offsets do, none is lost and none is counted twice; hours are in order."""
    zone = ZoneInfo(name)
    now = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=zone).astimezone(UTC)
    tallies = [Tally(n, now + timedelta(seconds=s), "valid") for n, s in enumerate(seconds)]
    today = [one for one in tallies if one.checked_at.astimezone(zone).date().isoformat() == day]
    activity = activity_of(tallies, now, zone)
    assert activity.checks == len(today)
    starts = [hour.began_at.astimezone(UTC) for hour in activity.hours]
    assert starts == sorted(set(starts))
