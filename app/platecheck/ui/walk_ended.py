"""What came of a walk that has ended, in the walk's place until it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme, times
from platecheck.ui.parts.controls import badge, identified, note, outlined_button, primary_button
from platecheck.ui.text_scale import FIXED, scaled
from platecheck.ui.theme import BLACK, BOLD, MEDIUM, shown
from platecheck.ui.walk_summary import counts_of, plates_of, readings_of, unanswered_of

if TYPE_CHECKING:
    from platecheck.store.records import WalkSummary
    from platecheck.ui.session import Session
    from platecheck.ui.walk_state import WalkState
    from platecheck.verdict import Headline

_MOST = 560
_LINE = 52


def walk_ended(state: WalkState, summary: WalkSummary, session: Session) -> ft.Control:
    """Return when, where, how many cars, and how many of them got which verdict."""
    words, colours = session.words, session.palette
    cars = f"{plates_of(summary.cars, words)}, {readings_of(summary.readings, words)}"
    lines: list[ft.Control] = [
        shown(words("walk.ended"), colours.text, 32, BLACK, 40),
        shown(summary.lot or words("lot.any"), colours.text, 22, BOLD, 28),
        shown(_when(summary, session), colours.text, 20, MEDIUM, 28),
        shown(cars, colours.text, 20, MEDIUM, 28),
    ]
    rows: list[ft.Control] = [_total(headline, count, session) for headline, count in counts_of(summary)]
    if asked := unanswered_of(summary):
        rows.append(shown(words("walk.asked", n=asked), colours.secondary, 18, MEDIUM, 26))
    body: list[ft.Control] = [
        identified("walk-summary", ft.Column(lines, spacing=4), container=True),
        identified("walk-summary-totals", ft.Column(rows, spacing=0), container=True),
        _kept(state, session),
    ]
    inside = ft.Column(body, spacing=20, scroll=ft.ScrollMode.AUTO, expand=True)
    width = min(_MOST, session.viewfinder.walk_fit.width) - 32
    column = ft.Column(
        [ft.Container(inside, expand=True, width=width), ft.Container(_ways(session), width=width)],
        spacing=theme.GAP,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    box = ft.Container(
        column, bgcolor=colours.surface, expand=True, padding=ft.Padding.symmetric(vertical=16)
    )
    return identified("walk-ended", box, container=True, expand=True)


def _when(summary: WalkSummary, session: Session) -> str:
    zone, language = session.settings.zone, session.words.language
    began, ended = (f"{at.astimezone(zone):%H:%M}" for at in (summary.began_at, summary.ended_at))
    return f"{began} – {ended} · {times.span(summary.length_s, language)}"


def _total(headline: Headline, count: int, session: Session) -> ft.Control:
    words, colours = session.words, session.palette
    number = shown(str(count), colours.text, 26, BOLD, most=FIXED, no_wrap=True)
    row = ft.Row([badge(headline, words, colours), ft.Container(expand=True), number], height=_LINE - 1)
    ruled = ft.Container(row, border=ft.Border.only(bottom=ft.BorderSide(1, colours.hairline)))
    label = f"{words.verdict(headline)}: {count}"
    return identified(f"total-{headline.value}", ruled, label=label, exclude_semantics=True)


def _kept(state: WalkState, session: Session) -> ft.Control:
    """Return that the summary is kept, or why it is not and another try."""
    words, colours = session.words, session.palette
    if not state.trouble:
        return shown(words("walk.kept"), colours.secondary, 16, MEDIUM, 22)

    async def again(_: object) -> None:
        await session.walking.keep()

    said = note(ft.Icons.SAVE_OUTLINED, words("walk.unkept"), state.trouble, colours, "walk-unkept")
    retry = outlined_button("walk-keep", words("broken.retry"), ft.Icons.REFRESH, again, colours)
    return ft.Column([said, retry], spacing=theme.GAP)


def _ways(session: Session) -> ft.Control:
    words, colours = session.words, session.palette

    async def done(_: object) -> None:
        await session.go_back()

    async def history(_: object) -> None:
        await session.page.push_route("/history")

    style = ft.TextStyle(size=scaled(26, FIXED), font_family=BOLD, letter_spacing=0)
    label = ft.Text(words("walk.done"), style=style)
    log = outlined_button(
        "walk-history",
        words("nav.history"),
        ft.Icons.LIST_ALT,
        history,
        colours,
        height=theme.PRIMARY,
        padding=14,
    )
    big = primary_button("walk-done", label, done, colours)
    return ft.Row([log, ft.Container(big, expand=True)], spacing=theme.GAP)
