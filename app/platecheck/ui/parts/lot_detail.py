"""One lot in full: level, bar, permits, money for supervisors, and the act of standing in it.

Plain controls: the same ones stand in a pane and in a sheet, where there are no components.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.fullness import level, percent, worth
from platecheck.ui import numbers, theme
from platecheck.ui.parts.controls import identified, note, primary_button
from platecheck.ui.parts.lot_bars import lot_bar
from platecheck.ui.parts.lot_trend import trend
from platecheck.ui.parts.lot_words import kind_of, level_word
from platecheck.ui.sheets import close_sheet, sheet_of, sheet_width
from platecheck.ui.text_scale import CHROME, scaled
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.facts import Lot
    from platecheck.ui.lot_board import LotBoard
    from platecheck.ui.session import Session

_BAR = 24


def detail_sheet(lot: Lot, session: Session, board: LotBoard, slot: ft.Control) -> ft.AlertDialog:
    """Return the detail as a sheet; `slot` is where the trend comes, once it was read."""

    def close() -> None:
        close_sheet(session)

    width = sheet_width(session)
    not_cars = shown(session.words("lots.not_cars"), session.palette.secondary, 15, line=20)
    return sheet_of(session, "lot", lot.name, [*lot_parts(lot, session, board, width, close, slot), not_cars])


def _has_money(board: LotBoard) -> bool:
    return board.table.figures is not None and board.table.figures.money


def detail_card(lot: Lot, session: Session, board: LotBoard) -> Callable[[float], ft.Control]:
    """Return what makes the detail as a card of a width."""

    def make(width: float) -> ft.Control:
        colours = session.palette
        inner = width - 2 * 20
        table = board.table
        is_read = table.trend_of == (lot.name, lot.type)
        drawn = trend(lot, table.trend, session, inner) if is_read else ft.Container()
        parts = lot_parts(lot, session, board, inner, lambda: None, drawn)
        return ft.Container(
            ft.Column(
                [shown(lot.name, colours.text, 24, BOLD, 30), *parts],
                spacing=12,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            ),
            width=width,
            padding=20,
            border=ft.Border.all(1, colours.outline),
            border_radius=theme.RADIUS_BAND,
        )

    return make


def lot_parts(
    lot: Lot,
    session: Session,
    board: LotBoard,
    width: float,
    close: Callable[[], None],
    drawn: ft.Control,
) -> list[ft.Control]:
    """Return level, bar, trend, figures, and the button; `close` is called once it is pressed."""
    words, colours, lang = session.words, session.palette, session.words.language
    rented = percent(lot)
    facts = [
        (words("lots.fact.rented"), _number(lot.rented_permits, lang)),
        (words("lots.fact.for_sale"), _number(lot.total_permits, lang)),
        (words("lots.fact.share"), "–" if rented is None else numbers.share(rented)),
        (words("lots.fact.sold"), kind_of(lot, words) or "–"),
    ]
    parts: list[ft.Control] = [
        identified("lot-level", shown(level_word(level(lot), words), colours.text, 20, BOLD, 26)),
        lot_bar(lot, width, _BAR, colours),
        drawn,
        _facts("lot-facts", facts, session),
    ]
    if _has_money(board):
        parts += _money(lot, session)
    parts.append(_stand(lot, session, board, close))
    column = ft.Column(parts, spacing=12, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return [identified("lot-detail", column, container=True)]


def _money(lot: Lot, session: Session) -> list[ft.Control]:
    words, lang = session.words, session.words.language
    sums = worth([lot])
    rows = [
        (words("lots.fact.price"), numbers.money(lot.default_cost, lang)),
        (words("lots.money.projected"), numbers.money(sums.projected, lang)),
        (words("lots.money.amount"), numbers.money(sums.amount, lang)),
        (words("lots.money.tax"), numbers.money(sums.tax, lang)),
        (words("lots.money.total"), numbers.money(sums.total, lang)),
    ]
    return [
        shown(words("lots.money"), session.palette.text, 18, BOLD, 24),
        _facts("lot-money", rows, session),
    ]


def _facts(name: str, rows: list[tuple[str, str]], session: Session) -> ft.Control:
    """Return names at the left and values at the right, ruled."""
    colours = session.palette

    def row(label: str, value: str) -> ft.Control:
        inside = ft.Row(
            [
                shown(label, colours.secondary, 16, line=22, expand=True),
                shown(value, colours.text, 17, MEDIUM, 22),
            ]
        )
        said = ft.Semantics(label=f"{label}: {value}", exclude_semantics=True, content=inside)
        return ft.Container(
            said,
            padding=ft.Padding.symmetric(vertical=6),
            border=ft.Border.only(bottom=ft.BorderSide(1, colours.hairline)),
        )

    return identified(name, ft.Column([row(*each) for each in rows], spacing=0, tight=True), container=True)


def _stand(lot: Lot, session: Session, board: LotBoard, close: Callable[[], None]) -> ft.Control:
    """Return the button that makes it the officer's lot, or that it is."""
    words, colours = session.words, session.palette
    if board.is_mine(lot):
        return note(ft.Icons.LOCATION_ON, words("lots.mine"), "", colours, "lot-is-mine")

    async def choose(_: object) -> None:
        close()
        await board.stand_in(lot)

    style = ft.TextStyle(size=scaled(20, CHROME), font_family=BOLD, letter_spacing=0)
    label = ft.Text(words("lots.choose"), style=style)
    return primary_button("lot-choose", label, choose, colours, height=theme.ACTION)


def _number(number: int | None, language: str) -> str:
    return "–" if number is None else numbers.count(number, language)
