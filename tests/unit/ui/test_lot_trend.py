"""What the lots' screen does with the reports that are kept: a lot's trend, and a file of them all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.handset import Handset

from platecheck.facts import Lot
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.ui.lot_board import LotBoard
from platecheck.wiring import Installation, change_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from platecheck.sandbox.service import SandboxServer

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")

EAST, YEARLY, WEST = Lot("East", "M", 20), Lot("East", "Y", 10), Lot("West", "M", 30)


@pytest.fixture
async def page(tmp_path: Path, sandbox: SandboxServer) -> AsyncIterator[Handset]:
    """Return a supervisor's page on a device that keeps three reports."""
    access = {"validation_url": sandbox.url, "controller_url": sandbox.url, "timezone": "America/Toronto"}
    change_settings(tmp_path, {**access, "client": DEMO_CLIENT, "token": DEMO_TOKEN, "role": "supervisor"})
    installation = Installation(tmp_path, {})
    page = Handset(installation, (1280, 800))
    session = await page.open_ready()
    services = session.services
    for days, rented in ((400, 1), (2, 5), (1, None)):
        at = session.now() - timedelta(days=days)
        lots = [Lot("East", "M", 20, rented), Lot("East", "Y", 10, 7), Lot("West", "M", 30, 9)]
        await services.store.save_lots(services.scope, lots, b"[]", at)
    yield page
    await page.close()
    await installation.close()


async def test_a_trend_is_of_one_lot_of_one_kind_in_a_year(page: Handset) -> None:
    """A report without a count of it is no point, nor is one of long ago, nor its namesake's."""
    board = LotBoard(page.session)
    points = await board.read_trend(EAST)
    assert [point.lot.rented_permits for point in points] == [5]
    assert (board.table.trend, board.table.trend_of) == (points, ("East", "M"))
    await board.read_trend(YEARLY)
    assert [point.lot.rented_permits for point in board.table.trend] == [7, 7]
    await board.read_trend(WEST)
    assert [point.lot.rented_permits for point in board.table.trend] == [9, 9]


async def test_the_history_is_a_file_of_all_that_is_kept(page: Handset) -> None:
    """Where it went is said, or that it went nowhere, until the next act."""
    board = LotBoard(page.session)
    page.answers["save_file"] = "/home/dana/lots.csv"
    await board.save_history()
    assert board.table.saved.startswith("Rows saved: 9, in platecheck-lots-")
    await board.stand_in(WEST)
    assert board.table.saved == ""
    page.answers["save_file"] = RuntimeError("no room")
    await board.save_history()
    assert board.table.saved == "The file was not saved. Try again."
