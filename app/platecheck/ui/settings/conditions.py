"""The training conditions of a demo: what goes wrong on purpose, chosen by whoever trains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.exercise import Condition
from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.drill import ICONS, choose_condition, renew
from platecheck.ui.parts.controls import (
    button_style,
    card,
    identified,
    note,
    one_node,
    outlined_button,
    silent,
)
from platecheck.ui.parts.fields import heading, rows, said
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from platecheck.ui.session import Session
    from platecheck.ui.state import Drill

_AIR = 8


@component
def ConditionsSection(drill: Drill, prefs: object, session: Session) -> ft.Control:
    """A row for each condition, in force at one tap; and the invented data laid out anew."""
    words, colours = session.words, session.palette

    async def lay_out(_: object) -> None:
        await renew(session)

    def settle() -> None:
        drill.renewed = False

    ft.use_effect(settle, [], cleanup=lambda: None)
    offered = rows([_row(condition, session) for condition in Condition], spacing=2)
    parts = [
        heading(words("training.title"), session),
        said(words("training.text"), session),
        identified(
            "conditions",
            card(offered, colours, padding=4),
            label=words("training.title"),
            container=True,
        ),
        outlined_button(
            "renew", words("training.renew"), ft.Icons.RESTORE, lay_out, colours, disabled=drill.renewing
        ),
    ]
    if drill.renewed:
        done = note(ft.Icons.CHECK_CIRCLE_OUTLINE, words("training.renewed"), "", colours, "renewed")
        parts.append(done)
    else:
        parts.append(said(words("training.renew.text"), session, size=14))
    return rows(parts)


def _row(condition: Condition, session: Session) -> ft.Control:
    """Return a condition: what it is called, what the officer will see; told as checked or not."""
    words, colours = session.words, session.palette
    chosen = session.state.drill.condition is condition
    title, text = words(f"condition.{condition.value}"), words(f"condition.{condition.value}.text")

    def choose(_: object) -> None:
        choose_condition(session, condition)

    told = ft.Column(
        [
            shown(title, colours.text, 17, BOLD if chosen else MEDIUM, 22),
            shown(text, colours.text if chosen else colours.secondary, 14, line=18),
        ],
        spacing=0,
        expand=True,
    )
    mark = ft.Icons.RADIO_BUTTON_CHECKED if chosen else ft.Icons.RADIO_BUTTON_UNCHECKED
    inside = ft.Row(
        [ft.Icon(ICONS[condition], size=24), told, ft.Icon(mark, size=22)],
        spacing=12,
    )
    style: Any = button_style(
        fill=colours.selected if chosen else colours.card,
        text=colours.text,
        edge=None,
        focus=colours.text,
        radius=theme.RADIUS_KEY,
        padding=ft.Padding.symmetric(horizontal=10),
    )
    # As high as its text and the air around it: one line or two, in whatever size.
    content = ft.Container(silent(inside), padding=ft.Padding.symmetric(vertical=_AIR))
    button = ft.Button(content=content, style=style, on_click=choose, elevation=0)
    return one_node(f"condition-{condition.value}", button, label=f"{title}. {text}", checked=chosen)
