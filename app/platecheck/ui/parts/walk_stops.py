"""The cars of a walk: how many got which verdict, and a row for each, the newest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.answers import Outcome
from platecheck.facts import Source
from platecheck.ui import theme
from platecheck.ui.component import component, keyed, memo
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.controls import badge, badge_width, button_style, icon_badge, identified, one_node
from platecheck.ui.parts.walk_head import notes_of
from platecheck.ui.text_scale import FIXED, READING, factor, larger
from platecheck.ui.theme import BOLD, MEDIUM, plate_text, shown
from platecheck.ui.walk_fit import ROW, TOTALS
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from platecheck.ui.session import Session
    from platecheck.ui.texts import Words
    from platecheck.ui.theme import Palette
    from platecheck.ui.walk_state import WalkState
    from platecheck.walk import Stop, Walk

_AHEAD = 400
"""How far above its end, in dp, the list asks for more rows."""
_SCROLL_MS = 100
_THUMB, _SMALL_THUMB = (88, 44), (64, 32)
_NARROW = 400
"""Width of a row under which its picture is smaller."""
_WAITING = 28
"""Size of the sign of a car that nobody has answered for yet."""
_DARK = "#14171A"
_APART, _DIGIT = 14, 13
"""Between two totals, and the advance of a digit."""


@component
def Totals(state: WalkState, prefs: object, session: Session, width: float) -> ft.Control:
    """A badge and a count for each verdict there was, in the order of the verdicts: none moves another."""
    words, colours, walk = session.words, session.palette, state.walk
    totals = walk.totals if walk is not None else {}
    there = [headline for headline in Headline if headline in totals]
    needed = sum(32 + 6 + len(str(totals[one])) * _DIGIT + _APART for one in there)
    tight = needed > width - 24
    parts = [_total(headline, totals[headline], session, tight=tight) for headline in there]
    if walk is not None and walk.asked:
        parts.append(_asked(walk, session))
    row = ft.Row(parts, spacing=theme.GAP if tight else _APART, scroll=ft.ScrollMode.HIDDEN)
    box = ft.Container(
        row,
        width=width,
        height=TOTALS,
        padding=ft.Padding.symmetric(horizontal=12),
        border=ft.Border.only(bottom=ft.BorderSide(2, colours.text)),
    )
    spoken = ", ".join(f"{words.verdict(headline)} {totals[headline]}" for headline in there)
    if walk is not None and walk.asked:
        spoken = ", ".join(part for part in (spoken, words("walk.asked", n=walk.asked)) if part)
    return identified("walk-totals", box, label=spoken, exclude_semantics=True)


def _total(headline: Headline, count: int, session: Session, *, tight: bool) -> ft.Control:
    size, letters = (26, 18) if tight else (32, 22)
    number = shown(str(count), session.palette.text, letters, BOLD, most=FIXED, no_wrap=True)
    # As wide as any digits: a 1 is narrow, and the next badge would seem to be its own.
    wide = ft.Container(number, width=len(str(count)) * _DIGIT * letters / 22)
    return ft.Row([icon_badge(headline, session.palette, size), wide], spacing=4 if tight else 6, tight=True)


def _asked(walk: Walk, session: Session) -> ft.Control:
    colours = session.palette
    number = shown(str(walk.asked), colours.text, 18, BOLD, most=FIXED, no_wrap=True)
    return ft.Row(
        [ft.Icon(ft.Icons.HOURGLASS_TOP, size=24, color=colours.text), number], spacing=4, tight=True
    )


@memo
@component
def WalkRows(state: WalkState, prefs: object, window: object, session: Session, width: float) -> ft.Control:
    """The rows: a window of them, which grows as one scrolls."""
    walking, words, colours = session.walking, session.words, session.palette
    stops = state.walk.stops[: state.rows] if state.walk is not None else ()
    height = row_height()

    def scrolled(event: ft.OnScrollEvent) -> None:
        if event.max_scroll_extent - event.pixels < _AHEAD:
            walking.grow()

    rows: list[ft.Control] = []
    for stop in stops:
        result = walking.results.get(stop.check_id)
        notes = [words("walk.seen", n=stop.seen)] if stop.seen > 1 else []
        if result is not None and result.acknowledgement is not None:
            notes.append(words.outcome(Outcome(result.acknowledgement.outcome)))
        if result is not None and result.source is Source.CACHE:
            notes.append(words("walk.saved"))
        row = keyed(StopRow, f"stop-{stop.check_id}")(
            stop,
            (*notes, *(note.text for note in notes_of(result, session))),
            walking.thumbs.get(stop.check_id),
            width,
            height,
            words,
            colours,
            session.settings.zone,
            walking.open,
        )
        rows.append(row)
    listed = ft.ListView(
        rows,
        spacing=0,
        expand=True,
        item_extent=height,
        on_scroll=scrolled,
        scroll_interval=_SCROLL_MS,
    )
    return identified("walk-stops", listed, container=True, expand=True)


def row_height() -> float:
    """Return how high each row is: larger text has a line of its own under picture, plate and badge."""
    return ROW + (26 * factor(READING) if larger() else 0)


@memo
@component
def StopRow(
    stop: Stop,
    notes: tuple[str, ...],
    thumb: bytes | None,
    width: float,
    height: float,
    words: Words,
    colours: Palette,
    zone: ZoneInfo,
    open_answer: Callable[[str], Any],
) -> ft.Control:
    """The picture, the plate with its time and notes, and the verdict's badge; a tap shows the answer."""

    async def open_it(_: object) -> None:
        await open_answer(stop.check_id)

    wide, high = _SMALL_THUMB if width < _NARROW else _THUMB
    at_end = _verdict(stop, words, colours)
    taken = badge_width(stop.headline, words) if stop.headline is not None else _WAITING
    room = width - 5 * theme.GAP - wide - taken
    face = plate_text(stop.plate, colours.text, plate_size(stop.plate, room, 26, 14))
    said = " · ".join([f"{stop.last_at.astimezone(zone):%H:%M}", *notes])
    cut = ft.TextOverflow.ELLIPSIS
    note = shown(said, colours.secondary, 14, MEDIUM, 18, max_lines=1, overflow=cut)
    below = larger()
    texts: list[ft.Control] = [face] if below else [face, note]
    middle = ft.Column(texts, spacing=0, expand=True, alignment=ft.MainAxisAlignment.CENTER)
    row: ft.Control = ft.Row([_picture(thumb, wide, high, colours), middle, at_end], spacing=theme.GAP)
    if below:
        row = ft.Column([row, note], spacing=2, alignment=ft.MainAxisAlignment.CENTER)
    style = button_style(
        fill=colours.surface, text=colours.text, edge=None, focus=colours.text, radius=0, padding=0
    )
    aloud = words.verdict(stop.headline) if stop.headline is not None else words("check.asking")
    inside = ft.Container(row, padding=ft.Padding.symmetric(horizontal=theme.GAP), height=height - 1)
    label = ft.Semantics(
        label=", ".join([" ".join(stop.plate), aloud, said]), exclude_semantics=True, content=inside
    )
    button = ft.Button(content=label, style=style, on_click=open_it, elevation=0, height=height - 1)
    ruled = ft.Container(
        button, height=height, border=ft.Border.only(bottom=ft.BorderSide(1, colours.hairline))
    )
    return one_node(f"stop-{stop.check_id}", ruled)


def _verdict(stop: Stop, words: Words, colours: Palette) -> ft.Control:
    if stop.headline is None:
        return ft.Icon(ft.Icons.HOURGLASS_TOP, size=_WAITING, color=colours.text)
    return badge(stop.headline, words, colours)


def _picture(thumb: bytes | None, width: float, height: float, colours: Palette) -> ft.Control:
    """Return what was read, or that the plate was typed."""
    inside: ft.Control = ft.Icon(ft.Icons.DIALPAD, size=22, color=colours.outline)
    if thumb is not None:
        inside = ft.Image(src=thumb, width=width, height=height, fit=ft.BoxFit.CONTAIN, gapless_playback=True)
    return ft.Container(
        inside,
        width=width,
        height=height,
        bgcolor=_DARK if thumb is not None else colours.card,
        border_radius=theme.RADIUS_BADGE,
        alignment=ft.Alignment.CENTER,
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
    )
