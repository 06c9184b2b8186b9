"""A check from the camera: what was offered and the picture are on disk before the answer is shown."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from tests.pictures import picture

from platecheck.answers import Outcome
from platecheck.facts import Source
from platecheck.patrol_log import PatrolLog
from platecheck.retention import Retention
from platecheck.store import Sighting
from platecheck.store.crops import MOST_BYTES

if TYPE_CHECKING:
    from tests.unit.conftest import Device, Platform

    from platecheck.verdict import Site

OFFERED = (("A8C123", 0.71), ("ABC123", 0.64))


@pytest.fixture
def retention() -> Retention:
    """Keep to the clocks."""
    return Retention()


@pytest.fixture
def seen(device: Device) -> Sighting:
    """Return a plate read wrong."""
    return Sighting(OFFERED, picture(), device.clock())


@pytest.fixture
def log(device: Device, campus: Site) -> PatrolLog:
    """Return the device's log."""
    zone = ZoneInfo("America/Toronto")
    return PatrolLog(device.store, device.scope, site=campus, zone=zone, clock=device.clock)


async def test_what_is_shown_of_a_check_is_kept_with_it(
    device: Device, platform: Platform, seen: Sighting, log: PatrolLog
) -> None:
    """On disk with the first answer; what is handed on has the candidates, and the picture no more."""
    patrol = device.patrol(platform.url)
    check = patrol.press("ABC123", sighting=seen)
    result = await patrol.check(check)
    (entry,) = await device.on_disk()
    assert entry.check.sighting == result.check.sighting == seen.without_crop()
    assert (result.check.corrected, entry.check.corrected) == (True, True)
    story = await log.story(check.id)
    assert story is not None
    assert (story.crop, story.crop_trouble) == (seen.crop, "")
    assert story.entry.check.sighting == seen.without_crop()


async def test_of_a_slow_check_it_is_kept_with_the_answer_that_came_first(
    device: Device, platform: Platform, seen: Sighting, log: PatrolLog
) -> None:
    """The saved answer brings it, the live one adds nothing to it."""
    quick, patrol = device.patrol(platform.url), device.patrol(platform.url, patience_s=0.01)
    await quick.check(quick.press("ABC123"))
    platform.gate.clear()
    check = patrol.press("ABC123", sighting=seen)
    answers = patrol.answers(check)
    first = await anext(answers)
    assert (first.answer.source, first.check.sighting) == (Source.CACHE, seen.without_crop())
    assert await device.store.crop(device.scope, check.id) == seen.crop
    platform.gate.set()
    assert [result.answer.source async for result in answers] == [Source.LIVE]
    story = await log.story(check.id)
    assert story is not None
    assert (len(story.results), story.crop) == (2, seen.crop)


async def test_in_a_dead_zone_it_is_kept_and_settled_later(
    device: Device, platform: Platform, seen: Sighting, log: PatrolLog
) -> None:
    """A check of the queue has its picture, before and after its live answer."""
    patrol = device.patrol(platform.url)
    check = patrol.press("ABC123", sighting=seen)
    await patrol.check(check, offline=True)
    assert await device.store.crop(device.scope, check.id) == seen.crop
    await patrol.check(patrol.press("ABC123"))
    story = await log.story(check.id)
    assert story is not None
    assert (story.last.answer.source, story.crop) == (Source.LIVE, seen.crop)
    assert await device.store.waiting(device.scope) == 0


@pytest.mark.parametrize("crop", [bytes(MOST_BYTES + 1), b"no picture", picture(form="PNG")])
async def test_a_picture_that_may_not_be_kept_costs_no_check(
    device: Device, platform: Platform, log: PatrolLog, crop: bytes
) -> None:
    """The plate is asked and the check recorded with its candidates, without the picture."""
    patrol = device.patrol(platform.url)
    check = patrol.press("ABC123", sighting=Sighting.of(OFFERED, crop, device.clock()))
    assert (await patrol.check(check)).unsaved is None
    story = await log.story(check.id)
    assert story is not None
    assert story.entry.check.sighting == Sighting(OFFERED, None, device.clock())
    assert story.crop is None


async def test_what_could_not_be_saved_has_its_picture_until_it_is(
    device: Device, platform: Platform, seen: Sighting
) -> None:
    """While the database is busy the check waits with it; written later it has it, once."""
    platform.knows("ABC123", alarm="Wanted to talk with.")
    patrol = device.patrol(platform.url)
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = await patrol.check(patrol.press("ABC123", sighting=seen))
        assert result.unsaved is not None
        assert result.check.sighting == seen
        other.execute("ROLLBACK")
    await patrol.acknowledge(result, Outcome.SEEN)
    (entry,) = await device.on_disk()
    assert len(entry.answers) == 1
    assert await device.store.crop(device.scope, entry.check.id) == seen.crop


async def test_a_story_is_told_without_a_picture_that_cannot_be_read(
    device: Device, platform: Platform, seen: Sighting, log: PatrolLog
) -> None:
    """Changed on disk it is not shown and that is said; past its clock it is simply no longer there."""
    patrol = device.patrol(platform.url)
    check = patrol.press("ABC123", sighting=seen)
    await patrol.check(check)
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("DROP TRIGGER sightings_unchanged")
        other.execute("UPDATE sightings SET crop = x'01020304'")
    story = await log.story(check.id)
    assert story is not None
    assert story.crop is None
    assert "changed on disk" in story.crop_trouble
    assert story.entry.check.sighting == seen.without_crop()
    device.clock.at += timedelta(hours=25)
    later = await log.story(check.id)
    assert later is not None
    assert later.crop is None


async def test_the_shift_counts_what_was_corrected(
    device: Device, platform: Platform, seen: Sighting, log: PatrolLog
) -> None:
    """Two plates read by the camera, one of them corrected, one typed."""
    patrol = device.patrol(platform.url)
    right = Sighting((("XYZ789", 0.99),), None, device.clock())
    for check in (
        patrol.press("ABC123", sighting=seen),
        patrol.press("xyz 789", sighting=right),
        patrol.press("DEF456"),
    ):
        await patrol.check(check)
    shift = await log.shift()
    assert shift is not None
    assert (shift.checks, shift.read, shift.corrected) == (3, 2, 1)
