"""The lot to stand in: a sheet to choose it from the site's table and the lots of the last figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.parts.controls import button_style, identified, one_node
from platecheck.ui.text_scale import factor, larger
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from platecheck.facts import Lot
    from platecheck.ui.session import Session

_ROW = 60


def lot_sheet(session: Session, known: Sequence[Lot], close: Callable[[], object]) -> ft.AlertDialog:
    """Return the dialog with every lot of the table and of the figures, the chosen one marked."""
    words, colours = session.words, session.palette
    rows = [_row("", words("lot.any"), words("lot.any_text"), session, close)]
    rows += [_row(lot, lot, _names(lot, session), session, close) for lot in _lots(session, known)]
    if len(rows) == 1:
        rows.append(ft.Container(shown(words("lot.empty"), colours.secondary, 16, line=22), padding=8))
    width = min(480, session.state.window.width - 32)
    return ft.AlertDialog(
        title=shown(words("lot.choose"), colours.text, 24, BOLD, 32),
        content=ft.Container(
            identified("lot-sheet", ft.ListView(rows, spacing=4, expand=True), container=True, expand=True),
            width=width,
            height=min(len(rows) * (_ROW * factor() + 4) + 8, session.state.window.height - 220),
        ),
        content_padding=ft.Padding.symmetric(horizontal=12, vertical=8),
        inset_padding=16,
        bgcolor=colours.surface,
        elevation=0,
        shape=ft.RoundedRectangleBorder(radius=theme.RADIUS_HEAD, side=ft.BorderSide(2, colours.text)),
    )


def _lots(session: Session, known: Sequence[Lot]) -> list[str]:
    """Return the lots by the table's names, and what only the figures name as it is."""
    named = {session.site.lot_named(lot.name) for lot in known}
    return sorted({*session.lots(), *named}, key=str.casefold)


def _names(lot: str, session: Session) -> str:
    names = session.settings.lot_names.get(lot)
    return " · ".join(dict.fromkeys((*names.short_names, *names.dntt_locations))) if names else ""


def _row(value: str, title: str, text: str, session: Session, close: Callable[[], object]) -> ft.Control:
    colours, chosen = session.palette, session.state.prefs.lot == value

    async def choose(_: object) -> None:
        close()
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
