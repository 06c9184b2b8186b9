"""`platecheck settings`: what is set, whence, and the token that is never shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from platecheck.sandbox.training import VALID

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine

TOKEN = "a-token-nobody-may-read-0123456789"


def test_a_token_from_standard_input_is_readable_nowhere(cli: CommandLine) -> None:
    """Saved, shown and used, the token is in no output and in no file of the directory."""
    done = cli.run("settings", "set", "token", "-", stdin=f"{TOKEN}\n")
    assert done.returncode == 0
    shown = cli.run("settings", "show", "--json")
    human = cli.run("settings", "show")
    checked = cli.run("check", VALID, PLATECHECK_TOKEN="")
    assert checked.returncode == 4
    printed = "".join(text for run in (done, shown, human, checked) for text in (run.stdout, run.stderr))
    assert TOKEN not in printed
    files = [path for path in cli.directory.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert TOKEN.encode() not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


def test_show_says_what_comes_from_where(cli: CommandLine) -> None:
    """Environment, then file, then default; the token is only set or not set."""
    cli.run("settings", "set", "grace_minutes", "5")
    rows = {line["name"]: (line["value"], line["origin"]) for line in cli.lines("settings", "show")}
    assert rows["client"] == ("OC-TOMA", "environment")
    assert rows["token"] == ("set", "environment")
    assert rows["grace_minutes"] == (5, "file")
    assert rows["role"] == ("officer", "default")
    assert rows["data_dir"] == (str(cli.directory), "environment")
    human = cli.run("settings", "show").stdout
    assert "OC-TOMA  (environment)" in human


def test_the_environment_wins_and_it_is_said(cli: CommandLine) -> None:
    """A value written under a variable's shadow is saved, with a word that it does not count yet."""
    done = cli.run("settings", "set", "client", "OTHER")
    assert done.returncode == 0
    assert "PLATECHECK_CLIENT in the environment wins" in done.stderr
    assert {line["name"]: line["value"] for line in cli.lines("settings", "show")}["client"] == "OC-TOMA"
    bare = {line["name"]: line["value"] for line in cli.lines("settings", "show", PLATECHECK_CLIENT="")}
    assert bare["client"] == "OTHER"


def test_lot_names_are_a_table_in_json(cli: CommandLine) -> None:
    """The site's table decides what is elsewhere; a broken one is a sentence and changes nothing."""
    table = {"Here": {"short_names": ["NORTH"]}, "There": {"short_names": ["LOT 6"]}}
    assert cli.run("settings", "set", "lot_names", json.dumps(table)).returncode == 0
    (line,) = cli.lines("check", VALID, "--lot", "Here")
    assert line["verdict"] == "valid_elsewhere"
    broken = cli.run("settings", "set", "lot_names", "{Here: NORTH}")
    assert broken.returncode == 2
    assert "lot_names is JSON" in broken.stderr
    assert cli.lines("check", VALID, "--lot", "Here")[0]["verdict"] == "valid_elsewhere"


def test_the_settings_lot_is_where_checks_are_made(cli: CommandLine) -> None:
    """Without `--lot` it is the settings' lot, and an empty one is none."""
    cli.run("settings", "set", "lot", "North Lot")
    assert cli.lines("check", VALID)[0]["lot"] == "North Lot"
    assert cli.lines("check", VALID, "--lot", "")[0]["lot"] is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("validation_url", "http://service.example.com", "plain http is accepted for this machine only"),
        ("timezone", "Nowhere/Else", "no time zone"),
        ("colour", "red", "There is no setting 'colour'"),
        ("training", "true", "There is no setting 'training'"),
        ("token", "no spaces, please", "letters, digits and dashes"),
    ],
)
def test_what_cannot_be_set_is_a_sentence(bare: CommandLine, name: str, value: str, said: str) -> None:
    """A wrong value is exit code 2, said without a traceback, and nothing is written."""
    done = bare.run("settings", "set", name, value)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (bare.directory / "settings.json").exists()


def test_a_damaged_file_is_said_and_left(bare: CommandLine) -> None:
    """Settings that cannot be read are a sentence with the file's name."""
    bare.directory.mkdir()
    path = bare.directory / "settings.json"
    path.write_text("{")
    done = bare.run("settings", "show")
    assert done.returncode == 2
    assert str(path) in done.stderr
    assert path.read_text() == "{"


def test_a_lost_key_is_said_and_never_replaced(bare: CommandLine) -> None:
    """Without its key the token cannot be read: exit code 1, and no new key appears."""
    bare.run("settings", "set", "token", "-", stdin=TOKEN)
    (bare.directory / "device.key").unlink()
    done = bare.run("settings", "show")
    assert done.returncode == 1
    assert "device.key" in done.stderr
    assert not (bare.directory / "device.key").exists()
