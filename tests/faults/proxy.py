"""A TCP proxy that breaks what passes through it, one way at a time.

Threads and plain sockets: it shares nothing with the client under test, not even its event loop.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

_PATIENCE_S = 30.0  # no test takes so long: a thread that is left behind ends


class Exchange:
    """One connection of the client: what it asked, and the ways to answer or not to."""

    def __init__(self, client: socket.socket, proxy: Proxy) -> None:
        self._client = client
        self._proxy = proxy

    def request(self) -> bytes:
        """Read one whole request."""
        data = _head(self._client)
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", data)
        missing = int(length[1]) - len(data.partition(b"\r\n\r\n")[2]) if length else 0
        while missing > 0:
            chunk = self._client.recv(missing)
            if not chunk:
                raise ConnectionError
            data += chunk
            missing -= len(chunk)
        return data

    def answer(self) -> bytes:
        """Pass the request on and return the whole answer, dated by the proxy's clock."""
        asked = re.sub(rb"(?i)\r\nconnection: [^\r]*", b"\r\nConnection: close", self.request())
        with socket.create_connection(("127.0.0.1", self._proxy.upstream), _PATIENCE_S) as service:
            service.sendall(asked)
            answer = b"".join(iter(lambda: service.recv(65536), b""))
        date = format_datetime(self._proxy.clock(), usegmt=True).encode()
        return re.sub(rb"(?i)\r\ndate: [^\r]*", b"\r\nDate: " + date, answer, count=1)

    def send(self, data: bytes) -> None:
        """Send to the client."""
        self._client.sendall(data)

    def reset(self) -> None:
        """Break the connection the hard way."""
        self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._client.close()

    def wait(self) -> None:
        """Say nothing until the client leaves."""
        with suppress(OSError):
            while self._client.recv(65536):
                pass


Fault = Callable[[Exchange], None]


class Proxy:
    """Listens on loopback and treats each connection by the fault in force; `met` counts them."""

    def __init__(self, upstream: int, tls: ssl.SSLContext | None = None) -> None:
        self.upstream = upstream
        self.fault: Fault = passes
        self.met = 0
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._listen, name="proxy", daemon=True).start()

    @property
    def url(self) -> str:
        """Where the client finds it."""
        scheme = "https" if self._tls else "http"
        return f"{scheme}://127.0.0.1:{self._listening.getsockname()[1]}"

    @contextmanager
    def failing(self, fault: Fault) -> Iterator[None]:
        """Put a fault in force."""
        self.fault = fault
        try:
            yield
        finally:
            self.fault = passes

    def __enter__(self) -> Self:
        """Listen already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no more, and hang up on everybody."""
        # A thread that waits in accept() is woken by this, not by a mere close().
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for client in tuple(self._open):
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                self.met += 1
                client.settimeout(_PATIENCE_S)
                threading.Thread(target=self._treat, args=(client, self.fault), daemon=True).start()

    def _treat(self, client: socket.socket, fault: Fault) -> None:
        self._open.add(client)
        with suppress(OSError):
            if self._tls:
                client = self._tls.wrap_socket(client, server_side=True)
            fault(Exchange(client, self))
        client.close()
        self._open.discard(client)


def passes(exchange: Exchange) -> None:
    """Break nothing."""
    exchange.send(exchange.answer())


def holds(exchange: Exchange) -> None:
    """Take the connection and never read from it."""
    exchange.wait()


def swallows(exchange: Exchange) -> None:
    """Pass the request on and lose the answer."""
    exchange.answer()
    exchange.wait()


def resets(exchange: Exchange) -> None:
    """Break off in the middle of the body."""
    exchange.send(exchange.answer()[:-20])
    exchange.reset()


def trickles(exchange: Exchange) -> None:
    """Send one byte a second."""
    ended = threading.Event()
    for byte in exchange.answer():
        exchange.send(bytes([byte]))
        ended.wait(1)


def truncates(exchange: Exchange) -> None:
    """Cut the JSON, and call what is left the whole of it."""
    head, _, body = exchange.answer().partition(b"\r\n\r\n")
    half = body[: len(body) // 2]
    exchange.send(
        re.sub(rb"(?i)(\r\ncontent-length: )\d+", rb"\g<1>%d" % len(half), head) + b"\r\n\r\n" + half
    )


def never_ends(exchange: Exchange) -> None:
    """Send a body without end."""
    exchange.request()
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while True:
        exchange.send(b"[" * 65536)


def says(status: int, body: str | dict[str, object], *more: str) -> Fault:
    """Return the fault that answers so without asking anybody."""
    kind = "text/html" if isinstance(body, str) else "application/json"
    content = (body if isinstance(body, str) else json.dumps(body)).encode()
    rows = [f"HTTP/1.1 {status} Said", f"Content-Type: {kind}", f"Content-Length: {len(content)}", *more]

    def say(exchange: Exchange) -> None:
        exchange.request()
        exchange.send("\r\n".join([*rows, "Connection: close", "", ""]).encode() + content)

    return say


def controller_says(code: int, status: int) -> Fault:
    """Return a failure as the controller writes it."""
    return says(status, {"ErrorCode": code, "ErrorMessage": "Said."})


def _head(sock: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = sock.recv(65536)
        if not chunk:
            raise ConnectionError
        data += chunk
    return data
