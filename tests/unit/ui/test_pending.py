"""What changed since the officer left comes to the officer, in its turn, and stays until it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.officer import acknowledge, ask, press, shows

from platecheck.ui.pending import ROUTE
from platecheck.ui.sheets import close_sheet
from platecheck.verdict import Headline
from platecheck.way import Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Platform
    from tests.unit.ui.handset import Handset

    from platecheck.ui.session import Session

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")

PERMIT = {"type": "temp", "shortName": "A", "expires": "2099-01-01 00:00:00"}


async def left_unanswered(page: Handset, platform: Platform, *plates: str) -> Session:
    """Check plates without a way to the service, and go on."""
    session = page.session
    platform.status = None
    for plate in plates:
        await ask(page, plate)
        assert session.verdict(session.state.desk.result).headline is Headline.NOT_CHECKED
        await session.next_plate()
    await page.until(lambda: session.state.pending.waiting == len(plates), "they wait")
    return session


async def the_way_is_back(page: Handset, platform: Platform) -> None:
    """Let the service answer again, and the queue be asked."""
    session = page.session
    platform.status = 200
    session.services.runner.start()
    session.pending.ask_now()
    await page.until(lambda: session.state.pending.waiting == 0, "all were answered")


async def test_an_alarm_about_a_car_that_was_left_is_brought_back(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """It lies over the screen, leads to the list, opens there, and is gone with its outcome only."""
    page = handset()
    await page.open_ready()
    session = await left_unanswered(page, platform, "ALARM1", "CLEAR2")
    platform.knows("ALARM1", alarm="Lex Luthor")
    await the_way_is_back(page, platform)
    await page.until(lambda: session.sheet is not None, "the sheet")
    assert session.state.desk.result is None  # it is not this car's answer
    assert b"Lex Luthor" not in b"".join(page.sent)
    await session.pending.to_list()
    assert session.page.route == ROUTE
    alarm, other = session.state.pending.changes
    assert (alarm.plate, alarm.was, alarm.now) == ("ALARM1", "not_checked", "alarm")
    assert (other.plate, other.now) == ("CLEAR2", "no_permit")
    await session.pending.open(alarm)
    assert session.must_acknowledge
    assert shows(page, "ALARM1")
    assert alarm in session.state.pending.changes  # opened is not acknowledged
    await acknowledge(session)
    await page.until(lambda: session.state.pending.changes == (other,), "only the other is left")
    await session.pending.seen(other)
    assert session.state.pending.changes == ()


async def test_what_is_not_urgent_is_counted_and_not_laid_over(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """A permit that was found late can wait: the count says so until it was seen."""
    page = handset()
    await page.open_ready()
    session = await left_unanswered(page, platform, "PERM1T")
    platform.knows("PERM1T", permits=[PERMIT])
    await the_way_is_back(page, platform)
    await page.until(lambda: len(session.state.pending.changes) == 1, "it is counted")
    assert session.sheet is None
    await session.pending.seen(session.state.pending.changes[0])
    assert await session.services.rechecks.changes() == []


async def test_it_never_comes_between_a_press_and_its_verdict(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """What changed waits until the check at hand has its answer."""
    page = handset()
    await page.open_ready()
    session = await left_unanswered(page, platform, "ALARM1")
    platform.knows("ALARM1", alarm="Lex Luthor")
    gate = platform.hold("NEXT22")
    platform.status = 200
    await press(session, "NEXT22")
    await page.until(lambda: session.inquiry.at_hand is not None, "it is asked")
    await the_way_is_back(page, platform)
    await page.until(lambda: bool(session.state.pending.changes), "it changed")
    assert session.sheet is None
    gate.set()
    await page.until(lambda: session.sheet is not None, "now it comes")
    assert shows(page, "NEXT22")


async def test_a_sheet_that_was_closed_stays_closed(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The count goes on telling; only another change of that kind comes again."""
    page = handset()
    await page.open_ready()
    session = await left_unanswered(page, platform, "ALARM1")
    platform.knows("ALARM1", alarm="Lex Luthor")
    await the_way_is_back(page, platform)
    await page.until(lambda: session.sheet is not None, "the sheet")
    close_sheet(session)
    await session.pending.follow()
    assert session.sheet is None
    await left_unanswered(page, platform, "ALARM2")
    platform.knows("ALARM2", alarm="Lex Luthor")
    await the_way_is_back(page, platform)
    await page.until(lambda: session.sheet is not None, "the second one's")
    assert [one.plate for one in session.state.pending.changes] == ["ALARM1", "ALARM2"]


async def test_the_queue_lists_each_check_with_its_receipt(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """Oldest first, and why it still waits; with the way back each has its verdict."""
    page = handset()
    await page.open_ready()
    session = await left_unanswered(page, platform, "FIRST1", "SECND2")
    assert session.state.way.link is Link.OFFLINE
    await session.pending.to_list()
    await page.until(lambda: len(session.state.pending.receipts) == 2, "the list")
    assert [one.plate for one in session.state.pending.receipts] == ["FIRST1", "SECND2"]
    await the_way_is_back(page, platform)
    await page.until(
        lambda: [one.verdict for one in session.state.pending.receipts] == ["no_permit"] * 2, "answered"
    )
    assert all(one.settled_at is not None for one in session.state.pending.receipts)
