"""What the camera made of a plate: kept with its check, once, sealed, and read when it is asked for."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.faults.spoiling import is_sound, leaves, spoil
from tests.pictures import picture

from platecheck.errors import KeyLost, StorageError
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Seal, Sighting, Store, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

OFFERED = (("ABC1Z3", 0.93), ("ABC123", 0.41))


@pytest.fixture
def seen(noon: datetime) -> Sighting:
    """Return a plate read wrong, its second reading right."""
    return Sighting(OFFERED, picture(), noon)


async def test_it_is_kept_with_the_check_and_its_picture_read_apart(
    store: Store,
    scope: Scope,
    seen: Sighting,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """Every way to read the log has the candidates and no picture; the picture comes by itself."""
    await store.record(scope, make_check(sighting=seen), live())
    await store.record(scope, make_check("typed"), live())
    typed, entry = await store.history(scope)
    assert entry.check == make_check(
        sighting=Sighting(OFFERED, None, seen.taken_at), device_id=await store.device_id()
    )
    assert (entry.check.corrected, typed.check.sighting, typed.check.corrected) == (True, None, None)
    assert await store.entry(scope, "check-1") == entry
    assert [found.check for found in await store.entries(scope, [1, 2])] == [entry.check, typed.check]
    assert await store.crop(scope, "check-1") == seen.crop
    assert await store.crop(scope, "typed") is None
    assert await store.crop(Scope("https://service.example", "OTHER"), "check-1") is None
    assert [tally.corrected for tally in await store.tallies(scope)] == [None, True]
    assert len((await store.search(scope, Wanted(), 9)).lines) == 2


@pytest.mark.parametrize(
    ("offered", "corrected"),
    [((("abc-123", 0.9),), False), ((("ABC1Z3", 0.9), ("ABC123", 0.8)), True), ((), None)],
)
async def test_corrected_is_another_plate_than_the_best_one_offered(
    store: Store,
    scope: Scope,
    noon: datetime,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    offered: tuple[tuple[str, float], ...],
    corrected: bool | None,  # noqa: FBT001 - a case
) -> None:
    """Case and hyphens are no correction; where nothing was read there was nothing to correct."""
    await store.record(scope, make_check(sighting=Sighting(offered, None, noon)), live())
    (entry,) = await store.history(scope)
    assert entry.check.corrected is corrected
    assert [tally.corrected for tally in await store.tallies(scope)] == [corrected]


async def test_no_byte_of_it_is_readable_on_the_disk(
    store: Store,
    scope: Scope,
    directory: Path,
    noon: datetime,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """Neither candidate nor picture: the store seals them as it seals plates."""
    crop = picture(320)
    await store.record(scope, make_check(sighting=Sighting((("QQQ777", 0.9),), crop, noon)), live())
    held = b"".join(files_of(directory))
    assert b"QQQ777" not in held
    assert not any(crop[at : at + 24] in held for at in range(0, len(crop) - 24, 24))


async def test_it_is_kept_once_whatever_answers_follow(
    store: Store,
    scope: Scope,
    seen: Sighting,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> None:
    """The saved answer that came first brought it; the live one, with or without it, changes nothing."""
    await store.record(scope, make_check(sighting=seen), unanswered())
    await store.record(scope, make_check(sighting=Sighting((("XYZ789", 1.0),), None, seen.taken_at)), live())
    await store.record(scope, make_check(), live())
    (entry,) = await store.history(scope)
    assert len(entry.answers) == 3
    assert entry.check.sighting == seen.without_crop()
    assert await store.crop(scope, "check-1") == seen.crop
    assert (await store.holdings()).held.sightings == 1


async def test_a_check_that_is_refused_leaves_no_sighting(
    store: Store, scope: Scope, seen: Sighting, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """It is one transaction: what cannot be recorded whole is not there at all."""
    await store.record(scope, make_check(), live())
    with pytest.raises(StorageError, match="another plate"):
        await store.record(scope, make_check(plate="XYZ789", sighting=seen), live())
    with pytest.raises(StorageError):
        await store.record(scope, make_check("new", sighting=seen), live(verdict=None))
    assert (await store.holdings()).held.sightings == 0
    assert await store.history(scope, plate="XYZ789") == []


async def test_without_room_for_its_picture_the_check_is_written(
    store: Store,
    scope: Scope,
    noon: datetime,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """A nearly full device takes the check and its candidates, and says nothing is missing."""
    await store.record(scope, make_check("before"), live())
    await store._connection.read(
        lambda db: db.execute(
            f"PRAGMA max_page_count={db.execute('PRAGMA page_count').fetchone()[0] + 4}"
        ).fetchall()
    )
    crop = picture(400)
    assert len(crop) > 5 * 4096
    await store.record(scope, make_check("full", sighting=Sighting(OFFERED, crop, noon)), live())
    entry = await store.entry(scope, "full")
    assert entry is not None
    assert entry.check.sighting == Sighting(OFFERED, None, noon)
    assert await store.crop(scope, "full") is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sightings SET offered = CAST(offered || x'00' AS BLOB)",
        "UPDATE sightings SET offered = crop",
        "UPDATE sightings SET taken_at = 'yesterday'",
        "UPDATE sightings SET noted_at = '2026-07-05T23:00:00.000000+00:00'",
    ],
)
async def test_candidates_changed_on_disk_are_said_and_cost_no_check(
    directory: Path,
    store: Store,
    scope: Scope,
    seen: Sighting,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    statement: str,
) -> None:
    """The line stays with its plate and its answer; nothing is said to have been offered."""
    await store.record(scope, make_check(sighting=seen), live())
    tamper(directory, statement)
    (entry,) = await store.history(scope)
    assert entry.check.sighting is not None
    assert (entry.check.sighting.spoilt, entry.check.sighting.offered) == (True, ())
    assert (entry.check.plate, entry.answers) == ("ABC123", (live(),))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sightings SET crop = CAST(crop || x'00' AS BLOB)",
        "UPDATE sightings SET noted_at = '2026-07-05T23:00:00.000000+00:00'",
        "UPDATE sightings SET crop = (SELECT crop FROM sightings WHERE check_seq = 2)",
    ],
)
async def test_a_picture_changed_on_disk_is_not_shown(
    directory: Path,
    store: Store,
    scope: Scope,
    seen: Sighting,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    statement: str,
) -> None:
    """Nor one of another car, nor one that was made younger."""
    await store.record(scope, make_check(sighting=seen), live())
    await store.record(scope, make_check("other", sighting=Sighting((), picture(), seen.taken_at)), live())
    tamper(directory, statement)
    with pytest.raises(StorageError):
        await store.crop(scope, "check-1")


async def test_a_picture_of_another_key_stays_sealed(
    directory: Path,
    store: Store,
    scope: Scope,
    seen: Sighting,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """It is said that the key is another one; with the wrong key the device does not open at all."""
    await store.record(scope, make_check(sighting=seen), live())
    other = Seal(bytes(range(2, 34))).seal(seen.crop or b"", "sighting")
    tamper(directory, f"UPDATE sightings SET crop = x'{other.hex()}'")  # noqa: S608 - ours
    with pytest.raises(KeyLost):
        await store.crop(scope, "check-1")
    await store.close()
    (directory / "device.key").write_bytes(bytes(range(1, 33)))
    with pytest.raises(KeyLost):
        await Store.open(directory, FileKeyHolder(directory))


def files_of(directory: Path) -> list[bytes]:
    """Return what is in the database's files."""
    return [path.read_bytes() for path in directory.glob("device.db*")]


def tamper(directory: Path, statement: str) -> None:
    """Change the database behind the store's back, past its triggers."""
    with closing(sqlite3.connect(directory / "device.db", isolation_level=None)) as db:
        db.execute("DROP TRIGGER sightings_unchanged")
        db.execute(statement)


async def test_a_recovery_keeps_sightings(
    directory: Path,
    keys: FileKeyHolder,
    scope: Scope,
    noon: datetime,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """Of a damaged database every check that reads has its candidates and its picture as before."""
    store = await Store.open(directory, keys)
    crops = {f"check-{number}": picture() for number in range(60)}
    for number, (check_id, crop) in enumerate(crops.items()):
        sighting = Sighting(((f"P{number}", 0.9),), crop, noon)
        await store.record(scope, make_check(check_id, f"P{number}", sighting=sighting), live())
    await store.close()
    spoil(directory / "device.db", leaves(directory / "device.db", "checks")[1])
    again = await Store.open(directory, keys, clock=lambda: noon)
    entries = await again.history(scope)
    report = await again.recovered()
    assert report is not None
    assert 0 < len(entries) == report.kept["checks"] == report.kept["sightings"] < len(crops)
    for entry in entries:
        assert entry.check.sighting == Sighting(((entry.check.plate, 0.9),), None, noon)
        assert await again.crop(scope, entry.check.id) == crops[entry.check.id]
    await again.close()
    assert is_sound(directory / "device.db")


async def test_a_wipe_takes_it_along(
    store: Store,
    scope: Scope,
    directory: Path,
    seen: Sighting,
    noon: datetime,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """It is counted before, and no byte of it is left after."""
    await store.record(scope, make_check(sighting=seen), live())
    await store.record(scope, make_check("two", sighting=seen.without_crop()), live())
    held = (await store.holdings()).held
    assert (held.sightings, held.crops) == (2, 1)
    rows = await store._connection.read(
        lambda db: [
            bytes(blob) for row in db.execute("SELECT offered, crop FROM sightings") for blob in row if blob
        ]
    )
    assert (await store.wipe(noon)).is_empty
    files = files_of(directory)
    assert not any(row[-40:] in file for row in rows for file in files)


async def test_two_that_open_at_once_keep_one_each(
    directory: Path,
    keys: FileKeyHolder,
    scope: Scope,
    seen: Sighting,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """Of two processes with the same check, as a retry makes them, one brings its sighting."""
    stores = [await Store.open(directory, keys) for _ in range(2)]
    check = make_check(sighting=seen)
    await asyncio.gather(*(store.record(scope, check, live()) for store in stores))
    assert (await stores[0].holdings()).held.sightings == 1
    for store in stores:
        await store.close()
