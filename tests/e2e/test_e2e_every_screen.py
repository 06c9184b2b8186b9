"""What holds on every screen and sheet, at every size, in both languages and with the largest text."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.e2e.driving import Sandbox
from tests.e2e.pages import DESKTOP, PHONE, PLACES, SMALL, TABLET
from tests.e2e.pages_person import as_chosen, english
from tests.e2e.trees import reads_as_kept
from tests.e2e.walking import FRENCH, Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator
    from tests.e2e.driving import Server
    from tests.e2e.pages import App

pytestmark = pytest.mark.browser

BANNER = {
    "en": "^TRAINING · (not real data|dead zone)$",
    "fr": "^FORMATION · (données fictives|zone sans réseau)$",
}


@pytest.mark.parametrize(
    ("size", "language", "text_size", "kept"),
    [
        (SMALL, "en", "normal", ""),
        (PHONE, "en", "normal", "412x860-en"),
        (TABLET, "en", "normal", ""),
        (DESKTOP, "en", "normal", "1280x800-en"),
        (PHONE, "fr", "normal", "412x860-fr"),
        (SMALL, "fr", "largest", ""),
    ],
    ids=["360x640", "412x860", "820x1180", "1280x800", "412x860-french", "360x640-french-200"],
)
def test_every_screen_fits_is_large_enough_and_reads_well(
    size: tuple[int, int],
    language: str,
    text_size: str,
    kept: str,
    own_demo: Server,
    open_tab: Callable[..., App],
) -> None:
    """Nothing is cut or under 48 dp, TRAINING stands on top, French has no English, trees are as kept."""
    app = as_chosen(open_tab(own_demo.url, *size), language=language, text_size=text_size)

    def look(screen: str) -> None:
        app.hear("training", BANNER[language])
        app.until(lambda: on_top(app.find("training"), size[0]), f"{screen}: the banner is on top")
        look_over(screen)

    def look_over(screen: str) -> None:
        app.fits(screen)
        app.shot(screen)
        if language != "en":
            app.gives(lambda: english(app.texts()), [], f"English on {screen}")
        if kept:
            reads_as_kept(app, f"{kept}/{screen}")

    words = FRENCH if language == "fr" else PLACES
    with closing(Sandbox(own_demo.sandbox_url)) as sandbox:
        Walk(app, sandbox, look, look_over=look_over, words=words).everywhere()
    app.page.reload()
    app.see("settings")
    look("reloaded")


def on_top(banner: Locator, width: int) -> bool:
    """Tell whether the banner lies on top, as wide as the window; while a screen is built it lies nowhere."""
    box = banner.bounding_box()
    return box is not None and (round(box["y"]), round(box["width"])) == (0, width)
