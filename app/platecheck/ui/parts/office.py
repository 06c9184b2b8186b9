"""What the office's places share: for supervisors alone, with a head, and columns that scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui.parts.controls import identified, note
from platecheck.ui.parts.fields import rows
from platecheck.ui.parts.shell import place_head
from platecheck.ui.theme import GAP, TABLET_MAX

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.push_desk import AnyDesk
    from platecheck.ui.session import Session

FORM = 440
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


def form_and_receipts(
    desk: AnyDesk,
    session: Session,
    width: float,
    form: Callable[[float], list[ft.Control]],
    receipts: Callable[[float], list[ft.Control]],
) -> ft.Control:
    """Return a place with its form and the receipts, below each other or, in a wide window, beside.

    `form` is told the width that its controls have, `receipts` the column's.
    """
    place, edited = desk.place, desk.book.edited
    if width < TABLET_MAX:
        room = min(width, COLUMN)
        both = [*form(room - 2 * EDGE), ft.Container(height=GAP), *receipts(room)]
        # What is to be corrected is in the form, which is above its receipt: shown anew from the top.
        body = scrolled(both, room, f"{place}-{edited.id if edited else ''}")
        return identified(place, body, container=True, expand=True)
    room = min(width - FORM, COLUMN)
    left = scrolled(form(FORM - 2 * EDGE), FORM, f"{place}-form")
    return beside(place, left, scrolled(receipts(room), room, f"{place}-receipts"), session)


def beside(place: str, form: ft.Control, side: ft.Control, session: Session) -> ft.Control:
    """Return a form `FORM` dp wide, and beside it what it leads to."""
    edge = ft.Border.only(right=ft.BorderSide(1, session.palette.hairline))
    panes: list[ft.Control] = [ft.Container(form, width=FORM, border=edge), ft.Container(side, expand=True)]
    row = ft.Row(panes, spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
    return identified(place, row, container=True, expand=True)


def scrolled(parts: list[ft.Control], width: float, key: str) -> ft.Control:
    """Return a column of `width` dp that scrolls; a new `key` shows it from the top."""
    inside = ft.Container(rows(parts), width=width, padding=ft.Padding.symmetric(horizontal=EDGE, vertical=8))
    return ft.Column([inside], scroll=ft.ScrollMode.AUTO, expand=True, key=key)
