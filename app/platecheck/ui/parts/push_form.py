"""What every form that pushes is built from: a field of its draft, what came of the last one, the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.pushes import PushState
from platecheck.ui.parts.controls import identified, note, outlined_button, primary_button
from platecheck.ui.parts.fields import InputField, rows, said
from platecheck.ui.parts.push_card import STATE_ICONS, explained
from platecheck.ui.text_scale import CHROME
from platecheck.ui.theme import BOLD, TARGET, shown

if TYPE_CHECKING:
    from platecheck.pushes import Push
    from platecheck.ui.push_desk import AnyDesk
    from platecheck.ui.session import Session


def form_field(name: str, label: str, desk: AnyDesk, session: Session, **extra: Any) -> ft.Control:
    """Return the field of the form that the draft calls `name`; what is wrong stands beneath it."""
    wrong = desk.wrong(name)
    problem = session.words(f"field.{wrong.reason.value}", limit=wrong.limit) if wrong else ""
    return InputField(
        f"field-{desk.place}-{name}",
        label,
        desk.value(name),
        lambda text: desk.enter(name, text),
        session,
        problem=problem,
        **extra,
    )


def form_foot(desk: AnyDesk, session: Session, go: str) -> list[ft.Control]:
    """Return what came of the last push, and the button; on a handset the receipt itself is further down."""
    words, colours, book = session.words, session.palette, desk.book
    parts: list[ft.Control] = []
    if book.trouble and book.on_form:
        parts.append(trouble_note(desk, session))
    if (latest := desk.latest()) is not None:
        parts.append(_outcome(latest, desk, session))

    async def press(_: object) -> None:
        await desk.push()

    def stop(_: object) -> None:
        desk.stop_editing()

    word = words("push.sending") if book.busy else words("push.correct") if book.edited else go
    label = shown(word, colours.on_primary, 22, BOLD, 28, CHROME)
    parts.append(primary_button(f"{desk.place}-go", label, press, colours, disabled=bool(book.busy)))
    if book.edited:
        parts.append(outlined_button(f"{desk.place}-stop", words("push.stop_editing"), None, stop, colours))
    return parts


def more_button(desk: AnyDesk, session: Session) -> ft.Control:
    """Return what shows the fields that are seldom needed, and hides them."""

    def turn(_: object) -> None:
        desk.book.more = not desk.book.more

    more = desk.book.more
    word = session.words("push.less" if more else "push.more")
    icon = ft.Icons.EXPAND_LESS if more else ft.Icons.EXPAND_MORE
    name = f"{desk.place}-more"
    return outlined_button(name, word, icon, turn, session.palette, stacked=False, height=TARGET)


def trouble_note(desk: AnyDesk, session: Session) -> ft.Control:
    """Return what went wrong, in words."""
    return note(ft.Icons.ERROR_OUTLINE, desk.book.trouble, "", session.palette, f"{desk.place}-trouble")


def _outcome(push: Push, desk: AnyDesk, session: Session) -> ft.Control:
    """Return what came of a push, why, and the way to correct it."""
    words, colours = session.words, session.palette
    state = desk.state_of(push)
    text = words("push.outcome", name=desk.name_of(push), state=words(f"push.state.{state.value}"))
    line = ft.Row(
        [
            ft.Icon(STATE_ICONS[state], color=colours.text, size=26),
            shown(text, colours.text, 17, BOLD, 24, expand=True),
        ],
        spacing=10,
    )
    name = f"{desk.place}-outcome"
    heard = identified(name, line, label=text, live_region=True, exclude_semantics=True)
    parts = [heard, *(said(why, session) for why in explained(push, state, session))]
    if desk.can_edit(push) and state in {PushState.WAITING, PushState.REJECTED}:

        async def edit(_: object) -> None:
            await desk.edit(push)

        name = f"{desk.place}-edit"
        parts.append(outlined_button(name, words("push.edit"), ft.Icons.EDIT, edit, colours, stacked=False))
    return rows(parts, spacing=6)
