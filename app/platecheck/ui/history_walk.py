"""The summary of one walk, opened from the log: whose, from when to when, how many readings, the totals.

Separate from a check's story, which asks the store: all there is of a walk is in its row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import numbers, theme, times
from platecheck.ui.history_notes import noted
from platecheck.ui.parts.controls import badge, card, icon_button, identified, note, outlined_button
from platecheck.ui.text_scale import larger
from platecheck.ui.theme import BLACK, BOLD, MEDIUM, shown
from platecheck.ui.walk_summary import counts_of, figures_of, plates_of, title_of, unanswered_of

if TYPE_CHECKING:
    from platecheck.store.records import WalkSummary
    from platecheck.ui.log_book import LogBook
    from platecheck.ui.session import Session

_MARGIN = 16
_BADGES = 212
"""Room in dp for the widest badge: the numbers beside them stand under each other."""


def walk_pane(walk: WalkSummary, session: Session, book: LogBook, *, handset: bool) -> ft.Control:
    """Return all that is kept of a walk."""
    body = ft.Column(
        [*_totals(walk, session), _facts_list(walk, session)],
        spacing=16,
        scroll=ft.ScrollMode.AUTO,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    column = ft.Column(
        [_top(walk, session, book, handset=handset), body, *_acts(walk, session, book)],
        spacing=theme.GAP,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    inside = ft.Container(
        column,
        padding=ft.Padding.symmetric(horizontal=_MARGIN, vertical=theme.GAP),
        bgcolor=session.palette.surface,
    )
    return identified("walk", inside, container=True, expand=True)


def _top(walk: WalkSummary, session: Session, book: LogBook, *, handset: bool) -> ft.Control:
    words, colours = session.words, session.palette

    def close(_: object) -> None:
        book.close()

    back = icon_button("walk-back", ft.Icons.ARROW_BACK, words("history.back"), close, colours)
    at = times.moment(walk.ended_at, session.now(), session.settings.zone, words.language)
    said = " · ".join([at, *figures_of(walk, words)])
    lines: list[ft.Control] = [
        shown(title_of(walk.lot, words), colours.text, 24, BOLD, 32),
        shown(said, colours.secondary, 16, MEDIUM, 22),
    ]
    title = ft.Column(lines, spacing=0, expand=True)
    walking = ft.Icon(ft.Icons.DIRECTIONS_WALK, color=colours.text, size=36)
    return ft.Row([back if handset else walking, title], spacing=theme.GAP if handset else 12)


def _totals(walk: WalkSummary, session: Session) -> list[ft.Control]:
    """Return each verdict in words with its number, and the cars that nobody answered for."""
    words, colours = session.words, session.palette
    if walk.spoilt:
        return [note(ft.Icons.REPORT_OUTLINED, words("history.spoilt"), "", colours, "walk-spoilt")]
    lines = []
    for headline, number in counts_of(walk):
        face = badge(headline, words, colours)
        lines.append(_line(f"walk-{headline.value}", face, number, words.verdict(headline), session))
    unanswered = unanswered_of(walk)
    if unanswered:
        word = words("walks.unanswered")
        lines.append(
            _line("walk-unanswered", shown(word, colours.text, 16, MEDIUM, 22), unanswered, word, session)
        )
    title = shown(words("walks.totals"), colours.text, 18, BOLD, 24)
    if not lines:
        return [title, shown(plates_of(walk.cars, words), colours.text, 16, MEDIUM, 22)]
    section = ft.Column(
        [title, card(ft.Column(lines, spacing=10), colours)],
        spacing=8,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return [identified("walk-totals", section, container=True)]


def _line(name: str, face: ft.Control, number: int, word: str, session: Session) -> ft.Control:
    count = numbers.count(number, session.words.language)
    room = None if larger() else _BADGES
    cell = ft.Container(ft.Row([face], tight=True), width=room)
    row = ft.Row(
        [cell, shown(count, session.palette.text, 22, BLACK, 28)], spacing=12, run_spacing=2, wrap=larger()
    )
    return identified(name, row, label=f"{word}: {count}", exclude_semantics=True)


def _facts_list(walk: WalkSummary, session: Session) -> ft.Control:
    return identified("walk-noted", noted(_facts(walk, session), session), container=True)


def _facts(walk: WalkSummary, session: Session) -> list[tuple[str, str]]:
    words, zone = session.words, session.settings.zone
    ended = (words("walks.ended"), times.exact(walk.ended_at, zone))
    lot = (words("story.lot"), walk.lot or words("lot.any"))
    if walk.spoilt:
        return [ended, lot]
    return [
        (words("walks.began"), times.exact(walk.began_at, zone)),
        ended,
        lot,
        (words("story.officer"), walk.officer or words("export.nobody")),
        (words("walks.cars"), numbers.count(walk.cars, words.language)),
        (words("walks.readings"), numbers.count(walk.readings, words.language)),
    ]


def _acts(walk: WalkSummary, session: Session, book: LogBook) -> list[ft.Control]:
    """Return the way to the checks of the walk's lot, where those are not what is shown already."""
    words, colours, lot = session.words, session.palette, walk.lot
    if lot is None or book.shelf.wanted.lot == lot:
        return []

    async def show_lot(_: object) -> None:
        await book.show_lot(lot)

    icon = ft.Icons.FILTER_ALT_OUTLINED
    button = outlined_button("walk-lot", words("walks.show_lot"), icon, show_lot, colours, height=64)
    acts = ft.Container(
        ft.Column([button], horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        padding=ft.Padding.only(top=theme.GAP),
        border=ft.Border.only(top=ft.BorderSide(1, colours.hairline)),
    )
    return [acts]
