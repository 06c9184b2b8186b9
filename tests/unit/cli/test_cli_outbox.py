"""`platecheck outbox`: what waits is sent once, what nobody knows the outcome of is never sent by itself."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from platecheck.pushes import LONGEST_EXPORT, PushEvent, PushState
from platecheck.sandbox.faults import FaultMode
from platecheck.store.files import DATABASE
from platecheck.wiring import build_services, read_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import CommandLine, OwnSandbox, Sandbox

FORBIDDEN = [
    "permits stats",
    "permits push --plate OFF001 --for 30",
    "permits push --plate OFF001 --for 30 --later",
    "permits update some-reference --amount 2",
    "permits delete some-reference --yes",
    "vehicles push --plate OFF001 --plate-type Motorcycle --prov MA",
    "users types",
    "users push unique_id=off1 login_source=OPSCOM",
    "users import {people}",
    "violations export --to {exports} --confirm OC-TOMA",
    "outbox list",
    "outbox send --all",
    "outbox discard some-push",
]


def _later(machine: CommandLine, plate: str) -> str:
    (line,) = machine.lines("permits", "push", "--plate", plate, "--for", "60", "--later")
    return str(line["id"])


def _states(machine: CommandLine, *words: str) -> list[tuple[str, str]]:
    return [(line["id"], line["state"]) for line in machine.lines("outbox", "list", *words)]


@pytest.mark.parametrize("words", FORBIDDEN)
def test_an_officer_is_refused_below_the_screens(
    cli: CommandLine, sandbox: Sandbox, tmp_path: Path, words: str
) -> None:
    """Exit code 2 and a sentence; nothing is sent, nothing is written down, no file is made."""
    people, exports = tmp_path / "people.csv", tmp_path / "exports"
    people.write_text("unique_id,login_source\noff1,OPSCOM\n")
    asked = sandbox.requests
    done = cli.run(*words.format(people=people, exports=exports).split())
    assert (done.returncode, done.stdout, sandbox.requests) == (2, "", asked)
    assert " for supervisors. Ask one, or change the role in Settings.\n" in done.stderr
    assert not exports.exists()
    with closing(sqlite3.connect(cli.directory / DATABASE)) as database:
        assert database.execute("SELECT count(*) FROM pushes").fetchone() == (0,)


def test_what_is_written_down_for_later_is_sent_once(supervisor: CommandLine, sandbox: Sandbox) -> None:
    """It waits unsent, is sent on demand, and a second time is refused without asking the platform."""
    asked = sandbox.requests
    push_id = _later(supervisor, "OUT001")
    assert _states(supervisor) == [(push_id, "waiting")]
    shown = supervisor.run("outbox", "list").stdout
    assert shown.startswith(f"WAITING  permit create  {push_id}\n  plate: OUT001\n")
    assert f"`platecheck outbox send {push_id}`" in shown
    assert sandbox.requests == asked
    (sent,) = supervisor.lines("outbox", "send", push_id)
    assert (sent["id"], sent["state"], sandbox.requests) == (push_id, "applied", asked + 1)
    assert supervisor.run("outbox", "list").stderr == "Nothing is open.\n"
    assert _states(supervisor, "--all") == [(push_id, "applied")]
    again = supervisor.run("outbox", "send", push_id)
    assert (again.returncode, again.stdout, sandbox.requests) == (2, "", asked + 1)
    assert "moved on" in again.stderr


def test_what_was_applied_stays_so(supervisor: CommandLine, sandbox: Sandbox) -> None:
    """It can be neither discarded nor settled, and --all leaves it alone."""
    (line,) = supervisor.lines("permits", "push", "--plate", "OUT010", "--for", "60")
    asked = sandbox.requests
    for verb in (("discard",), ("settle", "--not-applied")):
        assert supervisor.run("outbox", verb[0], line["id"], *verb[1:]).returncode == 2
    assert supervisor.run("outbox", "send", "--all").stderr == "Nothing waits.\n"
    assert _states(supervisor, "--all") == [(line["id"], "applied")]
    assert sandbox.requests == asked


def test_what_is_discarded_is_never_sent(supervisor: CommandLine, sandbox: Sandbox) -> None:
    """It is over, and neither its id nor --all sends it; an id nobody knows is said so."""
    asked = sandbox.requests
    push_id = _later(supervisor, "OUT002")
    (line,) = supervisor.lines("outbox", "discard", push_id)
    assert line["state"] == "discarded"
    assert supervisor.run("outbox", "send", push_id).returncode == 2
    assert supervisor.run("outbox", "send", "--all").returncode == 0
    assert sandbox.requests == asked
    unknown = supervisor.run("outbox", "discard", "no-such-push")
    assert unknown.returncode == 2
    assert "There is no push no-such-push here." in unknown.stderr


@pytest.mark.parametrize("words", [(), ("some-push", "--all")])
def test_send_wants_one_push_or_all(supervisor: CommandLine, words: tuple[str, ...]) -> None:
    """Neither and both are a usage error."""
    done = supervisor.run("outbox", "send", *words)
    assert done.returncode == 2
    assert "Name one push, or say --all." in done.stderr


def test_a_push_without_signal_waits_and_is_sent_later(office: CommandLine, own: OwnSandbox) -> None:
    """Exit code 3 and WAITING while nobody is there; --all tries one and stops; later every one goes once."""
    own.server.stop()
    done = office.run("permits", "push", "--plate", "OUT003", "--for", "60")
    assert done.returncode == 3
    assert done.stdout.startswith("WAITING  permit create  ")
    assert "Nothing was changed at the platform." in done.stdout
    _later(office, "OUT004")
    (tried,) = office.lines("outbox", "send", "--all", exit_code=3)
    assert (tried["draft"]["plate"], tried["state"]) == ("OUT003", "waiting")
    assert tried["problem"]["kind"] == "unreachable"
    own.server.start()
    sent = office.lines("outbox", "send", "--all")
    assert [(line["draft"]["plate"], line["state"]) for line in sent] == [
        ("OUT003", "applied"),
        ("OUT004", "applied"),
    ]
    assert own.state()["on_file"]["pushed_permits"] == 2
    assert office.lines("outbox", "send", "--all") == []
    assert office.lines("check", "OUT003")[0]["verdict"] == "valid"


def test_two_at_once_send_each_push_once(supervisor: CommandLine, sandbox: Sandbox) -> None:
    """Two commands on one directory: what one of them sends the other leaves alone."""
    waiting = {_later(supervisor, f"TWO00{number}") for number in range(4)}
    asked = sandbox.requests
    sandbox.break_(FaultMode.NONE, latency_s=0.1)
    running = [supervisor.start("outbox", "send", "--all", "--json") for _ in range(2)]
    ended = [(*process.communicate(timeout=60), process.returncode) for process in running]
    lines = [json.loads(line) for out, _err, _code in ended for line in out.splitlines()]
    assert [code for *_, code in ended] == [0, 0], ended
    assert sorted(line["id"] for line in lines) == sorted(waiting)
    assert {line["state"] for line in lines} == {"applied"}
    assert sandbox.requests == asked + len(waiting)


def test_a_refused_token_leaves_it_waiting(supervisor: CommandLine) -> None:
    """Exit code 4, the token nowhere in what is printed, and the push goes with the right one."""
    words = ("permits", "push", "--plate", "OUT005", "--for", "60")
    done = supervisor.run(*words, PLATECHECK_TOKEN="not-the-token")
    assert done.returncode == 4
    assert done.stdout.startswith("WAITING  permit create  ")
    assert "9034" in done.stdout
    assert "not-the-token" not in done.stdout + done.stderr
    (line,) = supervisor.lines("outbox", "send", "--all")
    assert line["state"] == "applied"


def _unknown(machine: CommandLine, sandbox: Sandbox, mode: FaultMode, plate: str) -> dict[str, Any]:
    sandbox.break_(mode)
    (line,) = machine.lines("permits", "push", "--plate", plate, "--for", "60", exit_code=5)
    sandbox.mend()
    return line


@pytest.mark.parametrize(
    ("mode", "why"),
    [
        (FaultMode.BAD, "could not be read"),
        (FaultMode.PORTAL, "was a web page"),
        (FaultMode.DEAD, "was lost on the way"),
        (FaultMode.ERROR, "was a failure of its own"),
    ],
)
def test_an_answer_that_broke_leaves_the_outcome_unknown(
    supervisor: CommandLine, sandbox: Sandbox, mode: FaultMode, why: str
) -> None:
    """Exit code 5, and no command sends it again."""
    line = _unknown(supervisor, sandbox, mode, "OUT006")
    assert line["state"] == "unknown"
    assert f"the service's answer {why}: it may have been done or not" in line["problem"]["message"]
    asked = sandbox.requests
    done = supervisor.run("outbox", "send", "--all")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing waits.\n")
    assert supervisor.run("outbox", "send", line["id"]).returncode == 2
    assert sandbox.requests == asked
    assert _states(supervisor) == [(line["id"], "unknown")]


def test_a_person_is_told_how_to_find_out_and_settles_it(supervisor: CommandLine, sandbox: Sandbox) -> None:
    """OUTCOME UNKNOWN names the check and the command; settled as applied it is over and never sent."""
    sandbox.break_(FaultMode.BAD)
    done = supervisor.run("permits", "push", "--plate", "OUT007", "--for", "60")
    sandbox.mend()
    assert done.returncode == 5
    assert done.stdout.startswith("OUTCOME UNKNOWN  permit create  ")
    push_id = done.stdout.split("\n", 1)[0].split()[-1]
    assert "`platecheck check OUT007`" in done.stdout
    assert f"`platecheck outbox settle {push_id} --applied`" in done.stdout
    assert supervisor.run("outbox", "settle", push_id).returncode == 2  # which of the two is not guessed
    asked = sandbox.requests
    (line,) = supervisor.lines("outbox", "settle", push_id, "--applied")
    assert line["state"] == "applied"
    assert _states(supervisor) == []
    assert supervisor.run("outbox", "send", push_id).returncode == 2
    assert sandbox.requests == asked


def test_what_was_not_applied_waits_again(supervisor: CommandLine, sandbox: Sandbox) -> None:
    """Settled as not applied it is sent once more, on demand, and cannot be settled again."""
    push_id = str(_unknown(supervisor, sandbox, FaultMode.BAD, "OUT008")["id"])
    (line,) = supervisor.lines("outbox", "settle", push_id, "--not-applied")
    assert line["state"] == "waiting"
    done = supervisor.run("outbox", "settle", push_id, "--applied")
    assert done.returncode == 2
    assert "known" in done.stderr
    asked = sandbox.requests
    (sent,) = supervisor.lines("outbox", "send", "--all")
    assert (sent["id"], sent["state"], sandbox.requests) == (push_id, "applied", asked + 1)


def test_a_rejected_push_is_no_reason_to_hold_up_the_next(supervisor: CommandLine) -> None:
    """What the platform says no to is told with its code; what waits behind it goes; exit code 2."""
    supervisor.lines("permits", "update", "of-elsewhere", "--amount", "3", "--yes", "--later")
    _later(supervisor, "OUT009")
    lines = supervisor.lines("outbox", "send", "--all", exit_code=2)
    assert [line["state"] for line in lines] == ["rejected", "applied"]
    assert lines[0]["problem"]["code"] == 9009


def test_an_export_that_was_cut_off_holds_up_nothing(supervisor: CommandLine, sandbox: Sandbox) -> None:
    """Its outcome is unknown: --all sends what is behind it, it is never sent, and can be let go of."""
    asyncio.run(_cut_off(supervisor, "export-1"))
    push_id = _later(supervisor, "OUT011")
    shown = supervisor.run("outbox", "list").stdout
    assert "OUTCOME UNKNOWN  overdue export  export-1" in shown
    assert "`platecheck outbox discard export-1`." in shown
    asked = sandbox.requests
    (sent,) = supervisor.lines("outbox", "send", "--all")
    assert (sent["id"], sent["state"], sandbox.requests) == (push_id, "applied", asked + 1)
    assert supervisor.run("outbox", "send", "export-1").returncode == 2
    assert sandbox.requests == asked + 1
    assert supervisor.lines("outbox", "settle", "export-1", "--not-applied")[0]["state"] == "discarded"


async def _cut_off(machine: CommandLine, push_id: str) -> None:
    services = await build_services(read_settings(machine.directory, machine.env))
    first = PushEvent(PushState.SENDING, datetime.now(UTC) - LONGEST_EXPORT * 2, "", {"file": "overdue"})
    await services.store.outbox.add(services.attempts.scope, push_id, "overdue_export", first)
    await services.close()
