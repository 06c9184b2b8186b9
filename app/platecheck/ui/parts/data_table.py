"""Numbers as a table: sorted by pressing a heading, searched by a field, copied as text for a spreadsheet.

Under larger text every row stands as lines of its own, each with its title, and the headings above all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import numbers, theme
from platecheck.ui.component import component
from platecheck.ui.parts.controls import button_style, identified, one_node, outlined_button, silent
from platecheck.ui.parts.fields import InputField, rows
from platecheck.ui.tabling import Column, Order, arranged, as_text
from platecheck.ui.text_scale import CHROME, larger, scaled
from platecheck.ui.theme import BOLD, MEDIUM, REGULAR, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from platecheck.ui.session import Session
    from platecheck.ui.tabling import Row

PAGE = 20
"""So many rows are drawn at once."""
_GAP = 6
"""Between two columns."""
_INSET = 6
"""Left and right in a cell, so that a title stands above its column."""


@component
def DataTable(
    name: str,
    columns: Sequence[Column],
    table: Sequence[Row],
    session: Session,
    prefs: object,
    order: Order | None = None,
) -> ft.Control:
    """Search, headings, rows, and the button that copies what is found; `order` is how it begins.

    Its parts are named `name-filter`, `name-sort-0`, `name-row-0`, `name-copy`.
    """
    words, colours = session.words, session.palette
    sorted_by, set_order = ft.use_state(order or Order())
    search, set_search = ft.use_state("")
    most, set_most = ft.use_state(PAGE)
    copied, set_copied = ft.use_state(0)
    found = arranged(table, columns, sorted_by, search)

    def sort(column: int) -> Callable[[object], None]:
        def act(_: object) -> None:
            set_order(sorted_by.pressed(column, columns))
            set_copied(0)

        return act

    def seek(text: str) -> None:
        set_search(text)
        set_copied(0)
        set_most(PAGE)

    def more(_: object) -> None:
        set_most(most + PAGE)

    def copy(_: object) -> None:
        set_copied(len(found))

    heads = [_heading(name, at, columns, sorted_by, sort(at), session) for at in range(len(columns))]
    parts: list[ft.Control] = [
        InputField(f"{name}-filter", words("table.filter"), search, seek, session),
        _count(name, len(found), len(table), copied, session),
        _beside(heads, columns) if not larger() else rows(heads, spacing=theme.GAP),
    ]
    lines = [_line(f"{name}-row-{at}", row, columns, session) for at, row in enumerate(found[:most])]
    parts.append(identified(f"{name}-rows", rows(lines, spacing=0), container=True))
    if len(found) > most:
        word = words("table.more", n=numbers.count(len(found) - most, words.language))
        parts.append(outlined_button(f"{name}-more", word, ft.Icons.EXPAND_MORE, more, colours))
    # The client copies within the press itself: a browser allows it nowhere else.
    action = ft.CopyToClipboard(as_text(found, columns))
    word = words("table.copy")
    parts.append(outlined_button(f"{name}-copy", word, ft.Icons.CONTENT_COPY, copy, colours, action=action))
    return identified(name, rows(parts, spacing=theme.GAP), container=True)


def _count(name: str, found: int, of: int, copied: int, session: Session) -> ft.Control:
    """Return how many rows there are, or that they were copied; told when it changes."""
    words = session.words
    text = words("table.rows", n=numbers.count(found, words.language), of=numbers.count(of, words.language))
    if copied:
        text = words("table.copied", n=numbers.count(copied, words.language))
    line = shown(text, session.palette.secondary, 15, MEDIUM, 20)
    return identified(f"{name}-count", line, label=text, exclude_semantics=True, live_region=True)


def _heading(
    name: str,
    at: int,
    columns: Sequence[Column],
    order: Order,
    sort: Callable[[object], None],
    session: Session,
) -> ft.Control:
    """Return a column's title, which sorts by it and says how it is sorted, by an arrow and in words."""
    words, colours, column = session.words, session.palette, columns[at]
    label, icon = words("table.unsorted", title=column.title), ft.Icons.UNFOLD_MORE
    if at == order.column:
        icon = ft.Icons.ARROW_DOWNWARD if order.descending else ft.Icons.ARROW_UPWARD
        down = order.descending
        label = words("table.descending" if down else "table.ascending", title=column.title)
    is_sorted = at == order.column
    title = ft.Text(
        column.title,
        style=ft.TextStyle(
            size=scaled(16, CHROME), font_family=BOLD if is_sorted else MEDIUM, letter_spacing=0
        ),
        max_lines=1,
        overflow=ft.TextOverflow.ELLIPSIS,
        expand=True,
        text_align=ft.TextAlign.RIGHT if column.number and not larger() else ft.TextAlign.LEFT,
    )
    face = ft.Row([title, ft.Icon(icon, size=18)], spacing=2)
    style = button_style(
        fill=colours.selected if is_sorted else colours.surface,
        text=colours.text,
        edge=colours.outline,
        focus=colours.text,
        radius=theme.RADIUS_KEY,
        thickness=1,
        padding=ft.Padding.symmetric(horizontal=_INSET),
    )
    button = ft.Button(content=silent(face), style=style, on_click=sort, height=theme.TARGET, elevation=0)
    return one_node(f"{name}-sort-{at}", button, label=label)


def _line(identifier: str, row: Row, columns: Sequence[Column], session: Session) -> ft.Control:
    """Return one row, read aloud with its titles."""
    colours = session.palette
    texts = [column.text(value) for column, value in zip(columns, row, strict=True)]
    told = ", ".join(f"{column.title}: {text}" for column, text in zip(columns, texts, strict=True))
    inside: ft.Control
    if larger():
        lines = [f"{column.title}: {text}" for column, text in zip(columns, texts, strict=True)]
        inside = rows([shown(line, colours.text, 16, line=22) for line in lines], spacing=0)
    else:
        inside = _beside(
            [
                ft.Container(_cell(text, column, session), padding=ft.Padding.symmetric(horizontal=_INSET))
                for column, text in zip(columns, texts, strict=True)
            ],
            columns,
        )
    line = ft.Container(
        inside,
        padding=ft.Padding.symmetric(vertical=8),
        border=ft.Border.only(bottom=ft.BorderSide(1, colours.hairline)),
    )
    return identified(identifier, line, label=told, exclude_semantics=True)


def _cell(text: str, column: Column, session: Session) -> ft.Control:
    font, side = (MEDIUM, ft.TextAlign.RIGHT) if column.number else (REGULAR, ft.TextAlign.LEFT)
    return shown(text, session.palette.text, 15, font, 20, text_align=side)


def _beside(cells: Sequence[ft.Control], columns: Sequence[Column]) -> ft.Control:
    """Return cells in a row, each as wide as its column."""
    inside: list[ft.Control] = [
        ft.Container(cell, expand=column.weight) for cell, column in zip(cells, columns, strict=True)
    ]
    return ft.Row(inside, spacing=_GAP, vertical_alignment=ft.CrossAxisAlignment.START)
