"""What happens to the device itself: full, damaged, shared, upgraded, or with a token taken away."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.faults.killing import Killer, lines_of, lost_or_doubled, moments_of
from tests.faults.phone import SCOPE, Phone, headline, open_phone, said
from tests.faults.proxy import Proxy, says
from tests.faults.spoiling import content, cut, is_sound, leaves, put, spoil

from platecheck.errors import ProblemKind
from platecheck.facts import Source
from platecheck.sandbox.training import TRAINING_PLATES, VALID
from platecheck.store import Scope, codec, scopes
from platecheck.store.log_rows import check_context
from platecheck.store.sealing import Seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from platecheck.answers import Result

    Told = Callable[[str, str, str], None]

PLATES = list(TRAINING_PLATES)
DUMPS = sorted((Path(__file__).parents[1] / "unit" / "store").glob("schema_v*.sql"))
KEY = bytes(range(1, 33))
"""What the dumps are sealed with."""
FULL = 40
"""Checks in a full queue."""
GONE = says(503, {})
REVOKED = says(401, {"error": 9034, "data": None, "message": "API Token unknown."})


async def test_a_full_disk(killer: Killer, directory: Path, told: Told) -> None:
    """What cannot be saved is shown and marked, the log is read, and all is written when there is room."""
    plates = [f"FULL{number}" for number in range(80)]
    assert killer.run(directory, "fill_the_disk", plates=plates) == [0], moments_of(directory)
    shown = lines_of(directory)
    checks = [line for line in shown if "id" in line]
    unsaved = [line for line in checks if line["unsaved"]]
    assert 3 < len(unsaved) < len(plates)
    assert {line["problem"]["kind"] for line in unsaved} == {"storage"}
    assert {line["verdict"] for line in unsaved} == {"no_permit"}
    (read,) = [line["read"] for line in shown if "read" in line]
    assert read == len(plates) - len(unsaved)
    assert await lost_or_doubled(directory, killer.scope, shown, pictures=False) == []
    told(
        "disk full",
        "NO PERMIT, and: this device takes no more data",
        f"{len(checks)} of {len(checks)} once, {len(unsaved)} of them later; the log was read meanwhile",
    )


@contextmanager
def small_disk(at: Path) -> Iterator[None]:
    """Mount a disk of one megabyte, where this machine lets us."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None:
        pytest.skip("no mount here")
    at.mkdir()
    done = subprocess.run(  # noqa: S603 - a fixed command
        [mount, "-t", "tmpfs", "-o", "size=1m", "platecheck-test", str(at)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"a tmpfs may not be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run([umount, str(at)], check=True)  # noqa: S603 - as above


async def test_a_small_disk_that_fills_up(proxy: Proxy, tmp_path: Path, told: Told) -> None:
    """On a real full file system nothing shown is lost once somebody makes room."""
    with small_disk(tmp_path / "disk"):
        ballast = tmp_path / "disk" / "ballast"
        async with open_phone(tmp_path / "disk" / "device") as phone:
            put_new(ballast, bytes(400_000))
            results: list[Result] = []
            while sum(result.unsaved is not None for result in results) < 5:
                results.append(await phone.check(proxy.url, f"TINY{len(results)}"))
            unsaved = [result for result in results if result.unsaved is not None]
            saved = len(results) - len(unsaved)
            assert saved
            assert len(await phone.patrol(proxy.url).history()) == saved
            ballast.unlink()
            results.append(await phone.check(proxy.url, VALID))
            assert results[-1].unsaved is None
            log = {entry.check.id: entry.answers for entry in await phone.log()}
        assert log == {result.check.id: (result.answer,) for result in results}
    told(
        "a disk of 1 MB, full",
        f"{headline(unsaved[0])}, marked not saved",
        f"{len(results)} of {len(results)} once",
    )


def put_new(path: Path, held: bytes) -> None:
    """Write a new file."""
    path.write_bytes(held)


async def filled(directory: Path, url: str, checks: int = 40) -> set[str]:
    """Use a phone for a while, and return the plates of its log."""
    async with open_phone(directory) as phone:
        for number in range(checks):
            await phone.check(url, f"LOG{number:03}")
        return {entry.check.plate for entry in await phone.log()}


@pytest.mark.parametrize("damage", ["a page", "cut", "header", "noise"])
async def test_a_damaged_database(proxy: Proxy, directory: Path, told: Told, damage: str) -> None:
    """The app starts, tells what it found, keeps the damaged file whole, and has every row that reads."""
    plates = await filled(directory, proxy.url)
    database = directory / "device.db"
    match damage:
        case "a page":
            spoil(database, leaves(database, "checks")[1])
        case "cut":
            cut(database, "checks")
        case "header":
            spoil(database, 1)
        case _:
            put(database, bytes(reversed(content(database))))
    damaged = content(database)
    async with open_phone(directory) as phone:
        kept = {entry.check.plate for entry in await phone.patrol(proxy.url).history()}
        report = await phone.store.recovered()
        assert report is not None
        assert not report.told
        assert kept <= plates
        assert len(kept) == report.kept.get("checks", 0)
        result = await phone.check(proxy.url, VALID)
        assert (result.answer.source, result.unsaved) == (Source.LIVE, None)
    assert is_sound(database)
    aside = directory / report.aside
    assert content(aside / "device.db") == damaged
    lost = f"{report.lost} records not readable" if report.counted else "how many are lost is not known"
    told(
        f"database damaged: {damage}",
        f"“This device’s database was damaged”, {lost}",
        f"{len(kept)} of {len(plates)} checks, the file whole in {report.aside.partition('-')[0]}-…",
    )


def test_a_command_says_that_the_database_was_damaged(killer: Killer, directory: Path, told: Told) -> None:
    """The command that meets the damage answers all the same, and says once what happened."""
    assert killer.run(directory, "patrol", plates=PLATES) == [0]
    spoil(directory / "device.db", leaves(directory / "device.db", "checks")[1])
    command = [Path(sys.executable).with_name("platecheck"), "history", "--json"]
    env = os.environ | killer.env | {"PLATECHECK_DATA_DIR": str(directory)}
    first, second = (
        subprocess.run(command, capture_output=True, text=True, env=env, check=True)  # noqa: S603 - our own
        for _ in range(2)
    )
    assert "database was damaged" in first.stderr
    assert second.stderr == ""
    assert first.stdout == second.stdout
    kept = len(first.stdout.splitlines())
    assert f"{kept} checks were recovered" in first.stderr
    told(
        "database damaged, a command",
        first.stderr.partition(". ")[0],
        f"{kept} of {len(PLATES)} checks, listed",
    )


async def test_two_that_start_on_a_damaged_database(killer: Killer, directory: Path, told: Told) -> None:
    """One recovers it, the other waits; both go on, and there is one file aside."""
    assert killer.run(directory, "patrol", plates=PLATES) == [0]
    before = lines_of(directory)
    cut(directory / "device.db", "checks")
    assert killer.run(directory, "patrol", directory, plates=PLATES[:5]) == [0, 0], moments_of(directory)
    after = [*lines_of(directory)[len(before) :], *lines_of(directory, 1)]
    assert await lost_or_doubled(directory, killer.scope, after) == []
    assert len(list_of(directory, "damaged-*")) == 1
    assert sum("recovered" in line for line in after) == 2
    told("two start on a damaged one", "both: the database was damaged", "one recovery, both patrols once")


def list_of(directory: Path, pattern: str) -> list[Path]:
    """Return what there is."""
    return list(directory.glob(pattern))


async def test_two_processes_on_one_directory(killer: Killer, directory: Path, told: Told) -> None:
    """Two that start on an empty directory and patrol at once lose and double nothing of each other's."""
    ends = killer.run(directory, "patrol", directory, plates=PLATES)
    assert ends == [0, 0], moments_of(directory)
    shown = [*lines_of(directory), *lines_of(directory, 1)]
    assert len(shown) == 2 * len(PLATES)
    assert not any(line["unsaved"] for line in shown)
    assert await lost_or_doubled(directory, killer.scope, shown) == []
    told("two processes, one directory", "every answer, saved", f"{len(shown)} of {len(shown)} once")


def full_queue(dump: Path, directory: Path, scope: Scope) -> list[str]:
    """Make a device of an older version whose queue is full, and return the ids of what waits."""
    directory.mkdir(mode=0o700)
    (directory / "device.key").write_bytes(KEY)
    seal = Seal(KEY)
    ids = [f"old-{number}" for number in range(FULL)]
    with closing(sqlite3.connect(directory / "device.db")) as db:
        db.executescript(dump.read_text())
        db.execute("UPDATE rechecks SET settled_at = queued_at")  # the dump's own one is not ours to answer
        scope_id = scopes.ensure(db, scope)
        at = "2026-07-04T12:00:00.000000+00:00"
        for number, check_id in enumerate(ids):
            plate = PLATES[number % len(PLATES)]
            private = seal.seal(
                codec.write_texts(plate=plate, typed=plate, officer=""), check_context(check_id)
            )
            index = scopes.plate_index(seal, scope, plate)
            cursor = db.execute(
                "INSERT INTO checks"
                " (id, scope_id, plate_index, checked_at, reason, app_version, device_id, private)"
                " VALUES (?, ?, ?, ?, 'officer', '0.0.9', 'old', ?)",
                (check_id, scope_id, index, at, private),
            )
            seq = cursor.lastrowid
            db.execute(
                "INSERT INTO answers"
                " (check_seq, number, source, verdict, recheck, decided_at, shown_at, problem_kind)"
                " VALUES (?, 1, 'none', 'not_checked', 0, ?, ?, 'unreachable')",
                (seq, at, at),
            )
            db.execute(
                "INSERT INTO rechecks (check_seq, scope_id, plate_index, queued_at) VALUES (?, ?, ?, ?)",
                (seq, scope_id, index, at),
            )
        db.commit()
    return ids


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_an_upgrade_with_a_full_queue(proxy: Proxy, directory: Path, told: Told, dump: Path) -> None:
    """Every check that waited waits still, can be read, and gets its answer."""
    ids = full_queue(dump, directory, SCOPE)
    async with open_phone(directory) as phone:
        assert await phone.store.waiting(SCOPE) == FULL
        log = (await phone.log())[-FULL:]
        assert [entry.check.id for entry in log] == ids
        assert [entry.check.plate for entry in log] == [PLATES[n % len(PLATES)] for n in range(FULL)]
        for plate in sorted({entry.check.plate for entry in log}):
            assert (await phone.check(proxy.url, plate)).answer.source is Source.LIVE
        assert await phone.store.waiting(SCOPE) == 0
    assert is_sound(directory / "device.db")
    told(
        f"upgrade from {dump.stem}, {FULL} queued",
        "NOT CHECKED, as before it",
        f"{FULL} of {FULL} once, then answered",
    )


async def test_a_token_revoked_while_the_queue_is_full(phone: Phone, proxy: Proxy, told: Told) -> None:
    """Each check says that the service refuses; nothing leaves the queue until it accepts again."""
    plates = [f"WAIT{number}" for number in range(FULL)]
    with proxy.failing(GONE):
        for plate in plates:
            await phone.check(proxy.url, plate)
    with proxy.failing(REVOKED):
        refused = [await phone.check(proxy.url, plate) for plate in plates[:5]]
    kinds = {result.answer.problem.kind for result in refused if result.answer.problem}
    assert kinds == {ProblemKind.REFUSED}
    assert await phone.store.waiting(SCOPE) == FULL + 5
    for plate in plates:
        await phone.check(proxy.url, plate)
    assert await phone.store.waiting(SCOPE) == 0
    assert len(await phone.log()) == 2 * FULL + 5
    told(
        f"token revoked, {FULL} queued",
        said(refused[0]),
        f"{FULL + 5} queued until it is accepted, then answered",
    )
