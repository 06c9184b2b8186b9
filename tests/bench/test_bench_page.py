"""How long until the page can be typed into, and what it costs to send: ours beside a stock Flet page.

Prints one table, both measured in turns in one run; a target that is not met is said there and fails nothing.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import sync_playwright
from tests.e2e.driving import FLAGS, Server, find_browser
from tests.e2e.pages import PHONE
from tests.programs import Programs

from platecheck.hosting.ports import bind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Playwright

pytestmark = [pytest.mark.bench, pytest.mark.browser]

ROUNDS = 5
COLD_S, SECOND_S = 2.5, 1.0
REST_S = 2.0
"""Between visits, for what a browser keeps. Chromium 156 kept no compiled WebAssembly even after 40 s."""
STOCK = """
import flet as ft
def main(page: ft.Page):
    page.add(ft.Semantics(identifier="plate", content=ft.TextField(label="Plate", autofocus=True)))
ft.run(main)
"""
# The stock page has its tree of semantics turned on as ours does it itself.
WATCH = """
window.taken = 0;
addEventListener('flutter-first-frame', () => {
  const on = () => {
    const placeholder = document.querySelector('flt-semantics-placeholder');
    if (placeholder) placeholder.click(); else setTimeout(on, 5);
  };
  on();
});
const watching = setInterval(() => {
  const field = document.querySelector('[flt-semantics-identifier="plate"] input');
  if (!field || document.activeElement !== field) return;
  window.taken = performance.now();
  clearInterval(watching);
}, 4);
"""

Visit = tuple[float, int]
"""Seconds until the field has the keyboard, and bytes that came over the line."""


@contextmanager
def stock_page(directory: Path) -> Iterator[str]:
    """Run `flet run --web` on one text field, and give its address."""
    program = directory / "stock.py"
    program.write_text(STOCK)
    with bind("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    flet = Path(sys.executable).with_name("flet")
    command = [str(flet), "run", "--web", "--port", str(port), str(program)]
    # Without a network stock Flet shows nothing at all unless told to use no CDN.
    env = {**os.environ, "FLET_WEB_NO_CDN": "1", "FLET_FORCE_WEB_SERVER": "1"}
    quiet = subprocess.DEVNULL
    # A group of its own: flet starts the program as a child, and leaves it behind.
    with subprocess.Popen(  # noqa: S603 - ours
        command, env=env, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        url, end = f"http://127.0.0.1:{port}/", monotonic() + 60
        try:
            while not answers(url):
                assert process.poll() is None, "flet run ended"
                assert monotonic() < end, "flet run does not answer"
                sleep(0.2)
            yield url
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def answers(url: str) -> bool:
    """Tell whether a page is served there."""
    try:
        return httpx.get(url, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def visit(context: BrowserContext, url: str) -> Visit:
    """Open the page until its field has the keyboard."""
    page = context.new_page()
    page.add_init_script(WATCH)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    received = []
    line.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    page.goto(url, wait_until="commit")
    page.wait_for_function("() => window.taken", timeout=60_000)
    taken = float(page.evaluate("window.taken"))
    page.wait_for_timeout(REST_S * 1e3)
    page.close()
    return taken / 1e3, sum(received)


def visits(playwright: Playwright, path: str, url: str) -> tuple[Visit, Visit]:
    """Return a first visit with a browser that knows nothing, and the one after it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        size = {"width": PHONE[0], "height": PHONE[1]}
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=path, args=list(FLAGS), viewport=size, bypass_csp=True
        )
        sleep(1)
        taken = visit(context, url), visit(context, url)
        context.close()
    return taken


def test_how_soon_a_page_can_be_typed_into(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Print the table of first and second visits, ours and stock."""
    path = find_browser()
    server = Server(
        Programs(), tmp_path, "demo", "--no-browser", "--port", "0", "--data-dir", str(tmp_path / "data")
    )
    try:
        with stock_page(tmp_path) as stock, sync_playwright() as playwright:
            urls = {"ours": server.url, "stock": stock}
            for url in urls.values():  # what a server does once
                visits(playwright, path, url)
            rounds = [
                {name: visits(playwright, path, url) for name, url in urls.items()} for _ in range(ROUNDS)
            ]
    finally:
        server.stop()
    lines = []
    for which, what, most in ((0, "first visit", COLD_S), (1, "second visit", SECOND_S)):
        taken = {name: [found[name][which] for found in rounds] for name in urls}
        seconds = {name: statistics.median(took for took, _ in found) for name, found in taken.items()}
        for name, found in taken.items():
            size = statistics.median(count for _, count in found) / 1e6
            told = f"{seconds[name]:.2f} s (max {max(found)[0]:.2f}, n {len(found)}), {size:.2f} MB"
            verdict = "" if name == "stock" else judged(seconds[name], most)
            lines.append(f"{f'{what}, {name}':24}{told:44}{verdict}\n")
        lines.append(f"{'  ratio to stock':24}{seconds['ours'] / seconds['stock']:.2f}\n")
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(lines))


def judged(taken_s: float, most_s: float) -> str:
    """Return the target of the median, and whether it is met."""
    return f"<= {most_s:g} s {'met' if taken_s <= most_s else 'MISSED'}"
