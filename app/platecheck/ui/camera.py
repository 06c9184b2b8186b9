"""The camera's screen: look, take, tap. What stands where is decided by the window's size alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.camera_fit import TOP
from platecheck.ui.component import component
from platecheck.ui.layout import by_hand
from platecheck.ui.parts.connection import ConnectionChip
from platecheck.ui.parts.controls import icon_button, identified, outlined_button
from platecheck.ui.parts.preview import own_keys, preview
from platecheck.ui.parts.shell import NARROW, discreet_sign
from platecheck.ui.parts.shot import readings
from platecheck.ui.parts.shutter import shutter_row

if TYPE_CHECKING:
    from platecheck.ui.camera_state import Finder
    from platecheck.ui.session import Session
    from platecheck.ui.state import Preferences, Window


@component
def CameraPlace(finder: Finder, window: Window, prefs: Preferences, session: Session) -> ft.Control:
    """The whole screen."""
    visit: list[int] = ft.use_memo(list, [])

    def begin() -> None:
        visit[:] = [session.viewfinder.begin()]

    def end() -> None:
        session.viewfinder.end(*visit)

    fit, left = session.viewfinder.fit, session.person.left_handed
    ft.use_effect(begin, [], cleanup=end)
    ft.use_effect(session.viewfinder.look, [fit.beside, fit.column, left], cleanup=lambda: None)
    picture = preview(finder, session, fit)
    read, below = readings(finder, session, fit), shutter_row(finder, session, fit)
    if not fit.beside:
        body: ft.Control = ft.Column(
            [
                picture,
                ft.Container(read, padding=ft.Padding.only(top=theme.GAP), expand=True),
                below,
            ],
            spacing=0,
            expand=True,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        )
    else:
        sides = [picture, read, below] if fit.column else [picture, _stacked(read, below)]
        row = ft.Row(
            by_hand(sides, left_handed=left),
            spacing=theme.GAP,
            expand=True,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
        body = ft.Container(row, padding=ft.Padding.symmetric(horizontal=theme.GAP), expand=True)
    column = ft.Column(
        [_top(session), body],
        spacing=0,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    box = ft.Container(column, bgcolor=session.palette.surface, expand=True)
    return identified("camera-screen", box, container=True, expand=True)


def _stacked(read: ft.Control, below: ft.Control) -> ft.Control:
    return ft.Column([read, ft.Container(expand=True), below], spacing=0, expand=True)


def _top(session: Session) -> ft.Control:
    """Return Back, the way to a walk, and the connection, which stays in sight."""
    state = session.state

    async def back(_: object) -> None:
        await session.go_back()

    async def walk(_: object) -> None:
        await session.walking.go()

    go = outlined_button(
        "walk",
        session.words("walk.title"),
        ft.Icons.DIRECTIONS_WALK,
        walk,
        session.palette,
        height=theme.TARGET,
        padding=10,
        stacked=False,
        **own_keys(session),
    )
    chip = ConnectionChip(state.way, state.pending, session, state.window.width < NARROW)
    arrow = icon_button("back", ft.Icons.ARROW_BACK, session.words("result.back"), back, session.palette)
    row = ft.Row(
        [arrow, ft.Container(expand=True), *discreet_sign(session), go, chip], spacing=8, height=theme.TARGET
    )
    return ft.Container(row, height=TOP, padding=ft.Padding.symmetric(horizontal=theme.MARGIN, vertical=4))
