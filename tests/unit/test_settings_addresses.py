"""Addresses: https everywhere, plain http for this machine only, whatever the text is dressed up as."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from platecheck.addresses import is_loopback
from platecheck.errors import SettingsError, Unreachable
from platecheck.opscom.transport import address
from platecheck.settings import Settings, load

if TYPE_CHECKING:
    from pathlib import Path

ADDRESSES = ("validation_url", "controller_url", "lots_url")


def take(directory: Path, name: str, url: str) -> Settings:
    """Return the settings with this address from the environment."""
    return load(directory, lambda text: text, {f"PLATECHECK_{name.upper()}": url})


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://service.ops-com.com", "https://service.ops-com.com"),
        ("https://service.example/base/", "https://service.example/base"),
        ("HTTPS://Service.example:8443", "HTTPS://Service.example:8443"),
        (" https://service.example ", "https://service.example"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("http://LOCALHOST", "http://LOCALHOST"),
        ("http://127.0.0.1", "http://127.0.0.1"),
        ("http://127.1.2.3:1", "http://127.1.2.3:1"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://[::1]", "http://[::1]"),
    ],
)
def test_https_anywhere_and_http_on_this_machine(tmp_path: Path, name: str, url: str, kept: str) -> None:
    """An address is kept without its last slash; plain http is for loopback."""
    assert getattr(take(tmp_path, name, url), name) == kept


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    "url",
    [
        "http://service.example",
        "http://127.0.0.1.evil.com",
        "http://localhost.evil.com",
        "http://localhost@evil.com",
        "http://localhost:80@evil.com",
        "http://127.0.0.1:80@evil.com/",
        "http://evil.com#@localhost",
        "http://evil.com?@localhost",
        "http://evil.com/@localhost",
        "http://evil.com\\@localhost",
        "http://localhost\\.evil.com",
        "http://localhost%2eevil.com",
        "http://evil.com/http://localhost",
        "http://127.0.0.256.1",
        "http://128.0.0.1",
        "http://0.0.0.0",
        "http://[::2]",
        "http://[::ffff:8.8.8.8]",
        "http://１２７.0.0.1",
        "http://localhost\u200b.evil.com",
        "http://ⓛocalhost.evil.com",
        "http:/localhost",
        "http:localhost",
        "http//localhost",
        "localhost",
        "https://",
        "https:///path",
        "https://:443",
        "ftp://localhost",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://user:secret@service.example",
        "https://service.example/?x=1",
        "https://service.example/#top",
        "https://serv ice.example",
        "https://service.example\nevil",
    ],
)
def test_anything_else_is_refused_by_name(tmp_path: Path, name: str, url: str) -> None:
    """A refused address says which setting it is and how one looks."""
    with pytest.raises(SettingsError) as caught:
        take(tmp_path, name, url)
    assert str(caught.value).startswith(f"PLATECHECK_{name.upper()}: {name}: ")
    assert "https://" in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1",
        "http://[::1].evil.com",
        "http://[::1]evil.com",
        "http://127.0.0.999",
        "http://127.0.0.١",
        "https://service.example:port",
        "https://service.example:99999",
        "https://service.example:４４３",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_at_once(tmp_path: Path, url: str) -> None:
    """A malformed address is said when it is set, and not by every check afterwards."""
    with pytest.raises(SettingsError, match=r"^PLATECHECK_VALIDATION_URL: validation_url: "):
        take(tmp_path, "validation_url", url)


HOSTS = st.sampled_from(["localhost", "127.0.0.1", "[::1]", "evil.com", "127.9", "::1"])
GLUE = st.sampled_from(
    ["", ".", "@", ":", "/", "\\", "#", "?", "%2f", "%40", ":80", ":80@", "//", ";", ",", "x"]
)


@settings(max_examples=300)
@given(st.sampled_from(["http://", "HTTP://"]), st.lists(HOSTS | GLUE, max_size=4).map("".join))
@example("http://", "[::1].evil.com")
@example("http://", "127.0.0.1:80@evil.com")
def test_plain_http_never_leaves_this_machine(scheme: str, rest: str) -> None:
    """Whatever plain-http text is accepted, the client that sends the token reads a loopback host in it."""
    try:
        kept = Settings.model_validate({"data_dir": "x", "validation_url": scheme + rest}).validation_url
    except ValueError:
        return
    assert is_loopback(kept)
    try:
        host = address(kept, "/x").host
    except Unreachable:
        return
    assert host == "localhost" or ip_address(host).is_loopback


def test_the_platforms_addresses_are_the_defaults(tmp_path: Path) -> None:
    """Without a setting the two services are the documents', and lot values are the controller's."""
    found = load(tmp_path, lambda text: text, {})
    assert found.validation_url == "https://service.ops-com.com"
    assert found.controller_url == "https://controller.operationscommander.io"
    assert found.lots_url == ""
    assert found.service == "https://service.ops-com.com"


@pytest.mark.parametrize("name", ["validation_url", "controller_url"])
def test_a_service_without_an_address_is_refused(tmp_path: Path, name: str) -> None:
    """An empty address would make every check fail: it is refused, not kept."""
    (tmp_path / "settings.json").write_text(f'{{"{name}": ""}}', encoding="utf-8")
    with pytest.raises(SettingsError, match=name):
        load(tmp_path, lambda text: text, {})
