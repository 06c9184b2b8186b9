"""The installation's access to the platform, and the first start, which asks for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui.component import component
from platecheck.ui.parts.controls import note, outlined_button, primary_button
from platecheck.ui.parts.fields import heading, rows, said
from platecheck.ui.settings.acts import FormActs
from platecheck.ui.settings.fields import setting_field
from platecheck.ui.text_scale import CHROME, scaled
from platecheck.ui.theme import BOLD

if TYPE_CHECKING:
    from platecheck.ui.form import Form
    from platecheck.ui.session import Session


@component
def FirstStart(form: Form, prefs: object, session: Session) -> ft.Control:
    """Client code, token, officer, and the one button."""
    words, colours = session.words, session.palette
    acts = FormActs(session)

    async def save(_: object) -> None:
        if await acts.save():
            await session.page.push_route("/")

    entered = acts.entered
    parts = [
        note(ft.Icons.KEY_OFF, words("setup.title"), words("setup.text"), colours, "not-set-up"),
        setting_field(session, "client", entered.client, hint="OC-TOMA"),
        _token(session, entered.token),
        setting_field(session, "officer", entered.officer, help_text=words("setting.officer.help")),
    ]
    if form.trouble:
        parts.append(note(ft.Icons.ERROR_OUTLINE, form.trouble, "", colours, "settings-problem"))
    label = ft.Text(
        words("setup.saving" if form.busy else "setup.save"),
        style=ft.TextStyle(size=scaled(22, CHROME), font_family=BOLD, letter_spacing=0),
    )
    parts.append(primary_button("save", label, save, colours, disabled=form.busy))
    return rows(parts)


@component
def AccessSection(form: Form, prefs: object, session: Session, short: bool) -> ft.Control:
    """Addresses, client and token; `short` leaves out what the first start asked for above."""
    words, entered = session.words, FormActs(session).entered
    parts = [heading(words("settings.addresses" if short else "settings.access"), session)]
    if not short:
        parts += [
            setting_field(session, "client", entered.client, hint="OC-TOMA"),
            _token(session, entered.token),
        ]
    elsewhere = words("setting.url.help")
    parts += [
        setting_field(session, "validation_url", entered.validation_url, help_text=elsewhere),
        setting_field(session, "controller_url", entered.controller_url),
        setting_field(
            session,
            "lots_url",
            entered.lots_url,
            hint=words("setting.lots_url.hint"),
            help_text=words("setting.lots_url.help"),
        ),
    ]
    return rows(parts)


def _token(session: Session, typed: str) -> ft.Control:
    words = session.words
    saved = FormActs(session).token_is_saved
    return TokenField(
        session.state.settings.form,
        session.state.prefs,
        session,
        typed,
        words("setup.token_saved") if saved else "",
    )


@component
def TokenField(form: Form, prefs: object, session: Session, typed: str, saved: str) -> ft.Control:
    """The token: typed blind, never shown, and sent nowhere but to the settings file."""
    words = session.words
    # What was typed before this was on screen stays on the server: it would have to be sent to be shown.
    hidden, set_hidden = ft.use_state(bool(typed))
    if not hidden or not typed:
        return setting_field(
            session,
            "token",
            typed,
            hint=saved or words("setup.token_hint"),
            help_text=words("setting.token.help"),
            secret=True,
        )

    def retype(_: object) -> None:
        set_hidden(False)
        form.revision += 1
        FormActs(session).enter("token", "")

    again = outlined_button(
        "token-again", words("setting.token.again"), ft.Icons.EDIT, retype, session.palette
    )
    return rows([said(words("setting.token.waiting"), session), again], spacing=8)
