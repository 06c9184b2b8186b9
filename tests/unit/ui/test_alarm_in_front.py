"""An alarm is seen: nothing takes its place, and only its own outcome frees the screen.

A little over 300 lines: one subject, each test an interleaving of its own.
"""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import flet as ft
import pytest
from tests.unit.ui.officer import (
    acknowledge,
    ask,
    held_up,
    leave_waiting,
    log_has,
    press,
    shows,
    waits,
    written,
)

from platecheck.answers import Outcome
from platecheck.ui.sheets import show_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Platform
    from tests.unit.ui.handset import Handset

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")

DESKTOP = (1280, 800)


async def test_a_late_alarm_is_not_replaced_by_the_check_under_way(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The plate asked meanwhile waits for the acknowledgement, and is shown after it."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    platform.knows("NEXT22", permits=[])
    first = await leave_waiting(page, platform, "ALARM1")
    second = platform.hold("NEXT22")
    await press(session, "NEXT22")
    await page.until(lambda: session.state.desk.asking is not None, "the second is asked visibly")
    first.set()
    await page.until(lambda: shows(page, "ALARM1"), "the alarm is in front")
    second.set()
    await log_has(page, "NEXT22")
    assert shows(page, "ALARM1")
    assert session.must_acknowledge
    await acknowledge(session)
    await page.until(lambda: shows(page, "NEXT22"), "what was asked meanwhile")


async def test_an_alarm_of_the_answer_on_screen_is_not_wiped_away_by_the_next_check(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """On a desktop the next plate is asked while the first's saved answer still waits for the live one."""
    page = handset(DESKTOP)
    session = await page.open_ready()
    platform.knows("FIRST1", permits=[])
    await ask(page, "FIRST1")
    platform.knows("FIRST1", alarm="Lex Luthor")
    first, second = platform.hold("FIRST1"), platform.hold("NEXT22")
    await press(session, "FIRST1")
    await page.until(lambda: shows(page, "FIRST1") and not session.state.desk.result.final, "the saved one")
    await press(session, "NEXT22")
    first.set()
    await page.until(lambda: session.must_acknowledge, "the alarm")
    second.set()
    await log_has(page, "NEXT22")
    assert shows(page, "FIRST1")
    await acknowledge(session)
    await page.until(lambda: shows(page, "NEXT22"), "the second answer")


async def test_a_live_answer_of_the_last_plate_does_not_lose_the_next(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """It may come in the moment after the next plate was sent, whose answer is shown all the same."""
    page = handset(DESKTOP)
    session = await page.open_ready()
    await ask(page, "FIRST1")
    first, second = platform.hold("FIRST1"), platform.hold("NEXT22")
    await press(session, "FIRST1")
    await page.until(lambda: shows(page, "FIRST1") and not session.state.desk.result.final, "the saved one")
    page.begin(lambda: press(session, "NEXT22"))
    await page.until(lambda: "NEXT22" in platform.asked, "the next is asked")
    first.set()
    await page.until(lambda: not shows(page, "FIRST1") or session.state.desk.result.final, "the live one")
    second.set()
    await page.until(lambda: shows(page, "NEXT22"), "the second answer")


async def test_a_look_alike_pressed_in_the_moment_of_an_alarm_waits(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The press comes from a screen that the alarm has already taken the place of."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "ALARM1")
    asked = len(platform.asked)
    await session.ask_plate("NEXT22", "look-alike")
    assert session.state.typing.problem == session.words("ack.first")
    await acknowledge(session)
    assert len(platform.asked) == asked


async def test_each_alarm_that_waited_is_shown_once_and_without_being_asked_for(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """Two answers of one check make one alarm; a desktop has no Next that would bring it."""
    page = handset(DESKTOP)
    session = await page.open_ready()
    for plate in ("ALARM1", "ALARM2"):
        platform.knows(plate, alarm=f"Wanted {plate}")
    await ask(page, "ALARM2")
    await acknowledge(session)
    await session.next_plate()
    first, second = await leave_waiting(page, platform, "ALARM1"), platform.hold("ALARM2")
    async with held_up(session) as queue:
        first.set()
        await page.until(lambda: waits(queue, "record"), "the first answer is being written")
        page.begin(lambda: press(session, "ALARM2"))
        await page.until(lambda: waits(queue, "find_many"), "the second plate's saved answer is looked for")
        session.leave_answer()
    second.set()
    await written(page, "ALARM2", 2)
    assert shows(page, "ALARM1")
    await acknowledge(session)
    await page.until(lambda: shows(page, "ALARM2"), "the alarm that waited")
    assert session.must_acknowledge
    assert session.state.desk.outcome is None
    await acknowledge(session)
    assert shows(page, "ALARM2")
    assert not session.must_acknowledge
    await session.next_plate()
    assert session.state.desk.result is None


async def test_a_live_answer_that_comes_while_the_outcome_is_written_stays(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The acknowledged saved answer does not come back over the live one."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "ALARM1")
    await acknowledge(session)
    await session.next_plate()
    gate = platform.hold("ALARM1")
    await press(session, "ALARM1")
    await page.until(lambda: session.must_acknowledge, "the saved alarm")
    session.choose_outcome(Outcome.SEEN)
    async with held_up(session) as queue:
        gate.set()
        await page.until(lambda: waits(queue, "record"), "the live answer is being written")
        noting = page.begin(session.acknowledge)
        await page.until(lambda: waits(queue, "acknowledge"), "the outcome is being written")
    await noting
    result = session.state.desk.result
    assert result.final
    assert result.answer.source.value == "live"
    assert result.acknowledgement is not None


async def test_an_outcome_written_late_brings_no_answer_back(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The live answer had no alarm, and the officer went on while the outcome was being written."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "ALARM1")
    await acknowledge(session)
    await session.next_plate()
    platform.knows("ALARM1", permits=[{"type": "temp", "shortName": "A", "expires": "2099-01-01 00:00:00"}])
    gate, later = platform.hold("ALARM1"), Event()
    await press(session, "ALARM1")
    await page.until(lambda: session.must_acknowledge, "the saved alarm")
    session.choose_outcome(Outcome.SEEN)
    async with held_up(session) as queue:
        gate.set()
        await page.until(lambda: waits(queue, "record"), "the live answer is being written")
        session.services.store._connection._worker.submit(later.wait)
        noting = page.begin(session.acknowledge)
        await page.until(lambda: waits(queue, "acknowledge"), "the outcome is being written")
    await page.until(lambda: not session.must_acknowledge, "the live answer")
    await session.next_plate()
    later.set()
    await noting
    assert session.state.desk.result is None
    assert session.state.trail.recents[0].acknowledgement is not None


async def test_another_alarm_of_the_same_check_is_acknowledged_by_itself(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """What was acknowledged on the saved answer was that alarm: the live answer's is another."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Unpaid fees")
    await ask(page, "ALARM1")
    await acknowledge(session)
    await session.next_plate()
    platform.knows("ALARM1", alarm="*** Violence / Weapons ***")
    gate = platform.hold("ALARM1")
    await press(session, "ALARM1")
    await page.until(lambda: session.must_acknowledge, "the saved alarm")
    await acknowledge(session)
    assert not session.must_acknowledge
    gate.set()
    await page.until(lambda: session.state.desk.result.final, "the live answer")
    assert session.must_acknowledge
    assert session.state.desk.outcome is None


async def test_acknowledge_pressed_twice_is_one_outcome(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The second press comes before the first is written."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "ALARM1")
    session.choose_outcome(Outcome.SEEN)
    noting = [page.begin(session.acknowledge), page.begin(session.acknowledge)]
    for act in noting:
        await act
    holdings = await session.services.store.holdings()
    assert holdings.held.acknowledgements == 1


async def test_an_acknowledged_alarm_among_the_recents_stays_so(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """Shown again, it asks for no second outcome."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "ALARM1")
    await log_has(page, "ALARM1")
    await acknowledge(session)
    await session.next_plate()
    await session.show(session.state.trail.recents[0])
    assert shows(page, "ALARM1")
    assert not session.must_acknowledge


async def test_a_sheet_over_the_screen_gives_way_to_an_alarm(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """And typing is the plate field's again."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    gate = await leave_waiting(page, platform, "ALARM1")
    sheet = ft.AlertDialog(title=ft.Text("A sheet"))
    show_sheet(session, sheet)
    gate.set()
    await page.until(lambda: session.must_acknowledge, "the alarm")
    await page.until(lambda: not sheet.open, "the sheet is gone")
    assert not session.dialog_open


async def test_a_sheet_that_was_on_its_way_does_not_open_over_an_alarm(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The lots are read from the store first; an alarm that comes meanwhile keeps the screen."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "ALARM1")
    await session.open_lots(None)
    assert not session.dialog_open


@pytest.mark.parametrize("place", ["/history", "/lots", "/settings"])
async def test_no_way_of_going_elsewhere_leaves_an_alarm_behind(
    handset: Callable[..., Handset], platform: Platform, place: str
) -> None:
    """The browser's own Back, and a change of place that was on its way when the alarm came."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    gate = await leave_waiting(page, platform, "ALARM1")
    gate.set()
    await page.until(lambda: session.must_acknowledge, "the alarm")
    await page.go(place)
    await page.until(lambda: session.page.route == "/", "back at the alarm")


async def test_the_devices_back_does_not_leave_the_app_with_an_alarm(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """Nor where the answer stands beside the field and covers nothing."""
    page = handset((820, 1180))
    await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "ALARM1")
    await page.press_back()
    assert page.let_pop == [False]


async def test_look_alikes_of_an_unreadable_plate_do_not_wipe_an_alarm_away(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """They are looked up first; an alarm that comes meanwhile keeps the screen."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "ALARM1")
    await session.inquiry.offer("AB#123")
    assert shows(page, "ALARM1")
    assert not session.state.desk.unreadable


async def test_a_raw_answer_on_its_way_is_not_taken_for_the_next_ones(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """Its body holds an alarm's text; no sheet opens over the answer that came up meanwhile."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "NEXT22")
    await ask(page, "ALARM1")
    await acknowledge(session)
    await log_has(page, "ALARM1")
    await session.next_plate()
    platform.status = 500
    await ask(page, "ALARM1")
    await acknowledge(session)
    await written(page, "ALARM1", 1)
    async with held_up(session) as queue:
        opening = page.begin(lambda: session.open_raw(None))
        await page.until(lambda: waits(queue, "find_many"), "the body is being read")
        await session.show(next(one for one in session.state.trail.recents if one.check.plate == "NEXT22"))
    await opening
    assert session.sheet is None
    assert not [message for message in page.sent if b"Lex Luthor" in message]
