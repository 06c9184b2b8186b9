"""Settings that change, and records that are wiped, while something is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.officer import ask, held_up, log_has, press, shows, waits, written

from platecheck.store.files import DATABASE
from platecheck.ui.settings.acts import FormActs
from platecheck.ui.settings.holdings import wipe

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Platform
    from tests.unit.ui.handset import Handset

    from platecheck.wiring import Installation

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")


async def test_a_check_comes_to_its_end_though_the_settings_change(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """Another session saves while the platform is asked: the answer is shown, live, and written."""
    mine, theirs = handset(), handset()
    session, other = await mine.open_ready(), await theirs.open_ready()
    gate = platform.hold("NEXT22")
    await press(session, "NEXT22")
    await mine.until(lambda: session.state.desk.asking is not None, "it is asked")
    assert await other.save_settings({"grace_minutes": 7}) == ""
    gate.set()
    await mine.until(lambda: shows(mine, "NEXT22"), "the answer")
    result = session.state.desk.result
    assert result is not None
    assert (result.answer.source.value, result.unsaved) == ("live", None)
    await written(mine, "NEXT22", 1)


async def test_the_officers_name_is_the_one_that_another_session_saved(
    handset: Callable[..., Handset],
) -> None:
    """Settings are the installation's: a session that was open before goes by them too."""
    mine, theirs = handset(), handset()
    session, other = await mine.open_ready(), await theirs.open_ready()
    assert await other.save_settings({"officer": "Robin"}) == ""
    await ask(mine, "NEXT22")
    result = session.state.desk.result
    assert result is not None
    assert result.check.officer == "Robin"


async def test_another_clients_answers_leave_every_screen(handset: Callable[..., Handset]) -> None:
    """A session that did not change the client itself shows nothing of the old one either."""
    mine, theirs = handset(), handset()
    session, other = await mine.open_ready(), await theirs.open_ready()
    await ask(mine, "NEXT22")
    await log_has(mine, "NEXT22")
    assert await other.save_settings({"client": "OTHER"}) == ""
    await mine.until(lambda: session.state.desk.result is None, "the answer is gone")
    assert session.state.trail.recents == ()
    await mine.until(lambda: session.state.trail.log == (), "so is the log")


async def test_an_alarm_that_comes_while_the_device_is_wiped_stays(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """What was wiped leaves the screen; what came since is there."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    gate = platform.hold("ALARM1")
    await press(session, "ALARM1")
    async with held_up(session) as queue:
        gate.set()
        await page.until(lambda: waits(queue, "record"), "the alarm is being written")
        wiping = page.begin(lambda: wipe(session))
        await page.until(lambda: waits(queue, "wipe"), "the wipe waits for it")
    await wiping
    await page.until(lambda: shows(page, "ALARM1"), "the alarm")
    assert session.must_acknowledge


async def test_a_wipe_that_fails_takes_nothing_off_the_screen(
    handset: Callable[..., Handset], installation: Installation
) -> None:
    """The records are still there, and so is the answer."""
    page = handset()
    session = await page.open_ready()
    await ask(page, "NEXT22")
    await log_has(page, "NEXT22")
    await session.services.store.close()
    await wipe(session)
    assert session.state.settings.records.trouble
    assert not session.state.settings.records.wiped
    assert shows(page, "NEXT22")
    assert session.state.trail.recents
    assert (installation.directory / DATABASE).exists()


async def test_a_check_that_was_open_in_the_log_is_closed_by_the_wipe(
    handset: Callable[..., Handset],
) -> None:
    """On a desktop it stays open beside the list from one visit to the next."""
    page = handset((1280, 800))
    session = await page.open_ready()
    await ask(page, "NEXT22")
    await log_has(page, "NEXT22")
    await page.go("/history")
    await page.until(lambda: bool(session.log_book.shelf.lines), "the log is read")
    result = session.state.desk.result
    assert result is not None
    await session.log_book.pick(result.check.id)
    assert session.log_book.shelf.story is not None
    await wipe(session)
    assert session.log_book.shelf.story is None
    assert not session.log_book.shelf.lines


async def test_nothing_is_saved_under_an_alarm(handset: Callable[..., Handset], platform: Platform) -> None:
    """Another client would take the answer away before its outcome is noted."""
    page = handset()
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    await ask(page, "ALARM1")
    acts = FormActs(session)
    acts.enter("client", "OTHER")
    assert not await acts.save()
    assert session.must_acknowledge
    assert session.settings.client != "OTHER"
