"""Every way the network and the service can fail: nothing of it is NO PERMIT, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import gc
import ipaddress
import socket
import ssl
from typing import TYPE_CHECKING, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.faults.phone import SCOPE, headline, said
from tests.faults.proxy import (
    Fault,
    Proxy,
    holds,
    never_ends,
    resets,
    says,
    swallows,
    trickles,
    truncates,
)

from platecheck.errors import ProblemKind
from platecheck.facts import Source
from platecheck.sandbox.training import ALARM, UNKNOWN_PLATE, VALID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.phone import Phone

    Told = Callable[[str, str, str], None]


class Case(NamedTuple):
    """A fault by name, how it is made, and what kind of problem it is."""

    name: str
    fault: Fault
    kind: ProblemKind


PORTAL = "<!DOCTYPE html><html><body><h1>Guest Wi-Fi</h1><form>Accept</form></body></html>"


def coded(code: int, status: int) -> Fault:
    """Return a failure as the documents write it."""
    return says(status, {"error": code, "data": None, "message": "Said."})


CASES = (
    Case("time-out, request sent", swallows, ProblemKind.TIMEOUT),
    Case("connected, never read", holds, ProblemKind.TIMEOUT),
    Case("one byte a second", trickles, ProblemKind.TIMEOUT),
    Case("reset mid-body", resets, ProblemKind.UNREACHABLE),
    Case("truncated JSON", truncates, ProblemKind.UNREADABLE),
    Case("endless body", never_ends, ProblemKind.TOO_LARGE),
    Case("sign-in page with 200", says(200, PORTAL), ProblemKind.PORTAL),
    Case("HTTP 401", says(401, {"message": "Unauthenticated."}), ProblemKind.REFUSED),
    Case("HTTP 403", says(403, {"message": "Forbidden."}), ProblemKind.REFUSED),
    Case("HTTP 429", says(429, {"message": "Too Many Attempts."}), ProblemKind.BUSY),
    Case("HTTP 429, Retry-After", says(429, {}, "Retry-After: 60"), ProblemKind.BUSY),
    Case("HTTP 500", says(500, {"message": "Server Error"}), ProblemKind.SERVER_ERROR),
    Case("HTTP 502, a page", says(502, "<html>Bad Gateway</html>"), ProblemKind.SERVER_ERROR),
    Case("HTTP 503", says(503, {"message": "Maintenance"}), ProblemKind.SERVER_ERROR),
    Case("code 9001 with 200", coded(9001, 200), ProblemKind.REFUSED),
    Case("code 9001", coded(9001, 401), ProblemKind.REFUSED),
    Case("code 9002", coded(9002, 403), ProblemKind.REFUSED),
    Case("code 9034", coded(9034, 401), ProblemKind.REFUSED),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_fault_between_phone_and_service(phone: Phone, proxy: Proxy, told: Told, case: Case) -> None:
    """A known plate keeps its answer, an unknown one is NOT CHECKED; both say why and wait in the queue."""
    told(case.name, *await survive(phone, proxy, proxy.url, case))


async def survive(phone: Phone, proxy: Proxy, broken: str, case: Case) -> tuple[str, str]:
    """Check through a fault and after it, and return what the officer saw and what survived."""
    before = await phone.check(proxy.url, ALARM)
    assert before.answer.source is Source.LIVE
    with proxy.failing(case.fault):
        known = await phone.check(broken, ALARM)
        unknown = await phone.check(broken, VALID)
    for result in (known, unknown):
        assert result.answer.problem is not None
        assert result.answer.problem.kind is case.kind
        assert result.unsaved is None
    assert (known.answer.source, known.answer.facts) == (Source.CACHE, before.answer.facts)
    assert (unknown.answer.source, unknown.answer.verdict) == (Source.NONE, "not_checked")
    assert await phone.store.waiting(SCOPE) == 2
    log = await phone.log()
    assert [entry.check.id for entry in log] == [r.check.id for r in (before, known, unknown)]
    assert [entry.answers for entry in log] == [(r.answer,) for r in (before, known, unknown)]
    after = [await phone.check(proxy.url, plate) for plate in (ALARM, VALID)]
    assert [result.answer.source for result in after] == [Source.LIVE, Source.LIVE]
    assert await phone.store.waiting(SCOPE) == 0
    assert len(await phone.log()) == 5
    saw = f"{headline(known)} / {said(unknown)}"
    return saw, "3 of 3 answers once, 2 queued, then answered"


@pytest.fixture
def shut_port() -> str:
    """Return an address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    return f"http://127.0.0.1:{port}"


async def test_a_connection_that_is_refused(phone: Phone, proxy: Proxy, told: Told, shut_port: str) -> None:
    """Nobody listens at the service's address."""
    case = Case("connection refused", holds, ProblemKind.UNREACHABLE)
    told(case.name, *await survive(phone, proxy, shut_port, case))


async def test_a_name_that_leads_nowhere(phone: Phone, proxy: Proxy, told: Told) -> None:
    """No name server knows the service."""
    case = Case("DNS failure", holds, ProblemKind.UNREACHABLE)
    told(case.name, *await survive(phone, proxy, "http://no-such-host.invalid", case))


@pytest.fixture
def own_tls(tmp_path: Path) -> ssl.SSLContext:
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
    form = serialization.PrivateFormat.PKCS8
    pem = serialization.Encoding.PEM
    path = tmp_path / "tls.pem"
    path.write_bytes(
        key.private_bytes(pem, form, serialization.NoEncryption()) + certificate.public_bytes(pem)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


async def test_a_certificate_nobody_vouches_for(
    phone: Phone, proxy: Proxy, told: Told, own_tls: ssl.SSLContext
) -> None:
    """The token is not sent to whoever shows it."""
    case = Case("TLS failure", holds, ProblemKind.TLS)
    with Proxy(proxy.upstream, own_tls) as stranger:
        told(case.name, *await survive(phone, proxy, stranger.url, case))


# httpcore leaves a socket whose handshake is cancelled to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_time_out_before_the_request_was_sent(phone: Phone, proxy: Proxy, told: Told) -> None:
    """The connection stands and its handshake never ends: nothing was sent."""
    case = Case("time-out, nothing sent", holds, ProblemKind.TIMEOUT)
    told(case.name, *await survive(phone, proxy, proxy.url.replace("http:", "https:"), case))
    gc.collect()


async def test_a_redirect_elsewhere_is_not_followed(phone: Phone, proxy: Proxy, told: Told) -> None:
    """Where the service points nobody is asked: no connection, no token."""
    with Proxy(proxy.upstream) as elsewhere:
        for status in (301, 302, 307, 308):
            fault = says(status, "", f"Location: {elsewhere.url}/api/v1/validate/plate")
            with proxy.failing(fault):
                result = await phone.check(proxy.url, UNKNOWN_PLATE)
            assert result.answer.problem is not None
            assert result.answer.problem.kind is ProblemKind.REDIRECTED
        case = Case("redirect elsewhere", fault, ProblemKind.REDIRECTED)
        assert await phone.store.waiting(SCOPE) == 4
        await phone.check(proxy.url, UNKNOWN_PLATE)
        saw, survived = f"{said(result)}", "4 of 4 answers once, 4 queued, then answered"
        assert await phone.store.waiting(SCOPE) == 0
        assert elsewhere.met == 0
    told(case.name, saw, survived)
