"""The settings as one screen: a column of sections on a handset, list and section where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.controls import button_style, identified, note, one_node, outlined_button, silent
from platecheck.ui.parts.shell import place_head
from platecheck.ui.settings.access import AccessSection, FirstStart
from platecheck.ui.settings.acts import SECTIONS, FormActs
from platecheck.ui.settings.clocks import ClocksSection
from platecheck.ui.settings.conditions import ConditionsSection
from platecheck.ui.settings.holdings import HoldingsSection
from platecheck.ui.settings.lot_table import LotSection
from platecheck.ui.settings.person import PersonSection
from platecheck.ui.settings.site import SiteSection
from platecheck.ui.settings.trial import TrialSection
from platecheck.ui.text_scale import CHROME, larger, scaled
from platecheck.ui.theme import BOLD, MEDIUM, TABLET_MAX, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.form import Form, LotTable
    from platecheck.ui.session import Session
    from platecheck.ui.state import Opening, Preferences

_WIDTH = 560
_LIST = 264
_ICONS = {
    "conditions": ft.Icons.SCHOOL_OUTLINED,
    "person": ft.Icons.PERSON_OUTLINE,
    "access": ft.Icons.KEY,
    "test": ft.Icons.NETWORK_CHECK,
    "site": ft.Icons.BADGE_OUTLINED,
    "lots": ft.Icons.LOCAL_PARKING,
    "clocks": ft.Icons.AUTO_DELETE_OUTLINED,
    "device": ft.Icons.STORAGE,
}
_TITLES = {
    "conditions": "training.title",
    "person": "settings.person",
    "access": "settings.access",
    "test": "probe.title",
    "site": "settings.site",
    "lots": "settings.lots",
    "clocks": "settings.clocks",
    "device": "holdings.title",
}


@component
def SettingsColumn(opening: Opening, prefs: Preferences, window: object, session: Session) -> ft.Control:
    """Everything that can be set, by the window's width."""
    first = FormActs(session).is_first_start
    state = session.state.settings

    def settle() -> None:
        state.form.saved = False
        state.records.asking = state.records.wiped = False

    ft.use_effect(settle, [], cleanup=lambda: None)
    wide = session.state.window.width >= TABLET_MAX and not first
    sections = _first_start(session) if first else [_section(name, session) for name in _sections(session)]
    if wide:
        body: ft.Control = Panes(state.form, prefs, session)
    else:
        body = _scrolled(sections, session)
    parts: list[ft.Control] = [ft.Container(body, expand=True)]
    if not first:
        parts.append(SaveBar(state.form, state.lots, prefs, session))
    column = ft.Column(parts, spacing=0, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return identified("settings", column, container=True, expand=True)


def _sections(session: Session) -> tuple[str, ...]:
    """Return the sections there are; a demo's conditions come first: whoever trains is at them often."""
    return SECTIONS if session.installation.exercise is None else ("conditions", *SECTIONS)


def _first_start(session: Session) -> list[ft.Control]:
    """Return what a first start needs, and the rest below it."""
    state = session.state
    form, prefs = state.settings.form, state.prefs
    return [
        FirstStart(form, prefs, session),
        _section("person", session),
        AccessSection(form, prefs, session, True),
        SiteSection(form, prefs, session, True),
        _section("lots", session),
    ]


def _section(name: str, session: Session, *, alone: bool = False) -> ft.Control:
    state = session.state
    prefs, held = state.prefs, state.settings
    sections: dict[str, Callable[[], ft.Control]] = {
        "conditions": lambda: ConditionsSection(state.drill, prefs, session),
        "person": lambda: PersonSection(prefs, session),
        "access": lambda: AccessSection(held.form, prefs, session, False),
        "test": lambda: TrialSection(held.trial, held.form, prefs, session),
        "site": lambda: SiteSection(held.form, prefs, session, False),
        "lots": lambda: LotSection(held.lots, held.form, prefs, session, alone),
        "clocks": lambda: ClocksSection(held.form, prefs, session),
        "device": lambda: HoldingsSection(held.records, prefs, session),
    }
    return sections[name]()


def _scrolled(sections: list[ft.Control], session: Session) -> ft.Control:
    head = place_head(session, session.words("nav.settings"))
    column = ft.Column([head, *sections], spacing=32, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    # The air is inside of what scrolls: else every section would be cut before the edge.
    box = ft.Container(
        column,
        padding=ft.Padding.only(left=16, right=16, top=theme.GAP, bottom=16),
        width=min(_WIDTH + 32, session.state.window.width),
    )
    middle = ft.CrossAxisAlignment.CENTER
    return ft.Column([box], scroll=ft.ScrollMode.AUTO, expand=True, horizontal_alignment=middle)


@component
def Panes(form: Form, prefs: Preferences, session: Session) -> ft.Control:
    """The list of sections, and the one that is chosen."""
    words, colours = session.words, session.palette
    sections = _sections(session)
    chosen = form.section or sections[0]
    names = ft.Column(
        [
            ft.Container(shown(words("nav.settings"), colours.text, 24, BOLD, 32), padding=8),
            *(_entry(name, name == chosen, session) for name in sections),
        ],
        spacing=4,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        scroll=ft.ScrollMode.AUTO,
    )
    side = ft.Container(
        names,
        width=_LIST,
        padding=12,
        border=ft.Border.only(right=ft.BorderSide(1, colours.hairline)),
    )
    section = ft.Column(
        [
            ft.Container(
                _section(chosen, session, alone=True),
                width=_WIDTH + 48,
                padding=ft.Padding.symmetric(horizontal=24, vertical=16),
                key=chosen,
            )
        ],
        scroll=ft.ScrollMode.AUTO,
        expand=True,
        key=f"section-{chosen}",
    )
    return ft.Row([side, section], spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)


def _entry(name: str, chosen: bool, session: Session) -> ft.Control:
    words, colours, form = session.words, session.palette, session.state.settings.form
    word = words(_TITLES[name])

    def go(_: object) -> None:
        form.section = name

    inside = ft.Row(
        [
            ft.Icon(_ICONS[name], size=24),
            ft.Text(
                word,
                style=ft.TextStyle(
                    size=scaled(16, CHROME), font_family=BOLD if chosen else MEDIUM, letter_spacing=0
                ),
                expand=True,
                max_lines=2,
            ),
        ],
        spacing=12,
    )
    style: Any = button_style(
        fill=colours.selected if chosen else colours.surface,
        text=colours.text,
        edge=None,
        focus=colours.text,
        radius=theme.RADIUS_KEY,
        padding=ft.Padding.symmetric(horizontal=12),
    )
    button = ft.Button(content=silent(inside), style=style, on_click=go, height=theme.ACTION, elevation=0)
    return one_node(f"section-{name}", button, label=word, selected=chosen)


@component
def SaveBar(form: Form, lots: LotTable, prefs: object, session: Session) -> ft.Control:
    """Save and Discard while something is changed; that it was saved, after; else nothing."""
    words, colours, acts = session.words, session.palette, FormActs(session)

    async def save(_: object) -> None:
        await acts.save()

    def discard(_: object) -> None:
        acts.discard()

    parts: list[ft.Control] = []
    if form.trouble:
        parts.append(note(ft.Icons.ERROR_OUTLINE, form.trouble, "", colours, "settings-problem"))
    if acts.is_changed:
        text = words("settings.unsaved")
        told = shown(text, colours.text, 16, BOLD, 20)
        said = identified("unsaved", told, label=text, live_region=True, exclude_semantics=True)
        buttons: list[ft.Control] = [
            outlined_button("discard", words("settings.discard"), None, discard, colours, padding=12),
            _save(words("setup.saving" if form.busy else "settings.save"), save, session),
        ]
        if larger():
            parts += [said, ft.Row([ft.Container(button, expand=True) for button in buttons], spacing=8)]
        else:
            parts.append(ft.Row([ft.Container(said, expand=True), *buttons], spacing=8))
    elif form.saved:
        parts.append(
            note(ft.Icons.CHECK_CIRCLE_OUTLINE, words("settings.saved"), "", colours, "settings-saved")
        )
    if not parts:
        return ft.Container(height=0)
    inside = ft.Column(parts, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    # Beside the list of sections it stands under the section; else across the window.
    wide = session.state.window.width >= TABLET_MAX
    return ft.Container(
        ft.Container(inside, width=_WIDTH) if wide else inside,
        padding=ft.Padding.only(left=_LIST + 24, top=8, bottom=8)
        if wide
        else ft.Padding.symmetric(horizontal=16, vertical=8),
        alignment=ft.Alignment.CENTER_LEFT if wide else None,
        bgcolor=colours.surface,
        border=ft.Border.only(top=ft.BorderSide(1, colours.hairline)),
    )


def _save(word: str, save: Any, session: Session) -> ft.Control:
    colours = session.palette
    style = button_style(
        fill=colours.primary,
        text=colours.on_primary,
        edge=None,
        focus=colours.outline,
        radius=theme.RADIUS_BAND,
        padding=ft.Padding.symmetric(horizontal=20),
    )
    style_of_word = ft.TextStyle(size=scaled(18, CHROME), font_family=BOLD, letter_spacing=0)
    label = ft.Text(word, style=style_of_word, no_wrap=True)
    return one_node(
        "save",
        ft.Button(
            content=label,
            style=style,
            on_click=save,
            height=theme.ACTION,
            elevation=0,
            disabled=session.state.settings.form.busy,
        ),
    )
