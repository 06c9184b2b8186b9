"""One lot in the list: name, level word, bar, counts; roomy on a handset, tight in a pane."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.fullness import level
from platecheck.ui import numbers
from platecheck.ui.parts.controls import button_style, one_node
from platecheck.ui.parts.lot_bars import lot_bar
from platecheck.ui.parts.lot_words import kind_and_share, level_word, rented_of, spoken, with_bold_numbers
from platecheck.ui.text_scale import larger
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from platecheck.facts import Lot
    from platecheck.ui.texts import Words
    from platecheck.ui.theme import Palette

Pick = Callable[[object], Any]
PADDING = 12
_EM = 0.56
"""Advance of bold text, on the generous side."""
_SIZES, _PANE_SIZES = (20, 24, 16, 20), (16, 22, 15, 18)
"""Size and line of a name in one line, then in two."""
_BAR, _PANE_BAR = 16, 10
_COUNTS = 92
"""Of a pane's width, for the counts beside the bar."""
_MARK = 4
_AIR, _PANE_AIR = 8, 7
"""Above and below, for rows of 88 and 64 dp."""


def lot_row(
    lot: Lot,
    pick: Pick,
    words: Words,
    colours: Palette,
    width: float,
    *,
    mine: bool,
    pane: bool,
    chosen: bool,
) -> ft.Control:
    """Return the row, a button to the lot's detail."""
    inner = width - 2 * PADDING
    air = _PANE_AIR if pane else _AIR
    word = shown(level_word(level(lot), words), colours.text, 16 if pane else 18, BOLD, 22, no_wrap=True)
    if larger():
        head: ft.Control = ft.Column(
            [shown(lot.name, colours.text, _SIZES[2], BOLD, _SIZES[3]), word], spacing=0
        )
    else:
        head = ft.Row(
            [_name(lot.name, colours, inner - len(word.value) * 18 * _EM - 8, pane=pane), word],
            spacing=8,
            vertical_alignment=ft.CrossAxisAlignment.END,
        )
    if pane:
        below: list[ft.Control] = [_bar_and_counts(lot, words, colours, inner, mine=mine)]
    else:
        below = [lot_bar(lot, inner, _BAR, colours), _counts_and_kind(lot, words, colours, mine=mine)]
    inside = ft.Container(
        ft.Column([head, *below], spacing=4, tight=True),
        padding=ft.Padding.only(left=PADDING - _MARK, right=PADDING, top=air, bottom=air),
    )
    label = ft.Semantics(
        label=spoken(lot, words, mine=mine), exclude_semantics=True, content=inside, selected=chosen
    )
    button = ft.Button(content=label, style=_style(colours, chosen=chosen), on_click=pick, elevation=0)
    return one_node(f"lot-row-{lot.name}", _ruled(button, colours, chosen=chosen))


def _style(colours: Palette, *, chosen: bool) -> ft.ButtonStyle:
    rest = colours.selected if chosen else colours.surface
    style = button_style(
        fill=rest,
        text=colours.text,
        edge=None,
        focus=colours.text,
        radius=0,
        padding=0,
    )
    # Pressed it does not invert: the bar's violet is only read on the surface.
    style.bgcolor = {ft.ControlState.PRESSED: colours.selected, ft.ControlState.DEFAULT: rest}
    return style


def _name(name: str, colours: Palette, room: float, *, pane: bool) -> ft.Control:
    """Return the name whole: in one line where it fits, else smaller in two."""
    size, line, small, small_line = _PANE_SIZES if pane else _SIZES
    fits = len(name) * size * _EM <= room
    return shown(
        name,
        colours.text,
        size if fits else small,
        BOLD,
        line if fits else small_line,
        expand=True,
        max_lines=1 if fits else 2,
        overflow=ft.TextOverflow.ELLIPSIS,
    )


def _counts_and_kind(lot: Lot, words: Words, colours: Palette, *, mine: bool) -> ft.Control:
    counts = with_bold_numbers(rented_of(lot, words), colours.text, 17, 22, most=1)
    told = kind_and_share(lot, words, mine=mine)
    if larger():
        return ft.Column([counts, shown(told, colours.secondary, 14, MEDIUM, 20)], spacing=0)
    kind = shown(
        told,
        colours.secondary,
        14,
        MEDIUM,
        20,
        expand=True,
        max_lines=1,
        overflow=ft.TextOverflow.ELLIPSIS,
        text_align=ft.TextAlign.END,
    )
    return ft.Row([counts, kind], spacing=8, vertical_alignment=ft.CrossAxisAlignment.CENTER)


def _bar_and_counts(lot: Lot, words: Words, colours: Palette, width: float, *, mine: bool) -> ft.Control:
    """Return a pane's second line: the bar, and rented / for sale; one's own lot has a mark."""

    def said(number: int | None) -> str:
        return "–" if number is None else numbers.count(number, words.language)

    counts = shown(
        f"{said(lot.rented_permits)} / {said(lot.total_permits)}",
        colours.text,
        15,
        MEDIUM,
        20,
        no_wrap=True,
        text_align=ft.TextAlign.END,
        expand=True,
    )
    row: list[ft.Control] = [lot_bar(lot, width - _COUNTS, _PANE_BAR, colours)]
    if mine:
        row.append(ft.Icon(ft.Icons.LOCATION_ON, size=18, color=colours.text))
    return ft.Row([*row, counts], spacing=8, vertical_alignment=ft.CrossAxisAlignment.CENTER)


def _ruled(button: ft.Control, colours: Palette, *, chosen: bool) -> ft.Control:
    """Return the row on its rule; the chosen one has a bar of black at its edge."""
    edge = ft.Border.only(left=ft.BorderSide(_MARK, colours.text)) if chosen else None
    marked = ft.Container(button, border=edge, padding=ft.Padding.only(left=0 if chosen else _MARK))
    return ft.Container(marked, border=ft.Border.only(bottom=ft.BorderSide(1, colours.hairline)), padding=0)
