"""One HTTP exchange over httpx: bytes out, a whole capped reply back, or one of our errors.

The only module that loads httpx, and only when something is sent: a command that needs no network
starts without it.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
from contextlib import suppress
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import httpx

from platecheck.errors import (
    AddressUnknown,
    ServiceError,
    SettingsError,
    TimedOut,
    TlsFailed,
    TooLarge,
    Unreachable,
)
from platecheck.opscom.reply import Reply, redirected

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpcore

MAX_BODY = 1024 * 1024
"""Bytes, decoded; a plate's answer has hundreds."""

_HEADERS = {
    "Content-Type": "application/json",
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "Cache-Control": "no-cache",
    "User-Agent": "platecheck",
}
_LOOPBACK = ("all://localhost", "all://127.0.0.1", "all://[::1]")
# The connection broke under TLS; nobody refused a certificate.
_BROKEN_TLS = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)


def make_http(*, keep: int = 4) -> httpx.AsyncClient:
    """Return the connection pool that the app shares; the caller closes it.

    Proxies and certificates come from the environment (`HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE`),
    loopback goes direct. It follows no redirect, keeps no cookie, and has no time limit of its
    own: `request()` sets one over all attempts. Of idle connections it keeps `keep` for the next call.

    Raises:
        SettingsError: the environment names a proxy or a certificate file that cannot be used.
    """
    try:
        return httpx.AsyncClient(
            verify=httpx.create_ssl_context(),
            mounts=dict.fromkeys(_LOOPBACK),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            timeout=None,  # noqa: S113 - `request()` has the deadline
            limits=httpx.Limits(max_connections=10, max_keepalive_connections=keep, keepalive_expiry=20.0),
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as exc:
        raise SettingsError(
            "The proxy or certificate file named in this device's environment cannot be used. "
            "Check HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE."
        ) from exc


def address(service: str, path: str) -> httpx.URL:
    """Return the URL of `path` under the address `service`, whose own path prefix stays.

    Raises:
        Unreachable: the address is none.
    """
    try:
        parts = urlsplit(service.strip())
        url = httpx.URL(urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + path, "", "")))
    except (ValueError, httpx.InvalidURL):
        url = httpx.URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise Unreachable("The service's address is not a usable one. Check it in Settings.")
    return url


async def knock(service: str, deadline_s: float) -> None:
    """Connect to the address `service` and hang up, TLS included; a proxy is not asked.

    Raises:
        ServiceError: no connection within `deadline_s`, or its certificate was not accepted.
    """
    url = address(service, "/")
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        trusted = await asyncio.to_thread(httpx.create_ssl_context) if url.scheme == "https" else None
        async with asyncio.timeout(deadline_s):
            _, writer = await asyncio.open_connection(url.host, port, ssl=trusted)
    except Exception as exc:  # as in `exchange`
        raise _translate(exc, url.host) from exc
    writer.close()
    with suppress(Exception):  # how it ends says nothing about the way there
        await writer.wait_closed()


class Crossing:
    """How far one exchange has come, for a push: whether sending began, and what came back of an answer.

    `max_body` is the most that is taken, in bytes, decoded. `take` gets each piece of the answer as it
    arrives; a packed answer in one piece at its end, as nothing packed was asked for.
    """

    def __init__(self, max_body: int = MAX_BODY, take: Callable[[bytes], None] | None = None) -> None:
        self.max_body = max_body
        self.take = take or _leave
        self.began = False
        self.received = bytearray()
        self._opened: httpcore.AsyncNetworkStream | None = None

    async def trace(self, event: str, info: dict[str, Any]) -> None:
        """Take httpcore's word that a request is being written; one for a proxy's tunnel is not ours."""
        if event == "connection.connect_tcp.complete":
            self._opened = info["return_value"]
        if event.endswith(".send_request_headers.started") and info["request"].method != b"CONNECT":
            self.began = True

    async def hang_up(self) -> None:
        """Close the connection that was opened for this exchange, if one was."""
        if self._opened is not None:
            await self._opened.aclose()


def _leave(_piece: bytes) -> None:
    """Take no piece before the whole is there."""


async def exchange(
    http: httpx.AsyncClient, method: str, url: httpx.URL, content: bytes, crossing: Crossing | None = None
) -> Reply:
    """Send once and return the whole reply, of any status but 3xx.

    Raises:
        ServiceError: no reply; every failure of the network, TLS, HTTP or the size cap is one.
    """
    crossing = crossing or Crossing()
    try:
        async with http.stream(
            method,
            url,
            content=content,
            headers=_HEADERS,
            follow_redirects=False,
            timeout=None,
            extensions={"trace": crossing.trace},
        ) as response:
            return await _read(response, crossing)
    except ServiceError:
        raise
    except asyncio.CancelledError:
        # httpcore leaves a connection open whose TLS handshake was cut short.
        await crossing.hang_up()
        raise
    except Exception as exc:  # a library's surprise must not crash a check
        raise _translate(exc, url.host) from exc


async def _read(response: httpx.Response, crossing: Crossing) -> Reply:
    status, headers = response.status_code, response.headers
    if 300 <= status < 400:  # noqa: PLR2004 - the 3xx range
        raise redirected(status)
    return Reply(
        status=status,
        body=await _read_body(response, crossing),
        content_type=headers.get("content-type", ""),
        date=headers.get("date", ""),
        retry_after=headers.get("retry-after", ""),
    )


async def _read_body(response: httpx.Response, crossing: Crossing) -> bytes:
    """Return the decoded body, never holding more than the cap; unpacked here because httpx has no cap."""
    raw, cap = crossing.received, crossing.max_body
    # What is packed otherwise is no JSON; its status may still say what happened.
    packed = response.headers.get("content-encoding", "").strip().lower() in {"gzip", "x-gzip", "deflate"}
    async for chunk in response.aiter_raw():
        raw += chunk
        if not packed:
            crossing.take(chunk)
        if len(raw) > cap:
            raise _too_large()
    body = bytes(raw)
    if packed:
        with suppress(zlib.error):
            body = zlib.decompressobj(wbits=47).decompress(raw, cap + 1)
        crossing.take(body)
    if len(body) > cap:
        raise _too_large()
    return body


def _too_large() -> TooLarge:
    return TooLarge("The answer is far too large to be one. Check the service's address in Settings.")


def _translate(exc: Exception, host: str) -> ServiceError:
    if isinstance(exc, httpx.TimeoutException | TimeoutError):
        return TimedOut("The service did not answer in time. Check again.")
    if any(isinstance(cause, ssl.SSLError) and not isinstance(cause, _BROKEN_TLS) for cause in _causes(exc)):
        return TlsFailed(
            f"The certificate of {host} was not accepted. Check this device's date and time, "
            "and sign in to the Wi-Fi if it asks for that."
        )
    if isinstance(exc, httpx.ProxyError):
        return Unreachable("The network's proxy let nothing through. Ask whoever runs this network.")
    if any(isinstance(cause, socket.gaierror) for cause in _causes(exc)):
        return AddressUnknown(f"{host} cannot be found. Check the signal, and the address in Settings.")
    return Unreachable(f"No connection to {host}. Check the signal, then check again.")


def _causes(exc: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    link: BaseException | None = exc
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return chain
