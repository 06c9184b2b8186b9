"""Collections for a supervisor: the overdue export with its confirmation, its outcome, and earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.controls import identified, note, primary_button
from platecheck.ui.parts.export_receipt import export_receipt, path_line
from platecheck.ui.parts.export_result import export_result
from platecheck.ui.parts.fields import InputField, heading, rows, said
from platecheck.ui.parts.office import COLUMN, EDGE, FORM, beside, scrolled
from platecheck.ui.parts.shell import place_head
from platecheck.ui.text_scale import CHROME
from platecheck.ui.theme import BOLD, TABLET_MAX, shown

if TYPE_CHECKING:
    from platecheck.ui.collections_desk import CollectionsBook
    from platecheck.ui.session import Session

_WIDE = 760
"""Up to which width in dp the outcome's table is read with ease."""


@component
def CollectionsPlace(
    book: CollectionsBook, prefs: object, window: object, session: Session, width: float
) -> ft.Control:
    """The whole screen in `width` dp."""
    ft.use_effect(session.office.collections.open, [], cleanup=lambda: None)
    head = place_head(session, session.words("nav.collections"))
    # An outcome stands first: shown anew from the top when it comes.
    key = f"collections-{book.done.push.id if book.done else ''}"
    if width < TABLET_MAX:
        room = min(width, COLUMN)
        parts = [head, *_outcome(book, session, room), *_form(book, session), *_earlier(book, session)]
        return identified("collections", scrolled(parts, room, key), container=True, expand=True)
    room = min(width - FORM, _WIDE)
    form = scrolled([head, *_form(book, session)], FORM, "collections-form")
    side = scrolled([*_outcome(book, session, room), *_earlier(book, session)], room, key)
    return beside("collections", form, side, session)


def _outcome(book: CollectionsBook, session: Session, room: float) -> list[ft.Control]:
    return [] if book.done is None else [export_result(book.done, session, room - 2 * EDGE)]


def _form(book: CollectionsBook, session: Session) -> list[ft.Control]:
    """Return what an export does, where its files go, and what is typed before it."""
    words, colours, desk = session.words, session.palette, session.office.collections
    told = words("collections.once"), words("collections.once.text")
    where = [said(words("collections.where"), session), path_line(desk.folder, session)]
    parts: list[ft.Control] = [
        note(ft.Icons.LOOKS_ONE_OUTLINED, *told, colours, "collections-once"),
        said(words("collections.what"), session),
        identified("collections-where", rows(where, spacing=2), container=True),
    ]
    if book.busy:
        told = words("collections.busy"), words("collections.busy.text")
        return [*parts, _aloud(ft.Icons.HOURGLASS_TOP, *told, "collections-busy", session)]
    if book.not_asked:
        told = words("collections.not_asked"), book.not_asked
        parts.append(_aloud(ft.Icons.ERROR_OUTLINE, *told, "collections-not-asked", session))
    if desk.unkept is not None or desk.in_the_way() is not None:
        told = words("collections.in_the_way"), words("collections.in_the_way.text")
        return [*parts, note(ft.Icons.BLOCK, *told, colours, "collections-in-the-way")]
    confirm = words("collections.confirm", client=desk.client)
    parts.append(InputField("field-confirm", confirm, book.typed, desk.enter, session))
    return [*parts, _go(session)]


def _go(session: Session) -> ft.Control:
    """Return the button; without its confirmation it is out of force, and says what comes first."""
    words, colours, desk = session.words, session.palette, session.office.collections

    async def go(_: object) -> None:
        await desk.export()

    ready = desk.is_confirmed
    word = words("collections.go" if ready else "collections.first")
    label = shown(word, colours.on_primary, 22, BOLD, 28, CHROME)
    return primary_button(
        "collections-go", label, go, colours, disabled=not ready, opacity=1 if ready else 0.55
    )


def _aloud(icon: ft.IconData, title: str, text: str, name: str, session: Session) -> ft.Control:
    """Return a note that is read aloud when it comes."""
    inside = note(icon, title, text, session.palette, f"{name}-note")
    label = f"{title} {text}"
    return identified(name, inside, label=label, live_region=True, exclude_semantics=True)


def _earlier(book: CollectionsBook, session: Session) -> list[ft.Control]:
    """Return the exports before, newest first."""
    words, desk = session.words, session.office.collections
    earlier = desk.earlier()
    if book.done is not None and not earlier and not book.trouble:
        return []
    title = heading(words("collections.earlier"), session)
    parts: list[ft.Control] = [ft.Container(title, padding=ft.Padding.only(top=theme.GAP))]
    if book.trouble and desk.unkept is None:
        parts.append(note(ft.Icons.ERROR_OUTLINE, book.trouble, "", session.palette, "collections-trouble"))
    if book.pushes is None:
        return parts
    if not earlier:
        none = words("collections.none")
        parts.append(identified("collections-none", said(none, session, size=18)))
    return [*parts, *(export_receipt(push, session) for push in earlier)]
