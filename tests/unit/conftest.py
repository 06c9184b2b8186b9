"""An officer's device for the tests of the core: real client, real store, and services on real sockets."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from tests.unit.meetings import Meetings

from platecheck.occupancy import Occupancy
from platecheck.opscom import Access, OpscomClient, make_http
from platecheck.patrol import Patrol
from platecheck.preparing import Preparation
from platecheck.rechecks import Rechecks
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN, LOT_NAMES
from platecheck.sandbox.faults import FaultSettings
from platecheck.sandbox.service import SandboxServer
from platecheck.store import FileKeyHolder, Scope, Store
from platecheck.verdict import Site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    import httpx

    from platecheck.retention import Retention
    from platecheck.store import Entry

# A slow machine is no failure of a property.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ZONE = ZoneInfo("America/Toronto")
NOON = datetime(2026, 7, 4, 16, 0, tzinfo=UTC)
"""Noon at the site."""
SERVICE = "https://service.example"
CAMPUS = Site({lot: frozenset((*n["short_names"], *n["dntt_locations"])) for lot, n in LOT_NAMES.items()})


class Clock:
    """A device's clock that stands still until it is moved; `step` makes every look at it take time."""

    def __init__(self, at: datetime, step: timedelta = timedelta(0)) -> None:
        self.at = at
        self.step = step

    def __call__(self) -> datetime:
        """Return the device's time."""
        self.at += self.step
        return self.at

    def move(self, **by: float) -> None:
        """Go forward by so many hours, minutes, seconds; back where they are negative."""
        self.at += timedelta(**by)


class Platform:
    """A service on a real socket that says what a test wants, and answers only while `gate` is open."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[str] = []
        self.bodies: dict[str, bytes] = {}
        self.status: int | None = 200
        self.content_type = "application/json"
        self.headers: dict[str, str] = {}
        self.date: datetime | None = None
        self.faults: list[int | None] = []
        """What the next requests meet instead of `status`; None is a connection that breaks."""
        self.met = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.gates: dict[str, asyncio.Event] = {}
        """Gates of single plates, in place of the one for all."""

    def knows(self, plate: str, **found: Any) -> bytes:
        """Put a plate on file (`permits`, `dntt`, `alarm`) and return the body it is answered with."""
        data = {"response": "", "plate": plate, "responseJSON": found}
        body = self.bodies[plate] = json.dumps({"error": 0, "data": data, "message": ""}).encode()
        return body

    def hold(self, plate: str) -> asyncio.Event:
        """Answer nobody who asks for this plate until the gate returned is set."""
        gate = self.gates[plate] = asyncio.Event()
        return gate

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        head = await reader.readuntil(b"\r\n\r\n")
        lengths = [row[15:] for row in head.split(b"\r\n") if row.lower().startswith(b"content-length:")]
        request = json.loads(await reader.readexactly(int(lengths[0])))
        self.asked.append(request["plate"])
        self.met.set()
        await self.gates.get(request["plate"], self.gate).wait()
        fault = self.faults.pop(0) if self.faults else self.status
        body = self.bodies.get(request["plate"]) or self.bodies.get("*") or self.knows(request["plate"])
        rows = [f"HTTP/1.1 {fault} Said", f"Content-Length: {len(body)}", "Connection: close"]
        rows += [f"{name}: {value}" for name, value in self.headers.items()]
        rows.append(f"Content-Type: {self.content_type}")
        if self.date is not None:
            rows.append(f"Date: {format_datetime(self.date, usegmt=True)}")
        if fault is not None:
            writer.write("\r\n".join([*rows, "", ""]).encode() + body)
            await writer.drain()


class Device:
    """One officer's device; `patrol()` makes the verbs anew, as a start of the app does."""

    def __init__(self, directory: Path, store: Store, http: httpx.AsyncClient, clock: Clock) -> None:
        self.directory = directory
        self.store = store
        self.clock = clock
        self.scope = Scope(SERVICE, DEMO_CLIENT)
        self._http = http

    def patrol(
        self,
        url: str,
        *,
        site: Site = CAMPUS,
        patience_s: float = 30.0,
        deadline_s: float = 30.0,
        token: str = DEMO_TOKEN,
        client: str = DEMO_CLIENT,
    ) -> Patrol:
        """Return the verbs over the service at `url`; pauses between attempts take no time."""
        return Patrol(
            self._client(url, token, client, deadline_s).validation,
            self.store,
            Scope(SERVICE, client),
            site=site,
            app_version="0.1.0",
            clock=self.clock,
            patience_s=patience_s,
        )

    def rechecks(self, patrol: Patrol) -> Rechecks:
        """Return the queue that `patrol` fills; the pace takes no time."""
        return Rechecks(patrol, self.store, self.scope, sleep=_no_pause)

    def preparation(self, patrol: Patrol, rechecks: Rechecks | None = None) -> Preparation:
        """Return what refreshes the plates `patrol` has seen; the pace takes no time."""
        rechecks = rechecks or self.rechecks(patrol)
        return Preparation(patrol, rechecks, self.store, self.scope, sleep=_no_pause)

    def occupancy(self, url: str, *, token: str = DEMO_TOKEN, money: bool = False) -> Occupancy:
        """Return the lot figures of the service at `url`, a supervisor's with `money`."""
        lots = self._client(url, token, DEMO_CLIENT, 30.0).lots
        return Occupancy(lots, self.store, self.scope, self.clock, money=money)

    def _client(self, url: str, token: str, client: str, deadline_s: float) -> OpscomClient:
        access = Access(url, url, url, client, token, ZONE)
        return OpscomClient(self._http, access, deadline_s=deadline_s, sleep=_no_pause, jitter=lambda: 0.5)

    async def on_disk(self, plate: str | None = None) -> list[Entry]:
        """Read the log over a second connection: only what is committed is there."""
        second = await Store.open(self.directory, FileKeyHolder(self.directory))
        try:
            return await second.history(self.scope, plate=plate)
        finally:
            await second.close()


async def _no_pause(_: float) -> None:
    """Stand in for the pause between two attempts: only whoever else is ready has a turn."""
    await asyncio.sleep(0)


@pytest.fixture
def noon() -> datetime:
    """Return the moment a test starts at: noon at the site, 4 July 2026."""
    return NOON


@pytest.fixture
def campus() -> Site:
    """Return the sandbox's site: "Main Campus" is a name of five lots."""
    return CAMPUS


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    """Run a platform whose clock is the device's until told otherwise."""
    said = Platform()
    meetings = Meetings(said.talk)
    server = await asyncio.start_server(meetings, "127.0.0.1", 0)
    said.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield said
    said.gate.set()
    server.close()
    await meetings.end()


@pytest.fixture
def retention() -> Retention | None:
    """Return no clocks: a test that is about them has its own."""
    return None


@pytest.fixture
async def device(tmp_path: Path, retention: Retention | None) -> AsyncIterator[Device]:
    """Give a device with an empty database, at noon."""
    directory, clock = tmp_path / "device", Clock(NOON)
    keys = FileKeyHolder(directory)
    store = await Store.open(directory, keys, busy_s=0.05, retention=retention, clock=clock)
    http = make_http()
    yield Device(directory, store, http, clock)
    await http.aclose()
    await store.close()


@pytest.fixture(scope="session")
def running_sandbox() -> Iterator[SandboxServer]:
    """Run one sandbox over a socket for the whole session, laid out around the present moment."""
    with SandboxServer(timezone=ZONE) as server:
        yield server


@pytest.fixture
def sandbox(running_sandbox: SandboxServer) -> Iterator[SandboxServer]:
    """Give the sandbox without faults, and mend it after."""
    yield running_sandbox
    running_sandbox.app.state.faults.settings = FaultSettings()
