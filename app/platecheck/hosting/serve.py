"""One process that serves the app to browsers on this machine."""

from __future__ import annotations

import asyncio
import gc
import http.client
import logging
import signal
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import flet_web
import flet_web.fastapi
import uvicorn

import platecheck
from platecheck.hosting.contents import Contents
from platecheck.hosting.guard import LoopbackGuard
from platecheck.hosting.packing import Packing
from platecheck.hosting.page import Page
from platecheck.hosting.ports import bind, take_port, url_of
from platecheck.ui.app import make_main

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from starlette.types import ASGIApp

    from platecheck.wiring import Installation

OnReady = Callable[[str], None]
"""Told the address once the page is really served."""
GRACE_S = 1
"""How long open connections are waited for at the end."""
MESSAGE_BYTES = 64 * 1024 * 1024
"""A photo comes in one message. Whatever is larger than the reader takes is refused by it, in words."""
_HEALTH = "/health"


def run_web(
    installation: Installation, host: str, port: int | None, *, usual_port: int, on_ready: OnReady
) -> None:
    """Serve until SIGINT or SIGTERM. Without a port it is `usual_port` or the next free.

    Raises:
        SettingsError: the host is not loopback, or the port is taken.
    """
    listening = take_port(lambda number: bind(host, number), port, usual_port)
    url = url_of(host, listening.getsockname()[1])
    asyncio.run(serve(installation, listening, lambda: on_ready(url)))


async def serve(installation: Installation, listening: socket.socket, on_ready: Callable[[], None]) -> None:
    """Serve on a socket until told to stop; closes the installation at the end."""
    page = make_page(installation)
    server = _Server(LoopbackGuard(page))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: server.stop())
    announcing = asyncio.create_task(_announce(server, page, listening, on_ready))
    try:
        await server.serve(sockets=[listening])
    finally:
        page.stop()
        announcing.cancel()
        listening.close()
        await installation.close()


def make_page(installation: Installation) -> Page:
    """Return the whole site, without its guard: the page's files, health, and the app's websocket."""
    site = flet_web.fastapi.FastAPI(openapi_url=None)
    site.add_api_route(_HEALTH, _health)
    site.mount("/", flet_web.fastapi.app(make_main(installation), no_cdn=True))
    assets, client = find_assets(), Path(flet_web.get_package_web_dir())
    kept = installation.directory / "page-cache"
    contents = Contents([Path(assets), client] if assets else [client], kept / "digests.json")
    return Page(site, contents, Packing(kept), own=frozenset({_HEALTH}))


def find_assets() -> str | None:
    """Return the app's assets: beside the package in a checkout, as on a device."""
    directory = Path(platecheck.__file__).parents[1] / "assets"
    return str(directory.resolve()) if directory.is_dir() else None


async def _health() -> dict[str, str]:
    return {"status": "ok", "version": platecheck.__version__}


class _Server(uvicorn.Server):
    """uvicorn's server, whose signals are the caller's and which says when it accepts connections."""

    def __init__(self, site: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                site,
                ws="websockets-sansio",
                ws_max_size=MESSAGE_BYTES,
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=GRACE_S,
            )
        )
        self.accepting = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.accepting.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them alone: uvicorn would raise them again after a clean end."""
        yield

    def stop(self) -> None:
        """End soon; asked a second time, at once."""
        # A page that is still open is cut off after the grace: no error of anybody's.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        self.force_exit = self.should_exit
        self.should_exit = True


async def _announce(
    server: _Server, page: Page, listening: socket.socket, on_ready: Callable[[], None]
) -> None:
    preparing = asyncio.create_task(asyncio.to_thread(page.prepare))
    await server.accepting.wait()
    await asyncio.to_thread(_fetch_page, *listening.getsockname()[:2])
    _spare_pauses()
    on_ready()
    await preparing
    await asyncio.to_thread(page.pack)


def _spare_pauses() -> None:
    """Look for garbage seldom and not among what stays: a full search would hold a verdict for 70 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _fetch_page(host: str, port: int) -> None:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    finally:
        connection.close()
