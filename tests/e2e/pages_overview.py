"""The overview as a supervisor uses it, and a day of patrol that it can show."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.e2e.seen_before import checked

from platecheck.facts import Lot
from platecheck.store import FileKeyHolder, Scope, Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.pages import App

DAY: dict[int, dict[str, int]] = {
    7: {"valid": 6, "no_permit": 1},
    8: {"valid": 9, "no_permit": 2, "expired": 1, "do_not_ticket": 1},
    9: {"valid": 12, "no_permit": 3, "expired": 2},
    10: {"valid": 8, "no_permit": 1, "expired": 1, "alarm": 1},
    12: {"valid": 10, "valid_elsewhere": 2, "no_permit": 2, "not_checked": 3},
    13: {"valid": 14, "no_permit": 4, "expired": 1, "alarm": 1, "do_not_ticket": 1},
    14: {"valid": 4},
}
"""Checks by the site's hour and by verdict."""


def zone_at_four() -> str:
    """Return a zone whose clocks show the hour after three in the afternoon now: `DAY` is behind."""
    ahead = 15 - datetime.now(UTC).hour
    ahead -= 24 if ahead > 12 else 0
    return f"Etc/GMT{-ahead:+d}"


RENTED = {40: 3, 28: 120, 21: 131, 14: 162, 7: 155, 1: 180}
"""Permits rented in all lots, of 3,419, so many days ago."""


def patrol(directory: Path, scope: Scope, zone: str) -> None:
    """Leave the checks of `DAY` in the log of a data directory that nobody has open, and reports of lots."""
    seeing = _patrol(directory, scope, ZoneInfo(zone))
    with ThreadPoolExecutor(1) as pool:  # in this thread Playwright's loop may be running
        pool.submit(asyncio.run, seeing).result()


async def _patrol(directory: Path, scope: Scope, zone: ZoneInfo) -> None:
    midnight = datetime.now(UTC).astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    store = await Store.open(directory, FileKeyHolder(directory))
    for hour, verdicts in DAY.items():
        for verdict, count in verdicts.items():
            for number in range(count):
                at = (midnight + timedelta(hours=hour, minutes=number)).astimezone(UTC)
                check = checked(f"{hour}-{verdict}-{number}", "SEEN1", at, verdict)
                await store.record(scope, *check)
    for days, rented in RENTED.items():
        lots = [Lot("All", "M", total_permits=3419, rented_permits=rented, total=210.0 * rented)]
        await store.save_lots(scope, lots, b"[]", datetime.now(UTC) - timedelta(days=days))
    await store.close()


class Overview:
    """The overview of one tab."""

    def __init__(self, app: App) -> None:
        self.app = app

    def open(self, word: str = "Overview", office: str = "Office") -> None:
        """Go to the overview."""
        self.app.go_to_office("overview", word, office)

    def rows(self, name: str = "numbers-permits") -> list[str]:
        """Return what the rows of a table say, from the top."""
        found = self.app.starting(f"{name}-row-")
        said = found.evaluate_all("nodes => nodes.map(node => node.ariaLabel || node.textContent)")
        return [str(text) for text in said]
