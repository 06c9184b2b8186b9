"""Clocks: the service's Date is trusted time, whatever the device believes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.answers import from_entry
from platecheck.facts import Source
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from conftest import Device, Platform

NOWHERE = "http://127.0.0.1:9"
LOT = "Main Street Parking"
PERMIT = {"type": "standard", "shortName": "LOT6", "expires": "2026-07-04 13:00:00"}
"""Runs out one hour after noon."""


@pytest.mark.parametrize(
    ("drift", "verdict", "trusted"),
    [
        (timedelta(hours=2), "expired", True),
        (timedelta(minutes=61), "expired", True),
        (timedelta(minutes=40), "valid", True),
        (timedelta(minutes=2, seconds=1), "valid", True),
        (timedelta(minutes=2), "valid", False),
        (timedelta(seconds=-120), "valid", False),
        (timedelta(minutes=-2, seconds=-1), "valid", True),
        (timedelta(days=-400), "valid", True),
    ],
)
async def test_with_drift_a_live_answer_is_decided_at_the_services_time(
    device: Device, platform: Platform, drift: timedelta, verdict: str, *, trusted: bool
) -> None:
    """Beyond two minutes either way the service's time decides, and the drift is logged in every case."""
    platform.knows("ABC123", permits=[PERMIT])
    platform.date = device.clock() + drift
    patrol = device.patrol(platform.url)
    result = await patrol.check(patrol.press("ABC123", lot=LOT))
    assert result.answer.verdict == verdict
    assert result.answer.drift_s == drift.total_seconds()
    assert result.offset == (drift if trusted else timedelta(0))
    assert result.answer.decided_at == result.answer.fetched_at == device.clock() + result.offset
    assert result.answer.shown_at == device.clock()
    assert result.age_s(device.clock()) == 0
    shown = result.verdict(device.clock(), patrol.site)
    assert shown.headline.value == verdict
    assert result.verdict_then(patrol.site) == shown
    (entry,) = await device.on_disk()
    assert (entry.answers[0].drift_s, entry.answers[0].decided_at) == (
        drift.total_seconds(),
        result.answer.decided_at,
    )


@pytest.mark.parametrize("hours", [-3, 3])
async def test_a_device_that_is_wrong_by_hours(device: Device, platform: Platform, hours: int) -> None:
    """Two hours of a permit are two hours, whether the device's clock is ahead or behind."""
    platform.knows("ABC123", permits=[PERMIT])
    platform.date = device.clock()
    device.clock.move(hours=hours)
    patrol = device.patrol(platform.url)
    result = await patrol.check(patrol.press("ABC123", lot=LOT))
    assert result.answer.verdict == "valid"
    in_59, in_61 = (device.clock() + timedelta(minutes=m) for m in (59, 61))
    assert result.verdict(in_59, patrol.site).headline is Headline.VALID
    assert result.verdict(in_61, patrol.site).headline is Headline.EXPIRED
    assert result.age_s(in_59) == 59 * 60


async def test_without_a_date_the_device_decides(device: Device, platform: Platform) -> None:
    """A service that does not tell the time is answered at the device's."""
    platform.knows("ABC123", permits=[PERMIT])
    patrol = device.patrol(platform.url)
    device.clock.move(hours=2)
    result = await patrol.check(patrol.press("ABC123", lot=LOT))
    assert (result.answer.verdict, result.answer.drift_s, result.offset) == ("expired", None, timedelta(0))


async def test_a_clock_set_back_makes_nothing_younger(device: Device, platform: Platform) -> None:
    """After the clock was set back a saved answer is judged at the last time the service told."""
    platform.knows("ABC123", permits=[PERMIT])
    patrol = device.patrol(platform.url)
    for plate in ("NONE11", "ABC123"):
        platform.date = device.clock()
        await patrol.check(patrol.press(plate, lot=LOT))
        device.clock.move(hours=2)
    platform.date = trusted = device.clock()
    await patrol.check(patrol.press("LAST11", lot=LOT))
    device.clock.move(hours=-3, minutes=-30)
    away = device.patrol(NOWHERE)
    results = [await away.check(away.press(plate, lot=LOT)) for plate in ("NONE11", "ABC123")]
    for result, beneath in zip(results, (Headline.NO_PERMIT, Headline.EXPIRED), strict=True):
        assert (result.answer.source, result.answer.decided_at) == (Source.CACHE, trusted)
        assert result.answer.shown_at == device.clock()
        assert result.offset == timedelta(hours=3, minutes=30)
        shown = result.verdict(device.clock(), away.site)
        assert (shown.headline, shown.beneath) == (Headline.NOT_CHECKED, beneath)
        assert result.answer.verdict == "not_checked"
    assert [result.age_s(device.clock()) for result in results] == [4 * 3600, 2 * 3600]


async def test_a_clock_ahead_of_trusted_time_decides_itself(device: Device, platform: Platform) -> None:
    """The later of the two counts: hours after the last answer the device's clock does."""
    platform.knows("ABC123", permits=[PERMIT])
    platform.date = device.clock()
    live, away = device.patrol(platform.url), device.patrol(NOWHERE)
    await live.check(live.press("ABC123", lot=LOT))
    device.clock.move(hours=1, seconds=1)
    result = await away.check(away.press("ABC123", lot=LOT))
    assert (result.offset, result.answer.decided_at) == (timedelta(0), device.clock())
    assert result.verdict(device.clock(), away.site).beneath is Headline.EXPIRED


async def test_a_running_clock_is_no_wrong_clock(device: Device, platform: Platform) -> None:
    """Time that passes while an answer is made is no offset: the screen would call the clock wrong."""
    device.clock.step = timedelta(milliseconds=7)
    live, away = device.patrol(platform.url), device.patrol(NOWHERE)
    assert (await live.check(live.press("ABC123"))).offset == timedelta(0)
    result = await away.check(away.press("ABC123"))
    assert (result.answer.source, result.offset) == (Source.CACHE, timedelta(0))


async def test_look_alikes_are_judged_at_trusted_time(device: Device, platform: Platform) -> None:
    """A saved look-alike grows no younger by a clock set back either."""
    platform.knows("ABC1Z3", permits=[PERMIT])
    platform.date = device.clock()
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("ABC1Z3"))
    device.clock.move(hours=2)
    platform.date = device.clock()
    await patrol.check(patrol.press("OTHER1"))
    device.clock.move(hours=-2)
    (known, *_) = await patrol.look_alikes("ABC123", LOT)
    assert known.verdict is not None
    assert known.verdict.beneath is Headline.EXPIRED


async def test_an_entry_of_the_log_is_shown_at_trusted_time_too(device: Device, platform: Platform) -> None:
    """Opened from the log with the clock set back, a saved answer is as old as it is."""
    platform.date = device.clock()
    live, away = device.patrol(platform.url), device.patrol(NOWHERE)
    await live.check(live.press("NONE11"))
    device.clock.move(minutes=20)
    platform.date = device.clock()
    await live.check(live.press("OTHER1"))
    device.clock.move(minutes=-20)
    await away.check(away.press("NONE11"))
    again = from_entry((await away.history(plate="NONE11"))[0])
    assert again.answer.verdict == "not_checked"
    assert again.verdict(device.clock(), away.site).headline is Headline.NOT_CHECKED


async def test_a_live_answer_of_the_log_is_a_saved_one(device: Device, platform: Platform) -> None:
    """Opened from the log three hours later, a NO PERMIT is nothing to act on without asking again."""
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("NONE11"))
    device.clock.move(hours=3)
    again = from_entry((await patrol.history())[0])
    shown = again.verdict(device.clock(), patrol.site)
    assert (shown.headline, shown.beneath) == (Headline.NOT_CHECKED, Headline.NO_PERMIT)
    assert (again.source, again.answer.source, again.age_s(device.clock())) == (
        Source.CACHE,
        Source.LIVE,
        3 * 3600,
    )
    assert again.verdict_then(patrol.site).headline is Headline.NO_PERMIT
    assert not again.verdict_then(patrol.site).recheck


async def test_an_entry_of_the_log_without_an_answer_stays_one(device: Device) -> None:
    """What could not be checked then is NOT CHECKED still, of no source, and of no age."""
    away = device.patrol(NOWHERE)
    await away.check(away.press("NONE11"))
    again = from_entry((await away.history())[0])
    assert (again.source, again.age_s(device.clock())) == (Source.NONE, None)
    assert again.verdict(device.clock(), away.site).headline is Headline.NOT_CHECKED


@pytest.mark.parametrize(("minutes", "verdict"), [(0, "valid"), (45, "valid"), (46, "expired")])
async def test_in_a_repeated_hour_the_later_reading_counts(
    device: Device, platform: Platform, minutes: int, verdict: str
) -> None:
    """A permit until 01:30 holds through the night's first 01:30 and ends at its second, saved or live."""
    first_quarter_to_two = datetime(2026, 11, 1, 5, 45, tzinfo=UTC)
    device.clock.at = platform.date = first_quarter_to_two
    platform.knows("ABC123", permits=[PERMIT | {"expires": "2026-11-01 01:30:00"}])
    live, away = device.patrol(platform.url), device.patrol(NOWHERE)
    assert (await live.check(live.press("ABC123", lot=LOT))).answer.verdict == "valid"
    device.clock.move(minutes=minutes)
    saved = await away.check(away.press("ABC123", lot=LOT))
    shown = saved.verdict(device.clock(), away.site)
    assert (shown.beneath or shown.headline).value == verdict
    platform.date = device.clock()
    assert (await live.check(live.press("ABC123", lot=LOT))).answer.verdict == verdict
