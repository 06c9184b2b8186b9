"""Hold to read: a text that is there only while the finger is down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.controls import identified, one_node, silent
from platecheck.ui.theme import BOLD, MEDIUM, Palette, shown

if TYPE_CHECKING:
    from platecheck.ui.texts import Words

_LEAST_LINES = 3


@component
def HoldToRead(text: str, words: Words, colours: Palette, mono: bool = False) -> ft.Control:
    """The text travels to the client on press and leaves it on release, cancel or focus loss."""
    held, set_held = ft.use_state(False)
    lines = text.count("\n") + 1
    count = words("band.alarm.line") if lines == 1 else words("band.alarm.lines", n=lines)

    def down(_: object) -> None:
        set_held(True)

    def up(_: object) -> None:
        set_held(False)

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
    parts: list[ft.Control] = [
        one_node("key-hold", button, label=f"{words('band.alarm.hold')}, {count}", button=True)
    ]
    if held:
        parts.insert(
            0,
            identified("alarm-text", shown(text, colours.text, 14 if mono else 20, BOLD, 20 if mono else 26)),
        )
    return ft.Column(parts, spacing=10, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
