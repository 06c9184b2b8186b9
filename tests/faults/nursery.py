"""Apps that are killed: a process that imports platecheck once, and forks one for every order.

Started by the tests as a process of its own. Orders are a JSON line: a list of objects with `verb` (see
`VERBS`), `directory`, `env`, `out` (the file that becomes its standard output) and what the verb takes;
`kill` names the moment at which the child kills itself, counted as in `Moments`. The next line tells
whether the first of them is to be killed now. It answers with their exit statuses.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import sqlite3
import sys
import uuid
from contextlib import aclosing
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import tests.preloaded  # noqa: F401 - for its imports
from tests.pictures import picture

from platecheck.answers import Outcome
from platecheck.cli import lines
from platecheck.copies import Format
from platecheck.errors import ProblemKind
from platecheck.opscom import PushKind, read_draft
from platecheck.preparing import Choice
from platecheck.store import Sighting, StoredProblem, Waiting, WalkSummary, Wanted
from platecheck.wiring import Installation, Services, change_settings

Order = dict[str, Any]
_WRITES = ("COMMIT", "VACUUM", "PRAGMA wal_checkpoint", "PRAGMA journal_mode")
_MOVES = ("os.rename", "os.link", "os.remove")
CROP = picture(240)
"""What the camera saw of every plate; it fills pages of its own."""
DISK = 900_000
"""Bytes a file may have on the full disk."""


class Moments:
    """Counts what changes the disk for good, says so on standard error, and kills at one of them.

    Before and after every commit of SQLite, and before every file that is moved, linked or removed.
    """

    def __init__(self, directory: str, kill: int | None) -> None:
        self._directory = directory
        self._kill = kill
        self._number = count()

    def watch(self) -> None:
        """Watch from now on: SQLite through the connections it makes, files through Python's audit."""
        met = self.met

        class Watched(sqlite3.Connection):
            def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
                if not sql.startswith(_WRITES):
                    return super().execute(sql, *args)
                what = _job() if sql == "COMMIT" else sql
                met(f"before {what}")
                cursor = super().execute(sql, *args)
                met(f"after {what}")
                return cursor

        sqlite3.connect = partial(sqlite3.connect, factory=Watched)  # type: ignore[assignment]  # as asked
        sys.addaudithook(self._audit)

    def met(self, what: str) -> None:
        """Note a moment; it is the last one when it is the one that was ordered."""
        number = next(self._number)
        os.write(2, f"{number} {what}\n".encode())
        if number == self._kill:
            os.kill(os.getpid(), signal.SIGKILL)

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        if event in _MOVES and str(args[0]).startswith(self._directory):
            self.met(f"before {event} {Path(str(args[0])).name.partition('-')[0]}")


def _job() -> str:
    """Name the code whose transaction this is: the store's method, or the function that began it."""
    frame: Any = sys._getframe(2)
    while frame:
        name = Path(frame.f_code.co_filename).name
        job = frame.f_locals.get("job")
        if frame.f_code.co_name == "writing" and job is not None:
            return str(job.__qualname__.partition(".<locals>")[0])
        if "platecheck" in frame.f_code.co_filename and frame.f_code.co_name != "transaction":
            step = frame.f_locals.get("step")
            inside = getattr(step, "__name__", "") if frame.f_code.co_name == "migrate" else ""
            return f"{name}:{frame.f_code.co_name} {inside}".strip()
        frame = frame.f_back
    return "?"


async def check(services: Services, plate: str, *, offline: bool = False) -> None:
    """Check a plate and print every answer as `platecheck check --json` does, as soon as it may be shown.

    The camera read it, and took it for another one.
    """
    patrol = services.patrol
    seen = Sighting((("MISREAD", 0.6), (plate, 0.5)), CROP, patrol.clock())
    async for result in patrol.answers(patrol.press(plate, sighting=seen), offline=offline):
        line = lines.check_line(result, result.verdict_then(patrol.site), services.settings.zone)
        lines.emit(line | {"unsaved": result.unsaved is not None})
        if result.answer.verdict == "alarm":
            await patrol.acknowledge(result, Outcome.SEEN)


async def patrol(services: Services, order: Order) -> None:
    """Check plate after plate; every third without the network."""
    for number, plate in enumerate(order["plates"]):
        await check(services, plate, offline=number % 3 == 2)


async def look_back(services: Services, order: Order) -> None:
    """Read the log, and go on checking."""
    await services.patrol.history()
    await patrol(services, order)


async def everything(services: Services, order: Order) -> None:
    """Do all that writes to the disk, wiping last where that is ordered."""
    change_settings(services.settings.data_dir, {"officer": "Roy"})
    await patrol(services, order)
    await services.occupancy.figures()
    await services.log.copy(Wanted(), Format.CSV, reason="Appeal of 12 May", officer="Roy")
    now = services.patrol.clock()
    await services.patrol.end_walk(WalkSummary("walk", now, now, None, "Roy", 2, 3, (("alarm", 2),)))
    await push(services)
    await services.store.note_trusted(now)
    await services.store.note_recovery_told(services.patrol.clock())
    await drain(services)
    await prepare(services)
    await services.store.upkeep.purge()
    if order.get("wipe"):
        await services.store.wipe(services.patrol.clock())


async def push(services: Services) -> None:
    """Push a vehicle, and let go of another that was only written down."""
    office = services.office
    fields = {"plate": f"V{uuid.uuid4().hex[:6]}", "plate_type": "Passenger", "prov": "ON"}
    draft = read_draft(PushKind.VEHICLE_CREATE, fields)
    await office.push(draft)
    await office.discard(await office.write_down(draft))


async def drain(services: Services) -> None:
    """Ask for what waits, once in vain, and acknowledge what changed."""
    queue, now = services.store.queue, services.patrol.clock()
    asked = await queue.claim(services.scope, "tests", now)
    if isinstance(asked, Waiting):
        await queue.note_attempt(asked, StoredProblem(ProblemKind.TIMEOUT, "No answer in time.", None), now)
    await queue.release(services.scope, "tests")
    async with aclosing(services.rechecks.drain()) as results:
        async for _ in results:
            pass
    for change in await services.rechecks.changes():
        await services.rechecks.acknowledge(change)


async def prepare(services: Services) -> None:
    """Refresh a plate that nobody could be asked about."""
    await check(services, "PRE4711", offline=True)
    plan = await services.preparation.plan(Choice(days=1))
    async with aclosing(services.preparation.run(plan)) as steps:
        async for _ in steps:
            pass


async def fill_the_disk(services: Services, order: Order) -> None:
    """Check until the disk is full and some more, read, and check again when there is room."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (DISK, hard))
    for plate in order["plates"]:
        await check(services, plate)
    lines.emit({"read": len(await services.patrol.history())})
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    await check(services, order["plates"][0])


VERBS = {verb.__name__: verb for verb in (patrol, look_back, everything, fill_the_disk)}


async def live(order: Order) -> None:
    """Be the app for one order."""
    installation = Installation(Path(order["directory"]), order["env"])
    services = await installation.services()
    await VERBS[order["verb"]](services, order)
    report = await services.store.recovered()
    if report is not None:
        lines.emit({"recovered": report.kept, "unreadable": report.unreadable, "aside": report.aside})
    await installation.close()


def child(order: Order) -> None:
    """Turn into the app of an order; never returns."""
    status = 1
    try:
        os.dup2(os.open(order["out"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 1)
        os.dup2(os.open(order["out"] + ".moments", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
        moments = Moments(order["directory"], order.get("kill"))
        moments.watch()
        asyncio.run(live(order))
        status = 0
    except BaseException as error:  # noqa: BLE001 - the test reads it; the parent's code must not run on here
        os.write(2, f"{error!r}\n".encode())
    finally:
        sys.stdout.flush()
        os._exit(status)


def main() -> None:
    """Take orders until there are no more."""
    for text in sys.stdin:
        pids = []
        for order in json.loads(text):
            pid = os.fork()
            if pid == 0:
                child(order)
            pids.append(pid)
        # Nobody is waited for before this word: until then the number is this child's and no other's.
        if json.loads(sys.stdin.readline()):
            os.kill(pids[0], signal.SIGKILL)
        ends = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
        sys.stdout.write(f"{json.dumps(ends)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    lines.write_utf8()
    main()
