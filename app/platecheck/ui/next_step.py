"""What the officer does next: acknowledge an alarm, confirm the plate, ask again, or go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.answers import Outcome, Result
from platecheck.facts import Source
from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.lettering import BOLD_EM, plate_size
from platecheck.ui.parts.controls import (
    button_style,
    chip_button,
    identified,
    one_node,
    outlined_button,
    primary_button,
    silent,
)
from platecheck.ui.parts.shell import NARROW
from platecheck.ui.text_scale import CHROME, FIXED, larger, scaled
from platecheck.ui.theme import BOLD, MEDIUM, PLATE, shown
from platecheck.verdict import Headline, Verdict

if TYPE_CHECKING:
    from platecheck.ui.parts.head import HeadSize
    from platecheck.ui.session import Session
    from platecheck.ui.state import Act, Desk, Typing

    Second = tuple[str, str, ft.IconData, Act]
    """A secondary button's identifier, word, icon and act."""

SHORT = 700
"""Window height in dp under which head and feet make room for the bands."""
LOOKED_ALIKE = frozenset({Headline.NO_PERMIT, Headline.NOT_CHECKED})
"""Before either of these the plate is looked at again."""
_CONFIRM_TAKEN = 2 * 16 + 28 + 2 * 12
"""The edges, icon and gaps of the button that confirms the plate, in dp."""
_CONFIRM_WORDS, _CONFIRM_PLATE, _LEAST_PLATE, _LEAST_CUT = (22, 16), 24, 18, 14
_LARGER_OUTCOME = 76
_LEAST_LETTERS = 12.5
"""Grown by 1.3 it is 16: the longest French word in a quarter of a 360 dp handset."""
_LONG = 8
"""Letters of a word that stand beside an icon in a third of a handset's width."""
_ABREAST = 3
"""Buttons with the word beside the icon that a handset has room for."""


def acknowledging(desk: Desk, session: Session) -> ft.Control:
    """Return the four outcomes and Acknowledge, which waits for one of them."""
    window = session.state.window
    short = window.height < SHORT
    height = _LARGER_OUTCOME if larger() else 56 if short else 68
    apart = theme.GAP / 2 if window.width < NARROW else theme.GAP
    choices = ft.Row([_outcome(o, desk, session, height) for o in Outcome], spacing=apart)
    question = ft.Row([AckQuestion(session.state.typing, session), _radio_chip(session)], spacing=theme.GAP)
    column = ft.Column(
        [question, choices, _acknowledge(session, ready=desk.outcome is not None, short=short)],
        spacing=theme.GAP,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    ruled = ft.Container(
        column,
        padding=ft.Padding.only(top=2 if short else theme.GAP),
        border=ft.Border.only(top=ft.BorderSide(1, session.palette.hairline)),
    )
    return identified("acknowledging", ruled, container=True)


def _acknowledge(session: Session, *, ready: bool, short: bool) -> ft.Control:
    async def acknowledge(_: object) -> None:
        await session.acknowledge()
        session.state.typing.problem = ""
        await session.keyboard.focus_when_quiet()

    label = ft.Row(
        [
            ft.Icon(ft.Icons.CHECK, size=30),
            ft.Text(
                session.words("ack.go" if ready else "ack.choose"),
                style=ft.TextStyle(size=scaled(26, FIXED), font_family=BOLD, letter_spacing=0),
            ),
        ],
        spacing=14,
        alignment=ft.MainAxisAlignment.CENTER,
        tight=True,
    )
    return primary_button(
        "acknowledge",
        label,
        acknowledge,
        session.palette,
        height=64 if short else theme.PRIMARY,
        disabled=not ready,
        opacity=1 if ready else 0.55,
    )


@component
def AckQuestion(typing: Typing, session: Session) -> ft.Control:
    """What came of the alarm, or, to who tried to go on, that this comes first."""
    words, colours = session.words, session.palette
    if not typing.problem:
        return ft.Container(shown(words("ack.question"), colours.text, 18, BOLD, 24, CHROME), expand=True)
    said = shown(typing.problem, colours.surface, 18, BOLD, 22, CHROME)
    box = ft.Container(
        said,
        bgcolor=colours.text,
        border_radius=theme.RADIUS_KEY,
        padding=ft.Padding.symmetric(horizontal=10, vertical=8),
        alignment=ft.Alignment.CENTER_LEFT,
    )
    return identified(
        "ack-first", box, live_region=True, label=typing.problem, exclude_semantics=True, expand=True
    )


def _radio_chip(session: Session) -> ft.Control:
    """Return the way to the radio card while an alarm waits: that is when it is called in."""
    words, colours = session.words, session.palette
    icon = ft.Icon(ft.Icons.SPATIAL_AUDIO_OFF, size=24, color=colours.text)
    word = shown(words("radio.short"), colours.text, 16, MEDIUM, most=FIXED)
    inside = ft.Row([icon, word], spacing=8, tight=True)
    return chip_button("radio", inside, session.open_radio, colours, label=words("radio.title"))


def _outcome(outcome: Outcome, desk: Desk, session: Session, height: float) -> ft.Control:
    colours, chosen = session.palette, desk.outcome is outcome
    word = session.words.outcome(outcome)

    def choose(_: object) -> None:
        session.choose_outcome(outcome)

    face = ft.Column(
        [
            ft.Icon(
                ft.Icons.RADIO_BUTTON_CHECKED if chosen else ft.Icons.RADIO_BUTTON_UNCHECKED,
                size=24,
                color=colours.text,
            ),
            shown(word, colours.text, 14, BOLD, 16, CHROME, text_align=ft.TextAlign.CENTER, max_lines=2),
        ],
        spacing=2,
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    style = button_style(
        fill=colours.selected if chosen else colours.surface,
        text=colours.text,
        edge=colours.text if chosen else colours.outline,
        focus=colours.text,
        radius=theme.RADIUS_BAND,
        thickness=3 if chosen else 2,
        padding=2,
    )
    button = ft.Button(content=silent(face), style=style, on_click=choose, height=height, elevation=0)
    return one_node(f"outcome-{outcome.value}", button, label=word, checked=chosen, expand=True)


def next_steps(desk: Desk, result: Result, verdict: Verdict, session: Session, size: HeadSize) -> ft.Control:
    """Return what the officer does next: again, the raw answer, and the next plate or the plate's word."""
    words, colours = session.words, session.palette

    async def again(_: object) -> None:
        await session.again()

    async def fix(_: object) -> None:
        await session.fix_plate()

    failed = result.source is Source.NONE
    final = verdict.headline is Headline.NO_PERMIT and result.source is Source.LIVE
    guard = final and bool(desk.alike) and not desk.plate_confirmed

    again_word = words("result.try" if failed else "result.again" if size.wide else "result.again_short")
    seconds: list[Second] = [("again", again_word, ft.Icons.REFRESH, again)]
    if verdict.headline in LOOKED_ALIKE:
        seconds.append(("fix", words("result.fix"), ft.Icons.EDIT, fix))
    radio_word = words("radio.title" if size.wide else "radio.short")
    seconds.append(("radio", radio_word, ft.Icons.SPATIAL_AUDIO_OFF, session.open_radio))
    if not failed:
        raw_word = words("result.raw" if size.wide else "result.raw_short")
        seconds.append(("raw", raw_word, ft.Icons.DATA_OBJECT, session.open_raw))
    rows: list[ft.Control] = [_second_row(seconds, session, size)]
    acknowledged = result.acknowledgement
    if acknowledged is not None:
        said = words("ack.done", outcome=words.outcome(Outcome(acknowledged.outcome)))
        rows.insert(0, identified("acknowledged", shown(said, colours.text, 16, BOLD, 22)))
    if guard:
        rows.append(_confirm(result, session, size.width))
    elif not size.wide:
        rows.append(_go_on(session))
    return ft.Column(rows, spacing=theme.GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _second_row(seconds: list[Second], session: Session, size: HeadSize) -> ft.Control:
    """Return the secondary buttons in a row; where that is too narrow, with the icon over the word."""
    narrow = size.width <= NARROW
    long = max(len(word) for _, word, _, _ in seconds) > _LONG
    stacked = not size.wide and (larger() or long or len(seconds) > _ABREAST)
    letters: float = 15 if narrow else 18
    if stacked and narrow and len(seconds) > _ABREAST:
        letters = _LEAST_LETTERS if larger() else 14
    buttons: list[ft.Control] = [
        outlined_button(
            *second, session.palette, size=letters, padding=16 if size.wide else 4, stacked=stacked
        )
        for second in seconds
    ]
    if size.wide:
        return ft.Row(buttons, spacing=theme.GAP, run_spacing=theme.GAP, wrap=True)
    return ft.Row([ft.Container(button, expand=True) for button in buttons], spacing=theme.GAP)


def confirm_sizes(word: str, plate: str, width: float) -> tuple[int, int]:
    """Return the sizes of word and plate on the button: the word gives way, so that no character is cut."""
    for letters in _CONFIRM_WORDS:
        size = plate_size(plate, width - _CONFIRM_TAKEN - len(word) * letters * BOLD_EM, _CONFIRM_PLATE, 0)
        if size >= _LEAST_PLATE:
            break
    return letters, max(size, _LEAST_CUT)


def _confirm(result: Result, session: Session, width: float) -> ft.Control:
    words, colours = session.words, session.palette

    def confirm(_: object) -> None:
        session.confirm_plate()

    plate, word = result.check.plate, words("alike.plate_is")
    letters, size = confirm_sizes(word, plate, width)
    label = ft.Row(
        [
            ft.Icon(ft.Icons.CHECK, size=28),
            _on_button(word, letters, BOLD, spacing=0),
            _on_button(plate, size, PLATE, spacing=1),
        ],
        spacing=12,
        alignment=ft.MainAxisAlignment.CENTER,
        tight=True,
    )
    spoken = f"{word} {' '.join(plate)}"
    inside = ft.Semantics(label=spoken, exclude_semantics=True, content=label)
    return primary_button("plate-is", inside, confirm, colours)


def _on_button(text: str, size: float, font: str, *, spacing: float) -> ft.Control:
    return ft.Text(
        text, style=ft.TextStyle(size=scaled(size, FIXED), font_family=font, letter_spacing=spacing)
    )


def _go_on(session: Session) -> ft.Control:
    async def go_on(_: object) -> None:
        await session.next_plate()

    label = ft.Row(
        [
            ft.Text(
                session.words("check.next"),
                style=ft.TextStyle(size=scaled(26, FIXED), font_family=BOLD, letter_spacing=0),
            ),
            ft.Icon(ft.Icons.ARROW_FORWARD, size=30),
        ],
        spacing=16,
        alignment=ft.MainAxisAlignment.CENTER,
        tight=True,
    )
    return primary_button("next", label, go_on, session.palette)
