"""History as a place: the log, and the open check over it on a handset or beside it on a desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui.component import component
from platecheck.ui.history_list import HistoryList
from platecheck.ui.history_story import StoryPane
from platecheck.ui.layout import LIST_PANE, Arrangement
from platecheck.ui.parts.controls import identified, note, outlined_button

if TYPE_CHECKING:
    from platecheck.ui.log_book import LogBook, Shelf
    from platecheck.ui.session import Session
    from platecheck.ui.state import Desk, Preferences, Trail, Window

_NARROW_LIST = 360
_ROOMY = 1000
"""Width in dp beside the rail from which the list has its full width."""


@component
def HistoryPlace(
    desk: Desk,
    trail: Trail,
    shelf: Shelf,
    prefs: Preferences,
    window: Window,
    session: Session,
    width: float,
) -> ft.Control:
    """The whole screen in `width` dp. An alarm that waits for its outcome comes before the log."""
    book = session.log_book

    def begin() -> None:
        # Not the effect's own task: left early, what is read is shown all the same at the next visit.
        session.page.run_task(book.open)

    def follow() -> None:
        session.page.run_task(book.catch_up)

    ft.use_effect(begin, [], cleanup=book.leave)
    ft.use_effect(follow, [trail.log], cleanup=lambda: None)
    if session.must_acknowledge:
        return identified("history", _alarm_first(session), container=True, expand=True)
    beside = session.arrangement is Arrangement.DESKTOP
    list_width = (LIST_PANE if width >= _ROOMY else _NARROW_LIST) if beside else width
    log = HistoryList(shelf, prefs, window, session, book, list_width)
    if not beside:
        return identified("history", _over(log, shelf, session, book, width), container=True, expand=True)
    pane = ft.Container(
        log, width=list_width, border=ft.Border.only(right=ft.BorderSide(1, session.palette.hairline))
    )
    side = StoryPane(shelf, prefs, window, session, book, width - list_width, False)
    row = ft.Row(
        [pane, ft.Container(side, expand=True)],
        spacing=0,
        expand=True,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return identified("history", row, container=True, expand=True)


def _over(log: ft.Control, shelf: Shelf, session: Session, book: LogBook, width: float) -> ft.Control:
    """Return the log with the open check over it: the list stays where it was scrolled to."""
    state, opened = session.state, bool(shelf.chosen)
    under = ft.Semantics(exclude_semantics=opened, content=log)
    layers: list[ft.Control] = [ft.Container(under, left=0, right=0, top=0, bottom=0)]
    if opened:
        story = StoryPane(shelf, state.prefs, state.window, session, book, width, True)
        layers.append(ft.Container(story, left=0, right=0, top=0, bottom=0, bgcolor=session.palette.surface))
    return ft.Stack(layers, expand=True)


def _alarm_first(session: Session) -> ft.Control:
    words, colours = session.words, session.palette

    async def go(_: object) -> None:
        await session.page.push_route("/")

    column = ft.Column(
        [
            note(
                ft.Icons.REPORT_OUTLINED, words("ack.first"), words("history.alarm"), colours, "alarm-first"
            ),
            outlined_button("to-alarm", words("history.to_alarm"), ft.Icons.ARROW_FORWARD, go, colours),
        ],
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return ft.Container(column, padding=16, expand=True)
