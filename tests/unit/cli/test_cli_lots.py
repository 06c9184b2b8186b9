"""`platecheck lots`: permits, not cars; money for supervisors; once an hour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from platecheck.sandbox.campus import DEMO_OFFICER_TOKEN, LOTS
from platecheck.sandbox.faults import FaultMode

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine, Sandbox

MONEY = ["default_cost", "amount_projected", "amount", "tax_amount", "tax_amount1", "tax_amount2", "total"]
FIELDS = {
    *("lot_name", "lot_type", "total_permits", "rented_permits", "utilized_pct", *MONEY),
    *("source", "fetched_at", "age_s"),
}


def test_lots_are_one_object_each_without_money(cli: CommandLine, sandbox: Sandbox) -> None:
    """An officer sees permits; a second call within the hour asks nobody and says its age."""
    live = cli.lines("lots")
    asked = sandbox.requests
    saved = cli.lines("lots")
    assert sandbox.requests == asked
    assert [line["lot_name"] for line in live] == [sales.lot.lot_name for sales in LOTS]
    assert all(set(line) == FIELDS for line in live + saved)
    assert {line["source"] for line in live} == {"live"}
    assert {line["source"] for line in saved} == {"cache"}
    assert all(line["age_s"] > 0 for line in saved)
    assert {line[name] for line in live for name in MONEY} == {None}


def test_money_is_for_supervisors(cli: CommandLine) -> None:
    """The same lots have amounts for a supervisor, on the line and in the table."""
    lines = cli.lines("lots", PLATECHECK_ROLE="supervisor")
    assert sum(line["default_cost"] for line in lines) > 0
    table = cli.run("lots", COLUMNS="200", PLATECHECK_ROLE="supervisor").stdout
    assert "default cost" in table
    assert "525.00" in table
    assert "525.00" not in cli.run("lots", COLUMNS="200").stdout


def test_refresh_within_the_hour_says_when_instead_of_asking(cli: CommandLine, sandbox: Sandbox) -> None:
    """The platform's rhythm is kept, on standard error, with the saved figures printed."""
    cli.lines("lots")
    asked = sandbox.requests
    done = cli.run("lots", "--refresh", "--json")
    assert (done.returncode, sandbox.requests) == (0, asked)
    assert "Asked less than an hour ago" in done.stderr
    assert len(done.stdout.splitlines()) == len(LOTS)


def test_a_person_reads_what_the_figures_are(cli: CommandLine) -> None:
    """The table says permits, not cars, and when the platform can be asked again."""
    shown = cli.run("lots").stdout
    assert "Permits rented / for sale (permits, not cars)" in shown
    assert "TU South Garage" in shown
    levels = [line for line in shown.splitlines() if re.search(r"^ ?(TU Residence |North Lot)", line)]
    assert re.search(r"yearly +full +20 +20 +100", levels[0])
    assert "none for sale" in levels[-1]
    assert "fetched live, 0 s ago; the platform can be asked again from " in shown


def test_without_figures_the_exit_code_says_why(cli: CommandLine, sandbox: Sandbox) -> None:
    """Refused is 4, no usable answer 3, each with a sentence and nothing on standard output."""
    refused = cli.run("lots", "--json", PLATECHECK_TOKEN=DEMO_OFFICER_TOKEN)
    assert (refused.returncode, refused.stdout) == (4, "")
    assert refused.stderr.startswith("Error: ")
    sandbox.break_(FaultMode.BAD)
    failed = cli.run("lots")
    assert (failed.returncode, failed.stdout) == (3, "")
