"""Below a walk, in the thumb's reach: End, the big button that reads and then checks, and the keypad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.camera_state import Step
from platecheck.ui.component import component
from platecheck.ui.layout import by_hand
from platecheck.ui.lettering import BOLD_EM, plate_size
from platecheck.ui.parts.controls import outlined_button, outlined_icon, primary_button
from platecheck.ui.parts.preview import own_keys
from platecheck.ui.text_scale import FIXED, scaled
from platecheck.ui.theme import BOLD, PLATE
from platecheck.ui.walk_fit import FOOT

if TYPE_CHECKING:
    from platecheck.ui.camera_state import Finder
    from platecheck.ui.session import Session

_END = 80
_ICON, _BESIDE = 32, 14


@component
def WalkFoot(finder: Finder, prefs: object, session: Session, width: float) -> ft.Control:
    """The three; the keypad at the thumb's side, End away from it."""
    words, colours = session.words, session.palette
    room = width - 2 * theme.MARGIN - _END - theme.PRIMARY - 2 * theme.GAP

    async def end(_: object) -> None:
        await session.walking.end()

    async def type_it(_: object) -> None:
        await session.viewfinder.edit()

    stop = outlined_button(
        "walk-end",
        words("walk.end"),
        ft.Icons.STOP_CIRCLE,
        end,
        colours,
        height=theme.PRIMARY,
        size=16,
        stacked=True,
        width=_END,
        **own_keys(session),
    )
    keypad = outlined_icon(
        "walk-keypad",
        ft.Icons.DIALPAD,
        words("camera.keypad.label"),
        type_it,
        colours,
        side=theme.PRIMARY,
        size=30,
        **own_keys(session),
    )
    parts = [stop, _big(finder, session, room), keypad]
    row = ft.Row(by_hand(parts, left_handed=session.person.left_handed), spacing=theme.GAP)
    return ft.Container(
        row,
        width=width,
        height=FOOT,
        padding=ft.Padding.symmetric(horizontal=theme.MARGIN, vertical=theme.GAP),
        border=ft.Border.only(top=ft.BorderSide(1, colours.hairline)),
    )


def _big(finder: Finder, session: Session, width: float) -> ft.Control:
    """Return the button that reads; a sure reading makes it Check, with the plate."""
    words, best = session.words, finder.best

    async def press(_: object) -> None:
        await session.walking.press()

    if best is not None and finder.is_sure:
        face = _two_lines(words("walk.check"), best.plate, width)
        label = f"{words('walk.check')} {' '.join(best.plate)}"
    else:
        label = words("step.reading" if finder.step is Step.READING else "walk.read")
        letters = min(26, int((width - _ICON - _BESIDE - 28) / (len(label) * BOLD_EM)))
        style = ft.TextStyle(size=scaled(letters, FIXED), font_family=BOLD, letter_spacing=0)
        face = ft.Row(
            [ft.Icon(ft.Icons.PHOTO_CAMERA, size=_ICON), ft.Text(label, style=style, no_wrap=True)],
            spacing=_BESIDE,
            alignment=ft.MainAxisAlignment.CENTER,
            tight=True,
        )
    inside = ft.Semantics(label=label, exclude_semantics=True, content=face)
    return primary_button("walk-read", inside, press, session.palette, width=width, **own_keys(session))


def _two_lines(word: str, plate: str, width: float) -> ft.Control:
    large = plate_size(plate, width - 28, 30, 16)
    over = ft.TextStyle(size=scaled(18, FIXED), font_family=BOLD, letter_spacing=0, height=1.1)
    below = ft.TextStyle(size=scaled(large, FIXED), font_family=PLATE, letter_spacing=1, height=1.1)
    return ft.Column(
        [ft.Text(word, style=over, no_wrap=True), ft.Text(plate, style=below, no_wrap=True)],
        spacing=0,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
