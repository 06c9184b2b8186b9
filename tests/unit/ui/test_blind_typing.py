"""Keys that come while the plate field has no focus: each is for the plate, and none is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.officer import shows

from platecheck.ui.sheets import close_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.ui.handset import Handset

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")


async def test_a_sign_is_never_taken_for_its_keys_digit(handset: Callable[..., Handset]) -> None:
    """The page sees Shift and 1 or 3: it is `!`, which no plate has, or `#`, the unreadable character."""
    page = handset((1280, 800))
    session = await page.open_ready()
    session.keyboard.focused(has_focus=False)
    for key, shift in (("A", True), ("3", True), ("B", True), ("1", False), ("1", True)):
        await session.keyboard.key(key, ctrl=False, shift=shift)
    assert session.state.entry.text == "A#B1!"
    await session.submit()
    assert session.state.desk.asking is None
    assert session.state.typing.problem


async def test_a_letter_with_an_accent_is_its_letter(handset: Callable[..., Handset]) -> None:
    """As in the field: dropped, it would leave another plate behind."""
    page = handset((1280, 800))
    session = await page.open_ready()
    session.keyboard.focused(has_focus=False)
    for key in "\u00c9B1\u0416":
        await session.keyboard.key(key, ctrl=False)
    assert session.state.entry.text == "\u00c9B1\u0416"
    await session.submit()
    assert session.state.desk.asking is None
    assert "\u0416" in session.state.typing.problem


async def test_the_enter_that_asks_presses_no_button(handset: Callable[..., Handset]) -> None:
    """A scanner's Enter presses the button that has the focus, too: the answer is what comes up."""
    page = handset((1280, 800))
    session = await page.open_ready()
    await page.tap("lot")
    await page.until(lambda: session.sheet is not None, "the lots")
    close_sheet(session)
    session.keyboard.focused(has_focus=False)
    for key in ("C", "A", "J", "4", "7", "9", "Enter"):
        await session.keyboard.key(key, ctrl=False)
    await page.tap("lot")
    await page.until(lambda: shows(page, "CAJ479"), "the answer about the plate that was scanned")
    assert session.sheet is None
    await page.tap("lot")  # one Enter presses once: this is a person's
    assert session.sheet is not None


@pytest.mark.parametrize("button", ["camera", "connection"])
async def test_another_button_is_pressed_right_after_an_enter(
    handset: Callable[..., Handset], button: str
) -> None:
    """Who scans and goes on at once is not held up."""
    page = handset((1280, 800))
    session = await page.open_ready()
    await page.tap("lot")
    close_sheet(session)
    session.keyboard.focused(has_focus=False)
    for key in ("C", "A", "J", "4", "7", "9", "Enter"):
        await session.keyboard.key(key, ctrl=False)
    await page.tap(button)
    await page.until(lambda: session.page.route != "/", "the other place")
