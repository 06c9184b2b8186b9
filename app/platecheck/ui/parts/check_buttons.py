"""The two ways to ask from the field: Check, and the camera beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.parts.controls import button_style, one_node, primary_button
from platecheck.ui.text_scale import FIXED, scaled
from platecheck.ui.theme import BOLD

if TYPE_CHECKING:
    from platecheck.ui.session import Session

_WORDED = 124
"""Width of the camera's button from which its word has its full size."""


def check_button(session: Session, height: float, *, hint: bool, **extra: Any) -> ft.Control:
    """Return the one big button; `hint` names its key where there is a keyboard."""
    colours, words = session.palette, session.words

    async def go(_: object) -> None:
        await session.keyboard.pressed_check()

    inside: list[ft.Control] = [
        ft.Text(
            words("check.go"),
            style=ft.TextStyle(size=scaled(20 if hint else 26, FIXED), font_family=BOLD, letter_spacing=0),
        )
    ]
    if hint:
        edge = ft.Border.all(1, colours.on_primary)
        inside.append(
            ft.Container(
                ft.Text(
                    words("keys.enter"),
                    style=ft.TextStyle(size=scaled(15, FIXED), font_family=BOLD, letter_spacing=0),
                ),
                border=edge,
                border_radius=4,
                padding=ft.Padding.symmetric(horizontal=8, vertical=2),
            )
        )
    else:
        inside.append(ft.Icon(ft.Icons.ARROW_FORWARD, size=30))
    row = ft.Row(inside, spacing=16, alignment=ft.MainAxisAlignment.CENTER, tight=True)
    label = ft.Semantics(label=words("check.go"), exclude_semantics=True, content=row)
    return primary_button("check", label, go, colours, height=height, **extra)


def camera_button(
    session: Session, width: float, height: float, *, word: bool = True, key: bool = True
) -> ft.Control:
    """Return the way to the camera, or on with a walk: a `key` beside keys, else an outlined button."""
    colours, walking = session.palette, session.walking.is_on
    name = session.words("walk.title" if walking else "camera.title")

    async def go(_: object) -> None:
        await session.viewfinder.go()

    icon = ft.Icons.DIRECTIONS_WALK if walking else ft.Icons.PHOTO_CAMERA
    inside: list[ft.Control] = [ft.Icon(icon, size=28)]
    if word:
        said = ft.TextStyle(
            size=scaled(16 if width < _WORDED else 18, FIXED), font_family=BOLD, letter_spacing=0
        )
        inside.append(ft.Text(name, style=said, no_wrap=True))
    face = ft.Row(inside, spacing=8, tight=True, alignment=ft.MainAxisAlignment.CENTER)
    style = button_style(
        fill=colours.edit_key if key else colours.surface,
        text=colours.text,
        edge=None if key else colours.outline,
        focus=colours.text,
        radius=theme.RADIUS_BAND,
        padding=4,
    )
    label = ft.Semantics(label=name, exclude_semantics=True, content=face)
    button = ft.Button(
        content=label,
        style=style,
        on_click=session.keyboard.unless_entered("camera", go),
        width=width,
        height=height,
        elevation=0,
    )
    return one_node("camera", button)
