"""Hold to read: a text that is there only while the finger is down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.controls import identified, one_node, silent
from platecheck.ui.theme import BOLD, MEDIUM, Palette, shown

if TYPE_CHECKING:
    from platecheck.ui.state import Pulse
    from platecheck.ui.texts import Words


_NOT_HELD = -1


@component
def HoldToRead(pulse: Pulse, text: str, words: Words, colours: Palette, mono: bool = False) -> ft.Control:
    """The text travels to the client on press and leaves it on release, cancel or focus loss."""
    # What is held is the page as it was at the press: once it was hidden, nothing is.
    held_on, set_held_on = ft.use_state(_NOT_HELD)
    held = held_on == pulse.hidden
    lines = text.count("\n") + 1
    count = words("band.alarm.line") if lines == 1 else words("band.alarm.lines", n=lines)

    def down(_: object) -> None:
        set_held_on(pulse.hidden)

    def up(_: object) -> None:
        set_held_on(_NOT_HELD)

    label = ft.Row(
        [
            ft.Icon(ft.Icons.VISIBILITY if held else ft.Icons.VISIBILITY_OFF, size=28, color=colours.text),
            shown(words("band.alarm.hold"), colours.text, 18, BOLD),
            shown(count, colours.secondary, 14, MEDIUM),
        ],
        spacing=10,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    button = ft.GestureDetector(
        content=silent(
            ft.Container(
                label,
                height=64,
                bgcolor=colours.selected if held else colours.surface,
                border=ft.Border.all(2, colours.text if held else colours.outline),
                border_radius=theme.RADIUS_BAND,
            )
        ),
        on_tap_down=down,
        on_tap_up=up,
        on_tap_cancel=up,
    )
    said = one_node("key-hold", button, label=f"{words('band.alarm.hold')}, {count}", button=True)
    # Always two slots: were the button built anew under the finger, its release would never be told.
    slot: ft.Control = ft.Container()
    if held:
        size, line = (14, 20) if mono else (20, 26)
        slot = identified("alarm-text", shown(text, colours.text, size, BOLD, line))
    return ft.Column([slot, said], spacing=10, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
