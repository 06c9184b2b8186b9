"""Whole or not at all: transactions, cancelled callers, other processes, full and damaged disks."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import DatabaseDamaged, DiskFull, StorageError
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Store

if TYPE_CHECKING:
    from collections.abc import Callable

ANOTHER = Path(__file__).with_name("another_process.py")
TABLES = ("scopes", "checks", "answers", "lookups", "rechecks", "changes")


def start(verb: str, directory: Path, name: str = "P") -> subprocess.Popen[str]:
    """Start another platecheck on the directory."""
    command = [sys.executable, str(ANOTHER), verb, str(directory), name]
    pipe = subprocess.PIPE
    # Not measured: a process that is killed would leave a torn coverage file behind.
    quiet = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=quiet)  # noqa: S603


def run(verb: str, directory: Path, name: str = "P") -> tuple[list[str], str, int]:
    """Run another platecheck to its end: the lines it printed, its errors, its exit code."""
    with start(verb, directory, name) as process:
        out, errors = process.communicate("\n")
    return out.splitlines(), errors, process.returncode


def put(directory: Path, content: bytes) -> None:
    """Put a file where a new device has its database."""
    directory.mkdir()
    (directory / "device.db").write_bytes(content)


def names(directory: Path) -> list[str]:
    """Return what is in the directory."""
    return sorted(path.name for path in directory.iterdir())


async def plates(directory: Path, scope: Scope) -> set[str]:
    """Return every plate in the log, each entry whole and with its lookup."""
    store = await Store.open(directory, FileKeyHolder(directory))
    entries = await store.history(scope)
    for entry in entries:
        assert len(entry.answers) == 1
        found = await store.find(scope, entry.check.plate)
        assert found is not None
        assert found.facts == entry.answers[0].facts
    assert await store.waiting(scope) == 0
    await store.close()
    return {entry.check.plate for entry in entries}


async def counts(store: Store) -> dict[str, int]:
    """Return how many rows each table has."""
    return await store._connection.read(
        lambda db: {t: sum(1 for _ in db.execute(f"SELECT 1 FROM {t}")) for t in TABLES}  # noqa: S608 - ours
    )


@pytest.mark.parametrize("table", TABLES)
async def test_a_step_that_fails_leaves_nothing_of_its_transaction(
    directory: Path,
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    unanswered: Callable[..., Answer],
    table: str,
) -> None:
    """Log, lookup, queue and trusted time are written together or not at all."""
    with closing(sqlite3.connect(directory / "device.db")) as db:
        db.execute(f"CREATE TRIGGER no BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END")
    answer = unanswered() if table == "rechecks" else live(drift_s=0.0)
    changed_from = "valid" if table == "changes" else None
    with pytest.raises(StorageError):
        await store.record(scope, make_check(), answer, changed_from=changed_from)
    assert set((await counts(store)).values()) == {0}
    assert await store.trusted_at() is None
    with closing(sqlite3.connect(directory / "device.db")) as db:
        db.execute("DROP TRIGGER no")
    await store.record(scope, make_check(), answer)
    assert (await store.history(scope))[0].answers == (answer,)


@pytest.mark.parametrize("table", ["checks", "answers", "lookups"])
async def test_a_kill_inside_a_transaction_leaves_nothing_of_it(
    directory: Path, scope: Scope, table: str
) -> None:
    """After kill -9 between two rows the check before is whole and this one never was."""
    out, errors, code = await asyncio.to_thread(run, "die_inside", directory, table)
    assert (out, code) == ([], -9), errors
    assert await plates(directory, scope) == {"before"}


async def test_a_kill_loses_nothing_that_was_recorded(directory: Path, scope: Scope) -> None:
    """Whatever `record` came back from is there after kill -9 at a random moment."""
    with start("record_for_ever", directory) as process:
        assert process.stdout is not None
        recorded = {process.stdout.readline().strip() for _ in range(25)}
        process.kill()
        recorded |= {line.strip() for line in process.stdout if line.endswith("\n")}
    assert len(recorded) >= 25
    assert recorded <= await plates(directory, scope)


async def test_two_processes_may_start_at_once_on_a_new_directory(directory: Path, scope: Scope) -> None:
    """They agree on one key, one device id and one schema, and lose nothing of each other's."""
    processes = [start("record_some", directory, name) for name in "ABC"]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    ends = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], ends
    assert len({out for out, _ in ends}) == 1
    assert await plates(directory, scope) == {f"{name}{number}" for name in "ABC" for number in range(20)}


async def test_a_full_disk_is_said_and_keeps_what_was_recorded(directory: Path, scope: Scope) -> None:
    """Nothing is lost, the failed check left nothing, and the store still answers."""
    out, errors, code = await asyncio.to_thread(run, "fill_the_disk", directory)
    assert code == 0, errors
    *recorded, title, found = out
    assert (title, found) == ("This device is full", "found True")
    assert len(recorded) > 3
    assert await plates(directory, scope) == set(recorded)


async def test_a_start_on_a_full_disk_is_said(directory: Path, scope: Scope) -> None:
    """With no room for a database at all, the error is ours, and a later start works."""
    out, errors, code = await asyncio.to_thread(run, "start_on_a_full_disk", directory)
    assert (out, code) == (["This device is full"], 0), errors
    assert names(directory) == ["device.lock"]
    assert await plates(directory, scope) == set()
    assert names(directory) == ["device.db", "device.key", "device.lock"]


async def test_a_database_at_its_limit_takes_records_again_once_there_is_room(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """SQLite's own 'full' is the same error, and the record can be retried."""
    limit = "PRAGMA max_page_count=1"
    await store._connection.read(lambda db: db.execute(limit))
    with pytest.raises(DiskFull):
        await store.record(scope, make_check(), live(body=bytes(50_000)))
    assert await store.history(scope) == []
    await store._connection.read(lambda db: db.execute("PRAGMA max_page_count=100000"))
    await store.record(scope, make_check(), live(body=bytes(50_000)))
    assert len(await store.history(scope)) == 1


async def test_a_cancelled_caller_does_not_stop_the_record(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """A screen that goes away while the worker is busy loses nothing."""
    gate = threading.Event()
    busy = asyncio.create_task(store._connection.read(lambda _: gate.wait()))
    recording = asyncio.create_task(store.record(scope, make_check(), live()))
    await asyncio.sleep(0)
    recording.cancel()
    with pytest.raises(asyncio.CancelledError):
        await recording
    gate.set()
    await busy
    assert len(await store.history(scope)) == 1


async def test_an_opening_that_is_cancelled_leaves_a_directory_that_opens(
    directory: Path, keys: FileKeyHolder, scope: Scope
) -> None:
    """Leaving the app while it starts does no harm."""
    opening = asyncio.create_task(Store.open(directory, keys))
    await asyncio.sleep(0)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    assert await plates(directory, scope) == set()


async def test_a_busy_database_is_said_and_the_record_can_be_retried(
    directory: Path,
    keys: FileKeyHolder,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """Another process that holds the database does not lose the record, it delays it."""
    store = await Store.open(directory, keys, busy_s=0.01)
    with closing(sqlite3.connect(directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="Another platecheck"):
            await store.record(scope, make_check(), live())
        assert await store.find(scope, "ABC123") is None
        other.execute("ROLLBACK")
    await store.record(scope, make_check(), live())
    assert len(await store.history(scope)) == 1
    await store.close()


@pytest.mark.parametrize("content", [b"not a database, but long enough to look like a header" * 100, b""])
async def test_a_file_that_is_no_database_is_said_and_left_alone(
    directory: Path, keys: FileKeyHolder, content: bytes
) -> None:
    """A damaged or emptied file without a key is not written over."""
    put(directory, content)
    with pytest.raises(DatabaseDamaged):
        await Store.open(directory, keys)
    assert (directory / "device.db").read_bytes() == content


async def test_somebody_else_s_database_is_said_and_left_alone(directory: Path, keys: FileKeyHolder) -> None:
    """A database with other tables is not taken over."""
    put(directory, b"")
    with closing(sqlite3.connect(directory / "device.db")) as db:
        db.execute("CREATE TABLE recipes (name)")
    before = (directory / "device.db").read_bytes()
    with pytest.raises(DatabaseDamaged, match="not platecheck's"):
        await Store.open(directory, keys)
    assert (directory / "device.db").read_bytes() == before
    assert keys.load() is None


@pytest.mark.parametrize("place", ["a file", "below a file"])
async def test_a_directory_that_cannot_be_made_is_said(tmp_path: Path, place: str) -> None:
    """An impossible place is an error of ours."""
    (tmp_path / "file").write_text("")
    directory = tmp_path / "file" / "below" if place == "below a file" else tmp_path / "file"
    with pytest.raises(StorageError, match="directory cannot be used"):
        await Store.open(directory, FileKeyHolder(directory))


async def test_a_closed_store_says_so(store: Store, scope: Scope) -> None:
    """Closing twice is fine; asking afterwards is an error of ours."""
    await store.close()
    await store.close()
    with pytest.raises(StorageError, match="closed"):
        await store.find(scope, "ABC123")


async def test_the_connection_is_durable_and_forgets_nothing_in_free_pages(store: Store) -> None:
    """Every commit is synced, and deleted content is overwritten."""
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    found = await store._connection.read(
        lambda db: {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
    )
    assert found == expected
