"""Facts: site-local times, texts that may be shown, and records nobody can change."""

from __future__ import annotations

import unicodedata
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from platecheck.facts import Dntt, Lot, Permit, PlateFacts, at_site, readable

TORONTO = ZoneInfo("America/Toronto")


def utc(*parts: int) -> datetime:
    """Return a moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc] - the zone has a place of its own


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-07-04 23:59:59", utc(2026, 7, 5, 3, 59, 59)),
        ("2026-01-04 23:59:59", utc(2026, 1, 5, 4, 59, 59)),
        (" 2026-07-04 23:59:59\n", utc(2026, 7, 5, 3, 59, 59)),
        ("2026-07-04T23:59:59", utc(2026, 7, 5, 3, 59, 59)),
        ("2026-07-04 23:59", utc(2026, 7, 5, 3, 59)),
        ("2026-07-04", utc(2026, 7, 4, 4)),
        ("2026-07-04 23:59:59Z", utc(2026, 7, 4, 23, 59, 59)),
        ("2026-07-04 23:59:59+02:00", utc(2026, 7, 4, 21, 59, 59)),
        # 1 November 2026: 01:30 comes twice; 8 March 2026: 02:30 never does.
        ("2026-11-01 01:30:00", utc(2026, 11, 1, 6, 30)),
        ("2026-11-01 00:59:59", utc(2026, 11, 1, 4, 59, 59)),
        ("2026-11-01 02:00:00", utc(2026, 11, 1, 7)),
        ("2026-03-08 02:30:00", utc(2026, 3, 8, 7, 30)),
        ("2026-03-08 01:59:59", utc(2026, 3, 8, 6, 59, 59)),
        ("2026-03-08 03:00:00", utc(2026, 3, 8, 7)),
        ("2026-11-01 01:30:00-04:00", utc(2026, 11, 1, 5, 30)),
    ],
)
def test_times_are_the_sites_and_the_later_reading_counts(text: str, moment: datetime) -> None:
    """A time without a zone is site-local; in a repeated or skipped hour the later reading counts."""
    found = at_site(text, TORONTO)
    assert found == moment
    assert found is not None
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "0000-00-00 00:00:00", "0000-00-00", "2026-02-30 00:00:00", "2026-07-04 24:00:01", "soon"),
        *("1751673599", "04/07/2026", "9999-12-31 23:59:59", "0001-01-01 00:00:00+14:00", "२०२६-०७-०४x"),
    ],
)
def test_an_unreadable_time_is_none(text: str) -> None:
    """What is no moment is None and no error, the ends of the calendar too."""
    assert at_site(text, TORONTO) is None


@settings(max_examples=200)
@given(st.text(max_size=30) | st.datetimes().map(str))
@example("0001-01-01 00:00:00")
@example("9999-12-31 23:59:59.999999")
def test_any_text_is_a_moment_in_utc_or_none(text: str) -> None:
    """No time that a service can print is an error."""
    for zone in (TORONTO, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("UTC")):
        moment = at_site(text, zone)
        assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "zone"),
    [("0001-01-01T00:00:00Z", "America/Toronto"), ("9999-12-31T23:59:59Z", "Pacific/Kiritimati")],
)
def test_what_is_a_moment_can_be_shown(text: str, zone: str) -> None:
    """The ends of the calendar with an offset are no moment where the site's clock cannot show them."""
    moment = at_site(text, ZoneInfo(zone))
    assert moment is None or moment.astimezone(ZoneInfo(zone))


@settings(max_examples=200)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001 - site-local, as the platform sends
def test_the_later_reading_is_never_before_a_wall_clock_shows_it(local: datetime) -> None:
    """No order or permit ends before the site's clock showed its end for the last time."""
    moment = at_site(local.isoformat(" "), TORONTO)
    assert moment is not None
    for fold in (0, 1):
        assert moment >= local.replace(tzinfo=TORONTO, fold=fold).astimezone(UTC)
    shown = moment.astimezone(TORONTO).replace(tzinfo=None)
    assert shown - local in {timedelta(0), timedelta(hours=1)}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        (" \r\n\t ", ""),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("15-AS123\r\n\r\n*** Violence ***", "15-AS123\n\n*** Violence ***"),
        ("Étienne Côté-Bélanger", "Étienne Côté-Bélanger"),
        ("a\tb", "a b"),
        ("abc\u202edef\u2066", "abcdef"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("a\ud800b\ue000c", "abc"),
        ("a\u2028b\u2029c", "a\nbc"),
        ("\u200b \u200b", ""),
        ("車 🚗", "車 🚗"),
    ],
)
def test_what_may_be_shown(text: str, shown: str) -> None:
    """Control and bidi characters go, accents and line breaks stay, blank is absent."""
    assert readable(text) == shown


@given(st.text(max_size=60))
def test_nothing_shown_can_turn_or_hide_text(text: str) -> None:
    """No control, format, surrogate or private character is left but the line break."""
    shown = readable(text)
    assert {unicodedata.category(c) for c in shown if c != "\n"}.isdisjoint(
        {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    )
    assert readable(shown) == shown


@pytest.mark.parametrize("record", [Permit("standard", "BIKE"), Dntt(), PlateFacts("ABC123"), Lot("Mall")])
def test_facts_are_frozen(record: object) -> None:
    """What the platform said is never changed after it was read."""
    for field in fields(record):  # type: ignore[arg-type] - each is a dataclass
        with pytest.raises(FrozenInstanceError):
            setattr(record, field.name, "x")
