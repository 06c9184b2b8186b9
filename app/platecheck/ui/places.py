"""The places there are, for whom, and which of them the navigation names: a handset's bar holds five.

The office's places stand behind one of their own where there is no room to name each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.opscom import PushKind
from platecheck.pushes import EXPORT
from platecheck.ui.layout import BANNER, is_handset
from platecheck.ui.text_scale import larger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from platecheck.ui.session import Session

Place = tuple[str, str, ft.IconData, ft.IconData]
"""Route, key of the word, icon at rest, icon when chosen."""
PLACES: tuple[Place, ...] = (
    ("/", "nav.check", ft.Icons.DIALPAD, ft.Icons.DIALPAD),
    ("/history", "nav.history", ft.Icons.LIST_ALT, ft.Icons.LIST_ALT),
    ("/lots", "nav.lots", ft.Icons.LOCAL_PARKING, ft.Icons.LOCAL_PARKING),
    ("/settings", "nav.settings", ft.Icons.SETTINGS_OUTLINED, ft.Icons.SETTINGS),
)
OFFICE: tuple[Place, ...] = (
    ("/overview", "nav.overview", ft.Icons.DASHBOARD_OUTLINED, ft.Icons.DASHBOARD),
    ("/permits", "nav.permits", ft.Icons.RECEIPT_LONG_OUTLINED, ft.Icons.RECEIPT_LONG),
    ("/vehicles", "nav.vehicles", ft.Icons.DIRECTIONS_CAR_OUTLINED, ft.Icons.DIRECTIONS_CAR),
    ("/people", "nav.people", ft.Icons.PEOPLE_OUTLINE, ft.Icons.PEOPLE),
    ("/collections", "nav.collections", ft.Icons.GAVEL_OUTLINED, ft.Icons.GAVEL),
)
"""A supervisor's."""
PUSHED: Mapping[str, frozenset[str]] = {
    "/permits": frozenset({PushKind.PERMIT_CREATE, PushKind.PERMIT_UPDATE, PushKind.PERMIT_DELETE}),
    "/vehicles": frozenset({PushKind.VEHICLE_CREATE}),
    "/people": frozenset({PushKind.PERSON_PUSH}),
    "/collections": frozenset({EXPORT}),
}
"""The kinds of pushes whose receipts are at a place."""
HUB: Place = ("/office", "nav.office", ft.Icons.BUSINESS_CENTER_OUTLINED, ft.Icons.BUSINESS_CENTER)
"""Where the office's places are listed."""
_ROW, _ENDS = 64, 16
"""Height in dp of a place in the rail, and what is above and below all of them."""


def names_each(session: Session) -> bool:
    """Tell whether the navigation names each of the office's places."""
    needed = _ROW * (len(PLACES) + len(OFFICE)) + _ENDS + BANNER
    return not is_handset(session.arrangement) and not larger() and session.state.window.height >= needed


def places_of(session: Session) -> tuple[Place, ...]:
    """Return what the navigation names for this person, in order."""
    if not session.is_supervisor:
        return PLACES
    return (*PLACES[:-1], *(OFFICE if names_each(session) else (HUB,)), PLACES[-1])


def open_at(route: str, session: Session) -> int:
    """Return how many pushes of a place are not over; for the list of places, of all of them."""
    still_open = session.state.outbox.still_open
    if not session.is_supervisor:
        return 0
    if route == HUB[0]:
        return sum(still_open.values())
    return sum(still_open.get(kind, 0) for kind in PUSHED.get(route, ()))


def index_of(here: str, places: tuple[Place, ...]) -> int | None:
    """Return which of `places` stands for the route `here`; None where none does."""
    if here in {route for route, *_ in OFFICE} and HUB in places:
        here = HUB[0]
    return next((i for i, place in enumerate(places) if place[0] == here), None)
