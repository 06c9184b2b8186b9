"""The page's files over HTTP: packed, by content, for a year; only the entry is asked for at each visit.

An address below `/page/` names the content it stands for, so a new version never hides behind an old
cache. Every other address is checked again by its validator. Whatever is no file is the app's.
"""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import FileResponse, PlainTextResponse, Response

from platecheck.hosting.head import BASE, POLICY, compose
from platecheck.hosting.packing import pack_text, worth_packing

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

    from platecheck.hosting.contents import Client, Contents, Part
    from platecheck.hosting.packing import Packing

ENTRY = "index.html"
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_FIRST = ("main.dart.wasm", "canvaskit/skwasm.wasm", "assets/fonts/MaterialIcons-Regular.otf")
"""Large, and what nearly every browser asks for."""
_ISOLATED = {
    # Flutter draws in a thread of its own only on an isolated page.
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
# A registry of the system's may know other types for these.
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff2": "font/woff2",
}


class Page:
    """Answers GET and HEAD for the page's files, and hands everything else to the app behind it."""

    def __init__(self, app: ASGIApp, contents: Contents, packing: Packing, *, own: frozenset[str]) -> None:
        self._app = app
        self._contents = contents
        self._packing = packing
        self._own = own
        """Paths that the app answers itself."""
        self._client: Client | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on: websockets first of all."""
        if scope["type"] != "http" or scope["path"] in self._own:
            await self._app(scope, receive, send)
            return
        answer = await asyncio.to_thread(self._answer, scope["method"], scope["path"], Headers(scope=scope))
        await answer(scope, receive, send)

    def prepare(self) -> None:
        """Read what the page is made of, ahead of the first visit. Blocks."""
        self._client = self._contents.client()

    def pack(self) -> None:
        """Pack the large files that a browser will ask for. Blocks, until `stop`."""
        client = self._client or self._contents.client()
        self._packing.pack(client.parts[name] for name in _FIRST if name in client.parts)
        self._packing.clear_out(client.parts.values())

    def stop(self) -> None:
        """End the packing under way."""
        self._packing.stop()

    def _answer(self, method: str, path: str, asked: Headers) -> Response:
        if method not in {"GET", "HEAD"}:
            return PlainTextResponse("", 405, {"allow": "GET, HEAD"})
        name, tag = path.removeprefix("/"), ""
        if path.startswith(BASE):
            tag, _, name = path.removeprefix(BASE).partition("/")
        part = None if name in {"", ENTRY} else self._contents.find(name)
        if part is not None:
            return self._file(part, asked, forever=self._stands_for(tag, part))
        if tag or ("." in name.rpartition("/")[2] and name != ENTRY):
            return PlainTextResponse(
                "There is no such file.\n", 404, {**_ISOLATED, "cache-control": _ASK_AGAIN}
            )
        return self._visit(method, asked)

    def _stands_for(self, tag: str, part: Part) -> bool:
        """Tell whether an address with this tag can never mean another content."""
        client = self._client
        if client is not None and client.tag == tag and part.name in client.parts:
            return client.parts[part.name].digest == part.digest
        return tag == part.tag

    def _file(self, part: Part, asked: Headers, *, forever: bool) -> Response:
        headers = {**_ISOLATED, "cache-control": _FOREVER if forever else _ASK_AGAIN}
        packed: Path | None = None
        if worth_packing(part):
            headers["vary"] = "accept-encoding"
            # A range counts bytes of the file as it is.
            if takes_gzip(asked.get("accept-encoding", "")) and "range" not in asked:
                packed = self._packing.find(part)
        headers["etag"] = f'"{part.tag}-gz"' if packed else f'"{part.tag}"'
        if packed:
            headers["content-encoding"] = "gzip"
        if _known(asked, headers["etag"]):
            return Response(status_code=304, headers=headers)
        kind = _TYPES.get(part.path.suffix) or mimetypes.guess_type(part.name)[0]
        stat = packed.stat() if packed else part.stat
        return _Sent(packed or part.path, headers=headers, media_type=kind, stat_result=stat)

    def _visit(self, method: str, asked: Headers) -> Response:
        """Return the entry: made anew from the files as they are now, asked for at every visit."""
        source = self._contents.find(ENTRY)
        if source is None:
            return PlainTextResponse("The page's files are missing.\n", 500)
        client = self._client = self._contents.client()

        def address_of(name: str) -> str | None:
            part = self._contents.find(name)
            return f"{BASE}{part.tag}/{name}" if part else None

        text = compose(source.path.read_text(encoding="utf-8"), client, address_of).encode()
        tag, gzip = hashlib.sha256(text).hexdigest()[:20], takes_gzip(asked.get("accept-encoding", ""))
        headers = {**_ISOLATED, "cache-control": _ASK_AGAIN, "vary": "accept-encoding"}
        headers["content-security-policy"] = POLICY
        headers["etag"] = f'"{tag}-gz"' if gzip else f'"{tag}"'
        if gzip:
            headers["content-encoding"] = "gzip"
            text = pack_text(text)
        if _known(asked, headers["etag"]):
            return Response(status_code=304, headers=headers)
        headers["content-length"] = str(len(text))
        return Response(b"" if method == "HEAD" else text, headers=headers, media_type="text/html")


class _Sent(FileResponse):
    chunk_size = 1024 * 1024  # a hop between threads for each


def takes_gzip(accepted: str) -> bool:
    """Tell whether an Accept-Encoding allows gzip; an exclusion by `q=0` counts (RFC 9110, 12.5.3)."""
    wishes: dict[str, bool] = {}
    for wish in accepted.lower().split(","):
        coding, _, weight = wish.partition(";")
        quality = weight.replace(" ", "").removeprefix("q=") or "1"
        wishes[coding.strip()] = quality.strip("0.") != ""
    return wishes.get("gzip", wishes.get("*", False))


def _known(asked: Headers, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in asked.get("if-none-match", "").split(",")]
    return etag in tags or tags == ["*"]
