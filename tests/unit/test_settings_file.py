"""The settings file: written whole or not at all, secrets never readable in it, training kept apart."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from platecheck.errors import KeyLost, SettingsError
from platecheck.settings import Settings, change, read_file, write
from platecheck.wiring import change_settings, read_settings, set_up_training

if TYPE_CHECKING:
    from pathlib import Path

TOKEN, OFFICER = "a-very-secret-token-123", "Officer Tremblay"
SANDBOX = {
    "validation_url": "http://127.0.0.1:8000",
    "controller_url": "http://127.0.0.1:8000",
    "lots_url": "",
}
needs_modes = pytest.mark.skipif(os.name != "posix", reason="the modes of files are POSIX's")


def settings_of(directory: Path, **env: str) -> Settings:
    """Return the settings of a directory, and of nothing in this process's environment."""
    return read_settings(directory, env)


def file_of(directory: Path) -> dict[str, Any]:
    """Return what stands in the file."""
    found: dict[str, Any] = json.loads((directory / "settings.json").read_text(encoding="utf-8"))
    return found


def test_what_is_set_is_there_the_next_time(tmp_path: Path) -> None:
    """Settings survive, a later one leaves the earlier as they are, and a new directory is made."""
    directory = tmp_path / "new" / "data"
    change_settings(directory, {"client": "OC-TOMA", "token": TOKEN, "officer": OFFICER})
    change_settings(directory, {"grace_minutes": "5", "lot_names": {"Mall": {"short_names": ["MALL"]}}})
    found = settings_of(directory)
    assert (found.client, found.token.get_secret_value(), found.officer) == ("OC-TOMA", TOKEN, OFFICER)
    assert found.grace_minutes == 5
    assert found.site.lots == {"Mall": frozenset({"MALL"})}
    assert found.is_set_up


def test_only_what_was_set_is_in_the_file(tmp_path: Path) -> None:
    """A default is not written down: a later version's default still applies."""
    change_settings(tmp_path, {"client": "C"})
    assert file_of(tmp_path) == {"client": "C"}


def test_secrets_are_never_readable_in_the_directory(tmp_path: Path) -> None:
    """Neither token nor officer stands in any file of the directory, as text or as hex."""
    change_settings(tmp_path, {"token": TOKEN, "officer": OFFICER, "client": "C"})
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        for secret in (TOKEN, OFFICER):
            assert secret.encode() not in content
            assert secret.encode().hex().encode() not in content.lower()


def test_a_secret_can_be_taken_away(tmp_path: Path) -> None:
    """An empty token is none, and needs no key to read."""
    change_settings(tmp_path, {"token": TOKEN, "client": "C"})
    change_settings(tmp_path, {"token": "", "officer": ""})
    (tmp_path / "device.key").unlink()
    assert not settings_of(tmp_path).is_set_up


@needs_modes
def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    """Directory 0700 and file 0600, whatever the umask, and after each change."""
    directory, before = tmp_path / "data", os.umask(0)
    try:
        for client in ("A", "B"):
            change_settings(directory, {"client": client, "token": TOKEN})
            assert stat.S_IMODE(directory.stat().st_mode) == 0o700
            assert {stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()} == {0o600}
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"colour": "red"}, "There is no setting 'colour'. There are: validation_url"),
        ({"training": True}, "There is no setting 'training'"),
        ({"data_dir": "/x"}, "There is no setting 'data_dir'"),
        ({"client": "C", "role": "chief"}, "role: "),
        ({"client": "C", "token": "not a token"}, "token: a token has up to 50"),
        ({"client": "C", "validation_url": "http://service.example"}, "validation_url: plain http"),
    ],
)
def test_a_refused_change_changes_nothing(tmp_path: Path, changes: dict[str, object], named: str) -> None:
    """One value that is not acceptable leaves the whole file as it was."""
    change_settings(tmp_path, {"client": "BEFORE"})
    before = (tmp_path / "settings.json").read_bytes()
    with pytest.raises(SettingsError) as caught:
        change_settings(tmp_path, changes)
    assert named in str(caught.value)
    assert "not a token" not in str(caught.value)
    assert (tmp_path / "settings.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"client": "C"',
        b"\xff\xfe\x00",
        b"[]",
        b'"text"',
        b"null",
        b"{'client': 'C'}",
        b"\x00" * 64,
    ],
)
def test_a_broken_file_is_said_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    """A damaged file is never replaced, neither by reading nor by a change: it may be mended."""
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    for act in (
        lambda: settings_of(tmp_path),
        lambda: change_settings(tmp_path, {"client": "C"}),
        lambda: set_up_training(tmp_path, SANDBOX),
    ):
        with pytest.raises(SettingsError, match="Mend it, or set it aside") as caught:
            act()
        assert str(path) in str(caught.value)
    assert path.read_bytes() == content


def test_a_file_that_is_a_directory_is_said(tmp_path: Path) -> None:
    """What cannot be read at all is one of our errors."""
    (tmp_path / "settings.json").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        read_file(tmp_path)


def test_a_directory_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A path through a file is no data directory; the error names the file."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"settings\.json cannot be (read|written)"):
        change_settings(tmp_path / "file" / "data", {"client": "C"})


@pytest.mark.parametrize("value", [5, ["t"], {"a": 1}, True])
def test_a_sealed_setting_that_is_no_text_is_refused(tmp_path: Path, value: object) -> None:
    """A file with a number for a token is refused by name, and no crash."""
    change_settings(tmp_path, {"token": TOKEN})
    (tmp_path / "settings.json").write_text(json.dumps({"token": value}), encoding="utf-8")
    with pytest.raises(SettingsError, match="token"):
        settings_of(tmp_path)


def test_a_file_from_a_later_version_is_said_and_kept(tmp_path: Path) -> None:
    """A key that this version does not know is named, and no change drops it."""
    (tmp_path / "settings.json").write_text('{"client": "C", "later": 1}', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"settings\.json: later: there is no such setting"):
        settings_of(tmp_path)
    with pytest.raises(SettingsError, match="later: there is no such setting"):
        change_settings(tmp_path, {"client": "D"})
    assert file_of(tmp_path) == {"client": "C", "later": 1}


def test_one_bad_value_can_be_mended_by_setting_it(tmp_path: Path) -> None:
    """A file with a bad value is refused until that setting is set anew."""
    (tmp_path / "settings.json").write_text('{"client": "C", "theme": "pink"}', encoding="utf-8")
    with pytest.raises(SettingsError, match="theme"):
        change_settings(tmp_path, {"client": "D"})
    change_settings(tmp_path, {"theme": "night"})
    assert settings_of(tmp_path).theme == "night"


def test_a_lost_key_is_said(tmp_path: Path) -> None:
    """Without its key a token cannot be read, and nobody pretends that there is none."""
    change_settings(tmp_path, {"token": TOKEN, "client": "C"})
    key = (tmp_path / "device.key").rename(tmp_path / "kept.key")
    with pytest.raises(KeyLost, match=r"device\.key"):
        settings_of(tmp_path)
    key.rename(tmp_path / "device.key")
    assert settings_of(tmp_path).token.get_secret_value() == TOKEN


def test_another_devices_key_is_said(tmp_path: Path) -> None:
    """A token sealed by another device opens nowhere else, nor does one that was changed."""
    change_settings(tmp_path / "a", {"token": TOKEN})
    change_settings(tmp_path / "b", {"token": TOKEN})
    (tmp_path / "a" / "device.key").replace(tmp_path / "b" / "device.key")
    with pytest.raises(KeyLost):
        settings_of(tmp_path / "b")
    (tmp_path / "b" / "settings.json").write_text('{"token": "not hex"}', encoding="utf-8")
    with pytest.raises(KeyLost):
        settings_of(tmp_path / "b")


@needs_modes
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """Where the new file cannot be written, the old one is still there whole, and the reason is said."""
    change_settings(tmp_path, {"client": "BEFORE"})
    code = f"""import pathlib, resource, signal
from platecheck.errors import SettingsError
from platecheck.wiring import change_settings
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))
try:
    change_settings(pathlib.Path({str(tmp_path)!r}), {{"client": "AFTER" * 10}})
except SettingsError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - code of this file
    assert "settings.json cannot be written" in done.stdout
    assert file_of(tmp_path) == {"client": "BEFORE"}


@needs_modes
def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    """On a full disk no half-written temporary file stays in the directory."""
    test_a_full_disk_leaves_the_old_file(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_a_sealer_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """Nothing is written before every secret is sealed."""

    def lost(_: str) -> str:
        raise KeyLost("gone")

    change(tmp_path, {"client": "BEFORE"}, str)
    with pytest.raises(KeyLost):
        change(tmp_path, {"client": "AFTER", "token": TOKEN}, lost)
    assert file_of(tmp_path) == {"client": "BEFORE"}


@pytest.mark.parametrize("name", ["client", "token", "validation_url"])
def test_real_settings_never_become_training(tmp_path: Path, name: str) -> None:
    """A directory that holds real settings is refused to the demo, and stays as it is."""
    change_settings(tmp_path, {name: {"validation_url": "https://service.example"}.get(name, "REAL-1")})
    before = (tmp_path / "settings.json").read_bytes()
    with pytest.raises(SettingsError, match="never share a directory"):
        set_up_training(tmp_path, SANDBOX)
    assert (tmp_path / "settings.json").read_bytes() == before


def test_a_training_directory_is_one_service_whatever_its_port(tmp_path: Path) -> None:
    """The sandbox's port changes with each start; what a trainee checked stays his."""
    for port in (8000, 8001):
        set_up_training(tmp_path, SANDBOX | {"validation_url": f"http://127.0.0.1:{port}", "client": "C"})
        found = settings_of(tmp_path)
        assert (found.training, found.service) == (True, "sandbox")
        assert found.validation_url.endswith(str(port))


@pytest.mark.parametrize("url", ["https://service.ops-com.com", "https://127.0.0.1.example"])
def test_training_talks_to_this_machine_only(tmp_path: Path, url: str) -> None:
    """Neither the file nor the environment can point a training directory at a real platform."""
    set_up_training(tmp_path, SANDBOX)
    with pytest.raises(SettingsError, match="training directory"):
        settings_of(tmp_path, PLATECHECK_VALIDATION_URL=url)
    with pytest.raises(SettingsError, match="training directory"):
        change_settings(tmp_path, {"validation_url": url})
    with pytest.raises(SettingsError, match="training directory"):
        write(tmp_path / "new", {"validation_url": url, "training": True}, str)


@pytest.mark.parametrize("name", ["controller_url", "lots_url"])
def test_trainings_lots_are_the_sandboxs_too(tmp_path: Path, name: str) -> None:
    """The lot figures of a training directory come from this machine as well."""
    set_up_training(tmp_path, SANDBOX)
    with pytest.raises(SettingsError, match="training directory"):
        settings_of(tmp_path, **{f"PLATECHECK_{name.upper()}": "https://controller.example"})
