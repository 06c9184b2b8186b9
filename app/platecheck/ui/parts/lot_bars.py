"""How full a lot is, drawn: one violet from light to dark, always with outline, end mark and word.

Violet because no verdict uses it (design notes); the word always stands beside the bar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.fullness import Level, level, percent
from platecheck.ui.parts.controls import silent
from platecheck.ui.parts.frames import dashed
from platecheck.ui.theme import LEVEL_FILLS

if TYPE_CHECKING:
    from platecheck.facts import Lot
    from platecheck.ui.theme import Palette

_EDGE, _RADIUS = 2, 4


def lot_bar(lot: Lot, width: float, height: float, colours: Palette) -> ft.Control:
    """Return the bar of one lot; dashed and empty where there is no share to draw."""
    rented = percent(lot)
    return bar(level(lot), None if rented is None else rented / 100, width, height, colours)


def bar(which: Level, part: float | None, width: float, height: float, colours: Palette) -> ft.Control:
    """Return a bar filled to `part` (0 to 1; more is full) in the shade of a level."""
    if part is None:
        empty = dashed(
            ft.Container(),
            width,
            height,
            fill=colours.surface,
            colour=colours.outline,
            thickness=_EDGE,
            radius=_RADIUS,
        )
        return silent(empty)
    inside = width - 2 * _EDGE
    filled = min(inside, max(0.0, part) * inside)
    parts: list[ft.Control] = []
    if filled:
        fill = level_fill(which, colours)
        parts = [
            ft.Container(width=max(0.0, filled - _EDGE), bgcolor=fill),
            ft.Container(width=_EDGE, bgcolor=colours.text),
        ]
    body = ft.Container(
        ft.Row(parts, spacing=0, vertical_alignment=ft.CrossAxisAlignment.STRETCH),
        width=width,
        height=height,
        bgcolor=colours.surface,
        border=ft.Border.all(_EDGE, colours.text),
        border_radius=_RADIUS,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )
    return silent(body)


def level_fill(which: Level, colours: Palette) -> str:
    """Return the shade of a level by day or by night."""
    return LEVEL_FILLS[which][colours.dark]
