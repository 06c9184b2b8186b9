"""The walk's screen: shutter, verdict, next, without leaving the camera; and what came of it at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme, times
from platecheck.ui.component import component, memo
from platecheck.ui.layout import by_hand
from platecheck.ui.parts.connection import ICONS, POOR
from platecheck.ui.parts.controls import identified
from platecheck.ui.parts.preview import BLACK, WHITE, preview
from platecheck.ui.parts.walk_foot import WalkFoot
from platecheck.ui.parts.walk_head import WalkHead
from platecheck.ui.parts.walk_stops import Totals, WalkRows
from platecheck.ui.text_scale import CHROME
from platecheck.ui.theme import BOLD, shown
from platecheck.ui.walk_ended import walk_ended
from platecheck.ui.walk_fit import TITLE, WalkFit
from platecheck.ui.walk_summary import plates_of, title_of

if TYPE_CHECKING:
    from platecheck.ui.camera_state import Finder
    from platecheck.ui.session import Session
    from platecheck.ui.state import Preferences, Pulse, Way, Window
    from platecheck.ui.walk_state import WalkState


@component
def WalkPlace(state: WalkState, window: Window, prefs: Preferences, session: Session) -> ft.Control:
    """The walk under way; once it has ended, its summary."""
    ft.use_effect(session.walking.begin, [], cleanup=session.walking.left)
    if state.summary is not None:
        return walk_ended(state, state.summary, session)
    return UnderWay(session.viewfinder.finder, window, prefs, session)


@memo
@component
def UnderWay(finder: Finder, window: Window, prefs: Preferences, session: Session) -> ft.Control:
    """Preview, head, totals, rows, buttons. Answers draw their own parts anew, never the preview."""
    visit: list[int] = ft.use_memo(list, [])

    def begin() -> None:
        visit[:] = [session.viewfinder.begin()]

    def end() -> None:
        session.viewfinder.end(*visit)

    fit, state, left = session.viewfinder.walk_fit, session.walking.state, session.person.left_handed
    ft.use_effect(begin, [], cleanup=end)
    ft.use_effect(session.viewfinder.look, [fit.beside, left], cleanup=lambda: None)
    title = WalkTitle(state, session.walking.pulse, session.state.way, prefs, session)
    picture = ft.Stack(
        [
            preview(finder, session, fit.camera),
            ft.Container(title, left=0, right=0, top=0, height=TITLE),
        ],
        width=fit.camera.width,
        height=fit.camera.height,
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
    )
    head = WalkHead(finder, state, prefs, session, fit.camera.width, fit.rounding)
    listed: list[ft.Control] = [
        Totals(state, prefs, session, fit.list_width),
        WalkRows(state, prefs, window, session, fit.list_width),
        WalkFoot(finder, prefs, session, fit.list_width),
    ]
    body = _beside(picture, head, listed, fit, left=left) if fit.beside else _column([picture, head, *listed])
    box = ft.Container(body, bgcolor=session.palette.surface, expand=True)
    return identified("walk-screen", box, container=True, expand=True)


def _column(parts: list[ft.Control], spacing: float = 0) -> ft.Control:
    return ft.Column(parts, spacing=spacing, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _beside(
    picture: ft.Control, head: ft.Control, listed: list[ft.Control], fit: WalkFit, *, left: bool
) -> ft.Control:
    """Return preview and head at one side, what is listed at the thumb's."""
    looking = ft.Container(
        ft.Column([picture, head], spacing=theme.GAP),
        width=fit.camera.width,
        margin=ft.Margin.only(top=theme.GAP),
    )
    sides: list[ft.Control] = [looking, ft.Container(_column(listed), width=fit.list_width)]
    return ft.Container(
        ft.Row(
            by_hand(sides, left_handed=left),
            spacing=theme.GAP,
            expand=True,
            vertical_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=ft.Padding.only(left=0 if left else theme.GAP, right=theme.GAP if left else 0),
        expand=True,
    )


@component
def WalkTitle(state: WalkState, pulse: Pulse, way: Way, prefs: Preferences, session: Session) -> ft.Control:
    """Where one walks, how long it took so far, and how many cars that was; a way that is not there."""
    words, walk = session.words, state.walk
    if walk is None:
        return ft.Stack()
    span = times.span(walk.length(session.now()).total_seconds(), words.language)
    length = f"{span} · {plates_of(len(walk.stops), words)}"
    sign: list[ft.Control] = []
    if way.link in POOR:
        since = ""
        if way.since is not None:
            since = times.moment(way.since, session.now(), session.settings.zone, words.language)
        icon = ft.Icon(ICONS[way.link], size=22, color=WHITE)
        sign = [identified("walk-way", icon, label=words(f"connection.{way.link.value}", time=since))]
    here, cut = title_of(session.state.prefs.lot, words), ft.TextOverflow.ELLIPSIS
    row = ft.Row(
        [
            shown(here, WHITE, 18, BOLD, 22, CHROME, expand=True, max_lines=1, overflow=cut),
            *sign,
            shown(length, WHITE, 18, BOLD, 22, CHROME, no_wrap=True),
        ],
        spacing=10,
    )
    # On a picture nobody knows the colours of.
    box = ft.Container(
        row,
        bgcolor=ft.Colors.with_opacity(0.75, BLACK),
        padding=ft.Padding.symmetric(horizontal=12),
        height=TITLE,
    )
    return identified("walk-title", box, container=True)
