"""The log as a list: the search, the shift's figures, and a row per check that grows by pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.store.records import Match, WalkSummary, Wanted
from platecheck.ui import theme, times
from platecheck.ui.component import component, memo
from platecheck.ui.history_tools import SearchField, Tools
from platecheck.ui.parts.controls import identified, note, outlined_button
from platecheck.ui.parts.log_row import DayHeading, LogRow, days, skeleton
from platecheck.ui.parts.shell import place_head
from platecheck.ui.parts.shift_card import shift_card
from platecheck.ui.parts.walk_row import WalkRow
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from platecheck.ui.log_book import LogBook, Shelf
    from platecheck.ui.session import Session
    from platecheck.ui.state import Preferences, Window
    from platecheck.ui.texts import Words

_AHEAD = 900
"""How far above its end, in dp, a list asks for its next page."""
_SCROLL_MS = 100
_LOW = 700


@memo
@component
def HistoryList(
    shelf: Shelf, prefs: Preferences, window: Window, session: Session, book: LogBook, width: float
) -> ft.Control:
    """Search and filters stay on top; figures, days and rows scroll."""
    colours = session.palette
    # On a low handset rows matter more than the place's name, which the bar says too.
    head = [place_head(session, session.words("nav.history"))] if window.height >= _LOW else []
    top = ft.Container(
        ft.Column(
            [
                *head,
                SearchField(shelf.wanted, prefs, session, book),
                Tools(shelf, prefs, session, book, width),
            ],
            spacing=theme.GAP,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=ft.Padding.only(left=12, right=12, top=theme.GAP, bottom=theme.GAP),
        border=ft.Border.only(bottom=ft.BorderSide(1, colours.hairline)),
    )

    async def scrolled(event: ft.OnScrollEvent) -> None:
        if event.max_scroll_extent - event.pixels < _AHEAD:
            await book.more()

    rows = ft.ListView(
        [_head(shelf, session), *_rows(shelf, session, book, width), _end(shelf, session, book)],
        spacing=0,
        expand=True,
        on_scroll=scrolled,
        scroll_interval=_SCROLL_MS,
    )
    return ft.Column(
        [top, identified("log", rows, container=True, expand=True)],
        spacing=0,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _head(shelf: Shelf, session: Session) -> ft.Control:
    """Return the figures, while all is shown: over a filter they would seem to be the filter's."""
    if shelf.shift is None or shelf.wanted != Wanted():
        return ft.Container()
    figures = shift_card(shelf.shift, session.now(), session.settings.zone, session.words, session.palette)
    return ft.Container(figures, padding=12)


def _rows(shelf: Shelf, session: Session, book: LogBook, width: float) -> list[ft.Control]:
    words, colours, zone = session.words, session.palette, session.settings.zone
    if shelf.lines is None or (shelf.slow and not (shelf.lines or shelf.walks)):
        return [skeleton(words, colours)] if shelf.slow else []
    listed: list[ft.Control] = []
    for day, line in days(shelf.lines, shelf.walks, session.now(), words, zone):
        if line is None:
            listed.append(DayHeading(day, colours))
        elif isinstance(line, WalkSummary):
            listed.append(WalkRow(line, line.id == shelf.chosen, words, colours, zone, book.pick_walk))
        else:
            chosen = line.check_id == shelf.chosen
            listed.append(LogRow(line, chosen, width, words, colours, zone, book.pick))
    return listed


def _end(shelf: Shelf, session: Session, book: LogBook) -> ft.Control:
    """Return what stands under the last row: trouble, why there is none, that more is coming, the end."""
    words, colours = session.words, session.palette

    async def again(_: object) -> None:
        await book.open()

    async def more(_: object) -> None:
        await book.more()

    parts: list[ft.Control] = []
    if shelf.trouble:
        parts.append(
            note(ft.Icons.REPORT_OUTLINED, words("history.unread"), shelf.trouble, colours, "history-trouble")
        )
        parts.append(
            outlined_button("history-retry", words("broken.retry"), ft.Icons.REFRESH, again, colours)
        )
    elif shelf.busy and shelf.slow and shelf.searched_to is not None:
        back_to = times.moment(shelf.searched_to, session.now(), session.settings.zone, words.language)
        said = shown(words("history.searching", time=back_to), colours.secondary, 16, MEDIUM, 22)
        parts.append(identified("history-searching", said, live_region=True))
    elif shelf.lines == () and not shelf.walks and not shelf.busy:
        parts += _nothing(shelf, session, book)
    elif shelf.before is not None:
        parts.append(
            outlined_button("history-more", words("history.more"), ft.Icons.EXPAND_MORE, more, colours)
        )
    elif shelf.lines or shelf.walks:
        end = words("history.end") if shelf.wanted == Wanted() else _found(len(shelf.lines or ()), words)
        parts.append(identified("history-end", shown(end, colours.secondary, 16, MEDIUM, 22)))
    column = ft.Column(parts, spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return ft.Container(column, padding=ft.Padding.symmetric(horizontal=12, vertical=18))


def _found(count: int, words: Words) -> str:
    if not count:  # a walk may stand alone
        return words("history.nothing")
    return words("history.found_one") if count == 1 else words("history.found", n=count)


def _nothing(shelf: Shelf, session: Session, book: LogBook) -> list[ft.Control]:
    words, colours, wanted = session.words, session.palette, shelf.wanted
    if wanted == Wanted():
        empty = ft.Column(
            [
                ft.Icon(ft.Icons.LIST_ALT, size=64, color=colours.outline),
                shown(words("history.empty"), colours.text, 20, BOLD, 28, text_align=ft.TextAlign.CENTER),
            ],
            spacing=8,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        )
        return [identified("history-empty", ft.Container(empty, padding=24))]

    async def clear(_: object) -> None:
        await book.want_all()

    hint = ""
    if wanted.plate and wanted.match is not Match.PART:
        hint = words("history.nothing_hint")
    found = note(ft.Icons.SEARCH_OFF, words("history.nothing"), hint, colours, "history-nothing")
    button = outlined_button(
        "history-clear", words("history.clear"), ft.Icons.FILTER_ALT_OFF_OUTLINED, clear, colours
    )
    return [found, button]
