"""The keys' help: every shortcut there is and what it does, on `?`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.parts.controls import identified
from platecheck.ui.sheets import sheet_of
from platecheck.ui.text_scale import CHROME, factor
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from platecheck.ui.session import Session
    from platecheck.ui.shortcuts import Shortcuts

_ROW = 42
_CAP = 116
"""Width in dp of the column of keys; what it holds is as wide in both languages."""


def keys_sheet(session: Session, shortcuts: Shortcuts) -> ft.AlertDialog:
    """Return the sheet. Only what exists is listed."""
    words = session.words
    rows = [
        _row("keys.enter", words("keys.check"), session),
        _row("/", words("keys.field"), session),
        _row("keys.escape", words("keys.leave"), session),
        _row("?", words("keys.title"), session),
    ]
    rows += [
        _row(f"Alt + {shortcut.letter}", words(shortcut.text), session)
        for shortcut in (*shortcuts.places, *shortcuts.acts)
    ]
    return sheet_of(session, "keys", words("keys.title"), rows, height=len(rows) * _ROW * factor())


def _row(key: str, text: str, session: Session) -> ft.Control:
    colours, words = session.palette, session.words
    name = words(key) if key.startswith("keys.") else key
    cap = ft.Container(
        shown(name, colours.text, 16, BOLD, most=CHROME, no_wrap=True),
        bgcolor=colours.card,
        border=ft.Border.all(1, colours.outline),
        border_radius=theme.RADIUS_BADGE,
        padding=ft.Padding.symmetric(horizontal=8, vertical=4),
        width=_CAP,
        alignment=ft.Alignment.CENTER,
    )
    line = ft.Row([cap, shown(text, colours.text, 18, line=24, expand=True)], spacing=14)
    return identified("keys-row", line, label=f"{name}: {text}", exclude_semantics=True)
