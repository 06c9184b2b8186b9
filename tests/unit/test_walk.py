"""A walk: every car once, its newest verdict, and totals that always come to the number of cars."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from platecheck.verdict import Headline
from platecheck.walk import SAME_CAR, Walk

LOT = "Lot 6"
BEGAN = datetime(2026, 7, 5, 14, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """Return a moment of the walk."""
    return BEGAN + timedelta(minutes=minutes)


def test_a_car_passed_again_is_one_stop() -> None:
    """Within five minutes of its check, however often; that check keeps standing for it."""
    walk = Walk(BEGAN).passed("1", "ABC123", LOT, at(0)).passed("2", "XYZ789", LOT, at(1))
    walk = walk.answered("1", Headline.VALID)
    for check_id, minutes in (("3", 2), ("4", 4)):
        known = walk.known("ABC123", LOT, at(minutes))
        assert known is not None
        assert (known.check_id, known.headline) == ("1", Headline.VALID)
        walk = walk.passed(check_id, "ABC123", LOT, at(minutes))
    assert [(stop.plate, stop.seen) for stop in walk.stops] == [("ABC123", 3), ("XYZ789", 1)]
    assert (walk.stops[0].first_at, walk.stops[0].last_at) == (at(0), at(4))


def test_after_five_minutes_it_is_a_stop_of_its_own() -> None:
    """Who comes round again asks again, also who passed in between: permits run out meanwhile."""
    walk = Walk(BEGAN).passed("1", "ABC123", LOT, at(0)).passed("0", "ABC123", LOT, at(3))
    assert walk.known("ABC123", LOT, at(0) + SAME_CAR) is not None
    later = at(0) + SAME_CAR + timedelta(seconds=1)
    assert walk.known("ABC123", LOT, later) is None
    assert [stop.check_id for stop in walk.passed("2", "ABC123", LOT, later).stops] == ["2", "1"]


def test_in_another_lot_it_is_asked_about_anew() -> None:
    """Who corrects the lot and reads the plate again wants the verdict for that lot, not the old one."""
    walk = Walk(BEGAN).passed("1", "ABC123", "Lot 6", at(0))
    assert walk.lot == "Lot 6"
    assert walk.known("ABC123", "Lot 7", at(1)) is None
    walk = walk.passed("2", "ABC123", "Lot 7", at(1))
    assert ([stop.check_id for stop in walk.stops], walk.lot) == (["2", "1"], None)


def test_after_a_clock_was_set_back_it_is_asked_about_anew() -> None:
    """Once too often does no harm; and no walk is shorter than nothing."""
    walk = Walk(BEGAN).passed("1", "ABC123", LOT, at(10)).passed("2", "ABC123", LOT, at(-50))
    assert [stop.check_id for stop in walk.stops] == ["2", "1"]
    assert walk.length(at(-50)) == timedelta(0)


def test_a_late_answer_changes_its_own_stop() -> None:
    """In a dead zone NOT CHECKED stands first; the totals follow the newest answer of each check."""
    walk = Walk(BEGAN).passed("1", "ABC123", LOT, at(0)).passed("2", "XYZ789", LOT, at(1))
    assert (walk.asked, dict(walk.totals)) == (2, {})
    walk = walk.answered("1", Headline.NOT_CHECKED).answered("2", Headline.VALID)
    walk = walk.answered("1", Headline.ALARM).answered("of somebody else", Headline.EXPIRED)
    assert (walk.asked, walk.totals) == (0, {Headline.ALARM: 1, Headline.VALID: 1})


READINGS = st.lists(
    st.tuples(
        st.sampled_from(["ABC123", "XYZ789", "CKRD081"]),
        st.floats(0, 4),
        st.none() | st.sampled_from(Headline),
    ),
    max_size=60,
)


@given(READINGS)
def test_every_reading_is_counted_once(readings: list[tuple[str, float, Headline | None]]) -> None:
    """Cars seen come to the readings, totals and asked to the cars, the newest on top."""
    walk, minutes = Walk(BEGAN), 0.0
    for number, (plate, after, headline) in enumerate(readings):
        minutes += after
        walk = walk.passed(str(number), plate, LOT, at(minutes))
        assert walk.stops[0].plate == plate
        if headline is not None:
            walk = walk.answered(walk.stops[0].check_id, headline)
    assert sum(stop.seen for stop in walk.stops) == len(readings)
    assert sum(walk.totals.values()) + walk.asked == len(walk.stops)
    seen = [stop.last_at for stop in walk.stops]
    assert seen == sorted(seen, reverse=True)
