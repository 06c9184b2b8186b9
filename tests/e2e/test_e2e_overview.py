"""The overview: what is rented, what it brings, what the patrol did today, and all of it as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, SMALL
from tests.e2e.pages_overview import DAY, Overview, patrol, zone_at_four
from tests.e2e.pages_person import as_chosen, english

from platecheck.sandbox.campus import DEMO_CLIENT
from platecheck.store import Scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.driving import Sandbox, Server
    from tests.e2e.pages import App

pytestmark = pytest.mark.browser

EAST = "TU Semester East"
CHECKS = sum(sum(verdicts.values()) for verdicts in DAY.values())


@pytest.fixture
def desk(served: Callable[..., Server], sandbox: Sandbox, tmp_path: Path) -> Server:
    """Run the app for a supervisor, on a device that was on patrol today."""
    zone = zone_at_four()
    patrol(tmp_path / "data", Scope(sandbox.url, DEMO_CLIENT), zone)
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
    app.hear("overview-origin", r"Most permits: standard, \d+ of \d+\.")
    app.hear("overview-zone", r"Most permits: Main Street Private Parking, \d+ of \d+\.")
    app.hear("lots-by-level", "^17 lots: 1 full")
    app.hear("lots-by-value", "brings most")
    app.hear("overview-trend-rented", r"Permits rented: \d+, (up|down) \d+ since \d+ \w+\.")
    app.hear("overview-trend-value", r"Value, tax included: \$[\d,]+, (up|down) \$[\d,]+ since \d+ \w+\.")
    app.hear("overview-use", r"^Fullest: TU Residence, 20 of 20 rented\.")
    app.fits("the overview")
    app.shot("top")
    app.scroll_to("overview-trend-value", "overview", step=300)
    app.shot("trend")
    sandbox.break_("refused")
    app.box("overview-fetch")
    app.press("overview-fetch")
    app.hear("overview-problem", "Code 9034.*What is shown is the last answer")
    app.see("overview-origin")
    app.shot("refused")
    app.scroll_to("numbers-permits-sort-1", "overview", step=300)
    app.press("numbers-permits-sort-1")
    app.hear("numbers-permits-sort-1", "^Zone, sorted upwards: reverse$")
    app.gives(lambda: "Zone: Main Street P" in overview.rows()[0], wanted=True, what="the first zone")
    app.press("numbers-permits-sort-1")
    app.hear("numbers-permits-sort-1", "^Zone, sorted downwards: reverse$")
    app.gives(lambda: "Zone: Veritas" in overview.rows()[0], wanted=True, what="the last zone")
    app.type_over(app.find("numbers-permits-filter").locator("input"), "standard semester")
    app.hear("numbers-permits-count", r"^2 of \d+ rows$")
    assert all("Origin: standard, Zone: TU Semester" in row for row in overview.rows())
    app.fits("the table")
    app.shot("table")
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    app.scroll_to("numbers-permits-copy", "overview")
    app.press("numbers-permits-copy")
    app.hear("numbers-permits-count", "^Rows copied: 2$")
    copied = app.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert [line.split("\t")[:2] for line in copied[:2]] == [["Origin", "Zone"], ["standard", EAST]]


@pytest.mark.parametrize(
    ("size", "theme", "text_size"),
    [(SMALL, "day", "largest"), (DESKTOP, "night", "normal")],
    ids=["360x640-french-200", "1280x800-french-night"],
)
def test_the_overview_fits_every_window(
    size: tuple[int, int], theme: str, text_size: str, desk: Server, open_tab: Callable[..., App]
) -> None:
    """Charts, and each of the tables: nothing is cut, French has no English."""
    app = as_chosen(open_tab(desk.url, *size), language="fr", theme=theme, text_size=text_size)

    def look(state: str) -> None:
        app.fits(state)
        app.shot(state)
        app.gives(lambda: english(app.texts()), [], f"English on {state}")

    Overview(app).open("Aperçu", "Bureau")
    app.see("checks-bars", "overview-origin", "overview-use", "overview-trend-value")
    look("charts")
    app.scroll_to("overview-trend-value", "overview", step=480)
    look("trend")
    app.scroll_to("table-checks", "overview", step=480)
    app.press("table-checks")
    app.see("numbers-checks-row-0")
    look("checks")
    app.box("table-lots")
    app.press("table-lots")
    app.see("numbers-lots-row-0")
    look("lots")
