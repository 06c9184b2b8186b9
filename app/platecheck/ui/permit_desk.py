"""Permits as a supervisor works on them: the form, and how one that was issued is extended or deleted."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING

from platecheck import opscom
from platecheck.errors import BadFields
from platecheck.facts import at_site
from platecheck.opscom import PushKind
from platecheck.pushes import PushState
from platecheck.ui.outbox import is_current
from platecheck.ui.permit_book import OTHER, Change, Entered, PermitBook, ends_after
from platecheck.ui.push_desk import PushDesk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from platecheck.pushes import Push
    from platecheck.ui.session import Session
    from platecheck.wiring import Services


class PermitDesk(PushDesk[PermitBook]):
    """The acts on permits."""

    place = "permits"
    form = PushKind.PERMIT_CREATE
    seldom = frozenset({"permit_no", "ticket_number", "promo_code"})
    kept = ("zone", "length", "currency")

    def __init__(self, session: Session) -> None:
        super().__init__(session, PermitBook())

    async def open(self) -> None:
        """Read the receipts and the zones there are; the first time the lots are asked for."""

        async def read(services: Services) -> None:
            await self._read(services)
            if not self.book.zones:
                await services.occupancy.figures()
                await self._read(services)

        await self._within(read)

    def forget(self) -> None:
        """Take off the screen what was wiped, or is another client's from now on; what was typed stays."""
        super().forget()
        self.book.zones, self.book.change = (), None

    # -- the form

    def texts(self) -> Mapping[str, str]:
        """Return what the form holds, by the names of its fields."""
        return asdict(self.book.entered)

    def put(self, texts: Mapping[str, str]) -> None:
        """Have the form hold these."""
        self.book.entered = Entered(**texts)

    def offered_zones(self) -> list[str]:
        """Return the known zones that hold what is typed, unless it names one."""
        typed = self.book.entered.zone.strip().casefold()
        found = [zone for zone in self.book.zones if typed in zone.casefold()]
        return [] if [zone.casefold() for zone in found] == [typed] else found

    @property
    def is_zone_unknown(self) -> bool:
        """Whether the platform may not know the zone: no lot known here is called so, or may be meant."""
        typed = self.book.entered.zone.strip().casefold()
        return bool(typed and self.book.zones) and not any(typed in one.casefold() for one in self.book.zones)

    def span(self, now: datetime) -> tuple[datetime, datetime] | None:
        """Return the start and the end that the form says, aware; None while it does not say one."""
        entered, zone = self.book.entered, self._session.settings.zone
        this_minute = now.replace(second=0, microsecond=0)
        if entered.length != OTHER:
            return this_minute, ends_after(this_minute, entered.length, zone)
        start = at_site(entered.starts_at, zone) if entered.starts_at.strip() else this_minute
        end = at_site(entered.ends_at, zone)
        return None if start is None or end is None or end <= start else (start, end)

    async def push(self) -> None:
        """Push what the form says, once; fields that are wrong are said, and nothing is sent."""
        await self._push(self._fields())

    def can_edit(self, push: Push) -> bool:
        """Tell whether a push that was not applied can be corrected here; a change is by its question."""
        return super().can_edit(push) or (push.kind == PushKind.PERMIT_UPDATE and bool(push.draft))

    async def edit(self, push: Push) -> None:
        """Put a push that was not applied into the form, or its question, to be corrected."""
        if push.kind == PushKind.PERMIT_UPDATE:
            await self._ask_again(push)
            return
        self.book.change = None
        await super().edit(push)

    def as_texts(self, push: Push) -> dict[str, str]:
        """Return what a push says as the form would: with its two times, at the site."""
        known = {"length": OTHER, **super().as_texts(push)}
        zone = self._session.settings.zone
        times = {
            name: datetime.fromisoformat(known[name]) for name in ("starts_at", "ends_at") if name in known
        }
        return known | {name: f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for name, at in times.items()}

    # -- what was issued

    def deleted(self) -> set[str]:
        """Return the references of the permits that were deleted from here."""
        return {
            str((push.draft or {}).get("reference"))
            for push in self.book.pushes or ()
            if push.kind == PushKind.PERMIT_DELETE and push.last.state is PushState.APPLIED
        }

    async def ask_change(self, kind: PushKind, reference: str, beside: str = "") -> None:
        """Ask before a permit is extended or deleted, with what is known of it."""

        async def ask(services: Services) -> None:
            known = await services.office.known_as(reference)
            if is_current(self._session, services):
                self.book.change = Change(kind, reference, beside, known)
                self._rewrite()

        await self._within(ask)

    async def _ask_again(self, push: Push) -> None:
        said = self.as_texts(push)
        await self.ask_change(PushKind.PERMIT_UPDATE, said["reference"], push.id)
        if self.book.change is not None:
            end = {"length": OTHER, "ends_at": said["ends_at"]} if "ends_at" in said else {}
            self.book.change = replace(self.book.change, edited=push, **end)  # type: ignore[arg-type]
            self._rewrite()

    def adjust(self, **what: str) -> None:
        """Change what is asked: the length, or the end in words."""
        if self.book.change is not None:
            self.book.change = replace(self.book.change, **what, wrong=())  # type: ignore[arg-type]

    def leave_change(self) -> None:
        """Keep the permit as it is."""
        self.book.change = None

    def changed_end(self, change: Change, now: datetime) -> datetime | None:
        """Return the end that a change says, aware; None while it does not say one."""
        zone = self._session.settings.zone
        if change.length == OTHER:
            return at_site(change.ends_at, zone)
        start = max(change.ends_now or now, now).replace(second=0, microsecond=0)
        return ends_after(start, change.length, zone)

    async def make_change(self) -> None:
        """Extend or delete what was asked about."""
        book, change = self.book, self.book.change
        if change is None or book.busy:
            return
        fields = {"reference": change.reference}
        if change.edited is not None:  # what else it changes stays
            fields = {name: str(value) for name, value in (change.edited.draft or {}).items()}
        if change.kind is PushKind.PERMIT_UPDATE:
            end = self.changed_end(change, self._session.now())
            fields["ends_at"] = change.ends_at if end is None else end.isoformat()
        try:
            draft = opscom.read_draft(change.kind, fields, zone=self._session.settings.zone)
        except BadFields as error:
            book.change = replace(change, wrong=error.fields)
            return

        async def push(services: Services) -> None:
            kept = await self._written_down(services, draft, change.edited)
            book.change, book.search = None, ""
            self._rewrite()
            await self._sent(services, kept)

        await self._within(push, change.reference)

    # -- beneath

    def _fields(self) -> dict[str, str]:
        entered = self.book.entered
        start, end = entered.starts_at.strip(), entered.ends_at
        now = self._session.now().replace(second=0, microsecond=0)
        if entered.length != OTHER:
            start, end = "", ends_after(now, entered.length, self._session.settings.zone).isoformat()
        return {
            "plate": entered.plate,
            "zone": entered.zone,
            "starts_at": start or now.isoformat(),
            "ends_at": end,
            "amount": entered.amount,
            "currency": entered.currency if entered.amount.strip() else "",
            "permit_no": entered.permit_no,
            "ticket_number": entered.ticket_number,
            "promo_code": entered.promo_code,
        }

    async def _read(self, services: Services) -> None:
        await super()._read(services)
        known = await services.occupancy.kept()
        if not is_current(self._session, services):
            return
        self.book.zones = tuple(
            sorted({lot.name for lot in known.lots} | set(self._session.lots()), key=str.casefold)
        )
