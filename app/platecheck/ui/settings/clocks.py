"""How long what is known of plates is kept: five clocks, each with what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.ui.component import component
from platecheck.ui.parts.fields import heading, rows, said
from platecheck.ui.settings.acts import CLOCKS, FormActs
from platecheck.ui.settings.fields import setting_field

if TYPE_CHECKING:
    import flet as ft

    from platecheck.ui.form import Form
    from platecheck.ui.session import Session


@component
def ClocksSection(form: Form, prefs: object, session: Session) -> ft.Control:
    """A field for each clock; saved, they hold at once."""
    words, entered = session.words, FormActs(session).entered
    text = f"{words('clocks.text')} {words('clocks.stays')}"
    parts = [heading(words("settings.clocks"), session), said(text, session)]
    for name in CLOCKS:
        helped = words(f"setting.{name}.help")
        parts.append(setting_field(session, name, getattr(entered, name), help_text=helped, number=True))
    return rows(parts, spacing=16)
