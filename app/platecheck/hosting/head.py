"""The page's entry as it is sent: the client's settings, its address, and what to fetch ahead.

Separate from serving because it is text about the client, which knows nothing of requests.
"""

from __future__ import annotations

import json
import re
from posixpath import normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.hosting.contents import Client

BASE = "/page/"
"""Below it everything has its content's tag in the address, and is never asked for twice."""

POLICY = (
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; object-src 'none'; base-uri 'self'; "
    "frame-ancestors 'none'"
)
"""Flet 1.0.5 loads a script from a CDN even when told to use none: nothing leaves this machine.

And no other site's page shows this one in a frame of its own, to have its buttons pressed unseen.
"""

_MARK = "<!-- fletAppConfig -->"
_BY_CONTENT = re.compile(r'(?P<attribute>\b(?:src|href)=")(?P<name>[\w-]+\.(?:js|png))"')
_FONTS = "assets/FontManifest.json"
# What the client will ask for, in its order. Browsers without this kind of WebAssembly take another client.
_AHEAD = (
    ("canvaskit/skwasm.wasm", "fetch"),
    ("main.dart.wasm", "fetch"),
    ("main.dart.mjs", "module"),
    ("canvaskit/skwasm.js", "module"),
    (_FONTS, "fetch"),
)
_FETCH = """
// The loader asks the browser for a service worker of old, and waits; there never was one.
delete Navigator.prototype.serviceWorker;
(() => {
  const gc = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 95, 1, 120, 0];
  const blink = navigator.vendor === 'Google Inc.' || navigator.userAgent.includes('Edg/');
  if (!blink || !WebAssembly.validate(new Uint8Array(gc))) return;
  for (const [href, kind] of AHEAD) {
    const link = document.createElement('link');
    if (kind === 'module') {
      link.rel = 'modulepreload';
    } else {
      link.rel = 'preload';
      link.as = kind;
      link.crossOrigin = 'anonymous';
    }
    link.href = href;
    document.head.append(link);
  }
})();
"""


def compose(html: str, client: Client, address_of: Callable[[str], str | None]) -> str:
    """Return the entry for a client; `address_of` gives the address by content of a file beside it."""
    base = f"{BASE}{client.tag}/"
    settings = {
        "pyodide": False,
        "noCdn": True,
        "webRenderer": "auto",
        "routeUrlStrategy": "path",
        "webSocketEndpoint": "/ws",
        "entrypointBaseUrl": base,
        "assetBase": base,
        "canvasKitBaseUrl": f"{base}canvaskit/",
        "fontFallbackBaseUrl": f"{base}assets/fonts/",
    }
    ahead = [(base + name, kind) for name, kind in (*_AHEAD, *_fonts(client)) if name in client.parts]
    script = f"Object.assign(flet, {json.dumps(settings)});{_FETCH.replace('AHEAD', json.dumps(ahead))}"
    html = html.replace(_MARK, f"<script>{script}</script>")

    def by_content(found: re.Match[str]) -> str:
        name = found["name"]
        address = base + name if name in client.parts else address_of(name)
        return f'{found["attribute"]}{address or name}"'

    return _BY_CONTENT.sub(by_content, html)


def _fonts(client: Client) -> list[tuple[str, str]]:
    """Return the fonts of the client's list: it draws nothing without them, and learns of them late."""
    try:
        families = json.loads(client.parts[_FONTS].path.read_bytes())
        assets = [str(font["asset"]) for family in families for font in family["fonts"]]
    except (KeyError, OSError, TypeError, ValueError):
        return []
    return [(normpath(f"assets/{asset}"), "fetch") for asset in assets]
