"""The schema, from a blank directory and from every version a device in the field may have."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.pictures import picture

from platecheck.errors import DatabaseTooNew
from platecheck.pushes import PushState
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Settlement, Sighting, Store
from platecheck.store.crops import check_crop
from platecheck.store.migrations import MIGRATIONS
from platecheck.store.records import Place, WalksWanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

# One dump a released version, made when it was released; its rows are sealed with this key.
DUMPS = sorted(Path(__file__).parent.glob("schema_v*.sql"))
KEY = bytes(range(1, 33))
SEEN_SINCE = "schema_v006"
"""The first version that keeps what the camera read."""
WALKED_SINCE = "schema_v007"
"""The first version that keeps walks."""
PUSHED_SINCE = "schema_v008"
"""The first version that keeps what is pushed."""


def restore(dump: Path, directory: Path) -> None:
    """Put an old version's database and its key where a device has them."""
    directory.mkdir()
    (directory / "device.key").write_bytes(KEY)
    with closing(sqlite3.connect(directory / "device.db")) as db:
        db.executescript(dump.read_text())


def shape(directory: Path) -> dict[str, Any]:
    """Return tables, columns, references, indexes and triggers, however their SQL is spelt."""
    with closing(sqlite3.connect(directory / "device.db")) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        triggers = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
        return {
            name: [
                sorted(db.execute(f"PRAGMA {question}({name})").fetchall(), key=repr)
                for question in ("table_info", "foreign_key_list")
            ]
            + [
                sorted(
                    (unique, partial, [row[2] for row in db.execute(f"PRAGMA index_info('{index}')")])
                    for _, index, unique, _, partial in db.execute(f"PRAGMA index_list({name})")
                )
            ]
            for name in tables
        } | {"triggers": triggers}


def test_every_released_version_has_its_frozen_dump() -> None:
    """Who adds a migration freezes the dump that it makes: `schema_v002.sql` and so on."""
    assert [dump.name for dump in DUMPS] == [f"schema_v{n:03}.sql" for n in range(1, len(MIGRATIONS) + 1)]


def test_migrations_are_numbered_as_they_run() -> None:
    """The n-th is called m00n_…, and its docstring says what it does."""
    for number, step in enumerate(MIGRATIONS, 1):
        assert step.__name__.startswith(f"m{number:03}_")
        assert step.__doc__


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_an_old_database_becomes_a_new_one_with_everything_in_it(
    dump: Path,
    tmp_path: Path,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    noon: datetime,
) -> None:
    """Log, lookup, queue, lots and device survive, and new records go in beside them."""
    old, new = tmp_path / "old", tmp_path / "new"
    restore(dump, old)
    await (await Store.open(new, FileKeyHolder(new))).close()
    store = await Store.open(old, FileKeyHolder(old))
    newer, older = await store.history(scope)
    assert (newer.check.plate, newer.check.typed, newer.check.officer) == ("XYZ789", "xyz 789", "Officer Roy")
    assert [answer.verdict for answer in older.answers] == ["not_checked", "alarm"]
    assert older.answers[1].facts is not None
    assert older.answers[1].facts.alarm == "*** Violence / Weapons ***"
    assert older.acknowledgement is not None
    found = await store.find(scope, "ABC123")
    assert found is not None
    assert found.facts == older.answers[1].facts
    assert await store.body(scope, "ABC123") == b'{"error":0}'
    assert await store.waiting(scope) == 1
    lots = await store.latest_lots(scope)
    assert lots is not None
    assert lots.lots[0].name == "Lot 6"
    assert await store.is_training() is False
    assert await store.device_id() == "frozen-device"
    (receipt,) = await store.queue.receipts(scope, noon)
    assert (receipt.plate, receipt.attempts, receipt.place) == ("XYZ789", 0, Place.WAITING)
    assert receipt.problem is not None
    sighting = newer.check.sighting
    if dump.stem < SEEN_SINCE:
        assert sighting is None
    else:
        assert sighting == Sighting((("XYZ7B9", 0.91), ("XYZ789", 0.42)), None, noon)
        crop = await store.crop(scope, newer.check.id)
        assert crop is not None
        check_crop(crop)
    walks = await store.walks(scope, WalksWanted())
    assert [(walk.officer, walk.cars) for walk in walks] == [("Officer Roy", 43)] * (
        dump.stem >= WALKED_SINCE
    )
    pushes = await store.outbox.pushes(scope, still_open=True)
    told = [(push.last.state, push.last.problem, push.draft) for push in pushes]
    kept = (PushState.UNKNOWN, "timeout", {"plate": "PL8RDR", "zone": "Lot 4"})
    assert told == [kept] * (dump.stem >= PUSHED_SINCE)
    seen = Sighting((("XYZ7B9", 0.9),), picture(), noon)
    check = make_check(plate="XYZ789", sighting=seen)
    await store.record(scope, check, live(), settle=lambda _: Settlement(live(), "not_checked"))
    assert await store.crop(scope, check.id) == seen.crop
    assert await store.waiting(scope) == 0
    assert [change.plate for change in await store.queue.changes(scope)] == ["XYZ789"]
    await store.close()
    assert shape(old) == shape(new)


async def test_opening_again_migrates_nothing(directory: Path, store: Store, keys: FileKeyHolder) -> None:
    """Each migration is recorded once."""
    await (await Store.open(directory, keys)).close()
    rows = await store._connection.read(
        lambda db: db.execute("SELECT number, name FROM migrations").fetchall()
    )
    assert rows == [(number, step.__name__) for number, step in enumerate(MIGRATIONS, 1)]


async def test_a_newer_database_is_left_alone(directory: Path, store: Store, keys: FileKeyHolder) -> None:
    """An app that was put back to an older version does not touch it."""
    await store._connection.write(
        lambda db: db.execute("INSERT INTO migrations VALUES (?, 'm999_later', '')", (len(MIGRATIONS) + 1,))
    )
    await store.close()
    before = (directory / "device.db").read_bytes()
    with pytest.raises(DatabaseTooNew, match="Update the app"):
        await Store.open(directory, keys)
    assert (directory / "device.db").read_bytes() == before


async def test_a_migration_that_fails_leaves_nothing_and_can_run_again(
    directory: Path,
    keys: FileKeyHolder,
    monkeypatch: pytest.MonkeyPatch,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    noon: datetime,
) -> None:
    """A step that breaks half-way is undone whole; what was recorded before it is there."""

    def m002_break_half_way(db: Any) -> None:
        """Break."""
        db.table("plates").create({"name": str})
        db.execute("SELECT * FROM nowhere")

    store = await Store.open(directory, keys)
    await store.record(scope, make_check(checked_at=noon), live())
    await store.close()
    before = shape(directory)
    with monkeypatch.context() as patch:
        patch.setattr("platecheck.store.migrations.MIGRATIONS", (*MIGRATIONS, m002_break_half_way))
        with pytest.raises(Exception, match="SQLITE_ERROR"):
            await Store.open(directory, keys)
    assert shape(directory) == before
    again = await Store.open(directory, keys)
    assert len(await again.history(scope)) == 1
    await again.close()
