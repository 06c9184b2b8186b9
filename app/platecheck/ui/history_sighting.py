"""What the camera made of a plate: the picture, the candidates that were offered, the one that was checked.

Separate from the story, because few checks have it: it is there for looking misreads up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.plates import fold
from platecheck.ui import numbers, theme
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.controls import card, identified
from platecheck.ui.text_scale import larger
from platecheck.ui.theme import BOLD, MEDIUM, plate_text, shown

if TYPE_CHECKING:
    from platecheck.patrol_log import Story
    from platecheck.ui.session import Session

_PLATE = 28
_PICTURE = 112
"""Height in dp of the picture; a plate is about four times as wide."""
_BESIDE = 200
"""Room in dp that confidence and mark take beside a plate."""
_LETTERS = 200
"""Room in dp a plate takes at most: on a desktop its confidence stands beside it, not across the pane."""


def sighting_card(story: Story, session: Session, width: float) -> list[ft.Control]:
    """Return the section of a check with the camera; nothing for any other."""
    words, colours, sighting = session.words, session.palette, story.entry.check.sighting
    if sighting is None:
        return []
    lines = [_picture(story, session)]
    if sighting.spoilt:
        lines.append(shown(words("history.spoilt"), colours.text, 16, BOLD, 22))
    elif not sighting.offered:
        lines.append(shown(words("story.offered_none"), colours.text, 16, MEDIUM, 22))
    checked = story.entry.check.plate
    lines += [
        _candidate(plate, confidence, session, width, chosen=fold(plate) == checked)
        for plate, confidence in sighting.offered
    ]
    if sighting.offered and checked and checked not in {fold(plate) for plate, _ in sighting.offered}:
        lines.append(_by_hand(checked, session))
    column = ft.Column(lines, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    title = shown(words("story.camera"), colours.text, 18, BOLD, 24)
    section = ft.Column(
        [title, card(column, colours)], spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
    return [identified("story-camera", section, container=True)]


def _picture(story: Story, session: Session) -> ft.Control:
    """Return the picture while it is kept, else what became of it."""
    words, colours = session.words, session.palette
    if story.crop is not None:
        picture = ft.Image(
            src=story.crop,
            height=_PICTURE,
            fit=ft.BoxFit.CONTAIN,
            border_radius=theme.RADIUS_BADGE,
            exclude_from_semantics=True,
        )
        named = identified("story-crop", picture, label=words("story.crop"), image=True)
        return ft.Container(named, alignment=ft.Alignment.CENTER_LEFT)
    gone = "story.crop_unread" if story.crop_trouble else "story.crop_gone"
    said = shown(words(gone), colours.secondary, 16, line=22, expand=True)
    icon = ft.Icon(ft.Icons.HIDE_IMAGE_OUTLINED, color=colours.secondary, size=24)
    row = ft.Row([icon, said], spacing=10)
    return identified("story-crop-gone", row, label=words(gone), exclude_semantics=True)


def _candidate(plate: str, confidence: float, session: Session, width: float, *, chosen: bool) -> ft.Control:
    """Return one plate that was offered and how sure the reader was; the one that was checked is marked."""
    words, colours = session.words, session.palette
    sure = numbers.share(confidence * 100)
    parts: list[ft.Control] = [shown(sure, colours.secondary, 16, MEDIUM, 22)]
    if chosen:
        parts.append(ft.Icon(ft.Icons.CHECK, color=colours.text, size=22))
        parts.append(shown(words("story.chosen"), colours.text, 16, BOLD, 22))
    room = min(width - _BESIDE, _LETTERS)
    letters = plate_text(plate, colours.text, plate_size(plate, room, _PLATE))
    beside = ft.Row(parts, spacing=8, tight=True)
    line: ft.Control = ft.Row([ft.Container(letters, width=room), beside], spacing=12)
    if larger():
        line = ft.Column([letters, beside], spacing=0)
    label = ", ".join([" ".join(plate), sure, *([words("story.chosen")] if chosen else [])])
    return identified("story-offered", line, label=label, exclude_semantics=True)


def _by_hand(plate: str, session: Session) -> ft.Control:
    words, colours = session.words, session.palette
    said = shown(words("story.corrected", plate=plate), colours.text, 16, BOLD, 22, expand=True)
    row = ft.Row([ft.Icon(ft.Icons.EDIT, color=colours.text, size=22), said], spacing=10)
    label = words("story.corrected", plate=" ".join(plate))
    return identified("story-corrected", row, label=label, exclude_semantics=True)
