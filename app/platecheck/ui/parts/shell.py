"""What stands round every screen: navigation by width, connection and theme chips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.layout import BAR, RAIL
from platecheck.ui.numbers import in_badge
from platecheck.ui.parts.controls import chip_button, identified
from platecheck.ui.places import HUB, OFFICE, index_of, names_each, open_at, places_of
from platecheck.ui.text_scale import CHROME, larger
from platecheck.ui.theme import BOLD, MEDIUM, Palette, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.session import Session
    from platecheck.ui.state import Outbox, Pending

NARROW = 380
"""Rows under so many dp say less."""
_ONE_LINE = 14
"""Letters of a lot's name that fit beside the chips of a handset."""


def goer(session: Session, route: str) -> Callable[[object], Any]:
    """Return the act of going to a place; an alarm that waits for its outcome keeps the screen."""

    async def go(_: object) -> None:
        if session.must_acknowledge:
            session.state.typing.problem = session.words("ack.first")
        else:
            await session.page.push_route(route)

    return session.keyboard.unless_entered(route, go)


@component
def BottomBar(pending: Pending, outbox: Outbox, session: Session, here: str) -> ft.Control:
    """The handset's bar."""
    colours, words = session.palette, session.words
    presses, set_presses = ft.use_state(0)
    places = places_of(session)  # as they stand there: a press tells a number

    async def change(event: ft.Event[ft.NavigationBar]) -> None:
        await goer(session, places[event.control.selected_index][0])(event)
        # The client moved the highlight by itself: where the place is not left, a render takes it back.
        set_presses(presses + 1)

    bar = ft.NavigationBar(
        height=BAR,
        bgcolor=colours.surface,
        indicator_color=colours.selected,
        elevation=0,
        animation_duration=0,
        label_behavior=ft.NavigationBarLabelBehavior.ALWAYS_SHOW,
        border=ft.Border.only(top=ft.BorderSide(1, colours.hairline)),
        selected_index=index_of(here, places) or 0,
        destinations=[
            ft.NavigationBarDestination(
                icon=_place_icon(route, icon, session),
                selected_icon=_place_icon(route, chosen, session),
                label=words(key),
                tooltip="",
            )
            for route, key, icon, chosen in places
        ],
        on_change=change,
    )
    return identified("navigation", bar)


@component
def Rail(pending: Pending, outbox: Outbox, session: Session, here: str) -> ft.Control:
    """The rail of wider windows."""
    colours, words = session.palette, session.words
    presses, set_presses = ft.use_state(0)
    places = places_of(session)  # as they stand there: a press tells a number

    async def change(event: ft.Event[ft.NavigationRail]) -> None:
        await goer(session, places[event.control.selected_index or 0][0])(event)
        # The client moved the highlight by itself: where the place is not left, a render takes it back.
        set_presses(presses + 1)

    label = ft.TextStyle(size=14, font_family=MEDIUM, color=colours.text)
    side = ft.NavigationRail(
        min_width=RAIL,
        bgcolor=colours.surface,
        indicator_color=colours.selected,
        label_type=ft.NavigationRailLabelType.ALL,
        selected_label_text_style=ft.TextStyle(size=14, font_family=BOLD, color=colours.text),
        unselected_label_text_style=label,
        selected_index=index_of(here, places),
        destinations=[
            ft.NavigationRailDestination(
                icon=_place_icon(route, icon, session),
                selected_icon=_place_icon(route, chosen, session),
                label=words(key),
            )
            for route, key, icon, chosen in places
        ],
        on_change=change,
        expand=True,
    )
    return ft.Container(
        identified("navigation", side, expand=True),
        width=RAIL,
        border=ft.Border.only(right=ft.BorderSide(1, colours.hairline)),
    )


def _place_icon(route: str, icon: ft.IconData, session: Session) -> ft.Icon:
    """Return a place's icon, with the count of what waits there for a person.

    In the history that is what changed since the officer left, in the office what is not over.
    """
    colours = session.palette
    waiting = len(session.state.pending.changes) if route == "/history" else open_at(route, session)
    place = ft.Icon(icon, color=colours.text)
    if waiting:
        place.badge = ft.Badge(
            label=in_badge(waiting),
            bgcolor=colours.text,
            text_color=colours.surface,
            text_style=ft.TextStyle(size=14, font_family=BOLD),
        )
    return place


def menu_button(session: Session) -> ft.Control:
    """Return the places as a menu, where the bar had to go for the keys."""
    colours, words = session.palette, session.words
    menu = ft.PopupMenuButton(
        icon=ft.Icons.MENU,
        icon_color=colours.text,
        tooltip=words("nav.menu"),
        bgcolor=colours.surface,
        elevation=0,
        items=[
            ft.PopupMenuItem(
                content=shown(words(key), colours.text, 18, MEDIUM, most=CHROME),
                icon=icon,
                on_click=goer(session, route),
                height=56,
            )
            for route, key, icon, _ in places_of(session)
        ],
    )
    return identified("menu", ft.Container(menu, width=theme.TARGET, height=theme.TARGET))


def theme_chip(session: Session) -> ft.Control:
    """Return the one tap between day and night."""
    colours, words = session.palette, session.words
    name = words("theme.night" if colours.dark else "theme.day")

    async def switch(_: object) -> None:
        await session.next_theme()

    icon = ft.Icon(ft.Icons.LIGHT_MODE if colours.dark else ft.Icons.DARK_MODE, size=24, color=colours.text)
    return chip_button(
        "theme", icon, switch, colours, label=words("theme.label", name=name), width=theme.TARGET
    )


def place_head(session: Session, title: str, *beside: ft.Control) -> ft.Control:
    """Return the title of a place that has the screen for itself, what is `beside` it, and day and night.

    Before it is the way back to the office's places, where the navigation does not name them.
    """
    said = shown(title, session.palette.text, 24, BOLD, 32, CHROME, expand=True)
    is_behind = session.page.route in {route for route, *_ in OFFICE} and session.is_supervisor
    back = [_hub_chip(session)] if is_behind and not names_each(session) else []
    return ft.Row([*back, said, *beside, theme_chip(session)], height=None if larger() else theme.TARGET)


def _hub_chip(session: Session) -> ft.Control:
    """Return the way back to the list of the office's places."""
    icon = ft.Icon(ft.Icons.ARROW_BACK, size=24, color=session.palette.text)
    label = session.words("office.back")
    return chip_button(
        "to-office", icon, goer(session, HUB[0]), session.palette, label=label, width=theme.TARGET
    )


def help_chip(session: Session) -> ft.Control:
    """Return the way to the list of keys, for those who do not know that `?` asks for it."""
    icon = ft.Icon(ft.Icons.KEYBOARD, size=24, color=session.palette.text)
    label = session.words("keys.label")
    return chip_button("keys-help", icon, session.open_help, session.palette, label=label, width=theme.TARGET)


def lot_name(name: str, colours: Palette, size: float) -> ft.Control:
    """Return a lot's name in a row of known height; a long one, and larger text, takes two lines."""
    lines = 2 if larger() or len(name) > _ONE_LINE else 1
    if lines > 1:
        size = min(size, 15 if larger() else 16)
    return shown(
        name,
        colours.text,
        size,
        MEDIUM,
        size * 1.15,
        CHROME,
        expand=True,
        max_lines=lines,
        overflow=ft.TextOverflow.ELLIPSIS,
    )


def discreet_sign(session: Session) -> list[ft.Control]:
    """Return the sign that nothing will be heard, where that was chosen."""
    if not session.person.discreet:
        return []
    icon = ft.Icon(ft.Icons.VOLUME_OFF, size=24, color=session.palette.text)
    return [identified("discreet", icon, label=session.words("discreet.on"))]


def lot_chip(session: Session, *, icon: bool = True, **extra: Any) -> ft.Control:
    """Return the chosen lot, a button to choose another; without its icon where there is no room."""
    colours, words, lot = session.palette, session.words, session.state.prefs.lot
    name = lot or words("lot.none")
    inside = ft.Row(
        [
            *([ft.Icon(ft.Icons.LOCAL_PARKING, size=24, color=colours.text)] if icon else []),
            lot_name(name, colours, 17),
            ft.Icon(ft.Icons.EXPAND_MORE, size=24, color=colours.text),
        ],
        spacing=10 if icon else 4,
    )
    choose = session.keyboard.unless_entered("lot", session.open_lots)
    return chip_button("lot", inside, choose, colours, label=words("lot.label", lot=name), **extra)
