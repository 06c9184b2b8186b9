"""Test the connection: one plate asked of validation, the user types of the controller, told in words.

Only shows what `platecheck.probe` found. What is not saved yet is saved first: the test is of the settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import BadPlate, PlatecheckError
from platecheck.facts import Source
from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.keyboard import problem_of
from platecheck.ui.parts.controls import card, identified, note, outlined_button
from platecheck.ui.parts.fields import InputField, heading, rows, said
from platecheck.ui.settings.acts import FormActs
from platecheck.ui.settings.report import Line, Sign, headline, lines
from platecheck.ui.text_scale import CHROME, scaled
from platecheck.ui.theme import BOLD, PLATE, shown

if TYPE_CHECKING:
    from platecheck.probe import Report
    from platecheck.ui.form import Form, Trial
    from platecheck.ui.session import Session


_ICONS = {
    Sign.GOOD: ft.Icons.CHECK_CIRCLE,
    Sign.BAD: ft.Icons.CANCEL,
    Sign.NOTE: ft.Icons.INFO_OUTLINE,
    Sign.KEY: ft.Icons.KEY_OFF,
}


@component
def TrialSection(trial: Trial, form: Form, prefs: object, session: Session) -> ft.Control:
    """The plate to ask about, the button, and what came of it."""
    words, colours = session.words, session.palette

    def enter(text: str) -> None:
        trial.plate, trial.problem = text, ""

    async def test(_: object = None) -> None:
        await _run(session)

    style = ft.TextStyle(size=scaled(28, CHROME), font_family=PLATE, color=colours.text, letter_spacing=1)
    parts = [
        heading(words("probe.title"), session),
        said(words("probe.intro"), session),
        InputField(
            "field-test-plate",
            words("probe.plate"),
            trial.plate,
            enter,
            session,
            problem=trial.problem,
            style=style,
            on_submit=test,
        ),
        outlined_button(
            "test",
            words("probe.save_go" if FormActs(session).is_changed else "probe.go"),
            ft.Icons.NETWORK_CHECK,
            test,
            colours,
            height=theme.ACTION,
            disabled=trial.running or form.busy,
        ),
    ]
    if trial.running:
        running = card(
            ft.Row([shown(words("probe.running"), colours.text, 18, line=26, expand=True)]), colours
        )
        parts.append(identified("test-running", running, live_region=True, container=True))
    elif trial.trouble:
        parts.append(note(ft.Icons.ERROR_OUTLINE, trial.trouble, "", colours, "test-trouble"))
    elif trial.report is not None:
        parts.append(_report(trial.report, session))
    return rows(parts)


async def _run(session: Session) -> None:
    """Save what is changed, then ask both services; what cannot be asked is said at the field."""
    trial, acts, words = session.state.settings.trial, FormActs(session), session.words
    if trial.running or session.state.settings.form.busy:
        return
    trial.trouble = ""
    if acts.is_changed and not await acts.save():
        trial.trouble = words("probe.not_saved")
        return
    try:
        check = session.services.probe.press(trial.plate, officer=session.settings.officer)
    except BadPlate as error:
        trial.problem = problem_of(trial.plate, error, words) if trial.plate.strip() else words("probe.need")
        return
    except PlatecheckError as error:
        trial.trouble = error.message
        return
    trial.report, trial.running = None, True
    try:
        async with session.installation.use() as services:
            trial.report = await services.probe.run(check)
    finally:
        trial.running = False
    await session.inquiry.refresh_log()


def _report(report: Report, session: Session) -> ft.Control:
    """Return the card: what it comes to on top, then a line for each thing that was asked."""
    words, colours = session.words, session.palette
    client = session.settings.client
    told = headline(report, client, words)
    text = " ".join(told.texts)
    head = ft.Row(
        [
            ft.Icon(_ICONS[told.sign], color=colours.text, size=36),
            ft.Column(
                [shown(told.title, colours.text, 20, BOLD, 26), shown(text, colours.text, 16, line=22)],
                spacing=4,
                expand=True,
            ),
        ],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    parts: list[ft.Control] = [
        identified(
            "test-result", head, label=f"{told.title}. {text}", live_region=True, exclude_semantics=True
        ),
        ft.Container(height=1, bgcolor=colours.outline),
        *(_line(line, session) for line in lines(report, client, words)),
    ]

    async def show(_: object) -> None:
        await session.show(report.result)

    if report.result.source is Source.LIVE:
        parts.append(outlined_button("test-open", words("probe.open"), ft.Icons.ARROW_FORWARD, show, colours))
    return identified("test-report", card(rows(parts), colours, strong=True), container=True)


def _line(line: Line, session: Session) -> ft.Control:
    colours = session.palette
    texts: list[ft.Control] = [shown(line.title, colours.text, 16, BOLD, 22)]
    texts += [shown(text, colours.secondary, 16, line=22) for text in line.texts]
    row = ft.Row(
        [
            ft.Icon(_ICONS[line.sign], color=colours.text, size=26),
            ft.Column(texts, spacing=2, expand=True),
        ],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    spoken = ". ".join((line.title, *(text.removesuffix(".") for text in line.texts)))
    return identified(f"test-{line.name}", row, label=spoken, exclude_semantics=True)
