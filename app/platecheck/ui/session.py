"""One person's session: the officer's acts on the screens, over the services they share.

Screens call these and nothing else; every act ends in a change of `State` or a message, never in a trace.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING

from platecheck import settings
from platecheck.errors import BadPlate, PlatecheckError, ProblemKind, SettingsError
from platecheck.facts import Source
from platecheck.patrol import from_entry, is_unreadable
from platecheck.plates import MAX_LENGTH, fold
from platecheck.ui import theme
from platecheck.ui.layout import Arrangement, arrange, is_handset
from platecheck.ui.state import Link, Startup, State
from platecheck.ui.texts import Words, words_in
from platecheck.verdict import Headline
from platecheck.wiring import change_settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import flet as ft

    from platecheck.patrol import LookAlike, Outcome, Result
    from platecheck.settings import Settings
    from platecheck.store.records import Check
    from platecheck.ui.feedback import Feedback
    from platecheck.ui.keeping import Keeping
    from platecheck.ui.theme import Palette
    from platecheck.verdict import Site, Verdict
    from platecheck.wiring import Installation, Services

LOG_ROWS = 50
"""Checks shown beside the field; the whole log is the history's."""
SLOW_S = 2.0
QUIET_S = 0.2
"""Without a key for so long the field may be focused; also what the client needs to rebuild its tree."""
REPORT_S = 0.25
"""How long a key may take from the page's event to the field's report."""
SCANNER_PAUSE_S = 0.5
"""Between a scanner's last character and its Enter."""
PREFERENCES = ("language", "theme", "lot")
_OFFLINE = {ProblemKind.UNREACHABLE, ProblemKind.TLS, ProblemKind.PORTAL}

Act = Callable[[object], Awaitable[None]]

log = logging.getLogger(__name__)


async def _nothing(_: object) -> None:
    """Stand in for an act until it is given."""


class Session:
    """The acts. One per page; services are the installation's and shared."""

    def __init__(self, page: ft.Page, installation: Installation, feedback: Feedback, keeping: Keeping) -> None:
        self.page = page
        self.state = State()
        self._installation = installation
        self._feedback = feedback
        self._keeping = keeping
        self._services: Services | None = None
        self._settings: Settings | None = None
        self.focus_plate: Callable[[], Awaitable[None]] | None = None
        self.open_lots: Act = _nothing
        """Opens the choice of a lot; given by whoever knows the sheets."""
        self.open_raw: Act = _nothing
        """Opens the raw answer; given likewise."""
        self._closed = False
        self.notice: Callable[[], None] = lambda: None
        """Says that something unforeseen happened; given by the app."""
        self.on_buttons = False
        """Whether the keyboard moved to a button, whose Enter is its own."""
        self._entered = False
        self._pressed_at = 0.0
        self._focus_asked = 0
        self._typed_blind = 0.0
        self._listeners: list[Callable[..., None]] = []

    # -- what the screens ask

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
    def settings(self) -> Settings:
        """The installation's settings. Only once open."""
        if self._settings is None:
            raise AssertionError
        return self._settings

    @property
    def training(self) -> bool:
        """Whether everything here is training."""
        return self._settings is not None and self._settings.training

    @property
    def arrangement(self) -> Arrangement:
        """What stands where in this window."""
        return arrange(self.state.window.width, self.state.window.height)

    def now(self) -> datetime:
        """The device's time, by the patrol's clock."""
        return self._ready().patrol.clock()

    def verdict(self, result: Result) -> Verdict:
        """The verdict on `result` as of now."""
        return result.verdict(self.now(), self.site)

    @property
    def site(self) -> Site:
        """What the site decides."""
        return self._ready().patrol.site

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

    def lots(self) -> list[str]:
        """The lots one can stand in: those of the site's table."""
        return sorted(self.settings.lot_names, key=str.casefold)

    # -- opening

    async def open(self) -> None:
        """Open the services and the person's preferences; a failure becomes a state, not an error."""
        desk = self.state.desk
        desk.startup = Startup.OPENING
        try:
            self._settings = await asyncio.to_thread(self._installation.settings)
            await self._recall(self._settings)
            if not self._settings.is_set_up:
                desk.startup = Startup.NOT_SET_UP
                return
            self._services = await self._installation.services()
            await self._refresh_log()
        except PlatecheckError as error:
            desk.trouble, desk.startup = error.message, Startup.BROKEN
            return
        desk.startup = Startup.READY

    async def _recall(self, chosen: Settings) -> None:
        kept = await self._keeping.recall(PREFERENCES)
        prefs = self.state.prefs
        prefs.language = kept.get("language") or chosen.language or self._client_language()
        prefs.theme = kept.get("theme") or chosen.theme
        prefs.lot = kept.get("lot", chosen.lot)

    def _client_language(self) -> str:
        configured = self.page.locale_configuration
        current = configured.current_locale if configured else None
        if current is not None:
            return "fr" if (current.language_code or "").startswith("fr") else "en"
        return settings.device_language()

    async def save_settings(self, changes: Mapping[str, object]) -> str:
        """Write settings and open anew; returns what is wrong, or ''."""
        try:
            await asyncio.to_thread(change_settings, self._installation.directory, changes)
        except PlatecheckError as error:
            return error.message
        await self._installation.close()
        await self.open()
        return ""

    # -- preferences

    def keep_listener(self, listener: Callable[..., None]) -> Callable[..., None]:
        """Hold on to a listener: observables keep theirs weakly."""
        self._listeners.append(listener)
        return listener

    async def set_preference(self, name: str, value: str) -> None:
        """Change language, theme or lot, at once and for the next visit."""
        setattr(self.state.prefs, name, value)
        await self._keeping.keep(name, value)

    async def next_theme(self) -> None:
        """Go from day to night and back on one tap; the system's choice is where it starts."""
        await self.set_preference("theme", "day" if self.palette.dark else "night")

    # -- typing

    def typed(self, text: str) -> None:
        """The client reports what the field holds: a keyboard or a scanner."""
        self.state.entry.reported(text)
        self._typed_now()
        if text and self.covered and not self.must_acknowledge:
            self._leave_answer()

    def write(self, text: str) -> None:
        """Put a text into the field ourselves."""
        self.state.entry.put(text)
        self._typed_now()

    def type(self, char: str) -> None:
        """A key of our keypad, or of a keyboard while no field has focus."""
        self.write(self.state.entry.text + char)

    def backspace(self) -> None:
        """Take the last character away."""
        self.write(self.state.entry.text[:-1])

    def clear(self) -> None:
        """Empty the field; the same key then undoes it until the next character."""
        typing, text = self.state.typing, self.state.entry.text
        if text:
            self.write("")
            typing.cleared = text
        elif typing.cleared:
            self.write(typing.cleared)

    def focused(self, *, has_focus: bool) -> None:
        """The client says whether the plate field has the focus."""
        self.state.entry.has_focus = has_focus

    async def key(self, key: str, *, ctrl: bool) -> None:
        """A key the page saw, before the field reports it or in its place.

        Without focus in the field it is typed for it: typing goes to the plate. With focus the field
        reports it in a moment; where the browser's own focus was lost it never does, and the key is
        taken up here, so that a scanner loses nothing.
        """
        if ctrl or self.page.route != "/" or self.state.desk.startup is not Startup.READY:
            return
        if key == "Tab":
            self.on_buttons = True
        if key != "Enter" and not (len(key) == 1 and key.isascii() and key.isalnum()):
            return
        self._pressed_at = monotonic()
        if not self.state.entry.has_focus:
            await self._take(key)
            return
        entry = self.state.entry
        if key != "Enter":
            entry.pressed.append(key.upper())
        else:
            self._entered = True
        await asyncio.sleep(REPORT_S)
        if not (entry.pressed or self._entered) or monotonic() - self._pressed_at < REPORT_S:
            return
        # The browser's focus was lost and Flutter's was not: nothing will be reported.
        missed, entry.pressed, entry.has_focus = entry.pressed, [], False
        for char in missed:
            await self._take(char)
        if self._entered:
            await self._take("Enter")

    async def _take(self, key: str) -> None:
        if self.must_acknowledge:
            return
        if key == "Enter":
            if self.covered and not self.on_buttons:
                await self.submit()
                return
            # On a focused button Enter is the button's, unless a character came just before: a scanner's.
            if monotonic() - self._typed_blind < SCANNER_PAUSE_S:
                self._typed_blind = 0.0
                await self.submit()
            return
        if self.covered:
            self._leave_answer()
        self.type(key.upper())
        self._typed_blind = monotonic()
        await self.focus_when_quiet()

    def _typed_now(self) -> None:
        typing, text = self.state.typing, self.state.entry.text
        typing.problem = ""
        typing.text = text
        if text:
            typing.cleared = ""

    # -- checking

    async def submit(self) -> None:
        """Check what the field holds: one press, one check."""
        self._entered = False
        desk, typing = self.state.desk, self.state.typing
        if self.must_acknowledge:
            typing.problem = self.words("ack.first")
            return
        if desk.startup is not Startup.READY or (desk.asking and not self.state.entry.text):
            return
        if self.covered and not self.state.entry.text:
            # Enter once more: the answer was read. Under look-alikes the plate's own button decides.
            if desk.plate_confirmed or not desk.alike:
                await self.next_plate()
            return
        text = self.state.entry.text
        try:
            check = self._press(text)
        except BadPlate as error:
            await self._not_a_plate(text, error)
            return
        self._start(check)
        await self._to_check()

    async def ask_plate(self, plate: str, reason: str) -> None:
        """Check a plate that was not typed: a look-alike, or the same one again."""
        self._start(self._press(plate, reason))
        await self._to_check()

    async def again(self) -> None:
        """Ask about the plate on screen once more: a check of its own."""
        result = self.state.desk.result
        if result is not None and not self.must_acknowledge:
            await self.ask_plate(result.check.plate, "recheck")

    async def next_plate(self) -> None:
        """Leave the answer and start on the next plate."""
        if self.must_acknowledge:
            return
        self.write("")
        self._leave_answer()
        await self._to_check()

    async def go_back(self) -> None:
        """Leave for the check; the answer stays in the log."""
        if not self.must_acknowledge:
            self._leave_answer()
            await self._to_check()

    async def fix_plate(self) -> None:
        """Go back to the field with what was typed."""
        desk = self.state.desk
        text = desk.unreadable or (desk.result.check.typed if desk.result else "")
        if self.must_acknowledge:
            return
        self._leave_answer()
        self.write(fold(text))
        await self._to_check()

    async def show(self, result: Result) -> None:
        """Show a check of the log again, as of now."""
        if self.must_acknowledge:
            return
        desk = self.state.desk
        desk.unreadable, desk.alike, desk.outcome, desk.plate_confirmed = "", (), None, True
        desk.asking = None
        desk.result = result
        await self._to_check()

    def confirm_plate(self) -> None:
        """The officer looked again: the plate is as typed."""
        self.state.desk.plate_confirmed = True

    def choose_outcome(self, outcome: Outcome) -> None:
        """Choose what came of the alarm; not written until acknowledged."""
        self.state.desk.outcome = outcome

    async def acknowledge(self) -> None:
        """Write the chosen outcome; only then Back and Next are free."""
        desk = self.state.desk
        if desk.result is None or desk.outcome is None:
            return
        try:
            desk.result = await self._ready().patrol.acknowledge(desk.result, desk.outcome, self.settings.officer)
        except PlatecheckError as error:
            self.state.typing.problem = error.message
            return
        await self._refresh_log()

    async def raw(self) -> bytes | None:
        """The body the platform sent for the answer on screen."""
        self.on_buttons = True
        result = self.state.desk.result
        return await self._ready().patrol.raw(result) if result else None

    async def focus(self) -> None:
        """Put the cursor into the plate field, where there is one in sight."""
        if self.focus_plate is None or self.covered:
            return
        try:
            await self.focus_plate()
        except (RuntimeError, TimeoutError):
            log.info("the plate field is gone")

    async def focus_when_quiet(self) -> None:
        """Focus the field once nothing was typed for a moment: a focus on its way swallows characters."""
        asked = self._focus_asked = self._focus_asked + 1
        while True:
            await asyncio.sleep(QUIET_S)
            if asked != self._focus_asked or self.state.entry.has_focus:
                return
            if monotonic() - self._pressed_at >= QUIET_S:
                break
        await self.focus()

    # -- time

    async def tick(self) -> None:
        """Count seconds while an answer is on screen; when time alone changed its verdict, show that.

        Runs for as long as the page does.
        """
        desk, seen = self.state.desk, None
        while not self._closed:
            await asyncio.sleep(1)
            if desk.result is None:
                continue
            verdict = (desk.result.check.id, self.verdict(desk.result))
            if seen is not None and seen[0] == verdict[0] and seen != verdict:
                desk.revision += 1
            seen = verdict
            self.state.pulse.second += 1

    def close(self) -> None:
        """The page is gone for good."""
        self._closed = True

    # -- inside

    def _ready(self) -> Services:
        if self._services is None:
            raise SettingsError(self.words("setup.text"))
        return self._services

    def _press(self, text: str, reason: str = "officer") -> Check:
        return self._ready().patrol.press(
            text, lot=self.state.prefs.lot or None, officer=self.settings.officer, reason=reason
        )

    def _start(self, check: Check) -> None:
        desk = self.state.desk
        self._leave_answer()
        desk.asking = check
        self.write("")
        self.page.run_task(self._ask, check)

    def _leave_answer(self) -> None:
        desk = self.state.desk
        self.on_buttons = False
        desk.result = desk.asking = desk.outcome = None
        desk.alike, desk.unreadable, desk.plate_confirmed = (), "", False

    async def _ask(self, check: Check) -> None:
        """Follow one check to its end. An alarm comes to the front even when the officer went on."""
        desk = self.state.desk
        first = True
        async for result in self._ready().patrol.answers(check):
            verdict = self.verdict(result)
            self._note_link(result)
            at_hand = desk.asking is not None and desk.asking.id == check.id
            shown = desk.result is not None and desk.result.check.id == check.id
            if at_hand or shown or (verdict.alarm and not self.must_acknowledge):
                await self._show_answer(result, verdict, first=first)
            first = False
        await self._refresh_log()

    async def _show_answer(self, result: Result, verdict: Verdict, *, first: bool) -> None:
        desk = self.state.desk
        came_back = desk.result is None and desk.asking is None
        if verdict.headline in {Headline.NO_PERMIT, Headline.NOT_CHECKED}:
            desk.alike = await self._siblings(result)
        else:
            desk.alike = ()
        desk.result = result
        if result.final:
            desk.asking = None
        desk.queued = result.queued or desk.queued
        if came_back:
            await self._to_check()
        if first or result.final:
            await self._feedback.tell(verdict)

    async def _siblings(self, result: Result) -> tuple[LookAlike, ...]:
        try:
            # One that nobody ever saw is only worth a tap while somebody answers.
            unseen = 1 if result.answer.source is Source.LIVE else 0
            check = result.check
            return tuple(await self._ready().patrol.look_alikes(check.plate, check.lot, unseen=unseen))
        except PlatecheckError:
            log.warning("look-alikes could not be read")
            return ()

    async def _not_a_plate(self, text: str, error: BadPlate) -> None:
        desk, words = self.state.desk, self.words
        if is_unreadable(text):
            found = await self._ready().patrol.look_alikes(text, self.state.prefs.lot or None, unseen=0)
            if fold(text).count("#") > theme.MAX_HOLES:
                self.state.typing.problem = words("bad_plate.unread")
                return
            self._leave_answer()
            desk.unreadable, desk.alike = fold(text), tuple(found)
            await self._to_check()
            return
        self.state.typing.problem = self._problem_of(text, error)
        await self.focus()

    def _problem_of(self, text: str, error: BadPlate) -> str:
        folded = fold(text)
        if not folded:
            return self.words("bad_plate.empty")
        if len(folded) > MAX_LENGTH:
            return self.words("bad_plate.long", n=MAX_LENGTH)
        foreign = " ".join(sorted({c for c in folded if not (c.isascii() and c.isalnum())} - {"#"})[:5])
        return self.words("bad_plate.foreign", text=foreign) if foreign else error.message

    def _note_link(self, result: Result) -> None:
        desk, answer = self.state.desk, result.answer
        link = self._link_of(result)
        if link is not desk.link:
            desk.link_since = self.now()
            desk.link = link
        if answer.source is Source.LIVE:
            desk.queued = 0

    @staticmethod
    def _link_of(result: Result) -> Link:
        answer = result.answer
        if answer.problem is not None:
            if answer.problem.kind is ProblemKind.REFUSED:
                return Link.REFUSED
            return Link.OFFLINE if answer.problem.kind in _OFFLINE else Link.FAILING
        if answer.source is Source.LIVE and (answer.latency_s or 0) < SLOW_S:
            return Link.LIVE
        return Link.SLOW

    async def _refresh_log(self) -> None:
        try:
            entries = await self._ready().patrol.history(limit=LOG_ROWS)
        except PlatecheckError:
            log.warning("the log could not be read")
            return
        self.state.desk.log = tuple(from_entry(entry) for entry in entries if entry.answers)

    async def _to_check(self) -> None:
        """Go to the check, where the answer is too; the field takes the focus unless an answer covers it."""
        if self.page.route != "/":
            await self.page.push_route("/")
        if self.covered:
            self.state.entry.has_focus = False
        else:
            await self.focus_when_quiet()
