"""The keypad: all 36 characters at once, no mode to be in, keys that act and invert at touch-down."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.layout import BLOCK_GAP, DIGITS, KEY_GAP, LETTERS, KeypadFit, by_hand
from platecheck.ui.parts.controls import one_node, silent
from platecheck.ui.text_scale import FIXED, scaled
from platecheck.ui.theme import BOLD, PLATE, Palette, shown

if TYPE_CHECKING:
    from platecheck.ui.state import Typing
    from platecheck.ui.texts import Words

WIDE = ("ABCDEFGHIJKL", "MNOPQRSTUVWX", "YZ1234567890")

KeyAct = Callable[[], Awaitable[None]]


def key(
    identifier: str,
    label: str,
    face: ft.Control,
    act: KeyAct,
    *,
    width: float,
    height: float,
    fill: str,
    colours: Palette,
) -> ft.Control:
    """Return one key. It acts at touch-down; its edge below stands in for a shadow."""

    async def on_down(_: object) -> None:
        await act()

    cap = ft.Container(
        face,
        width=width,
        height=height,
        bgcolor=fill,
        alignment=ft.Alignment.CENTER,
        border_radius=theme.RADIUS_KEY,
        border=ft.Border.only(bottom=ft.BorderSide(2, colours.outline)),
    )
    touch = ft.GestureDetector(content=silent(cap), on_tap_down=on_down, mouse_cursor=ft.MouseCursor.CLICK)
    return one_node(identifier, touch, label=label, button=True)


def keypad(
    fit: KeypadFit,
    type_char: Callable[[str], Awaitable[None]],
    backspace: KeyAct,
    clear_key: ft.Control,
    words: Words,
    colours: Palette,
    *,
    left_handed: bool,
) -> ft.Control:
    """Return letters, edit keys and digits; digits sit low, backspace in the thumb's corner."""
    width, height = fit.key_width, fit.key_height
    cap = scaled(min(32, height * 0.5), FIXED)

    def char_key(char: str) -> ft.Control:
        async def act() -> None:
            await type_char(char)

        face = ft.Text(char, style=ft.TextStyle(size=cap, font_family=PLATE, color=colours.text, height=1.1))
        return key(
            f"key-{char}", char, face, act, width=width, height=height, fill=colours.key, colours=colours
        )

    hash_key, back = edit_keys(fit, type_char, backspace, words, colours)
    if fit.wide:
        return _stacked([_row([char_key(char) for char in row]) for row in WIDE])
    letters = [_row([char_key(char) for char in row]) for row in LETTERS]
    letters.append(_row([hash_key, clear_key, char_key("Y"), char_key("Z")]))
    digits = ft.Column(
        [_in_order(_row([char_key(char) for char in row])) for row in DIGITS], spacing=KEY_GAP, tight=True
    )
    lowest = _row(by_hand([_in_order(digits), back], left_handed=left_handed))
    return _stacked([*letters, ft.Container(height=BLOCK_GAP - 2 * KEY_GAP), lowest])


def _in_order(keys: ft.Control) -> ft.Control:
    """Return keys that are read one after the other, before the higher key beside them."""
    return ft.Semantics(container=True, content=keys)


def _stacked(rows: list[ft.Control]) -> ft.Control:
    return ft.Column(rows, spacing=KEY_GAP, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)


def edit_keys(
    fit: KeypadFit,
    type_char: Callable[[str], Awaitable[None]],
    backspace: KeyAct,
    words: Words,
    colours: Palette,
) -> tuple[ft.Control, ft.Control]:
    """Return the key for an unreadable character, and backspace."""
    twice, double = 2 * fit.key_width + KEY_GAP, 2 * fit.key_height + KEY_GAP

    async def unreadable() -> None:
        await type_char("#")

    face = ft.Row(
        [
            ft.Text(
                "#",
                style=ft.TextStyle(size=scaled(26, FIXED), font_family=PLATE, color=colours.text, height=1.1),
            ),
            shown(words("check.unreadable"), colours.text, 16, BOLD, most=FIXED, no_wrap=True),
        ],
        spacing=8,
        tight=True,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    hash_key = key(
        "key-hash",
        f"# {words('check.unreadable')}",
        face,
        unreadable,
        width=twice,
        height=fit.check if fit.wide else fit.key_height,
        fill=colours.edit_key,
        colours=colours,
    )
    back = key(
        "key-backspace",
        words("check.backspace"),
        ft.Icon(ft.Icons.BACKSPACE, color=colours.text, size=28),
        backspace,
        width=fit.key_width,
        height=fit.check if fit.wide else double,
        fill=colours.edit_key,
        colours=colours,
    )
    return hash_key, back


@component
def ClearKey(
    typing: Typing, act: KeyAct, words: Words, colours: Palette, width: float, height: float
) -> ft.Control:
    """Clear, which turns into Undo until the next character."""
    undo = not typing.text and bool(typing.cleared)
    word = words("check.undo" if undo else "check.clear")
    face = ft.Row(
        [
            ft.Icon(ft.Icons.UNDO if undo else ft.Icons.DELETE_SWEEP, color=colours.text, size=26),
            shown(word, colours.text, 16, BOLD, most=FIXED, no_wrap=True),
        ],
        spacing=8,
        tight=True,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    return key(
        "key-clear", word, face, act, width=width, height=height, fill=colours.edit_key, colours=colours
    )


def _row(keys: list[ft.Control]) -> ft.Control:
    return ft.Row(keys, spacing=KEY_GAP, tight=True, alignment=ft.MainAxisAlignment.CENTER)
