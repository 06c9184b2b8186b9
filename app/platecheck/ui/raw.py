"""The raw answer on demand; where it holds an alarm's text, only while held."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from platecheck.facts import readable
from platecheck.ui.parts.controls import identified
from platecheck.ui.parts.hold import plain_hold
from platecheck.ui.sheets import sheet_of
from platecheck.ui.text_scale import factor
from platecheck.ui.theme import shown

if TYPE_CHECKING:
    import flet as ft

    from platecheck.answers import Result
    from platecheck.ui.session import Session

_MOST = 20_000
"""Characters shown; a body can have a mebibyte."""
_WIDTH = 640
_LINE = 20
_LETTERS = 40
"""In a handset's line, about: how high the text is decides whether it scrolls."""


def raw_sheet(session: Session, result: Result, body: bytes | None) -> ft.AlertDialog:
    """Return the sheet with the body of `result` as the platform sent it, indented when it is JSON."""
    words, colours = session.words, session.palette
    text = _pretty(body) if body else words("raw.none")
    if body and (result.answer.facts is None or result.answer.facts.alarm):
        inside = [shown(words("raw.hold"), colours.secondary, 16, line=22), plain_hold(text, words, colours)]
        return sheet_of(session, "raw", words("raw.title"), inside, width=_WIDTH)
    said = shown(text, colours.text, 14, line=_LINE, selectable=True)
    height = sum(1 + len(line) // _LETTERS for line in text.split("\n")) * _LINE * factor()
    shown_text = identified("raw-text", said, label=text, exclude_semantics=True)
    return sheet_of(session, "raw", words("raw.title"), [shown_text], width=_WIDTH, height=height)


def _pretty(body: bytes) -> str:
    text = body.decode("utf-8", errors="replace")
    with contextlib.suppress(ValueError, RecursionError):
        text = json.dumps(json.loads(text.lstrip("\ufeff")), indent=2, ensure_ascii=False)
    return readable(text[:_MOST])
