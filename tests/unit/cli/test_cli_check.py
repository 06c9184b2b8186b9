"""`platecheck check`: the line, the exit code, and what it never does."""

from __future__ import annotations

import json
import signal
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from platecheck.sandbox.faults import FaultMode
from platecheck.sandbox.training import (
    ALARM,
    ALARM_DNTT_PERMIT,
    DOCUMENT_MERGED,
    JUST_EXPIRED,
    NO_PERMIT,
    TRAINING_LOT,
    UNKNOWN_PLATE,
    UNREADABLE,
    VALID,
)

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine, Sandbox

FIELDS = {
    *("id", "plate", "typed", "verdict", "source", "fetched_at", "age_s", "lot", "recheck"),
    *("alarm", "dntt", "permits", "problem", "checked_at", "details_purged", "withheld"),
    *("read_as", "corrected"),
}
EMPTY = {"source": "none", "fetched_at": None, "age_s": None, "recheck": False, "alarm": None}


def test_a_live_answer_is_one_object_with_every_field(cli: CommandLine) -> None:
    """A line holds the three bands, and times with their offset: permits at the site, the rest in UTC."""
    (line,) = cli.lines("check", "camb-911", "--lot", TRAINING_LOT, PLATECHECK_TIMEZONE="Asia/Kathmandu")
    assert set(line) == FIELDS
    assert (line["plate"], line["typed"], line["lot"]) == (ALARM_DNTT_PERMIT, "camb-911", TRAINING_LOT)
    assert (line["verdict"], line["source"], line["age_s"]) == ("alarm", "live", 0)
    assert line["problem"] is None
    assert "stolen" in line["alarm"]
    (order,) = line["dntt"]
    assert set(order) == {"location", "start", "end", "notes", "state"}
    assert order["state"] == "active"
    (permit,) = line["permits"]
    assert set(permit) == {"type", "short_name", "expires", "state"}
    kathmandu = timedelta(hours=5, minutes=45)
    assert datetime.fromisoformat(permit["expires"]).utcoffset() == kathmandu
    assert datetime.fromisoformat(order["end"]).utcoffset() == kathmandu
    assert datetime.fromisoformat(line["checked_at"]).utcoffset() == timedelta(0)
    assert datetime.fromisoformat(line["fetched_at"]).utcoffset() == timedelta(0)


def test_each_verdict_is_told_by_its_word(cli: CommandLine) -> None:
    """Plates are answered in the order given, and an unreadable expiry is null."""
    lines = cli.lines("check", VALID, JUST_EXPIRED, NO_PERMIT, UNREADABLE)
    assert [line["verdict"] for line in lines] == ["valid", "expired", "no_permit", "valid"]
    assert lines[3]["permits"][0]["expires"] is None
    assert lines[3]["permits"][0]["state"] == "unknown"


def test_a_bad_plate_has_its_line_and_the_rest_go_on(cli: CommandLine) -> None:
    """A text that is no plate is not asked about or logged, and the exit code says it."""
    bad, good = cli.lines("check", "AB#12", VALID, exit_code=2)
    expected = EMPTY | {"id": None, "typed": "AB#12", "verdict": None, "dntt": [], "permits": [], "lot": None}
    assert {name: bad[name] for name in expected} == expected
    assert bad["problem"]["kind"] == "bad_plate"
    assert set(bad) == FIELDS
    assert good["verdict"] == "valid"
    assert [line["plate"] for line in cli.lines("history")] == [VALID]


def test_bytes_that_are_no_text_stay_one_json_line(cli: CommandLine) -> None:
    """An argument that is not UTF-8 is a bad plate, and its line can still be read."""
    (line,) = cli.lines("check", "AB\udce9", exit_code=2)
    assert line["typed"] == "AB\udce9"


def test_offline_asks_nobody(cli: CommandLine, sandbox: Sandbox) -> None:
    """A saved answer is an answer; a plate that was never asked is not checked."""
    cli.lines("check", VALID)
    asked = sandbox.requests
    (saved,) = cli.lines("check", VALID, "--offline")
    assert (saved["verdict"], saved["source"], saved["recheck"]) == ("valid", "cache", False)
    assert saved["age_s"] > 0
    assert saved["problem"]["kind"] == "unreachable"
    (unknown,) = cli.lines("check", UNKNOWN_PLATE, "--offline", exit_code=3)
    assert {name: unknown[name] for name in EMPTY} == EMPTY
    assert unknown["verdict"] == "not_checked"
    assert sandbox.requests == asked


def test_a_saved_answer_against_the_car_wants_a_recheck(cli: CommandLine) -> None:
    """NO PERMIT from the cache says so in its line and to a person; too old it is NOT CHECKED."""
    cli.lines("check", NO_PERMIT)
    (saved,) = cli.lines("check", NO_PERMIT, "--offline")
    assert (saved["verdict"], saved["recheck"]) == ("no_permit", True)
    shown = cli.run("check", NO_PERMIT, "--offline")
    assert "NO PERMIT" in shown.stdout
    assert "RECHECK BEFORE ACTING" in shown.stdout
    cli.run("settings", "set", "negative_max_age_minutes", "0")
    shown = cli.run("check", NO_PERMIT, "--offline")
    assert shown.returncode == 3
    assert "NOT CHECKED" in shown.stdout
    assert "It said NO PERMIT" in shown.stdout


def test_a_refused_token_is_never_hidden_by_a_saved_answer(cli: CommandLine) -> None:
    """Refused is exit code 4 with the saved answer shown, and worse than any plate beside it."""
    cli.lines("check", VALID)
    refused, bad = cli.lines("check", VALID, "??", exit_code=4, PLATECHECK_TOKEN="not-the-token")
    assert (refused["verdict"], refused["source"]) == ("valid", "cache")
    assert refused["problem"]["kind"] == "refused"
    assert bad["problem"]["kind"] == "bad_plate"
    shown = cli.run("check", VALID, PLATECHECK_TOKEN="not-the-token")
    assert shown.returncode == 4
    assert "The service refused this device." in shown.stdout
    assert "Code 9034." in shown.stdout


def test_a_portal_is_could_not_check(cli: CommandLine, sandbox: Sandbox) -> None:
    """A sign-in page answering for the service is exit code 3, before a bad plate's 2."""
    sandbox.break_(FaultMode.PORTAL)
    portal, _ = cli.lines("check", VALID, "", exit_code=3)
    assert (portal["verdict"], portal["problem"]["kind"]) == ("not_checked", "portal")


def test_a_check_that_could_not_be_logged_is_shown_and_said(cli: CommandLine) -> None:
    """The verdict is shown with a storage problem, and exit code 1 is worse than a refusal."""
    cli.lines("check", VALID)
    with closing(sqlite3.connect(cli.directory / "device.db")) as database, database:
        database.execute("CREATE TRIGGER full BEFORE INSERT ON answers BEGIN SELECT RAISE(FAIL, 'full'); END")
    (line,) = cli.lines("check", ALARM, exit_code=1)
    assert (line["verdict"], line["source"]) == ("alarm", "live")
    assert line["problem"]["kind"] == "storage"
    shown = cli.run("check", ALARM, PLATECHECK_TOKEN="not-the-token")
    assert shown.returncode == 1
    assert "could not be written to the log" in shown.stdout


def test_not_set_up_is_a_sentence(bare: CommandLine) -> None:
    """Without a client and a token nothing is asked or printed on standard output."""
    done = bare.run("check", VALID, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "not set up" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_person_sees_blocks_of_words(cli: CommandLine) -> None:
    """Headline, age, lot and three bands are there in words; the alarm is shown, for it was asked for."""
    shown = " ".join(cli.run("check", DOCUMENT_MERGED, VALID, "--lot", TRAINING_LOT).stdout.split())
    for text in (
        "ALARM ABC123",
        "live, 0 s ago",
        TRAINING_LOT,
        "Wanted to talk with",
        "CLEAR FOR ANY PAY AREA",
    ):
        assert text in shown
    for text in ("VALID CKRD081", "No alarm on file", "No do-not-ticket order", "BIKE (temp), expired"):
        assert text in shown
    assert "\x1b" not in shown


def test_colours_are_for_terminals_that_want_them(cli: CommandLine) -> None:
    """A block has its verdict's colour on a terminal, and none where NO_COLOR is set."""
    terminal = {"FORCE_COLOR": "1", "COLORTERM": "truecolor", "TERM": "xterm-256color"}
    assert "48;2;0;87;63" in cli.run("check", VALID, **terminal).stdout
    assert "48;2" not in cli.run("check", VALID, **terminal, NO_COLOR="1").stdout


def test_nothing_typed_reaches_the_terminal_as_an_order(cli: CommandLine) -> None:
    """Markup and escape sequences in what was typed are text."""
    shown = cli.run("check", "[red]\x1b[31mX", "--lot", "[bold]\x1b]0;title\x07Lot", VALID).stdout
    assert "\x1b" not in shown
    assert "[red][31mX" in shown
    assert "[bold]]0;titleLot" in shown


def test_ctrl_c_keeps_what_was_committed(cli: CommandLine) -> None:
    """Interrupted among many plates, the lines printed are whole and in the log, and the exit is 130."""
    process = cli.start("check", "--json", *(f"ZZZ{number:04}" for number in range(2000)))
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors
    printed = [json.loads(line)["id"] for line in (first + rest).splitlines()]
    assert len(printed) < 2000
    logged = [line["id"] for line in cli.lines("history")]
    assert logged[::-1][: len(printed)] == printed


def test_a_closed_pipe_is_quiet(cli: CommandLine) -> None:
    """`check … | head -1` ends without a word."""
    process = cli.start("check", "--json", *(f"ZZZ{number:04}" for number in range(2000)))
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=30) == 141


def test_an_outage_is_told_beside_the_saved_answer(cli: CommandLine, sandbox: Sandbox) -> None:
    """What a person is told of an outage names its kind and what was saved."""
    cli.lines("check", VALID)
    sandbox.break_(FaultMode.BAD)
    shown = cli.run("check", VALID)
    assert shown.returncode == 0
    assert "from cache, " in shown.stdout
    assert "The answer could not be read." in shown.stdout
    assert "1 waiting for a live answer" in shown.stdout
