"""What the office's places share: for supervisors alone, with a head, and columns that scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui.parts.controls import identified, note
from platecheck.ui.parts.fields import rows
from platecheck.ui.parts.shell import place_head

if TYPE_CHECKING:
    from platecheck.ui.session import Session

COLUMN = 620
"""Width in dp up to which a column of forms and receipts is read with ease."""
EDGE = 16
"""Left and right of a column."""


def forbidden(session: Session, name: str, title: str, width: float) -> ft.Control:
    """Return what an officer sees who comes to a supervisor's place by its address."""
    words = session.words
    told = words("office.forbidden"), words("office.forbidden.text")
    parts = [
        place_head(session, title),
        note(ft.Icons.LOCK_OUTLINE, *told, session.palette, f"{name}-forbidden"),
    ]
    return identified(name, scrolled(parts, min(width, COLUMN), f"{name}-forbidden"), container=True)


def scrolled(parts: list[ft.Control], width: float, key: str) -> ft.Control:
    """Return a column of `width` dp that scrolls; a new `key` shows it from the top."""
    inside = ft.Container(rows(parts), width=width, padding=ft.Padding.symmetric(horizontal=EDGE, vertical=8))
    return ft.Column([inside], scroll=ft.ScrollMode.AUTO, expand=True, key=key)
