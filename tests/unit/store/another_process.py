"""Another platecheck on the same directory, started by the tests: what it did it prints.

usage: another_process.py VERB DIRECTORY NAME
"""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from platecheck.errors import DiskFull
from platecheck.facts import PlateFacts, Source
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Store

if TYPE_CHECKING:
    import sqlite3

SCOPE = Scope("https://service.example", "OC-TOMA")
NOW = datetime(2026, 7, 4, 12, tzinfo=UTC)


def say(text: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


async def record(store: Store, check_id: str) -> None:
    """Record one live answer of one plate per check."""
    check = Check(check_id, check_id, check_id, NOW, None, "Officer Roy", "patrol", "0.1.0")
    answer = Answer(
        source=Source.LIVE,
        facts=PlateFacts(check_id, alarm=check_id),
        fetched_at=NOW,
        verdict="alarm",
        recheck=False,
        decided_at=NOW,
        shown_at=NOW,
        latency_s=None,
        drift_s=0.0,
        problem=None,
        body=b"x" * 2000,
    )
    await store.record(SCOPE, check, answer)


async def record_some(directory: Path, name: str) -> None:
    """Wait for the word, then open the store and record twenty checks."""
    sys.stdin.readline()
    store = await Store.open(directory, FileKeyHolder(directory))
    for number in range(20):
        await record(store, f"{name}{number}")
    say(await store.device_id())
    await store.close()


async def record_for_ever(directory: Path, name: str) -> None:
    """Record until killed; a printed id is one that `record` came back from."""
    store = await Store.open(directory, FileKeyHolder(directory))
    for number in count():
        await record(store, f"{name}{number}")
        say(f"{name}{number}")


async def die_inside(directory: Path, table: str) -> None:
    """Be killed inside a transaction, right after a row went into `table`."""
    store = await Store.open(directory, FileKeyHolder(directory))

    def prepare(db: sqlite3.Connection) -> None:
        db.execute("PRAGMA trusted_schema=ON")
        db.create_function("die", 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
        db.execute(f"CREATE TEMP TRIGGER deadly AFTER INSERT ON main.{table} BEGIN SELECT die(); END")

    await record(store, "before")
    await store._connection.read(prepare)
    await record(store, "during")
    say("still alive")


async def fill_the_disk(directory: Path, name: str) -> None:
    """Record on a device with little room until it is full, then once more."""
    store = await Store.open(directory, FileKeyHolder(directory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, resource.RLIM_INFINITY))
    for number in range(1000):
        try:
            await record(store, f"{name}{number}")
        except DiskFull as full:
            say(full.title)
            break
        say(f"{name}{number}")
    say(f"found {(await store.find(SCOPE, f'{name}0')) is not None}")
    await store.close()


async def start_on_a_full_disk(directory: Path, _: str) -> None:
    """Open a new directory where nothing can be written."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        await Store.open(directory, FileKeyHolder(directory))
    except DiskFull as full:
        say(full.title)


VERBS = {
    verb.__name__: verb
    for verb in (record_some, record_for_ever, die_inside, fill_the_disk, start_on_a_full_disk)
}

if __name__ == "__main__":
    asyncio.run(VERBS[sys.argv[1]](Path(sys.argv[2]), sys.argv[3]))
