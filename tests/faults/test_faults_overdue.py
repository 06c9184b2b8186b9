"""The overdue export through faults and kills: asked for once, and nothing of its answer is lost."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.faults.phone import SCOPE
from tests.faults.proxy import Fault, Proxy, controller_says, resets, says, swallows

from platecheck.errors import PushMoved
from platecheck.pushes import PushState
from platecheck.sandbox.service import SandboxServer
from platecheck.store import FileKeyHolder, Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.phone import Phone

    Told = Callable[[str, str, str], None]

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "fault", "state"),
    [
        ("overdue: time-out, request sent", swallows, PushState.UNKNOWN),
        ("overdue: reset mid-body", resets, PushState.UNKNOWN),
        ("overdue: HTTP 500", says(500, {}), PushState.UNKNOWN),
        ("overdue: code 9002 with 200", controller_says(9002, 200), PushState.REJECTED),
        ("overdue: HTTP 403", says(403, {}), PushState.REJECTED),
    ],
)
async def test_an_export_that_fails_is_never_made_again_by_itself(
    phone: Phone, between: Proxy, tmp_path: Path, told: Told, name: str, fault: Fault, state: PushState
) -> None:
    """What may have been marked is said to be unknown, what came of it is kept, and it is asked for once."""
    exports = tmp_path / "exports"
    with between.failing(fault):
        done = await phone.overdue(between.url).export(exports, confirm=SCOPE.client)
    assert (between.met, done.push.last.state, done.violations) == (1, state, ())
    office = phone.office(between.url)
    with pytest.raises(PushMoved):
        await office.send(done.push)
    parts = list(exports.glob("*.part"))
    assert ([done.part_file] if done.part_file else []) == parts
    if fault is resets:
        assert len(parts[0].read_bytes()) > 10_000
    if state is PushState.UNKNOWN:
        settled = await office.settle(done.push, applied=False)
        assert settled.last.state is PushState.DISCARDED
    told(name, state.value.upper(), "what came of the answer" if parts else "that it was asked for")


async def test_an_export_is_given_once(phone: Phone, between: Proxy, tmp_path: Path) -> None:
    """The answer as it came, a table and a summary; the second one says that there is nothing."""
    overdue = phone.overdue(between.url)
    done = await overdue.export(tmp_path / "exports", confirm=SCOPE.client)
    assert done.body_file is not None
    assert done.table_file is not None
    raw = json.loads(done.body_file.read_bytes())
    assert len(raw["records"]) == len(done.violations) == sum(group.violations for group in done.summary)
    assert len(done.table_file.read_text("utf-8-sig").splitlines()) == 1 + len(done.violations)
    phone.offset = timedelta(seconds=1)
    again = await overdue.export(tmp_path / "exports", confirm=SCOPE.client)
    assert (again.push.last.state, again.violations, again.problem) == (PushState.APPLIED, (), "")


KILLED = """
    import asyncio, os, sys
    from pathlib import Path
    from tests.faults.phone import SCOPE, open_phone

    left = int(sys.argv[3])

    def counted(real):
        def call(*args, **more):
            global left
            if armed:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), 9)
            return real(*args, **more)
        return call

    armed = False
    for name in ("write", "fsync", "close", "rename", "open"):
        setattr(os, name, counted(getattr(os, name)))

    async def export():
        global armed
        async with open_phone(Path(sys.argv[1])) as phone:
            phone.deadline_s = 20
            overdue = phone.overdue(sys.argv[2])
            real = overdue._client.violations.send_overdue_to_collections

            async def arrived(take):
                global armed
                answer = await real(take)
                armed = True
                return answer

            overdue._client.violations.send_overdue_to_collections = arrived
            await overdue.export(Path(sys.argv[1]) / "exports", confirm=SCOPE.client)

    asyncio.run(export())
"""


async def test_killed_at_any_step_after_the_body_came_an_export_loses_nothing(
    tmp_path: Path, told: Told
) -> None:
    """At each write, sync and rename between the last byte and the end, the whole answer is on the disk."""
    steps = 0
    while True:
        place = tmp_path / str(steps)
        with SandboxServer(place / "platform") as server:
            environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
            done = await asyncio.to_thread(
                subprocess.run,
                [sys.executable, "-c", textwrap.dedent(KILLED), place / "device", server.url, str(steps)],
                check=False,
                cwd=ROOT,
                env=environment | {"PYTHONPATH": f"{ROOT}/app:{ROOT}"},
            )
        files = [path for path in (place / "device" / "exports").iterdir() if ".json" in path.name]
        assert len(files) == 1
        assert len(json.loads(files[0].read_bytes())["records"]) > 10
        store = await Store.open(place / "device", FileKeyHolder(place / "device"))
        (push,) = await store.outbox.pushes(SCOPE)
        await store.close()
        assert push.last.state in {PushState.SENDING, PushState.APPLIED}
        if done.returncode != -9:
            assert done.returncode == 0
            break
        steps += 1
    assert steps >= 3
    told("overdue: killed after the body came", f"{steps} moments", "the whole answer, each time")
