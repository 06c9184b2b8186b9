"""A handset that goes away in the middle: a reload, a tunnel, a screen that went dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.officer import acknowledge, ask, leave_waiting, press, shows, written

from platecheck.ui.state import Startup

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Platform
    from tests.unit.ui.handset import Handset

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")


async def test_a_check_goes_on_to_its_end_while_the_handset_is_away(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The saved alarm's sound reaches nobody: the live answer is written and shown all the same."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "ALARM1")
    await acknowledge(session)
    await session.next_plate()
    gate = platform.hold("ALARM1")
    page.begin(lambda: press(session, "ALARM1"))
    await page.until(lambda: platform.asked.count("ALARM1") == 2, "it is asked again")
    await page.lose()
    await page.until(lambda: session.must_acknowledge, "the saved alarm")
    gate.set()
    await page.until(lambda: bool(session.state.desk.result and session.state.desk.result.final), "the live")
    await written(page, "ALARM1", 2)
    await page.come_back()
    await acknowledge(session)
    assert not session.must_acknowledge


async def test_a_check_begins_in_the_moment_the_handset_goes_away(
    handset: Callable[..., Handset],
) -> None:
    """It is asked and written; the next Enter is not swallowed for good."""
    page = handset()
    session = await page.open_ready()
    await page.lose()
    page.begin(lambda: press(session, "NEXT22"))
    await page.until(lambda: shows(page, "NEXT22"), "the answer")
    await written(page, "NEXT22", 1)


async def test_an_alarm_that_came_meanwhile_is_in_front_when_the_handset_is_back(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The officer was in another place, and the word to leave it was lost with the connection."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    gate = await leave_waiting(page, platform, "ALARM1")
    await page.go("/history")
    await page.lose()
    gate.set()
    await page.until(lambda: session.must_acknowledge, "the alarm")
    assert session.page.route == "/history"
    await page.come_back()
    await page.until(lambda: session.page.route == "/", "the alarm is in front")


async def test_a_reload_while_the_app_opens_does_not_load_for_ever(
    handset: Callable[..., Handset],
) -> None:
    """What the page was asked is lost with it, and is asked again."""
    page = handset()
    page.mute = True
    session = await page.start()
    await page.until(lambda: "get_keys" in page.called, "the preferences are asked for")
    await page.lose()
    page.mute = False
    await page.come_back()
    await page.until(lambda: session.state.opening.startup is Startup.READY, "the app is ready")
    await ask(page, "NEXT22")


async def test_a_handset_that_keeps_nothing_holds_nothing_up(handset: Callable[..., Handset]) -> None:
    """A choice counts at once, kept for the next visit or not."""
    page = handset()
    session = await page.open_ready()
    page.mute = True
    await session.person.choose("lot", "North Lot")
    assert session.state.prefs.lot == "North Lot"


async def test_settings_saved_on_a_handset_that_is_away_keep_the_lot(
    handset: Callable[..., Handset],
) -> None:
    """What was chosen in this visit stands: it is not asked of the client again."""
    page = handset()
    session = await page.open_ready()
    await session.person.choose("lot", "North Lot")
    await page.lose()
    assert await session.save_settings({"grace_minutes": 7}) == ""
    assert session.state.prefs.lot == "North Lot"
