"""The clocks of what is kept: which one counts for which facts, and what may still be shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from platecheck.facts import Dntt, Permit, PlateFacts
from platecheck.retention import Retention, Withheld, is_hit

NOON = datetime(2026, 7, 4, 12, tzinfo=UTC)
CLEAR = PlateFacts("ABC123", (Permit("standard", "BIKE", NOON),))
HIT = PlateFacts("ABC123", (), (), "stolen")
OVER = PlateFacts("ABC123", (), (Dntt("Main Campus", NOON, NOON),))
SECOND = timedelta(seconds=1)


def test_an_alarm_and_any_order_are_hits() -> None:
    """In force or not; permits and blank alarms are none."""
    assert is_hit(HIT)
    assert is_hit(OVER)
    assert not is_hit(CLEAR)
    assert not is_hit(PlateFacts("ABC123", alarm=" \n"))


def test_the_clocks_are_those_of_the_issue() -> None:
    """72 hours, 30 days, 365 days, a lease of 7 days, and a day for pictures."""
    kept = Retention()
    assert (kept.clock_of(CLEAR), kept.clock_of(HIT)) == (timedelta(hours=72), timedelta(days=30))
    assert (kept.log, kept.lease) == (timedelta(days=365), timedelta(days=7))
    assert kept.crops == timedelta(days=1)


@pytest.mark.parametrize(("facts", "clock"), [(CLEAR, timedelta(hours=72)), (HIT, timedelta(days=30))])
def test_an_answer_is_shown_to_the_end_of_its_clock(facts: PlateFacts, clock: timedelta) -> None:
    """At its last moment still, a second later no more, however fresh the last contact is."""
    end = NOON + clock
    assert Retention().withholds(facts, NOON, end, end) is None
    assert Retention().withholds(facts, NOON, end + SECOND, end) is Withheld.AGE


def test_without_a_word_from_the_service_the_cache_expires() -> None:
    """A hit that would be kept for 30 days is withheld after 7 without contact; a later word frees it."""
    week = NOON + timedelta(days=7)
    assert Retention().withholds(HIT, NOON, week, NOON) is None
    assert Retention().withholds(HIT, NOON, week + SECOND, NOON) is Withheld.LEASE
    assert Retention().withholds(HIT, NOON, week + SECOND, week) is None


def test_where_the_service_never_told_the_time_the_answer_was_the_contact() -> None:
    """A service without a Date still gave the answer itself."""
    week = NOON + timedelta(days=7)
    assert Retention().withholds(HIT, NOON, week, None) is None
    assert Retention().withholds(HIT, NOON, week + SECOND, None) is Withheld.LEASE
