"""The plate field: a real text field for keyboards and scanners, the system's keyboard suppressed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import flet as ft

from platecheck.plates import MAX_LENGTH
from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.lettering import PLATE_ADVANCE
from platecheck.ui.parts.controls import identified
from platecheck.ui.text_scale import FIXED, scaled
from platecheck.ui.theme import BOLD, PLATE, REGULAR, Palette, shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.ui.entry import PlateEntry
    from platecheck.ui.state import Typing
    from platecheck.ui.texts import Words

_SETTLE_S = 0.05
"""Until the client has built the field; a focus asked for earlier does not reach the browser's input."""
_LINE = 1.15
_FRAME = 3
_STEPS = (64, 48, 40, 32)


def field_text_size(length: int, room: float, height: float) -> int:
    """Return the field's text size: the largest step that fits, then it scrolls."""
    fits = [size for size in _STEPS if size <= height * 0.74]
    return next((size for size in fits if length * (PLATE_ADVANCE * size + 1) <= room - 44), fits[-1])


@component
def PlateField(
    typing: Typing,
    entry: PlateEntry,
    on_text: Callable[[str], None],
    on_enter: Callable[[], Awaitable[None]],
    on_focus: Callable[..., None],
    register: Callable[[Callable[[], Awaitable[None]]], None],
    words: Words,
    colours: Palette,
    width: float,
    height: float,
    hint: str,
    own_keypad: bool,
) -> ft.Control:
    """The field. `register` receives the way to focus it."""
    ref: ft.Ref[ft.TextField] = ft.use_memo(ft.Ref[ft.TextField], [])

    def changed(event: ft.Event[ft.TextField]) -> None:
        # The event's own value: the control's may already be newer.
        on_text(str(event.data))

    async def focus() -> None:
        if ref.current is not None:
            await ref.current.focus()  # type: ignore[no-untyped-call]

    async def submitted(_: object) -> None:
        await on_enter()

    def focused(_: object) -> None:
        on_focus(has_focus=True)

    def blurred(_: object) -> None:
        on_focus(has_focus=False)

    def outside(_: object) -> None:
        """Keep the focus: a tap on a key must not end the typing."""

    async def take_focus() -> None:
        await asyncio.sleep(_SETTLE_S)
        with suppress(RuntimeError):  # the page was closed meanwhile
            await focus()

    register(focus)
    ft.use_effect(take_focus, [], cleanup=lambda: None)

    size = field_text_size(len(typing.text), width, height)
    field = ft.TextField(
        ref=ref,
        value=entry.to_render(ref.current.value if ref.current is not None else None),
        keyboard_type=ft.KeyboardType.NONE if own_keypad else ft.KeyboardType.TEXT,
        autocorrect=False,
        enable_suggestions=False,
        capitalization=ft.TextCapitalization.CHARACTERS,
        max_length=MAX_LENGTH * 2,
        counter="",
        width=width - 2 * _FRAME,
        text_style=ft.TextStyle(
            size=scaled(size, FIXED), font_family=PLATE, color=colours.text, letter_spacing=1, height=_LINE
        ),
        # The cursor stands before the hint, not in its first letter.
        hint_text=f"  {hint}",
        hint_style=ft.TextStyle(
            size=scaled(28, FIXED),
            font_family=REGULAR,
            color=colours.secondary,
            height=size * _LINE / 28,
            letter_spacing=0,
        ),
        text_vertical_align=ft.VerticalAlignment.CENTER,
        cursor_color=colours.text,
        cursor_width=4,
        border=ft.InputBorder.NONE,
        content_padding=ft.Padding.symmetric(
            horizontal=14, vertical=max(0, (height - 2 * _FRAME - size * _LINE) / 2)
        ),
        dense=True,
        bgcolor=colours.surface,
        on_change=changed,
        on_submit=submitted,
        on_focus=focused,
        on_blur=blurred,
        on_tap_outside=outside,
    )
    return ft.Container(
        identified("plate", field, label=words("check.plate")),
        width=width,
        height=height,
        alignment=ft.Alignment.CENTER,
        bgcolor=colours.surface,
        border=ft.Border.all(_FRAME, colours.text),
        border_radius=theme.RADIUS_KEY,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )


def plate_problem(problem: str, colours: Palette) -> ft.Control:
    """Return what is wrong with the text, in a row that stands in for the one above the field."""
    said = ft.Row(
        [
            ft.Icon(ft.Icons.ERROR_OUTLINE, color=colours.surface, size=22),
            shown(problem, colours.surface, 16, BOLD, 19, FIXED, expand=True, max_lines=2),
        ],
        spacing=10,
    )
    box = ft.Container(
        said,
        bgcolor=colours.text,
        border_radius=theme.RADIUS_KEY,
        padding=ft.Padding.symmetric(horizontal=12),
        height=theme.TARGET,
    )
    return identified("plate-problem", box, live_region=True, label=problem, exclude_semantics=True)
