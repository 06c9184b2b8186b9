"""The gate before every screen: still opening, not set up, broken, or open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui.component import component
from platecheck.ui.parts.controls import note, primary_button
from platecheck.ui.parts.training import TrainingBanner
from platecheck.ui.state import Opening, Startup
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.session import Session


@component
def Gate(
    opening: Opening,
    prefs: object,
    window: object,
    session: Session,
    body: Callable[[Session], ft.Control],
    allow_unset: bool,
) -> ft.Control:
    """Decides between a screen and the reason why it cannot be shown."""
    words, colours = session.words, session.palette
    if opening.startup is Startup.READY or (allow_unset and opening.startup is Startup.NOT_SET_UP):
        banner = [TrainingBanner(session.state.drill, session)] if session.training else []
        return ft.Column(
            [*banner, body(session)],
            spacing=0,
            expand=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    if opening.startup is Startup.OPENING:
        return ft.Container(
            shown(words("loading"), colours.secondary, 20), alignment=ft.Alignment.CENTER, expand=True
        )

    async def lead_on(_: object) -> None:
        if opening.startup is Startup.NOT_SET_UP:
            await session.page.push_route("/settings")
        else:
            await session.open()

    unset = opening.startup is Startup.NOT_SET_UP
    title, text = (
        (words("setup.title"), words("setup.text")) if unset else (words("broken.title"), opening.trouble)
    )
    icon = ft.Icons.KEY_OFF if unset else ft.Icons.REPORT_OUTLINED
    label = ft.Text(
        words("setup.go" if unset else "broken.retry"),
        style=ft.TextStyle(size=24, font_family=BOLD, letter_spacing=0),
    )
    column = ft.Column(
        [
            note(icon, title, text, colours, "not-set-up" if unset else "broken"),
            primary_button("lead-on", label, lead_on, colours),
        ],
        spacing=16,
        width=min(480, session.state.window.width - 32),
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return ft.Container(column, alignment=ft.Alignment.CENTER, expand=True)
