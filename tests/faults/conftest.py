"""The sandbox, the broken network before it, and an officer's phone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from tests.faults.killing import Killer
from tests.faults.phone import ZONE, Phone, open_phone
from tests.faults.proxy import Proxy

from platecheck.sandbox.service import SandboxServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Return a device's directory that does not exist yet."""
    return tmp_path / "device"


@pytest.fixture
async def phone(directory: Path) -> AsyncIterator[Phone]:
    """Start the app on an empty device."""
    async with open_phone(directory) as opened:
        yield opened


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxServer]:
    """Run one sandbox over a socket for all faults."""
    with SandboxServer(tmp_path_factory.mktemp("faults-sandbox"), timezone=ZONE) as server:
        yield server


@pytest.fixture
def proxy(service: SandboxServer) -> Iterator[Proxy]:
    """Put the proxy in front of the sandbox."""
    with Proxy(urlsplit(service.url).port or 0) as between:
        yield between


@pytest.fixture(scope="session")
def killer(service: SandboxServer) -> Iterator[Killer]:
    """Start the process that starts apps to be killed."""
    with Killer(service.url) as ready:
        yield ready


@pytest.fixture
def own(tmp_path: Path) -> Iterator[SandboxServer]:
    """Run a sandbox of the test's own: what is exported from it is gone."""
    with SandboxServer(tmp_path / "platform") as server:
        yield server


@pytest.fixture
def between(own: SandboxServer) -> Iterator[Proxy]:
    """Put a proxy in front of it."""
    with Proxy(urlsplit(own.url).port or 0) as proxy:
        yield proxy
