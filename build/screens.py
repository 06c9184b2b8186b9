"""Makes a picture of every screen and sheet, by size, theme and language: what no test sees is found there.

At 412×860 and 1280×800 every screen by day and by night, in English and French; at 360×640 and 820×1180
what an officer needs most, by day in English and by night in French. The pictures are
`build/out/screens-all/SCREEN-WIDTH-THEME-LANGUAGE.png`. Takes some ten minutes; part of it with --only
(`412-night`) and --scene (`history`).
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

from build.tour import MAIN, SCENES, Tour
from playwright.sync_api import Browser, Error, sync_playwright
from tests.e2e.driving import Sandbox, Server, Watch, find_browser, launch
from tests.e2e.pages import App

OUT = Path(__file__).with_name("out") / "screens-all"
SMALL, PHONE, TABLET, DESKTOP = (360, 640), (412, 860), (820, 1180), (1280, 800)
THEMES, LANGUAGES = ("day", "night"), ("en", "fr")
SEEN = ("GHWT251", "CEVT404", "CDMX77", "CMED119", "KLMN03", "AVSB315", "HXRT640", "CAMB911", "BTKV512")
"""Checked before the tour: a log of some length."""
SMALL_TIME_MS = 10_000


def looks() -> Iterator[tuple[tuple[int, int], str, str, tuple[str, ...]]]:
    """Give every size, theme and language, and the scenes to visit there."""
    for size in (PHONE, DESKTOP):
        for theme in THEMES:
            for language in LANGUAGES:
                yield size, theme, language, tuple(SCENES)
    for size in (SMALL, TABLET):
        yield size, "day", "en", MAIN
        yield size, "night", "fr", MAIN


@contextmanager
def demo() -> Iterator[tuple[Server, Sandbox]]:
    """Run a demo of its own for a look: the log and what is saved are the same in each."""
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        args = ("demo", "--no-browser", "--port", "0", "--data-dir", str(home / "data"))
        server = Server(home, *args)
        sandbox = Sandbox(server.sandbox_url)
        try:
            server.check(*SEEN)
            yield server, sandbox
        finally:
            sandbox.close()
            server.stop()


@contextmanager
def opened(browser: Browser, url: str, size: tuple[int, int], theme: str, language: str) -> Iterator[App]:
    """Open the app as a person who chose theme and language before."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-CA")
    context.set_default_timeout(SMALL_TIME_MS)
    for name, value in (("theme", theme), ("language", language)):
        context.add_init_script(f"localStorage.setItem('flutter.platecheck.{name}', '\"{value}\"')")
    page = context.new_page()
    app = App(page, Watch(page), "screens")
    app.start(url)
    yield app
    context.close()


def visit(browser: Browser, only: str, wanted: str) -> list[str]:
    """Make the pictures; return the scenes that could not be played to their end."""
    failed: list[str] = []
    for size, theme, language, scenes in looks():
        name = f"{size[0]}-{theme}-{language}"
        if only not in name:
            continue
        with demo() as (server, sandbox):
            for scene in (scene for scene in scenes if wanted in scene):
                sandbox.renew()
                # Not set up is the one state that the demo never has.
                serving = bare_server() if scene == "set_up" else nullcontext(server)
                with serving as on, opened(browser, on.url, size, theme, language) as app:
                    if not play(SCENES[scene], Tour(app, sandbox, language, partial(place, name))):
                        failed.append(f"{scene} {name}")
        print(name, flush=True)
    return failed


def place(look: str, screen: str) -> Path:
    """Return where the picture of a screen is kept."""
    return OUT / f"{screen}-{look}.png"


def play(scene: Callable[[Tour], None], tour: Tour) -> bool:
    """Play a scene; what goes wrong in one does not keep the others from being seen."""
    try:
        scene(tour)
    except (Error, AssertionError) as error:
        print(error, file=sys.stderr)
        return False
    return True


@contextmanager
def bare_server() -> Iterator[Server]:
    """Run the web edition with nothing set up."""
    with tempfile.TemporaryDirectory() as made:
        server = Server(Path(made), "web", "--port", "0")
        try:
            yield server
        finally:
            server.stop()


def main() -> int:
    """Visit every screen, say where the pictures are."""
    parser = argparse.ArgumentParser(
        prog="build/screens", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", metavar="LOOK", help="part of a look's name, as 412-day-en")
    parser.add_argument("--scene", default="", help=f"part of one of: {', '.join(SCENES)}")
    chosen = parser.parse_args()
    if not (chosen.only or chosen.scene):
        shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright, find_browser())
        failed = visit(browser, chosen.only, chosen.scene)
        browser.close()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    if failed:
        print("not played to their end:", *failed, sep="\n  ", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
