"""Checks by hour and verdict: stacked bars, the gravest verdict on top, and what each stands for in words.

The bars have neither icon nor pattern, so the legend beneath counts each verdict under its badge.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import flet as ft
import flet_charts as fch

from platecheck.ui import numbers, theme
from platecheck.ui.parts.controls import badge, identified
from platecheck.ui.text_scale import CHROME, factor, scaled
from platecheck.ui.theme import BOLD, MEDIUM, shown
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from platecheck.activity import Activity, Hour
    from platecheck.ui.session import Session
    from platecheck.ui.theme import Palette

GRAVEST_FIRST = (
    Headline.ALARM,
    Headline.DO_NOT_TICKET,
    Headline.EXPIRED,
    Headline.NO_PERMIT,
    Headline.NOT_CHECKED,
    Headline.VALID_ELSEWHERE,
    Headline.VALID,
)
"""From the top of a bar to its foot, and through the legend."""
_HEIGHT, _AXIS, _FOOT = 240, 44, 28
_WIDEST, _SHARE = 44, 0.66
"""Of a bar: at most so many dp, and so much of its hour's room."""
_TOTAL, _HOUR = 30, 36
"""Room in dp that a total above its bar needs, and an hour below it."""
_LINES = 3
_HEADROOM = 1.15
"""Above the highest bar is room for its total."""


def checks_chart(activity: Activity, session: Session, width: float) -> list[ft.Control]:
    """Return the bars in `width` dp, and the legend."""
    words = session.words
    spoken = ", ".join(
        words("overview.checks.hour", hour=hour_name(hour, activity), n=hour.checks)
        for hour in activity.hours
        if hour.checks
    )
    drawn = identified(
        "checks-bars", _bars(activity, session, width), label=spoken, exclude_semantics=True, container=True
    )
    return [drawn, _legend(activity, session)]


def hour_name(hour: Hour, activity: Activity) -> str:
    """Return an hour as it is said; of two with the same name each has its zone's."""
    name = f"{hour.began_at.hour}\N{NO-BREAK SPACE}h"
    same = [one for one in activity.hours if one.began_at.hour == hour.began_at.hour]
    return f"{name} {hour.began_at:%Z}" if len(same) > 1 else name


def ticks(most: int) -> int:
    """Return how far apart the lines across a chart are whose highest bar is `most`: 1, 2, 5, 10, 20."""
    rough = max(1.0, most / _LINES)
    power: int = 10 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough)


def _bars(activity: Activity, session: Session, width: float) -> fch.BarChart:
    colours = session.palette
    most = max((hour.checks for hour in activity.hours), default=0)
    step = ticks(most)
    slot = (width - _AXIS) / max(1, len(activity.hours))
    every = max(1, math.ceil(_HOUR * factor(CHROME) / slot))
    hours = [
        fch.ChartAxisLabel(value=at, label=_axis(hour_name(hour, activity), colours, top=6))
        for at, hour in enumerate(activity.hours)
        if at % every == 0
    ]
    lines = [
        fch.ChartAxisLabel(value=at, label=_axis(numbers.count(at, session.words.language), colours, right=8))
        for at in range(0, most + step, step)
    ]
    all_totals = slot >= _TOTAL * factor(CHROME)
    return fch.BarChart(
        groups=[
            fch.BarChartGroup(
                x=at, rods=[_bar(hour, slot, session, told=all_totals or hour is activity.busiest)]
            )
            for at, hour in enumerate(activity.hours)
        ],
        group_alignment=ft.MainAxisAlignment.SPACE_AROUND,
        animation=0,
        interactive=False,
        min_y=0,
        max_y=max(most * _HEADROOM, step),
        horizontal_grid_lines=fch.ChartGridLines(interval=step, color=colours.hairline, width=1),
        left_axis=fch.ChartAxis(labels=lines, label_size=_AXIS, label_spacing=step, show_max=False),
        bottom_axis=fch.ChartAxis(labels=hours, label_size=_FOOT * factor(CHROME)),
        border=ft.Border.only(bottom=ft.BorderSide(1, colours.outline)),
        tooltip=fch.BarChartTooltip(
            bgcolor=ft.Colors.TRANSPARENT, padding=0, margin=4, fit_inside_horizontally=True
        ),
        width=width,
        height=_HEIGHT * factor(CHROME),
    )


def _bar(hour: Hour, slot: float, session: Session, *, told: bool) -> fch.BarChartRod:
    """Return the bar of one hour with its total above it."""
    colours, items, foot = session.palette, list[fch.BarChartRodStackItem](), 0
    for headline in reversed(GRAVEST_FIRST):
        count = hour.counts.get(headline, 0)
        if count:
            look = theme.LOOKS[headline]
            edge = ft.BorderSide(1.5, _edge(headline, colours))
            items.append(fch.BarChartRodStackItem(foot, foot + count, look.fill, edge))
            foot += count
    style = ft.TextStyle(size=scaled(15, CHROME), font_family=BOLD, color=colours.text)
    return fch.BarChartRod(
        stack_items=items,
        from_y=0,
        to_y=foot,
        width=min(_WIDEST, slot * _SHARE),
        color=ft.Colors.TRANSPARENT,
        border_radius=0,
        selected=told and foot > 0,
        tooltip=fch.BarChartRodTooltip(text=numbers.count(foot, session.words.language), text_style=style),
    )


def _edge(headline: Headline, colours: Palette) -> str:
    """Return what parts a piece from the next: the surface, or an edge where its fill is as light or dark."""
    look = theme.LOOKS[headline]
    return look.border or (look.text if look.dashed else colours.ring or colours.surface)


def _axis(text: str, colours: Palette, *, top: float = 0, right: float = 0) -> ft.Control:
    return ft.Container(
        shown(text, colours.text, 14, MEDIUM, 18, CHROME, no_wrap=True),
        padding=ft.Padding.only(top=top, right=right),
        alignment=ft.Alignment.CENTER_RIGHT if right else ft.Alignment.TOP_CENTER,
    )


def _legend(activity: Activity, session: Session) -> ft.Control:
    """Return each verdict's badge with how many checks had it."""
    words, colours, counts = session.words, session.palette, activity.counts

    def entry(headline: Headline) -> ft.Control:
        said = numbers.count(counts[headline], words.language)
        inside = ft.Row(
            [badge(headline, words, colours), shown(said, colours.text, 18, BOLD, 24)], spacing=8, tight=True
        )
        label = f"{words.verdict(headline)}: {said}"
        return identified(f"checks-{headline.value}", inside, label=label, exclude_semantics=True)

    entries = [entry(headline) for headline in GRAVEST_FIRST if counts.get(headline)]
    return ft.Container(
        ft.Row(entries, spacing=20, run_spacing=10, wrap=True), padding=ft.Padding.symmetric(vertical=8)
    )
