"""The lot to stand in: a sheet to choose it from the site's table and the lots of the last figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.parts.controls import button_style, one_node
from platecheck.ui.sheets import close_sheet, sheet_of
from platecheck.ui.text_scale import factor, larger
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from platecheck.facts import Lot
    from platecheck.ui.session import Session

_ROW = 60


def lot_sheet(session: Session, known: Sequence[Lot]) -> ft.AlertDialog:
    """Return the dialog with every lot of the table and of the figures, the chosen one marked."""
    words, colours = session.words, session.palette
    rows = [_row("", words("lot.any"), words("lot.any_text"), session)]
    rows += [_row(lot, lot, _names(lot, session), session) for lot in _lots(session, known)]
    if len(rows) == 1:
        rows.append(ft.Container(shown(words("lot.empty"), colours.secondary, 16, line=22), padding=8))
    height = len(rows) * (_ROW * factor() + theme.GAP)
    return sheet_of(session, "lot", words("lot.choose"), rows, height=height)


def _lots(session: Session, known: Sequence[Lot]) -> list[str]:
    """Return the lots by the table's names, and what only the figures name as it is."""
    named = {session.site.lot_named(lot.name) for lot in known}
    return sorted({*session.lots(), *named}, key=str.casefold)


def _names(lot: str, session: Session) -> str:
    names = session.settings.lot_names.get(lot)
    return " · ".join(dict.fromkeys((*names.short_names, *names.dntt_locations))) if names else ""


def _row(value: str, title: str, text: str, session: Session) -> ft.Control:
    colours, chosen = session.palette, session.state.prefs.lot == value

    async def choose(_: object) -> None:
        close_sheet(session)
        await session.person.choose("lot", value)
        await session.keyboard.focus_when_quiet()

    lines: list[ft.Control] = [shown(title, colours.text, 18, BOLD if chosen else MEDIUM, 22)]
    if text:
        said = shown(text, colours.secondary, 14, line=18)
        if not larger():
            said.max_lines, said.overflow = 1, ft.TextOverflow.ELLIPSIS
        lines.append(said)
    inside = ft.Row(
        [
            ft.Icon(ft.Icons.CHECK if chosen else ft.Icons.LOCAL_PARKING, color=colours.text, size=24),
            ft.Column(lines, spacing=0, expand=True, alignment=ft.MainAxisAlignment.CENTER),
        ],
        spacing=12,
    )
    style: Any = button_style(
        fill=colours.selected if chosen else colours.surface,
        text=colours.text,
        edge=None,
        focus=colours.text,
        radius=theme.RADIUS_KEY,
    )
    label = ft.Semantics(label=f"{title}. {text}", exclude_semantics=True, content=inside, selected=chosen)
    return one_node(
        f"lot-{value or 'none'}",
        ft.Button(
            content=label, style=style, on_click=choose, height=None if larger() else _ROW, elevation=0
        ),
    )
