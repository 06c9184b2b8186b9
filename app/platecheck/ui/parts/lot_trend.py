"""A lot over time: how many permits were rented, under the dashed line of those for sale, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.fullness import level
from platecheck.ui import numbers
from platecheck.ui.parts.controls import identified
from platecheck.ui.parts.fields import rows
from platecheck.ui.parts.lot_words import level_word, rented_of
from platecheck.ui.parts.trend_chart import Dated, since, trend_chart
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    import flet as ft

    from platecheck.facts import Lot
    from platecheck.occupancy import LotPoint
    from platecheck.ui.session import Session


def trend(lot: Lot, points: Sequence[LotPoint], session: Session, width: float) -> ft.Control:
    """Return the trend in `width` dp, or that it begins with the next report."""
    colours = session.palette
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        text = session.words("lots.trend.none")
        return identified("lot-trend", shown(text, colours.secondary, 16, line=22))
    title = shown(session.words("lots.trend"), colours.text, 18, BOLD, 24)
    said = shown(_sentence(lot, points, session), colours.text, 16, line=22)
    drawn = [Dated(p.fetched_at, p.lot.rented_permits or 0, p.lot.total_permits) for p in points]

    def say(value: float) -> str:
        return numbers.count(int(value), session.words.language)

    return identified(
        "lot-trend", rows([title, trend_chart(drawn, say, session, width), said], spacing=6), container=True
    )


def _sentence(lot: Lot, points: Sequence[LotPoint], session: Session) -> str:
    """Return what is rented, how much more that is than at first, and the word for it."""
    words = session.words
    change = (points[-1].lot.rented_permits or 0) - (points[0].lot.rented_permits or 0)
    told = {
        "rented": rented_of(lot, words),
        "when": since(points[0].fetched_at, session),
        "level": level_word(level(lot), words).capitalize(),
    }
    if not change:
        return words("lots.trend.same", **told)
    return words(
        "lots.trend.up" if change > 0 else "lots.trend.down",
        n=numbers.count(abs(change), words.language),
        **told,
    )
