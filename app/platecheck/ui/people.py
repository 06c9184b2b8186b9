"""People for a supervisor: one by a form, with the receipts, or many from a file, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.draft_desk import PeopleDesk
from platecheck.ui.parts.controls import outlined_button
from platecheck.ui.parts.fields import choices, heading, said
from platecheck.ui.parts.import_rows import import_file, import_rows
from platecheck.ui.parts.office import form_and_receipts
from platecheck.ui.parts.push_form import form_field, form_foot, more_button
from platecheck.ui.parts.receipts import receipts
from platecheck.ui.parts.shell import place_head
from platecheck.ui.sheets import choice_sheet, show_sheet

if TYPE_CHECKING:
    from platecheck.opscom import UserType
    from platecheck.ui.import_desk import ImportBook
    from platecheck.ui.push_book import DraftBook
    from platecheck.ui.session import Session

ONE, FILE = "one", "file"


@component
def PeoplePlace(
    book: DraftBook, file: ImportBook, prefs: object, window: object, session: Session, width: float
) -> ft.Control:
    """The whole screen in `width` dp."""
    words, desk = session.words, session.office.people

    async def begin() -> None:
        await desk.open()
        await session.office.file.refresh()

    ft.use_effect(begin, [], cleanup=lambda: None)
    head = [place_head(session, words("nav.people")), _one_or_many(file, session)]
    if file.is_chosen:
        return form_and_receipts(
            desk,
            session,
            width,
            lambda _: [*head, *import_file(file, session)],
            lambda _: import_rows(file, session),
        )
    return form_and_receipts(
        desk,
        session,
        width,
        lambda _: [*head, *_form(book, session)],
        lambda room: receipts(desk, session, room, words("people.search")),
    )


def _one_or_many(file: ImportBook, session: Session) -> ft.Control:
    words = session.words
    offered = [(ONE, words("people.mode.one")), (FILE, words("people.mode.file"))]
    chosen = FILE if file.is_chosen else ONE
    return choices(
        "people",
        words("people.mode"),
        offered,
        chosen,
        lambda value: session.office.file.choose(file=value == FILE),
        session,
    )


def _form(book: DraftBook, session: Session) -> list[ft.Control]:
    words, desk = session.words, session.office.people
    title = words("push.edit.title" if book.edited else "people.title")
    parts: list[ft.Control] = [heading(title, session), said(words("people.text"), session)]
    parts += [form_field(name, words(f"people.{name}"), desk, session) for name in PeopleDesk.main]
    parts += _kind(book, session)
    parts.append(more_button(desk, session))
    if book.more:
        for section, names in PeopleDesk.sections:
            title = words(f"people.section.{section}")
            parts.append(ft.Container(heading(title, session), padding=ft.Padding.only(top=theme.GAP)))
            parts += [form_field(name, words(f"people.{name}"), desk, session) for name in names]
    return [*parts, *form_foot(desk, session, words("people.go"))]


def _kind(book: DraftBook, session: Session) -> list[ft.Control]:
    """Return how a person's kind is chosen: by its name, or by its number where nobody can say the names."""
    words, desk, colours = session.words, session.office.people, session.palette
    if book.types is None:
        return []
    if not book.types or desk.wrong("user_type_id"):

        async def ask(_: object) -> None:
            await desk.ask_types()

        label = words("people.user_type_id")
        again = words("people.kinds.again")
        return [
            form_field("user_type_id", label, desk, session, number=True),
            outlined_button("kinds-again", again, ft.Icons.REFRESH, ask, colours, stacked=False),
        ]
    kinds, chosen = book.types, desk.value("user_type_id")

    async def choose(value: str | None) -> None:
        desk.choose("user_type_id", value or "")

    def open_all(_: object) -> None:
        none = (None, words("people.kind.none"), None)
        named = [none, *((one.id, _named(one), None) for one in kinds)]
        title = words("people.kind.title")
        show_sheet(session, choice_sheet(session, "kinds", title, named, chosen or None, choose))

    known = next((_named(one) for one in kinds if one.id == chosen), "")
    name = known or (words("people.kind.number", number=chosen) if chosen else words("people.kind.none"))
    label = words("people.kind", name=name)
    return [outlined_button("kind", label, ft.Icons.EXPAND_MORE, open_all, colours, stacked=False)]


def _named(kind: UserType) -> str:
    return f"{kind.name} ({kind.group})" if kind.group else kind.name
