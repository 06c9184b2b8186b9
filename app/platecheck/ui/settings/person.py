"""For you: what belongs to the person and not to the installation, in force at the tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui.component import component
from platecheck.ui.parts.fields import choices, heading, rows
from platecheck.ui.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.ui.session import Session
    from platecheck.ui.state import Preferences

_LANGUAGES = {"en": "English", "fr": "Français"}
"""Each in its own words: who cannot read this one finds the other."""
_THEMES = {
    "system": ft.Icons.CONTRAST,
    "day": ft.Icons.LIGHT_MODE,
    "night": ft.Icons.DARK_MODE,
}
_OTHERS = {
    "hand": ("left", "right"),
    "text_size": ("normal", "large", "largest"),
    "sounds": ("on", "off"),
    "discreet": ("off", "on"),
    "auto_check": ("off", "on"),
}


@component
def PersonSection(prefs: Preferences, session: Session) -> ft.Control:
    """Language, theme, thumb's side, text size, sounds, discreet, the camera."""
    words = session.words

    def choose(name: str) -> Callable[[str], Awaitable[None]]:
        return lambda value: session.person.choose(name, value)

    languages = [(code, _LANGUAGES[code]) for code in LANGUAGES]
    themes = [(name, words(f"theme.{name}")) for name in _THEMES]
    parts = [
        heading(words("settings.person"), session),
        choices("language", words("person.language"), languages, prefs.language, choose("language"), session),
        choices("theme", words("person.theme"), themes, prefs.theme, choose("theme"), session, icons=_THEMES),
    ]
    for name, values in _OTHERS.items():
        offered = [(value, words(f"person.{name}.{value}")) for value in values]
        helped = words(f"person.{name}.help")
        chosen = getattr(prefs, name)
        parts.append(
            choices(name, words(f"person.{name}"), offered, chosen, choose(name), session, help_text=helped)
        )
    return rows(parts, spacing=16)
