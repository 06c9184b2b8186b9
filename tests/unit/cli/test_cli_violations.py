"""`platecheck violations export`: asked once, on the disk before it is read, and never asked by mistake."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_OFFICER_TOKEN
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.sandbox.overdue import OVERDUE

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine, OwnSandbox


def _export(
    machine: CommandLine, directory: Path, exit_code: int = 0, confirm: str = DEMO_CLIENT, **env: str
) -> dict[str, Any]:
    words = ("violations", "export", "--to", str(directory), "--confirm", confirm)
    (line,) = machine.lines(*words, exit_code=exit_code, **env)
    return line


def test_an_export_is_kept_whole_and_private(office: CommandLine, tmp_path: Path) -> None:
    """The answer and its table are there for this user alone, and the summary adds up to all of them."""
    line = _export(office, tmp_path / "exports")
    assert (line["kind"], line["state"], line["violations"]) == ("overdue_export", "applied", OVERDUE)
    answer, table = (Path(line["files"][name]) for name in ("answer", "table"))
    assert {path.name for path in (tmp_path / "exports").iterdir()} == {answer.name, table.name}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (answer, table)} == {0o600}
    records = json.loads(answer.read_bytes())["records"]
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert [row["ticket"] for row in rows] == [record["Ticket"] for record in records]
    assert sum(group["violations"] for group in line["summary"]) == len(records) == OVERDUE
    fines = sum(float(group["fines"]) for group in line["summary"])
    assert fines == sum(record["Fine"] for record in records)
    (listed,) = office.lines("outbox", "list", "--all")
    assert (listed["id"], listed["reference"]) == (line["id"], answer.name)


def test_a_second_export_says_plainly_that_nothing_came(office: CommandLine, tmp_path: Path) -> None:
    """A person reads where the files are; the next time, that the platform returned none."""
    words = ("violations", "export", "--confirm", DEMO_CLIENT, "--to")
    first = office.run(*words, str(tmp_path / "first"))
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("APPLIED  overdue export  ")
    assert f"  Answer: {tmp_path / 'first'}" in first.stdout
    assert "returned no violations" not in first.stdout
    second = office.run(*words, str(tmp_path / "second"))
    assert second.returncode == 0
    assert "The platform returned no violations: none is overdue, or all were exported" in second.stdout


@pytest.mark.parametrize("confirm", ["", "oc-toma", "OC-OTHER", "yes"])
def test_without_the_client_s_code_nothing_is_asked(
    office: CommandLine, own: OwnSandbox, tmp_path: Path, confirm: str
) -> None:
    """Exit code 2 and what to type; no file is made."""
    words = ("violations", "export", "--to", str(tmp_path / "exports"), "--confirm", confirm)
    done = office.run(*words, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Type {DEMO_CLIENT} to confirm" in done.stderr
    assert own.state()["api_requests"] == 0
    assert not (tmp_path / "exports").exists()


def test_a_directory_that_takes_nothing_costs_nothing(
    office: CommandLine, own: OwnSandbox, tmp_path: Path
) -> None:
    """The platform is not asked where the answer could not be put down: a later export has them all."""
    (tmp_path / "file").write_text("no directory")
    done = office.run(
        *("violations", "export", "--to", str(tmp_path / "file" / "exports")),
        *("--confirm", DEMO_CLIENT, "--json"),
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing can be written to" in done.stderr
    assert own.state()["api_requests"] == 0
    assert office.lines("outbox", "list", "--all") == []
    assert _export(office, tmp_path / "exports")["violations"] == OVERDUE


@pytest.mark.parametrize(
    ("token", "url", "exit_code", "kind"),
    [
        (DEMO_OFFICER_TOKEN, "", 4, "refused"),
        ("not-the-token", "", 4, "refused"),
        ("", "http://127.0.0.1:9", 3, "unreachable"),
    ],
)
def test_who_was_not_let_in_has_taken_nothing(
    office: CommandLine, own: OwnSandbox, tmp_path: Path, token: str, url: str, exit_code: int, kind: str
) -> None:
    """Refused is 4, not reached 3; no file stays, nothing waits, and a later export has them all."""
    wrong = {"PLATECHECK_TOKEN": token} if token else {"PLATECHECK_CONTROLLER_URL": url}
    line = _export(office, tmp_path / "exports", exit_code, **wrong)
    assert (line["state"], line["problem"]["kind"], line["violations"]) == ("rejected", kind, None)
    assert list((tmp_path / "exports").iterdir()) == []
    assert office.lines("outbox", "list") == []
    del own
    assert _export(office, tmp_path / "exports")["violations"] == OVERDUE


def test_a_lost_answer_is_never_asked_for_again(office: CommandLine, own: OwnSandbox, tmp_path: Path) -> None:
    """Exit code 5: the platform may have marked them; no command of the outbox sends it, it can be let go."""
    own.server.app.state.faults.settings = FaultSettings(mode=FaultMode.DEAD)
    words = ("violations", "export", "--to", str(tmp_path / "exports"), "--confirm", DEMO_CLIENT)
    done = office.run(*words)
    assert done.returncode == 5
    assert done.stdout.startswith("OUTCOME UNKNOWN  overdue export  ")
    assert "The platform may have marked the violations as sent." in done.stdout
    push_id = done.stdout.split("\n", 1)[0].split()[-1]
    own.server.app.state.faults.settings = FaultSettings()
    asked = own.state()["api_requests"]
    refused = office.run("outbox", "send", push_id)
    assert refused.returncode == 2
    assert "An export is never sent again." in refused.stderr
    assert office.run("outbox", "send", "--all").stderr == "Nothing waits.\n"
    assert office.lines("outbox", "settle", push_id, "--not-applied")[0]["state"] == "discarded"
    assert own.state()["api_requests"] == asked


def test_an_answer_nobody_can_read_is_kept_as_it_came(
    office: CommandLine, own: OwnSandbox, tmp_path: Path
) -> None:
    """Exit code 1 and what is wrong; the bytes are on the disk, and no table claims anything."""
    own.server.app.state.faults.settings = FaultSettings(mode=FaultMode.BAD)
    line = _export(office, tmp_path / "exports", exit_code=1)
    assert line["state"] == "applied"
    answer = Path(line["files"]["answer"])
    assert b"responseJSON" in answer.read_bytes()
    assert stat.S_IMODE(answer.stat().st_mode) == 0o600
    assert (line["files"]["table"], line["summary"]) == (None, [])
