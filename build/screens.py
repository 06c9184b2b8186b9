"""Makes a picture of every screen in every theme and language, at a phone's and a desktop's size.

Run it as `build/screens [--only TEXT]`; the pictures are in `build/out/screens-all/`, to be looked at:
what a test cannot see is found there.
"""

import argparse
import itertools
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.e2e.driving import Sandbox, Server, Watch, find_browser, launch
from tests.e2e.pages import App

OUT = Path(__file__).with_name("out") / "screens-all"
SIZES = ((412, 860), (1280, 800))
THEMES, LANGUAGES = ("day", "night"), ("en", "fr")
VERDICTS = {
    "valid": "CKRD081",
    "valid-elsewhere": "KLMN03",
    "expired": "HXRT640",
    "no-permit": "CDMX77",
    "look-alikes": "CKRDO81",
    "do-not-ticket": "DEF123",
    "alarm": "CAMB911",
}
SETTLED_MS = 700
"""Pictures are drawn after the tree of semantics is there."""
PHONE_MAX = 600


class Tour:
    """One visit of every screen in one look."""

    def __init__(self, app: App, sandbox: Sandbox, name: str) -> None:
        self.app, self.sandbox, self.name = app, sandbox, name
        self.phone = (app.page.viewport_size or {})["width"] < PHONE_MAX

    def shot(self, screen: str) -> None:
        """Keep the screen as it is now."""
        self.app.page.wait_for_timeout(SETTLED_MS)
        self.app.page.screenshot(path=OUT / f"{screen}-{self.name}.png")

    def ask(self, plate: str) -> None:
        """Check a plate and wait for its verdict."""
        self.app.check.ask(plate)
        self.app.hear("verdict", " ".join(plate))

    def next(self) -> None:
        """Go on to the next plate."""
        if self.phone:
            self.app.result.next_plate()

    def answers(self) -> None:
        """Visit every verdict, and what is over and beside it."""
        self.shot("check")
        for screen, plate in VERDICTS.items():
            self.ask(plate)
            self.shot(screen)
            if screen == "valid":
                self.app.press("radio")
                self.shot("radio-card")
                self.app.page.keyboard.press("Escape")
                self.app.press("raw")
                self.shot("raw")
                self.app.page.keyboard.press("Escape")
            if screen == "alarm":
                self.app.result.acknowledge("reported")
                self.shot("acknowledged")
            self.next()
        self.app.check.ask("CKRD#81")
        self.app.see("unreadable")
        self.shot("unreadable")
        self.app.press("fix")
        self.app.press("key-clear") if self.phone else self.app.page.keyboard.press("Control+a")
        self.app.check.type("AB!")
        self.app.check.enter()
        self.app.see("plate-problem")
        self.shot("no-plate")
        self.app.press("lot")
        self.app.see("lot-sheet")
        self.shot("lot-sheet")
        self.app.page.keyboard.press("Escape")

    def troubles(self) -> None:
        """Visit the answers of a bad network."""
        for fault, plate, screen in (
            ("dead", "CKRD081", "saved"),
            ("dead", "XWJC4477", "not-checked"),
            ("refused", "CKRD081", "refused"),
        ):
            self.sandbox.break_(fault)
            self.app.page.keyboard.press("Control+a")
            self.ask(plate)
            self.shot(screen)
            self.next()
        self.sandbox.break_()

    def places(self, words: dict[str, str]) -> None:
        """Visit the places beside the check."""
        for place in ("history", "lots", "settings"):
            self.app.go_to(place, words)
            self.shot(place)
            if place == "history":
                self.app.press("export")
                self.shot("export")
                self.app.press("export-close")
                self.app.starting("log-").first.click()
                self.shot("then-and-now")


WORDS = {
    "en": {"check": "Check", "history": "History", "lots": "Lots", "settings": "Settings"},
    "fr": {"check": "Vérifier", "history": "Historique", "lots": "Terrains", "settings": "Réglages"},
}


def looks() -> Iterator[tuple[tuple[int, int], str, str]]:
    """Give every size, theme and language."""
    yield from itertools.product(SIZES, THEMES, LANGUAGES)


def open_app(browser: Browser, url: str, size: tuple[int, int], theme: str, language: str) -> App:
    """Open the app as a person who chose theme and language before."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="en-CA", bypass_csp=True
    )
    for name, value in (("theme", theme), ("language", language)):
        context.add_init_script(f"localStorage.setItem('flutter.platecheck.{name}', '\"{value}\"')")
    page = context.new_page()
    app = App(page, Watch(page), "screens")
    app.start(url)
    return app


def visit(browser: Browser, demo: Server, bare: Server, sandbox: Sandbox, only: str) -> None:
    """Make the pictures of every look."""
    for size, theme, language in looks():
        name = f"{size[0]}-{theme}-{language}"
        if only not in name:
            continue
        sandbox.renew()
        app = open_app(browser, demo.url, size, theme, language)
        app.check.ready()
        tour = Tour(app, sandbox, name)
        parts: tuple[Callable[[], None], ...] = (
            tour.answers,
            tour.troubles,
            lambda tour=tour, words=WORDS[language]: tour.places(words),
        )
        for part in parts:
            part()
        app.page.context.close()
        first = open_app(browser, bare.url, size, theme, language)
        Tour(first, sandbox, name).shot("first-start")
        first.page.context.close()
        print(name, flush=True)


def main() -> int:
    """Start what is needed, visit every screen, say where the pictures are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="part of a look's name, as 412-day-en")
    only = parser.parse_args().only
    if not only:
        shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    path = find_browser()
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        for name in ("demo", "bare"):
            (home / name).mkdir()
        demo = Server(
            home / "demo", "demo", "--no-browser", "--port", "0", "--data-dir", str(home / "demo/data")
        )
        bare = Server(home / "bare", "web", "--port", "0")
        sandbox = Sandbox(demo.sandbox_url)
        try:
            with sync_playwright() as playwright:
                browser = launch(playwright, path)
                visit(browser, demo, bare, sandbox, only)
                browser.close()
        finally:
            sandbox.close()
            demo.stop()
            bare.stop()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
