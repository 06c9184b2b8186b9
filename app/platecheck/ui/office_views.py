"""The office's screens, for supervisors: where each stands, and the list of them for a handset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui.collections_place import CollectionsPlace
from platecheck.ui.component import component
from platecheck.ui.context import use_session
from platecheck.ui.layout import RAIL, is_handset
from platecheck.ui.numbers import count
from platecheck.ui.overview import OverviewPlace
from platecheck.ui.parts.controls import identified, one_node, outlined, silent
from platecheck.ui.parts.fields import rows
from platecheck.ui.parts.office import COLUMN, forbidden, scrolled
from platecheck.ui.parts.shell import goer, place_head
from platecheck.ui.people import PeoplePlace
from platecheck.ui.permits import PermitsPlace
from platecheck.ui.places import HUB, OFFICE, open_at
from platecheck.ui.text_scale import scaled
from platecheck.ui.theme import BOLD, REGULAR
from platecheck.ui.vehicles import VehiclesPlace
from platecheck.ui.views import gated, placed

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.places import Place
    from platecheck.ui.session import Session
    from platecheck.ui.state import Outbox


def _screen(route: str, word: str, make: Callable[[Session, float], ft.Control]) -> Callable[[], ft.Control]:
    """Return the screen of a place of the office, which an officer is refused whatever way they came."""
    name = route.removeprefix("/")

    def body(session: Session) -> ft.Control:
        width = session.state.window.width - (0 if is_handset(session.arrangement) else RAIL)
        if not session.is_supervisor:
            return placed(session, route, forbidden(session, name, session.words(word), width))
        return placed(session, route, make(session, width))

    def screen() -> ft.Control:
        return gated(use_session(), body)

    return component(screen)


def _overview(session: Session, width: float) -> ft.Control:
    state = session.state
    return OverviewPlace(session.office.overview.book, state.prefs, state.window, session, width)


def _permits(session: Session, width: float) -> ft.Control:
    state = session.state
    return PermitsPlace(session.office.permits.book, state.prefs, state.window, session, width)


def _vehicles(session: Session, width: float) -> ft.Control:
    state = session.state
    return VehiclesPlace(session.office.vehicles.book, state.prefs, state.window, session, width)


def _people(session: Session, width: float) -> ft.Control:
    state, desk = session.state, session.office.people
    return PeoplePlace(desk.book, session.office.file.book, state.prefs, state.window, session, width)


def _collections(session: Session, width: float) -> ft.Control:
    state = session.state
    return CollectionsPlace(session.office.collections.book, state.prefs, state.window, session, width)


def _hub(session: Session, width: float) -> ft.Control:
    return Hub(session.state.outbox, session.state.prefs, session, width)


@component
def Hub(outbox: Outbox, prefs: object, session: Session, width: float) -> ft.Control:
    """The office's places, each with what is done there and how much of it waits."""
    parts = [place_head(session, session.words(HUB[1])), *(_way_to(place, session) for place in OFFICE)]
    return identified("office", scrolled(parts, min(width, COLUMN), "office"), container=True, expand=True)


def _way_to(place: Place, session: Session) -> ft.Control:
    route, key, icon, _ = place
    name, words, colours = route.removeprefix("/"), session.words, session.palette
    title, text, waiting = words(key), words(f"office.{name}"), open_at(route, session)
    lines: list[ft.Control] = [_line(title, 20, BOLD), _line(text, 16, REGULAR)]
    if waiting:
        text = words("office.open", n=count(waiting, words.language))
        lines.append(_line(text, 16, BOLD))
    face = ft.Row(
        [
            ft.Icon(icon, size=28),
            ft.Container(
                rows(lines, spacing=2),
                expand=True,
                padding=ft.Padding.symmetric(vertical=12),
            ),
            ft.Icon(ft.Icons.CHEVRON_RIGHT, size=28),
        ],
        spacing=14,
    )
    style = outlined(colours, 14)
    button = ft.Button(content=silent(face), style=style, on_click=goer(session, route), elevation=0)
    return one_node(f"go-{name}", button, label=f"{title}. {text}")


def _line(text: str, size: float, font: str) -> ft.Text:
    """Return a text in the colour of its button, which is another one while it is pressed."""
    return ft.Text(text, style=ft.TextStyle(size=scaled(size), font_family=font, letter_spacing=0))


OFFICE_SCREENS = {
    HUB[0]: _screen(HUB[0], HUB[1], _hub),
    "/overview": _screen("/overview", "nav.overview", _overview),
    "/permits": _screen("/permits", "nav.permits", _permits),
    "/vehicles": _screen("/vehicles", "nav.vehicles", _vehicles),
    "/people": _screen("/people", "nav.people", _people),
    "/collections": _screen("/collections", "nav.collections", _collections),
}
"""By route."""
