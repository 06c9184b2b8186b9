"""The overview's numbers as tables: permits by origin and zone, checks by hour and verdict, lots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import numbers, theme
from platecheck.ui.component import component, keyed
from platecheck.ui.parts.chart_card import chart_card
from platecheck.ui.parts.checks_chart import GRAVEST_FIRST, hour_name
from platecheck.ui.parts.data_table import DataTable
from platecheck.ui.parts.fields import choices
from platecheck.ui.tabling import Column, Order

if TYPE_CHECKING:
    from platecheck.ui.overview_desk import OverviewBook
    from platecheck.ui.session import Session
    from platecheck.ui.tabling import Row, Value


@component
def OverviewTable(book: OverviewBook, prefs: object, session: Session, width: float) -> ft.Control:
    """One of the tables, and the choice between them."""
    words, desk = session.words, session.office.overview
    names = [
        ("permits", words("overview.table.permits")),
        ("checks", words("overview.table.checks")),
        ("lots", words("overview.table.lots")),
    ]
    columns, table, order = _numbers(book, session)
    drawn = keyed(DataTable, f"numbers-{book.table}")
    parts: list[ft.Control] = [
        ft.Container(height=theme.GAP),
        choices("table", words("overview.table.which"), names, book.table, desk.choose_table, session),
        drawn(f"numbers-{book.table}", columns, table, session, prefs, order),
    ]
    return chart_card("overview-table", words("overview.table"), parts, "", session, width)


def _numbers(book: OverviewBook, session: Session) -> tuple[list[Column], list[Row], Order]:
    """Return columns and rows of the table that is shown, and how it is sorted at first."""
    words, lang = session.words, session.words.language

    def count(value: Value) -> str:
        return numbers.count(int(value or 0), lang)

    def money(value: Value) -> str:
        return numbers.money(float(value or 0), lang, cents=False)

    def number(title: str) -> Column:
        return Column(title, count, number=True, weight=3)

    if book.table == "checks":
        columns = [
            Column(words("table.hour"), weight=3),
            Column(words("table.verdict"), weight=4),
            number(words("table.checks")),
        ]
        return columns, _checks(book, session), Order()
    figures = book.figures
    if book.table == "lots":
        lots = figures.lots if figures is not None else ()
        columns = [
            Column(words("table.lot"), weight=4),
            number(words("table.rented")),
            number(words("table.for_sale")),
        ]
        rows: list[Row] = [(lot.name, lot.rented_permits, lot.total_permits) for lot in lots]
        if figures is not None and figures.money:
            columns.append(Column(words("table.value"), money, number=True, weight=3))
            rows = [(*row, lot.total) for row, lot in zip(rows, lots, strict=True)]
        return columns, rows, Order()
    columns = [
        Column(words("table.origin"), weight=3),
        Column(words("table.zone"), weight=4),
        number(words("table.permits")),
    ]
    return columns, [(row.type, row.zone, row.total) for row in book.stats or ()], Order(2, descending=True)


def _checks(book: OverviewBook, session: Session) -> list[Row]:
    """Return a row for each verdict of each hour that some check had."""
    activity = book.activity
    if activity is None:
        return []
    return [
        (hour_name(hour, activity), session.words.verdict(headline), hour.counts[headline])
        for hour in activity.hours
        for headline in GRAVEST_FIRST
        if hour.counts.get(headline)
    ]
