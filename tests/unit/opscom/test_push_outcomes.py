"""What is certain after a push, on real sockets: applied, certainly not, or unknown; and sent once always.

Longer than 300 lines: each ending of a push is a case of its own.
"""

from __future__ import annotations

import asyncio
import gzip
import logging
import socket
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from platecheck.errors import (
    AddressUnknown,
    Busy,
    OutcomeUnknown,
    ProblemKind,
    Redirected,
    Refused,
    Rejected,
    ServiceError,
    ServiceFailed,
    TimedOut,
    TlsFailed,
    Unreachable,
)
from platecheck.opscom import Access, OpscomClient, PermitRemoval

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from conftest import Asker, Handler, Wire

    Serve = Callable[..., AbstractAsyncContextManager[Wire]]
    Say = Callable[..., Handler]

REMOVAL = PermitRemoval(reference="secret-reference")
OK = b'{"status":"success","reference_id":"secret-reference"}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
PORTAL = b"<html><body>Sign in</body></html>"
ENVELOPE = b'{"error":%d,"data":null,"message":"secret words"}'
CONTROLLER = b'{"ErrorCode":"%d","ErrorMessage":"secret words"}'


async def failure(asker: Asker, url: str, deadline_s: float = 5.0) -> ServiceError:
    """Push once and return the error."""
    with pytest.raises(ServiceError) as caught:
        await asker.client(url, deadline_s=deadline_s).send(REMOVAL)
    assert "secret" not in str(caught.value)
    assert asker.pauses == []
    return caught.value


def raw(*parts: bytes, reset: bool = False) -> Handler:
    """Write these bytes and leave, politely or with a reset."""

    async def handler(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        if reset:
            # Linger 0 makes the close a RST.
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        writer.close()

    return handler


async def silence(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Never answer."""
    await asyncio.Event().wait()


async def test_nobody_listens(asker: Asker) -> None:
    """Without a connection nothing was sent, and nothing is tried again."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        assert type(await failure(asker, f"http://127.0.0.1:{sock.getsockname()[1]}")) is Unreachable


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://no-such-host.invalid", AddressUnknown),
        ("nowhere", Unreachable),
        ("http://127.0.0.1:99999", Unreachable),
        (f"http://{'x' * 70}.com", Unreachable),
        ("http://" + "a." * 2000 + "com", Unreachable),
    ],
)
async def test_an_address_that_leads_nowhere(url: str, kind: type[Unreachable], asker: Asker) -> None:
    """A name nobody has, and an address that is none, are known before anything is sent."""
    assert isinstance(await failure(asker, url), kind)


async def test_no_client_code_is_refused_unasked(asker: Asker, serve: Serve, say: Say) -> None:
    """A client code that would make another path is refused, and nothing is sent."""
    async with serve(say(200, OK)) as wire:
        with pytest.raises(Refused) as caught:
            await asker.client(wire.url, client="..").send(REMOVAL)
    assert (caught.value.code, wire.heads) == (9000, [])


async def test_tls_that_fails_sends_nothing(asker: Asker) -> None:
    """A service whose certificate cannot be had is told apart from one that took the push."""

    async def plain(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert type(await failure(asker, f"https://127.0.0.1:{port}")) is TlsFailed


async def test_a_handshake_that_never_ends_sends_nothing(asker: Asker) -> None:
    """The deadline before sending began is a plain time-out: it can be sent again."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        url = f"https://127.0.0.1:{sock.getsockname()[1]}"
        assert type(await failure(asker, url, deadline_s=0.3)) is TimedOut


async def test_a_proxy_that_opens_no_tunnel_sends_nothing(
    asker: Asker, serve: Serve, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked of a proxy is not yet the push."""
    async with serve(say(403)) as wire:
        monkeypatch.setenv("HTTPS_PROXY", wire.url)
        assert type(await failure(asker, "https://service.invalid")) is Unreachable
    assert [head.split()[0] for head in wire.heads] == [b"CONNECT"]


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (b"SSH-2.0-OpenSSH\r\n",),
        (HEAD + b"Content-Length: 100\r\n\r\n" + OK[:20],),
        (HEAD + b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"st',),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n",),
    ],
)
@pytest.mark.parametrize("reset", [False, True])
async def test_a_line_that_breaks_after_sending(
    parts: tuple[bytes, ...], *, reset: bool, asker: Asker, serve: Serve
) -> None:
    """What was sent and got no whole answer may have been applied, and is not sent again."""
    async with serve(raw(*parts, reset=reset)) as wire:
        error = await failure(asker, wire.url)
    assert isinstance(error, OutcomeUnknown)
    assert error.kind_of_cause is ProblemKind.UNREACHABLE
    assert len(wire.heads) == 1


async def test_silence_after_sending(asker: Asker, serve: Serve) -> None:
    """A time-out after sending leaves the outcome unknown, and is not sent again."""
    async with serve(silence) as wire:
        error = await failure(asker, wire.url, deadline_s=1.0)
    assert isinstance(error, OutcomeUnknown)
    assert (error.title, error.kind_of_cause) == ("Outcome unknown", ProblemKind.TIMEOUT)
    assert len(wire.heads) == 1


# status, body, what it is, its code
CERTAIN = [
    (200, ENVELOPE % 9001, Refused, 9001),
    (200, CONTROLLER % 9034, Refused, 9034),
    (500, CONTROLLER % 9002, Refused, 9002),
    (401, b"", Refused, None),
    (403, PORTAL, Refused, None),
    (200, CONTROLLER % 9009, Rejected, 9009),
    (409, CONTROLLER % 9012, Rejected, 9012),
    (400, ENVELOPE % 9033, Rejected, 9033),
    (404, CONTROLLER % 9009, Rejected, 9009),
    (500, CONTROLLER % 9003, Rejected, 9003),
    (409, CONTROLLER % 77, ServiceFailed, 77),
    (404, PORTAL, ServiceFailed, None),
    (422, b'{"detail":[]}', ServiceFailed, None),
    (408, b"", TimedOut, None),
    (429, b"", Busy, None),
    (429, CONTROLLER % 9003, Busy, 9003),
    (302, b"", Redirected, None),
]


@pytest.mark.parametrize(("status", "body", "kind", "code"), CERTAIN)
async def test_it_was_certainly_not_applied(
    status: int, body: bytes, kind: type[ServiceError], code: int | None, asker: Asker, serve: Serve, say: Say
) -> None:
    """A documented code, whatever its status, and every 3xx and 4xx: nothing was changed."""
    async with serve(say(status, body)) as wire:
        error = await failure(asker, wire.url)
    assert (type(error), error.code, error.status) == (kind, code, status)
    assert len(wire.heads) == 1


# status, body, what went wrong, the code
UNKNOWN = [
    (500, b'{"message":"Server Error"}', ProblemKind.SERVER_ERROR, None),
    (502, PORTAL, ProblemKind.SERVER_ERROR, None),
    (503, OK, ProblemKind.SERVER_ERROR, None),
    (500, CONTROLLER % 77, ProblemKind.SERVER_ERROR, 77),
    (200, CONTROLLER % 77, ProblemKind.SERVER_ERROR, 77),
    (200, b'{"error":"words"}', ProblemKind.SERVER_ERROR, None),
    (200, PORTAL, ProblemKind.PORTAL, None),
    (200, b"", ProblemKind.UNREADABLE, None),
    (200, OK[:20], ProblemKind.UNREADABLE, None),
    (200, b"[]", ProblemKind.UNREADABLE, None),
    (200, b'{"status":"success"}', ProblemKind.UNREADABLE, None),
    (200, b'{"status":"failed","reference_id":"secret-reference"}', ProblemKind.UNREADABLE, None),
    (200, b'{"status":"success","reference_id":"another"}', ProblemKind.UNREADABLE, None),
    (200, b" " * (1024 * 1024 + 1), ProblemKind.TOO_LARGE, None),
]


@pytest.mark.parametrize(("status", "body", "kind", "code"), UNKNOWN, ids=range(len(UNKNOWN)))
async def test_it_may_have_been_applied(
    status: int, body: bytes, kind: ProblemKind, code: int | None, asker: Asker, serve: Serve, say: Say
) -> None:
    """A 5xx, or a 2xx that cannot be understood or names no record, leaves the outcome unknown."""
    async with serve(say(status, body)) as wire:
        error = await failure(asker, wire.url)
    assert isinstance(error, OutcomeUnknown)
    assert (error.kind_of_cause, error.code) == (kind, code)
    assert body.startswith(error.body or b"")
    assert len(wire.heads) == 1


async def test_a_push_has_a_line_of_its_own(asker: Asker, serve: Serve) -> None:
    """Neither a read's open connection nor another push's is used: it could have gone stale."""
    ports: list[int] = []

    async def keep(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ports.append(writer.get_extra_info("peername")[1])
        body = b'{"data":[],"status":"success","reference_id":"SECRET-reference"}'
        writer.write(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()

    async with serve(keep) as wire:
        client = asker.client(wire.url)
        await client.permits.stats()
        await client.send(REMOVAL)
        await client.send(REMOVAL)
        await client.permits.stats()
    read, first, second, again = ports
    assert read == again
    assert len({read, first, second}) == 3


async def test_a_push_hangs_up(asker: Asker, serve: Serve) -> None:
    """No connection of a push stays open behind it, also where the service would keep it."""
    left = asyncio.Event()

    async def keep(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Content-Length: %d\r\n\r\n" % len(OK) + OK)
        await writer.drain()
        assert await reader.read() == b""
        left.set()

    async with serve(keep) as wire:
        await asker.client(wire.url).send(REMOVAL)
        async with asyncio.timeout(10):
            await left.wait()


async def test_a_cancelled_push_is_cancelled(asker: Asker, serve: Serve) -> None:
    """Leaving is a cancellation, not an error; the server has it once."""
    asked = asyncio.Event()

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await silence(reader, writer)

    async with serve(wait) as wire:
        push = asyncio.create_task(asker.client(wire.url).send(REMOVAL))
        await asked.wait()
        push.cancel()
        with pytest.raises(asyncio.CancelledError):
            await push
    assert len(wire.heads) == 1


async def test_a_push_is_logged_without_its_content(
    asker: Asker, serve: Serve, say: Say, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has the path and the outcome; no token, no body."""
    caplog.set_level(logging.DEBUG, logger="platecheck")
    async with serve(say(500, CONTROLLER % 77)) as wire:
        await failure(asker, wire.url)
    assert "permits/delete: 500 outcome unknown" in caplog.text
    assert "secret" not in caplog.text


async def test_an_overdue_body_comes_as_it_is(asker: Asker, serve: Serve, say: Say) -> None:
    """Whatever a 2xx holds is handed over unread, also past the size cap of other answers."""
    for body in (PORTAL, CONTROLLER % 9002, b"", b"x" * 3_000_000):
        async with serve(say(200, body)) as wire:
            answer = await asker.client(wire.url).violations.send_overdue_to_collections()
        assert answer.body == body
        assert len(wire.heads) == 1


@pytest.mark.parametrize(
    ("answer", "kind", "kept"),
    [
        (HEAD + b"Content-Length: 100\r\n\r\n{" + b'"records":[', ProblemKind.UNREACHABLE, b'{"records":['),
        (b"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\n{}", ProblemKind.SERVER_ERROR, b"{}"),
    ],
)
async def test_what_came_of_an_export_is_kept(
    answer: bytes, kind: ProblemKind, kept: bytes, asker: Asker, serve: Serve
) -> None:
    """Half an export is all there will ever be of it: the error has the bytes."""
    arrived: list[bytes] = []
    async with serve(raw(answer)) as wire:
        with pytest.raises(OutcomeUnknown) as caught:
            await asker.client(wire.url).violations.send_overdue_to_collections(arrived.append)
    assert (caught.value.kind_of_cause, caught.value.body) == (kind, kept)
    assert b"".join(arrived) == kept
    assert len(wire.heads) == 1


async def test_an_export_can_be_taken_while_it_arrives(asker: Asker, serve: Serve) -> None:
    """A piece is handed over when it is there, not when the last one is."""
    first = asyncio.Event()
    arrived = bytearray()

    def take(piece: bytes) -> None:
        arrived.extend(piece)
        first.set()

    async def halting(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Connection: close\r\n\r\n{")
        await writer.drain()
        async with asyncio.timeout(4):
            await first.wait()
        assert arrived == b"{"
        writer.write(b'"records":[]}')
        writer.close()

    async with serve(halting) as wire:
        answer = await asker.client(wire.url).violations.send_overdue_to_collections(take)
    assert answer.body == arrived == b'{"records":[]}'


async def test_a_packed_export_is_taken_unpacked(asker: Asker, serve: Serve) -> None:
    """What is handed over and what is returned are the same readable bytes."""
    arrived: list[bytes] = []
    body = gzip.compress(b'{"records":[]}')
    head = HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    async with serve(raw(head + body)) as wire:
        answer = await asker.client(wire.url).violations.send_overdue_to_collections(arrived.append)
    assert answer.body == b"".join(arrived) == b'{"records":[]}'


async def test_an_endless_export_is_dropped(asker: Asker, serve: Serve) -> None:
    """Over its own cap an export is given up like any answer, and the outcome is unknown."""

    async def endless(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Connection: close\r\n\r\n")
        while True:
            writer.write(b" " * 1_000_000)
            await writer.drain()

    async with serve(endless) as wire:
        with pytest.raises(OutcomeUnknown) as caught:
            await asker.client(wire.url).violations.send_overdue_to_collections()
    assert caught.value.kind_of_cause is ProblemKind.TOO_LARGE
    assert len(caught.value.body or b"") > 64 * 1024 * 1024


async def test_an_export_has_its_own_deadline(asker: Asker, serve: Serve) -> None:
    """It may take longer than other calls, and past its own time the outcome is unknown."""
    access = Access("", "", "", "OC-TOMA", "token", ZoneInfo("UTC"))

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.4)
        await raw(HEAD + b"Content-Length: 2\r\n\r\n{}")(reader, writer)

    async with serve(slow) as wire:
        there = replace(access, controller_url=wire.url)
        patient = OpscomClient(asker.http, there, deadline_s=0.1)
        assert (await patient.violations.send_overdue_to_collections()).body == b"{}"
        wire.handler = silence
        hasty = OpscomClient(asker.http, there, overdue_deadline_s=1.0)
        with pytest.raises(OutcomeUnknown) as caught:
            await hasty.violations.send_overdue_to_collections()
    assert caught.value.kind_of_cause is ProblemKind.TIMEOUT


async def test_an_export_that_is_refused(asker: Asker, serve: Serve, say: Say) -> None:
    """A refusal by status marks nothing, and says its code."""
    async with serve(say(403, CONTROLLER % 9002)) as wire:
        with pytest.raises(Refused) as caught:
            await asker.client(wire.url).violations.send_overdue_to_collections()
    assert caught.value.code == 9002
