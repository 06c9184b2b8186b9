"""Values over time: a line, maybe under a dashed one of what they can be at most, and what both came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import flet as ft
import flet_charts as fch

from platecheck.fullness import Level
from platecheck.ui import times
from platecheck.ui.parts.controls import silent
from platecheck.ui.parts.fields import rows
from platecheck.ui.parts.lot_bars import level_fill
from platecheck.ui.text_scale import CHROME, factor
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from platecheck.ui.session import Session

_HEIGHT, _LINE = 120, 20
_HEADROOM = 1.1
_DASHES = (8, 5)
_DIGIT = 9
"""Width in dp of a character beside the lines, at most."""


class Dated(NamedTuple):
    """A value, and the most it could have been where something is known of that."""

    at: datetime
    value: float
    most: float | None = None


def trend_chart(
    points: Sequence[Dated], say: Callable[[float], str], session: Session, width: float
) -> ft.Control:
    """Return the lines of two or more `points`, the oldest first, in `width` dp; silent, so say it beside."""
    last = points[-1]
    values = [(last.value, BOLD)] + ([(last.most, MEDIUM)] if last.most else [])
    top = _HEADROOM * max(1.0, *(max(point.value, point.most or 0) for point in points))
    side = (10 + _DIGIT * max(len(say(value)) for value, _ in values)) * factor(CHROME)
    lines = [
        _drawn(points, top, width - side, session),
        _values([(value / top, say(value), font) for value, font in values], session, side),
    ]
    return silent(rows([ft.Row(lines, spacing=0), _days(points, session, width - side)], spacing=4))


def since(at: datetime, session: Session) -> str:
    """Return when, as it ends a sentence without its stop: in French a day has its article, an hour none."""
    when = _when(at, session).removesuffix(".")
    return when if ":" in when else session.words("lots.trend.day", day=when)


def _when(at: datetime, session: Session) -> str:
    return times.on(at, session.now(), session.settings.zone, session.words.language)


def _drawn(points: Sequence[Dated], top: float, width: float, session: Session) -> fch.LineChart:
    colours, began = session.palette, points[0].at
    line = [((point.at - began).total_seconds(), point.value) for point in points]
    series = [_line(line, level_fill(Level.NEARLY_FULL, colours), end=True)]
    ceiling = [((point.at - began).total_seconds(), point.most) for point in points if point.most]
    if ceiling:
        series.append(_line(ceiling, colours.text, dashes=_DASHES))
    return fch.LineChart(
        data_series=series,
        animation=0,
        interactive=False,
        min_x=0,
        max_x=max(1.0, line[-1][0]),
        min_y=0,
        max_y=top,
        border=ft.Border.only(bottom=ft.BorderSide(1, colours.outline)),
        tooltip=None,
        width=width,
        height=_HEIGHT * factor(CHROME),
    )


def _line(
    values: Sequence[tuple[float, float]], colour: str, *, dashes: Sequence[int] = (), end: bool = False
) -> fch.LineChartData:
    """Return one line; at its `end` may be a dot."""
    dot, none = fch.ChartCirclePoint(color=colour, radius=5), False
    last = len(values) - 1
    return fch.LineChartData(
        points=[
            fch.LineChartDataPoint(x, y, point=dot if end and at == last else none)
            for at, (x, y) in enumerate(values)
        ],
        color=colour,
        stroke_width=2 if dashes else 3,
        dash_pattern=list(dashes) or None,
        rounded_stroke_cap=not dashes,
    )


def _values(values: Sequence[tuple[float, str, str]], session: Session, width: float) -> ft.Control:
    """Return the last values at the height of their lines, one below the other where they would overlap.

    Of each its height as a share, its words and its font.
    """
    line, below = _LINE * factor(CHROME), _HEIGHT * factor(CHROME)
    height, placed = below, list[ft.Control]()
    for share, words, font in sorted(values):
        below = min(height * (1 - share) - line / 2, below - line)
        said = shown(words, session.palette.text, 15, font, _LINE, CHROME, no_wrap=True)
        placed.append(ft.Container(said, top=below, left=8))
    return ft.Stack(placed, width=width, height=height, clip_behavior=ft.ClipBehavior.NONE)


def _days(points: Sequence[Dated], session: Session, width: float) -> ft.Control:
    """Return when the first and the last of them was."""
    colours = session.palette
    ends: list[ft.Control] = [
        shown(_when(point.at, session), colours.secondary, 14, MEDIUM, 18, CHROME)
        for point in (points[0], points[-1])
    ]
    return ft.Row(ends, alignment=ft.MainAxisAlignment.SPACE_BETWEEN, width=width)
