"""Sheets over a screen: how one is shown, so that what is typed under it is not taken for a plate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.parts.controls import button_style, identified, one_node
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from platecheck.ui.session import Session

_ROW = 60


def show_sheet(session: Session, sheet: ft.AlertDialog | ft.BottomSheet) -> None:
    """Lay a sheet over the screen, in the place of one that lies there; typing is not for the plate then."""
    close_sheet(session)

    def dismissed(_: object) -> None:
        if session.sheet is sheet:  # else it is the word, come late, of one that went before
            session.sheet = None

    sheet.on_dismiss = dismissed
    session.sheet = sheet
    session.page.show_dialog(sheet)


def close_sheet(session: Session) -> None:
    """Take the sheet away, if there is one; at once, for the next key may be for the plate."""
    sheet, session.sheet = session.sheet, None
    if sheet is not None:
        sheet.open = False
        sheet.update()


def sheet_of(session: Session, title: str, content: ft.Control, **extra: Any) -> ft.AlertDialog:
    """Return a sheet in our looks."""
    colours = session.palette
    return ft.AlertDialog(
        title=shown(title, colours.text, 24, BOLD, 32),
        content=content,
        title_padding=ft.Padding.only(left=18, right=18, top=18, bottom=6),
        content_padding=ft.Padding.only(left=16, right=16, top=4, bottom=12),
        inset_padding=16,
        bgcolor=colours.surface,
        elevation=0,
        shape=ft.RoundedRectangleBorder(radius=theme.RADIUS_HEAD, side=ft.BorderSide(2, colours.text)),
        **extra,
    )


def choice_sheet(
    session: Session,
    name: str,
    title: str,
    options: Sequence[tuple[str | None, str, ft.Control | None]],
    chosen: str | None,
    choose: Callable[[str | None], Awaitable[None]],
) -> ft.AlertDialog:
    """Return a sheet to choose one of `options`: value, word, and what may stand in the word's place."""

    def row(value: str | None, word: str, face: ft.Control | None) -> ft.Control:
        async def pick(_: object) -> None:
            close_sheet(session)
            await choose(value)

        colours, here = session.palette, value == chosen
        icon = ft.Icons.RADIO_BUTTON_CHECKED if here else ft.Icons.RADIO_BUTTON_UNCHECKED
        said = face or shown(word, colours.text, 18, BOLD if here else MEDIUM, 24, expand=True)
        inside = ft.Row([ft.Icon(icon, color=colours.text, size=24), said], spacing=12)
        style = button_style(
            fill=colours.selected if here else colours.surface,
            text=colours.text,
            edge=None,
            focus=colours.text,
            radius=theme.RADIUS_KEY,
        )
        label = ft.Semantics(label=word, exclude_semantics=True, content=inside, selected=here)
        button = ft.Button(content=label, style=style, on_click=pick, height=_ROW, elevation=0)
        return one_node(f"{name}-{'any' if value is None else value or 'none'}", button)

    rows = [row(*option) for option in options]
    window = session.state.window
    listed = identified(
        f"{name}-choices", ft.ListView(rows, spacing=4, expand=True), container=True, expand=True
    )
    width, height = min(480, window.width - 32), min(len(rows) * (_ROW + 4) + 8, window.height - 200)
    return sheet_of(session, title, ft.Container(listed, width=width, height=height))
