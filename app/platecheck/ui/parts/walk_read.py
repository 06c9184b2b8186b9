"""What was read on a walk, in the head's place: plates to tap, and the ways on from a wrong reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.camera_fit import MOST_CHIPS
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.alike import marked_plate
from platecheck.ui.parts.controls import identified, one_node, outlined_icon
from platecheck.ui.parts.preview import own_keys
from platecheck.ui.parts.shot import chip_style, differing
from platecheck.ui.text_scale import FIXED
from platecheck.ui.theme import MEDIUM, shown
from platecheck.ui.walk_fit import HEAD

if TYPE_CHECKING:
    from platecheck.reading import Candidate
    from platecheck.ui.camera_state import Finder
    from platecheck.ui.session import Session

_INSET = 14
_FIRST, _OTHERS = 52, theme.TARGET


def chips_to_tap(finder: Finder, session: Session, width: float) -> ft.Control:
    """Return up to three plates to tap, the best one large, and the ways on from a wrong reading."""
    found = finder.candidates[:MOST_CHIPS]
    marks = differing([one.plate for one in found])
    room = width - 2 * theme.MARGIN
    small = (room - 2 * (theme.TARGET + theme.GAP) - 2 * theme.GAP) / 2
    sure = finder.is_sure
    others: list[ft.Control] = [
        _chip(one, marks[place], place, session, small, _OTHERS)
        for place, one in enumerate(found)
        if place > 0
    ]

    async def edit(_: object) -> None:
        await session.viewfinder.edit()

    async def again(_: object) -> None:
        await session.viewfinder.shoot()
        session.keyboard.on_buttons = False  # this one went with the readings, and never tells

    words, colours, best = session.words, session.palette, found[0]
    label = words("camera.edit.label", plate=" ".join(best.plate))
    ways = [
        outlined_icon("edit", ft.Icons.EDIT, label, edit, colours, **own_keys(session)),
        outlined_icon(
            "read-again", ft.Icons.REFRESH, words("walk.again"), again, colours, **own_keys(session)
        ),
    ]
    second = ft.Row([*others, ft.Container(expand=True), *ways], spacing=theme.GAP, height=_OTHERS)
    column = ft.Column(
        [_chip(best, marks[0], 0, session, room, _FIRST, sure=sure), second],
        spacing=theme.GAP - 2,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    box = ft.Container(
        column,
        height=HEAD,
        bgcolor=colours.card,
        padding=ft.Padding.symmetric(horizontal=theme.MARGIN),
    )
    return identified("readings", box, container=True)


def _chip(
    candidate: Candidate,
    marks: tuple[int, ...],
    place: int,
    session: Session,
    width: float,
    height: float,
    *,
    sure: bool = False,
) -> ft.Control:
    words, colours = session.words, session.palette
    plain = replace(colours, text=colours.on_primary, surface=colours.primary) if sure else colours

    async def act(_: object) -> None:
        await session.viewfinder.check(candidate.plate)
        session.keyboard.on_buttons = False  # as above

    percent = int(candidate.confidence * 100)
    first = place == 0
    room = width - 2 * _INSET - (56 if first else 0) - 3 * len(candidate.plate)
    letters = plate_size(candidate.plate, room, 34 if first else 22, 14)
    parts: list[ft.Control] = [marked_plate(candidate.plate, marks, plain, letters)]
    if first:
        number = shown(f"{percent} %", plain.text, 16, MEDIUM, 20, FIXED, no_wrap=True)
        parts.append(ft.Container(number, expand=True, alignment=ft.Alignment.CENTER_RIGHT))
    style = chip_style(plain, colours, _INSET if first else 6, sure=sure)
    name = "shot.candidate.check" if sure else "shot.candidate"
    spoken = words(name, plate=" ".join(candidate.plate), n=percent)
    middle = ft.MainAxisAlignment.START if first else ft.MainAxisAlignment.CENTER
    label = ft.Semantics(label=spoken, exclude_semantics=True, content=ft.Row(parts, alignment=middle))
    button = ft.Button(
        content=label, style=style, on_click=act, width=width, height=height, elevation=0, **own_keys(session)
    )
    return one_node(f"candidate-{place + 1}", button)
