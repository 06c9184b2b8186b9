"""`platecheck lots`: permits, not cars; money for supervisors; once an hour."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.cli.lots import SHOWN
from platecheck.facts import Lot
from platecheck.occupancy import COLUMNS
from platecheck.sandbox.campus import DEMO_OFFICER_TOKEN, LOTS
from platecheck.sandbox.faults import FaultMode
from platecheck.store import FileKeyHolder, Scope, Store

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


NOON = datetime(2026, 7, 4, 12, 0, tzinfo=UTC)


async def keep_reports(cli: CommandLine, count: int) -> None:
    """Keep a report an hour from noon: one permit more is rented each time, and it costs 525."""
    scope = Scope(cli.env["PLATECHECK_VALIDATION_URL"], cli.env["PLATECHECK_CLIENT"])
    store = await Store.open(cli.directory, FileKeyHolder(cli.directory))
    for hour in range(count):
        lots = [
            Lot("North Lot", "M", 40, hour, 2.5 * hour, default_cost=525.0),
            Lot("=1+1", "S", 0, 0),
        ]
        await store.save_lots(scope, lots, None, NOON + timedelta(hours=hour))
    await store.close()


async def test_history_is_one_object_a_lot_and_report(cli: CommandLine, sandbox: Sandbox) -> None:
    """The oldest report first, nobody is asked, and money is for supervisors."""
    await keep_reports(cli, 2)
    asked = sandbox.requests
    lines = cli.lines("lots", "--history")
    assert sandbox.requests == asked
    assert [(line["lot_name"], line["rented_permits"]) for line in lines] == [
        *(("North Lot", 0), ("=1+1", 0)),
        *(("North Lot", 1), ("=1+1", 0)),
    ]
    assert lines[2] == {
        "fetched_at": "2026-07-04T13:00:00.000+00:00",
        "lot_name": "North Lot",
        "lot_type": "M",
        "total_permits": 40,
        "rented_permits": 1,
        "utilized_pct": 2.5,
        **dict.fromkeys(MONEY),
    }
    (line,) = cli.lines("lots", "--history", "--lot", "North Lot", PLATECHECK_ROLE="supervisor")[1:]
    assert line == {**lines[2], "default_cost": 525.0}


async def test_history_is_a_table_for_a_spreadsheet(cli: CommandLine) -> None:
    """All reports, with a byte order mark and no formula; an officer's has its amounts empty."""
    await keep_reports(cli, SHOWN + 1)
    done = cli.run("lots", "--history", "--csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 2 * (SHOWN + 1)
    assert rows[-2]["fetched_at"] == "2026-07-05T12:00:00+00:00"
    assert [rows[-2][name] for name in ("lot", "rented_permits", "utilized_pct", "default_cost")] == [
        *("North Lot", "24", "60.0", "")
    ]
    assert rows[-1]["lot"] == "'=1+1"
    supervisors = cli.run("lots", "--history", "--csv", PLATECHECK_ROLE="supervisor").stdout
    assert supervisors.count("525.0") == SHOWN + 1


async def test_a_person_reads_the_newest_reports(cli: CommandLine) -> None:
    """A row a lot and report, newest last, and how many older ones there are."""
    await keep_reports(cli, SHOWN + 2)
    done = cli.run("lots", "--history", "--lot", "North Lot", PLATECHECK_TIMEZONE="UTC")
    assert done.returncode == 0
    assert "Permits rented / for sale (permits, not cars)" in done.stdout
    rows = [line for line in done.stdout.splitlines() if "North Lot" in line]
    assert len(rows) == SHOWN
    assert re.search(r"^ ?2026-07-04 14:00 +North Lot +monthly +free +2 +40 +5 *$", rows[0])
    assert re.search(r"^ ?2026-07-05 13:00 +North Lot +monthly +free +25 +40 +62 *$", rows[-1])
    assert done.stderr.startswith("Older reports: 2.")
    assert "525.00" not in done.stdout
    supervisors = cli.run("lots", "--history", COLUMNS="200", PLATECHECK_ROLE="supervisor").stdout
    assert supervisors.count("525.00") == SHOWN


async def test_history_says_what_is_missing(cli: CommandLine) -> None:
    """Nothing saved, no such lot, and reports that were changed on disk are sentences, not failures."""
    none = cli.run("lots", "--history")
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "No report yet.\n")
    await keep_reports(cli, 2)
    with closing(sqlite3.connect(cli.directory / "device.db", isolation_level=None)) as other:
        other.execute("UPDATE lot_snapshots SET lots = zeroblob(60) WHERE seq = 1")
    done = cli.run("lots", "--history", "--json")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    assert done.stderr == "Reports left out, as they were changed on disk: 1\n"
    with closing(sqlite3.connect(cli.directory / "device.db", isolation_level=None)) as other:
        other.execute("UPDATE lot_snapshots SET lots = zeroblob(60)")
    all_changed = cli.run("lots", "--history")
    assert (all_changed.returncode, all_changed.stdout) == (0, "")
    assert all_changed.stderr == "Reports left out, as they were changed on disk: 2\n"
    other_lot = cli.run("lots", "--history", "--lot", "north lot", "--csv")
    assert (other_lot.returncode, len(other_lot.stdout.splitlines())) == (0, 1)
    assert "No saved report has a lot of this name." in other_lot.stderr


@pytest.mark.parametrize("options", ["--csv", "--lot X", "--history --refresh", "--history --csv --json"])
def test_options_that_make_no_sense_together_are_refused(cli: CommandLine, options: str) -> None:
    """Before anybody is asked, with a sentence."""
    refused = cli.run("lots", *options.split())
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--history" in refused.stderr or "Either --csv or --json" in refused.stderr
