"""uvicorn on a loopback socket in a daemon thread: known port, ready when `start` returns, quick to end.

Separate because it knows nothing of the sandbox: it serves any application.
"""

import socket
import sys
import threading
from typing import Final

import uvicorn
from starlette.types import ASGIApp

LOOPBACK: Final = "127.0.0.1"
_START_TIMEOUT_S: Final = 10.0
_STOP_TIMEOUT_S: Final = 5.0


class _Server(uvicorn.Server):
    """uvicorn's server that says when it accepts, and that leaves open connections behind when it ends."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.settled.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.abort()
        await super().shutdown(sockets)

    def abort(self, client: object = None) -> bool:
        """Drop the connection of one client (host, port), or of all; False when there was none."""
        found = [
            c for c in self.server_state.connections if client is None or getattr(c, "client", None) == client
        ]
        for connection in found:
            connection.transport.abort()
        return bool(found)


class LoopbackListener:
    """An application on loopback; port 0 is any free port."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        """Bind, serve, and return once connections are accepted; raises `OSError` when the port is taken."""
        self._socket = _bind(port)
        self.port: int = self._socket.getsockname()[1]
        # Loggers are the process's, and the web edition's uvicorn may share them: leave them as they are.
        config = uvicorn.Config(
            app, http="h11", ws="none", loop="asyncio", log_config=None, timeout_graceful_shutdown=1
        )
        config.access_log = False
        self._server = _Server(config)
        self._thread = threading.Thread(target=self._serve, name="sandbox", daemon=True)
        self._thread.start()
        if not self._server.settled.wait(_START_TIMEOUT_S) or not self._server.started:
            self.stop()
            message = "the server did not start"
            raise RuntimeError(message)

    def drop(self, client: object) -> bool:
        """Lose the connection of one client (host, port) without an answer; call on the server's own loop."""
        return client is not None and self._server.abort(client)

    def wait(self) -> None:
        """Block until the server ends."""
        self._thread.join()

    def stop(self) -> None:
        """Drop open connections and end; the port is free afterwards."""
        self._server.should_exit = True
        self._thread.join(_STOP_TIMEOUT_S)
        self._socket.close()

    def _serve(self) -> None:
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._server.settled.set()


def _bind(port: int) -> socket.socket:
    # With the protocol left at 0 asyncio would not set TCP_NODELAY, and each answer would take 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
    except OSError:
        listening.close()
        raise
    return listening
