"""A lot over time: how many permits were rented, under the dashed line of those for sale, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft
import flet_charts as fch

from platecheck.fullness import Level, level
from platecheck.ui import numbers, times
from platecheck.ui.parts.controls import identified, silent
from platecheck.ui.parts.fields import rows
from platecheck.ui.parts.lot_bars import level_fill
from platecheck.ui.parts.lot_words import level_word, rented_of
from platecheck.ui.text_scale import CHROME, factor
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from platecheck.facts import Lot
    from platecheck.occupancy import LotPoint
    from platecheck.ui.session import Session

_HEIGHT, _SIDE = 120, 56
"""Of the lines; beside them stand the last values."""
_LINE = 20
_HEADROOM = 1.1
_DASHES = (8, 5)


def trend(lot: Lot, points: Sequence[LotPoint], session: Session, width: float) -> ft.Control:
    """Return the trend in `width` dp, or that it begins with the next report."""
    colours = session.palette
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        text = session.words("lots.trend.none")
        return identified("lot-trend", shown(text, colours.secondary, 16, line=22))
    title = shown(session.words("lots.trend"), colours.text, 18, BOLD, 24)
    said = shown(_sentence(lot, points, session), colours.text, 16, line=22)
    lines = silent(rows([_drawn(points, session, width), _days(points, session, width)], spacing=4))
    return identified("lot-trend", rows([title, lines, said], spacing=6), container=True)


def _sentence(lot: Lot, points: Sequence[LotPoint], session: Session) -> str:
    """Return what is rented, how much more that is than at first, and the word for it."""
    words = session.words
    change = (points[-1].lot.rented_permits or 0) - (points[0].lot.rented_permits or 0)
    told = {
        "rented": rented_of(lot, words),
        "when": _since(points[0].fetched_at, session),
        "level": level_word(level(lot), words).capitalize(),
    }
    if not change:
        return words("lots.trend.same", **told)
    return words(
        "lots.trend.up" if change > 0 else "lots.trend.down",
        n=numbers.count(abs(change), words.language),
        **told,
    )


def _when(at: datetime, session: Session) -> str:
    return times.on(at, session.now(), session.settings.zone, session.words.language)


def _since(at: datetime, session: Session) -> str:
    """Return when, as it stands in a sentence: in French a day has its article and an hour has none."""
    when = _when(at, session)
    return when if ":" in when else session.words("lots.trend.day", day=when)


def _drawn(points: Sequence[LotPoint], session: Session, width: float) -> ft.Control:
    """Return both lines, and at their right what they came to."""
    colours, height = session.palette, _HEIGHT * factor(CHROME)
    began, last = points[0].fetched_at, points[-1].lot
    rented = [((p.fetched_at - began).total_seconds(), p.lot.rented_permits or 0) for p in points]
    for_sale = [
        ((p.fetched_at - began).total_seconds(), p.lot.total_permits) for p in points if p.lot.total_permits
    ]
    most = _HEADROOM * max(1, *(y for _, y in rented), *(y for _, y in for_sale))
    fill = level_fill(Level.NEARLY_FULL, colours)
    series = [_line(rented, fill, end=True)]
    if for_sale:
        series.append(_line(for_sale, colours.text, dashes=_DASHES))
    chart = fch.LineChart(
        data_series=series,
        animation=0,
        interactive=False,
        min_x=0,
        max_x=max(1.0, rented[-1][0]),
        min_y=0,
        max_y=most,
        border=ft.Border.only(bottom=ft.BorderSide(1, colours.outline)),
        tooltip=None,
        width=width - _SIDE * factor(CHROME),
        height=height,
    )
    values = [(last.rented_permits or 0, BOLD)]
    if last.total_permits:
        values.append((last.total_permits, MEDIUM))
    return ft.Row([chart, _values(values, most, height, session)], spacing=0)


def _line(
    values: Sequence[tuple[float, int]], colour: str, *, dashes: Sequence[int] = (), end: bool = False
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


def _values(values: list[tuple[int, str]], most: float, height: float, session: Session) -> ft.Control:
    """Return the last values at the height of their lines, one below the other where they would overlap."""
    line, below = _LINE * factor(CHROME), height
    placed: list[ft.Control] = []
    for value, font in sorted(values):
        top = min(height * (1 - value / most) - line / 2, below - line)
        below = top
        text = numbers.count(value, session.words.language)
        placed.append(
            ft.Container(
                shown(text, session.palette.text, 15, font, _LINE, CHROME, no_wrap=True), top=top, left=8
            )
        )
    return ft.Stack(placed, width=_SIDE * factor(CHROME), height=height, clip_behavior=ft.ClipBehavior.NONE)


def _days(points: Sequence[LotPoint], session: Session, width: float) -> ft.Control:
    """Return when the first and the last report were."""
    colours = session.palette
    ends: list[ft.Control] = [
        shown(_when(point.fetched_at, session), colours.secondary, 14, MEDIUM, 18, CHROME)
        for point in (points[0], points[-1])
    ]
    row = ft.Row(ends, alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
    return ft.Container(row, width=width, padding=ft.Padding.only(right=_SIDE * factor(CHROME)))
