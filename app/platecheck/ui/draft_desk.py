"""Vehicles and people as a supervisor pushes them: forms whose fields are the draft's own."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from platecheck.errors import PlatecheckError
from platecheck.opscom import PushKind
from platecheck.ui.outbox import is_current
from platecheck.ui.push_book import DraftBook
from platecheck.ui.push_desk import PushDesk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from platecheck.opscom import UserType
    from platecheck.ui.session import Session
    from platecheck.wiring import Services


class DraftDesk(PushDesk[DraftBook]):
    """The acts on a form of texts by the names of the draft's fields."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, DraftBook())

    def texts(self) -> Mapping[str, str]:
        """Return what the form holds, by the names of its fields."""
        return self.book.entered

    def put(self, texts: Mapping[str, str]) -> None:
        """Have the form hold these."""
        self.book.entered = dict(texts)

    async def push(self) -> None:
        """Push what the form says, once; fields that are wrong are said, and nothing is sent."""
        await self._push(self.book.entered)


class VehicleDesk(DraftDesk):
    """Vehicles that are put on file."""

    place = "vehicles"
    form = PushKind.VEHICLE_CREATE
    seldom = frozenset({"plate_type_id", "prov_id", "make_id", "type_id", "colour_id", "vin"})
    kept = ("plate_type", "prov", "plate_type_id", "prov_id")


class PeopleDesk(DraftDesk):
    """People who are new, or whose record is changed."""

    place = "people"
    form = PushKind.PERSON_PUSH
    kept = ("login_source", "user_type_id")
    main = ("unique_id", "login_source", "email", "first_name", "last_name")
    """What a new person needs; beside it their kind is chosen."""
    sections: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("address", ("street", "city", "province", "postal_code")),
        ("address2", ("street2", "city2", "province2", "postal_code2")),
        ("work", ("phone_cell", "employ_no", "employee_phone", "student_no", "student_phone")),
        ("licence", ("driver_licence_num", "driver_licence_prov", "date_of_birth")),
        ("account", ("user_name", "locker_user_type_id")),
    )
    seldom = frozenset(name for _, names in sections for name in names)

    async def open(self) -> None:
        """Read the receipts; the first time the kinds of people are asked for."""
        await super().open()
        if not self.book.types and not self.book.trouble:
            await self.ask_types()

    async def ask_types(self) -> None:
        """Ask which kinds of people there are; without an answer the number can be typed."""

        async def ask(services: Services) -> None:
            types: tuple[UserType, ...] = ()
            with suppress(PlatecheckError):
                types = (await services.office.user_types()).types
            if is_current(self._session, services):
                self.book.types = types

        await self._within(ask)

    def forget(self) -> None:
        """Take off the screen what is another client's from now on."""
        super().forget()
        self.book.types = None
