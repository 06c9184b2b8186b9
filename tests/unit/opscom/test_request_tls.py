"""TLS that fails, on real sockets: whose fault it is, and that nothing is sent first."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import ssl
from typing import TYPE_CHECKING, TypeAlias

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from platecheck.errors import ServiceError, TlsFailed, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from conftest import Asker, Handler, Wire

    Serve = Callable[..., AbstractAsyncContextManager[Wire]]
    Say = Callable[..., Handler]

Reader: TypeAlias = asyncio.StreamReader
Writer: TypeAlias = asyncio.StreamWriter


async def refusal(asker: Asker, url: str) -> ServiceError:
    """Ask once and return the error."""
    with pytest.raises(ServiceError) as caught:
        await asker.client(url).validation.validate("ABC123")
    assert "very-secret" not in str(caught.value)
    return caught.value


async def test_tls_spoken_to_a_plain_port(asker: Asker) -> None:
    """A service that answers TLS with plain text has no acceptable certificate, and is asked once."""
    met = 0

    async def plain(_reader: Reader, writer: Writer) -> None:
        nonlocal met
        met += 1
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert type(await refusal(asker, f"https://127.0.0.1:{port}")) is TlsFailed
    assert met == 1


async def test_a_line_that_breaks_during_the_handshake(asker: Asker) -> None:
    """A connection lost before any certificate is unreachable: nobody's certificate is to blame."""

    async def gone(_reader: Reader, writer: Writer) -> None:
        writer.close()

    server = await asyncio.start_server(gone, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert type(await refusal(asker, f"https://127.0.0.1:{port}")) is Unreachable
    assert len(asker.pauses) == 2


@pytest.fixture
def own_certificate(tmp_path: Path) -> ssl.SSLContext:
    """Return a server's TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + dt.timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


async def test_a_certificate_nobody_vouches_for(
    own_certificate: ssl.SSLContext, asker: Asker, serve: Serve, say: Say
) -> None:
    """A self-signed certificate ends it before anything is sent."""
    async with serve(say(200), own_certificate) as wire:
        assert type(await refusal(asker, wire.url)) is TlsFailed
    assert wire.heads == []
    assert asker.pauses == []


async def test_a_knock_sends_nothing(
    asker: Asker, serve: Serve, say: Say, own_certificate: ssl.SSLContext
) -> None:
    """A bare connection is enough; where TLS is spoken its certificate must be one that is trusted."""
    async with serve(say(b"{}")) as wire:
        await asker.client(wire.url).validation.knock()
        assert wire.heads == []
    with pytest.raises(Unreachable):
        await asker.client(wire.url).validation.knock()
    async with serve(say(b"{}"), tls=own_certificate) as wire:
        with pytest.raises(TlsFailed):
            await asker.client(wire.url).validation.knock()
