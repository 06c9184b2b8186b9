"""What the device holds, counted; and the wipe, after which no byte of it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from platecheck.errors import StorageError
from platecheck.facts import Lot
from platecheck.store import Acknowledgement, Answer, Check, FileKeyHolder, Scope, Store
from platecheck.store.holdings import Held

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

OTHER = Scope("https://service.example", "OTHER")


@pytest.fixture
async def filled(
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    unanswered: Callable[..., Answer],
    noon: datetime,
) -> Store:
    """Give a store with two clients' checks, alarms, a waiting check and a lot report."""
    await store.record(scope, make_check("one"), live())
    await store.record(scope, make_check("two"), live(60))
    await store.acknowledge(scope, Acknowledgement("two", "seen", noon, "Officer Tremblay"))
    await store.record(scope, make_check("three", "XYZ789"), unanswered())
    await store.record(OTHER, make_check("four", "QQQ111"), live(verdict="valid"))
    await store.save_lots(scope, [Lot("Lot 6", "M")], b"[]", noon)
    return store


async def test_everything_is_counted_whoever_it_is_of(filled: Store, noon: datetime, directory: Path) -> None:
    """Each family, of all clients; oldest and newest; the bytes on disk; alarms without an outcome."""
    holdings = await filled.holdings()
    assert holdings.held == Held(
        checks=4, answers=4, acknowledgements=1, lookups=2, queued=1, lot_snapshots=1
    )
    assert holdings.unacknowledged == 1
    assert (holdings.oldest, holdings.wiped_at) == (noon, None)
    assert holdings.newest is not None
    assert holdings.newest > noon
    assert holdings.size == _size(directory)
    assert not holdings.is_empty


def _size(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.glob("device.db*"))


async def test_an_empty_device_holds_nothing(store: Store) -> None:
    """Nothing is no error, and has no oldest."""
    holdings = await store.holdings()
    assert holdings.is_empty
    assert (holdings.oldest, holdings.newest, holdings.unacknowledged) == (None, None, 0)


def _secrets(directory: Path, store_rows: list[bytes]) -> list[str]:
    """Return which files still hold one of the rows' bytes."""
    return [
        path.name
        for path in directory.iterdir()
        if path.name.startswith("device.db") and any(row in path.read_bytes() for row in store_rows)
    ]


async def test_after_a_wipe_no_byte_is_left(filled: Store, directory: Path, noon: datetime) -> None:
    """Neither a plate's index nor a sealed blob is in the database, its free pages or its write-ahead log."""
    rows = await filled._connection.read(
        lambda db: [
            blob
            for query in (
                "SELECT plate_index, private FROM checks",
                "SELECT facts, body FROM answers",
                "SELECT officer, officer FROM acknowledgements",
                "SELECT plate_index, facts FROM lookups",
                "SELECT lots, body FROM lot_snapshots",
            )
            for row in db.execute(query)
            for blob in row
            if blob
        ]
    )
    assert len(rows) > 15
    assert _secrets(directory, rows)
    left = await filled.wipe(noon)
    assert left.is_empty
    assert left.wiped_at == noon
    assert _secrets(directory, rows) == []
    assert (directory / "device.db-wal").stat().st_size == 0
    names = [b"OC-TOMA", b"BIKE", b"service.example"]
    assert _secrets(directory, names) == []


async def test_what_a_wipe_leaves_works_on(
    filled: Store,
    scope: Scope,
    directory: Path,
    noon: datetime,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """The key, the device's id, trusted time and the schema stay; the log is append-only again."""
    before, device_id = await shape(filled), await filled.device_id()
    await filled.wipe(noon)
    assert await shape(filled) == before
    assert await filled.history(scope) == []
    assert await filled.find(scope, "ABC123") is None
    assert await filled.waiting(scope) == 0
    await filled.record(scope, make_check("five"), live())
    with pytest.raises(StorageError, match="TRIGGER"):
        await filled._connection.write(lambda db: db.execute("DELETE FROM checks"))
    again = await Store.open(directory, FileKeyHolder(directory))
    assert await again.device_id() == device_id
    assert [entry.check.id for entry in await again.history(scope)] == ["five"]
    assert (await again.holdings()).wiped_at == noon
    await again.close()


async def shape(store: Store) -> list[tuple[str, str]]:
    """Return tables, indexes and triggers."""
    return await store._connection.read(
        lambda db: db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    )


async def test_a_reader_elsewhere_is_said(filled: Store, directory: Path, noon: datetime) -> None:
    """While another process holds a copy of the records open, the wipe does not claim to be complete."""
    other = await Store.open(directory, FileKeyHolder(directory))

    def hold(db: object) -> None:
        db.execute("BEGIN")  # type: ignore[attr-defined]
        db.execute("SELECT count(*) FROM checks").fetchone()  # type: ignore[attr-defined]

    await other._connection.read(hold)
    await filled._connection.read(lambda db: db.execute("PRAGMA busy_timeout=50").fetchone())
    with pytest.raises(StorageError, match=r"[Aa]nother platecheck"):
        await filled.wipe(noon)
    assert (await filled.holdings()).is_empty
    await other.close()
    assert (await filled.wipe(noon)).is_empty
    assert (directory / "device.db-wal").stat().st_size == 0
