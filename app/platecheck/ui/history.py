"""The newest checks beside the field of a desktop: a tap shows the answer again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.facts import Source
from platecheck.ui import times
from platecheck.ui.component import component, memo
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.controls import badge, button_style, identified, one_node
from platecheck.ui.text_scale import factor, larger
from platecheck.ui.theme import BOLD, MEDIUM, plate_text, shown

if TYPE_CHECKING:
    from platecheck.answers import Result
    from platecheck.ui.session import Session
    from platecheck.ui.state import Desk, Preferences, Trail

_ROW = 64
_PLATE_ROOM = 190
"""Beside the widest badge, in dp."""


@memo
@component
def LogList(trail: Trail, desk: Desk, prefs: Preferences, session: Session) -> ft.Control:
    """The newest checks; a tap shows the answer as of now."""
    words, colours = session.words, session.palette
    day = session.now().astimezone(session.settings.zone).date()
    made: dict[str, tuple[object, ft.Control]] = ft.use_memo(dict, [words, colours, day, factor()])
    title = shown(words("nav.history"), colours.text, 20, BOLD, 24, expand=None if larger() else True)
    order = shown(words("history.order"), colours.secondary, 14, MEDIUM)
    head = ft.Container(
        ft.Column([title, order], spacing=0) if larger() else ft.Row([title, order]),
        padding=ft.Padding.symmetric(horizontal=4, vertical=8),
    )
    if not trail.log:
        empty = ft.Container(
            shown(words("history.empty"), colours.secondary, 18, line=26),
            padding=ft.Padding.symmetric(horizontal=4, vertical=16),
        )
        return identified("history", ft.Column([head, empty], expand=True), container=True, expand=True)
    chosen = desk.result.check.id if desk.result else ""
    rows = [_kept_row(made, result, session, chosen=result.check.id == chosen) for result in trail.log]
    rows_list = ft.ListView(rows, spacing=0, expand=True, item_extent=None if larger() else _ROW + 1)
    return identified(
        "history", ft.Column([head, rows_list], spacing=0, expand=True), container=True, expand=True
    )


def _kept_row(
    made: dict[str, tuple[object, ft.Control]], result: Result, session: Session, *, chosen: bool
) -> ft.Control:
    """Return the row as it was made before, where nothing of it changed: then it costs nothing."""
    what = (result.answer, chosen)
    known = made.get(result.check.id)
    if known is None or known[0] != what:
        known = made[result.check.id] = (what, _row(result, session, chosen=chosen))
    return known[1]


def _row(result: Result, session: Session, *, chosen: bool) -> ft.Control:
    words, colours = session.words, session.palette
    then = result.verdict_then(session.site)

    async def show(_: object) -> None:
        await session.show(result)

    at = times.moment(result.check.checked_at, session.now(), session.settings.zone, words.language)
    parts = [at, result.check.lot or words("lot.any")]
    if result.answer.source is Source.CACHE:
        parts.append(words("history.saved"))
    said = " · ".join(parts)
    plate = plate_text(result.check.plate, colours.text, plate_size(result.check.plate, _PLATE_ROOM, 24, 16))
    mark = badge(then.headline, words, colours)
    if larger():
        top = ft.Row([ft.Container(plate, expand=True), mark], spacing=8)
        lines = ft.Column([top, shown(said, colours.secondary, 14, MEDIUM, 18)], spacing=2)
        inside: ft.Control = ft.Container(lines, padding=ft.Padding.symmetric(vertical=8))
    else:
        cut = ft.TextOverflow.ELLIPSIS
        lines = ft.Column(
            [plate, shown(said, colours.secondary, 14, MEDIUM, 18, max_lines=1, overflow=cut)],
            spacing=0,
            expand=True,
            alignment=ft.MainAxisAlignment.CENTER,
        )
        inside = ft.Row([lines, mark], spacing=8)
    style = button_style(
        fill=colours.selected if chosen else colours.surface,
        text=colours.text,
        edge=None,
        focus=colours.text,
        radius=0,
        padding=ft.Padding.symmetric(horizontal=4),
    )
    spoken = f"{' '.join(result.check.plate)}, {words.verdict(then.headline)}, {said}"
    label = ft.Semantics(label=spoken, exclude_semantics=True, content=inside)
    button: Any = ft.Button(
        content=label,
        style=style,
        on_click=session.keyboard.unless_entered(f"log-{result.check.id}", show),
        height=None if larger() else _ROW,
        elevation=0,
    )
    ruled = ft.Container(button, border=ft.Border.only(bottom=ft.BorderSide(1, colours.hairline)), padding=0)
    row = one_node(f"log-{result.check.id}", ruled)
    row.key = result.check.id
    return row
