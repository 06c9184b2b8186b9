"""What stands in the answer's place before there is one: the question, or the look-alikes of a `#`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.parts.alike import look_alikes
from platecheck.ui.parts.controls import identified, note, outlined_button
from platecheck.ui.parts.head import HeadSize, usual_height
from platecheck.ui.text_scale import CHROME
from platecheck.ui.theme import plate_text, shown

if TYPE_CHECKING:
    from platecheck.ui.session import Session
    from platecheck.ui.state import Desk


def asking(desk: Desk, session: Session, size: HeadSize) -> ft.Control:
    """Return the place the answer will take, so that nothing moves when it comes."""
    words, colours = session.words, session.palette
    if desk.asking is None:
        return ft.Container()
    plate = desk.asking.plate
    height = usual_height(plate, size)
    inside = ft.Column(
        [
            plate_text(plate, colours.text, size.plate),
            shown(words("check.asking"), colours.secondary, 20, line=26, most=CHROME),
        ],
        spacing=12,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    box = ft.Container(
        inside,
        height=height,
        width=size.width,
        padding=24,
        bgcolor=colours.card,
        border=ft.Border.all(1, colours.hairline),
        border_radius=theme.RADIUS_HEAD,
    )
    said = words("check.asking_plate", plate=" ".join(plate))
    return ft.Column(
        [identified("asking", box, label=said, live_region=True, exclude_semantics=True)], expand=True
    )


def unreadable(desk: Desk, session: Session, width: float) -> ft.Control:
    """Return the look-alikes of a plate with `#`: it is never sent itself."""
    words, colours = session.words, session.palette

    async def ask(plate: str) -> None:
        await session.ask_plate(plate, "look-alike")

    async def fix(_: object) -> None:
        await session.fix_plate()

    parts: list[ft.Control] = [ft.Container(plate_text(desk.unreadable, colours.text, 44), padding=8)]
    if desk.alike:
        parts.append(
            look_alikes(
                words("alike.title"),
                words("alike.text_unread"),
                desk.alike,
                ask,
                words,
                colours,
                session.now(),
                width,
            )
        )
    else:
        parts.append(
            note(
                ft.Icons.COMPARE_ARROWS, words("alike.title"), words("alike.none"), colours, "no-look-alikes"
            )
        )
    body = ft.Column(
        parts,
        spacing=theme.GAP,
        scroll=ft.ScrollMode.AUTO,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    column = ft.Column(
        [body, outlined_button("fix", words("result.fix"), ft.Icons.EDIT, fix, colours)],
        spacing=theme.GAP,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return identified("unreadable", column, container=True, expand=True)
