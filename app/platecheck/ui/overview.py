"""The overview for a supervisor: what is rented, what it brings, and what the patrol did today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.fullness import add_up
from platecheck.ui import numbers, theme
from platecheck.ui.component import component, keyed
from platecheck.ui.parts.chart_card import GAP, tiles
from platecheck.ui.parts.controls import identified
from platecheck.ui.parts.lot_overview import by_level, by_value
from platecheck.ui.parts.office import EDGE
from platecheck.ui.parts.overview_cards import (
    checks_card,
    lots_missing,
    permit_cards,
    problem_note,
    rhythm,
    use_card,
)
from platecheck.ui.parts.overview_table import OverviewTable
from platecheck.ui.parts.overview_trend import trend_card
from platecheck.ui.parts.shell import place_head
from platecheck.ui.tabling import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from platecheck.ui.overview_desk import OverviewBook
    from platecheck.ui.session import Session

_TWO_COLUMNS = 900
"""Width in dp from which cards stand side by side."""
_LEFT = 0.58
"""Of the width, for the charts that need it."""


@component
def OverviewPlace(
    book: OverviewBook, prefs: object, window: object, session: Session, width: float
) -> ft.Control:
    """The whole screen in `width` dp: tiles, and cards in one column or in two."""
    desk = session.office.overview

    def begin() -> None:
        # Not the effect's own task: left early, what was asked is kept all the same.
        session.page.run_task(desk.open)

    ft.use_effect(begin, [], cleanup=lambda: None)
    inner = width - 2 * EDGE
    told = rhythm(book, session)
    if inner < _TWO_COLUMNS:
        row = ft.Row(told, spacing=GAP, run_spacing=theme.GAP, wrap=True)
        head: list[ft.Control] = [place_head(session, session.words("nav.overview")), row]
        parts = [*_left(book, session, inner), *_right(book, session, inner)]
        body = [*parts, _table(book, session, inner)]
    else:
        head = [place_head(session, session.words("overview.title"), *told)]
        left = (inner - GAP) * _LEFT
        right = inner - GAP - left
        columns = [
            _column([*_left(book, session, left), _table(book, session, left)], left),
            _column(_right(book, session, right), right),
        ]
        body = [ft.Row(columns, spacing=GAP, vertical_alignment=ft.CrossAxisAlignment.START)]
    head.insert(1, _tiles(book, session))
    head += problem_note(book, session)
    inside = ft.Column([*head, *body], spacing=GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    padded = ft.Container(inside, padding=ft.Padding.symmetric(horizontal=EDGE, vertical=theme.GAP))
    pane = ft.Column([padded], scroll=ft.ScrollMode.AUTO, expand=True)
    return identified("overview", pane, container=True, expand=True)


def _column(parts: Sequence[ft.Control], width: float) -> ft.Control:
    stretch = ft.CrossAxisAlignment.STRETCH
    return ft.Container(
        ft.Column(list(parts), spacing=GAP, tight=True, horizontal_alignment=stretch), width=width
    )


def _table(book: OverviewBook, session: Session, width: float) -> ft.Control:
    return keyed(OverviewTable, f"table-{book.table}")(book, session.state.prefs, session, width)


def _left(book: OverviewBook, session: Session, width: float) -> list[ft.Control]:
    """Return the patrol's day, how many lots are how full, and what became of it in a month."""
    parts = [checks_card(book, session, width)]
    if book.figures is not None and book.figures.lots:
        parts.append(by_level(book.figures, session, width))
    if book.reports is not None:
        parts.append(trend_card(book.reports, book.reports_trouble, session, width))
    return parts


def _right(book: OverviewBook, session: Session, width: float) -> list[ft.Control]:
    """Return permits by origin and zone, and the lots."""
    parts = permit_cards(book, session, width)
    figures = book.figures
    if figures is None:
        return parts
    if not figures.lots:
        return [*parts, lots_missing(figures, session)]
    if figures.money:
        parts.append(by_value(figures.lots, session, width))
    return [*parts, use_card(figures, session, width)]


def _tiles(book: OverviewBook, session: Session) -> ft.Control:
    """Return what is read first; a dash is what is not known, or not yet."""
    words, lang, figures, activity = session.words, session.words.language, book.figures, book.activity
    permits = share = total = checks = misread = NOTHING
    if figures is not None and figures.lots:
        totals = add_up(figures.lots)
        permits = f"{numbers.count(totals.rented, lang)} / {numbers.count(totals.for_sale, lang)}"
        share = numbers.share(100 * totals.rented / totals.for_sale) if totals.for_sale else NOTHING
        if figures.money:
            total = numbers.money(figures.worth().total, lang, cents=False)
    if activity is not None:
        checks, misread = numbers.count(activity.checks, lang), numbers.count(activity.misread, lang)
    items = [
        (permits, words("lots.tile.permits")),
        (share, words("lots.tile.share")),
        (total, words("lots.tile.total")),
        (checks, words("overview.tile.checks")),
        (misread, words("overview.tile.misread")),
    ]
    return tiles("overview-tiles", items, session)
