"""The shutter in the thumb's reach, with torch and edit at its sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.camera_fit import CONTROLS, ROUND, SHUTTER
from platecheck.ui.camera_state import Lens, Step
from platecheck.ui.layout import by_hand
from platecheck.ui.parts.controls import Act, button_style, one_node
from platecheck.ui.parts.preview import own_keys
from platecheck.ui.text_scale import FIXED, scaled
from platecheck.ui.theme import MEDIUM

if TYPE_CHECKING:
    from platecheck.ui.camera_fit import CameraFit
    from platecheck.ui.camera_state import Finder
    from platecheck.ui.session import Session

_INSIDE = 76
_SIDE = 88
"""Width of a button with its word."""


def shutter_row(finder: Finder, session: Session, fit: CameraFit) -> ft.Control:
    """Return torch, shutter and edit, at the thumb's side; below each other where the window is low."""
    live = finder.lens is Lens.LIVE
    torch: ft.Control = ft.Container(width=_SIDE)
    if live and finder.torch is not None:
        torch = _torch(finder.torch, session)
    shutter = _shutter(finder, session) if live else ft.Container(width=SHUTTER, height=SHUTTER)
    parts = [torch, shutter, _edit(finder, session)]
    if fit.column:
        return ft.Column(
            parts[::-1],
            width=CONTROLS,
            height=fit.height,
            alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        )
    return ft.Container(
        ft.Row(
            by_hand(parts, left_handed=session.person.left_handed),
            alignment=ft.MainAxisAlignment.SPACE_AROUND,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        ),
        height=CONTROLS,
        width=fit.panel,
    )


def _shutter(finder: Finder, session: Session) -> ft.Control:
    colours, words = session.palette, session.words

    async def act(_: object) -> None:
        await session.viewfinder.shoot()

    busy = finder.step is Step.READING
    inside = ft.Container(
        width=_INSIDE,
        height=_INSIDE,
        border_radius=_INSIDE / 2,
        bgcolor=colours.outline if busy else colours.text,
    )
    face = ft.Semantics(label=words("camera.shutter"), exclude_semantics=True, content=inside)
    return one_node(
        "shutter",
        ft.Button(
            content=face,
            style=_circle(colours.surface, colours.text, colours.text, 4, colours.outline),
            on_click=act,
            width=SHUTTER,
            height=SHUTTER,
            elevation=0,
            **own_keys(session),
        ),
    )


def _torch(on: bool, session: Session) -> ft.Control:
    words = session.words

    async def act(_: object) -> None:
        await session.viewfinder.switch_torch()

    label = words("camera.torch.label", state=words("camera.torch.on" if on else "camera.torch.off"))
    icon = ft.Icons.FLASHLIGHT_ON if on else ft.Icons.FLASHLIGHT_ON_OUTLINED
    return _round("torch", icon, words("camera.torch"), label, act, session, on=on)


def _edit(finder: Finder, session: Session) -> ft.Control:
    words, best = session.words, finder.best

    async def act(_: object) -> None:
        await session.viewfinder.edit()

    if best is None:
        word, label = words("camera.keypad"), words("camera.keypad.label")
        return _round("edit", ft.Icons.DIALPAD, word, label, act, session)
    label = words("camera.edit.label", plate=" ".join(best.plate))
    return _round("edit", ft.Icons.EDIT, words("camera.edit"), label, act, session)


def _round(
    identifier: str,
    icon: ft.IconData,
    word: str,
    label: str,
    act: Act,
    session: Session,
    *,
    on: bool | None = None,
) -> ft.Control:
    colours = session.palette
    fill, ink = (colours.text, colours.surface) if on else (colours.surface, colours.text)
    button = ft.Button(
        content=ft.Icon(icon, size=28),
        style=_circle(fill, ink, colours.outline, 2, colours.text),
        on_click=act,
        width=ROUND,
        height=ROUND,
        elevation=0,
        **own_keys(session),
    )
    # Its size stays: the row has no room for a larger one.
    said = ft.Text(
        word,
        style=ft.TextStyle(size=scaled(14, FIXED), font_family=MEDIUM, color=colours.text, letter_spacing=0),
        no_wrap=True,
    )
    column = ft.Column(
        [button, ft.Semantics(exclude_semantics=True, content=said)],
        spacing=2,
        tight=True,
        width=_SIDE,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return one_node(identifier, column, label=label, checked=on)


def _circle(fill: str, text: str, edge: str, thickness: float, focus: str) -> ft.ButtonStyle:
    style = button_style(
        fill=fill, text=text, edge=edge, focus=focus, radius=theme.RADIUS_KEY, thickness=thickness, padding=0
    )
    style.shape = ft.CircleBorder()
    return style
