"""`platecheck export`: a copy for other programs, with its reason noted."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from platecheck.cli.export import FORMATS, VERDICTS
from platecheck.copies import Format
from platecheck.sandbox.training import ALARM, JUST_EXPIRED, TRAINING_LOT, VALID
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import CommandLine


def test_the_choices_are_all_there_is() -> None:
    """Every format and every verdict can be asked for."""
    assert set(FORMATS) == set(Format)
    assert set(VERDICTS) == set(Headline)


def test_a_copy_goes_to_standard_output_or_to_a_file(cli: CommandLine, tmp_path: Path) -> None:
    """CSV with its heads on standard output, JSON into a file, newest first in both."""
    cli.lines("check", VALID, JUST_EXPIRED, "--lot", TRAINING_LOT)
    cli.lines("check", VALID)
    done = cli.run("export", "--reason", "Appeal of 12 May")
    assert done.returncode == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert [row["plate"] for row in rows] == [VALID, JUST_EXPIRED, VALID]
    out = tmp_path / "log.json"
    only = ("--plate", VALID.lower(), "--lot", TRAINING_LOT, "--verdict", "valid")
    done = cli.run("export", "--format", "json", "--reason", "Monthly", "--out", str(out), *only)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith(": 1\n")
    assert [row["lot"] for row in json.loads(out.read_text())] == [TRAINING_LOT]


def test_what_an_alarm_says_is_not_in_a_copy(cli: CommandLine) -> None:
    """That there was one is said, and nothing of its text."""
    (line,) = cli.lines("check", ALARM)
    text = cli.run("export", "--reason", "Appeal", "--plate", ALARM).stdout
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["verdict"], row["alarm"]) == ("alarm", "yes")
    words = [word for word in line["alarm"].split() if len(word) > 3]
    assert words
    assert not any(word in text for word in words)


def test_a_copy_wants_a_reason(cli: CommandLine, tmp_path: Path) -> None:
    """Without one, or with one too short, nothing is written and it is said why."""
    out = tmp_path / "log.csv"
    assert cli.run("export", "--out", str(out)).returncode == 2
    short = cli.run("export", "--reason", "x ", "--out", str(out))
    assert short.returncode == 2
    assert "at least three characters" in short.stderr
    assert not out.exists()
