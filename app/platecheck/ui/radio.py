"""The radio card: a plate large and in groups, with the words that spell it, to be read into a radio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.plates import in_groups, spell
from platecheck.ui import theme
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.controls import identified, outlined_button
from platecheck.ui.sheets import sheet_of
from platecheck.ui.text_scale import CHROME
from platecheck.ui.theme import BOLD, plate_text, shown

if TYPE_CHECKING:
    from platecheck.ui.session import Session

_WIDTH = 560
_PLATE, _LEAST = 60, 40
_EDGES = 90
"""Beside a group: the window's margin, the sheet's and the card's padding."""


def radio_sheet(session: Session, plate: str) -> ft.AlertDialog:
    """Return the card for `plate`. The words are ICAO's in every language."""
    words, colours, window = session.words, session.palette, session.state.window

    async def speak(_: object) -> None:
        """Do nothing here: the browser speaks, and only from within its own event (assets/index.html)."""

    room = min(_WIDTH, window.width - 32) - _EDGES
    cards = [_group(group, session, room) for group in in_groups(plate)]
    actions: list[ft.Control] = []
    if session.page.web:
        # Flet has no speech of its own, so there is none outside of a browser.
        icon, word = ft.Icons.VOLUME_UP, words("radio.speak")
        actions.append(outlined_button("radio-speak", word, icon, speak, colours, padding=20, stacked=False))
    return sheet_of(session, "radio", words("radio.title"), cards, width=_WIDTH, actions=actions)


def _group(group: str, session: Session, room: float) -> ft.Control:
    colours = session.palette
    spelled = " ".join(spell(group))
    size = plate_size(group, room, _PLATE, _LEAST)
    said = ft.Column(
        [plate_text(group, colours.text, size), shown(spelled, colours.text, 26, BOLD, 32, CHROME)], spacing=2
    )
    box = ft.Container(
        said,
        bgcolor=colours.card,
        border=ft.Border.all(1, colours.hairline),
        border_radius=theme.RADIUS_BAND,
        padding=ft.Padding.symmetric(horizontal=14, vertical=8),
    )
    return identified("radio-words", box, label=spelled, exclude_semantics=True)
