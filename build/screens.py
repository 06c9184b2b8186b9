"""Makes a picture of every screen and sheet, by size, theme and language: what no test sees is found there.

At 412×860 and 1280×800 every screen by day and by night, in English and French; at 360×640 and 820×1180
what an officer needs most, by day in English and by night in French. The pictures are
`build/out/screens-all/SCREEN-WIDTH-THEME-LANGUAGE.png`. Takes some ten minutes; part of it with --only
(`412-night`) and --scene (`history`).
"""

import argparse
import asyncio
import itertools
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from build.tour import FILM, MAIN, SCENES, Tour
from playwright.sync_api import Browser, Error, Playwright, sync_playwright
from tests.e2e.driving import Sandbox, Server, Watch, find_browser, launch
from tests.e2e.pages import App
from tests.e2e.pages_camera import fake_camera

from platecheck.store import FileKeyHolder, Scope, Store, WalkSummary
from platecheck.wiring import read_settings

OUT = Path(__file__).with_name("out") / "screens-all"
SMALL, PHONE, TABLET, DESKTOP = (360, 640), (412, 860), (820, 1180), (1280, 800)
THEMES, LANGUAGES = ("day", "night"), ("en", "fr")
SEEN = ("GHWT251", "CEVT404", "CDMX77", "CMED119", "KLMN03", "AVSB315", "HXRT640", "CAMB911", "BTKV512")
"""Checked before the tour: a log of some length."""
WALKED = {"valid": 34, "no_permit": 4, "expired": 2, "do_not_ticket": 1, "alarm": 1, "not_checked": 1}
PATIENCE_MS = 20_000
AT_ONCE = 2
"""Looks that are visited side by side."""


class Look(NamedTuple):
    """How the app is looked at, and the scenes to visit there."""

    size: tuple[int, int]
    theme: str
    language: str
    scenes: tuple[str, ...]

    @property
    def name(self) -> str:
        """What its pictures' names end in."""
        return f"{self.size[0]}-{self.theme}-{self.language}"


def looks() -> Iterator[Look]:
    """Give every size, theme and language."""
    for size, theme, language in itertools.product((PHONE, DESKTOP), THEMES, LANGUAGES):
        yield Look(size, theme, language, tuple(SCENES))
    for size in (SMALL, TABLET):
        yield Look(size, "day", "en", MAIN)
        yield Look(size, "night", "fr", MAIN)


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
            with ThreadPoolExecutor(1) as beside:  # Playwright keeps an event loop of its own running here
                beside.submit(asyncio.run, walk_past(server.directory)).result()
            yield server, sandbox
        finally:
            sandbox.close()
            server.stop()


async def walk_past(directory: Path) -> None:
    """Leave the summaries of two walks in the log of a demo: nobody can walk past cars here."""
    chosen = read_settings(directory, {})
    scope = Scope(chosen.service, chosen.client)
    store = await Store.open(directory, FileKeyHolder(directory))
    now = datetime.now(UTC)
    for name, lot, ended_at, totals in (
        ("yesterday", None, now - timedelta(hours=26), {"valid": 11, "valid_elsewhere": 1}),
        ("today", "Lot 6", now, WALKED),
    ):
        began_at, cars = ended_at - timedelta(minutes=14), sum(totals.values())
        walk = WalkSummary(name, began_at, ended_at, lot, "Dana", cars, cars + 4, tuple(totals.items()))
        await store.keep_walk(scope, walk)
    await store.close()


@contextmanager
def filming(playwright: Playwright) -> Iterator[Browser]:
    """Run a browser with a camera, before which cars pass."""
    with tempfile.TemporaryDirectory() as made:
        browser = launch(playwright, find_browser(), *fake_camera(Path(made) / "street.mjpeg", FILM))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, url: str, look: Look) -> Iterator[App]:
    """Open the app as a person who chose theme and language before."""
    width, height = look.size
    # The page's policy lets no text be evaluated, which is how the driver waits.
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-CA", bypass_csp=True
    )
    context.set_default_timeout(PATIENCE_MS)
    for name, value in (("theme", look.theme), ("language", look.language)):
        context.add_init_script(f"localStorage.setItem('flutter.platecheck.{name}', '\"{value}\"')")
    page = context.new_page()
    app = App(page, Watch(page), "screens")
    app.start(url)
    yield app
    context.close()


def visit(look: Look) -> list[str]:
    """Make the pictures of one look; return the scenes that could not be played to their end."""
    failed: list[str] = []
    with sync_playwright() as playwright, demo() as (server, sandbox):
        browser = launch(playwright, find_browser())
        for scene in look.scenes:
            sandbox.renew()
            server.see_changes()  # what one scene found out stands in no other's way
            # Not set up is the one state that the demo never has.
            serving = bare_server() if scene == "set_up" else nullcontext(server)
            looking = filming(playwright) if scene == "walk" else nullcontext(browser)
            with serving as on, looking as with_, opened(with_, on.url, look) as app:
                if not play(SCENES[scene], Tour(app, sandbox, look.language, partial(place, look.name))):
                    failed.append(f"{scene} {look.name}")
            sandbox.break_()
        browser.close()
    print(look.name, flush=True)
    return failed


def place(look: str, screen: str) -> Path:
    """Return where the picture of a screen is kept."""
    return OUT / f"{screen}-{look}.png"


def play(scene: Callable[[Tour], None], tour: Tour) -> bool:
    """Play a scene; what goes wrong in one does not keep the others from being seen."""
    try:
        scene(tour)
    except (Error, AssertionError) as error:
        tour.shot("broke-off")
        print(f"{scene.__name__}: {error}", file=sys.stderr)
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
    wanted = [
        look._replace(scenes=tuple(scene for scene in look.scenes if chosen.scene in scene))
        for look in looks()
        if chosen.only in look.name
    ]
    with ProcessPoolExecutor(AT_ONCE) as pool:
        failed = [scene for scenes in pool.map(visit, wanted) for scene in scenes]
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    if failed:
        print("not played to their end:", *failed, sep="\n  ", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
