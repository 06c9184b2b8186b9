"""What changed since the officer left, and the recheck queue: one below the other, or side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.rechecks import Ended
from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.change_card import change_card
from platecheck.ui.parts.connection import ConnectionChip
from platecheck.ui.parts.controls import identified, note, outlined_button
from platecheck.ui.parts.receipt_row import receipt_row
from platecheck.ui.parts.shell import theme_chip
from platecheck.ui.text_scale import CHROME, larger
from platecheck.ui.theme import BOLD, MEDIUM, TABLET_MAX, shown
from platecheck.way import OPEN, Link

if TYPE_CHECKING:
    from platecheck.ui.session import Session
    from platecheck.ui.state import Pending, Way

_COLUMN = 560
_EDGE = 8


@component
def QueuePlace(
    pending: Pending, way: Way, prefs: object, window: object, session: Session, width: float
) -> ft.Control:
    """The whole screen in `width` dp."""

    async def read() -> None:
        await session.pending.read()

    ft.use_effect(read, [], cleanup=lambda: None)
    beside = width >= TABLET_MAX
    column = min(_COLUMN, width / 2 if beside else width) - 2 * _EDGE
    changes, queue = _changes(pending, session, column), _queue(pending, way, session, column)
    if beside:
        body: ft.Control = ft.Row(
            [_scrolled(changes, column, "changes"), _scrolled(queue, column, "queue")],
            spacing=2 * theme.GAP,
            expand=True,
            vertical_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    else:
        body = _scrolled([*changes, *queue], column, "both", middle=True)
    parts: list[ft.Control] = [_head(way, session, width)]
    if pending.trouble:
        parts.append(note(ft.Icons.ERROR_OUTLINE, pending.trouble, "", session.palette, "queue-trouble"))
    column_of_all = ft.Column(
        [*parts, ft.Container(body, expand=True)],
        spacing=theme.GAP,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    around = ft.Padding.only(left=_EDGE, right=_EDGE, top=theme.GAP)
    return identified("queue", ft.Container(column_of_all, padding=around), container=True, expand=True)


def _scrolled(parts: list[ft.Control], width: float, key: str, *, middle: bool = False) -> ft.Control:
    inside = ft.Column(parts, spacing=theme.GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    box = ft.Container(inside, width=width, padding=ft.Padding.only(bottom=16))
    across = ft.CrossAxisAlignment.CENTER if middle else ft.CrossAxisAlignment.START
    return ft.Column([box], scroll=ft.ScrollMode.AUTO, expand=True, horizontal_alignment=across, key=key)


def _head(way: Way, session: Session, width: float) -> ft.Control:
    title = shown(
        session.words("changes.title"),
        session.palette.text,
        24 if width >= _COLUMN else 20,
        BOLD,
        26,
        CHROME,
        expand=True,
        max_lines=2,
    )
    chip = ConnectionChip(way, session.state.pending, session, width < _COLUMN)
    return ft.Container(
        ft.Row([title, chip, theme_chip(session)], spacing=theme.GAP),
        padding=ft.Padding.only(left=8),
    )


def _changes(pending: Pending, session: Session, width: float) -> list[ft.Control]:
    words, colours = session.words, session.palette
    if not pending.changes:
        none = shown(words("changes.none"), colours.secondary, 18, line=26)
        box = ft.Container(none, padding=ft.Padding.symmetric(horizontal=8, vertical=12))
        return [identified("changes-none", box)]
    now, zone, work = session.now(), session.settings.zone, session.pending
    cards = [
        change_card(one, width, now, zone, words, colours, seen=work.seen, open_it=work.open)
        for one in pending.changes
    ]
    listed = ft.Column(cards, spacing=theme.GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return [identified("changes", listed, container=True)]


def _queue(pending: Pending, way: Way, session: Session, width: float) -> list[ft.Control]:
    words, colours = session.words, session.palette
    title = shown(words("queue.title"), colours.text, 22, BOLD, 28, expand=None if larger() else True)
    said = shown(words("queue.waiting", n=pending.waiting), colours.text, 16, MEDIUM, 22)
    count = identified("queue-waiting", said)
    heading = ft.Column([title, count], spacing=0) if larger() else ft.Row([title, count], spacing=8)
    parts: list[ft.Control] = [ft.Container(heading, padding=ft.Padding.only(left=8, right=8, top=theme.GAP))]
    if pending.waiting or way.link not in OPEN:
        text = shown(words(f"queue.state.{_state(pending, way)}"), colours.secondary, 16, line=22)
        parts.append(
            ft.Container(identified("queue-state", text), padding=ft.Padding.symmetric(horizontal=8))
        )
        if way.link is not Link.REFUSED:
            parts.append(_ask_now(session))
    if not pending.receipts:
        none = shown(words("queue.empty"), colours.secondary, 18, line=26)
        box = ft.Container(none, padding=ft.Padding.symmetric(horizontal=8, vertical=4))
        return [*parts, identified("queue-empty", box), _prepare(session)]
    now, zone = session.now(), session.settings.zone
    first = next((one.seq for one in pending.receipts if one.settled_at is None), 0)
    rows = [
        receipt_row(one, width, now, zone, words, colours, is_next=one.seq == first)
        for one in pending.receipts
    ]
    listed = ft.Column(rows, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return [*parts, identified("receipts", listed, container=True), _prepare(session)]


def _state(pending: Pending, way: Way) -> str:
    """Return why the queue is as it is, as the key of its text."""
    if way.link is Link.REFUSED:
        return "refused"
    if way.link is Link.OFFLINE:
        return "offline"
    if pending.ended is Ended.ELSEWHERE:
        return "elsewhere"
    return "open" if way.link in OPEN else "failing"


def _ask_now(session: Session) -> ft.Control:
    async def go(_: object) -> None:
        session.pending.ask_now()

    words = session.words
    return outlined_button("ask-now", words("queue.now"), ft.Icons.SYNC, go, session.palette, stacked=False)


def _prepare(session: Session) -> ft.Control:
    """Return the way to the next dead zone's preparation."""
    word = session.words("prepare.open")
    button = outlined_button(
        "queue-prepare",
        word,
        ft.Icons.DOWNLOAD_FOR_OFFLINE_OUTLINED,
        session.open_prepare,
        session.palette,
        stacked=False,
    )
    return ft.Container(button, padding=ft.Padding.only(top=theme.GAP))
