"""The raw answer on demand; where it holds an alarm's text, only while held."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.facts import readable
from platecheck.ui import theme
from platecheck.ui.parts.controls import identified, outlined_button
from platecheck.ui.parts.hold import plain_hold
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.answers import Result
    from platecheck.ui.session import Session

_MOST = 20_000
"""Characters shown; a body can have a mebibyte."""


def raw_sheet(
    session: Session, result: Result, body: bytes | None, close: Callable[[], Any]
) -> ft.AlertDialog:
    """Return the dialog with the body of `result` as the platform sent it, indented when it is JSON."""
    words, colours = session.words, session.palette

    def shut(_: object) -> None:
        close()

    text = _pretty(body) if body else words("raw.none")
    inside: list[ft.Control] = []
    if body and (result.answer.facts is None or result.answer.facts.alarm):
        inside += [
            shown(words("raw.hold"), colours.secondary, 16, line=22),
            plain_hold(text, words, colours),
        ]
    else:
        inside.append(
            identified(
                "raw-text",
                shown(text, colours.text, 14, line=20, selectable=True),
                label=text,
                exclude_semantics=True,
            )
        )
    window = session.state.window
    return ft.AlertDialog(
        title=shown(words("raw.title"), colours.text, 22, BOLD, 28),
        content=ft.Container(
            ft.Column(
                inside,
                spacing=12,
                scroll=ft.ScrollMode.AUTO,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            ),
            width=min(640, window.width - 48),
            height=min(560, window.height - 240),
        ),
        actions=[outlined_button("raw-close", words("raw.close"), None, shut, colours, padding=24)],
        inset_padding=16,
        content_padding=ft.Padding.symmetric(horizontal=16, vertical=8),
        bgcolor=colours.surface,
        elevation=0,
        shape=ft.RoundedRectangleBorder(radius=theme.RADIUS_HEAD, side=ft.BorderSide(2, colours.text)),
    )


def _pretty(body: bytes) -> str:
    text = body.decode("utf-8", errors="replace")
    with contextlib.suppress(ValueError, RecursionError):
        text = json.dumps(json.loads(text.lstrip("\ufeff")), indent=2, ensure_ascii=False)
    return readable(text[:_MOST])
