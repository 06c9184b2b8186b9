"""The sheet that prepares for a dead zone, without a browser: an alarm comes first, the work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.seen_before import see_now
from tests.unit.ui.officer import acknowledge, leave_waiting

from platecheck.preparing import Choice
from platecheck.rechecks import Ended

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Platform
    from tests.unit.ui.handset import Handset

    from platecheck.wiring import Installation

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")


async def test_an_alarm_closes_the_sheet_and_the_preparation_goes_on(
    handset: Callable[..., Handset], platform: Platform, installation: Installation
) -> None:
    """The alarm is in front at once; the sheet does not open over it, and shows the end after it."""
    page = handset()
    session = await page.open_ready()
    await see_now(installation.directory, session.services.scope, ["SEEN11"], lot="Lot 6")
    platform.knows("ALARM1", alarm="Lex Luthor")
    alarm, seen = await leave_waiting(page, platform, "ALARM1"), platform.hold("SEEN11")
    await session.open_prepare(None)
    sheet, preparation = session.sheet, session.services.preparation
    preparation.start(await preparation.plan(Choice(lot="Lot 6")))
    await page.until(lambda: "SEEN11" in platform.asked, "it is asked")
    alarm.set()
    await page.until(lambda: session.must_acknowledge, "the alarm")
    await page.until(lambda: session.sheet is None, "the sheet is gone")
    assert sheet is not None
    assert preparation.is_running
    await session.open_prepare(None)
    assert not session.dialog_open
    seen.set()
    await page.until(lambda: not preparation.is_running, "it is through")
    assert preparation.current is not None
    assert (preparation.current.ended, preparation.current.left) == (Ended.DRAINED, 0)
    await acknowledge(session)
    await page.until(lambda: not session.must_acknowledge, "acknowledged")
    await session.open_prepare(None)
    assert session.dialog_open


async def test_services_that_are_closed_prepare_no_more(
    platform: Platform, installation: Installation
) -> None:
    """With new settings, or at the end, what runs is broken off; nothing is asked under the old ones."""
    services = await installation.services()
    await see_now(installation.directory, services.scope, ["SEEN11", "SEEN22"], lot="Lot 6")
    platform.gate.clear()
    preparation = services.preparation
    preparation.start(await preparation.plan(Choice(lot="Lot 6")))
    await platform.met.wait()
    await installation.close()
    assert preparation.current is not None
    assert (preparation.is_running, preparation.current.ended) == (False, Ended.BROKEN_OFF)
