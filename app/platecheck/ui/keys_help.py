"""The keys' help: every shortcut there is and what it does, on `?`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.parts.controls import identified, outlined_button
from platecheck.ui.parts.sheet import sheet
from platecheck.ui.text_scale import CHROME
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.session import Session
    from platecheck.ui.shortcuts import Shortcuts

_WIDTH = 520
_CAP = 116
"""Width in dp of the column of keys; what it holds is as wide in both languages."""


def keys_sheet(session: Session, shortcuts: Shortcuts, close: Callable[[], object]) -> ft.AlertDialog:
    """Return the sheet. Only what exists is listed."""
    words = session.words

    def shut(_: object) -> None:
        close()

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
    actions = [outlined_button("keys-close", words("raw.close"), None, shut, session.palette, padding=24)]
    return sheet(session, "keys", words("keys.title"), list(rows), actions, width=_WIDTH)


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
