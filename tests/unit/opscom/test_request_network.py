"""Networks that break, stall, lie or never end: each is one of our errors, on real sockets."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from typing import TYPE_CHECKING, TypeAlias

import pytest

from platecheck.errors import (
    AddressUnknown,
    Refused,
    ServiceError,
    TimedOut,
    TooLarge,
    Unreachable,
    Unreadable,
)
from platecheck.facts import PlateFacts

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from conftest import Asker, Handler, Wire

    Serve = Callable[..., AbstractAsyncContextManager[Wire]]
    Say = Callable[..., Handler]

OK = b'{"error":0,"data":{"response":"","plate":"ABC123","responseJSON":{}},"message":""}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
Reader: TypeAlias = asyncio.StreamReader
Writer: TypeAlias = asyncio.StreamWriter


async def refusal(asker: Asker, url: str, deadline_s: float = 5.0) -> ServiceError:
    """Ask once and return the error."""
    with pytest.raises(ServiceError) as caught:
        await asker.client(url, deadline_s=deadline_s).validation.validate("ABC123")
    assert "very-secret" not in str(caught.value)
    return caught.value


def raw(*parts: bytes, reset: bool = False) -> Handler:
    """Write these bytes and leave, politely or with a reset."""

    async def handler(_reader: Reader, writer: Writer) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        if reset:
            # Linger 0 makes the close a RST.
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        writer.close()

    return handler


async def test_nobody_listens(asker: Asker) -> None:
    """A refused connection is tried three times, then unreachable."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
        assert type(await refusal(asker, f"http://127.0.0.1:{port}")) is Unreachable
    assert asker.pauses == [0.15, 0.4]


async def test_a_name_nobody_has(asker: Asker) -> None:
    """A host that DNS does not know is told apart from one that does not answer."""
    assert type(await refusal(asker, "http://no-such-host.invalid")) is AddressUnknown


@pytest.mark.parametrize(
    "url",
    [
        "",
        "service.ops-com.com",
        "ftp://service.ops-com.com",
        "http://",
        "http://[::1",
        "http://127.0.0.1:99999",
        "http://a b",
        f"http://{'x' * 70}.com",
        "http://\ud800",
        "http://x\0y",
        "http://" + "a." * 2000 + "com",
    ],
)
async def test_an_address_that_is_none(url: str, asker: Asker) -> None:
    """An address that cannot be one is unreachable, not a crash."""
    assert isinstance(await refusal(asker, url), Unreachable)


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (b"SSH-2.0-OpenSSH\r\n",),
        (HEAD + b"Content-Length: -1\r\n\r\n",),
        (HEAD + b"Content-Length: 100\r\n\r\n" + OK[:40],),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",),
        (HEAD + b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"er',),
        (b"HTTP/1.1 99 Low\r\n\r\n",),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000,),
        (b"\0\xff" * 100 + b"\r\n\r\n",),
    ],
)
@pytest.mark.parametrize("reset", [False, True])
async def test_half_an_answer_is_unreachable(
    parts: tuple[bytes, ...], *, reset: bool, asker: Asker, serve: Serve
) -> None:
    """What is cut off, reset or no HTTP is no answer, and is asked for three times."""
    async with serve(raw(*parts, reset=reset)) as wire:
        error = await refusal(asker, wire.url)
    assert isinstance(error, Unreachable)
    assert len(wire.heads) == 3


async def test_an_answer_without_length_that_is_cut_off(asker: Asker, serve: Serve) -> None:
    """Without a length the end of the line is the end of the answer, and half a JSON is unreadable."""
    async with serve(raw(HEAD + b"Connection: close\r\n\r\n" + OK[:40])) as wire:
        error = await refusal(asker, wire.url)
    assert isinstance(error, Unreadable)
    assert error.body == OK[:40]


async def test_a_trickle_ends_at_the_deadline(asker: Asker, serve: Serve) -> None:
    """A byte now and then does not stretch the deadline."""

    async def trickle(_reader: Reader, writer: Writer) -> None:
        writer.write(HEAD + b"Content-Length: 1000\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with serve(trickle) as wire:
        assert type(await refusal(asker, wire.url, deadline_s=0.3)) is TimedOut


async def test_silence_ends_at_the_deadline(asker: Asker, serve: Serve) -> None:
    """Without an answer it is over when the deadline is, and not asked again."""

    async def silence(_reader: Reader, _writer: Writer) -> None:
        await asyncio.Event().wait()

    async with serve(silence) as wire:
        assert type(await refusal(asker, wire.url, deadline_s=0.2)) is TimedOut
    assert len(wire.heads) == 1


@pytest.mark.parametrize("framing", [b"Connection: close", b"Content-Length: 2000000000"])
async def test_an_endless_answer_is_dropped(framing: bytes, asker: Asker, serve: Serve) -> None:
    """A body over the cap is dropped while it comes in, whatever length it claims."""
    sent = 0

    async def endless(_reader: Reader, writer: Writer) -> None:
        nonlocal sent
        writer.write(HEAD + framing + b"\r\n\r\n")
        while True:
            writer.write(b" " * 65536)
            sent += 65536
            await writer.drain()

    async with serve(endless) as wire:
        assert type(await refusal(asker, wire.url)) is TooLarge
    assert len(wire.heads) == 1
    assert sent < 64 * 1024 * 1024


def packed(body: bytes, encoding: bytes = b"gzip") -> bytes:
    """Build a whole compressed answer."""
    head = HEAD + b"Content-Encoding: " + encoding + b"\r\nConnection: close\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(gzip.compress(OK), b"gzip"), (zlib.compress(OK), b"deflate"), (OK, b"gzip"), (OK, b"br")],
    ids=["gzip", "deflate", "not-packed", "unknown"],
)
async def test_a_packed_answer_is_read_all_the_same(
    body: bytes, encoding: bytes, asker: Asker, serve: Serve
) -> None:
    """A proxy that compresses unasked, or only says so, does not stop a check."""
    async with serve(raw(packed(body, encoding))) as wire:
        answer = await asker.client(wire.url).validation.validate("ABC123")
    assert (answer.facts, answer.body) == (PlateFacts("ABC123"), OK)


@pytest.mark.parametrize(
    ("body", "encoding", "kind"),
    [
        (gzip.compress(b" " * 50_000_000), b"gzip", TooLarge),
        (b"no gzip at all", b"gzip", Unreadable),
        (gzip.compress(OK)[:30], b"gzip", Unreadable),
        (b"\x0b\x02\x80OK\x03", b"br", Unreadable),
        (gzip.compress(gzip.compress(OK)), b"gzip, gzip", Unreadable),
    ],
    ids=["bomb", "not-packed", "cut-off", "unknown", "twice"],
)
async def test_a_packed_answer_that_is_a_trap(
    body: bytes, encoding: bytes, kind: type[ServiceError], asker: Asker, serve: Serve
) -> None:
    """The cap counts unpacked bytes, and what cannot be unpacked is unreadable."""
    async with serve(raw(packed(body, encoding))) as wire:
        assert type(await refusal(asker, wire.url)) is kind


async def test_a_packed_refusal_is_a_refusal(asker: Asker, serve: Serve) -> None:
    """A status speaks even where its body cannot be unpacked."""
    answer = packed(b"\x0b\x02\x80OK\x03", b"br").replace(b"200 OK", b"401 No")
    async with serve(raw(answer)) as wire:
        assert type(await refusal(asker, wire.url)) is Refused


async def test_a_cancelled_check_is_cancelled(asker: Asker, serve: Serve) -> None:
    """Leaving the screen ends the call as a cancellation, not as an error or an answer."""
    asked = asyncio.Event()

    async def silence(_reader: Reader, _writer: Writer) -> None:
        asked.set()
        await asyncio.Event().wait()

    async with serve(silence) as wire:
        check = asyncio.create_task(asker.client(wire.url).validation.validate("ABC123"))
        await asked.wait()
        check.cancel()
        with pytest.raises(asyncio.CancelledError):
            await check


async def test_one_line_serves_many_checks(asker: Asker, serve: Serve) -> None:
    """The connection stays open between checks: a patrol pays for one handshake."""
    ports = set()

    async def keep(_reader: Reader, writer: Writer) -> None:
        ports.add(writer.get_extra_info("peername")[1])
        writer.write(HEAD + b"Content-Length: %d\r\n\r\n" % len(OK) + OK)
        await writer.drain()

    async with serve(keep) as wire:
        client = asker.client(wire.url)
        for _ in range(3):
            await client.validation.validate("ABC123")
    assert len(ports) == 1
