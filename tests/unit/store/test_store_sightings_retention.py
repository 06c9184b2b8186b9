"""The clock of pictures: a day, or what the site says, or none at all; the candidates stay with the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.pictures import picture
from tests.unit.store.device_time import DAY, HOUR, Clock, pass_time, record

from platecheck.retention import Retention
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Sighting, Store
from platecheck.store.purging import PICTURES, Purged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from platecheck.facts import PlateFacts

OFFERED = (("ABC1Z3", 0.93), ("ABC123", 0.41))


@pytest.fixture
def store(timed_store: Store) -> Store:
    """Work on a store that keeps to its retention."""
    return timed_store


@pytest.fixture
def seen(noon: datetime) -> Sighting:
    """Return what the camera made of a plate at noon."""
    return Sighting(OFFERED, picture(), noon)


async def test_a_picture_goes_after_a_day_and_the_candidates_stay(
    store: Store,
    scope: Scope,
    clock: Clock,
    seen: Sighting,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """To its last moment it is shown; after it neither shown nor, once purged, there."""
    await record(store, scope, make_check(sighting=seen), told())
    await pass_time(store, clock, 24 * HOUR)
    assert (await store.upkeep.purge()).is_nothing
    assert await store.crop(scope, "check-1") == seen.crop
    clock.at += timedelta(seconds=1)
    assert await store.crop(scope, "check-1") is None
    assert (await store.upkeep.purge()).is_nothing
    await store.note_trusted(clock())
    assert await store.upkeep.purge() == Purged(crops=1)
    (entry,) = await store.history(scope)
    assert entry.check.sighting == seen.without_crop()
    assert [tally.corrected for tally in await store.tallies(scope)] == [True]
    held = (await store.holdings()).held
    assert (held.sightings, held.crops) == (1, 0)


async def test_no_byte_of_a_picture_that_went_is_left_in_any_file(
    store: Store,
    scope: Scope,
    clock: Clock,
    directory: Path,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """Not in the database, its free pages, or the log beside it; what was made since stays whole."""
    for number in range(2 * PICTURES + 5):
        await record(store, scope, check_of(make_check, f"old-{number}", clock(), number), told())
    gone = await parts(store)
    await pass_time(store, clock, 25 * HOUR)
    for number in range(PICTURES):
        await record(store, scope, check_of(make_check, f"new-{number}", clock(), number), told(25 * HOUR))
    assert len(leaks(directory, gone)) > len(gone) / 2
    went = await store.upkeep.purge()
    assert (went.crops, went.clean) == (2 * PICTURES + 5, True)
    assert leaks(directory, gone) == []
    assert (directory / "device.db-wal").stat().st_size == 0
    for number in range(PICTURES):
        assert await store.crop(scope, f"new-{number}")


def check_of(make_check: Callable[..., Check], check_id: str, at: datetime, number: int) -> Check:
    """Return a check with a picture of its own, of a length of its own."""
    crop = picture(100 + 12 * number)
    return make_check(check_id, checked_at=at, sighting=Sighting(OFFERED, crop, at))


async def parts(store: Store) -> list[bytes]:
    """Return pieces of every sealed picture, from its beginning to its end."""
    rows = await store._connection.read(lambda db: db.execute("SELECT crop FROM sightings").fetchall())
    return [crop[at : at + 32] for (crop,) in rows for at in range(0, len(crop) - 32, 512)]


def leaks(directory: Path, gone: list[bytes]) -> list[bytes]:
    """Return which of `gone` are in the database's files."""
    files = [path.read_bytes() for path in directory.glob("device.db*")]
    return [piece for piece in gone if any(piece in file for file in files)]


async def test_where_no_pictures_are_kept_none_is_written(
    directory: Path,
    keys: FileKeyHolder,
    scope: Scope,
    clock: Clock,
    seen: Sighting,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """Off by setting: the candidates are kept, and of the picture no byte ever reaches the disk."""
    store = await Store.open(directory, keys, retention=Retention(crops=timedelta(0)), clock=clock)
    await record(store, scope, make_check(sighting=seen), told())
    (entry,) = await store.history(scope)
    assert entry.check.sighting == seen.without_crop()
    assert await store.crop(scope, "check-1") is None
    assert (await store.holdings()).held.crops == 0
    await store.close()


@pytest.mark.parametrize("off_by", [timedelta(0), -400 * DAY, 400 * DAY])
async def test_who_switches_them_off_is_rid_of_them_at_once(
    directory: Path,
    keys: FileKeyHolder,
    scope: Scope,
    clock: Clock,
    seen: Sighting,
    off_by: timedelta,
    make_check: Callable[..., Check],
    unanswered: Callable[..., Answer],
) -> None:
    """Whatever the clock says, and before the service ever told the time."""
    first = await Store.open(directory, keys, retention=Retention(), clock=clock)
    await record(first, scope, make_check(sighting=seen), unanswered())
    assert await first.crop(scope, "check-1") == seen.crop
    await first.close()
    clock.at += off_by
    store = await Store.open(directory, keys, retention=Retention(crops=timedelta(0)), clock=clock)
    assert await store.crop(scope, "check-1") is None
    assert await store.upkeep.purge() == Purged(crops=1)
    assert await store.waiting(scope) == 1
    await store.close()


@pytest.mark.parametrize("wrong", [-DAY, DAY, 366 * DAY, -366 * DAY, -20_000 * DAY])
async def test_a_wrong_clock_loses_no_picture(
    store: Store,
    scope: Scope,
    clock: Clock,
    noon: datetime,
    wrong: timedelta,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """Wrong when it was taken or when the purge runs: it is there its full day, live answer or not."""
    await store.note_trusted(noon)
    crop, at = picture(), noon + wrong
    await record(store, scope, make_check("live", sighting=Sighting((), crop, at)), told())
    dated = unanswered(decided_at=max(at, noon))  # as the patrol dates an answer that is not live
    await record(store, scope, make_check("none", "XYZ1", sighting=Sighting((), crop, at)), dated)
    clock.at = noon + wrong
    assert (await store.upkeep.purge()).is_nothing
    clock.at = noon
    await pass_time(store, clock, 24 * HOUR)
    assert (await store.upkeep.purge()).crops == 0
    assert await store.crop(scope, "live") == crop
    assert await store.crop(scope, "none") == crop


async def test_who_waits_keeps_the_check_and_not_its_picture(
    store: Store,
    scope: Scope,
    clock: Clock,
    facts: PlateFacts,
    seen: Sighting,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """An unsent check and an alarm without its outcome are kept for ever; a picture never."""
    await record(store, scope, make_check("unsent", sighting=seen), unanswered())
    alarm = make_check("alarm", "XYZ789", sighting=replace(seen, crop=picture()))
    await record(store, scope, alarm, told(facts=facts, verdict="alarm"))
    await pass_time(store, clock, 3 * 365 * DAY)
    assert (await store.upkeep.purge()).crops == 2
    assert [entry.check.id for entry in await store.history(scope)] == ["alarm", "unsent"]
    assert (await store.holdings()).held.sightings == 2


async def test_the_candidates_go_with_their_row_of_the_log(
    store: Store,
    scope: Scope,
    clock: Clock,
    seen: Sighting,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """After a year neither check nor sighting is there; the younger one has both."""
    await record(store, scope, make_check("old", sighting=seen), told())
    await pass_time(store, clock, 365 * DAY + HOUR)
    young = make_check("young", checked_at=clock(), sighting=replace(seen, taken_at=clock()))
    await record(store, scope, young, told(365 * DAY + HOUR))
    assert await store.upkeep.purge() == Purged(checks=1)
    assert (await store.holdings()).held.sightings == 1
    assert await store.crop(scope, "young") == seen.crop


async def test_the_outlook_counts_pictures(
    store: Store,
    scope: Scope,
    clock: Clock,
    noon: datetime,
    seen: Sighting,
    make_check: Callable[..., Check],
    told: Callable[..., Answer],
) -> None:
    """How many there are, how many are over, and when the next one goes."""
    await record(store, scope, make_check("one", sighting=seen), told())
    await record(store, scope, make_check("two", sighting=seen), told(2 * HOUR))
    await record(store, scope, make_check("none", sighting=seen.without_crop()), told(2 * HOUR))
    await pass_time(store, clock, 25 * HOUR)
    crops = (await store.upkeep.outlook()).crops
    assert (crops.length, crops.records, crops.over) == (24 * HOUR, 2, 1)
    assert crops.next_at == noon + 24 * HOUR
