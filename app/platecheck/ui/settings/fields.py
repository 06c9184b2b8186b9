"""The fields of settings: what each is called, what is wrong with it, and what the environment decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.settings_form import Wrong
from platecheck.ui.parts.controls import card, identified
from platecheck.ui.parts.fields import InputField, rows
from platecheck.ui.settings.acts import FormActs
from platecheck.ui.theme import MEDIUM, shown

if TYPE_CHECKING:
    from platecheck.ui.session import Session
    from platecheck.ui.texts import Words


def setting_field(
    session: Session,
    name: str,
    value: str,
    *,
    hint: str = "",
    help_text: str = "",
    secret: bool = False,
    number: bool = False,
) -> ft.Control:
    """Return the field of one setting; one that the environment decides is shown and cannot be typed in."""
    acts, words = FormActs(session), session.words
    label = words(f"setting.{name}")
    if variable := acts.fixed_by(name):
        # A token is never shown, wherever it comes from.
        return shown_fixed(name, label, words("setting.hidden") if secret else value, variable, session)
    wrong = acts.wrong(name)
    problem = problem_words(wrong, name, words) if wrong else ""
    return InputField(
        f"field-{name}",
        label,
        value,
        lambda text: acts.enter(name, text),
        session,
        hint=hint,
        help_text=help_text,
        problem=problem,
        secret=secret,
        number=number,
        on_leave=lambda: acts.leave(name),
    )


def problem_words(wrong: Wrong, name: str, words: Words) -> str:
    """Return what is wrong with a setting: limits are its own, and a number has its unit."""
    if wrong is Wrong.RANGE:
        return words(f"wrong.range.{name}")
    if wrong is Wrong.NUMBER:
        return words(f"wrong.number.{name.rpartition('_')[2]}")
    if wrong is Wrong.TOO_LONG and name == "plate_patterns":
        return words("wrong.too_long.plate_patterns")
    return words(f"wrong.{wrong.value}")


def shown_fixed(name: str, label: str, value: str, variable: str, session: Session) -> ft.Control:
    """Return a setting that the environment decides: to read, not to change."""
    colours, words = session.palette, session.words
    note = words("setting.fixed", variable=variable)
    inside = rows(
        [
            shown(label, colours.secondary, 14, MEDIUM, 20),
            shown(value or "–", colours.text, 20, line=26),
            ft.Row(
                [
                    ft.Icon(ft.Icons.LOCK_OUTLINE, color=colours.secondary, size=20),
                    shown(note, colours.secondary, 14, line=19, expand=True),
                ],
                spacing=8,
            ),
        ],
        spacing=2,
    )
    spoken = f"{label}: {value or '–'}. {note}"
    return identified(f"fixed-{name}", card(inside, colours), label=spoken, exclude_semantics=True)
