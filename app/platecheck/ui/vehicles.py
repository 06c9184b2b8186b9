"""Vehicles for a supervisor: the form that puts one on file, and the receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.fields import said
from platecheck.ui.parts.office import form_and_receipts
from platecheck.ui.parts.push_form import form_field, form_foot, more_button
from platecheck.ui.parts.receipts import receipts
from platecheck.ui.parts.shell import place_head
from platecheck.ui.text_scale import CHROME, scaled

if TYPE_CHECKING:
    from platecheck.ui.push_book import DraftBook
    from platecheck.ui.session import Session

_NAMED = ("plate_type", "prov", "make", "type", "colour")
_NUMBERED = ("plate_type_id", "prov_id", "make_id", "type_id", "colour_id")


@component
def VehiclesPlace(
    book: DraftBook, prefs: object, window: object, session: Session, width: float
) -> ft.Control:
    """The whole screen in `width` dp."""
    words, desk = session.words, session.office.vehicles
    ft.use_effect(desk.open, [], cleanup=lambda: None)
    title = words("push.edit.title" if book.edited else "vehicles.title")
    return form_and_receipts(
        desk,
        session,
        width,
        lambda _: [place_head(session, title), *_form(book, session)],
        lambda room: receipts(desk, session, room, words("vehicles.search")),
    )


def _form(book: DraftBook, session: Session) -> list[ft.Control]:
    words, desk, colours = session.words, session.office.vehicles, session.palette
    plate = ft.TextStyle(
        size=scaled(24, CHROME), font_family=theme.PLATE, color=colours.text, letter_spacing=1
    )
    parts = [form_field("plate", words("vehicles.plate"), desk, session, style=plate)]
    parts += [form_field(name, words(f"vehicles.{name}"), desk, session) for name in _NAMED]
    parts += [form_field("year", words("vehicles.year"), desk, session, number=True)]
    parts.append(more_button(desk, session))
    if book.more:
        parts.append(form_field("vin", words("vehicles.vin"), desk, session))
        parts.append(said(words("vehicles.numbers"), session))
        parts += [
            form_field(name, words(f"vehicles.{name}"), desk, session, number=True) for name in _NUMBERED
        ]
    return [*parts, *form_foot(desk, session, words("vehicles.go"))]
