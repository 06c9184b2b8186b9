"""A walk among the checks of the log: where, how long, how many cars, and how many of each verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui.component import component, memo
from platecheck.ui.parts.controls import icon_badge
from platecheck.ui.parts.log_row import row_to_open
from platecheck.ui.theme import BOLD, MEDIUM, shown
from platecheck.ui.walk_summary import counts_of, said_of, title_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from platecheck.store.records import WalkSummary
    from platecheck.ui.texts import Words
    from platecheck.ui.theme import Palette
    from platecheck.verdict import Headline

_BADGE = 26


@memo
@component
def WalkRow(
    walk: WalkSummary,
    chosen: bool,
    words: Words,
    colours: Palette,
    zone: ZoneInfo,
    pick: Callable[[WalkSummary], Any],
) -> ft.Control:
    """Title and figures, and below them the totals."""

    def open_it(_: object) -> None:
        pick(walk)

    title, said, counts = title_of(walk.lot, words), said_of(walk, words, zone), counts_of(walk)
    lines: list[ft.Control] = [
        shown(title, colours.text, 18, BOLD, 24),
        shown(said, colours.secondary, 15, MEDIUM, 20),
    ]
    if counts:
        cells = [_count(headline, number, colours) for headline, number in counts]
        totals = ft.Row(cells, spacing=14, run_spacing=6, wrap=True)
        lines.append(ft.Container(totals, padding=ft.Padding.only(top=4)))
    column = ft.Column(
        lines, spacing=2, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
    inside = ft.Row(
        [ft.Icon(ft.Icons.DIRECTIONS_WALK, color=colours.text, size=26), column],
        spacing=10,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    totals_said = [f"{words.verdict(headline)}: {number}" for headline, number in counts]
    spoken = ", ".join([title, said, *totals_said])
    return row_to_open(f"walk-{walk.id}", inside, spoken, open_it, colours, chosen=chosen)


def _count(headline: Headline, number: int, colours: Palette) -> ft.Control:
    face = shown(str(number), colours.text, 18, BOLD, 24)
    return ft.Row([icon_badge(headline, colours, _BADGE), face], spacing=6, tight=True)
