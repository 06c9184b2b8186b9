"""The row above a handset's result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui.component import component
from platecheck.ui.parts.connection import ConnectionChip
from platecheck.ui.parts.controls import one_node
from platecheck.ui.parts.shell import NARROW, discreet_sign, lot_name
from platecheck.ui.shortcuts import acknowledge_first

if TYPE_CHECKING:
    from platecheck.ui.session import Session
    from platecheck.ui.state import Desk


@component
def ResultTop(desk: Desk, session: Session) -> ft.Control:
    """Back, the lot and the connection, above a handset's result."""
    words, colours = session.words, session.palette
    lot = desk.result.check.lot if desk.result else session.state.prefs.lot

    async def back(_: object) -> None:
        if session.must_acknowledge:
            acknowledge_first(session)
        await session.go_back()

    arrow = ft.IconButton(
        icon=ft.Icons.ARROW_BACK,
        icon_color=colours.text,
        icon_size=26,
        width=48,
        height=48,
        on_click=back,
    )
    name = lot_name(lot or words("lot.none"), colours, 18)
    return ft.Row(
        [
            one_node("back", arrow, label=words("result.back")),
            ft.Icon(ft.Icons.LOCAL_PARKING, size=24, color=colours.text),
            name,
            *discreet_sign(session),
            ConnectionChip(
                session.state.way, session.state.pending, session, session.state.window.width < NARROW
            ),
        ],
        spacing=8,
        height=52,
    )
