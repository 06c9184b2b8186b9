"""What the tests of the client share: the payloads, and small servers on real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from tests.unit.meetings import Meetings

from platecheck.opscom import Access, OpscomClient, make_http
from platecheck.opscom.reader import read_plate
from platecheck.opscom.reply import Reply, value_of

if TYPE_CHECKING:
    import ssl

    from platecheck.facts import PlateFacts

SITE = ZoneInfo("America/Toronto")
TOKEN = "very-secret-token"
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture(scope="session")
def payloads() -> Path:
    """Return the directory of the recorded bodies."""
    return Path(__file__).parents[2] / "payloads"


@pytest.fixture(scope="session")
def read() -> Callable[..., PlateFacts]:
    """Return what takes a body the way a live answer goes: from bytes to facts or to one of our errors."""

    def read_body(body: bytes, content_type: str = "application/json", plate: str = "ABC123") -> PlateFacts:
        return read_plate(value_of(Reply(200, body, content_type)), plate=plate, zone=SITE, body=body)

    return read_body


class Wire:
    """One server on loopback: counts requests, keeps what it was sent, answers with `handler`."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []
        self.port = 0
        self.scheme = "http"

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read whole requests and answer them until the peer leaves."""
        while not writer.is_closing():
            head = await reader.readuntil(b"\r\n\r\n")
            lengths = [row[15:] for row in head.split(b"\r\n") if row.lower().startswith(b"content-length:")]
            self.heads.append(head)
            self.bodies.append(await reader.readexactly(int(lengths[0]) if lengths else 0))
            await self.handler(reader, writer)


@pytest.fixture
def serve() -> Callable[..., AbstractAsyncContextManager[Wire]]:
    """Return `serve(handler, tls=None)`, an async context manager that gives the running server."""

    @asynccontextmanager
    async def running(handler: Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[Wire]:
        wire = Wire(handler)
        wire.scheme = "https" if tls else "http"
        meetings = Meetings(wire.talk)
        server = await asyncio.start_server(meetings, "127.0.0.1", 0, ssl=tls)
        wire.port = server.sockets[0].getsockname()[1]
        try:
            yield wire
        finally:
            server.close()
            await meetings.end()

    return running


@pytest.fixture
def say() -> Callable[..., Handler]:
    """Return `say(status, body, **headers)`: a handler that gives this answer, closing after it."""

    def handler_of(status: int = 200, body: bytes = b"", *, more: tuple[str, ...] = ()) -> Handler:
        head = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", "Connection: close", *more]

        async def handler(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write("\r\n".join([*head, "", ""]).encode() + body)
            await writer.drain()
            writer.close()

        return handler

    return handler_of


class Asker:
    """The client under test on real sockets; pauses are noted and not slept."""

    def __init__(self) -> None:
        self.http = make_http()
        self.pauses: list[float] = []

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def client(self, url: str, *, deadline_s: float = 5.0, client: str = "OC-TOMA") -> OpscomClient:
        """Return a client of the services at `url`."""
        access = Access(url, url, url, client, TOKEN, SITE)
        return OpscomClient(self.http, access, deadline_s=deadline_s, sleep=self._pause, jitter=lambda: 0.5)


@pytest.fixture
async def asker() -> AsyncIterator[Asker]:
    """Give an asker, and close its connections."""
    found = Asker()
    yield found
    await found.http.aclose()
