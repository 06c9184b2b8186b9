"""The screens put together by the window's width: the only place that knows which stand side by side.

A little over 300 lines: it is the one list of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.camera import CameraPlace
from platecheck.ui.check import CheckColumn, CheckPane, Covered, empty_answer
from platecheck.ui.component import component
from platecheck.ui.context import use_session
from platecheck.ui.gate import Gate
from platecheck.ui.history import LogList
from platecheck.ui.history_place import HistoryPlace
from platecheck.ui.layout import (
    BANNER,
    KEYPAD_COLUMN,
    LIST_PANE,
    RAIL,
    Arrangement,
    by_hand,
    fit_keypad,
    fit_wide_keypad,
    is_handset,
)
from platecheck.ui.lots import LotsPlace
from platecheck.ui.parts.result_top import ResultTop
from platecheck.ui.parts.shell import (
    BottomBar,
    Rail,
    help_chip,
    theme_chip,
)
from platecheck.ui.queue_place import QueuePlace
from platecheck.ui.result import ResultPane
from platecheck.ui.settings.column import SettingsColumn
from platecheck.ui.text_scale import CHROME, larger
from platecheck.ui.theme import shown
from platecheck.ui.walk_place import WalkPlace

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.session import Session
    from platecheck.ui.state import Desk

_PANE_MARGIN = 24
_ROOMY = 1100
"""Window width in dp from which the log's pane has its full width."""
_SMALL_LIST = 360
_WIDE_HEAD = 480
"""Pane width in dp from which the head is a desktop's."""
_KEYPAD_SHARE = 0.56
"""Of a tablet's width beside the rail, where there is no room for the whole keypad column."""


@component
def CheckScreen() -> ft.Control:
    """Check and result on one route: the plate field stays mounted and keeps its focus for a scanner."""
    return gated(use_session(), _check_body)


@component
def CameraScreen() -> ft.Control:
    """The camera."""
    return gated(use_session(), _camera_body)


@component
def WalkScreen() -> ft.Control:
    """The walk."""
    return gated(use_session(), _walk_body)


@component
def HistoryScreen() -> ft.Control:
    """The patrol log."""
    return gated(use_session(), _history_body)


@component
def QueueScreen() -> ft.Control:
    """What changed, and the recheck queue."""
    return gated(use_session(), _queue_body)


@component
def LotsScreen() -> ft.Control:
    """The lots and their figures."""
    return gated(use_session(), _lots_body)


@component
def SettingsScreen() -> ft.Control:
    """The settings."""
    return gated(use_session(), _settings_body, allow_unset=True)


def gated(
    session: Session, body: Callable[[Session], ft.Control], *, allow_unset: bool = False
) -> ft.Control:
    """Return the screen, or what stands in its way: still opening, not set up, broken."""
    # However one came here: an alarm that waits for its outcome is the screen.
    ft.use_effect(session.stay_in_front, [], cleanup=lambda: None)
    return Gate(session.state.opening, session.state.prefs, session.state.window, session, body, allow_unset)


def _check_body(session: Session) -> ft.Control:
    arrangement = session.arrangement
    if is_handset(arrangement):
        return _phone(session)
    if arrangement is Arrangement.DESKTOP:
        return _desktop(session)
    return _tablet(session)


def _history_body(session: Session) -> ft.Control:
    state, width = session.state, session.state.window.width
    inner = width if is_handset(session.arrangement) else width - RAIL
    place = HistoryPlace(
        state.desk, state.trail, session.log_book.shelf, state.prefs, state.window, session, inner
    )
    return placed(session, "/history", place)


def _camera_body(session: Session) -> ft.Control:
    """Return the camera without the bar, which would lie under the shutter's thumb."""
    state = session.state
    place = CameraPlace(session.viewfinder.finder, state.window, state.prefs, session)
    return place if is_handset(session.arrangement) else placed(session, "/", place)


def _walk_body(session: Session) -> ft.Control:
    """Return the walk without the bar, as the camera."""
    walking = session.walking
    place = WalkPlace(walking.state, session.state.window, session.state.prefs, session)
    return place if is_handset(session.arrangement) else placed(session, "/", place)


def _queue_body(session: Session) -> ft.Control:
    state, window = session.state, session.state.window
    width = window.width - (0 if is_handset(session.arrangement) else RAIL)
    place = QueuePlace(state.pending, state.way, state.prefs, window, session, width)
    return placed(session, "/history", place)


def _lots_body(session: Session) -> ft.Control:
    width = session.state.window.width - (0 if is_handset(session.arrangement) else RAIL)
    return placed(session, "/lots", LotsPlace(session.state.window, session.state.prefs, session, width))


def _settings_body(session: Session) -> ft.Control:
    state = session.state
    return placed(session, "/settings", SettingsColumn(state.opening, state.prefs, state.window, session))


def _room(session: Session) -> tuple[float, float]:
    window = session.state.window
    return window.width, window.height - (BANNER if session.training else 0)


def _phone(session: Session) -> ft.Control:
    """One column; the answer lies over it."""
    width, height = _room(session)
    sideways = session.arrangement is Arrangement.LANDSCAPE
    fit = fit_wide_keypad(width, height) if sideways else fit_keypad(width, height)
    state = session.state
    column = CheckColumn(state.window, state.prefs, session, fit, width, True, not fit.bar)
    parts: list[ft.Control] = [ft.Container(column, expand=True)]
    if fit.bar:
        parts.append(Covered(state.desk, session, _bar(session, "/")))
    below = ft.Column(parts, spacing=0, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    layers: list[ft.Control] = [ft.Container(below, left=0, right=0, top=0, bottom=0)]
    # A container would take the taps on the keys below, empty or not.
    layers.append(ft.Stack([AnswerOver(state.desk, session)], left=0, right=0, top=0, bottom=0))
    return ft.Stack(layers, expand=True)


@component
def AnswerOver(desk: Desk, session: Session) -> ft.Control:
    """A handset's answer, which lies over the check; nothing while there is none."""
    if not session.covered:
        return ft.Stack()
    return ft.Container(
        _phone_result(session), bgcolor=session.palette.surface, left=0, right=0, top=0, bottom=0
    )


def _phone_result(session: Session) -> ft.Control:
    width, _ = _room(session)
    state = session.state
    pane = ResultPane(state.desk, state.prefs, state.window, session, width - 2 * theme.MARGIN, False)
    return ft.Container(
        ft.Column(
            [ResultTop(state.desk, session), ft.Container(pane, expand=True)],
            spacing=theme.GAP,
            expand=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=ft.Padding.only(left=theme.MARGIN, right=theme.MARGIN, top=4, bottom=theme.GAP),
    )


def _tablet(session: Session) -> ft.Control:
    """Rail, the verdict, and the keypad column at the thumb's side."""
    width, height = _room(session)
    state = session.state
    column = min(KEYPAD_COLUMN, (width - RAIL) * _KEYPAD_SHARE)
    fit = fit_keypad(column, height, bar=False)
    keys = CheckColumn(state.window, state.prefs, session, fit, column, True, False)
    left, edge = session.person.left_handed, ft.BorderSide(1, session.palette.hairline)
    border = ft.Border.only(right=edge) if left else ft.Border.only(left=edge)
    sides = [
        _verdict_pane(session, width - RAIL - column, wide=False, margin=theme.MARGIN),
        ft.Container(keys, width=column, border=border),
    ]
    parts: list[ft.Control] = [
        _rail(session, "/"),
        *by_hand(sides, left_handed=left),
    ]
    return ft.Row(parts, spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)


def _desktop(session: Session) -> ft.Control:
    """Rail, field with the log below, verdict at the right."""
    width, _ = _room(session)
    state = session.state
    list_width = LIST_PANE if width >= _ROOMY else _SMALL_LIST
    log = LogList(state.trail, state.desk, state.prefs, session)
    pane = CheckPane(state.window, state.prefs, session, list_width, log)
    return ft.Row(
        [
            _rail(session, "/"),
            pane,
            _verdict_pane(session, width - RAIL - list_width, wide=True, margin=_PANE_MARGIN),
        ],
        spacing=0,
        expand=True,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _verdict_pane(session: Session, width: float, *, wide: bool, margin: float) -> ft.Control:
    state = session.state
    inner = width - 2 * margin
    wide = wide and inner >= _WIDE_HEAD
    return ft.Container(
        VerdictSide(state.desk, state.prefs, session, inner, wide),
        width=width,
        padding=ft.Padding.symmetric(horizontal=margin, vertical=theme.GAP),
    )


@component
def VerdictSide(desk: Desk, prefs: object, session: Session, width: float, wide: bool) -> ft.Control:
    """The right side: when and where it was checked, the theme, and the answer or an invitation."""
    words, colours, state = session.words, session.palette, session.state
    said = ""
    if desk.result is not None:
        at = f"{desk.result.check.checked_at.astimezone(session.settings.zone):%H:%M:%S}"
        lot = desk.result.check.lot
        said = words("check.at", time=at, lot=lot) if lot else words("check.at_anywhere", time=at)
    top = ft.Row(
        [
            shown(
                said,
                colours.secondary,
                18,
                most=CHROME,
                expand=True,
                max_lines=2 if larger() else 1,
                overflow=ft.TextOverflow.ELLIPSIS,
            ),
            *([help_chip(session), theme_chip(session)] if wide else []),
        ],
        height=None if larger() else theme.TARGET,
    )
    empty = desk.result is None and desk.asking is None and not desk.unreadable
    body = (
        empty_answer(session) if empty else ResultPane(desk, state.prefs, state.window, session, width, wide)
    )
    return ft.Column(
        [top, ft.Container(body, expand=True)],
        spacing=theme.GAP,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def placed(session: Session, here: str, body: ft.Control) -> ft.Control:
    """Return a place of its own with bar or rail."""
    if is_handset(session.arrangement):
        return ft.Column(
            [
                ft.Container(body, expand=True),
                _bar(session, here),
            ],
            spacing=0,
            expand=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    return ft.Row(
        [_rail(session, here), ft.Container(body, expand=True)],
        spacing=0,
        expand=True,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _bar(session: Session, here: str) -> ft.Control:
    return BottomBar(session.state.pending, session.state.outbox, session, here)


def _rail(session: Session, here: str) -> ft.Control:
    return Rail(session.state.pending, session.state.outbox, session, here)
