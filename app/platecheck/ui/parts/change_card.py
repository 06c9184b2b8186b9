"""A change since the officer left: plate, where and when, from what to what; an alarm's card is striped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme, times
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.controls import badge, card, identified, outlined_button, primary_button
from platecheck.ui.parts.frames import tape
from platecheck.ui.text_scale import FIXED, larger, scaled
from platecheck.ui.theme import BOLD, plate_text, shown
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from platecheck.store.records import Change
    from platecheck.ui.texts import Words
    from platecheck.ui.theme import Palette

    Act = Callable[[Change], Any]

URGENT = (Headline.ALARM, Headline.DO_NOT_TICKET)
"""What is brought to the officer at once, the first before the second."""
_STRIPE = 12
_WHERE = 128
"""Width of lot and time, in dp."""


def change_card(
    change: Change,
    width: float,
    now: datetime,
    zone: ZoneInfo,
    words: Words,
    colours: Palette,
    *,
    seen: Act | None = None,
    open_it: Act | None = None,
) -> ft.Control:
    """Return the card, `width` dp wide; without `seen` and `open_it` it only tells."""
    was, is_now = Headline(change.was), Headline(change.now)
    alarm = is_now is Headline.ALARM
    at = times.moment(change.checked_at, now, zone, words.language)
    lot = change.lot or words("lot.any")
    spoken = words(
        "changes.said",
        plate=" ".join(change.plate) or words("queue.forgotten"),
        lot=lot,
        time=at,
        was=words.verdict(was),
        now=words.verdict(is_now),
    )
    inner = width - 2 * (14 if alarm else 13)
    head = ft.Semantics(
        label=spoken, exclude_semantics=True, content=_head(change, at, lot, inner, words, colours)
    )
    steps: ft.Control = ft.Semantics(exclude_semantics=True, content=_steps(was, is_now, words, colours))
    rows: list[ft.Control] = [head, steps]
    if alarm and open_it is not None:
        rows.append(_open(change, open_it, words, colours))
    elif seen is not None and larger():
        rows.append(_seen(change, seen, words, colours))
    elif seen is not None:
        low = ft.CrossAxisAlignment.END
        beside = [ft.Container(steps, expand=True), _seen(change, seen, words, colours)]
        rows[1] = ft.Row(beside, spacing=8, vertical_alignment=low)
    body = ft.Column(rows, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    framed = _taped(body, width, colours) if alarm else card(body, colours)
    return identified(f"change-{change.seq}", framed, container=True)


def _head(change: Change, at: str, lot: str, width: float, words: Words, colours: Palette) -> ft.Control:
    """Return the plate, and beside it, or below with larger text, where and when."""
    room = width - (0 if larger() else _WHERE + 8)
    face: ft.Control = shown(words("queue.forgotten"), colours.text, 18, BOLD, 24)
    if change.plate:
        face = plate_text(change.plate, colours.text, plate_size(change.plate, room, 34, 18))
    edge = ft.TextAlign.LEFT if larger() else ft.TextAlign.RIGHT
    where = ft.Column(
        [
            shown(lot, colours.secondary, 16, line=21, text_align=edge),
            shown(at, colours.secondary, 16, line=21, text_align=edge),
        ],
        spacing=0,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.START if larger() else ft.CrossAxisAlignment.END,
    )
    if larger():
        return ft.Column([face, where], spacing=4)
    return ft.Row([ft.Container(face, expand=True), ft.Container(where, width=_WHERE)], spacing=8)


def _steps(was: Headline, is_now: Headline, words: Words, colours: Palette) -> ft.Control:
    arrow = ft.Icon(ft.Icons.ARROW_FORWARD, size=24, color=colours.text)
    after = ft.Row([arrow, badge(is_now, words, colours)], spacing=8, tight=True)
    return ft.Row([badge(was, words, colours), after], spacing=8, run_spacing=6, wrap=True)


def _seen(change: Change, seen: Act, words: Words, colours: Palette) -> ft.Control:
    async def go(_: object) -> None:
        await seen(change)

    return outlined_button(
        f"seen-{change.seq}", words("changes.seen"), ft.Icons.CHECK, go, colours, padding=20, stacked=False
    )


def _open(change: Change, open_it: Act, words: Words, colours: Palette) -> ft.Control:
    async def go(_: object) -> None:
        await open_it(change)

    letters = ft.TextStyle(size=scaled(20, FIXED), font_family=BOLD, letter_spacing=0)
    inside = ft.Row(
        [ft.Icon(ft.Icons.REPORT, size=28), ft.Text(words("changes.open"), style=letters)],
        spacing=12,
        alignment=ft.MainAxisAlignment.CENTER,
        tight=True,
    )
    return primary_button(f"open-{change.seq}", inside, go, colours, height=theme.ACTION)


def _taped(body: ft.Control, width: float, colours: Palette) -> ft.Control:
    """Return `body` between two strips of an alarm's stripes: its height is its own."""
    look = theme.LOOKS[Headline.ALARM]
    inside = ft.Container(body, bgcolor=colours.surface, padding=12)
    strips = [tape(width - 4, _STRIPE, look.text, look.fill) for _ in range(2)]
    return ft.Container(
        ft.Column([strips[0], inside, strips[1]], spacing=0, tight=True),
        border_radius=theme.RADIUS_BAND,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
        border=ft.Border.all(2, look.fill),
    )
