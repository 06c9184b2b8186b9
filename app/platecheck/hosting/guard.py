"""Keeps other sites' pages out of a server that trusts whoever reaches it.

Pure ASGI around everything, since Starlette's HTTP middleware does not see websockets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from platecheck.addresses import is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_REFUSED = b"This server answers to its own address on this machine only.\n"


class LoopbackGuard:
    """Lets a request through when its Host is loopback and it comes from no other site's page.

    Host: a foreign name that resolves to this machine (DNS rebinding). Origin: a foreign page
    that opens our websocket, which browsers allow across sites.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403, or close the websocket before it opens, where the request is not ours."""
        if scope["type"] not in {"http", "websocket"} or _is_ours(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(_REFUSED)).encode())]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": _REFUSED})


def _is_ours(scope: Scope) -> bool:
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
    if len(hosts) != 1 or not is_loopback(f"http://{hosts[0]}"):
        return False
    return all(_authority(origin) == hosts[0] for origin in origins)


def _authority(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
