"""What came of the export that was just made: how much, where it lies, by location and age; or what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.pushes import PushState
from platecheck.ui import numbers
from platecheck.ui.parts.controls import card, identified, note, outlined_button
from platecheck.ui.parts.export_receipt import explained, path_line, receipt_head, save_row, saved_line
from platecheck.ui.parts.fields import InputField, rows, said
from platecheck.ui.parts.overdue_table import overdue_table, total
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from platecheck.overdue import Exported
    from platecheck.ui.session import Session

_PADDING = 12


def export_result(done: Exported, session: Session, width: float) -> ft.Control:
    """Return the card in `width` dp."""
    colours, parts = session.palette, explained(done.push, session)
    if done.unkept is not None:
        parts = [*_unkept(done, session), *parts]
    else:
        applied = done.push.last.state is PushState.APPLIED
        held = _applied(done, session, width - 2 * _PADDING) if applied else []
        parts = [receipt_head(done.push, session), *held, *parts]
    inside = card(rows(parts, spacing=10), colours, strong=True, padding=_PADDING)
    return identified("collections-result", inside, container=True)


def _applied(done: Exported, session: Session, width: float) -> list[ft.Control]:
    """Return what the answer holds and where it lies."""
    words, colours, answer = session.words, session.palette, done.body_file
    parts: list[ft.Control] = []
    if done.unread is None:
        told = words("collections.unreadable"), words("collections.unreadable.do")
        parts.append(_told(*told, session))
    elif not done.violations and not done.unread:
        told = words("collections.nothing"), words("collections.nothing.why")
        parts.append(_told(*told, session))
    else:
        parts.append(_told(_in_all(done, session), words("collections.sent"), session))
    if done.unread:
        title, text = words("collections.unread", n=done.unread), words("collections.unread.do")
        parts.append(note(ft.Icons.ERROR_OUTLINE, title, text, colours, "collections-unread"))
    if done.table_file is None and done.unread is not None:
        parts.append(shown(words("collections.no_table"), colours.text, 16, BOLD, 22))
    if done.summary:
        parts.append(overdue_table(done.summary, session, width))
    came = done.violations or done.unread != 0
    files = [path for path in (done.table_file if came else None, answer) if path is not None]
    lines = [said(words("collections.files"), session), *(path_line(path, session) for path in files)]
    parts.append(identified("collections-files", rows(lines, spacing=4), container=True))
    return [*parts, *(save_row(done.push, answer, done.table_file, session) if came else [])]


def _in_all(done: Exported, session: Session) -> str:
    """Return how many violations came, and their fines."""
    words, language = session.words, session.words.language
    number, fines = total(done.summary)
    money = numbers.money(float(fines), language)
    if numbers.is_one(number, language):
        return words("collections.one", fines=money)
    return words("collections.many", n=numbers.count(number, language), fines=money)


def _told(title: str, text: str, session: Session) -> ft.Control:
    """Return the outcome in a line that is read aloud when it comes, and what it means."""
    colours = session.palette
    head = shown(title, colours.text, 20, BOLD, 26)
    line = identified("collections-outcome", head, label=title, live_region=True, exclude_semantics=True)
    return rows([line, said(text, session)], spacing=2)


def _unkept(done: Exported, session: Session) -> list[ft.Control]:
    """Return that the answer is in no file, and the two ways to have it in one."""
    words, colours, desk = session.words, session.palette, session.office.collections
    book = desk.book

    async def save(_: object) -> None:
        await desk.save_unkept()

    async def put(_: object) -> None:
        await desk.put_down()

    async def let_go(_: object) -> None:
        await desk.let_go()

    told = _told(words("collections.unkept"), words("collections.unkept.do"), session)
    told.expand = True
    parts: list[ft.Control] = [
        ft.Row([ft.Icon(ft.Icons.WARNING_AMBER, color=colours.text, size=40), told], spacing=12),
        outlined_button("unkept-save", words("collections.save_json"), ft.Icons.DOWNLOAD, save, colours),
        *saved_line(done.push, session),
    ]
    if book.handed_out:
        word = words("collections.have_it")
        parts.append(outlined_button("unkept-let-go", word, ft.Icons.CHECK, let_go, colours, stacked=False))
    parts += [
        InputField(
            "field-folder",
            words("collections.folder"),
            book.elsewhere,
            desk.name_folder,
            session,
            problem=book.trouble,
        ),
        outlined_button("unkept-put", words("collections.put"), ft.Icons.FOLDER, put, colours),
    ]
    return parts
