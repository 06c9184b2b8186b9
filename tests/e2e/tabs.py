"""The one browser of all browser tests, and its tabs, which remember nothing and compile nothing anew.

Separate because of what a tab costs: in a place of its own the browser fetches and compiles the client for
it alone, 3 s of a processor, and then runs it slowly until it has found out which parts to make quick. So
tabs share one place and one process, and a page beside them keeps what was compiled.
"""

from __future__ import annotations

import os
from contextlib import suppress
from signal import SIGKILL
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as NothingSaid
from tests.e2e.driving import launch, process_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

PATIENCE_MS = 20_000
"""How long a test waits for a state before it gives up; a machine under load is no defect."""
HUNG_MS = 10_000
"""A page that is asked for so long and says nothing at all does not come back within a test."""
LIGHT = "favicon.png"
"""What the app's address has besides the app; as isolated, so that it shares the process."""
KEEP = """async () => {
  const base = /"entrypointBaseUrl": "([^"]+)"/.exec(await (await fetch('/')).text())[1];
  const client = await import(`${base}main.dart.mjs`);
  window.kept = await Promise.all([
    client.compileStreaming(fetch(`${base}main.dart.wasm`)),
    WebAssembly.compileStreaming(fetch(`${base}canvaskit/skwasm.wasm`)),
  ]);
}"""


def _hangs(page: Page) -> bool:
    """Tell whether a page answers nothing; one that was closed does not hang."""
    if page.is_closed():
        return False
    try:
        page.wait_for_function("() => true", timeout=HUNG_MS)
    except NothingSaid:
        return True
    except Error:
        return False
    return False


class Chromium:
    """A browser that is started anew when it was ended: a page that hung takes no other test with it."""

    def __init__(self, playwright: Playwright, path: str, *flags: str) -> None:
        self._playwright, self._path, self._flags = playwright, path, flags
        self._browser: Browser | None = None
        self._shared: BrowserContext | None = None
        self._kept: dict[str, Page] = {}

    @property
    def browser(self) -> Browser:
        """The browser, running."""
        if self._browser is None or not self._browser.is_connected():
            self._browser, self._shared, self._kept = (
                launch(self._playwright, self._path, *self._flags),
                None,
                {},
            )
        return self._browser

    def another(self, *flags: str) -> Chromium:
        """Return a browser with more flags, which the next `open` starts."""
        return Chromium(self._playwright, self._path, *flags)

    def open(self, url: str, size: tuple[int, int], *, apart: bool = False, touch: bool = False) -> Page:
        """Open a tab with nothing remembered; `apart` from all others in a place of its own."""
        width, height = size
        if apart or touch:
            page = self._place(viewport={"width": width, "height": height}, has_touch=touch).new_page()
        else:
            page = self._keep(url).new_page()
            page.set_viewport_size({"width": width, "height": height})
            page.goto(urljoin(url, LIGHT))
            page.evaluate("localStorage.clear()")
        return page

    def tidy(self) -> None:
        """Close every tab, and every place but the shared one."""
        for context in self.browser.contexts:
            if context is self._shared:
                for page in context.pages:
                    if page not in self._kept.values():
                        page.close()
            else:
                context.close()

    def end_if_hung(self, pages: list[Page]) -> None:
        """End a browser one of whose pages answers nothing any more: all its pages share that process."""
        if self._browser is None or not any(_hangs(page) for page in pages):
            return
        with suppress(Error):
            os.kill(process_of(self._browser), SIGKILL)
            self._browser.close()
        self._browser = None

    def close(self) -> None:
        """End the browser."""
        if self._browser is not None:
            self._browser.close()

    def _keep(self, url: str) -> BrowserContext:
        """Return the shared place, the client of this address compiled in it."""
        browser = self.browser
        if self._shared is None:
            self._shared = self._place()
        assert self._shared in browser.contexts
        self._shared.clear_cookies()
        if url not in self._kept:
            page = self._kept[url] = self._shared.new_page()
            page.goto(urljoin(url, LIGHT))
            page.evaluate(KEEP)
        return self._shared

    def _place(self, **more: Any) -> BrowserContext:
        context = self.browser.new_context(
            locale="en-CA",
            color_scheme="light",
            bypass_csp=True,  # Playwright itself evaluates text
            **more,
        )
        context.set_default_timeout(PATIENCE_MS)
        return context
