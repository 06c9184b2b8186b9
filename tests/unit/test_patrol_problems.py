"""Every way a service can fail ends in NOT CHECKED, or in the saved answer with its reason."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from platecheck.errors import ProblemKind
from platecheck.facts import Source
from platecheck.opscom.transport import MAX_BODY
from platecheck.sandbox.faults import FaultMode, FaultSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from conftest import Device, Platform
    from platecheck.patrol import Patrol
    from platecheck.sandbox.service import SandboxServer

    Breaker = Callable[[ProblemKind], Awaitable[Patrol]]

LOT = "Main Street Parking"
FAULTS = {
    ProblemKind.UNREACHABLE: FaultMode.DEAD,
    ProblemKind.PORTAL: FaultMode.PORTAL,
    ProblemKind.UNREADABLE: FaultMode.BAD,
    ProblemKind.REDIRECTED: FaultMode.REDIRECT,
    ProblemKind.REFUSED: FaultMode.REFUSED,
    ProblemKind.BUSY: FaultMode.BUSY,
    ProblemKind.SERVER_ERROR: FaultMode.ERROR,
    ProblemKind.WRONG_PLATE: FaultMode.WRONG_PLATE,
}
KINDS = [*FAULTS, ProblemKind.TIMEOUT, ProblemKind.TLS, ProblemKind.TOO_LARGE]


def test_every_kind_that_a_service_can_cause_is_driven() -> None:
    """The two kinds left are the officer's text and the device's own disk."""
    assert set(ProblemKind) - set(KINDS) == {ProblemKind.BAD_PLATE, ProblemKind.STORAGE}


def _self_signed(directory: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = directory / "service.pem"
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(key.private_bytes(*plain) + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


async def _distrusted(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        writer.close()


@pytest.fixture
async def broken(
    device: Device, platform: Platform, sandbox: SandboxServer, tmp_path: Path
) -> AsyncIterator[Breaker]:
    """Give what makes a patrol whose service fails in this way."""
    async with AsyncExitStack() as opened:

        async def breaker(kind: ProblemKind) -> Patrol:
            if kind in FAULTS:
                sandbox.app.state.faults.settings = FaultSettings(mode=FAULTS[kind])
                return device.patrol(sandbox.url)
            if kind is ProblemKind.TLS:
                server = await asyncio.start_server(_distrusted, "127.0.0.1", 0, ssl=_self_signed(tmp_path))
                await opened.enter_async_context(server)
                return device.patrol(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}")
            if kind is ProblemKind.TOO_LARGE:
                platform.bodies["*"] = (
                    b'{"error":0,"data":{"response":""},"message":"' + b"x" * MAX_BODY + b'"}'
                )
                return device.patrol(platform.url)
            platform.gate.clear()
            return device.patrol(platform.url, deadline_s=0.05)

        yield breaker


@pytest.mark.parametrize("kind", KINDS)
async def test_a_failure_says_nothing_about_the_permit(
    device: Device, broken: Breaker, kind: ProblemKind
) -> None:
    """Without a saved answer every failure is NOT CHECKED with its kind, logged and kept for a recheck."""
    patrol = await broken(kind)
    result = await patrol.check(patrol.press("QXQX999", lot=LOT))
    assert (result.answer.source, result.answer.verdict, result.answer.facts) == (
        Source.NONE,
        "not_checked",
        None,
    )
    assert result.answer.problem is not None
    assert result.answer.problem.kind is kind
    assert result.answer.problem.message
    assert result.verdict(device.clock(), patrol.site).headline.value == "not_checked"
    assert result.queued == 1
    (entry,) = await device.on_disk()
    assert entry.answers == (result.answer,)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_failure_leaves_what_was_known(
    device: Device, platform: Platform, broken: Breaker, kind: ProblemKind
) -> None:
    """With a saved answer that one is shown, the reason beside it, and its own age stays."""
    platform.knows("QXQX999", alarm="Wanted to talk with.")
    live = device.patrol(platform.url)
    fetched_at = (await live.check(live.press("QXQX999", lot=LOT))).answer.fetched_at
    platform.bodies.clear()
    device.clock.move(days=3)
    patrol = await broken(kind)
    for _ in range(2):
        result = await patrol.check(patrol.press("QXQX999", lot=LOT))
        assert (result.answer.source, result.answer.verdict) == (Source.CACHE, "alarm")
        assert result.answer.problem is not None
        assert result.answer.problem.kind is kind
        assert result.answer.fetched_at == fetched_at
    assert len(await device.on_disk()) == 3


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            b'{"error":0,"data":{"response":"","plate":"ZZZ999","responseJSON":{}},"message":""}',
            "wrong_plate",
        ),
        (b'{"error":0,"data":null,"message":""}', "unreadable"),
        (b"[]", "unreadable"),
        (b'{"error":0,"data":{"response":"","responseJSON":{"permits":', "unreadable"),
        (b"\xff\xfe\x00", "unreadable"),
    ],
)
@pytest.mark.parametrize("saved", [False, True])
async def test_a_body_that_was_not_used_is_kept(
    device: Device, platform: Platform, body: bytes, kind: str, *, saved: bool
) -> None:
    """What came for another plate, or could not be read, is in the log with the answer, byte for byte."""
    patrol = device.patrol(platform.url)
    if saved:
        await patrol.check(patrol.press("ABC123"))
    platform.bodies["*"] = body
    platform.bodies.pop("ABC123", None)
    result = await patrol.check(patrol.press("ABC123"))
    assert result.answer.problem is not None
    assert result.answer.problem.kind.value == kind
    assert result.answer.source is (Source.CACHE if saved else Source.NONE)
    assert await patrol.raw(result) == body
    assert (await device.on_disk())[0].answers[0].body == body


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (9000, "refused"),
        (9001, "refused"),
        (9002, "refused"),
        (9034, "refused"),
        (9006, "server_error"),
        (9022, "server_error"),
    ],
)
async def test_refusals_are_those_of_the_documents(
    device: Device, sandbox: SandboxServer, code: int, kind: str
) -> None:
    """Token, right and client are refusals; any other code of the platform is its own failure."""
    sandbox.app.state.faults.settings = FaultSettings(mode=FaultMode.REFUSED, code=code)
    patrol = device.patrol(sandbox.url)
    problem = (await patrol.check(patrol.press("ABC123"))).answer.problem
    assert problem is not None
    assert (problem.kind.value, problem.code) == (kind, code)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 408, 409, 418, 429, 500, 502, 503, 504, 599])
async def test_no_status_is_an_answer(device: Device, platform: Platform, status: int) -> None:
    """A status that says failure is one, even over a body that reads as a success without data."""
    platform.status = status
    platform.bodies["*"] = b'{"message":"Server Error"}'
    patrol = device.patrol(platform.url)
    result = await patrol.check(patrol.press("ABC123"))
    assert (result.answer.source, result.answer.verdict) == (Source.NONE, "not_checked")
