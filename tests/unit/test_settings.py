"""Settings: environment over file over default, and every refusal by name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from platecheck.errors import SettingsError
from platecheck.sandbox.campus import LOT_NAMES
from platecheck.settings import (
    FROM_ENVIRONMENT,
    Settings,
    data_directory,
    device_language,
    device_zone,
    load,
    settable,
    training_directory,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

IN_FILE = {
    "validation_url": "https://file.example",
    "controller_url": "https://file-controller.example",
    "lots_url": "https://file-lots.example",
    "client": "FILE",
    "token": "file-token",
    "timezone": "America/Toronto",
    "role": "supervisor",
    "officer": "File",
}
IN_ENVIRONMENT = {
    "validation_url": "https://env.example",
    "controller_url": "https://env-controller.example",
    "lots_url": "https://env-lots.example",
    "client": "ENV",
    "token": "env-token",
    "timezone": "America/Vancouver",
    "role": "officer",
    "officer": "Env",
}


def read(directory: Path, file: Mapping[str, Any] | None = None, **env: str) -> Settings:
    """Return the settings of a file and an environment; secrets stand in the file as they are."""
    if file is not None:
        (directory / "settings.json").write_text(json.dumps(file), encoding="utf-8")
    return load(
        directory, lambda text: text, {f"PLATECHECK_{name.upper()}": value for name, value in env.items()}
    )


def value(found: Settings, name: str) -> object:
    """Return a setting as it was written."""
    return found.token.get_secret_value() if name == "token" else getattr(found, name)


@pytest.mark.parametrize("name", FROM_ENVIRONMENT)
def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path, name: str) -> None:
    """Each of the issue's variables is read, and an empty one counts as not set."""
    default = value(read(tmp_path), name)
    assert value(read(tmp_path, IN_FILE), name) == IN_FILE[name] != default
    assert value(read(tmp_path, IN_FILE, **{name: IN_ENVIRONMENT[name]}), name) == IN_ENVIRONMENT[name]
    assert (
        value(read(tmp_path, IN_FILE, **{name: f" {IN_ENVIRONMENT[name]}\n"}), name) == IN_ENVIRONMENT[name]
    )
    assert value(read(tmp_path, IN_FILE, **{name: ""}), name) == IN_FILE[name]


@pytest.mark.parametrize("name", FROM_ENVIRONMENT)
def test_a_blank_variable_is_not_set(tmp_path: Path, name: str) -> None:
    """A variable that holds only white space does not hide the file's value."""
    assert value(read(tmp_path, IN_FILE, **{name: " "}), name) == IN_FILE[name]


def test_the_environments_names_are_the_issues() -> None:
    """The variables are those that the README names, beside PLATECHECK_DATA_DIR."""
    documented = "VALIDATION_URL CONTROLLER_URL LOTS_URL CLIENT TOKEN TIMEZONE ROLE OFFICER"
    assert {name.upper() for name in FROM_ENVIRONMENT} == set(documented.split())


def test_the_defaults(tmp_path: Path) -> None:
    """A new installation is an officer's, not set up, without grace, and its bad answers last 15 minutes."""
    found = read(tmp_path)
    assert not found.is_set_up
    assert not found.is_supervisor
    assert not found.training
    assert found.site.grace == timedelta(0)
    assert found.site.negative_max_age == timedelta(minutes=15)
    assert (found.language, found.theme, found.lot, found.officer) == ("", "system", "", "")
    assert found.zone == device_zone()


@pytest.mark.parametrize(("client", "token", "ready"), [("C", "t", True), ("C", "", False), ("", "t", False)])
def test_set_up_is_a_client_and_a_token(tmp_path: Path, client: str, token: str, *, ready: bool) -> None:
    """Without either nothing can be asked."""
    assert read(tmp_path, {"client": client, "token": token}).is_set_up is ready


REFUSED = [
    ("token", "a" * 51, "50 letters"),
    ("token", "with space", "50 letters"),
    ("token", "tökén", "50 letters"),
    ("token", 'quote"', "50 letters"),
    ("timezone", "Mars/Olympus", "America/Toronto"),
    ("timezone", "../../etc/passwd", "America/Toronto"),
    ("timezone", "America", "America/Toronto"),
    ("role", "admin", "'officer' or 'supervisor'"),
    ("role", "Supervisor", "'officer' or 'supervisor'"),
    ("client", "C" * 101, "100 characters"),
    ("officer", "O" * 101, "100 characters"),
]


@pytest.mark.parametrize(("name", "text", "todo"), REFUSED)
def test_a_refusal_says_which_setting_where_and_what_to_do(
    tmp_path: Path, name: str, text: str, todo: str
) -> None:
    """The sentence names the variable or the file, the setting, and what it takes."""
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, **{name: text})
    assert str(caught.value).startswith(f"PLATECHECK_{name.upper()}: {name}: ")
    assert todo in str(caught.value)
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, {name: text})
    assert str(caught.value).startswith(f"settings.json: {name}: ")
    assert todo in str(caught.value)


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ({"grace_minutes": -1}, "grace_minutes"),
        ({"grace_minutes": 1441}, "grace_minutes"),
        ({"grace_minutes": "soon"}, "grace_minutes"),
        ({"negative_max_age_minutes": -1}, "negative_max_age_minutes"),
        ({"negative_max_age_minutes": 10081}, "negative_max_age_minutes"),
        ({"language": "de"}, "language"),
        ({"theme": "pink"}, "theme"),
        ({"lot": "L" * 201}, "lot"),
        ({"lot": None}, "lot"),
        ({"client": 5}, "client"),
        ({"lot_names": {"Lot": {"short": ["A"]}}}, "lot_names.Lot.short: there is no such setting"),
        ({"lot_names": {"Lot": "A"}}, "lot_names.Lot"),
        ({"lot_names": []}, "lot_names"),
        ({"colour": "red"}, "colour: there is no such setting"),
        ({"Token": "t"}, "Token: there is no such setting"),
        ({"data_dir": "/elsewhere"}, None),
    ],
)
def test_a_file_with_what_is_no_setting(tmp_path: Path, file: dict[str, Any], named: str | None) -> None:
    """A key nobody knows or a value out of range is named; the directory is the one that was opened."""
    if named is None:
        assert read(tmp_path, file).data_dir == tmp_path
        return
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, file)
    assert named in str(caught.value)


@pytest.mark.parametrize("name", ["token", "officer"])
@pytest.mark.parametrize("value_", ["secret value", "s" * 200])
def test_a_refusal_never_prints_a_secret(tmp_path: Path, name: str, value_: str) -> None:
    """What was refused is not repeated where it may be a token or a person."""
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, **{"role": "none", name: value_})
    assert value_ not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_token_is_in_no_repr(tmp_path: Path) -> None:
    """Settings can be logged: the token is a secret in them."""
    assert "env-token" not in repr(read(tmp_path, token="env-token"))


def test_names_of_lots_become_the_verdicts_site(tmp_path: Path, campus: object) -> None:
    """The lot-name table, the grace and the age are what the verdict is decided by."""
    found = read(tmp_path, {"lot_names": LOT_NAMES, "grace_minutes": 10, "negative_max_age_minutes": 0})
    assert found.site.lots == campus.lots  # type: ignore[attr-defined] - the conftest's Site
    assert found.site.grace == timedelta(minutes=10)
    assert found.site.negative_max_age == timedelta(0)


def test_texts_are_trimmed_and_the_zone_is_the_sites(tmp_path: Path) -> None:
    """A stray space in a client, an officer or a lot is no other client."""
    found = read(tmp_path, {"client": " C ", "officer": " O ", "lot": " L ", "timezone": "America/Toronto"})
    assert (found.client, found.officer, found.lot) == ("C", "O", "L")
    assert found.zone == ZoneInfo("America/Toronto")


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LC_ALL": "fr_FR", "LANG": "en_US"}, "fr"),
        ({"LC_ALL": "", "LC_MESSAGES": "FR", "LANG": "en_US"}, "fr"),
        ({"LC_ALL": "en_CA", "LANG": "fr_CA"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_devices_language(env: dict[str, str], language: str) -> None:
    """French where the device speaks it, English otherwise."""
    assert device_language(env) == language


def test_where_the_data_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As told, else the device's place for an app, else the user's own; the demo's is another."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert data_directory({"PLATECHECK_DATA_DIR": "/a", "FLET_APP_STORAGE_DATA": "/b"}) == Path("/a")
    assert data_directory({"FLET_APP_STORAGE_DATA": "/b"}) == Path("/b")
    assert data_directory({"PLATECHECK_DATA_DIR": "~/x"}) == tmp_path / "x"
    assert data_directory({"PLATECHECK_DATA_DIR": "x"}) == Path.cwd() / "x"
    assert tmp_path in data_directory({}).parents
    assert training_directory() != data_directory({})


def test_without_a_zone_the_devices_counts(tmp_path: Path) -> None:
    """The site's zone is the device's where none is set."""
    code = f"""import pathlib
from platecheck.settings import load
print(load(pathlib.Path({str(tmp_path)!r}), str, {{}}).zone.key)
"""
    env = os.environ | {"TZ": "America/Vancouver"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)  # noqa: S603 - code of this file
    assert done.stdout == "America/Vancouver\n"


def test_only_the_demo_marks_a_directory_as_training() -> None:
    """Everything can be set but where the data is and whether it is training."""
    assert set(Settings.model_fields) - set(settable()) == {"data_dir", "training"}
