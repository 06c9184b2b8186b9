"""Which port a server gets, and how windows are opened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import SettingsError
from platecheck.hosting.ports import bind, take_port, url_of
from platecheck.hosting.window import window_command

if TYPE_CHECKING:
    from pathlib import Path


def test_the_next_free_port_is_taken() -> None:
    """The usual port being taken, the next is used; a port that was asked for is never exchanged."""
    with bind("127.0.0.1", 0) as taken:
        usual = taken.getsockname()[1]
        with take_port(lambda number: bind("127.0.0.1", number), None, usual) as other:
            assert usual < other.getsockname()[1] <= usual + 20
        with pytest.raises(SettingsError, match=f"Port {usual} cannot be used"):
            take_port(lambda number: bind("127.0.0.1", number), usual, 0)


def test_an_ipv6_loopback_is_written_in_brackets() -> None:
    """Addresses that are printed can be opened."""
    assert url_of("::1", 80) == "http://[::1]:80"
    assert url_of("localhost", 80) == "http://localhost:80"


def test_binding_beyond_loopback_is_refused_below_the_command_too() -> None:
    """Whoever calls, nothing listens to other machines."""
    with pytest.raises(SettingsError, match="no logins yet"):
        bind("0.0.0.0", 0)  # noqa: S104 - the point of the test


def test_a_window_needs_a_screen_and_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An app window has a profile of its own, so that it leaves nothing behind."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert window_command("http://127.0.0.1:1", "profile", {"DISPLAY": ":0"}) is None
    browser = tmp_path / "google-chrome"
    browser.touch(mode=0o755)
    assert window_command("http://127.0.0.1:1", "profile", {}) is None
    command = window_command("http://127.0.0.1:1", "profile", {"WAYLAND_DISPLAY": "wayland-0"})
    assert command is not None
    assert command[:3] == [str(browser), "--app=http://127.0.0.1:1", "--user-data-dir=profile"]
    assert ("--no-sandbox" in command) == (os.geteuid() == 0)
