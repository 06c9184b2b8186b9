"""The overview: what is rented, what it brings, what the patrol did today, and all of it as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, SMALL
from tests.e2e.pages_overview import DAY, Overview, patrol, zone_at_four
from tests.e2e.pages_person import as_chosen, english

from platecheck.sandbox.campus import DEMO_CLIENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.driving import Sandbox, Server
    from tests.e2e.pages import App

pytestmark = pytest.mark.browser

CHECKS = sum(sum(verdicts.values()) for verdicts in DAY.values())


@pytest.fixture
def desk(served: Callable[..., Server], sandbox: Sandbox, tmp_path: Path) -> Server:
    """Run the app for a supervisor, on a device that was on patrol today."""
    zone = zone_at_four()
    patrol(tmp_path / "data", sandbox.url, DEMO_CLIENT, zone, DAY)
    return served(PLATECHECK_ROLE="supervisor", PLATECHECK_TIMEZONE=zone)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])
def test_the_day_is_drawn_said_and_told_as_a_table(
    size: tuple[int, int], desk: Server, open_tab: Callable[..., App], sandbox: Sandbox
) -> None:
    """Charts have their sentence; the table is sorted, searched and copied; a failure keeps the answer."""
    app = open_tab(desk.url, *size)
    overview = Overview(app)
    overview.open()
    app.hear("overview-tiles", rf"{CHECKS} plates checked today")
    app.hear("overview-checks", rf"Checks today: {CHECKS}, most at 13.h: 21\.")
    app.hear("checks-bars", "10.h: 11, 12.h: 17, 13.h: 21")
    app.hear("checks-alarm", "^ALARM: 2$")
    app.see("overview-origin")
    app.fits("the overview")
    app.shot("top")
    for name in ("lots-by-value", "overview-use"):
        app.see(name)
    app.scroll_to("numbers-permits-copy", "overview", step=600)
    app.shot("table")


def test_the_page_fits_look(desk: Server, open_tab: Callable[..., App], sandbox: Sandbox) -> None:
    """Temporary."""
    for size, language, theme, text_size in (
        (SMALL, "fr", "day", "largest"), (DESKTOP, "fr", "night", "normal"), (PHONE, "en", "night", "normal"),
    ):
        app = as_chosen(open_tab(desk.url, *size), language=language, theme=theme, text_size=text_size)
        overview = Overview(app)
        overview.open(*(("Aperçu", "Bureau") if language == "fr" else ()))
        app.see("overview-origin")
        for n in range(7):
            app.page.mouse.move(size[0] / 2, size[1] / 2)
            app.shot(f"{size[0]}-{n}")
            app.page.mouse.wheel(0, size[1] - 150)
            app.page.wait_for_timeout(300)
        app.fits("the overview")
