"""The shift in figures, above the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import numbers, times
from platecheck.ui.parts.controls import card, icon_badge, identified
from platecheck.ui.text_scale import larger
from platecheck.ui.theme import BLACK, BOLD, MEDIUM, shown
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from platecheck.shift import Shift
    from platecheck.ui.texts import Words
    from platecheck.ui.theme import Palette

_CELL = 88


def shift_card(shift: Shift, now: datetime, zone: ZoneInfo, words: Words, colours: Palette) -> ft.Control:
    """Return checks, checks an hour and misses, and below how many of each verdict."""
    began = times.moment(shift.began_at, now, zone, words.language)
    title = words("shift.now", time=began)
    if shift.over:
        title = words("shift.last", time=began, end=f"{shift.last_at.astimezone(zone):%H:%M}")
    pace = shift.per_hour
    each: list[ft.Control] = [
        _figure("checks", str(shift.checks), words("shift.checks"), colours),
        _figure("pace", "–" if pace is None else f"{pace:.0f}", words("shift.pace"), colours),
        _figure("missed", str(shift.missed), words("shift.missed"), colours),
    ]
    # Larger words would be broken beside each other.
    figures = ft.Column(each, spacing=8) if larger() else ft.Row(each, spacing=8)
    counts = ft.Row(
        [
            _count(headline, shift.counts[headline], words, colours)
            for headline in Headline
            if shift.counts.get(headline)
        ],
        spacing=0,
        run_spacing=8,
        wrap=True,
    )
    body = ft.Column(
        [shown(title, colours.secondary, 16, MEDIUM, 22), figures, counts, *_camera(shift, words, colours)],
        spacing=8,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return identified("shift", card(body, colours), container=True)


def _camera(shift: Shift, words: Words, colours: Palette) -> list[ft.Control]:
    """Return how many plates the camera read, and how many of those were corrected; nothing without any."""
    if not shift.read:
        return []
    count = words("shift.read", n=numbers.count(shift.read, words.language))
    corrected = words("shift.corrected", n=numbers.count(shift.corrected, words.language))
    said = f"{count}, {corrected}"
    line = shown(said, colours.text, 16, MEDIUM, 22)
    return [identified("shift-camera", line, label=said, exclude_semantics=True)]


def _figure(name: str, number: str, word: str, colours: Palette) -> ft.Control:
    inside = ft.Column(
        [shown(number, colours.text, 30, BLACK, 34), shown(word, colours.secondary, 14, MEDIUM, 18)],
        spacing=0,
    )
    return identified(
        f"shift-{name}", inside, label=f"{number} {word}", exclude_semantics=True, expand=not larger()
    )


def _count(headline: Headline, count: int, words: Words, colours: Palette) -> ft.Control:
    inside = ft.Row(
        [icon_badge(headline, colours, 32), shown(str(count), colours.text, 20, BOLD, 26)],
        spacing=8,
        tight=True,
    )
    said = f"{words.verdict(headline)}: {count}"
    # Cells of one width, so that the numbers of two rows stand under each other.
    cell = ft.Container(inside, width=_CELL)
    return identified(f"shift-{headline.value}", cell, label=said, exclude_semantics=True)
