"""A verdict of the log in small: the head of As of then and of As of now, in the state's shape and colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.lettering import lines_of, word_size
from platecheck.ui.parts.controls import identified
from platecheck.ui.parts.frames import dashed, striped
from platecheck.ui.theme import BLACK, BOLD, shown

if TYPE_CHECKING:
    from platecheck.ui.texts import Words
    from platecheck.ui.theme import Palette
    from platecheck.verdict import Headline

_HEIGHT, _ICON, _INSET = 84, 48, 14
_LETTERS = (38, 28)
_STRIPES, _DASHES, _THICK = 8, 3, 6


def log_verdict(
    name: str,
    title: str,
    headline: Headline,
    below: list[ft.Control],
    words: Words,
    colours: Palette,
    width: float,
) -> ft.Control:
    """Return `title`, the verdict's word, and what stands below it, `width` dp wide."""
    head = _head(headline, words, colours, width)
    said = f"{title}: {words.verdict(headline)}"
    body = ft.Container(
        ft.Column(below, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.START),
        padding=ft.Padding.only(left=4, right=4, top=8),
    )
    column = ft.Column(
        [
            ft.Semantics(exclude_semantics=True, content=shown(title, colours.text, 16, BOLD, 24)),
            identified(f"{name}-verdict", head, label=said, exclude_semantics=True),
            # After the verdict, not in the name of both.
            identified(f"{name}-below", body, container=True),
        ],
        spacing=4,
    )
    return identified(name, ft.Container(column, width=width), container=True)


def _head(headline: Headline, words: Words, colours: Palette, width: float) -> ft.Control:
    look, lines = theme.LOOKS[headline], lines_of(words.verdict(headline))
    room = width - 2 * (_INSET + _STRIPES) - _ICON - 12
    letters = word_size(lines, room, _LETTERS)
    word = ft.Column(
        [
            ft.Text(
                line,
                style=ft.TextStyle(
                    size=letters, color=look.text, font_family=BLACK, height=1.05, letter_spacing=0
                ),
                no_wrap=True,
            )
            for line in lines
        ],
        spacing=0,
        tight=True,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    inside = ft.Container(
        ft.Row([ft.Icon(look.icon, color=look.text, size=_ICON), word], spacing=12),
        padding=ft.Padding.symmetric(horizontal=_INSET),
        alignment=ft.Alignment.CENTER_LEFT,
        height=_HEIGHT,
    )
    if look.dashed:
        return dashed(
            inside,
            width,
            _HEIGHT,
            fill=look.fill,
            colour=look.text,
            thickness=_DASHES,
            radius=theme.RADIUS_BAND,
        )
    if look.striped:
        return striped(
            inside,
            width,
            _HEIGHT,
            fill=look.fill,
            stripe_colour=look.text,
            thickness=_STRIPES,
            radius=theme.RADIUS_BAND,
        )
    edge, thickness = (look.border, _THICK) if look.border else (colours.ring, 1)
    return ft.Container(
        inside,
        width=width,
        height=_HEIGHT,
        bgcolor=look.fill,
        border_radius=theme.RADIUS_BAND,
        border=ft.Border.all(thickness, edge) if edge else None,
    )
