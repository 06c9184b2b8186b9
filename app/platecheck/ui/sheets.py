"""Sheets over a screen: how one is shown, so that what is typed under it is not taken for a plate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import flet as ft

    from platecheck.ui.session import Session


def show_sheet(session: Session, sheet: ft.AlertDialog | ft.BottomSheet) -> None:
    """Lay a sheet over the screen; until it is gone typing is not for the plate."""

    def dismissed(_: object) -> None:
        session.dialog_open = False

    sheet.on_dismiss = dismissed
    session.dialog_open = True
    session.page.show_dialog(sheet)


def close_sheet(session: Session) -> None:
    """Take the sheet off the screen: what is typed from now on is for the plate again."""
    session.dialog_open = False
    session.page.pop_dialog()
