"""The site and its officer: who checks, in which role and time zone, what is too old, how plates look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.ui.component import component
from platecheck.ui.parts.fields import choices, heading, rows
from platecheck.ui.settings.acts import FormActs
from platecheck.ui.settings.fields import setting_field, shown_fixed

if TYPE_CHECKING:
    import flet as ft

    from platecheck.ui.form import Form
    from platecheck.ui.session import Session

_ROLES = ("officer", "supervisor")


@component
def SiteSection(form: Form, prefs: object, session: Session, short: bool) -> ft.Control:
    """Officer and role, time zone, grace, how long a saved negative counts, and the plates of the place."""
    words, acts = session.words, FormActs(session)
    entered = acts.entered
    parts = [heading(words("settings.site"), session)]
    if not short:
        help_text = words("setting.officer.help")
        parts.append(setting_field(session, "officer", entered.officer, help_text=help_text))
    if variable := acts.fixed_by("role"):
        word = words(f"role.{entered.role}")
        parts.append(shown_fixed("role", words("setting.role"), word, variable, session))
    else:
        parts.append(
            choices(
                "role",
                words("setting.role"),
                [(role, words(f"role.{role}")) for role in _ROLES],
                entered.role,
                lambda role: acts.enter("role", role),
                session,
                help_text=words("setting.role.help"),
            )
        )
    parts += [
        setting_field(
            session,
            "timezone",
            entered.timezone,
            hint=words("setting.timezone.hint", zone=session.settings.zone.key),
            help_text=words("setting.timezone.help"),
        ),
        setting_field(
            session,
            "grace_minutes",
            entered.grace_minutes,
            help_text=words("setting.grace_minutes.help"),
            number=True,
        ),
        setting_field(
            session,
            "negative_max_age_minutes",
            entered.negative_max_age_minutes,
            help_text=words("setting.negative_max_age_minutes.help"),
            number=True,
        ),
        setting_field(
            session,
            "plate_patterns",
            entered.plate_patterns,
            hint="[A-Z]+[0-9]+",
            help_text=words("setting.plate_patterns.help"),
        ),
    ]
    return rows(parts, spacing=16)
