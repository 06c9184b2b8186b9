"""The screens as a person uses them: verbs that wait for what they cause, found by stable identifiers."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from playwright.sync_api import Error, expect
from playwright.sync_api import TimeoutError as NothingSaid
from tests.e2e.driving import SCREENS
from tests.e2e.looking import View

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from tests.e2e.driving import Watch

SMALL, PHONE, TABLET, DESKTOP = (360, 640), (412, 860), (820, 1180), (1280, 800)
HANDSET_MAX = 600
"""Narrower windows show the answer over the field."""
WIDE_FROM = 840
"""From this width what is opened stands beside its list."""
START_MS = 60_000
PICTURES_WANTED = bool(os.environ.get("PLATECHECK_PICTURES"))
DRAWN_MS = 500
"""The tree is ahead of the picture, which still fades from the screen before."""
TABS = 120
"""The log's rows are among what Tab reaches."""

WORDS = {
    "alarm": "ALARM",
    "do_not_ticket": "DO NOT TICKET OR TOW",
    "valid": "VALID",
    "valid_elsewhere": "VALID ELSEWHERE",
    "expired": "EXPIRED",
    "no_permit": "NO PERMIT",
    "not_checked": "NOT CHECKED",
}
PLACES = {"check": "Check", "history": "History", "lots": "Lots", "settings": "Settings"}
_KEYS = {"#": "hash"}


class App(View):
    """One tab on the app: what every screen has."""

    def __init__(self, page: Page, watch: Watch, name: str) -> None:
        super().__init__(page)
        self.watch = watch
        self._name = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
        self.check, self.result = CheckPage(self), ResultPage(self)
        self.settings, self.history = SettingsPage(self), HistoryPage(self)

    def start(self, url: str) -> None:
        """Open the app, up to the field, or to why there is none."""
        self.page.goto(url)
        own = self.find("plate").or_(self.find("not-set-up")).or_(self.find("recovery-text"))
        card = self.page.get_by_text("The application encountered an error")
        own.or_(card).first.wait_for(state="attached", timeout=START_MS)
        assert not card.count(), card.inner_text()

    def another_visit(self) -> App:
        """Open the app anew in the same browser: a session of its own that remembers the person's choices."""
        page = self.page.context.new_page()
        if size := self.page.viewport_size:
            page.set_viewport_size(size)
        app = App(page, self.watch, f"{self._name}-again")
        self.watch.over(app.page)
        app.start(urljoin(self.page.url, "/"))
        return app

    def go_to(self, place: str, words: dict[str, str] = PLACES) -> None:
        """Go to a place by the bar, the rail or, where both had to go, the menu."""
        there = self.find({"check": "plate"}.get(place, place)).first
        # A press that meets the tree while it is rebuilt is lost: a person presses again, and so does this.
        for _ in range(3):
            if self.find("menu").count():
                self.press("menu")
                self.press_on(self.page.get_by_role("menuitem", name=words[place]))
            else:
                bar = self.find("navigation")
                name = re.compile(rf"(?:^|\s){words[place]}\b")  # after the count of what changed
                self.press_on(bar.get_by_role("tab", name=name).or_(bar.get_by_role("button", name=name)))
            try:
                there.wait_for(state="attached", timeout=7_000)
            except NothingSaid:
                continue
            return
        there.wait_for(state="attached")

    def go_to_office(self, place: str, word: str, office: str = "Office") -> None:
        """Go to a place of the office, over the list of them where the navigation does not name it."""
        bar = self.find("navigation")
        bar.or_(self.find("menu")).first.wait_for(state="attached")
        if bar.get_by_role("button", name=word).or_(bar.get_by_role("tab", name=word)).count():
            self.go_to(place, {place: word})
            return
        self.go_to("office", {"office": office})
        self.press(f"go-{place}")
        self.find(place).first.wait_for(state="attached")

    def tab_to(self, identifier: str) -> None:
        """Move the keyboard's focus to a control, as Tab does."""
        seen = []
        for _ in range(TABS):
            before = self._focused()
            if before == identifier:
                return
            seen.append(before)
            node = self.page.evaluate_handle("document.activeElement")
            self.page.keyboard.press("Tab")
            try:
                self.page.wait_for_function("before => document.activeElement !== before", arg=node)
            except NothingSaid:
                break
        raise AssertionError(f"Tab never reaches {identifier}: {seen}")

    def _focused(self) -> str:
        return str(
            self.page.evaluate(
                "document.activeElement.closest('[flt-semantics-identifier]')"
                "?.getAttribute('flt-semantics-identifier') || document.activeElement.outerHTML"
            )
        )

    def shot(self, step: str) -> None:
        """Keep a picture of the screen, where they are asked for: drawing them takes a tenth of the run."""
        if PICTURES_WANTED:
            self.page.wait_for_timeout(DRAWN_MS)
            self._keep(self.page, step)

    def keep_end(self) -> None:
        """Keep a picture of how a test ended: of this tab and each later visit, but of none that hangs."""
        for number, page in enumerate(self.page.context.pages):
            with suppress(Error):
                self._keep(page, f"end-{number}")

    def _keep(self, page: Page, step: str) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{self._name}-{step}.png")


class Screen:
    """A part of the app with verbs of its own."""

    def __init__(self, app: App) -> None:
        self.app = app


class CheckPage(Screen):
    """The field, the keypad, recents and the lot."""

    @property
    def field(self) -> Locator:
        """The text field itself."""
        return self.app.find("plate").locator("input,textarea")

    def ready(self) -> None:
        """Wait until the field has the keyboard."""
        expect(self.field).to_be_focused()

    def holds(self, text: str) -> None:
        """Wait until the field shows exactly this."""
        expect(self.field).to_have_value(text)

    def type(self, text: str) -> None:
        """Type on a hardware keyboard, wherever its focus is."""
        self.app.page.keyboard.type(text)

    def enter(self) -> None:
        """Press Enter."""
        self.app.page.keyboard.press("Enter")

    def tap(self, text: str) -> None:
        """Press the keypad's keys."""
        for char in text:
            self.app.press(f"key-{_KEYS.get(char, char)}")

    def scan(self, code: str) -> None:
        """Send a code as a wedge scanner does: a key each 5 ms, then Enter."""
        self.app.page.keyboard.type(code, delay=5)
        self.enter()

    def ask(self, plate: str, *, keypad: bool = False) -> None:
        """Enter a plate and check it."""
        if keypad:
            self.tap(plate)
            self.holds(plate)
            self.app.press("check")
        else:
            self.type(plate)
            self.enter()

    def problem(self, text: str) -> None:
        """Wait until the field says what is wrong."""
        self.app.hear("plate-problem", re.escape(text))

    def choose_lot(self, name: str) -> None:
        """Choose the lot one stands in."""
        self.app.press("lot")
        self.app.press(f"lot-{name}")
        self.app.miss("lot-sheet")
        self.app.hear("lot", re.escape(name))


class ResultPage(Screen):
    """The answer, and what the officer does with it."""

    def says(self, verdict: str, plate: str) -> None:
        """Wait for the headline on a plate."""
        self.app.hear("verdict", f"^{WORDS[verdict]}, {' '.join(plate)}(,|$)")

    def bands(self, alarm: str, dntt: str, permits: str) -> None:
        """Wait until the three bands say these, in this order on the screen."""
        for name, text in (("alarm", alarm), ("dntt", dntt), ("permits", permits)):
            self.app.hear(f"band-{name}", text)

        def order() -> list[str]:
            return self.app.starting("band-").evaluate_all(
                "nodes => nodes.map(node => node.getAttribute('flt-semantics-identifier'))"
            )

        self.app.gives(order, ["band-alarm", "band-dntt", "band-permits"], "the bands in their order")

    def age(self, pattern: str) -> None:
        """Wait until the age says so."""
        self.app.hear("age", pattern)

    def next_plate(self) -> None:
        """Go on to the next plate; under look-alikes the plate's word comes first."""
        on = self.app.find("next").or_(self.app.find("plate-is"))
        on.first.wait_for()
        if self.app.find("plate-is").count():
            self.app.press("plate-is")
        self.app.press("next")
        self.app.miss("result")
        self.app.check.ready()

    def choose(self, outcome: str) -> None:
        """Choose what came of the alarm."""
        self.app.press(f"outcome-{outcome}")
        expect(self.app.find(f"outcome-{outcome}")).to_be_checked()

    def acknowledge(self, outcome: str) -> None:
        """Acknowledge the alarm with an outcome."""
        self.choose(outcome)
        self.app.press("acknowledge")
        self.app.miss("acknowledging")
        self.app.see("acknowledged")

    def scroll_to_hold(self) -> None:
        """Turn the wheel over the answer until the whole of Hold to read is in sight."""
        self.app.scroll_to("key-hold", "verdict", step=24)

    def grip(self) -> tuple[float, float]:
        """Return the middle of Hold to read, in sight."""
        self.app.find("key-hold").scroll_into_view_if_needed()
        x, y, width, height = self.app.box("key-hold")
        return x + width / 2, y + height / 2


class SettingsPage(Screen):
    """Language, theme, and the access to the platform."""

    def fill(self, name: str, text: str) -> None:
        """Type into a field."""
        self.app.type_over(self.app.find(f"field-{name}").locator("input"), text)

    def choose(self, name: str, value: str) -> None:
        """Choose a language or a theme."""
        self.app.press(f"{name}-{value}")


class HistoryPage(Screen):
    """The patrol log."""

    @property
    def rows(self) -> Locator:
        """The rows in sight, newest first."""
        return self.app.starting("log-")

    def open_newest(self, plate: str) -> None:
        """Open the newest row, which must be of this plate."""
        expect(self.rows.first).to_contain_text(" ".join(plate))
        self.app.press_on(self.rows.first)
