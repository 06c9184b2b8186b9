"""What takes long is said: no screen stands empty while its records or an answer are waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.officer import ask, held_up, press

from platecheck.ui.sheets import close_sheet
from platecheck.ui.texts import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Platform
    from tests.unit.ui.handset import Handset

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")

SIZES = pytest.mark.parametrize("size", [(412, 860), (1280, 800)], ids=["handset", "desktop"])


async def told(page: Handset, since: int, key: str) -> None:
    """Wait until the client was sent the English words of `key`, up to their first gap, since a message."""
    words = CATALOGUE[key][0].partition("{")[0].encode()
    await page.until(lambda: any(words in sent for sent in page.sent[since:]), f"{key} is said")


@SIZES
@pytest.mark.parametrize(
    ("route", "key"),
    [("/history", "history.loading"), ("/lots", "lots.loading"), ("/settings", "holdings.counting")],
    ids=["history", "lots", "settings"],
)
async def test_records_that_take_long_are_waited_for_in_words(
    route: str, key: str, size: tuple[int, int], handset: Callable[..., Handset]
) -> None:
    """While the device's database is busy the place says what it waits for."""
    page = handset(size)
    session = await page.open_ready()
    if route == "/settings":
        session.state.settings.form.section = "device"
    async with held_up(session):
        since = len(page.sent)
        coming = page.begin(lambda: page.go(route))
        await told(page, since, key)
    await coming


@SIZES
async def test_an_answer_is_waited_for_in_words(
    size: tuple[int, int], handset: Callable[..., Handset], platform: Platform
) -> None:
    """While the service is asked about a plate the answer's place says so."""
    page = handset(size)
    session = await page.open_ready()
    gate, since = platform.hold("CAJ479"), len(page.sent)
    await press(session, "CAJ479")
    await told(page, since, "check.asking_plate")
    gate.set()


@SIZES
async def test_an_opened_check_is_waited_for_in_words(
    size: tuple[int, int], handset: Callable[..., Handset]
) -> None:
    """While the device's database is busy the check's place says that it is being read."""
    page = handset(size)
    session = await page.open_ready()
    await ask(page, "CAJ479")
    await session.next_plate()
    await page.go("/history")
    await page.until(lambda: bool(session.log_book.shelf.lines), "the log")
    (line, *_) = session.log_book.shelf.lines or ()
    async with held_up(session):
        since = len(page.sent)
        opening = page.begin(lambda: session.log_book.pick(line.check_id))
        await told(page, since, "story.loading")
    await opening
    assert session.log_book.shelf.story is not None


async def test_no_sheet_of_an_answer_covers_the_next_one(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The Enter that asks about the next plate can also press the button that had the focus."""
    page = handset((1280, 800))
    session = await page.open_ready()
    await ask(page, "CKRD081")
    await session.open_raw(None)
    assert session.sheet is not None
    close_sheet(session)
    platform.hold("CAJ479")
    await press(session, "CAJ479")
    for opens in (session.open_raw, session.open_radio):
        await opens(None)
        assert session.sheet is None
