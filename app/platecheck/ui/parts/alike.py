"""The look-alike guard: plates the asked one could be a misreading of, differing characters inverted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme, times
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.controls import badge, badge_width, button_style, identified, one_node
from platecheck.ui.text_scale import CHROME, FIXED, larger, scaled
from platecheck.ui.theme import BOLD, MEDIUM, PLATE, Palette, shown
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from platecheck.answers import LookAlike
    from platecheck.ui.texts import Words

_SIZE, _LEAST = 30, 18
_CELL = 3
"""What a character has round it, in dp."""
_AROUND = 2 * 2 + 2 * 12 + 8
"""The frame, a row's edges and its gap, in dp."""
_ASK = 124
"""Width in which the word to ask stands in either language."""
_ROW = 76
MOST = 6


def look_alikes(
    title: str,
    text: str,
    found: tuple[LookAlike, ...],
    ask: Callable[[str], Any],
    words: Words,
    colours: Palette,
    now: datetime,
    width: float,
) -> ft.Control:
    """Return the framed list, `width` dp wide; each row asks the service about its plate."""
    letters, below = _letters(found[:MOST], words, width)
    head = ft.Row(
        [
            ft.Icon(ft.Icons.COMPARE_ARROWS, color=colours.text, size=30),
            ft.Column(
                [shown(title, colours.text, 20, BOLD, 26), shown(text, colours.secondary, 16, line=22)],
                spacing=0,
                expand=True,
            ),
        ],
        spacing=14,
    )
    rows: list[ft.Control] = [ft.Container(head, padding=12)]
    for sibling in found[:MOST]:
        rows.append(ft.Divider(height=1, thickness=1, color=colours.hairline))
        rows.append(_row(sibling, letters, below, ask, words, colours, now))
    box = ft.Container(
        ft.Column(rows, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=colours.card,
        border=ft.Border.all(2, colours.text),
        border_radius=theme.RADIUS_BAND,
        # The last row's own corners would cover the frame's.
        padding=ft.Padding.only(bottom=theme.GAP),
    )
    return identified("look-alikes", box, container=True)


def _letters(found: tuple[LookAlike, ...], words: Words, width: float) -> tuple[int, bool]:
    """Return the size of every plate, for columns of characters, and whether the rows' ends stand below."""
    ends = [_ASK if one.verdict is None else badge_width(_headline(one), words) for one in found]
    longest = max((one.plate for one in found), key=len, default="")
    whole = width - _AROUND - _CELL * len(longest)
    beside = plate_size(longest, whole - max(ends, default=0), _SIZE, 0)
    if larger() or beside < _LEAST:
        return plate_size(longest, whole, _SIZE, _LEAST), True
    return beside, False


def marked_plate(plate: str, places: tuple[int, ...], colours: Palette, size: float) -> ft.Control:
    """Return a plate whose characters at `places` stand inverted."""
    cells: list[ft.Control] = []
    for place, char in enumerate(plate):
        differs = place in places
        style = ft.TextStyle(
            size=scaled(size, FIXED),
            font_family=PLATE,
            height=1.1,
            color=colours.surface if differs else colours.text,
        )
        cells.append(
            ft.Container(
                ft.Text(char, style=style),
                bgcolor=colours.text if differs else None,
                border_radius=4,
                padding=ft.Padding.symmetric(horizontal=1, vertical=2),
            )
        )
    return ft.Row(cells, spacing=1, tight=True)


def _row(
    sibling: LookAlike,
    letters: int,
    below: bool,
    ask: Callable[[str], Any],
    words: Words,
    colours: Palette,
    now: datetime,
) -> ft.Control:
    async def on_click(_: object) -> None:
        await ask(sibling.plate)

    if sibling.verdict is not None and sibling.fetched_at is not None:
        age = times.ago(max(0.0, (now - sibling.fetched_at).total_seconds()), words.language)
        said, headline = words("alike.near", ago=age), _headline(sibling)
        end = badge(headline, words, colours)
        spoken = f"{' '.join(sibling.plate)}, {words.verdict(headline)}, {said}"
    else:
        said = words("alike.unseen")
        end = ft.Container(
            shown(words("alike.ask"), colours.text, 18, BOLD, most=CHROME),
            border=ft.Border.all(2, colours.outline),
            border_radius=theme.RADIUS_KEY,
            padding=ft.Padding.symmetric(horizontal=18, vertical=10),
        )
        spoken = f"{' '.join(sibling.plate)}, {said}"
    said_and_plate: list[ft.Control] = [
        marked_plate(sibling.plate, sibling.places, colours, letters),
        shown(said, colours.secondary, 14, MEDIUM),
    ]
    middle = ft.MainAxisAlignment.CENTER
    if below:
        lines = ft.Column([*said_and_plate, end], spacing=6, expand=True)
        inside: ft.Control = ft.Container(ft.Row([lines]), padding=ft.Padding.symmetric(vertical=8))
    else:
        inside = ft.Row([ft.Column(said_and_plate, spacing=2, expand=True, alignment=middle), end], spacing=8)
    style = button_style(
        fill=colours.card,
        text=colours.text,
        edge=None,
        focus=colours.text,
        radius=0,
        padding=ft.Padding.symmetric(horizontal=12, vertical=8),
    )
    label = ft.Semantics(label=spoken, exclude_semantics=True, content=inside)
    return one_node(
        f"alike-{sibling.plate}",
        ft.Button(content=label, style=style, on_click=on_click, elevation=0, height=None if below else _ROW),
    )


def _headline(sibling: LookAlike) -> Headline:
    """Return what the saved answer said; an old NO PERMIT is shown as the old answer, with its age."""
    if sibling.verdict is None:
        return Headline.NOT_CHECKED
    return sibling.verdict.beneath or sibling.verdict.headline
