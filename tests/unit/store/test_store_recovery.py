"""A damaged database: set aside whole, recovered as far as it reads, and said.

A little over 300 lines: one subject, each test a damage of its own.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.faults.spoiling import PAGE, content, cut, is_sound, leaves, put, spoil

from platecheck.errors import DatabaseDamaged, DatabaseTooNew, DiskFull, KeyLost, ProblemKind
from platecheck.store import Answer, Check, FileKeyHolder, Recovery, Scope, Store
from platecheck.store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

CHECKS = 60


@pytest.fixture
async def filled(
    directory: Path,
    keys: FileKeyHolder,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    unanswered: Callable[..., Answer],
) -> Path:
    """Return the closed database of a device with a log and a queue."""
    store = await Store.open(directory, keys)
    for number in range(CHECKS):
        answer = unanswered() if number % 3 == 0 else live(body=bytes(300))
        await store.record(scope, make_check(f"check-{number}", f"P{number}"), answer)
    await store.close()
    return directory / "device.db"


def asides(directory: Path) -> list[Path]:
    """Return what was set aside."""
    return sorted(directory.glob("damaged-*"))


async def reopened(directory: Path, noon: datetime) -> tuple[Store, Recovery | None]:
    """Open the device and ask for the report."""
    store = await Store.open(directory, FileKeyHolder(directory), clock=lambda: noon)
    return store, await store.recovered()


async def test_every_row_that_reads_is_kept_and_the_damaged_file_too(
    filled: Path, noon: datetime, scope: Scope
) -> None:
    """A leaf of the log is lost: its rows are counted, the others are there, and so is the old file."""
    damaged = spoil(filled, leaves(filled, "checks")[2])
    store, _ = await reopened(filled.parent, noon)
    entries = await store.history(scope)
    report = await store.recovered()
    assert report is not None
    assert report.at == noon
    assert not report.told
    assert 0 < report.unreadable["checks"] < CHECKS
    assert len(entries) == report.kept["checks"] == CHECKS - report.unreadable["checks"]
    assert len({entry.check.id for entry in entries}) == len(entries)
    assert all(entry.answers[0].facts for entry in entries if entry.answers[0].verdict == "alarm")
    assert content(filled.parent / report.aside / "device.db") == damaged
    await store.close()
    assert is_sound(filled)


async def test_damage_met_while_running_is_mended_and_the_job_done(
    filled: Path,
    noon: datetime,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """An officer's check goes on over it: the record that met the damage is written."""
    store, before = await reopened(filled.parent, noon)
    assert before is None
    spoil(filled, *range(2, len(content(filled)) // PAGE + 1))
    await store.record(scope, make_check("during", "NOW1"), live())
    assert [entry.check.id for entry in await store.history(scope, plate="NOW1")] == ["during"]
    assert await store.recovered() is not None
    await store.close()
    assert is_sound(filled)


async def test_a_check_whose_answer_is_lost_says_so_and_waits_for_one(
    filled: Path, noon: datetime, scope: Scope
) -> None:
    """It is NOT CHECKED with a storage problem, and in the queue again: never a line without an answer."""
    spoil(filled, *leaves(filled, "answers")[1:4])
    store, _ = await reopened(filled.parent, noon)
    entries = await store.history(scope)
    report = await store.recovered()
    assert report is not None
    lost = [e for e in entries if e.answers[0].problem and e.answers[0].problem.kind is ProblemKind.STORAGE]
    assert len(entries) == CHECKS
    assert 0 < len(lost) == report.unreadable["answers"]
    assert {(entry.answers[0].verdict, len(entry.answers)) for entry in lost} == {("not_checked", 1)}
    answered = sum(1 for entry in entries if entry.answers[0].facts)
    assert await store.waiting(scope) == CHECKS - answered
    await store.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"not a database",
        lambda held: held[:100],
        lambda held: os.urandom(len(held)),
    ],
    ids=["emptied", "text", "cut to its header", "noise"],
)
async def test_what_cannot_be_read_at_all_is_set_aside_and_a_new_one_begun(
    filled: Path, noon: datetime, scope: Scope, damage: Callable[[bytes], bytes]
) -> None:
    """The app starts, says that it does not know how much is lost, and the file is kept whole."""
    damaged = damage(content(filled))
    put(filled, damaged)
    store, report = await reopened(filled.parent, noon)
    assert report is not None
    assert not report.counted
    assert await store.history(scope) == []
    assert content(filled.parent / report.aside / "device.db") == damaged
    await store.close()


async def test_a_database_without_its_first_page_is_read_with_a_new_one(
    filled: Path, noon: datetime, scope: Scope
) -> None:
    """The page that tells what the others are is the same in every new database."""
    damaged = spoil(filled, 1)
    store, report = await reopened(filled.parent, noon)
    assert report is not None
    assert (len(await store.history(scope)), await store.waiting(scope)) == (CHECKS, CHECKS // 3)
    assert content(filled.parent / report.aside / "device.db") == damaged
    await store.close()
    assert is_sound(filled)


async def test_an_upgraded_database_without_its_first_page_is_read_as_the_older_one(
    directory: Path,
    noon: datetime,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was added after the log had grown lies elsewhere; the log itself is found."""
    with monkeypatch.context() as older:
        older.setattr("platecheck.store.migrations.MIGRATIONS", MIGRATIONS[:1])
        store = await Store.open(directory, FileKeyHolder(directory))
        for number in range(CHECKS):
            await store.record(scope, make_check(f"check-{number}", f"P{number}"), live(body=bytes(300)))
        await store.close()
    await (await Store.open(directory, FileKeyHolder(directory))).close()
    spoil(directory / "device.db", 1)
    again, report = await reopened(directory, noon)
    assert report is not None
    assert len(await again.history(scope)) == CHECKS
    await again.close()
    assert is_sound(directory / "device.db")


async def test_a_file_that_was_cut_gives_what_is_before_the_cut(
    filled: Path, noon: datetime, scope: Scope
) -> None:
    """The log up to the cut is there."""
    cut(filled, "checks")
    store, report = await reopened(filled.parent, noon)
    assert report is not None
    assert 0 < len(await store.history(scope)) == report.kept["checks"] < CHECKS
    await store.close()


async def test_a_log_without_its_database_is_recovered_from(
    directory: Path,
    keys: FileKeyHolder,
    noon: datetime,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """SQLite would delete records that are still in the write-ahead log: they are read from it first."""
    store = await Store.open(directory, keys)
    await store.record(scope, make_check(), live())
    wal = content(directory / "device.db-wal")
    await store.close()
    (directory / "device.db").rename(directory / "device.db-wal")
    put(directory / "device.db-wal", wal)
    again, report = await reopened(directory, noon)
    assert report is not None
    assert [entry.answers for entry in await again.history(scope)] == [(live(),)]
    assert content(directory / report.aside / "device.db-wal") == wal
    await again.close()


async def test_another_process_keeps_a_damaged_database_where_it_is(
    filled: Path, keys: FileKeyHolder, noon: datetime
) -> None:
    """Nothing is replaced under the feet of one who has it open; afterwards it is."""
    first, _ = await reopened(filled.parent, noon)
    held = content(filled)
    put(filled, b"\x55" * len(held))
    with pytest.raises(DatabaseDamaged, match="another platecheck has it open"):
        await Store.open(filled.parent, keys, busy_s=0.1)
    assert asides(filled.parent) == []
    put(filled, held)
    await first.close()
    put(filled, b"\x55" * len(held))
    second, report = await reopened(filled.parent, noon)
    assert report is not None
    await second.close()


async def test_of_two_that_start_at_once_one_recovers_and_both_open(
    filled: Path, keys: FileKeyHolder, scope: Scope
) -> None:
    """There is one report, one directory aside, and both see the same log."""
    cut(filled, "checks")
    stores = await asyncio.gather(*(Store.open(filled.parent, keys) for _ in range(3)))
    logs = [[entry.check.id for entry in await store.history(scope)] for store in stores]
    assert logs[0]
    assert logs[0] == logs[1] == logs[2]
    assert len(asides(filled.parent)) == 1
    for store in stores:
        await store.close()


async def test_a_damaged_database_of_a_newer_app_is_left_alone(filled: Path, keys: FileKeyHolder) -> None:
    """An older app does not take it for its own."""
    with closing(sqlite3.connect(filled, isolation_level=None)) as db:
        db.execute("INSERT INTO migrations VALUES (?, 'm999_later', '')", (len(MIGRATIONS) + 1,))
    held = content(filled)[:-PAGE]
    put(filled, held)
    with pytest.raises(DatabaseTooNew):
        await Store.open(filled.parent, keys)
    assert content(filled) == held


async def test_without_its_key_a_damaged_database_is_left_alone(filled: Path, keys: FileKeyHolder) -> None:
    """No new key is made, and what could be read with the old one is not moved."""
    kept = (filled.parent / "device.key").rename(filled.parent / "kept.key")
    put(filled, b"\x55" * PAGE)
    with pytest.raises(DatabaseDamaged, match="key is missing"):
        await Store.open(filled.parent, keys)
    assert content(filled) == b"\x55" * PAGE
    kept.rename(filled.parent / "device.key")
    await (await Store.open(filled.parent, keys)).close()


async def test_with_another_key_a_damaged_database_is_left_alone(filled: Path, keys: FileKeyHolder) -> None:
    """What only the right key can open is not rebuilt under a wrong one."""
    put(filled.parent / "device.key", bytes(range(1, 33)))
    held = content(filled)[:-PAGE]
    put(filled, held)
    with pytest.raises(KeyLost):
        await Store.open(filled.parent, keys)
    assert content(filled) == held
    assert asides(filled.parent) == []


async def test_no_room_for_a_recovery_is_said_and_touches_nothing(
    filled: Path, keys: FileKeyHolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The damaged file stays where it is until there is room."""
    held = b"\x55" * PAGE
    put(filled, held)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            await Store.open(filled.parent, keys)
    assert content(filled) == held
    assert asides(filled.parent) == []
    await (await Store.open(filled.parent, keys)).close()


async def test_the_report_is_told_once_and_stays(filled: Path, noon: datetime) -> None:
    """Whoever has seen it is not told again; a wipe takes what was set aside with it."""
    put(filled, b"\x55" * PAGE)
    store, report = await reopened(filled.parent, noon)
    assert report is not None
    await store.note_recovery_told(report.at)
    told = await store.recovered()
    assert told is not None
    assert told.told
    await store.wipe(noon)
    assert asides(filled.parent) == []
    await store.close()
