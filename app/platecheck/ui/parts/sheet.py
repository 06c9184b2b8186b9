"""The sheet: a framed dialog whose body scrolls, for what is looked up and closed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.parts.controls import identified
from platecheck.ui.text_scale import CHROME
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from platecheck.ui.session import Session

_AROUND = 32
"""Between the sheet and the window's edges, both together."""


def sheet(
    session: Session,
    name: str,
    title: str,
    body: list[ft.Control],
    actions: list[ft.Control],
    *,
    width: float,
) -> ft.AlertDialog:
    """Return the sheet called `name`, at most `width` dp wide and as high as its body, or the window."""
    colours, window = session.palette, session.state.window
    column = ft.Column(
        body,
        spacing=theme.GAP,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    inside = ft.Container(
        identified(name, column, container=True), width=min(width, window.width - _AROUND - 32)
    )
    return ft.AlertDialog(
        title=shown(title, colours.text, 22, BOLD, 28, CHROME),
        content=inside,
        scrollable=True,
        actions=actions,
        title_padding=ft.Padding.only(left=16, right=16, top=14, bottom=6),
        content_padding=ft.Padding.symmetric(horizontal=16, vertical=4),
        actions_padding=12,
        inset_padding=_AROUND / 2,
        bgcolor=colours.surface,
        elevation=0,
        shape=ft.RoundedRectangleBorder(radius=theme.RADIUS_HEAD, side=ft.BorderSide(2, colours.text)),
    )
