"""Above the list: what the lots hold together, the search, and the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.fullness import Order, add_up
from platecheck.ui import numbers, theme
from platecheck.ui.component import component, memo
from platecheck.ui.parts.controls import icon_button, identified, one_node, outlined_icon
from platecheck.ui.parts.lot_words import count_of_lots, with_bold_numbers
from platecheck.ui.parts.shell import place_head
from platecheck.ui.text_scale import CHROME, scaled
from platecheck.ui.theme import BOLD, MEDIUM, REGULAR, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.lot_board import LotBoard, LotTable
    from platecheck.ui.session import Session
    from platecheck.ui.state import Preferences

_FIELD_AIR = 15
"""Above and below the search's text, so that it is as high as the button beside it."""


def lots_head(table: LotTable, session: Session, board: LotBoard, *, pane: bool) -> ft.Control:
    """Return title and totals; money for whoever gets it from the core, the history for supervisors."""
    words, colours = session.words, session.palette
    title = shown(words("nav.lots"), colours.text, 24, BOLD, 32, expand=True)
    has_history = session.is_supervisor and table.figures is not None and table.figures.fetched_at is not None
    beside = [_export(session, board)] if has_history else []
    named = words("nav.lots")
    top = ft.Row([title, *beside], height=theme.TARGET) if pane else place_head(session, named, *beside)
    said = [] if pane else _sums(table, session)
    said.append(identified("not-cars", shown(words("lots.not_cars"), colours.secondary, 15, line=20)))
    totals_block = identified("lots-totals", ft.Column(said, spacing=0), container=True)
    return ft.Column([top, totals_block], spacing=0)


def _export(session: Session, board: LotBoard) -> ft.Control:
    """Return the button that saves the history of all lots as a file."""

    async def save(_: object) -> None:
        await board.save_history()

    label = session.words("lots.export")
    return outlined_icon("lots-export", ft.Icons.DOWNLOAD, label, save, session.palette)


def _sums(table: LotTable, session: Session) -> list[ft.Control]:
    """Return the totals, line by line; a desktop has them in tiles."""
    words, colours, figures = session.words, session.palette, table.figures
    if figures is None or not figures.lots:
        return []
    totals = add_up(figures.lots)
    sums = words(
        "lots.totals",
        rented=numbers.count(totals.rented, words.language),
        total=numbers.count(totals.for_sale, words.language),
        lots=count_of_lots(totals.lots, words),
    )
    said: list[ft.Control] = [with_bold_numbers(sums, colours.text, 17, 24, most=2)]
    if totals.uncounted:
        left_out = words("lots.uncounted", lots=count_of_lots(totals.uncounted, words))
        said.append(shown(left_out, colours.secondary, 15, line=20))
    if figures.money:
        total = numbers.money(figures.worth().total, words.language)
        money = with_bold_numbers(words("lots.money.all", total=total), colours.text, 17, 24)
        said.append(identified("lots-money", money))
    return said


@memo
@component
def SearchField(prefs: Preferences, session: Session, board: LotBoard) -> ft.Control:
    """The search. It does not listen to what it changes: a text on its way back would undo typing."""
    words, colours = session.words, session.palette
    text, set_text = ft.use_state(board.table.search)

    def changed(event: ft.Event[ft.TextField]) -> None:
        value = str(event.data or "")
        set_text(value)
        board.seek(value)

    def clear(_: object) -> None:
        set_text("")
        board.seek("")

    field = ft.TextField(
        value=text,
        hint_text=words("lots.search"),
        hint_style=ft.TextStyle(
            size=scaled(17, CHROME), font_family=REGULAR, color=colours.secondary, letter_spacing=0
        ),
        text_style=ft.TextStyle(size=scaled(17, CHROME), font_family=MEDIUM, color=colours.text),
        prefix_icon=ft.Icon(ft.Icons.SEARCH, size=24, color=colours.text),
        suffix_icon=_clear(clear, session) if text else None,
        cursor_color=colours.text,
        border_color=colours.outline,
        focused_border_color=colours.text,
        border_width=1,
        focused_border_width=3,
        border_radius=theme.RADIUS_KEY,
        content_padding=ft.Padding.symmetric(horizontal=8, vertical=_FIELD_AIR),
        dense=True,
        autocorrect=False,
        enable_suggestions=False,
        on_change=changed,
    )
    return ft.Container(identified("lots-search", field, label=words("lots.search")), expand=True)


@memo
@component
def OrderButton(prefs: Preferences, session: Session, board: LotBoard) -> ft.Control:
    """How the lots are sorted, a menu of three."""
    words, colours = session.words, session.palette
    word = words(f"lots.order.{board.order.value}")

    def entry(order: Order) -> ft.PopupMenuItem:
        async def sort(_: object) -> None:
            await board.sort(order)

        text = shown(words(f"lots.order.{order.value}"), colours.text, 18, MEDIUM)
        return ft.PopupMenuItem(content=text, checked=order is board.order, on_click=sort, height=56)

    face = ft.Container(
        ft.Row(
            [
                ft.Icon(ft.Icons.SORT, size=24, color=colours.text),
                shown(word, colours.text, 16, MEDIUM, most=CHROME),
            ],
            spacing=8,
            tight=True,
        ),
        height=theme.TARGET,
        padding=ft.Padding.symmetric(horizontal=10),
        border=ft.Border.all(1, colours.outline),
        border_radius=theme.RADIUS_KEY,
        alignment=ft.Alignment.CENTER,
    )

    def opened(_: object) -> None:
        session.menu_open = True

    def closed(_: object) -> None:
        session.menu_open = False

    label = words("lots.order_label", order=word)
    menu = ft.PopupMenuButton(
        content=ft.Semantics(label=label, exclude_semantics=True, content=face),
        tooltip="",
        padding=0,
        bgcolor=colours.surface,
        elevation=0,
        shape=ft.RoundedRectangleBorder(radius=theme.RADIUS_KEY, side=ft.BorderSide(1, colours.outline)),
        items=[entry(order) for order in Order],
        # Escape leaves the menu, not the place.
        on_open=opened,
        on_cancel=closed,
        on_select=closed,
    )
    return one_node("lots-order", menu)


def _clear(act: Callable[[object], None], session: Session) -> ft.Control:
    return icon_button(
        "lots-clear", ft.Icons.CLOSE, session.words("lots.clear_search"), act, session.palette, size=24
    )
