"""The office of one session: the desk of each of a supervisor's places.

Separate from the session, whose acts are the officer's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.ui.collections_desk import CollectionsDesk
from platecheck.ui.draft_desk import PeopleDesk, VehicleDesk
from platecheck.ui.import_desk import ImportDesk
from platecheck.ui.overview_desk import OverviewDesk
from platecheck.ui.permit_desk import PermitDesk

if TYPE_CHECKING:
    from platecheck.ui.push_desk import AnyDesk
    from platecheck.ui.session import Session


class OfficeDesks:
    """The desks; each holds what its place shows between visits to it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.overview = OverviewDesk(session)
        self.permits = PermitDesk(session)
        self.vehicles = VehicleDesk(session)
        self.people = PeopleDesk(session)
        self.file = ImportDesk(session)
        """Many people, from a file."""
        self.collections = CollectionsDesk(session)

    async def open(self, route: str) -> None:
        """Read what the place of a route shows, if it is one of these."""
        named: dict[str, AnyDesk | OverviewDesk | CollectionsDesk] = {
            "/overview": self.overview,
            "/permits": self.permits,
            "/vehicles": self.vehicles,
            "/people": self.people,
            "/collections": self.collections,
        }
        if route in named and self._session.is_supervisor:
            await named[route].open()

    def forget(self) -> None:
        """Take off the screens what was wiped, or is another client's from now on."""
        pushing = self.permits, self.vehicles, self.people, self.file
        for desk in (self.overview, *pushing, self.collections):
            desk.forget()
