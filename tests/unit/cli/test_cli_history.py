"""`platecheck history`: the log as it was shown, newest first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.pictures import picture

from platecheck.cli.history import PAGE, SHOWN
from platecheck.facts import PlateFacts, Source
from platecheck.sandbox.training import ALARM, JUST_EXPIRED, NO_PERMIT, TRAINING_LOT, UNKNOWN_PLATE, VALID
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Sighting, Store, WalkSummary

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine


def test_history_prints_the_line_that_check_printed(cli: CommandLine) -> None:
    """Every field of a check comes back as it was shown, newest first."""
    live = cli.lines("check", ALARM, VALID, JUST_EXPIRED, "--lot", TRAINING_LOT)
    saved = cli.lines("check", VALID, UNKNOWN_PLATE, "--offline", exit_code=3)
    assert cli.lines("history") == (live + saved)[::-1]


async def test_a_misread_is_told_in_the_log(cli: CommandLine) -> None:
    """What the camera read and that it was corrected: as fields of the line, and in words to a person."""
    scope = Scope(cli.env["PLATECHECK_VALIDATION_URL"], cli.env["PLATECHECK_CLIENT"])
    at, facts = datetime.now(UTC), PlateFacts("ABC123")
    store = await Store.open(cli.directory, FileKeyHolder(cli.directory))
    for plate in ("ABC123", "A8C123"):
        seen = Sighting((("A8C123", 0.7), ("ABC123", 0.6)), picture(), at)
        check = Check(plate, plate, plate, at, None, "Roy", "officer", "0.1.0", sighting=seen)
        answer = Answer(Source.LIVE, facts, at, "no_permit", False, at, at, 0.1, 0.0, None, b"{}")  # noqa: FBT003 - recheck
        await store.record(scope, check, answer)
    await store.close()
    right, wrong = cli.lines("history")
    assert (right["read_as"], right["corrected"]) == ("A8C123", False)
    assert (wrong["plate"], wrong["read_as"], wrong["corrected"]) == ("ABC123", "A8C123", True)
    first, second = cli.run("history").stdout.splitlines()
    assert "read as" not in first
    assert second.endswith("read as A8C123")
    (held,) = cli.lines("storage")
    assert (held["sightings"], held["crops"], held["clocks"]["crops"]["records"]) == (2, 2, 2)


async def test_walks_are_listed_in_the_place_of_the_checks(cli: CommandLine) -> None:
    """As lines with all that was kept, or a row each to a person; the checks' lines stay as they are."""
    assert "No walks yet." in cli.run("history", "--walks").stderr
    ended_at = datetime(2026, 7, 4, 16, 0, tzinfo=UTC)
    totals = (("valid", 34), ("no_permit", 4))
    store = await Store.open(cli.directory, FileKeyHolder(cli.directory))
    scope = Scope(cli.env["PLATECHECK_VALIDATION_URL"], cli.env["PLATECHECK_CLIENT"])
    for number, lot in enumerate(("Lot 6", None)):
        at = ended_at + timedelta(hours=number)
        began_at = at - timedelta(minutes=14)
        walk = WalkSummary(f"walk-{number}", began_at, at, lot, "Roy", 43, 47, totals)
        await store.keep_walk(scope, walk)
    await store.close()
    later, first = cli.lines("history", "--walks")
    assert later["lot"] is None
    assert first == {
        "id": "walk-0",
        "began_at": "2026-07-04T15:46:00.000+00:00",
        "ended_at": "2026-07-04T16:00:00.000+00:00",
        "length_s": 840.0,
        "lot": "Lot 6",
        "officer": "Roy",
        "cars": 43,
        "readings": 47,
        "totals": {"valid": 34, "no_permit": 4},
        "spoilt": False,
    }
    assert cli.lines("history", "--walks", "--limit", "1") == [later]
    assert cli.lines("history") == []
    newest, oldest = cli.run("history", "--walks").stdout.splitlines()
    assert "Walk · 14 min · 43 plates" in newest
    assert "Walk · Lot 6 · 14 min · 43 plates" in oldest
    assert "√ 34" in oldest
    assert oldest.endswith("Roy")
    refused = cli.run("history", "--walks", "--plate", VALID)
    assert refused.returncode == 2
    assert "either --walks or --plate" in refused.stderr


def test_what_was_shown_stands_when_the_site_changes_its_rules(cli: CommandLine) -> None:
    """A permit that was EXPIRED stays so in the log when the grace is raised later."""
    cli.lines("check", JUST_EXPIRED)
    cli.run("settings", "set", "grace_minutes", "600")
    (before,) = cli.lines("history")
    assert before["verdict"] == "expired"
    (after,) = cli.lines("check", JUST_EXPIRED)
    assert after["verdict"] == "valid"
    assert after["permits"][0]["state"] == "in_grace"


def test_history_is_limited_and_filtered_on_demand(cli: CommandLine) -> None:
    """`--plate` takes a plate as typed, `--limit` the newest."""
    cli.lines("check", VALID, NO_PERMIT, VALID, NO_PERMIT)
    assert len(cli.lines("history", "--plate", "ckrd 081")) == 2
    (newest,) = cli.lines("history", "--limit", "1")
    assert newest["plate"] == NO_PERMIT
    assert cli.lines("history", "--plate", "NEVER1") == []


def test_a_long_log_is_printed_whole_and_a_person_sees_its_newest(cli: CommandLine) -> None:
    """`--json` without a limit prints every check, across pages; a person is shown twenty."""
    plates = [f"ZZZ{number:04}" for number in range(PAGE + 25)]
    cli.lines("check", "--offline", *plates, exit_code=3)
    assert [line["plate"] for line in cli.lines("history")] == plates[::-1]
    assert len(cli.lines("history", "--limit", str(PAGE + 1))) == PAGE + 1
    shown = cli.run("history").stdout.splitlines()
    assert len(shown) == SHOWN
    assert all("NOT CHECKED" in line for line in shown)
    assert plates[-1] in shown[0]


def test_a_person_sees_when_what_and_whence(cli: CommandLine) -> None:
    """A row has plate, verdict, age then and lot, and never the alarm's text."""
    assert "No checks yet." in cli.run("history").stderr
    cli.run("check", ALARM, "--lot", TRAINING_LOT)
    cli.run("check", NO_PERMIT)
    cli.run("check", NO_PERMIT, "--offline")
    saved, live, alarm = cli.run("history").stdout.splitlines()
    assert "NO PERMIT" in saved
    assert "from cache" in saved
    assert "RECHECK BEFORE ACTING" in saved
    assert "RECHECK" not in live
    assert ALARM in alarm
    assert TRAINING_LOT in alarm
    assert "Luthor" not in alarm
