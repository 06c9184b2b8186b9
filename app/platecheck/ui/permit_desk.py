"""Permits as a supervisor works on them: the form, the receipts, and the acts on both.

Separate from the session, whose acts are the officer's.
A little over 300 lines: it is the one list of what a supervisor can do with permits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from platecheck import opscom
from platecheck.errors import BadFields, PlatecheckError
from platecheck.facts import at_site
from platecheck.opscom import PushKind
from platecheck.plates import fold
from platecheck.pushes import PushState
from platecheck.ui.permit_book import OTHER, PAGE, Change, Entered, PermitBook, ends_after

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.errors import FieldProblem
    from platecheck.pushes import Push
    from platecheck.ui.session import Session
    from platecheck.wiring import Services

FORM = "form"


class PermitDesk:
    """The acts; each ends in a change of the book, never in an error."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.book = PermitBook()

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
        book = self.book
        if book.edited is not None:
            self.stop_editing()
        book.pushes, book.zones, book.change = None, (), None
        book.latest = book.search = book.trouble = ""

    # -- the form

    def enter(self, name: str, value: str) -> None:
        """Take what was typed or chosen; what was said about it is taken back."""
        book = self.book
        if getattr(book.entered, name) == value:
            return
        book.entered = replace(book.entered, **{name: value})
        if any(found.field == name for found in book.wrong):
            book.wrong = tuple(found for found in book.wrong if found.field != name)
        book.trouble = book.latest = ""

    def choose_zone(self, zone: str) -> None:
        """Take a known zone."""
        self.enter("zone", zone)
        self._rewrite()

    def wrong(self, name: str) -> FieldProblem | None:
        """Return what is wrong with a field of the form."""
        return next((found for found in self.book.wrong if found.field == name), None)

    def latest(self) -> Push | None:
        """Return the push that the form made last, with what came of it, while nothing else is typed."""
        if self.book.busy:
            return None
        return next((push for push in self.book.pushes or () if push.id == self.book.latest), None)

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

    async def issue(self) -> None:
        """Push what the form says, once; fields that are wrong are said, and nothing is sent.

        Drafts are loaded here and not before: an officer's start does without them.
        """
        book = self.book
        if book.busy:
            return
        try:
            draft = opscom.read_draft(
                PushKind.PERMIT_CREATE, self._fields(), zone=self._session.settings.zone
            )
        except BadFields as error:
            book.wrong = error.fields
            seldom = {"permit_no", "ticket_number", "promo_code", "currency"}
            book.more = book.more or any(found.field in seldom for found in error.fields)
            return
        edited = book.edited

        async def push(services: Services) -> None:
            office = services.office
            kept = await (office.edit(edited, draft) if edited else office.write_down(draft))
            # It is written down: the form is free for the next one whatever comes of it.
            before = book.entered
            book.entered = Entered(zone=before.zone, length=before.length, currency=before.currency)
            book.edited, book.wrong, book.search, book.latest = None, (), "", kept.id
            self._rewrite()
            await self._sent(services, kept)

        await self._within(push, FORM)

    def edit(self, push: Push) -> None:
        """Put a push that was not applied into the form, to be corrected."""
        known = {name: str(value) for name, value in (push.draft or {}).items()}
        zone = self._session.settings.zone
        for name in ("starts_at", "ends_at"):
            if name in known:
                known[name] = f"{datetime.fromisoformat(known[name]).astimezone(zone):%Y-%m-%d %H:%M}"
        book = self.book
        book.entered = Entered(**{"length": OTHER, **known})
        book.edited, book.wrong, book.change = push, (), None
        book.more = bool(book.entered.permit_no or book.entered.ticket_number or book.entered.promo_code)
        self._rewrite()

    def stop_editing(self) -> None:
        """Leave the push as it is."""
        self.book.edited, self.book.entered, self.book.wrong = None, Entered(), ()
        self._rewrite()

    # -- the receipts

    def seek(self, text: str) -> None:
        """Show the receipts that name this plate or reference."""
        self.book.search, self.book.shown = text, PAGE

    def show_more(self) -> None:
        """Show older receipts too."""
        self.book.shown += PAGE

    def listed(self) -> list[Push]:
        """Return the receipts that are sought, newest first."""
        sought = self.book.search.strip()
        pushes = self.book.pushes or ()
        return [push for push in pushes if not sought or _names(push, sought)]

    def deleted(self) -> set[str]:
        """Return the references of the permits that were deleted from here."""
        return {
            str((push.draft or {}).get("reference"))
            for push in self.book.pushes or ()
            if push.kind == PushKind.PERMIT_DELETE and push.last.state is PushState.APPLIED
        }

    def state_of(self, push: Push) -> PushState:
        """Return where a push stands now; one whose turn has just come is being sent."""
        state = push.state(self._session.now())
        return PushState.SENDING if state is PushState.WAITING and self.book.busy == push.id else state

    def plate_of(self, push: Push) -> str:
        """Return the plate that a push is about; of a change, that of the permit it names, if it is known."""
        reference = (push.draft or {}).get("reference")
        named = [one for one in self.book.pushes or () if reference and one.last.reference == reference]
        drafts = [one.draft or {} for one in (push, *named)]
        return next((str(draft["plate"]) for draft in drafts if "plate" in draft), "")

    async def send(self, push: Push) -> None:
        """Send a push that waits."""
        if not self.book.busy:
            await self._within(lambda services: self._sent(services, push), push.id)

    async def discard(self, push: Push) -> None:
        """Let go of a push."""
        await self._decide(lambda services: services.office.discard(push))

    async def settle(self, push: Push, *, applied: bool) -> None:
        """Say what was found out about an outcome that nobody knew."""
        await self._decide(lambda services: services.office.settle(push, applied=applied))

    async def ask_change(self, kind: PushKind, reference: str, beside: str = "") -> None:
        """Ask before a permit is extended or deleted, with what is known of it."""

        async def ask(services: Services) -> None:
            known = await services.office.known_as(reference)
            self.book.change = Change(kind, reference, beside, known)
            self._rewrite()

        await self._within(ask)

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
        if change.kind is PushKind.PERMIT_UPDATE:
            end = self.changed_end(change, self._session.now())
            fields["ends_at"] = change.ends_at if end is None else end.isoformat()
        try:
            draft = opscom.read_draft(change.kind, fields, zone=self._session.settings.zone)
        except BadFields as error:
            book.change = replace(change, wrong=error.fields)
            return

        async def push(services: Services) -> None:
            kept = await services.office.write_down(draft)
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

    async def _sent(self, services: Services, kept: Push) -> None:
        """Send what is written down; it is in the list meanwhile, and with what came of it after."""
        self.book.busy = kept.id
        await self._read(services)
        await services.office.send(kept)
        await self._read(services)

    async def _decide(self, act: Callable[[Services], Awaitable[Push]]) -> None:
        async def then_read(services: Services) -> None:
            await act(services)
            await self._read(services)

        await self._within(then_read)

    async def _read(self, services: Services) -> None:
        self.book.pushes = tuple(await services.office.pushes())
        known = await services.occupancy.kept()
        self.book.zones = tuple(
            sorted({lot.name for lot in known.lots} | set(self._session.lots()), key=str.casefold)
        )

    async def _within(self, act: Callable[[Services], Awaitable[None]], busy: str = "") -> None:
        """Act on the services, which stay open as long; what went wrong is said.

        `busy` names what is sent: until it is over nothing else is.
        """
        book = self.book
        book.trouble, book.on_form, book.busy = "", busy == FORM, busy or book.busy
        try:
            async with self._session.installation.use() as services:
                try:
                    await act(services)
                except PlatecheckError as error:
                    book.trouble = error.message
                    await self._read(services)
        except PlatecheckError as error:
            book.trouble = book.trouble or error.message
        finally:
            if busy:
                book.busy = ""

    def _rewrite(self) -> None:
        """Have the fields show what the book holds: somebody else than the typist changed it."""
        self._session.state.settings.form.revision += 1


def _names(push: Push, sought: str) -> bool:
    """Tell whether a push is about this plate, reference or person."""
    draft = push.draft or {}
    told = (draft.get("reference"), push.last.reference, draft.get("unique_id"), draft.get("permit_no"))
    if any(sought.casefold() in str(one).casefold() for one in told if one):
        return True
    return fold(sought) in str(draft.get("plate", "")) if fold(sought) else False
