"""The receipts of what was pushed from a screen: sought, the newest first, older ones on a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.parts.controls import identified, outlined_button
from platecheck.ui.parts.fields import InputField, heading, said
from platecheck.ui.parts.office import EDGE
from platecheck.ui.parts.push_card import push_card
from platecheck.ui.parts.push_form import trouble_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.pushes import Push
    from platecheck.ui.push_desk import AnyDesk
    from platecheck.ui.session import Session


def receipts(
    desk: AnyDesk,
    session: Session,
    width: float,
    search: str,
    *,
    first: Callable[[list[Push]], list[ft.Control]] | None = None,
    card: Callable[[Push], ft.Control] | None = None,
) -> list[ft.Control]:
    """Return them in `width` dp under a field named `search`.

    `first` returns what stands before those that were found, in the place of saying that none was; `card`
    returns one of them, where it is not the usual.
    """
    words, book, place = session.words, desk.book, desk.place
    title = ft.Container(heading(words("push.receipts"), session), padding=ft.Padding.only(top=theme.GAP))
    parts: list[ft.Control] = [title]
    if book.pushes is None:
        return [*parts, trouble_note(desk, session)] if book.trouble else parts
    if book.trouble and not book.on_form:
        parts.append(trouble_note(desk, session))
    if not book.pushes:
        parts.append(identified(f"{place}-none", said(words("push.none"), session, size=18)))
    if book.pushes or first is not None:
        parts.append(InputField(f"field-{place}-search", search, book.search, desk.seek, session))
    listed = desk.listed()
    drawn = listed[: book.shown]
    if first is not None:
        parts += first(listed)
    elif book.search.strip() and book.pushes and not listed:
        text = words("push.not_found", text=book.search.strip())
        parts.append(identified(f"{place}-not-found", said(text, session, size=18)))
    inner = width - 2 * EDGE
    parts += [card(push) if card else push_card(push, desk, session, inner) for push in drawn]
    if len(listed) > len(drawn):

        def more(_: object) -> None:
            desk.show_more()

        word = words("push.older", n=len(listed) - len(drawn))
        parts.append(outlined_button(f"{place}-older", word, ft.Icons.EXPAND_MORE, more, session.palette))
    return parts
