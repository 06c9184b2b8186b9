"""`platecheck prepare`: the plates of a lot or of the last days are fresh before the signal goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.sandbox.faults import FaultMode
from platecheck.sandbox.training import ALARM, NO_PERMIT, VALID

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine, Sandbox


def test_what_was_only_saved_as_not_checked_is_fetched(cli: CommandLine) -> None:
    """Hits are counted, the queue is settled with it, nothing is a new check, and then all is fresh."""
    cli.lines("check", ALARM, NO_PERMIT, "--offline", "--lot", "Lot 6", exit_code=3)
    cli.lines("check", VALID, "--offline", "--lot", "Lot 7", exit_code=3)
    (line,) = cli.lines("prepare", "--lot", "Lot 6")
    assert (line["lot"], line["plates"], line["seen"], line["asked"], line["hits"]) == ("Lot 6", 2, 2, 2, 1)
    assert (line["saved"], line["fresh"], line["left"], line["ended"]) == (2, 2, 0, "drained")
    assert line["oldest_at"]
    assert len(cli.lines("history")) == 3
    (again,) = cli.lines("prepare", "--lot", "Lot 6")
    assert (again["asked"], again["fresh"]) == (0, 2)
    (held,) = cli.lines("storage")
    assert (held["checks"], held["queries"], held["queued"]) == (3, 2, 1)


def test_a_person_reads_how_many_and_what_is_held(cli: CommandLine) -> None:
    """The plan on standard error, the end on standard output; no line for each plate in a file."""
    cli.lines("check", ALARM, VALID, "--offline", exit_code=3)
    done = cli.run("prepare", "--days", "1")
    assert done.returncode == 0
    assert done.stderr == "Plates: 2. Fresh already: 0. To ask: 2, about 1 min.\n"
    assert done.stdout.startswith("Asked: 2.\nThis device now holds answers for 2 of")
    assert "2 of them fresh, 1 with an alarm or an order. The oldest answer is of " in done.stdout


def test_the_last_days_are_the_officers_own(cli: CommandLine) -> None:
    """Where an officer is set only what that officer checked is meant; of a lot it is everybody's."""
    cli.lines("check", ALARM, "--offline", "--lot", "Lot 6", exit_code=3, PLATECHECK_OFFICER="Dana")
    (line,) = cli.lines("prepare", "--days", "7", PLATECHECK_OFFICER="Roy")
    assert (line["plates"], line["days"], line["lot"]) == (0, 7, None)
    (line,) = cli.lines("prepare", "--lot", "Lot 6", PLATECHECK_OFFICER="Roy")
    assert line["plates"] == 1


def test_without_a_way_to_the_service_it_says_what_is_left(cli: CommandLine, sandbox: Sandbox) -> None:
    """One is asked, exit code 3; once the way is back the same command does the rest."""
    cli.lines("check", ALARM, VALID, "--offline", exit_code=3)
    sandbox.break_(FaultMode.DEAD)
    done = cli.run("prepare", "--days", "1")
    assert done.returncode == 3
    assert "answers for 0 of these 2 plates, 0 of them fresh, 0 with an alarm or an order.\n" in done.stdout
    assert done.stderr.endswith("2 left. There is no way to the service.\n")
    sandbox.mend()
    (line,) = cli.lines("prepare", "--days", "1")
    assert (line["asked"], line["left"]) == (2, 0)


def test_a_refused_token_stops_it(cli: CommandLine, sandbox: Sandbox) -> None:
    """Exit code 4, and the service is asked once."""
    cli.lines("check", VALID, ALARM, "--offline", exit_code=3)
    asked = sandbox.requests
    (line,) = cli.lines("prepare", "--days", "1", exit_code=4, PLATECHECK_TOKEN="not-the-token")
    assert (line["ended"], line["asked"], line["left"]) == ("refused", 1, 2)
    assert sandbox.requests == asked + 1


def test_where_nothing_was_seen_the_lots_of_the_log_are_said(cli: CommandLine) -> None:
    """A name that no check was made in asks nobody; neither or both choices are bad usage."""
    cli.lines("check", VALID, "--offline", "--lot", "Lot 6", exit_code=3)
    done = cli.run("prepare", "--lot", "Lot 66")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Lots that checks were made in: Lot 6." in done.stderr
    assert cli.run("prepare").returncode == 2
    assert cli.run("prepare", "--lot", "Lot 6", "--days", "1").returncode == 2
