"""One person's session: the officer's acts on the screens, over the services they share.

Screens call these and nothing else; every act ends in a change of `State` or a message, never in a trace.
A little over 300 lines: it is the one list of what an officer can do.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from platecheck.errors import BadPlate
from platecheck.plates import MAX_SUBSTITUTIONS, UNREADABLE, fold
from platecheck.store.records import AGAIN
from platecheck.ui import theme
from platecheck.ui.access import Access
from platecheck.ui.changes_sheet import changes_sheet
from platecheck.ui.inquiry import Inquiry
from platecheck.ui.keyboard import Keyboard, problem_of
from platecheck.ui.layout import Arrangement, arrange, is_handset
from platecheck.ui.log_book import LogBook
from platecheck.ui.office_desks import OfficeDesks
from platecheck.ui.pending import PendingWork
from platecheck.ui.person import Person
from platecheck.ui.sheets import close_sheet
from platecheck.ui.state import Act, Startup, State, nothing
from platecheck.ui.texts import Words, words_in
from platecheck.ui.viewfinder import Viewfinder
from platecheck.ui.walking import Walking

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from datetime import datetime

    import flet as ft

    from platecheck.answers import Outcome, Result
    from platecheck.settings import Settings
    from platecheck.store.records import Check
    from platecheck.ui.feedback import Feedback
    from platecheck.ui.keeping import Keeping
    from platecheck.ui.theme import Palette
    from platecheck.verdict import Site, Verdict
    from platecheck.wiring import Installation, Services


class Session:
    """The acts. One per page; services are the installation's and shared."""

    def __init__(
        self, page: ft.Page, installation: Installation, feedback: Feedback, keeping: Keeping
    ) -> None:
        self.page = page
        self.state = State()
        self.installation = installation
        self.person = Person(self.state.prefs, keeping)
        self.access = Access(self)
        self.open_lots: Act = nothing
        self.open_raw: Act = nothing
        self.open_radio: Act = nothing
        self.open_help: Act = nothing
        self.open_prepare: Act = nothing
        """Open lots, raw answer, radio card, keys, a preparation; given by whoever knows the sheets."""
        self.notice: Callable[[], None] = lambda: None
        """Says that something unforeseen happened; given by the app."""
        self.sheet: ft.DialogControl | None = None
        self.menu_open = False
        """What lies over the screen: what is typed then is not for the plate."""
        self.keyboard = Keyboard(self)
        self.inquiry = Inquiry(self, feedback)
        self.log_book = LogBook(self)
        self.viewfinder = Viewfinder(self)
        self.walking = Walking(self)
        self.office = OfficeDesks(self)
        self.pending = PendingWork(self, feedback, changes_sheet)
        self.closed = False
        self._going_on: set[asyncio.Task[None]] = set()
        self._leading: asyncio.Task[None] | None = None

    @property
    def words(self) -> Words:
        """The catalogue in the person's language."""
        return words_in(self.state.prefs.language)

    @property
    def palette(self) -> Palette:
        """The colours by the person's theme."""
        chosen = self.state.prefs.theme
        return theme.palette(dark=self.state.window.system_dark if chosen == "system" else chosen == "night")

    @property
    def services(self) -> Services:
        """What is open: after another session changed the settings, the new ones. Raises SettingsError."""
        return self.access.services

    @property
    def settings(self) -> Settings:
        """The installation's settings, also after another session changed them. Only once open."""
        return self.access.settings

    @property
    def is_supervisor(self) -> bool:
        """Whether the office's places are shown."""
        return self.state.opening.supervisor

    @property
    def training(self) -> bool:
        """Whether everything here is training."""
        return self.access.training

    @property
    def arrangement(self) -> Arrangement:
        """What stands where in this window."""
        return arrange(self.state.window.width, self.state.window.height)

    def now(self) -> datetime:
        """The device's time, by the patrol's clock."""
        return self.services.patrol.clock()

    def verdict(self, result: Result) -> Verdict:
        """The verdict on `result` as of now."""
        return result.verdict(self.now(), self.site)

    @property
    def site(self) -> Site:
        """What the site decides."""
        return self.services.patrol.site

    @property
    def must_acknowledge(self) -> bool:
        """Whether an alarm on screen still waits for its outcome; Back and Next wait for it."""
        result = self.state.desk.result
        return result is not None and result.acknowledgement is None and bool(self.verdict(result).alarm)

    @property
    def covered(self) -> bool:
        """Whether a handset shows the answer over the field."""
        desk = self.state.desk
        answering = desk.result is not None or desk.asking is not None or bool(desk.unreadable)
        return answering and is_handset(self.arrangement)

    @property
    def dialog_open(self) -> bool:
        """Whether a sheet or a menu lies over the screen."""
        return self.sheet is not None or self.menu_open

    def lots(self) -> list[str]:
        """The lots one can stand in: those of the site's table."""
        return sorted(self.settings.lot_names, key=str.casefold)

    # -- opening

    async def open(self) -> None:
        """Open the services and the person's preferences; a failure becomes a state, not an error."""
        await self.access.open()

    async def save_settings(self, changes: Mapping[str, object]) -> str:
        """Write settings and open anew; returns what is wrong, or ''."""
        return await self.access.save(changes)

    async def next_theme(self) -> None:
        """Go from day to night and back on one tap; the system's choice is where it starts."""
        await self.person.choose("theme", "day" if self.palette.dark else "night")

    # -- checking

    async def submit(self) -> None:
        """Check what the field holds: one press, one check."""
        self.keyboard.settle()
        desk, typing = self.state.desk, self.state.typing
        if self.must_acknowledge:
            typing.problem = self.words("ack.first")
            return
        if self.state.opening.startup is not Startup.READY:
            return
        if self.inquiry.at_hand is not None and not self.state.entry.text:
            return
        if self.covered and not self.state.entry.text:
            # Enter once more: the answer was read. Under look-alikes the plate's own button decides.
            if desk.plate_confirmed or not desk.alike:
                await self.next_plate()
            return
        text = self.state.entry.text
        try:
            check = self.press(text)
        except BadPlate as error:
            await self._not_a_plate(text, error)
            return
        self._start(check)
        await self.to_check()

    async def ask_plate(self, plate: str, reason: str) -> None:
        """Check a plate that was not typed: read by the camera, a look-alike, or the same one again.

        Raises BadPlate.
        """
        if self.must_acknowledge:
            self.state.typing.problem = self.words("ack.first")
            return
        self._start(self.press(plate, reason))
        await self.to_check()

    async def again(self) -> None:
        """Ask about the plate on screen once more: a check of its own."""
        result = self.state.desk.result
        if result is not None and not self.must_acknowledge:
            await self.ask_plate(result.check.plate, AGAIN)

    async def next_plate(self) -> None:
        """Leave the answer and start on the next plate."""
        if self.must_acknowledge or self.inquiry.show_waiting():
            return
        self.keyboard.write("")
        self.viewfinder.offered = None
        self.leave_answer()
        await self._home()

    async def go_back(self) -> None:
        """Leave for the check, from there for a walk under way; the answer stays in the log."""
        if not (self.must_acknowledge or self.inquiry.show_waiting()):
            self.viewfinder.offered = None
            self.leave_answer()
            await self._home()

    async def fix_plate(self) -> None:
        """Go back to the field with what was typed."""
        desk = self.state.desk
        await self.type_anew(desk.unreadable or (desk.result.check.typed if desk.result else ""))

    async def type_anew(self, text: str) -> None:
        """Go to the field with a text to correct."""
        if self.must_acknowledge:
            return
        self.leave_answer()
        self.keyboard.write(fold(text))
        await self.to_check()

    async def show(self, result: Result) -> None:
        """Show a check of the log again, as of now."""
        if self.must_acknowledge:
            return
        desk = self.state.desk
        self.viewfinder.offered = None
        desk.unreadable, desk.alike, desk.outcome, desk.plate_confirmed = "", (), None, True
        desk.asking = self.inquiry.at_hand = None
        # Not asked now: even an answer that was live is a saved one by now.
        desk.result = replace(result, logged=True)
        await self.to_check()

    def confirm_plate(self) -> None:
        """The officer looked again: the plate is as typed."""
        self.state.desk.plate_confirmed = True

    def choose_outcome(self, outcome: Outcome) -> None:
        """Choose what came of the alarm; not written until acknowledged."""
        self.state.desk.outcome = outcome

    async def acknowledge(self) -> None:
        """Write the chosen outcome; only then Back and Next are free."""
        await self.inquiry.acknowledge()

    @property
    def answer(self) -> Result | None:
        """The answer on screen that a button is about; none once another plate is asked about.

        The Enter that asks can also press the button that had the focus before.
        """
        result, asked = self.state.desk.result, self.inquiry.at_hand
        if result is None or asked is None or asked.id == result.check.id or self.must_acknowledge:
            return result
        return None

    async def raw(self, result: Result) -> bytes | None:
        """The body the platform sent for an answer."""
        self.keyboard.on_buttons = True
        return await self.services.patrol.raw(result)

    def come_forward(self) -> None:
        """Show an alarm that has just come: no sheet may lie over it."""
        close_sheet(self)
        self.stay_in_front()

    def stay_in_front(self) -> None:
        """Lead back to an alarm: from another place nobody could acknowledge it."""
        if self.must_acknowledge and self.page.route != "/":
            self._leading = self.go_on(self.to_check())

    def lead_back(self) -> None:
        """Lead back to an alarm that left the screen unnoticed, unless that is under way.

        A route that changes there and back before it was drawn mounts no screen that could notice.
        """
        if self._leading is None or self._leading.done():
            self.stay_in_front()

    def go_on(self, act: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run something beside the rest; unlike Flet's `run_task` also while the client is away."""
        task = asyncio.ensure_future(act)
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)
        return task

    def close(self) -> None:
        """End what goes on by itself: the page is gone for good."""
        self.closed = True

    def press(self, text: str, reason: str = "officer") -> Check:
        """Return a new check of a plate, with what the camera made of it. Raises BadPlate."""
        check = self.services.patrol.press(
            text,
            lot=self.state.prefs.lot or None,
            officer=self.settings.officer,
            reason=reason,
            sighting=self.viewfinder.at_hand(),
        )
        self.viewfinder.offered = None
        return check

    def _start(self, check: Check) -> None:
        self.inquiry.at_hand = check
        self.walking.passed(check)
        self.keyboard.write("")
        self.go_on(self.inquiry.follow(check))

    def leave_answer(self) -> None:
        """Take the answer off the screen; it stays in the log. An alarm without an outcome stays."""
        if self.must_acknowledge:
            return
        desk = self.state.desk
        self.keyboard.on_buttons = False
        desk.result = desk.asking = desk.outcome = self.inquiry.at_hand = None
        desk.alike, desk.unreadable, desk.plate_confirmed = (), "", False

    async def _not_a_plate(self, text: str, error: BadPlate) -> None:
        if error.unreadable and fold(text).count(UNREADABLE) <= MAX_SUBSTITUTIONS:
            await self.inquiry.offer(fold(text))
            await self.to_check()
            return
        self.state.typing.problem = problem_of(text, error, self.words)
        await self.keyboard.focus()

    async def _home(self) -> None:
        """Go to the check; from the check, on with a walk that is under way."""
        if self.walking.is_on and self.page.route == "/":
            await self.walking.go()
        else:
            await self.to_check()

    async def to_check(self) -> None:
        """Go to the check, where the answer is too; the field takes the focus unless an answer covers it."""
        if self.page.route != "/":
            with suppress(RuntimeError):  # the page was closed meanwhile
                await self.page.push_route("/")
        if self.covered:
            self.keyboard.focused(has_focus=False)
        else:
            await self.keyboard.focus_when_quiet()
