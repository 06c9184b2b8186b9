"""Ages that keep counting: the only pieces that listen to the pulse, so nothing else re-renders with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import flet as ft

from platecheck.facts import Source
from platecheck.ui import times
from platecheck.ui.component import component
from platecheck.ui.parts.controls import identified
from platecheck.ui.parts.frames import dashed
from platecheck.ui.text_scale import FIXED
from platecheck.ui.theme import BLACK, BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from platecheck.ui.state import Pulse
    from platecheck.ui.texts import Words

Age = Callable[[], float | None]
"""Returns how old the answer is now, in seconds."""

CHIP_WIDTH = 150
"""Fixed, so that nothing beside it moves while it counts."""
_HEIGHT, _INSET, _ICON, _SPACE = 32, 6, 18, 6
_SIZE, _SMALL = 15, 14
_EM = 0.46
"""Advance of an age in bold, on the generous side: measured 0.41."""


@component
def AgeChip(pulse: Pulse, age: Age, source: Source, words: Words) -> ft.Control:
    """The chip on a head: live in a black frame, anything else dashed."""
    seconds = age()
    if source is Source.LIVE and seconds is not None:
        text, icon = words("age.live", span=times.span(seconds, words.language)), ft.Icons.CELL_TOWER
    elif source is Source.CACHE and seconds is not None:
        text, icon = words("age.cache", span=times.span(seconds, words.language)), ft.Icons.HISTORY
    else:
        text, icon = words("age.none"), ft.Icons.CLOUD_OFF
    room = CHIP_WIDTH - 2 * _INSET
    size = _SIZE if len(text) * _SIZE * _EM + _ICON + _SPACE <= room else _SMALL
    parts: list[ft.Control] = [shown(text, "#000000", size, BOLD, most=FIXED, no_wrap=True)]
    if len(text) * size * _EM + _ICON + _SPACE <= room:
        parts.insert(0, ft.Icon(icon, color="#000000", size=_ICON))
    inside = ft.Container(
        ft.Row(parts, spacing=_SPACE, tight=True, alignment=ft.MainAxisAlignment.CENTER),
        alignment=ft.Alignment.CENTER,
    )
    if source is Source.LIVE:
        chip: ft.Control = ft.Container(
            inside,
            width=CHIP_WIDTH,
            height=_HEIGHT,
            bgcolor="#FFFFFF",
            border=ft.Border.all(2, "#000000"),
            border_radius=_HEIGHT / 2,
        )
    else:
        chip = dashed(
            inside, CHIP_WIDTH, _HEIGHT, fill="#E6E6E6", colour="#000000", thickness=2, radius=_HEIGHT / 2
        )
    return identified("age", chip)


@component
def AgeTitle(pulse: Pulse, age: Age, words: Words) -> ft.Control:
    """The words of a collar: 47 MIN OLD."""
    text = words("age.old", span=times.span(age() or 0, words.language)).upper()
    return identified("age", shown(text, "#000000", 26, BLACK, 30, FIXED, no_wrap=True))


@component
def BandAge(pulse: Pulse, age: Age, source: Source, words: Words, colour: str, short: bool) -> ft.Control:
    """The age at the right of a band."""
    seconds = age()
    if seconds is None:
        return ft.Container()
    if short:
        text = times.ago(seconds, words.language)
    elif source is Source.LIVE:
        text = words("age.live", span=times.span(seconds, words.language))
    else:
        text = words("age.cache", span=times.span(seconds, words.language))
    return shown(text, colour, 14, MEDIUM, no_wrap=True)
