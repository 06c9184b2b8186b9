"""One suite, two doors: every test that takes `client` runs in-process and over a socket."""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import FastAPI

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.sandbox.service import SandboxServer, create_app

# Tuesday 15 September 2026, 11:30 at the site.
NOW = datetime(2026, 9, 15, 15, 30, tzinfo=UTC)
ZONE = ZoneInfo("America/Toronto")

Validate = Callable[[str], Awaitable[httpx.Response]]


@dataclass(frozen=True)
class Door:
    """A running sandbox and, where there is one, its address."""

    app: FastAPI
    url: str | None


@pytest.fixture(scope="module", params=["in-process", "socket"])
def door(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Run a sandbox at a fixed moment, behind one door or the other."""
    directory = tmp_path_factory.mktemp("sandbox")
    if request.param == "socket":
        with SandboxServer(directory, now=lambda: NOW, timezone=ZONE) as server:
            yield Door(server.app, server.url)
    else:
        app = create_app(directory, now=lambda: NOW, timezone=ZONE)
        yield Door(app, None)
        app.state.database.close()


@pytest.fixture
def address(door: Door) -> str | None:
    """Where the sandbox listens; None in-process."""
    return door.url


@pytest.fixture
async def client(door: Door) -> AsyncIterator[httpx.AsyncClient]:
    """Talk to it; every fault is mended afterwards."""
    transport = None if door.url else httpx.ASGITransport(door.app)
    # Plain HTTP only: loading the certificates for each test would take longer than the test.
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    base_url = door.url or "http://sandbox"
    async with httpx.AsyncClient(base_url=base_url, transport=transport, verify=trust) as opened:
        yield opened
        await opened.post("/sandbox/faults", json={})


@pytest.fixture
def validate(client: httpx.AsyncClient) -> Validate:
    """Validate a plate with the demo token."""

    async def ask(plate: str) -> httpx.Response:
        body = {"api_token": DEMO_TOKEN, "client": DEMO_CLIENT, "plate": plate}
        return await client.post("/api/v1/validate/plate", json=body)

    return ask
