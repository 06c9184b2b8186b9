"""The pool the app shares, and that no library's error ever comes through it."""

from __future__ import annotations

import errno
import inspect
import ssl
import subprocess
import sys
from zoneinfo import ZoneInfo

import httpx
import pytest

from platecheck.errors import ServiceError, SettingsError, TimedOut, TlsFailed, Unreachable
from platecheck.opscom import Access, OpscomClient, make_http

URL = "https://service.ops-com.com"


def httpx_errors() -> list[Exception]:
    """Build one of every error that httpx defines."""
    kinds = [k for k in vars(httpx).values() if inspect.isclass(k) and issubclass(k, Exception)]
    built: list[Exception] = []
    for kind in kinds:
        if kind is httpx.HTTPStatusError:
            request = httpx.Request("GET", URL)
            built.append(kind("x", request=request, response=httpx.Response(200, request=request)))
        elif issubclass(
            kind, httpx.StreamConsumed | httpx.StreamClosed | httpx.ResponseNotRead | httpx.RequestNotRead
        ):
            built.append(kind())
        else:
            built.append(kind("x"))
    return built


OTHERS: list[Exception] = [
    OSError(errno.ENETUNREACH, "Network is unreachable"),
    ConnectionResetError(),
    BrokenPipeError(),
    TimeoutError(),
    UnicodeError("label too long"),
    UnicodeDecodeError("idna", b"", 0, 1, "x"),
    RecursionError(),
    RuntimeError("Event loop is closed"),
    ValueError(),
    EOFError(),
    ExceptionGroup("many", [OSError()]),
    ssl.SSLError(1, "x"),
    ssl.SSLCertVerificationError(1, "expired"),
    ssl.SSLEOFError(8, "x"),
]


async def error_of(raised: Exception) -> ServiceError:
    """Ask over a line that fails with `raised`."""

    def fail(_request: httpx.Request) -> httpx.Response:
        raise raised

    async def no_pause(_seconds: float) -> None:
        return

    access = Access(URL, URL, URL, "OC-TOMA", "token", ZoneInfo("UTC"))
    async with httpx.AsyncClient(transport=httpx.MockTransport(fail)) as http:
        with pytest.raises(ServiceError) as caught:
            await OpscomClient(http, access, sleep=no_pause).validation.validate("ABC123")
    return caught.value


@pytest.mark.parametrize("raised", [*httpx_errors(), *OTHERS], ids=lambda e: type(e).__name__)
async def test_nothing_but_our_errors_comes_out(raised: Exception) -> None:
    """Every error a library can raise becomes one of ours."""
    error = await error_of(raised)
    expected: type[ServiceError] = Unreachable
    if isinstance(raised, httpx.TimeoutException | TimeoutError):
        expected = TimedOut
    elif isinstance(raised, ssl.SSLError) and not isinstance(raised, ssl.SSLEOFError):
        expected = TlsFailed
    assert type(error) is expected


async def test_a_closed_pool_is_unreachable() -> None:
    """A check that outlives its pool is told so in our terms."""
    http = make_http()
    await http.aclose()
    access = Access(URL, URL, URL, "OC-TOMA", "token", ZoneInfo("UTC"))
    with pytest.raises(Unreachable):
        await OpscomClient(http, access).validation.validate("ABC123")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
async def test_loopback_goes_past_the_proxy(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy from the environment is used for the world and not for this device."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://proxy.invalid:3128")
    async with make_http() as http:
        direct = http._transport  # httpx shows its choice nowhere else
        for scheme in ("http", "https"):
            assert http._transport_for_url(httpx.URL(f"{scheme}://{host}:8080/")) is direct
        assert http._transport_for_url(httpx.URL(URL)) is not direct


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "nonsense://x"),
        ("ALL_PROXY", "http://[::1"),
        ("SSL_CERT_FILE", "/no/such/file.pem"),
        ("SSL_CERT_FILE", __file__),
    ],
)
def test_an_unusable_environment_is_a_setting_to_mend(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy or a certificate file that cannot be used is named, not a traceback."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError):
        make_http()


def test_it_starts_without_the_heavy_libraries() -> None:
    """Importing the client loads neither httpx nor pydantic."""
    code = "import sys, platecheck.opscom; print({'httpx', 'pydantic', 'flet'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert done.stdout.strip() == "set()"
