"""What charts of plain controls are made of: a card with title and sentence, bars with values, tiles.

Each bar is labelled beside or below its name, and each chart says in one sentence what it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.fullness import Level
from platecheck.ui import numbers, theme
from platecheck.ui.parts.controls import identified, silent
from platecheck.ui.parts.lot_bars import level_fill
from platecheck.ui.text_scale import larger
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from platecheck.ui.session import Session

INSET = 20
"""Between a card's edge and what it holds."""
GAP = 16
"""Between tiles, and between cards."""
MOST = 5
"""So many bars stand alone in a ranking; the others are one together."""
_LABEL, _ROW, _LEAST_BESIDE = 128, 32, 80
_BAR, _LEAST = 12, 3.0


def tiles(name: str, items: Sequence[tuple[str, str]], session: Session) -> ft.Control:
    """Return the figures that are read first, each with what it counts."""
    row = ft.Row([_tile(*each, session) for each in items], spacing=GAP, run_spacing=GAP, wrap=True)
    return identified(name, row, container=True)


def _tile(value: str, label: str, session: Session) -> ft.Control:
    colours = session.palette
    inside = ft.Column(
        [shown(value, colours.text, 26, BOLD, 32), shown(label, colours.secondary, 15, line=20)],
        spacing=2,
        tight=True,
    )
    return ft.Container(
        ft.Semantics(label=f"{value} {label}", exclude_semantics=True, content=inside),
        padding=ft.Padding.symmetric(horizontal=16, vertical=10),
        bgcolor=colours.card,
        border=ft.Border.all(1, colours.hairline),
        border_radius=theme.RADIUS_BAND,
    )


def chart_card(
    name: str, title: str, parts: Sequence[ft.Control], sentence: str, session: Session, width: float
) -> ft.Control:
    """Return a chart under its title in `width` dp, and what it shows in words."""
    colours = session.palette
    heading = ft.Semantics(header=True, heading_level=2, content=shown(title, colours.text, 20, BOLD, 26))
    inside: list[ft.Control] = [heading, *parts]
    if sentence:
        said = shown(sentence, colours.text, 16, line=22)
        inside.append(ft.Container(said, padding=ft.Padding.only(top=4)))
    return identified(
        name,
        ft.Container(
            ft.Column(inside, spacing=4, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
            width=width,
            padding=INSET,
            border=ft.Border.all(1, colours.outline),
            border_radius=theme.RADIUS_BAND,
        ),
        container=True,
    )


def bar_room(width: float, count: float) -> tuple[float, bool]:
    """Return the room of a bar in a card of `width` dp, and whether name and value stand beside it.

    `count` is the room of the value. Larger words, and those of a narrow card, stand above their bar.
    """
    beside = width - 2 * INSET - _LABEL - count
    if larger() or beside < _LEAST_BESIDE:
        return width - 2 * INSET, False
    return beside, True


def charted(label: str, drawn: ft.Control, value: str, room: float, session: Session) -> ft.Control:
    """Return one line of a chart: its name, its bar, its value."""
    colours = session.palette
    inside = ft.Row(
        [
            ft.Container(
                shown(label, colours.text, 15, MEDIUM, 20, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS),
                width=_LABEL,
                padding=ft.Padding.only(right=8),
            ),
            drawn,
            ft.Container(
                shown(value, colours.text, 15, MEDIUM, 20, no_wrap=True),
                width=room,
                alignment=ft.Alignment.CENTER_RIGHT,
            ),
        ],
        spacing=0,
        height=_ROW,
    )
    return ft.Semantics(label=f"{label}: {value}", exclude_semantics=True, content=inside)


def valued(label: str, drawn: ft.Control, value: str, session: Session) -> ft.Control:
    """Return a name and its value above their bar: names are long."""
    colours = session.palette
    name, amount = shown(label, colours.text, 15, MEDIUM, 20), shown(value, colours.text, 15, MEDIUM, 20)
    head: ft.Control = ft.Column([name, amount], spacing=0, tight=True)
    if not larger():  # larger words stand below each other; what is cut is still read aloud
        name.expand, name.max_lines, name.overflow = True, 1, ft.TextOverflow.ELLIPSIS
        amount.no_wrap = True
        head = ft.Row([name, amount], spacing=8)
    line = ft.Row([drawn], spacing=0)
    inside = ft.Column([head, line], spacing=2, tight=True)
    said = ft.Semantics(label=f"{label}: {value}", exclude_semantics=True, content=inside)
    return ft.Container(said, padding=ft.Padding.symmetric(vertical=3))


def ranked(
    items: Sequence[tuple[str, float]],
    say: Callable[[float], str],
    session: Session,
    width: float,
) -> list[ft.Control]:
    """Return a bar each for `items`, given the most first; the small ones stand together at the end."""
    words = session.words
    alone = MOST if len(items) > MOST + 1 else MOST + 1
    listed, rest = list(items[:alone]), items[alone:]
    if rest:
        others = words("lots.others", n=numbers.count(len(rest), words.language))
        listed.append((others, sum(amount for _, amount in rest)))
    most = max((amount for _, amount in listed), default=0)
    return [_ranked(name, amount, most, say(amount), session, width) for name, amount in listed]


def _ranked(name: str, amount: float, most: float, value: str, session: Session, width: float) -> ft.Control:
    room = width - 2 * INSET
    drawn = ft.Container(
        width=max(_LEAST, room * amount / most) if most > 0 else _LEAST,
        height=_BAR,
        bgcolor=level_fill(Level.NEARLY_FULL, session.palette),
        border_radius=ft.BorderRadius.only(top_right=4, bottom_right=4),
    )
    return valued(name, silent(drawn), value, session)
