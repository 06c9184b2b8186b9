"""The banner where all is training: on top of every screen, with what goes wrong on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui.component import component
from platecheck.ui.drill import sign_of
from platecheck.ui.layout import BANNER
from platecheck.ui.parts.controls import identified
from platecheck.ui.text_scale import FIXED
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from platecheck.ui.session import Session
    from platecheck.ui.state import Drill

_PAPER, _INK = "#FFFFFF", "#000000"
"""The same by day and by night."""


@component
def TrainingBanner(drill: Drill, session: Session) -> ft.Control:
    """TRAINING, and the condition in force unless it is the normal one."""
    words, sign = session.words, sign_of(session)
    text = words("training") if sign is None else words("training.in", condition=sign[1])
    inside: list[ft.Control] = [shown(text, _INK, 14, BOLD, 18, FIXED, no_wrap=True)]
    if sign is not None:
        inside.insert(0, ft.Icon(sign[0], color=_INK, size=18))
    stripe = ft.Container(
        ft.Row(inside, spacing=8, alignment=ft.MainAxisAlignment.CENTER),
        height=BANNER,
        bgcolor=_PAPER,
        border=ft.Border(top=ft.BorderSide(2, _INK), bottom=ft.BorderSide(2, _INK)),
    )
    return identified("training", stripe, label=text, exclude_semantics=True)
