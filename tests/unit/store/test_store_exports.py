"""Which copies of the log were taken: noted for good, sealed, and of one client."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.store.test_store_migrations import restore

from platecheck.errors import StorageError
from platecheck.store import ExportNote, FileKeyHolder, Scope, Store, Wanted
from platecheck.store.records import Match

if TYPE_CHECKING:
    from datetime import datetime


@pytest.fixture
def note(noon: datetime) -> ExportNote:
    """Return what is noted of an export."""
    wanted = Wanted("ABC", Match.START, "alarm", "BIKE")
    return ExportNote(noon, "Officer Tremblay", "Appeal of 12 May", "csv", 17, wanted)


async def test_an_export_comes_back_as_it_was_noted(store: Store, scope: Scope, note: ExportNote) -> None:
    """When, who, why, what and how much, newest first; a filter that was off stays off."""
    later = replace(note, exported_at=note.exported_at + timedelta(days=1), format="json", wanted=Wanted())
    no_lot = replace(note, wanted=Wanted(lot=""))
    for one in (note, no_lot, later):
        await store.note_export(scope, one)
    assert await store.exports(scope, 10) == [later, no_lot, note]
    assert await store.exports(scope, 1) == [later]
    assert await store.exports(Scope(scope.service, "OTHER"), 10) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE exports SET rows = 1",
        "UPDATE exports SET exported_at = ''",
        "UPDATE exports SET private = x'00'",
        "DELETE FROM exports",
    ],
)
async def test_an_export_cannot_be_made_undone(
    store: Store, scope: Scope, note: ExportNote, statement: str
) -> None:
    """No statement changes or removes what was noted."""
    await store.note_export(scope, note)
    with pytest.raises(StorageError, match="SQLITE_CONSTRAINT_TRIGGER"):
        await store._connection.write(lambda db: db.execute(statement))
    assert await store.exports(scope, 1) == [note]


async def test_who_and_why_are_not_readable_on_disk(
    directory: Path, store: Store, scope: Scope, note: ExportNote
) -> None:
    """Names, reasons and plates are sealed like the log."""
    await store.note_export(scope, note)
    await store.close()
    disk = await asyncio.to_thread(lambda: b"".join(path.read_bytes() for path in directory.iterdir()))
    for word in (b"Tremblay", b"Appeal", b'"ABC"'):
        assert word not in disk


async def test_a_note_that_was_changed_on_disk_loses_what_was_sealed(
    store: Store, scope: Scope, note: ExportNote
) -> None:
    """Its number of checks is bound in: a smaller one cannot be pretended with the same reason."""
    await store.note_export(scope, note)
    await store._connection.write(
        lambda db: [db.execute("DROP TRIGGER exports_unchanged"), db.execute("UPDATE exports SET rows = 1")]
    )
    (found,) = await store.exports(scope, 1)
    assert (found.officer, found.reason, found.rows) == ("", "", 1)


async def test_the_exports_of_an_older_version_are_still_there(tmp_path: Path) -> None:
    """What version 2 noted is read by this one."""
    directory = tmp_path / "old"
    restore(Path(__file__).with_name("schema_v002.sql"), directory)
    store = await Store.open(directory, FileKeyHolder(directory))
    (found,) = await store.exports(Scope("https://service.example", "OC-TOMA"), 9)
    assert (found.officer, found.reason, found.format, found.rows) == (
        "Officer Roy",
        "Frozen for the tests",
        "csv",
        2,
    )
    assert found.wanted == Wanted("ABC", Match.START, "alarm", "BIKE")
    await store.close()
