"""Under the list: when the figures were fetched, when the next fetch is due, and what was just done.

It keeps counting by itself, so that the list above does not render with it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme, times
from platecheck.ui.component import component, memo
from platecheck.ui.parts.controls import icon_button, identified, outlined_button
from platecheck.ui.text_scale import CHROME
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.ui.lot_board import LotBoard, LotTable
    from platecheck.ui.session import Session
    from platecheck.ui.state import Preferences

_MINUTE = 60


@memo
@component
def LotFooter(
    table: LotTable, prefs: Preferences, session: Session, board: LotBoard, width: float
) -> ft.Control:
    """What was just said, with its way back, above the rhythm of the figures."""
    colours = session.palette
    parts: list[ft.Control] = [_said(table, session, board), Rhythm(table, prefs, session, board)]
    return ft.Container(
        ft.Column(parts, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        border=ft.Border.only(top=ft.BorderSide(2, colours.text)),
        bgcolor=colours.surface,
    )


def _said(table: LotTable, session: Session, board: LotBoard) -> ft.Control:
    """Return the new lot with Undo, what Undo did, or where a file went; an empty slot otherwise."""
    words, colours = session.words, session.palette

    async def undo(_: object) -> None:
        await board.undo()

    if table.chosen is not None:
        text = words("lots.chosen", lot=table.chosen)
    elif table.undone:
        text = words("lots.again", lot=table.before) if table.before else words("lots.again_none")
    elif table.saved:
        text = table.saved
    else:
        return ft.Container()
    icon = ft.Icons.DOWNLOAD if table.saved else ft.Icons.LOCATION_ON
    parts: list[ft.Control] = [
        ft.Icon(icon, size=24, color=colours.text),
        identified("lots-said", shown(text, colours.text, 17, BOLD, 22), live_region=True, expand=True),
    ]
    if table.chosen is not None:
        parts.append(
            outlined_button(
                "lots-undo", words("lots.undo"), None, undo, colours, height=theme.TARGET, size=16, padding=12
            )
        )
    return ft.Container(
        ft.Row(parts, spacing=12, vertical_alignment=ft.CrossAxisAlignment.CENTER),
        bgcolor=colours.selected,
        padding=ft.Padding.symmetric(horizontal=12, vertical=8),
    )


@component
def Rhythm(table: LotTable, prefs: Preferences, session: Session, board: LotBoard) -> ft.Control:
    """When they were fetched and when they can be fetched again, and the button that does it."""
    colours = session.palette
    _, set_ticks = ft.use_state(0)
    figures = table.figures
    fetched_at = figures.fetched_at if figures is not None else None

    async def count_on() -> None:
        ticks = 0
        while fetched_at is not None:
            age = (session.now() - fetched_at).total_seconds()
            await asyncio.sleep(1 if 0 <= age < _MINUTE else _MINUTE - age % _MINUTE)
            ticks += 1
            set_ticks(ticks)

    ft.use_effect(count_on, [fetched_at], cleanup=lambda: None)

    return ft.Container(
        ft.Row(
            [
                ft.Icon(ft.Icons.HISTORY, size=24, color=colours.text),
                identified(
                    "lots-rhythm",
                    ft.Column(_lines(table, session), spacing=0, alignment=ft.MainAxisAlignment.CENTER),
                    container=True,
                    expand=True,
                ),
                _refresh(session, board),
            ],
            spacing=12,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        ),
        padding=ft.Padding.symmetric(horizontal=12, vertical=4),
    )


def _lines(table: LotTable, session: Session) -> list[ft.Control]:
    colours = session.palette
    first, second = _sentences(table, session)
    lines: list[ft.Control] = [shown(first, colours.text, 15, MEDIUM, 20, CHROME)] if first else []
    if second:
        due = shown(second, colours.text, 15, BOLD, 20, CHROME)
        lines.append(identified("lots-next", due, live_region=table.early))
    return lines


def _refresh(session: Session, board: LotBoard) -> ft.Control:
    async def ask(_: object) -> None:
        await board.ask()

    return icon_button("lots-refresh", ft.Icons.REFRESH, session.words("lots.refresh"), ask, session.palette)


def _sentences(table: LotTable, session: Session) -> tuple[str, str]:
    """Return when the figures were fetched, and what is due."""
    words, now, figures = session.words, session.now(), table.figures

    def moment(at: datetime) -> str:
        return times.moment(at, now, session.settings.zone, words.language)

    if figures is None or figures.fetched_at is None:
        return ("", words("check.asking")) if table.asking else (words("lots.never"), "")
    age = max(0.0, (now - figures.fetched_at).total_seconds())
    fetched = words("lots.fetched", time=moment(figures.fetched_at), ago=times.ago(age, words.language))
    if table.asking:
        return fetched, words("check.asking")
    if figures.due_at is None or figures.due_at <= now:
        return fetched, words("lots.due")
    due = moment(figures.due_at)
    return fetched, words("lots.early", time=due) if table.early else words("lots.next", time=due)
