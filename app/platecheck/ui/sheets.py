"""Sheets over a screen: what each looks like, and that what is typed meanwhile is not taken for a plate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.layout import is_handset
from platecheck.ui.parts.controls import button_style, icon_button, identified, one_node
from platecheck.ui.text_scale import CHROME, factor
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from platecheck.ui.session import Session

_WIDTH = 520
_AROUND, _SIDE = 16, 16
"""Between the sheet and the window's edges, and between its edge and what it holds, in dp."""
_HEAD, _ACTIONS = 64, 88
_ROW = 60


def show_sheet(session: Session, sheet: ft.AlertDialog) -> None:
    """Lay a sheet over the screen, in the place of one that lies there; typing is not for the plate then."""
    close_sheet(session)

    def dismissed(_: object) -> None:
        if session.sheet is sheet:  # else it is the word, come late, of one that went before
            _uncover(session)

    sheet.on_dismiss = dismissed
    session.sheet = sheet
    session.page.show_dialog(sheet)


def close_sheet(session: Session) -> None:
    """Take the sheet away, if there is one; at once, for the next key may be for the plate."""
    sheet = session.sheet
    if sheet is not None:
        sheet.open = False
        sheet.update()
        _uncover(session)


def _uncover(session: Session) -> None:
    """Go on below a sheet that is gone: where the plate field is in sight, what is typed next is for it."""
    session.sheet = None
    if session.page.route == "/" and not session.covered:
        session.keyboard.on_buttons = False
        session.go_on(session.keyboard.focus_when_quiet())


def sheet_of(
    session: Session,
    name: str,
    title: str,
    body: list[ft.Control],
    *,
    width: float = _WIDTH,
    height: float | None = None,
    actions: Sequence[ft.Control] = (),
) -> ft.AlertDialog:
    """Return `name-sheet`, which closes by `name-close`; a handset's lies in the thumb's reach.

    `height` is what the body needs, in dp: where the window has less, the body scrolls under its title.
    Without it the whole sheet scrolls where it has to.
    """
    colours, window = session.palette, session.state.window

    def close(_: object) -> None:
        close_sheet(session)

    shut = icon_button(f"{name}-close", ft.Icons.CLOSE, session.words("sheet.close"), close, colours)
    head = ft.Row([shown(title, colours.text, 24, BOLD, 30, CHROME, expand=True), shut], spacing=theme.GAP)
    column = ft.Column(
        body, spacing=theme.GAP, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
    room = window.height - 2 * _AROUND - _HEAD - (_ACTIONS if actions else 2 * theme.GAP)
    scrolls = height is not None and height > room
    if scrolls:
        column.tight, column.scroll = False, ft.ScrollMode.AUTO
    inside = ft.Container(
        identified(f"{name}-sheet", column, container=True, expand=scrolls),
        width=sheet_width(session, width),
        height=room if scrolls else None,
    )
    return ft.AlertDialog(
        title=head,
        semantics_label=title,
        content=inside,
        scrollable=height is None,
        actions=list(actions),
        alignment=ft.Alignment.BOTTOM_CENTER if is_handset(session.arrangement) else ft.Alignment.CENTER,
        title_padding=ft.Padding.only(left=_SIDE, right=theme.GAP, top=theme.GAP, bottom=4),
        content_padding=ft.Padding.only(left=_SIDE, right=_SIDE, bottom=0 if actions else _SIDE),
        actions_padding=_SIDE if actions else 0,
        inset_padding=_AROUND,
        bgcolor=colours.surface,
        elevation=0,
        shape=ft.RoundedRectangleBorder(radius=theme.RADIUS_HEAD, side=ft.BorderSide(2, colours.text)),
    )


def sheet_width(session: Session, most: float = _WIDTH) -> float:
    """Return the width that a sheet's body has, in dp."""
    return min(most, session.state.window.width - 2 * _AROUND) - 2 * _SIDE


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
        button = ft.Button(content=label, style=style, on_click=pick, height=_ROW * factor(), elevation=0)
        return one_node(f"{name}-{'any' if value is None else value or 'none'}", button)

    rows = [row(*option) for option in options]
    listed = ft.Column(
        rows, spacing=theme.GAP, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
    body: list[ft.Control] = [identified(f"{name}-choices", listed, container=True)]
    return sheet_of(session, name, title, body, height=len(rows) * (_ROW * factor() + theme.GAP))
