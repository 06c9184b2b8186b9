"""Permits for a supervisor: the form that issues one, and the receipts of all that was pushed from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.opscom import PushKind
from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.controls import identified, note, outlined_button
from platecheck.ui.parts.fields import InputField, heading, rows, said
from platecheck.ui.parts.office import COLUMN, EDGE, scrolled
from platecheck.ui.parts.permit_form import permit_form, trouble_note
from platecheck.ui.parts.push_card import push_card
from platecheck.ui.parts.push_change import change_buttons, change_card
from platecheck.ui.parts.shell import place_head
from platecheck.ui.theme import TABLET_MAX

if TYPE_CHECKING:
    from platecheck.ui.permit_book import PermitBook
    from platecheck.ui.session import Session

_FORM = 440


@component
def PermitsPlace(
    book: PermitBook, prefs: object, window: object, session: Session, width: float
) -> ft.Control:
    """The whole screen in `width` dp."""
    words = session.words
    desk = session.permit_desk

    ft.use_effect(desk.open, [], cleanup=lambda: None)
    head = place_head(session, words("permits.edit" if book.edited else "permits.issue"))
    if width < TABLET_MAX:
        room = min(width, COLUMN)
        both = [
            *permit_form(book, session, room - 2 * EDGE),
            ft.Container(height=theme.GAP),
            *_receipts(book, session, room),
        ]
        # What is to be corrected is in the form, which is above its receipt: shown anew from the top.
        body = scrolled([head, *both], room, f"permits-{book.edited.id if book.edited else ''}")
        return identified("permits", body, container=True, expand=True)
    form = ft.Container(
        scrolled([head, *permit_form(book, session, _FORM - 2 * EDGE)], _FORM, "permits-form"),
        width=_FORM,
        border=ft.Border.only(right=ft.BorderSide(1, session.palette.hairline)),
    )
    room = min(width - _FORM, COLUMN)
    side = ft.Container(scrolled(_receipts(book, session, room), room, "permits-receipts"), expand=True)
    row = ft.Row([form, side], spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
    return identified("permits", row, container=True, expand=True)


def _receipts(book: PermitBook, session: Session, width: float) -> list[ft.Control]:
    words, desk = session.words, session.permit_desk
    title = ft.Container(heading(words("permits.receipts"), session), padding=ft.Padding.only(top=theme.GAP))
    parts: list[ft.Control] = [title]
    if book.pushes is None:
        return [*parts, trouble_note(book, session)] if book.trouble else parts
    if book.trouble and not book.on_form:
        parts.append(trouble_note(book, session))
    if not book.pushes:
        parts.append(identified("permits-none", said(words("permits.none"), session, size=18)))
    search = InputField("field-permit-search", words("permits.search"), book.search, desk.seek, session)
    parts.append(search)
    listed, deleted = desk.listed(), desk.deleted()
    change = book.change
    sought = book.search.strip()
    if sought and not listed:
        parts.append(_elsewhere(sought, session))
    if change is not None and not any(push.id == change.beside for push in listed[: book.shown]):
        parts.append(change_card(change, session))
    for push in listed[: book.shown]:
        if change is not None and change.beside == push.id:
            parts.append(change_card(change, session))
            continue
        is_deleted = push.last.reference in deleted and push.kind != PushKind.PERMIT_DELETE
        parts.append(push_card(push, session, width - 2 * EDGE, is_deleted=is_deleted))
    if len(listed) > book.shown:

        def more(_: object) -> None:
            desk.show_more()

        word = words("permits.older", n=len(listed) - book.shown)
        parts.append(outlined_button("permits-older", word, ft.Icons.EXPAND_MORE, more, session.palette))
    return parts


def _elsewhere(reference: str, session: Session) -> ft.Control:
    """Return that nothing here names it, and what can be done to a permit of that reference all the same."""
    words, colours = session.words, session.palette
    told = words("permits.elsewhere", text=reference), words("permits.elsewhere.text")
    return rows(
        [
            note(ft.Icons.SEARCH_OFF, *told, colours, "permits-elsewhere"),
            change_buttons("elsewhere", reference, "", session),
        ]
    )
