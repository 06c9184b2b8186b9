"""One overdue export as a receipt: where it stands by word and icon, its files, and the way on.

Separate from what was just exported, which is shown in full: of an earlier one only the outbox tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import ProblemKind
from platecheck.pushes import PushState
from platecheck.ui import times
from platecheck.ui.collections_desk import ANSWER, TABLE
from platecheck.ui.parts.controls import card, identified, outlined_button
from platecheck.ui.parts.fields import rows, said
from platecheck.ui.parts.push_card import STATE_ICONS
from platecheck.ui.parts.push_change import button_row
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from pathlib import Path

    from platecheck.pushes import Push
    from platecheck.ui.session import Session


def export_receipt(push: Push, session: Session) -> ft.Control:
    """Return the card of an earlier export."""
    words, colours, desk = session.words, session.palette, session.office.collections
    state = desk.state_of(push)
    parts: list[ft.Control] = [receipt_head(push, session)]
    if push.last.officer:
        parts.append(said(words("collections.by", officer=push.last.officer), session))
    if push.draft is None:
        parts.append(said(words("push.spoilt"), session))
    elif state is PushState.APPLIED and push.last.reference:
        answer, table = desk.file_of(push, ANSWER), desk.file_of(push, TABLE)
        parts.append(rows([path_line(table, session), path_line(answer, session)], spacing=4))
        parts += save_row(push, answer, table, session)
    parts += explained(push, session)
    if state is PushState.SENDING:
        parts.append(_look_again(push, session))
    box = identified(f"export-{push.id}", card(rows(parts, spacing=8), colours), container=True)
    box.key = f"export-{push.id}"
    return box


def receipt_head(push: Push, session: Session) -> ft.Control:
    """Return where an export stands, and since when."""
    words, colours = session.words, session.palette
    state = session.office.collections.state_of(push)
    at = times.moment(push.last.at, session.now(), session.settings.zone, words.language)
    return ft.Row(
        [
            ft.Icon(STATE_ICONS[state], color=colours.text, size=26),
            shown(words(f"push.state.{state.value}"), colours.text, 17, BOLD, 24, expand=True),
            shown(at, colours.secondary, 15, MEDIUM, 20),
        ],
        spacing=10,
    )


def explained(push: Push, session: Session) -> list[ft.Control]:
    """Return what the state means, why it is so, and what to do; where nobody knows, the way to let go."""
    words, colours, desk = session.words, session.palette, session.office.collections
    state = desk.state_of(push)
    parts: list[ft.Control] = []
    if push.unsaved:
        parts.append(shown(words("push.unsaved"), colours.text, 16, BOLD, 22))
    if state is PushState.REJECTED:
        told = [words("collections.rejected"), _why(push, session)]
        parts += [said(text, session) for text in told if text]
    elif state is PushState.SENDING:
        parts.append(said(words("collections.goes_on"), session))
    elif state is PushState.UNKNOWN:
        parts += _unknown(push, session)
    return parts


def path_line(path: Path, session: Session) -> ft.Control:
    """Return the whole path of a file, to be copied."""
    return shown(str(path), session.palette.text, 16, MEDIUM, 22, selectable=True)


def save_row(push: Push, answer: Path | None, table: Path | None, session: Session) -> list[ft.Control]:
    """Return the ways to have the files on the person's own device, and what came of it."""
    words, colours, desk = session.words, session.palette, session.office.collections

    def button(name: str, word: str, path: Path) -> ft.Control:
        async def save(_: object) -> None:
            await desk.save(push.id, path)

        return outlined_button(f"{name}-{push.id}", word, ft.Icons.DOWNLOAD, save, colours)

    buttons = []
    if table is not None:
        buttons.append(button("save-csv", words("collections.save_csv"), table))
    if answer is not None:
        buttons.append(button("save-json", words("collections.save_json"), answer))
    return [button_row(buttons), *saved_line(push, session)]


def saved_line(push: Push, session: Session) -> list[ft.Control]:
    """Return what came of handing out a file of this export, if one was."""
    whose, text = session.office.collections.book.said
    if whose != push.id or not text:
        return []
    line = shown(text, session.palette.text, 16, BOLD, 22)
    return [identified(f"saved-{push.id}", line, label=text, live_region=True, exclude_semantics=True)]


def _unknown(push: Push, session: Session) -> list[ft.Control]:
    """Return that the platform may have marked them, how to find out, and the way to let go."""
    words, colours, desk = session.words, session.palette, session.office.collections

    async def discard(_: object) -> None:
        await desk.discard(push)

    parts: list[ft.Control] = [
        shown(words("collections.unknown"), colours.text, 16, BOLD, 22),
        *([said(why, session)] if (why := _why(push, session)) else []),
        said(words("collections.unknown.do"), session),
    ]
    if push.draft is not None:
        parts += [said(words("collections.part"), session), path_line(desk.part_of(push), session)]
    word = words("collections.let_go")
    parts.append(outlined_button(f"discard-{push.id}", word, ft.Icons.DELETE_OUTLINE, discard, colours))
    return parts


def _why(push: Push, session: Session) -> str:
    """Return why there is no answer, '' where nothing certain can be said."""
    words, last = session.words, push.last
    if last.code is not None:
        return f"{words('why.code', code=last.code)} {words.code(last.code)}"
    if last.state is PushState.UNKNOWN and last.problem == ProblemKind.UNREACHABLE:
        return ""  # it was reached, and the connection broke after
    return words.why(ProblemKind(last.problem))[0] if last.problem in set(ProblemKind) else ""


def _look_again(push: Push, session: Session) -> ft.Control:
    async def look(_: object) -> None:
        await session.office.collections.open()

    word = session.words("collections.look_again")
    return outlined_button(f"look-{push.id}", word, ft.Icons.REFRESH, look, session.palette)
