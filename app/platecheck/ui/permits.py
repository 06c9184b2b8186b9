"""Permits for a supervisor: the form that issues one, and the receipts of all that was pushed from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.opscom import PushKind
from platecheck.ui.component import component
from platecheck.ui.parts.controls import note
from platecheck.ui.parts.fields import rows
from platecheck.ui.parts.office import EDGE, form_and_receipts
from platecheck.ui.parts.permit_form import permit_form
from platecheck.ui.parts.push_card import push_card
from platecheck.ui.parts.push_change import change_buttons, change_card
from platecheck.ui.parts.receipts import receipts
from platecheck.ui.parts.shell import place_head

if TYPE_CHECKING:
    from platecheck.pushes import Push
    from platecheck.ui.permit_book import PermitBook
    from platecheck.ui.session import Session


@component
def PermitsPlace(
    book: PermitBook, prefs: object, window: object, session: Session, width: float
) -> ft.Control:
    """The whole screen in `width` dp."""
    words, desk = session.words, session.office.permits
    ft.use_effect(desk.open, [], cleanup=lambda: None)
    head = place_head(session, words("push.edit.title" if book.edited else "permits.issue"))
    return form_and_receipts(
        desk,
        session,
        width,
        lambda room: [head, *permit_form(book, session, room)],
        lambda room: _receipts(book, session, room),
    )


def _receipts(book: PermitBook, session: Session, width: float) -> list[ft.Control]:
    desk, change = session.office.permits, book.change
    deleted = desk.deleted()

    def first(listed: list[Push]) -> list[ft.Control]:
        sought = book.search.strip()
        parts = [_elsewhere(sought, session)] if sought and not listed else []
        if change is not None and not any(push.id == change.beside for push in listed[: book.shown]):
            parts.append(change_card(change, session))
        return parts

    def card(push: Push) -> ft.Control:
        if change is not None and change.beside == push.id:
            return change_card(change, session)
        is_deleted = push.last.reference in deleted and push.kind != PushKind.PERMIT_DELETE
        return push_card(push, desk, session, width - 2 * EDGE, is_deleted=is_deleted)

    search = session.words("permits.search")
    return receipts(desk, session, width, search, first=first, card=card)


def _elsewhere(reference: str, session: Session) -> ft.Control:
    """Return that nothing here names it, and what can be done to a permit of that reference all the same."""
    words, colours = session.words, session.palette
    told = words("push.not_found", text=reference), words("permits.elsewhere.text")
    return rows(
        [
            note(ft.Icons.SEARCH_OFF, *told, colours, "permits-elsewhere"),
            change_buttons("elsewhere", reference, "", session),
        ]
    )
