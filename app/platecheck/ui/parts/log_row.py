"""One line of the log, and the heading of a day. Rows never say what a clock changes: none is drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.answers import Outcome
from platecheck.facts import Source
from platecheck.ui import theme, times
from platecheck.ui.component import component, memo
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.controls import Act, badge, badge_width, button_style, identified, one_node
from platecheck.ui.theme import BOLD, MEDIUM, plate_text, shown
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from platecheck.store.records import LogLine, WalkSummary
    from platecheck.ui.texts import Words
    from platecheck.ui.theme import Palette

_LEAST = 76
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}


@memo
@component
def LogRow(
    line: LogLine,
    chosen: bool,
    width: float,
    words: Words,
    colours: Palette,
    zone: ZoneInfo,
    pick: Callable[[str], Any],
) -> ft.Control:
    """Plate and verdict as of then; below, when, where, from where, and whose."""

    async def open_it(_: object) -> None:
        await pick(line.check_id)

    headline = Headline(line.verdict)
    said = said_of(line, words, zone)
    room = width - 32 - badge_width(headline, words)
    plate = line.plate or words("history.spoilt" if line.spoilt else "history.forgotten")
    face: ft.Control = shown(plate, colours.text, 18, BOLD, 24)
    if line.plate:
        face = plate_text(plate, colours.text, plate_size(plate, room, 26, 15))
    inside = ft.Column(
        [
            ft.Row([ft.Container(face, expand=True), badge(headline, words, colours)], spacing=8),
            shown(said, colours.secondary, 15, MEDIUM, 20),
        ],
        spacing=2,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    spoken = f"{' '.join(line.plate) or plate}, {words.verdict(headline)}, {said}"
    return row_to_open(f"log-{line.check_id}", inside, spoken, open_it, colours, chosen=chosen)


def row_to_open(
    identifier: str, inside: ft.Control, spoken: str, open_it: Act, colours: Palette, *, chosen: bool
) -> ft.Control:
    """Return a row of the log as a button; the chosen one is told by a bar too, not by its shade alone."""
    style = button_style(
        fill=colours.selected if chosen else colours.surface,
        text=colours.text,
        edge=None,
        focus=colours.text,
        radius=0,
        padding=0,
    )
    # The room is the content's own: Flutter's buttons give their own padding up where it is dense.
    roomy = ft.Container(inside, padding=ft.Padding.only(left=6, right=12, top=10, bottom=10))
    label = ft.Semantics(label=spoken, exclude_semantics=True, content=roomy, selected=chosen)
    button = ft.Button(content=label, style=style, on_click=open_it, elevation=0)
    edge = ft.BorderSide(6, colours.text) if chosen else ft.BorderSide(6, ft.Colors.TRANSPARENT)
    ruled = ft.Container(button, border=ft.Border.only(left=edge, bottom=ft.BorderSide(1, colours.hairline)))
    return one_node(identifier, ruled)


def said_of(line: LogLine, words: Words, zone: ZoneInfo) -> str:
    """Return what a row says below its plate: time, lot, source and age then, alarm's outcome, officer."""
    parts = [f"{line.checked_at.astimezone(zone):%H:%M}", line.lot or words("lot.any")]
    if line.source is Source.LIVE:
        parts.append(words("history.live"))
    elif line.source is Source.CACHE:
        parts.append(words("history.cache", span=times.span(line.age_s or 0, words.language)))
    else:
        parts.append(words("age.none"))
    if line.outcome in _OUTCOMES:
        parts.append(words.outcome(_OUTCOMES[line.outcome]))
    elif line.verdict == Headline.ALARM:
        parts.append(words("history.unacknowledged"))
    if line.officer:
        parts.append(line.officer)
    return " · ".join(parts)


@memo
@component
def DayHeading(day: str, colours: Palette) -> ft.Control:
    """The day that the rows below are of."""
    said = shown(day, colours.text, 16, BOLD, 22)
    box = ft.Container(said, bgcolor=colours.card, padding=ft.Padding.symmetric(horizontal=12, vertical=7))
    return identified("day", box)


def days(
    lines: tuple[LogLine, ...], walks: tuple[WalkSummary, ...], now: datetime, words: Words, zone: ZoneInfo
) -> list[tuple[str, LogLine | WalkSummary | None]]:
    """Return lines and walks with a heading, its line None, before the first of each day of the site."""
    listed: list[tuple[str, LogLine | WalkSummary | None]] = []
    before = None
    for line, at in _in_time(lines, walks):
        date = at.astimezone(zone).date()
        if date != before:
            listed.append((times.day(at, now, zone, words.language), None))
            before = date
        listed.append(("", line))
    return listed


def _in_time(
    lines: tuple[LogLine, ...], walks: tuple[WalkSummary, ...]
) -> Iterator[tuple[LogLine | WalkSummary, datetime]]:
    """Give both newest first, each with its moment: a walk stands above what was checked before it ended."""
    left = list(reversed(walks))
    for line in lines:
        while left and left[-1].ended_at >= line.checked_at:
            yield left[-1], left.pop().ended_at
        yield line, line.checked_at
    yield from ((walk, walk.ended_at) for walk in reversed(left))


def skeleton(words: Words, colours: Palette) -> ft.Control:
    """Return rows without text, and in words what is waited for."""

    def block(height: float, width: float) -> ft.Control:
        return ft.Container(width=width, height=height, bgcolor=colours.hairline, border_radius=4)

    def row() -> ft.Control:
        return ft.Container(
            ft.Column(
                [
                    ft.Row([block(24, 140), ft.Container(expand=True), block(30, 110)]),
                    ft.Row([block(14, 220)]),
                ],
                spacing=8,
            ),
            height=_LEAST,
            padding=ft.Padding.symmetric(horizontal=12, vertical=8),
            border=ft.Border.only(bottom=ft.BorderSide(1, colours.hairline)),
        )

    said = ft.Container(
        shown(words("history.loading"), colours.secondary, 18, MEDIUM, 26),
        padding=ft.Padding.symmetric(horizontal=12, vertical=theme.GAP),
    )
    column = ft.Column(
        [said, *(row() for _ in range(5))], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
    return identified("history-loading", column, live_region=True)
