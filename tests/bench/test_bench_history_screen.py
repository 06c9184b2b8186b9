"""How long an officer waits for the log on the screen: the first rows of 10,000, and each page after them.

Prints one table; a target that is not met is said there and fails nothing.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright
from tests.bench.long_log import fill
from tests.e2e.driving import Server, Watch, find_browser, launch
from tests.e2e.pages import DESKTOP, PHONE, App
from tests.programs import Programs

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.bench, pytest.mark.browser]

CHECKS, ROUNDS, PAGES = 10_000, 12, 40
FIRST_MS = 150.0

# From the press on History until a row of the log is in the page's tree.
WATCH_ROWS = """() => {
  window.taken = [];
  let down = 0;
  const list = '[flt-semantics-identifier="log"]', row = '[flt-semantics-identifier^="log-"]';
  const rows = () => document.querySelectorAll(`${list} ${row}`);
  window.addEventListener('pointerdown', () => { down = rows().length ? 0 : performance.now(); }, true);
  new MutationObserver(() => {
    if (down && rows().length) { window.taken.push(performance.now() - down); down = 0; }
  }).observe(document.querySelector('flt-semantics-host'), {subtree: true, childList: true});
}"""
# From the turn of the wheel until the list is longer: its pages are told by how far one can scroll.
LENGTH = """() => Math.max(0, ...[...document.querySelectorAll('flt-semantics-scroll-overflow')]
  .map(node => node.getBoundingClientRect().height))"""


def first_rows(app: App) -> list[float]:
    """Return the ms from the press on History to its first row, once per visit."""
    app.page.evaluate(WATCH_ROWS)
    for number in range(1, ROUNDS + 1):
        app.go_to("history")
        app.page.wait_for_function("count => window.taken.length === count", arg=number)
        app.go_to("check")
        app.miss("log")
    return list(app.page.evaluate("window.taken"))


WATCH_PLACE = WATCH_ROWS.replace(
    "document.querySelectorAll(`${list} ${row}`)",
    "document.querySelectorAll('[flt-semantics-identifier=\"settings\"]')",
)


def bare_place(app: App) -> list[float]:
    """Return the ms of a change of place without a log, in the same run: to the settings."""
    app.page.evaluate(WATCH_PLACE)
    for number in range(1, ROUNDS + 1):
        app.go_to("settings")
        app.page.wait_for_function("count => window.taken.length === count", arg=number)
        app.go_to("check")
        app.miss("settings")
    return list(app.page.evaluate("window.taken"))


def growing(app: App) -> list[float]:
    """Return the ms of each page more, from the turn of the wheel to the longer list."""
    app.go_to("history")
    app.see("log")
    app.find("log").hover(force=True, position={"x": 150, "y": 250})
    taken = []
    for _ in range(PAGES):
        before = app.page.evaluate("performance.now()")
        length = app.page.evaluate(LENGTH)
        app.page.mouse.wheel(0, 1_000_000)
        app.page.wait_for_function(f"before => ({LENGTH})() > before", arg=length)
        taken.append(app.page.evaluate("performance.now()") - before)
    return taken


def open_app(browser: Browser, url: str, size: tuple[int, int]) -> App:
    """Open a tab of its own."""
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}, bypass_csp=True).new_page()
    app = App(page, Watch(page), "bench")
    app.start(url)
    app.check.ready()
    return app


def test_what_an_officer_waits_for_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Print the table of first rows and further pages."""
    path = find_browser()
    server = Server(
        Programs(), tmp_path, "demo", "--no-browser", "--port", "0", "--data-dir", str(tmp_path / "data")
    )
    try:
        server.check("CKRD081")
        with ThreadPoolExecutor() as beside:  # Playwright keeps an event loop of its own running here
            beside.submit(lambda: asyncio.run(fill(server.directory, CHECKS))).result()
        with sync_playwright() as playwright:
            browser = launch(playwright, path)
            first = {size: first_rows(open_app(browser, server.url, size)) for size in (PHONE, DESKTOP)}
            bare = statistics.median(bare_place(open_app(browser, server.url, PHONE)))
            pages = growing(open_app(browser, server.url, PHONE))
            browser.close()
    finally:
        server.stop()
    rows = []
    for size, taken in first.items():
        median = statistics.median(taken)
        said = f"{median:.0f} ms (max {max(taken):.0f}, n {len(taken)})"
        met = "met" if median <= FIRST_MS else "MISSED"
        rows.append((f"first rows of {CHECKS}, {size[0]} dp", said, f"<= {FIRST_MS:.0f} ms {met}"))
    rows.append(("to the settings, 412 dp", f"{bare:.0f} ms", "the same press, no log"))
    early, late = statistics.median(pages[:8]), statistics.median(pages[-8:])
    rows.append(("a page more, the first eight", f"{early:.0f} ms", ""))
    rows.append((f"a page more, after {PAGES - 8}", f"{late:.0f} ms", f"ratio {late / early:.2f}"))
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"{a:34}{b:34}{c}\n" for a, b, c in rows))
