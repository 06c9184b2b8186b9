"""`platecheck recheck`: what waits is asked again, and what changed is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from platecheck.sandbox.faults import FaultMode
from platecheck.sandbox.training import ALARM, NO_PERMIT, VALID

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine, Sandbox


def test_each_recheck_is_the_line_of_a_check(cli: CommandLine) -> None:
    """Oldest first, under the check's own id, with the verdict it changed from; then nothing waits."""
    checks = cli.lines("check", ALARM, NO_PERMIT, "--offline", exit_code=3)
    lines = cli.lines("recheck")
    assert [line["id"] for line in lines] == [line["id"] for line in checks]
    assert [(line["verdict"], line["source"]) for line in lines] == [("alarm", "live"), ("no_permit", "live")]
    assert set(lines[0]) == {*checks[0], "changed_from"}
    assert [line["changed_from"] for line in lines] == ["not_checked", "not_checked"]
    assert [line["verdict"] for line in cli.lines("history")] == ["no_permit", "alarm"]
    done = cli.run("recheck", "--json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "No check waits for an answer.\n")


def test_an_answer_that_stands_changed_from_nothing(cli: CommandLine) -> None:
    """A saved answer that the platform confirms has no `changed_from`."""
    cli.lines("check", VALID)
    cli.lines("check", VALID, "--offline")
    (line,) = cli.lines("recheck")
    assert (line["verdict"], line["source"], line["changed_from"]) == ("valid", "live", None)


def test_a_person_sees_rows_and_how_far_it_is(cli: CommandLine) -> None:
    """Verdicts on standard output, progress on standard error."""
    cli.lines("check", ALARM, VALID, "--offline", exit_code=3)
    done = cli.run("recheck")
    assert done.returncode == 0
    assert "ALARM" in done.stdout
    assert "Changed: it was NOT CHECKED." in done.stdout
    assert done.stderr == "1 of 2\n2 of 2\n"


def test_without_a_way_to_the_service_everything_stays(cli: CommandLine, sandbox: Sandbox) -> None:
    """One is asked, its line has the problem, the rest is left: exit code 3, even with saved answers."""
    cli.lines("check", VALID)
    cli.lines("check", VALID, ALARM, "--offline", exit_code=3)
    sandbox.break_(FaultMode.DEAD)
    (line,) = cli.lines("recheck", exit_code=3)
    assert (line["verdict"], line["source"], line["changed_from"]) == ("valid", "cache", None)
    assert line["problem"]["kind"] == "unreachable"
    shown = cli.run("recheck")
    assert "No connection to 127.0.0.1." in shown.stdout
    assert shown.stderr == "1 of 2\n2 left. There is no way to the service: the rest stays in the queue.\n"
    sandbox.mend()
    assert len(cli.lines("recheck")) == 2


def test_a_refused_token_stops_it_and_is_said(cli: CommandLine, sandbox: Sandbox) -> None:
    """Exit code 4, and the service is asked once."""
    cli.lines("check", VALID, ALARM, "--offline", exit_code=3)
    asked = sandbox.requests
    done = cli.run("recheck", "--json", PLATECHECK_TOKEN="not-the-token")
    assert (done.returncode, len(done.stdout.splitlines())) == (4, 1)
    assert "2 left. The service refused this device" in done.stderr
    assert sandbox.requests == asked + 1


def test_two_at_once_ask_for_nothing_twice(cli: CommandLine, sandbox: Sandbox) -> None:
    """Two commands on one directory: every check is asked for once, and has one answer more."""
    plates = [f"ZZZ{number:04}" for number in range(8)]
    cli.lines("check", *plates, "--offline", exit_code=3)
    asked = sandbox.requests
    sandbox.break_(FaultMode.NONE, latency_s=0.05)
    running = [cli.start("recheck", "--json") for _ in range(2)]
    outputs = [process.communicate(timeout=60)[0] for process in running]
    lines = [json.loads(line) for output in outputs for line in output.splitlines()]
    assert sandbox.requests - asked == len(plates)
    assert sorted(line["plate"] for line in lines) == plates
    assert cli.run("recheck").stderr == "No check waits for an answer.\n"
