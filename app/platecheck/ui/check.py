"""Check: the plate field, the keypad, recent plates, the lot, and one big Check in the thumb's reach."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme, times
from platecheck.ui.component import component, memo
from platecheck.ui.layout import KEY_GAP, KeypadFit, by_hand
from platecheck.ui.parts.check_buttons import camera_button, check_button
from platecheck.ui.parts.connection import ConnectionChip
from platecheck.ui.parts.controls import chip_button, icon_badge, identified
from platecheck.ui.parts.keypad import ClearKey, edit_keys, keypad
from platecheck.ui.parts.plate_field import PlateField, plate_problem
from platecheck.ui.parts.shell import NARROW, discreet_sign, lot_chip, menu_button, theme_chip
from platecheck.ui.shortcuts import typed
from platecheck.ui.text_scale import CHROME, FIXED, larger, scaled
from platecheck.ui.theme import BLACK, PLATE, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.session import Session
    from platecheck.ui.state import Desk, Preferences, Trail, Typing, Window

_FIELD_ON_DESKTOP = 84
_CAMERA_ON_DESKTOP = 120


def top_row(session: Session, width: float, *, menu: bool, theme_switch: bool) -> ft.Control:
    """Return lot, connection and theme; with `menu` the places too."""
    way = session.state.way
    parts: list[ft.Control] = [menu_button(session)] if menu else []
    sign = discreet_sign(session)
    lot = lot_chip(session, icon=not (menu and (sign or larger())))
    parts += [*sign, ft.Container(lot, expand=True, height=theme.TARGET)]
    parts.append(ConnectionChip(way, session.state.pending, session, width < NARROW))
    if theme_switch:
        parts.append(theme_chip(session))
    return ft.Row(parts, spacing=theme.GAP, height=theme.TARGET)


@component
def AboveField(typing: Typing, session: Session, width: float, menu: bool, theme_switch: bool) -> ft.Control:
    """The row above the field, or what is wrong with the plate in it."""
    if typing.problem:
        return plate_problem(typing.problem, session.palette)
    return top_row(session, width, menu=menu, theme_switch=theme_switch)


def plate_field(session: Session, width: float, height: float, *, own_keypad: bool) -> ft.Control:
    """Return the plate field of this session."""
    words = session.words

    def register(focus: Callable[[], Any]) -> None:
        session.keyboard.focus_field = focus

    return PlateField(
        session.state.typing,
        session.state.entry,
        partial(typed, session),
        session.keyboard.entered,
        session.keyboard.focused,
        register,
        words,
        session.palette,
        width,
        height,
        words("check.hint" if own_keypad else "check.next"),
        own_keypad,
    )


@component
def Recents(trail: Trail, session: Session) -> ft.Control:
    """The last few plates with their verdicts; a tap shows the answer again."""
    words, colours, unless_entered = session.words, session.palette, session.keyboard.unless_entered
    chips: list[ft.Control] = []
    for result in trail.recents:
        plate = result.check.plate
        headline = session.verdict(result).headline
        age = (session.now() - result.check.checked_at).total_seconds()
        ago = times.span(max(0.0, age), words.language)

        async def show(_: object, result: Any = result) -> None:
            await session.show(result)

        inside = ft.Row(
            [
                icon_badge(headline, colours, 30),
                ft.Text(
                    plate,
                    style=ft.TextStyle(
                        size=scaled(19, FIXED), font_family=PLATE, color=colours.text, letter_spacing=1
                    ),
                ),
                shown(ago, colours.secondary, 14, most=CHROME),
            ],
            spacing=8,
            tight=True,
        )
        spoken = words("check.recent", plate=" ".join(plate), verdict=words.verdict(headline), ago=ago)
        chips.append(
            chip_button(
                f"recent-{plate}", inside, unless_entered(f"recent-{plate}", show), colours, label=spoken
            )
        )
    if not chips:
        chips = [
            ft.Container(
                shown(words("check.no_recent"), colours.secondary, 16, most=CHROME),
                alignment=ft.Alignment.CENTER_LEFT,
            )
        ]
    row = ft.Row(chips, spacing=theme.GAP, scroll=ft.ScrollMode.HIDDEN, height=theme.TARGET)
    return identified("recents", row, container=True)


def key_block(session: Session, fit: KeypadFit, width: float) -> ft.Control:
    """Return keypad and Check on their tray."""
    words, colours = session.words, session.palette

    async def type_char(char: str) -> None:
        session.keyboard.type(char)

    async def backspace() -> None:
        session.keyboard.backspace()

    async def clear() -> None:
        session.keyboard.clear()

    twice, height = 2 * fit.key_width + KEY_GAP, fit.check if fit.wide else fit.key_height
    clear_key = ClearKey(session.state.typing, clear, words, colours, twice, height)
    left = session.person.left_handed
    keys = keypad(fit, type_char, backspace, clear_key, words, colours, left_handed=left)
    if fit.wide:
        hash_key, back = edit_keys(fit, type_char, backspace, words, colours)
        go = ft.Container(check_button(session, fit.check, hint=False), expand=True)
        camera = camera_button(session, fit.key_width, fit.check, word=False)
        edges = by_hand([hash_key, clear_key, back, camera, go], left_handed=left)
        last: ft.Control = ft.Row(edges, spacing=KEY_GAP, width=width - 2 * KEY_GAP)
    else:
        third = (width - 2 * theme.MARGIN - theme.GAP) / 3
        camera = camera_button(session, third, fit.check)
        pair = [camera, check_button(session, fit.check, hint=False, width=2 * third)]
        last = ft.Row(by_hand(pair, left_handed=left), spacing=theme.GAP, tight=True)
    return ft.Container(
        ft.Column(
            [keys, last], spacing=theme.GAP, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER
        ),
        bgcolor=colours.tray,
        padding=ft.Padding.only(top=KEY_GAP, bottom=theme.GAP),
        alignment=ft.Alignment.TOP_CENTER,
    )


@component
def Covered(desk: Desk, session: Session, content: ft.Control) -> ft.Control:
    """What an answer lies over is not read aloud; `content` itself is not drawn anew for that."""
    return ft.Semantics(exclude_semantics=session.covered, content=content)


@memo
@component
def CheckColumn(
    window: Window,
    prefs: Preferences,
    session: Session,
    fit: KeypadFit,
    width: float,
    theme_switch: bool,
    menu: bool,
) -> ft.Control:
    """The handset's column, and the tablet's beside its verdict: everything without scrolling.

    Covered by an answer, only the field is still read aloud: it keeps the focus for a scanner.
    """
    colours, state = session.palette, session.state
    inner = width - 2 * theme.MARGIN
    above: list[ft.Control] = [
        Covered(
            state.desk,
            session,
            AboveField(session.state.typing, session, inner, menu, theme_switch),
        ),
        plate_field(session, inner, fit.field, own_keypad=True),
    ]
    if fit.recents:
        above.append(Covered(state.desk, session, Recents(state.trail, session)))
    tray = key_block(session, fit, width)
    column = ft.Column(
        [
            ft.Container(
                ft.Column(
                    above, spacing=theme.GAP, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
                ),
                padding=ft.Padding.only(
                    left=theme.MARGIN, right=theme.MARGIN, top=theme.GAP, bottom=theme.GAP
                ),
            ),
            ft.Container(expand=True),
            Covered(state.desk, session, tray),
        ],
        spacing=0,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return identified(
        "check-screen",
        ft.Container(column, bgcolor=colours.surface, width=width, expand=True),
        container=True,
    )


@component
def CheckPane(
    window: Window,
    prefs: Preferences,
    session: Session,
    width: float,
    below: ft.Control,
) -> ft.Control:
    """The desktop's left pane: field, Check, and the log below. The hardware keyboard types."""
    inner = width - 32
    colours = session.palette
    column = ft.Column(
        [
            AboveField(session.state.typing, session, inner, False, False),
            plate_field(session, inner, _FIELD_ON_DESKTOP, own_keypad=False),
            ft.Row(
                [
                    camera_button(session, _CAMERA_ON_DESKTOP, theme.ACTION, key=False),
                    check_button(
                        session, theme.ACTION, hint=True, width=inner - _CAMERA_ON_DESKTOP - theme.GAP
                    ),
                ],
                spacing=theme.GAP,
            ),
            below,
        ],
        spacing=theme.GAP,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    box = ft.Container(
        column,
        width=width,
        padding=ft.Padding.only(left=16, right=16, top=theme.GAP),
        border=ft.Border.only(right=ft.BorderSide(1, colours.hairline)),
        bgcolor=colours.surface,
    )
    return identified("check-screen", box, container=True)


def empty_answer(session: Session) -> ft.Control:
    """Return what the verdict's pane says before the first answer."""
    colours, words = session.palette, session.words
    return ft.Container(
        ft.Column(
            [
                ft.Icon(ft.Icons.DIRECTIONS_CAR_OUTLINED, size=72, color=colours.outline),
                shown(
                    words("check.empty_title"), colours.text, 28, BLACK, 36, text_align=ft.TextAlign.CENTER
                ),
                shown(
                    words("check.empty_text"), colours.secondary, 18, line=26, text_align=ft.TextAlign.CENTER
                ),
            ],
            spacing=8,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        ),
        alignment=ft.Alignment.CENTER,
        expand=True,
    )
