"""Lots: how full each one is, of permits and not of cars, and the lot to stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component, memo
from platecheck.ui.layout import Arrangement, is_handset
from platecheck.ui.lot_board import LotBoard
from platecheck.ui.parts.controls import identified
from platecheck.ui.parts.lot_detail import detail_card, detail_sheet
from platecheck.ui.parts.lot_footer import LotFooter
from platecheck.ui.parts.lot_head import OrderButton, SearchField, lots_head
from platecheck.ui.parts.lot_overview import overview
from platecheck.ui.parts.lot_row import lot_row
from platecheck.ui.parts.lot_states import found, no_figures, nothing_listed, old_figures, skeleton
from platecheck.ui.parts.lot_trend import trend
from platecheck.ui.sheets import sheet_width, show_sheet

if TYPE_CHECKING:
    from platecheck.facts import Lot
    from platecheck.ui.lot_board import LotTable
    from platecheck.ui.session import Session
    from platecheck.ui.state import Preferences, Window

LIST_WIDTH = 360
_LOW = 700
"""Window height in dp under which the head scrolls away with the list."""


@component
def LotsPlace(window: Window, prefs: Preferences, session: Session, width: float) -> ft.Control:
    """The whole screen in `width` dp: list, and on a desktop the detail and the overview beside it."""
    board: LotBoard = ft.use_memo(lambda: LotBoard(session), [session])

    def begin() -> None:
        # Not the effect's own task: left early, the answer is kept all the same and counts as the hour's.
        session.page.run_task(board.open)

    ft.use_effect(begin, [], cleanup=lambda: None)
    beside = session.arrangement is Arrangement.DESKTOP
    list_width = LIST_WIDTH if beside else width
    column = ft.Column(
        [
            LotList(board.table, prefs, window, session, board, list_width, beside),
            LotFooter(board.table, prefs, session, board, list_width),
        ],
        spacing=0,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    if not beside:
        return identified("lots", column, container=True, expand=True)
    pane = ft.Container(
        column, width=list_width, border=ft.Border.only(right=ft.BorderSide(1, session.palette.hairline))
    )
    side = LotSide(board.table, prefs, window, session, board, width - list_width)
    row = ft.Row(
        [pane, ft.Container(side, expand=True)],
        spacing=0,
        expand=True,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return identified("lots", row, container=True, expand=True)


@memo
@component
def LotList(
    table: LotTable,
    prefs: Preferences,
    window: Window,
    session: Session,
    board: LotBoard,
    width: float,
    pane: bool,
) -> ft.Control:
    """Totals, search and order, and a row per lot; or why there is none."""
    padding = ft.Padding.only(left=theme.GAP + 4, right=theme.GAP + 4, top=theme.GAP, bottom=theme.GAP)
    tools = ft.Row(
        [SearchField(prefs, session, board), OrderButton(prefs, session, board)], spacing=theme.GAP
    )
    head = ft.Container(
        ft.Column(
            [lots_head(table, session, board, pane=pane), tools],
            spacing=theme.GAP,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=padding,
        border=ft.Border.only(bottom=ft.BorderSide(1, session.palette.hairline)),
    )
    body = _rows(table, session, board, width, pane=pane)
    if session.state.window.height < _LOW and is_handset(session.arrangement):
        return ft.ListView([head, *body], spacing=0, expand=True)
    return ft.Column(
        [head, ft.ListView(body, spacing=0, expand=True)],
        spacing=0,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _rows(
    table: LotTable, session: Session, board: LotBoard, width: float, *, pane: bool
) -> list[ft.Control]:
    """Return what the list holds."""
    figures = table.figures
    if figures is None:
        return [skeleton(session)] if table.slow else []
    if figures.fetched_at is None:
        return [no_figures(figures, session, board)]
    listed = board.listed()
    rows: list[ft.Control] = []
    if figures.problem is not None:
        rows.append(old_figures(figures, session, width))
    if table.search.strip() and listed:
        rows.append(found(len(listed), len(figures.lots), session))
    if not listed:
        return [*rows, nothing_listed(table, session)]
    shown = board.detailed() if pane else None
    return rows + [_row(lot, session, board, width, pane=pane, chosen=lot is shown) for lot in listed]


def _row(
    lot: Lot, session: Session, board: LotBoard, width: float, *, pane: bool, chosen: bool
) -> ft.Control:
    async def pick(_: object) -> None:
        board.pick(lot)
        if not pane:
            slot = ft.Container()
            sheet = detail_sheet(lot, session, board, slot)
            show_sheet(session, sheet)
            points = await board.read_trend(lot)
            if session.sheet is sheet:
                slot.content = trend(lot, points, session, sheet_width(session))
                slot.update()

    return lot_row(
        lot,
        pick,
        session.words,
        session.palette,
        width,
        mine=board.is_mine(lot),
        pane=pane,
        chosen=chosen,
    )


@memo
@component
def LotSide(
    table: LotTable, prefs: Preferences, window: Window, session: Session, board: LotBoard, width: float
) -> ft.Control:
    """The desktop's right side: the overview, and the detail of one lot."""
    lot = board.detailed()
    figures = table.figures

    async def read() -> None:
        if lot is not None:
            await board.read_trend(lot)

    # Anew with each report; left early, nothing is lost.
    of = (lot.name, lot.type) if lot is not None else None
    ft.use_effect(read, [of, figures.fetched_at if figures is not None else None], cleanup=lambda: None)
    if figures is None or lot is None:
        return ft.Container(expand=True)
    return overview(figures, detail_card(lot, session, board), session, width)
