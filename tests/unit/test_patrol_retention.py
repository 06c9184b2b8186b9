"""Retention as the officer meets it: what is withheld is said, what is purged keeps its word."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from platecheck.answers import Outcome, from_entry
from platecheck.copies import row_of
from platecheck.facts import Source
from platecheck.patrol_log import PatrolLog
from platecheck.retention import Retention, Withheld
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from conftest import Device, Platform

ZONE = ZoneInfo("America/Toronto")
NOWHERE = "http://127.0.0.1:9"
PERMIT = {"type": "standard", "shortName": "LOT6", "expires": "2027-07-04 13:00:00"}
ORDER = {"location": "", "start": "2026-07-01 00:00:00", "end": "2027-07-01 00:00:00", "notes": "Visitor"}


@pytest.fixture
def retention() -> Retention:
    """Return the clocks as they are by default."""
    return Retention()


async def test_a_saved_answer_past_its_clock_is_not_used_and_it_is_said(
    device: Device, platform: Platform
) -> None:
    """After 72 hours a VALID is NOT CHECKED without a signal, with the reason; an alarm is still there."""
    platform.knows("ABC123", permits=[PERMIT])
    platform.knows("XYZ789", alarm="stolen")
    platform.date = device.clock()
    live, away = device.patrol(platform.url), device.patrol(NOWHERE)
    for plate in ("ABC123", "XYZ789"):
        await live.check(live.press(plate))
    device.clock.move(hours=72)
    result = await away.check(away.press("ABC123"))
    assert (result.answer.verdict, result.source, result.withheld) == ("valid", Source.CACHE, None)
    device.clock.move(seconds=1)
    result = await away.check(away.press("ABC123"))
    assert (result.answer.verdict, result.source) == ("not_checked", Source.NONE)
    assert result.withheld is Withheld.AGE
    assert await away.raw(result) is None
    alarm = await away.check(away.press("XYZ789"))
    assert (alarm.answer.verdict, alarm.source) == ("alarm", Source.CACHE)
    never = await away.check(away.press("NEVER1"))
    assert (never.answer.verdict, never.withheld) == ("not_checked", None)


async def test_without_contact_for_a_week_nothing_saved_is_used(device: Device, platform: Platform) -> None:
    """The lease is over for alarms too; the first live answer brings the others back."""
    platform.knows("XYZ789", alarm="stolen")
    platform.date = device.clock()
    live, away = device.patrol(platform.url), device.patrol(NOWHERE)
    await live.check(live.press("XYZ789"))
    device.clock.move(hours=7 * 24, seconds=1)
    result = await away.check(away.press("XYZ789"))
    assert (result.answer.verdict, result.withheld) == ("not_checked", Withheld.LEASE)
    assert await away.look_alikes("XY2789", None, unseen=0) == []
    platform.date = device.clock()
    await live.check(live.press("OTHER1"))
    result = await away.check(away.press("XYZ789"))
    assert (result.answer.verdict, result.source, result.withheld) == ("alarm", Source.CACHE, None)


@pytest.mark.parametrize(
    ("plate", "known", "word"),
    [
        ("ABC123", {"permits": [PERMIT]}, "valid"),
        ("NONE11", {}, "no_permit"),
        ("XYZ789", {"alarm": "stolen"}, "alarm"),
        ("QQQ111", {"dntt": [ORDER]}, "do_not_ticket"),
    ],
)
async def test_purged_details_leave_the_verdicts_word(
    device: Device, platform: Platform, plate: str, known: dict[str, object], word: str
) -> None:
    """A check of the log says its verdict as of then and that the details are purged; a copy does too."""
    platform.knows(plate, **known)
    platform.date = device.clock()
    patrol = device.patrol(platform.url)
    result = await patrol.check(patrol.press(plate, officer="Roy"))
    await patrol.acknowledge(result, Outcome.SEEN, "Roy")
    assert not result.details_purged
    device.clock.move(hours=31 * 24)
    platform.date = device.clock()
    await patrol.check(patrol.press("OTHER1"))
    await device.store.upkeep.purge()
    log = PatrolLog(device.store, device.scope, site=patrol.site, zone=ZONE, clock=device.clock)
    story = await log.story(result.check.id)
    assert story is not None
    assert story.last.details_purged
    assert story.last.verdict_then(patrol.site).headline.value == word
    assert story.last.verdict(device.clock(), patrol.site).headline is Headline.NOT_CHECKED
    row = row_of(story.last, patrol.site, ZONE)
    assert (row["verdict"], row["alarm"], row["details_purged"]) == (word, word == "alarm", True)
    assert (row["permits"], row["do_not_ticket"], row["plate"]) == ("", "", plate)


async def test_an_alarm_waits_for_its_outcome_with_its_text(device: Device, platform: Platform) -> None:
    """Nobody has to acknowledge an alarm that cannot be read any more."""
    platform.knows("XYZ789", alarm="stolen")
    platform.date = device.clock()
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("XYZ789"))
    device.clock.move(hours=400 * 24)
    platform.date = device.clock()
    await patrol.check(patrol.press("OTHER1"))
    await device.store.upkeep.purge()
    again = from_entry((await patrol.history(plate="XYZ789"))[0])
    assert again.verdict(device.clock(), patrol.site).alarm == "stolen"


@pytest.mark.parametrize("hours", [-24, 24])
async def test_a_clock_that_jumps_a_day_loses_and_poisons_nothing(
    device: Device, platform: Platform, hours: int
) -> None:
    """Live answers come at the service's time, which alone is trusted; with the clock mended all is there."""
    platform.knows("ABC123", permits=[PERMIT])
    platform.date = noon = device.clock()
    live, away = device.patrol(platform.url), device.patrol(NOWHERE)
    await live.check(live.press("ABC123"))
    device.clock.move(hours=hours)
    again = await live.check(live.press("OTHER1"))
    assert (again.answer.decided_at, again.answer.drift_s) == (noon, -hours * 3600)
    await away.check(away.press("ABC123"))
    assert await device.store.trusted_at() == noon
    device.clock.move(hours=50)
    assert (await device.store.upkeep.purge()).is_nothing
    device.clock.move(hours=-hours - 50 + 71)
    result = await away.check(away.press("ABC123"))
    assert (result.answer.verdict, result.source) == ("valid", Source.CACHE)
    assert len(await device.on_disk()) == 4


async def test_without_a_date_nothing_is_dated_before_trusted_time(
    device: Device, platform: Platform
) -> None:
    """Where the service tells no time and the clock was set back, the last time it told decides."""
    platform.knows("ABC123", permits=[PERMIT])
    platform.date = trusted = device.clock()
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("OTHER1"))
    platform.date = None
    device.clock.move(hours=-400 * 24)
    result = await patrol.check(patrol.press("ABC123"))
    assert (result.answer.decided_at, result.answer.fetched_at) == (trusted, trusted)
    assert (result.offset, result.answer.drift_s) == (timedelta(hours=400 * 24), None)
    assert (await device.store.upkeep.purge()).is_nothing
