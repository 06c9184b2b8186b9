"""The verdict head: icon, word, plate, age and one line, in the state's own shape and colour.

It is there at once and never changes its size when the answer is replaced.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.lettering import lines_of, plate_size, word_size
from platecheck.ui.parts.ages import CHIP_WIDTH
from platecheck.ui.parts.controls import identified, silent
from platecheck.ui.parts.frames import dashed, striped
from platecheck.ui.text_scale import CHROME, FIXED, factor, larger
from platecheck.ui.theme import BLACK, REGULAR, Palette, plate_text, shown

if TYPE_CHECKING:
    from platecheck.ui.texts import Words
    from platecheck.verdict import Headline

_STRIPES = 10
_THICK_EDGE = 8
_SMALL_COLLAR = 330
"""Width up to which the line beside a saved answer's age is smaller: *not live* is never cut."""
_DASHES = 4
_CHIP_ROOM = CHIP_WIDTH + 8
COLLAR, _LARGER_COLLAR = 72, 96
_PLATE_ROW, _LINE_ROW, _SPACING, _PADDING = 1.25, 1.4, 4, 12
_CHIP_ROW = 36
_CHIP_PART = _CHIP_ROW + _SPACING
_INSET = 16
_SMALL = 380
"""Width of the heads of 360 dp handsets and less."""
_LEAST_BESIDE = 30
"""A plate smaller than this beside the chip gets a row of its own."""
_EM = 0.45
"""Advance of running text."""


@dataclass(frozen=True, slots=True)
class HeadSize:
    """Sizes in dp of a head: `wide` ones stand in a pane."""

    width: float
    wide: bool
    icon: float
    words: tuple[int, int]
    word_row: float
    plate: int
    line: int


def head_size(width: float, *, wide: bool, short: bool = False) -> HeadSize:
    """Return the sizes for a head `width` dp wide; `short` in a window with little height."""
    more = factor(CHROME)
    if wide:
        return HeadSize(width, wide, 140, (112, 64), 132, 58, int(28 * more))
    if short:
        return HeadSize(width, wide, 60, (60, 32), 70, 36, int(18 * more))
    return HeadSize(width, wide, 80 if width < _SMALL else 92, (84, 44), 100, 44, int(20 * more))


def head_height(size: HeadSize, lines: int = 1) -> float:
    """Return the height of a head inside its border, with so many lines of text under the plate."""
    below = size.line * _LINE_ROW * lines + _SPACING if lines else 0
    return size.word_row + size.plate * _PLATE_ROW + _SPACING + 2 * _PADDING + below


def lines_under(line: str, size: HeadSize, room: float) -> int:
    """Return how many lines a text under the plate takes: none, one or two, with larger text three."""
    return min(3 if larger() else 2, math.ceil(len(line) * size.line * _EM / room))


def usual_height(plate: str, size: HeadSize) -> float:
    """Return the height of the head that a plate's answer will most likely have: one line under the plate."""
    return head_height(size) + (0 if _has_chip_beside(plate, size.width - 2 * _INSET, size) else _CHIP_PART)


def _has_chip_beside(plate: str, room: float, size: HeadSize) -> bool:
    return plate_size(plate, room - _CHIP_ROOM, size.plate) >= _LEAST_BESIDE


def verdict_head(
    headline: Headline,
    plate: str,
    line: str,
    chip: ft.Control,
    words: Words,
    colours: Palette,
    size: HeadSize,
    *,
    collar: ft.Control | None = None,
    saved: str = "",
) -> ft.Control:
    """Return the head.

    `collar` is the grey part of a saved answer: with it the age chip is left out. `saved` is said of it.
    """
    look = theme.LOOKS[headline]
    inset = edge_of(headline) + _INSET
    room = size.width - 2 * inset
    lines = lines_of(words.verdict(headline))
    letters = word_size(lines, room - size.icon - 16, size.words)
    word = ft.Column(
        [shown(part, look.text, letters, BLACK, letters * 1.02, FIXED, no_wrap=True) for part in lines],
        spacing=0,
        tight=True,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    top = ft.Container(
        silent(
            ft.Row(
                [ft.Icon(look.icon, color=look.text, size=size.icon), word],
                spacing=16,
                vertical_alignment=ft.CrossAxisAlignment.CENTER,
            )
        ),
        height=size.word_row,
    )
    beside = collar is None and _has_chip_beside(plate, room, size)
    letters_of_plate = plate_size(plate, room - _CHIP_ROOM if beside else room, size.plate)
    plate_row = ft.Row(
        [
            ft.Row(
                [silent(plate_text(plate, look.text, letters_of_plate))],
                scroll=ft.ScrollMode.HIDDEN,
                expand=True,
            ),
            *([chip] if beside else []),
        ],
        spacing=8,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    under = lines_under(line, size, room)
    rows: list[ft.Control] = [top, ft.Container(plate_row, height=size.plate * _PLATE_ROW)]
    if line:
        rows.append(
            ft.Container(
                silent(
                    shown(
                        line,
                        look.text,
                        size.line,
                        REGULAR,
                        size.line * 1.3,
                        FIXED,
                        max_lines=under,
                        overflow=ft.TextOverflow.ELLIPSIS,
                    )
                ),
                height=size.line * _LINE_ROW * under,
            )
        )
    if collar is None and not beside:
        rows.append(ft.Container(chip, height=_CHIP_ROW, alignment=ft.Alignment.CENTER_LEFT))
    inside = ft.Container(
        ft.Column(rows, spacing=_SPACING, tight=True),
        padding=ft.Padding.symmetric(vertical=_PADDING, horizontal=_INSET),
    )
    height = head_height(size, under) + (0 if beside or collar is not None else _CHIP_PART)
    head = framed(inside, headline, colours, size.width, height, flat_below=collar is not None)
    # Read aloud once, as a whole: word, plate, age of a saved answer, line. A live answer's age counts below.
    spoken = ", ".join(part for part in (words.verdict(headline), " ".join(plate), saved, line) if part)
    body = ft.Column([head, collar], spacing=0, tight=True) if collar is not None else head
    return identified("verdict", body, label=spoken, live_region=True, container=True)


def edge_of(headline: Headline) -> int:
    """Return how thick a head's border is where it is part of its shape."""
    look = theme.LOOKS[headline]
    return _STRIPES if look.striped else _THICK_EDGE if look.border else 0


def framed(
    inside: ft.Control,
    headline: Headline,
    colours: Palette,
    width: float,
    height: float,
    *,
    flat_below: bool = False,
    round_by: float = theme.RADIUS_HEAD,
) -> ft.Control:
    """Return what is in a head in the state's shape and colour; `height` is that inside of its border."""
    look = theme.LOOKS[headline]
    below = 0 if flat_below else round_by
    radius = ft.BorderRadius.only(
        top_left=round_by, top_right=round_by, bottom_left=below, bottom_right=below
    )
    if look.dashed:
        return dashed(
            inside,
            width,
            height,
            fill=look.fill,
            colour=look.text,
            thickness=_DASHES,
            radius=round_by,
        )
    if look.striped:
        return striped(
            inside,
            width,
            height + 2 * _STRIPES,
            fill=look.fill,
            stripe_colour=look.text,
            thickness=_STRIPES,
            radius=round_by,
        )
    edge, thickness = (look.border, _THICK_EDGE) if look.border else (colours.ring, 1)
    return ft.Container(
        inside,
        width=width,
        height=height + (2 * _THICK_EDGE if look.border else 0),
        bgcolor=look.fill,
        border_radius=radius,
        border=ft.Border.all(thickness, edge) if edge else None,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )


def age_collar(title: ft.Control, text: str, width: float) -> ft.Control:
    """Return the dashed grey collar of a saved answer: its age is never a small label."""
    inside = ft.Container(
        ft.Row(
            [
                ft.Icon(ft.Icons.HISTORY, color=theme.STALE_TEXT, size=40),
                ft.Column(
                    [
                        title,
                        # The headline says it aloud.
                        silent(
                            shown(
                                text,
                                theme.STALE_TEXT,
                                14 if width < _SMALL_COLLAR else 16,
                                line=20,
                                most=CHROME,
                                max_lines=2 if larger() else 1,
                                overflow=ft.TextOverflow.ELLIPSIS,
                            )
                        ),
                    ],
                    spacing=0,
                    tight=True,
                    expand=True,
                    alignment=ft.MainAxisAlignment.CENTER,
                ),
            ],
            spacing=14,
        ),
        padding=ft.Padding.symmetric(horizontal=20),
        alignment=ft.Alignment.CENTER_LEFT,
    )
    radius = ft.BorderRadius.only(bottom_left=theme.RADIUS_HEAD, bottom_right=theme.RADIUS_HEAD)
    return dashed(
        inside,
        width,
        _LARGER_COLLAR if larger() else COLLAR,
        fill=theme.STALE_FILL,
        colour=theme.STALE_TEXT,
        thickness=_DASHES,
        radius=radius,
    )
