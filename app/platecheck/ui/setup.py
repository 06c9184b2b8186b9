"""Settings as far as a first start needs them: client code, token, officer, language and theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.controls import identified, note, outlined_button, primary_button
from platecheck.ui.state import Opening, Preferences, Startup
from platecheck.ui.texts import LANGUAGES
from platecheck.ui.theme import BOLD, REGULAR, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.session import Session

_WIDTH = 520
NARROW_ROW = 400
"""Window width in dp up to which three choices in a row need smaller words."""


@component
def SettingsColumn(opening: Opening, prefs: Preferences, session: Session) -> ft.Control:
    """The person's choices, and the installation's access to the platform."""
    words, colours = session.words, session.palette
    parts: list[ft.Control] = []
    if opening.startup is Startup.NOT_SET_UP:
        parts.append(note(ft.Icons.KEY_OFF, words("setup.title"), words("setup.text"), colours, "not-set-up"))
    parts += [_title(words("settings.person"), session), _languages(session), _themes(session)]
    parts += [_title(words("settings.access"), session), AccessForm(opening, session)]
    column = ft.Column(
        parts,
        spacing=12,
        scroll=ft.ScrollMode.AUTO,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    box = ft.Container(column, padding=16, width=_WIDTH + 32, expand=True, alignment=ft.Alignment.TOP_CENTER)
    return identified(
        "settings",
        ft.Row([box], alignment=ft.MainAxisAlignment.CENTER, expand=True),
        container=True,
        expand=True,
    )


@component
def AccessForm(opening: Opening, session: Session) -> ft.Control:
    """Client code, token (never shown again once saved) and officer."""
    words, colours = session.words, session.palette
    known = session.settings
    client, set_client = ft.use_state(known.client)
    token, set_token = ft.use_state("")
    officer, set_officer = ft.use_state(known.officer)
    busy, set_busy = ft.use_state(False)
    trouble, set_trouble = ft.use_state("")

    async def save(_: object) -> None:
        if not client.strip() or not (token.strip() or known.token.get_secret_value()):
            set_trouble(words("setup.need"))
            return
        changes = {"client": client, "officer": officer}
        if token.strip():
            changes["token"] = token.strip()
        set_busy(True)
        wrong = await session.save_settings(changes)
        set_busy(False)
        set_trouble(wrong)
        if not wrong:
            set_token("")
            await session.page.push_route("/")

    saved = words("setup.token_saved") if known.token.get_secret_value() else words("setup.token_hint")
    fields: list[ft.Control] = [
        _field("client", words("setup.client"), client, set_client, "OC-TOMA", session),
        _field("token", words("setup.token"), token, set_token, saved, session, secret=True),
        _field("officer", words("setup.officer"), officer, set_officer, "", session),
    ]
    if trouble:
        fields.append(note(ft.Icons.ERROR_OUTLINE, trouble, "", colours, "settings-problem"))
    label = ft.Text(
        words("setup.saving" if busy else "setup.save"),
        style=ft.TextStyle(size=22, font_family=BOLD, letter_spacing=0),
    )
    fields.append(primary_button("save", label, save, colours, disabled=busy))
    return ft.Column(fields, spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _field(
    name: str,
    label: str,
    value: str,
    set_value: Callable[[str], None],
    hint: str,
    session: Session,
    *,
    secret: bool = False,
) -> ft.Control:
    colours = session.palette

    def changed(event: ft.Event[ft.TextField]) -> None:
        set_value(event.control.value)

    field = ft.TextField(
        value=value,
        password=secret,
        hint_text=hint,
        hint_style=ft.TextStyle(size=16, font_family=REGULAR, color=colours.secondary),
        text_style=ft.TextStyle(size=20, font_family=REGULAR, color=colours.text),
        cursor_color=colours.text,
        border_color=colours.outline,
        focused_border_color=colours.text,
        border_width=2,
        focused_border_width=3,
        border_radius=theme.RADIUS_KEY,
        autocorrect=False,
        enable_suggestions=False,
        on_change=changed,
    )
    return ft.Column(
        [
            ft.Semantics(exclude_semantics=True, content=shown(label, colours.text, 16, BOLD, 22)),
            identified(f"field-{name}", field, label=label),
        ],
        spacing=4,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _title(text: str, session: Session) -> ft.Control:
    return shown(text, session.palette.text, 24, BOLD, 32)


def _languages(session: Session) -> ft.Control:
    names = {"en": "English", "fr": "Français"}
    return ft.Row(
        [
            _choice("language", code, names[code], session.state.prefs.language == code, session)
            for code in LANGUAGES
        ],
        spacing=theme.GAP,
    )


def _themes(session: Session) -> ft.Control:
    words = session.words
    return ft.Row(
        [
            _choice("theme", name, words(f"theme.{name}"), session.state.prefs.theme == name, session)
            for name in ("system", "day", "night")
        ],
        spacing=theme.GAP,
    )


def _choice(name: str, value: str, word: str, chosen: bool, session: Session) -> ft.Control:
    async def choose(_: object) -> None:
        await session.person.choose(name, value)

    icon = ft.Icons.RADIO_BUTTON_CHECKED if chosen else ft.Icons.RADIO_BUTTON_UNCHECKED
    button = outlined_button(
        f"{name}-{value}",
        word,
        icon,
        choose,
        session.palette,
        size=17 if session.state.window.width > NARROW_ROW else 14,
        padding=2,
    )
    return ft.Container(button, expand=True)
