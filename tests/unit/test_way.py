"""The way to the service: which calls make it live, slow, offline, failing or refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platecheck.errors import (
    AddressUnknown,
    Busy,
    PortalAnswered,
    Redirected,
    Refused,
    ServiceError,
    ServiceFailed,
    TimedOut,
    TlsFailed,
    TooLarge,
    Unreachable,
    Unreadable,
    WrongPlate,
)
from platecheck.way import Link, Way, pause_s

NOON = datetime(2026, 7, 4, 16, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=2)


@pytest.mark.parametrize(
    ("error", "link"),
    [
        (Unreachable(""), Link.OFFLINE),
        (AddressUnknown(""), Link.OFFLINE),
        (TimedOut(""), Link.OFFLINE),
        (TimedOut("", status=408), Link.FAILING),
        (TlsFailed(""), Link.OFFLINE),
        (PortalAnswered("", status=200), Link.OFFLINE),
        (Redirected("", status=302), Link.OFFLINE),
        (Refused("", code=9034, status=401), Link.REFUSED),
        (Busy("", status=429), Link.FAILING),
        (ServiceFailed("", status=500), Link.FAILING),
        (Unreadable("", status=200), Link.FAILING),
        (TooLarge(""), Link.FAILING),
        (WrongPlate(""), Link.FAILING),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, ServiceError) else value.value,
)
def test_every_failure_says_something_of_the_way(error: ServiceError, link: Link) -> None:
    """Where the service never spoke the way is offline; where it spoke and said nothing usable, failing."""
    way = Way()
    way.failed(error, NOON)
    assert (way.link, way.since, way.problem) == (link, NOON, error)
    assert way.is_offline is (link is Link.OFFLINE)
    assert not way.is_open


def test_a_call_is_live_or_slow_by_its_time() -> None:
    """From two seconds on an answer is slow, and a call that goes on says so before it is answered."""
    way = Way()
    assert (way.link, way.since, way.is_open) == (Link.UNKNOWN, None, True)
    way.answered(1.99, NOON)
    assert way.link is Link.LIVE
    way.answered(2.0, NOON)
    assert way.link is Link.SLOW
    way.answered(0.1, NOON)
    way.waited(LATER)
    assert (way.link, way.since) == (Link.SLOW, LATER)


def test_offline_has_one_since() -> None:
    """A second failure keeps the moment of the first, and waiting makes an offline way no better."""
    way = Way()
    way.failed(Unreachable("one"), NOON)
    way.failed(TimedOut("two"), LATER)
    way.waited(LATER)
    assert (way.link, way.since, way.failures) == (Link.OFFLINE, NOON, 2)
    way.answered(0.1, LATER)
    assert (way.link, way.since, way.failures, way.problem) == (Link.LIVE, LATER, 0, None)


def test_a_bare_connection_ends_offline_and_nothing_else() -> None:
    """It is no answer: the way is unknown again, a refused one stays refused, a live one live."""
    for error, after in ((Unreachable(""), Link.UNKNOWN), (Refused(""), Link.REFUSED)):
        way = Way()
        way.failed(error, NOON)
        way.connected(LATER)
        assert way.link is after
    way = Way()
    way.answered(0.1, NOON)
    way.connected(LATER)
    assert (way.link, way.since) == (Link.LIVE, NOON)


def test_listeners_hear_changes_only() -> None:
    """Who listens is called once for a change, however many calls say the same."""
    way, heard = Way(), []
    way.listen(lambda: heard.append(way.link))
    for _ in range(3):
        way.failed(Unreachable(""), NOON)
    way.answered(0.1, NOON)
    assert heard == [Link.OFFLINE, Link.LIVE]


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_pauses_grow_and_are_bounded(failures: int, chance: float) -> None:
    """Between probes lie 1.5 to 75 seconds, and never less than after fewer failures by the same chance."""
    assert 1.5 <= pause_s(failures, chance) <= 75
    assert pause_s(failures, chance) <= pause_s(failures + 1, chance)
