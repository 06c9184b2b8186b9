"""What is pushed from a screen: written down, sent once, and each receipt with what can be done with it.

Separate from the session, whose acts are the officer's; each screen's own desk adds its form.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeAlias, TypeVar

from platecheck import opscom
from platecheck.errors import BadFields, PlatecheckError, PushMoved
from platecheck.plates import fold
from platecheck.pushes import PushState
from platecheck.ui.outbox import count_open, is_current
from platecheck.ui.places import PUSHED
from platecheck.ui.push_book import PAGE, PushBook

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from platecheck.errors import FieldProblem
    from platecheck.opscom import Draft, PushKind
    from platecheck.pushes import Push
    from platecheck.ui.session import Session
    from platecheck.wiring import Services

FORM = "form"

B = TypeVar("B", bound=PushBook)


class PushDesk(ABC, Generic[B]):
    """The acts; each ends in a change of the book, never in an error."""

    place: ClassVar[str]
    """The screen's name, which its controls begin with."""
    form: ClassVar[PushKind]
    """What the form pushes."""
    seldom: ClassVar[frozenset[str]] = frozenset()
    """The fields that stand behind a press."""
    kept: ClassVar[tuple[str, ...]] = ()
    """The fields that are the same for the next one."""

    def __init__(self, session: Session, book: B) -> None:
        self._session = session
        self.book = book

    async def open(self) -> None:
        """Read what the screen shows."""
        await self.refresh()

    async def refresh(self) -> None:
        """Read the receipts."""
        await self._within(self._read)

    def forget(self) -> None:
        """Take off the screen what was wiped, or is another client's from now on; what was typed stays."""
        book = self.book
        if book.edited is not None:
            self.stop_editing()
        book.pushes = None
        book.latest = book.search = book.trouble = ""

    # -- the form

    @abstractmethod
    def texts(self) -> Mapping[str, str]:
        """Return what the form holds, by the names of its fields."""

    @abstractmethod
    def put(self, texts: Mapping[str, str]) -> None:
        """Have the form hold these; a field that is not named is as in an empty form."""

    @abstractmethod
    async def push(self) -> None:
        """Push what the form says, once; fields that are wrong are said, and nothing is sent."""

    def value(self, name: str) -> str:
        """Return what a field of the form holds."""
        return self.texts().get(name, "")

    def enter(self, name: str, value: str) -> None:
        """Take what was typed or chosen; what was said about it is taken back."""
        if self.value(name) != value:
            self.put({**self.texts(), name: value})
            self._taken_back(name)

    def choose(self, name: str, value: str) -> None:
        """Take what was chosen elsewhere than in its field."""
        self.enter(name, value)
        self._rewrite()

    def can_edit(self, push: Push) -> bool:
        """Tell whether a push that was not applied can be corrected here."""
        return push.kind == self.form and bool(push.draft)

    async def edit(self, push: Push) -> None:
        """Put a push that was not applied into the form, to be corrected; what was typed comes back after."""
        book = self.book
        if book.edited is None:
            book.aside = self.texts()
        self.put(self.as_texts(push))
        book.edited, book.wrong = push, ()
        book.more = book.more or any(self.value(name) for name in self.seldom)
        self._rewrite()

    def as_texts(self, push: Push) -> dict[str, str]:
        """Return what a push says as the form would."""
        return {name: str(value) for name, value in (push.draft or {}).items()}

    def stop_editing(self) -> None:
        """Leave the push as it is."""
        self.book.wrong = ()
        self._end_editing()
        self._rewrite()

    def wrong(self, name: str) -> FieldProblem | None:
        """Return what is wrong with a field of the form."""
        return next((found for found in self.book.wrong if found.field == name), None)

    def latest(self) -> Push | None:
        """Return the push that the form made last, with what came of it, while nothing else is typed."""
        if self.book.busy:
            return None
        return next((push for push in self.book.pushes or () if push.id == self.book.latest), None)

    # -- the receipts

    def seek(self, text: str) -> None:
        """Show the receipts that name this plate, person or reference."""
        self.book.search, self.book.shown = text, PAGE

    def show_more(self) -> None:
        """Show older receipts too."""
        self.book.shown += PAGE

    def listed(self) -> list[Push]:
        """Return the receipts that are sought, newest first."""
        sought = self.book.search.strip()
        pushes = self.book.pushes or ()
        return [push for push in pushes if not sought or _names(push, sought)]

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

    def name_of(self, push: Push) -> str:
        """Return whom or what a push is about: a plate, or a person's unique ID."""
        return self.plate_of(push) or str((push.draft or {}).get("unique_id", ""))

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

    # -- beneath

    async def _push(self, fields: Mapping[str, str]) -> None:
        """Push the fields of the form.

        Drafts are loaded here and not before: an officer's start does without them.
        """
        book = self.book
        if book.busy:
            return
        try:
            draft = opscom.read_draft(self.form, fields, zone=self._session.settings.zone)
        except BadFields as error:
            book.wrong = error.fields
            book.more = book.more or any(found.field in self.seldom for found in error.fields)
            return
        edited, pressed = book.edited, self.texts()

        async def act(services: Services) -> None:
            kept = await self._written_down(services, draft, edited)
            # It is written down: the form is free for the next one whatever comes of it.
            self._free(pressed)
            book.wrong, book.search, book.latest = (), "", kept.id
            self._rewrite()
            await self._sent(services, kept)

        await self._within(act, FORM)

    async def _written_down(self, services: Services, draft: Draft, edited: Push | None) -> Push:
        """Write a draft down, anew or in the place of what a push said; raises PushMoved."""
        if edited is None:
            return await services.office.write_down(draft)
        try:
            return await services.office.edit(edited, draft)
        except PushMoved:
            # Said; the next press is about the push as it stands then.
            now = await services.office.find(edited.id)
            if now is not None and self.book.edited is edited:
                self.book.edited = now
            raise

    def _free(self, pressed: Mapping[str, str]) -> None:
        """Empty the form but for what stays the same, and for what was typed since the press."""
        typed = {name: text for name, text in self.texts().items() if text != pressed.get(name, "")}
        if self.book.edited is None:
            self.put({name: text for name, text in pressed.items() if name in self.kept})
        else:
            self._end_editing()
        self.put({**self.texts(), **typed})

    def _end_editing(self) -> None:
        self.put(self.book.aside)
        self.book.edited, self.book.aside = None, {}

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
        kinds = PUSHED[f"/{self.place}"]
        newest = await services.office.pushes(kinds=kinds)
        listed = {push.id for push in newest}
        # What is not over is never out of sight, however much was pushed since.
        still_open = [push for push in await count_open(self._session, services) if push.kind in kinds]
        if is_current(self._session, services):
            self.book.pushes = (*(push for push in still_open if push.id not in listed), *newest)

    async def _within(self, act: Callable[[Services], Awaitable[None]], busy: str = "") -> None:
        """Act on the services, which stay open as long; what went wrong is said.

        `busy` names what is sent: until it is over nothing else is.
        """
        book = self.book
        book.trouble, book.busy = "", busy or book.busy
        try:
            async with self._session.installation.use() as services:
                try:
                    await act(services)
                except PlatecheckError as error:
                    book.trouble, book.on_form = error.message, busy == FORM
                    await self._read(services)
        except PlatecheckError as error:
            if not book.trouble:
                book.trouble, book.on_form = error.message, busy == FORM
        finally:
            if busy:
                book.busy = ""

    def _rewrite(self) -> None:
        """Have the fields show what the book holds: somebody else than the typist changed it."""
        self._session.state.settings.form.revision += 1

    def _taken_back(self, name: str) -> None:
        """Take back what was said about a field, and about the form, once it is typed in."""
        book = self.book
        if any(found.field == name for found in book.wrong):
            book.wrong = tuple(found for found in book.wrong if found.field != name)
        book.trouble = book.latest = ""


AnyDesk: TypeAlias = PushDesk[Any]
"""A desk whatever its form holds."""


def _names(push: Push, sought: str) -> bool:
    """Tell whether a push is about this plate, reference or person."""
    draft = push.draft or {}
    told = (draft.get("reference"), push.last.reference, draft.get("unique_id"), draft.get("permit_no"))
    named = (*told, draft.get("first_name"), draft.get("last_name"), draft.get("email"))
    if any(sought.casefold() in str(one).casefold() for one in named if one):
        return True
    return fold(sought) in str(draft.get("plate", "")) if fold(sought) else False
