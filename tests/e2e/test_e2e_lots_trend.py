"""A lot over time: from what is kept on the device, and as a file for supervisors."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, App
from tests.e2e.pages_lots import LotsPage
from tests.e2e.pages_person import as_chosen

from platecheck.facts import Lot
from platecheck.sandbox.campus import DEMO_CLIENT
from platecheck.store import FileKeyHolder, Scope, Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox, Server

pytestmark = pytest.mark.browser

EAST = "TU Semester East"
RENTED = {200: 4, 160: 7, 120: 11, 90: 10, 45: 14, 10: 15}
"""Permits rented in it, of 21, so many days ago; now it has 17."""


def keep_reports(directory: Path, service: str) -> None:
    """Leave the reports of earlier visits in a data directory that nobody has open."""

    async def keep() -> None:
        store = await Store.open(directory, FileKeyHolder(directory))
        for days, rented in RENTED.items():
            lots = [Lot(EAST, "S", total_permits=21, rented_permits=rented, total=100.0 * rented)]
            at = datetime.now(UTC) - timedelta(days=days)
            await store.save_lots(Scope(service, DEMO_CLIENT), lots, b"[]", at)
        await store.close()

    # A thread of its own: Playwright's event loop runs in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, keep()).result()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])
def test_a_lot_has_its_trend_and_supervisors_its_history(
    size: tuple[int, int],
    served: Callable[..., Server],
    sandbox: Sandbox,
    open_tab: Callable[..., App],
    tmp_path: Path,
) -> None:
    """What is rented, since when it is how many more, and a lot of one report says when a trend begins."""
    keep_reports(tmp_path / "data", sandbox.url)
    app = open_tab(served(PLATECHECK_ROLE="supervisor").url, *size)
    lots = LotsPage(app)
    lots.open()
    lots.row("TU Residence", "full")  # as fetched now: what is kept names one lot, which then moves
    lots.detail(EAST)
    app.hear("lot-trend", r"^17 of 21 rented, up 13 since \d+ \w+( \d+)?\. Filling\.$")
    app.fits("a trend")
    app.shot("trend")
    lots.close()
    lots.detail("TU Residence")
    app.hear("lot-trend", r"^The trend begins with the next fetch\.$")
    lots.close()
    with app.page.expect_download() as found:
        app.press("lots-export")
    rows = Path(found.value.path()).read_text("utf-8-sig").splitlines()
    assert rows[0].startswith("date,time,lot,type,rented_permits,total_permits")
    assert sum(f",{EAST},S," in row for row in rows) == len(RENTED) + 1
    app.hear("lots-said", r"^Rows saved: 23, in platecheck-lots-\d{8}-\d{6}\.csv$")
    app.fits("the file is saved")
    app.shot("saved")


@pytest.mark.parametrize(
    ("size", "theme", "text_size"),
    [((360, 640), "day", "largest"), (DESKTOP, "night", "normal")],
    ids=["360x640-french-200", "1280x800-french-night"],
)
def test_the_trend_fits_every_window(
    size: tuple[int, int],
    theme: str,
    text_size: str,
    served: Callable[..., Server],
    sandbox: Sandbox,
    open_tab: Callable[..., App],
    tmp_path: Path,
) -> None:
    """In French, for an officer, who has no file: nothing is cut."""
    keep_reports(tmp_path / "data", sandbox.url)
    app = as_chosen(open_tab(served().url, *size), language="fr", theme=theme, text_size=text_size)
    lots = LotsPage(app)
    lots.open({"lots": "Terrains"})
    lots.row("TU Residence", "plein")
    lots.seek("east")
    app.box(f"lot-row-{EAST}")
    lots.detail(EAST)
    app.hear("lot-trend", r"^17 loués sur 21, 13 de plus depuis le \d+ .+\. Se remplit\.$")
    app.miss("lots-export")
    app.fits("a trend")
    app.shot("trend")
