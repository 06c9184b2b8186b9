"""All lots over time: permits rented under those for sale, and what they bring, each drawn and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import numbers
from platecheck.ui.parts.chart_card import INSET, chart_card
from platecheck.ui.parts.controls import identified
from platecheck.ui.parts.fields import rows
from platecheck.ui.parts.trend_chart import Dated, since, trend_chart
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from platecheck.occupancy import Report
    from platecheck.ui.session import Session


def trend_card(reports: Sequence[Report], trouble: str, session: Session, width: float) -> ft.Control:
    """Return the card; with fewer than two reports it says when a trend begins, or the `trouble`."""
    words = session.words
    name, title = "overview-trend", words("overview.trend")
    if len(reports) < 2:  # noqa: PLR2004 - a line has two ends
        return chart_card(name, title, [], trouble or words("lots.trend.none"), session, width)
    rented = [Dated(r.fetched_at, r.totals.rented, r.totals.for_sale) for r in reports]
    parts = [_chart("rented", words("lots.trend"), rented, _count(session), session, width)]
    worth = [Dated(r.fetched_at, r.worth.total) for r in reports if r.worth and r.worth.total is not None]
    if len(worth) == len(reports):
        parts.append(_chart("value", words("overview.trend.value"), worth, _money(session), session, width))
    return chart_card(name, title, parts, "", session, width)


def _chart(
    name: str,
    title: str,
    points: Sequence[Dated],
    say: Callable[[float], str],
    session: Session,
    width: float,
) -> ft.Control:
    """Return one of the charts under its title, and its sentence."""
    words, colours = session.words, session.palette
    change = points[-1].value - points[0].value
    told = {"what": title, "now": say(points[-1].value), "when": since(points[0].at, session)}
    if say(abs(change)) == say(0):
        sentence = words("overview.trend.same", **told)
    else:
        key = "overview.trend.up" if change > 0 else "overview.trend.down"
        sentence = words(key, n=say(abs(change)), **told)
    parts = [
        ft.Container(shown(title, colours.text, 16, BOLD, 22), padding=ft.Padding.only(top=8)),
        trend_chart(points, say, session, width - 2 * INSET),
        shown(sentence, colours.text, 16, line=22),
    ]
    return identified(f"overview-trend-{name}", rows(parts, spacing=6), container=True)


def _count(session: Session) -> Callable[[float], str]:
    return lambda value: numbers.count(int(value), session.words.language)


def _money(session: Session) -> Callable[[float], str]:
    return lambda value: numbers.money(value, session.words.language, cents=False)
