"""Hold to read: a text that is there only while the finger is down.

Twice: as a component for screens, and plain for sheets, which Flet shows outside of any component.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.controls import identified, one_node, outlined_button, silent
from platecheck.ui.text_scale import CHROME, larger
from platecheck.ui.theme import BOLD, MEDIUM, Palette, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.state import Pulse
    from platecheck.ui.texts import Words

_NOT_HELD = -1
_SHOWN_S = 5
"""How long a keyboard, which cannot hold, shows the text."""


@component
def HoldToRead(pulse: Pulse, text: str, words: Words, colours: Palette, keyboard: bool = False) -> ft.Control:
    """The text travels to the client on press and leaves it on release, cancel or when nobody looks.

    With `keyboard` there is a button beside it that a keyboard reaches.
    """
    # What is held is the page as it was at the press: once it was hidden, nothing is.
    held_on, set_held_on = ft.use_state(_NOT_HELD)
    held = held_on == pulse.hidden

    def down(_: object) -> None:
        set_held_on(pulse.hidden)

    def up(_: object) -> None:
        set_held_on(_NOT_HELD)

    async def show(_: object) -> None:
        set_held_on(pulse.hidden)
        await asyncio.sleep(_SHOWN_S)
        set_held_on(_NOT_HELD)

    button = hold_button(text, words, colours, down, up, held=held)
    row: list[ft.Control] = [ft.Container(button, expand=True)]
    if keyboard:
        row.append(
            outlined_button(
                "show-alarm",
                words("hold.show"),
                ft.Icons.TIMER_OUTLINED,
                show,
                colours,
                height=64,
                padding=16,
            )
        )
    # Always two slots: were the button built anew under the finger, its release would never be told.
    slot: ft.Control = ft.Container()
    if held:
        said = identified("alarm-text", shown(text, colours.text, 20, BOLD, 26))
        slot = ft.Container(said, padding=ft.Padding.only(bottom=10))
    return ft.Column(
        [slot, ft.Row(row, spacing=theme.GAP)], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )


def hold_button(
    text: str,
    words: Words,
    colours: Palette,
    down: Callable[[Any], None],
    up: Callable[[Any], None],
    *,
    held: bool,
) -> ft.Control:
    """Return the button; `text` only tells how many lines there are."""
    lines = text.count("\n") + 1
    count = words("band.alarm.line") if lines == 1 else words("band.alarm.lines", n=lines)
    said: list[ft.Control] = [
        shown(words("band.alarm.hold"), colours.text, 18, BOLD, most=CHROME, no_wrap=True),
        shown(count, colours.secondary, 14, MEDIUM, most=CHROME, no_wrap=True),
    ]
    label = ft.Row(
        [
            ft.Icon(ft.Icons.VISIBILITY if held else ft.Icons.VISIBILITY_OFF, size=28, color=colours.text),
            *([ft.Column(said, spacing=0, tight=True)] if larger() else said),
        ],
        spacing=10,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    face = ft.Container(
        label,
        height=72 if larger() else 64,
        bgcolor=colours.selected if held else colours.surface,
        border=ft.Border.all(2, colours.text if held else colours.outline),
        border_radius=theme.RADIUS_BAND,
    )
    touch = ft.GestureDetector(content=silent(face), on_tap_down=down, on_tap_up=up, on_tap_cancel=up)
    return one_node("key-hold", touch, label=f"{words('band.alarm.hold')}, {count}", button=True)


def plain_hold(text: str, words: Words, colours: Palette) -> ft.Control:
    """Return the same for a sheet: small text, held by hand only."""
    slot = ft.Container()

    def down(_: object) -> None:
        slot.content = identified("alarm-text", shown(text, colours.text, 14, line=20))
        slot.update()

    def up(_: object) -> None:
        slot.content = None
        slot.update()

    button = hold_button(text, words, colours, down, up, held=False)
    return ft.Column([button, slot], spacing=10, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
