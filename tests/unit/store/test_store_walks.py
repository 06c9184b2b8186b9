"""What is kept of a walk: sealed, once, for as long as the log, of one client, and never rewritten."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.unit.store.device_time import DAY, HOUR, Clock, pass_time
from tests.unit.store.test_store_tampering import spoil

from platecheck.errors import StorageError
from platecheck.store import FileKeyHolder, Scope, Store, WalkSummary
from platecheck.store.purging import Purged
from platecheck.store.records import WalksWanted

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

ALL = WalksWanted()


@pytest.fixture
def walk(noon: datetime) -> WalkSummary:
    """Return the summary of a walk that ended at noon."""
    totals = (("alarm", 1), ("valid", 34), ("no_permit", 4))
    return WalkSummary(
        "walk-1", noon - timedelta(minutes=14), noon, "Lot 6", "Officer Tremblay", 43, 47, totals
    )


async def test_a_walk_comes_back_as_it_was_kept(
    directory: Path, store: Store, scope: Scope, walk: WalkSummary
) -> None:
    """All of it, also from a database that was closed; one without a lot and without cars as well."""
    bare = replace(walk, id="walk-2", ended_at=walk.ended_at + HOUR, lot=None, cars=0, readings=0, totals=())
    for one in (walk, bare):
        await store.keep_walk(scope, one)
    await store.close()
    again = await Store.open(directory, FileKeyHolder(directory))
    assert await again.walks(scope, ALL) == [bare, walk]
    assert walk.length_s == 14 * 60
    await again.close()


async def test_a_walk_told_twice_is_one(store: Store, scope: Scope, walk: WalkSummary) -> None:
    """Who is not sure that it was written tells it again; the first one stays."""
    await store.keep_walk(scope, walk)
    await store.keep_walk(scope, walk)
    await store.keep_walk(scope, replace(walk, cars=1))
    assert await store.walks(scope, ALL) == [walk]
    assert (await store.holdings()).held.walks == 1


async def test_walks_are_found_by_time_lot_and_number(store: Store, scope: Scope, walk: WalkSummary) -> None:
    """From a moment on, before another one, in a lot or in none, the newest first; of one client only."""
    hours = [
        replace(walk, id=f"walk-{hour}", ended_at=walk.ended_at + hour * HOUR, lot=("Lot 6", None)[hour % 2])
        for hour in range(4)
    ]
    for one in (hours[2], hours[0], hours[3], hours[1]):
        await store.keep_walk(scope, one)

    async def ids(wanted: WalksWanted, of: Scope = scope) -> list[str]:
        return [found.id.removeprefix("walk-") for found in await store.walks(of, wanted)]

    assert await ids(ALL) == ["3", "2", "1", "0"]
    assert await ids(WalksWanted(since=hours[1].ended_at, until=hours[3].ended_at)) == ["2", "1"]
    assert await ids(WalksWanted(lot="Lot 6")) == ["2", "0"]
    assert await ids(WalksWanted(lot="")) == ["3", "1"]
    assert await ids(WalksWanted(limit=1)) == ["3"]
    assert await ids(ALL, Scope(scope.service, "OTHER")) == []


async def test_a_walk_by_a_clock_that_ran_backwards_has_no_length(walk: WalkSummary) -> None:
    """No walk is shorter than nothing."""
    assert replace(walk, began_at=walk.ended_at + HOUR).length_s == 0


async def test_whose_walk_it_was_and_what_it_counted_is_not_readable_on_disk(
    directory: Path, store: Store, scope: Scope, walk: WalkSummary
) -> None:
    """They are sealed like the log."""
    await store.keep_walk(scope, walk)
    await store.close()
    disk = await asyncio.to_thread(lambda: b"".join(path.read_bytes() for path in directory.iterdir()))
    assert b"walk-1" in disk
    for word in (b"Tremblay", b"no_permit", b'"cars"'):
        assert word not in disk


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE walks SET lot = 'LOT3'",
        "UPDATE walks SET noted_at = '1999'",
        "UPDATE walks SET private = x'00'",
        "DELETE FROM walks",
        "INSERT OR REPLACE INTO walks SELECT * FROM walks",
    ],
)
async def test_a_walk_cannot_be_made_undone(
    store: Store, scope: Scope, walk: WalkSummary, statement: str
) -> None:
    """No statement changes or removes it."""
    await store.keep_walk(scope, walk)
    with pytest.raises(StorageError, match="SQLITE_CONSTRAINT_TRIGGER"):
        await store._connection.write(lambda db: db.execute(statement))
    assert await store.walks(scope, ALL) == [walk]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE walks SET private = x'01020304' WHERE id = 'walk-1'",
        "UPDATE walks SET lot = 'LOT3' WHERE id = 'walk-1'",
        "UPDATE walks SET ended_at = '2026-07-03T12:00:00.000000+00:00' WHERE id = 'walk-1'",
        "UPDATE walks SET ended_at = 'yesterday' WHERE id = 'walk-1'",
        "UPDATE walks SET private = (SELECT private FROM walks WHERE id = 'walk-2') WHERE id = 'walk-1'",
    ],
)
async def test_a_walk_changed_on_disk_is_said_and_stops_no_other(
    directory: Path, store: Store, scope: Scope, walk: WalkSummary, statement: str
) -> None:
    """Its line stays without what was sealed: no figures are moved to another day, lot or walk."""
    other = replace(walk, id="walk-2", cars=2, lot=None)
    for one in (walk, other):
        await store.keep_walk(scope, one)
    spoil(directory, statement)
    found = {one.id: one for one in await store.walks(scope, ALL)}
    assert found["walk-2"] == other
    spoilt = found["walk-1"]
    assert spoilt.spoilt
    assert (spoilt.officer, spoilt.cars, spoilt.totals, spoilt.length_s) == ("", 0, (), 0)


async def test_a_walk_goes_with_the_logs_clock(
    timed_store: Store, scope: Scope, clock: Clock, walk: WalkSummary
) -> None:
    """It is there for a year, counted among what goes next, and gone after it; a younger one stays."""
    await timed_store.keep_walk(scope, walk)
    await pass_time(timed_store, clock, 365 * DAY)
    young = replace(walk, id="walk-2", ended_at=clock())
    await timed_store.keep_walk(scope, young)
    assert (await timed_store.upkeep.purge()).is_nothing
    await pass_time(timed_store, clock, HOUR)
    due = (await timed_store.upkeep.outlook()).log
    assert (due.records, due.over) == (2, 1)
    assert await timed_store.upkeep.purge() == Purged(walks=1)
    assert await timed_store.walks(scope, ALL) == [young]


async def test_a_clock_that_was_set_back_lets_no_walk_go_too_early(
    timed_store: Store, scope: Scope, clock: Clock, walk: WalkSummary
) -> None:
    """It shows the device's time, and is kept from the time the service told last."""
    await timed_store.note_trusted(clock())
    await timed_store.keep_walk(scope, replace(walk, ended_at=clock() - 364 * DAY))
    await pass_time(timed_store, clock, 300 * DAY)
    assert (await timed_store.upkeep.purge()).is_nothing
    (kept,) = await timed_store.walks(scope, ALL)
    assert kept.ended_at == walk.ended_at - 364 * DAY


async def test_a_wipe_takes_the_walks(
    directory: Path, store: Store, scope: Scope, walk: WalkSummary, noon: datetime
) -> None:
    """A device that only walked has something to wipe, and nothing after it."""
    await store.keep_walk(scope, walk)
    held = await store.holdings()
    assert not held.is_empty
    assert (held.oldest, held.newest) == (noon, noon)
    assert (await store.wipe(noon)).is_empty
    assert await store.walks(scope, ALL) == []
    await store.close()
    assert b"walk-1" not in (directory / "device.db").read_bytes()


async def test_a_damaged_database_gives_up_its_walks_row_by_row(
    directory: Path, keys: FileKeyHolder, store: Store, scope: Scope, walk: WalkSummary
) -> None:
    """What reads is in the new one, and as it was."""
    await store.keep_walk(scope, walk)
    await store.close()
    path = directory / "device.db"
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])
    mended = await Store.open(directory, keys)
    assert mended.has_mended
    assert await mended.walks(scope, ALL) == [walk]
    recovery = await mended.recovered()
    assert recovery is not None
    assert recovery.kept["walks"] == 1
    await mended.close()
