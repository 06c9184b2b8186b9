"""`platecheck users`: types, one person, and a file of many that is taken up where it broke off."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from platecheck.sandbox.campus import DEMO_TOKEN
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.sandbox.users import USER_TYPES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import CommandLine, OwnSandbox, Sandbox

HEAD = "unique_id,login_source,first_name,last_name,email,date_of_birth"
BAD_LINES = (12, 77, 150)
SECRETS = ("Geheimnis", "31.12.1990", "nobody at all", DEMO_TOKEN)
"""What bad rows hold, and the token: never on standard error."""


def _people(path: Path, number: int, bad: tuple[int, ...] = ()) -> Path:
    """Write a file of people; those on the lines `bad` have a birth date and an address that are none."""
    rows = [HEAD]
    for line in range(2, number + 2):
        wrong = line in bad
        name, born = ("Geheimnis", "31.12.1990") if wrong else (f"Ada{line}", "1990-12-31")
        email = "nobody at all" if wrong else f"{path.stem}{line}@example.invalid"
        rows.append(f"{path.stem}-{line},OPSCOM,{name},Byron,{email},{born}")
    path.write_text("\n".join(rows) + "\n")
    return path


def test_user_types_are_one_object_each(supervisor: CommandLine) -> None:
    """A person reads number, name and group; a script gets the same."""
    lines = supervisor.lines("users", "types")
    assert lines == [
        {"id": kind.id, "type_name": kind.type_name, "ext_info": kind.ext_info} for kind in USER_TYPES
    ]
    assert "    7  Full Time Staff  (Staff)\n" in supervisor.run("users", "types").stdout


def test_a_person_is_made_and_then_changed(supervisor: CommandLine) -> None:
    """The documents' names are understood; the same unique ID keeps its reference."""
    words = ("users", "push", "unique_id=cli1", "login_source=OPSCOM")
    (made,) = supervisor.lines(*words, "first_name=Ada", "last_name=Byron", "email=cli1@example.invalid")
    assert (made["kind"], made["state"], made["draft"]["first_name"]) == ("person_push", "applied", "Ada")
    (changed,) = supervisor.lines(*words, "State=on", "zip=K1A 0B1")
    assert (changed["state"], changed["reference"]) == ("applied", made["reference"])
    assert (changed["draft"]["province"], changed["draft"]["postal_code"]) == ("ON", "K1A 0B1")


def test_what_only_the_platform_knows_is_its_to_reject(supervisor: CommandLine) -> None:
    """A new person without e-mail is rejected with its code and what to do: exit code 2."""
    done = supervisor.run("users", "push", "unique_id=cli2", "login_source=OPSCOM")
    assert done.returncode == 2
    assert done.stdout.startswith("REJECTED  person push  ")
    assert "9016" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            (
                *("unique_id=", "login_source=OPSCOM", "email=nobody at all", "province=Geheimnis"),
                "date_of_birth=31.12.1990",
            ),
            (
                "Enter the unique ID.",
                "The e-mail address is no e-mail address",
                "The province is longer than 2",
                "The date of birth is no date",
            ),
        ),
        (("unique_id=cli3", "login_source=OPSCOM", "frist_name=Geheimnis"), ("no field frist_name",)),
        (("unique_id=cli3", "Unique_ID=Geheimnis", "login_source=OPSCOM"), ("Unique_ID is given twice",)),
        (("unique_id=cli3", "login_source=OPSCOM", "Geheimnis"), ("Word 3 of the fields is no NAME=VALUE",)),
    ],
)
def test_what_is_wrong_with_a_person_is_told_without_it(
    supervisor: CommandLine, sandbox: Sandbox, words: tuple[str, ...], told: tuple[str, ...]
) -> None:
    """One sentence for each field, exit code 2, nothing sent, and never what was entered."""
    asked = sandbox.requests
    done = supervisor.run("users", "push", *words)
    assert (done.returncode, done.stdout, sandbox.requests) == (2, "", asked)
    for sentence in told:
        assert sentence in done.stderr
    assert not any(secret in done.stderr for secret in SECRETS)


def test_two_hundred_people_with_three_mistakes(office: CommandLine, own: OwnSandbox, tmp_path: Path) -> None:
    """The three are told with their lines and left out, the others are on file, each once: exit code 2."""
    file = _people(tmp_path / "many.csv", 200, BAD_LINES)
    done = office.run("users", "import", str(file), "--json")
    assert done.returncode == 2
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    bad = [line for line in lines if line["state"] == "bad"]
    assert [line["line"] for line in bad] == list(BAD_LINES)
    assert [problem["field"] for problem in bad[0]["problems"]] == ["email", "date_of_birth"]
    pushed = [line for line in lines if line["state"] == "applied"]
    assert [line["line"] for line in pushed] == [line for line in range(2, 202) if line not in BAD_LINES]
    assert not any(line["before"] for line in pushed)
    assert own.state()["on_file"]["users"] == own.state()["api_requests"] == 197
    assert done.stderr.startswith("197 rows are right, 3 are not.\n1 of 197\n")
    assert done.stderr.endswith("197 of 197\n")
    assert not any(secret in done.stderr for secret in SECRETS)


def test_a_dry_run_sends_nothing(supervisor: CommandLine, sandbox: Sandbox, tmp_path: Path) -> None:
    """It tells what is wrong, a line a field, writes nothing down, and ends as an import would."""
    file = _people(tmp_path / "dry.csv", 5, (3,))
    asked = sandbox.requests
    done = supervisor.run("users", "import", str(file), "--dry-run")
    assert (done.returncode, done.stderr) == (2, "4 rows are right, 1 are not.\n")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["line 3", "line 3"]
    assert "line 3: The date of birth is no date, such as 1990-05-30.\n" in done.stdout
    assert not any(secret in done.stdout for secret in SECRETS)
    assert supervisor.run("users", "import", str(_people(file, 2)), "--dry-run").returncode == 0
    assert sandbox.requests == asked
    assert supervisor.lines("outbox", "list", "--all") == []


def test_a_second_run_sends_nothing_twice(supervisor: CommandLine, sandbox: Sandbox, tmp_path: Path) -> None:
    """It finds what the first one sent, says so, and asks the platform for nothing."""
    file = _people(tmp_path / "twice.csv", 3)
    first = supervisor.run("users", "import", str(file))
    assert first.returncode == 0
    assert first.stdout.splitlines()[0] == "line 2: twice-2, applied"
    asked = sandbox.requests
    second = supervisor.run("users", "import", str(file))
    assert (second.returncode, sandbox.requests) == (0, asked)
    assert second.stdout.splitlines()[0] == "line 2: twice-2, applied, in an earlier run"
    assert [line["before"] for line in supervisor.lines("users", "import", str(file))] == [True] * 3


def test_an_import_that_broke_off_is_taken_up(office: CommandLine, own: OwnSandbox, tmp_path: Path) -> None:
    """Exit code 3 or 5 when the service stops; the next run sends the rest and everybody is on file once."""
    file = _people(tmp_path / "broken.csv", 60)
    own.server.app.state.faults.settings = FaultSettings(latency_s=0.01)
    process = office.start("users", "import", str(file), "--json")
    assert process.stderr is not None
    for line in process.stderr:
        if line == "20 of 60\n":
            break
    own.server.stop()
    out, err = process.communicate(timeout=60)
    lines = [json.loads(line) for line in out.splitlines()]
    done = [line for line in lines if line["state"] == "applied"]
    # The row under way when the service went: nobody knows of it, and the person finds out.
    lost = [line for line in lines if line["state"] == "unknown"]
    assert lines[-1]["state"] == "waiting"
    assert len(done) + len(lost) + 1 == len(lines) < 60
    assert len(lost) <= 1
    assert process.returncode == (5 if lost else 3)
    left = re.search(r"^(\d+) rows were not sent\. Run the same command again later\.$", err, re.MULTILINE)
    assert left is not None
    assert int(left[1]) == 60 - len(done) - len(lost)
    own.server.start()
    for line in lost:
        office.lines("outbox", "settle", line["id"], "--not-applied")
    again = office.lines("users", "import", str(file))
    assert [line["line"] for line in again] == list(range(2, 62))
    assert {line["state"] for line in again} == {"applied"}
    assert sum(line["before"] for line in again) == len(done)
    assert own.state()["on_file"]["users"] == 60


def test_a_service_that_answers_nonsense_is_not_fed_a_whole_file(
    supervisor: CommandLine, sandbox: Sandbox, tmp_path: Path
) -> None:
    """After two unknown outcomes in a row no more are risked: exit code 5, the rest is left for later."""
    file = _people(tmp_path / "portal.csv", 6)
    asked = sandbox.requests
    sandbox.break_(FaultMode.PORTAL)
    lines = supervisor.lines("users", "import", str(file), exit_code=5)
    assert [line["state"] for line in lines] == ["unknown"] * 2
    assert sandbox.requests == asked + 2
    sandbox.mend()
    done = supervisor.run("users", "import", str(file))
    assert done.returncode == 5  # two are still unknown, and were not sent again
    assert done.stdout.count(", unknown, in an earlier run") == 2
    assert done.stdout.count(", applied\n") == 4
    assert sandbox.requests == asked + 6


def test_a_refused_token_stops_an_import(supervisor: CommandLine, sandbox: Sandbox, tmp_path: Path) -> None:
    """Exit code 4 after one row; neither the token nor a person is on standard error."""
    file = _people(tmp_path / "refused.csv", 4)
    asked = sandbox.requests
    done = supervisor.run("users", "import", str(file), PLATECHECK_TOKEN="not-the-token")
    assert (done.returncode, sandbox.requests) == (4, asked + 1)
    assert "4 rows were not sent." in done.stderr
    assert not any(text in done.stderr for text in ("not-the-token", "Ada", "example.invalid"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Geheimnis,OPSCOM\nAda,OPSCOM\n", "The first line must name the fields"),
        ("unique_id,login_source,Unique_ID\nGeheimnis,OPSCOM,x\n", "Two columns have the same name."),
        ("unique_id,login_source,shoe size\nGeheimnis,OPSCOM,44\n", "There is no field “shoe size”."),
        ('unique_id,login_source\n"Geheimnis"x,OPSCOM\n', "Line 2 is no CSV"),
        ("", "The first line must name the fields"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(
    supervisor: CommandLine, sandbox: Sandbox, tmp_path: Path, text: str, told: str
) -> None:
    """Exit code 2 and what to do, nothing sent, and nothing of the file on standard error."""
    file = tmp_path / "none.csv"
    file.write_text(text)
    asked = sandbox.requests
    done = supervisor.run("users", "import", str(file), "--json")
    assert (done.returncode, done.stdout, sandbox.requests) == (2, "", asked)
    assert told in done.stderr
    assert "Geheimnis" not in done.stderr
