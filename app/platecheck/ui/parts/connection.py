"""The connection chip: what real calls said of the way to the service; it leads to the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme, times
from platecheck.ui.component import component
from platecheck.ui.numbers import in_badge
from platecheck.ui.parts.controls import button_style, one_node
from platecheck.ui.parts.frames import dashed
from platecheck.ui.text_scale import FIXED
from platecheck.ui.theme import BOLD, MEDIUM, shown
from platecheck.way import Link

if TYPE_CHECKING:
    from platecheck.ui.session import Session
    from platecheck.ui.state import Pending, Way

POOR = frozenset({Link.OFFLINE, Link.FAILING})
ICONS = {
    Link.LIVE: ft.Icons.CELL_TOWER,
    Link.SLOW: ft.Icons.HOURGLASS_TOP,
    Link.OFFLINE: ft.Icons.CLOUD_OFF,
    Link.FAILING: ft.Icons.CLOUD_OFF,
    Link.REFUSED: ft.Icons.KEY_OFF,
}
_WORDS, _POOR_WORDS, _TIME = 112, 148, 92
_BADGE = 52


@component
def ConnectionChip(way: Way, pending: Pending, session: Session, narrow: bool) -> ft.Control:
    """The state's icon and words; with something pending the count stands in the words' place.

    Where there is no room for the words, the icon and the time stand for them; read aloud they are whole.
    """
    words, colours, link = session.words, session.palette, way.link
    since = ""
    if way.since is not None:
        since = times.moment(way.since, session.now(), session.settings.zone, words.language)
    said = words(f"connection.{link.value}", time=since)
    poor, busy = link in POOR, bool(pending.waiting or pending.changes)
    text, width = said, _POOR_WORDS if poor else _WORDS
    if narrow or busy:
        text = since if poor and not (narrow and busy) else ""
        width = _TIME if text else theme.TARGET
    ink = "#000000" if poor else colours.surface if link is Link.REFUSED else colours.text
    size, font = (14, BOLD) if poor else (16, BOLD if link is Link.REFUSED else MEDIUM)
    parts: list[ft.Control] = [ft.Icon(ICONS.get(link, ft.Icons.CELL_TOWER), size=22, color=ink)]
    if text:
        label = shown(text, ink, size, font, 18, FIXED, max_lines=2)
        parts.append(ft.Container(label, width=width - 52) if poor else label)
    if busy:
        parts.append(_count(pending, ink))
        width += _BADGE
    inside = ft.Row(parts, spacing=8, alignment=ft.MainAxisAlignment.CENTER, tight=True)
    if busy:
        aloud = words("queue.label", way=said, waiting=pending.waiting, changed=len(pending.changes))
    else:
        aloud = words("queue.label_empty", way=said)
    return _button(session, link, inside, aloud, width)


def _count(pending: Pending, ink: str) -> ft.Control:
    """Return how much changed, or else how much waits."""
    changed = len(pending.changes)
    icon = ft.Icons.NOTIFICATION_IMPORTANT if changed else ft.Icons.CLOUD_UPLOAD
    number = shown(in_badge(changed or pending.waiting), ink, 16, BOLD, 18, FIXED)
    return ft.Row([ft.Icon(icon, size=20, color=ink), number], spacing=3, tight=True)


def _button(session: Session, link: Link, inside: ft.Control, label: str, width: float) -> ft.Control:
    colours = session.palette
    poor, inverted = link in POOR, link is Link.REFUSED
    face: ft.Control = ft.Container(
        inside, alignment=ft.Alignment.CENTER, width=width, height=theme.TARGET, padding=0
    )
    if poor:
        face = dashed(
            face,
            width,
            theme.TARGET,
            fill=theme.STALE_FILL,
            colour=theme.STALE_TEXT,
            thickness=2,
            radius=theme.RADIUS_KEY,
        )
    style = button_style(
        fill=colours.text if inverted else colours.surface,
        text=colours.surface if inverted else colours.text,
        edge=None if poor else colours.outline,
        focus=colours.text,
        radius=theme.RADIUS_KEY,
        thickness=1,
        padding=0,
    )

    async def go(_: object) -> None:
        await session.pending.to_list()

    content = ft.Semantics(label=label, exclude_semantics=True, content=face)
    button = ft.Button(
        content=content,
        style=style,
        on_click=session.keyboard.unless_entered("connection", go),
        width=width,
        height=theme.TARGET,
        elevation=0,
    )
    return one_node("connection", button)
