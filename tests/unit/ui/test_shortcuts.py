"""Keys of a page, where a sheet lies over it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import shortcuts
from platecheck.ui.sheets import show_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from tests.unit.ui.handset import Handset

TURN_S = 0.05
"""After it a key has been looked at."""


async def test_a_key_right_after_escape_is_for_what_lies_below(
    handset: Callable[..., Handset], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client tells that the sheet has gone when it is out of sight; the next key may be there before."""
    monkeypatch.setattr(shortcuts, "CLOSING_S", 20)
    page = handset()
    session = await page.open_ready()
    sheet = ft.AlertDialog(title=ft.Text("A sheet"))
    show_sheet(session, sheet)
    await page.press_key("Escape")
    await page.press_key("h", alt=True)
    await asyncio.sleep(TURN_S)
    assert session.page.route == "/"
    await page.flet.dispatch_event(sheet._i, "dismiss", None)
    await page.until(lambda: session.page.route == "/history", "the log")


async def test_a_key_beside_a_sheet_that_stays_does_nothing(handset: Callable[..., Handset]) -> None:
    """Not then, and not when it has gone."""
    page = handset()
    session = await page.open_ready()
    sheet = ft.AlertDialog(title=ft.Text("A sheet"))
    show_sheet(session, sheet)
    await page.press_key("s", alt=True)
    await asyncio.sleep(TURN_S)
    await page.flet.dispatch_event(sheet._i, "dismiss", None)
    await page.press_key("h", alt=True)
    await page.until(lambda: session.page.route == "/history", "the log")
    assert page.called.count("push_route") == 1
