"""A walk past every screen and sheet: what holds everywhere is looked at everywhere, in one tab.

Separate from the tests because sizes, larger text, languages and trees all take the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.e2e.in_page import FRAMES
from tests.e2e.pages import HANDSET_MAX, PLACES, WIDE_FROM
from tests.e2e.pages_history import LogPage
from tests.e2e.pages_lots import LotsPage
from tests.e2e.pages_settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox
    from tests.e2e.pages import App

VALID, ALIKE, ALARM, UNREADABLE, UNKNOWN = "CKRD081", "CKRDO81", "CAMB911", "CKRD#81", "XWJC4477"
ANSWERS = (
    ("valid", VALID),
    ("look-alikes", ALIKE),
    ("valid-elsewhere", "KLMN03"),
    ("expired", "HXRT640"),
    ("no-permit", "CDMX77"),
    ("order", "DEF123"),
)
FRENCH = {"check": "Vérifier", "history": "Historique", "lots": "Terrains", "settings": "Réglages"}
LOT = "TU Residence"


class Walk:
    """One walk: at each screen `look` is called with its name, at what covers one `look_over`."""

    def __init__(
        self,
        app: App,
        sandbox: Sandbox,
        look: Callable[[str], object],
        *,
        look_over: Callable[[str], object] | None = None,
        words: dict[str, str] = PLACES,
    ) -> None:
        self.app, self.sandbox, self.words = app, sandbox, words
        self.look, self.look_over = look, look_over or look
        size = app.page.viewport_size
        assert size is not None
        self.handset, self.wide = size["width"] < HANDSET_MAX, size["width"] >= WIDE_FROM

    def everywhere(self) -> None:
        """Take the whole way."""
        for part in (
            self.check,
            self.camera,
            self.answers,
            self.alarm,
            self.history,
            self.lots,
            self.settings,
        ):
            part()

    def check(self) -> None:
        """Pass the field, what is no plate, the lots to choose from, and the list of keys."""
        app = self.app
        app.check.ready()
        self.look("check")
        app.press("lot")
        self.sheet("lot-sheet", "lot")
        app.check.ready()
        app.check.type("?")
        self.sheet("keys", "keys")
        app.press("check")
        app.see("plate-problem")
        self.look("problem")

    def camera(self) -> None:
        """Pass the camera that is not allowed: what it sees is another test's."""
        app = self.app
        app.press("camera")
        app.see("camera-screen", "lens-refused", "photo")
        self.look("camera")
        app.press("back")
        app.miss("camera-screen")
        app.check.ready()

    def answers(self) -> None:
        """Pass each kind of answer but an alarm, and the sheets of one."""
        app = self.app
        for name, plate in ANSWERS:
            self.ask(name, plate)
            if plate == VALID:
                app.press("radio")
                self.sheet("radio", "radio")
                app.press("raw")
                self.sheet("raw", "raw")
            self.next()
        self.sandbox.break_("dead")
        self.ask("not-checked", UNKNOWN)
        self.next()
        self.ask("saved", VALID)
        self.next()
        self.queue()
        app.check.ask(UNREADABLE)
        app.see("unreadable")
        self.look("unreadable")
        app.press("fix")
        app.miss("unreadable")
        self.clear()

    def queue(self) -> None:
        """Pass the queue while nobody answers, and what changed by the time somebody does."""
        app = self.app
        app.press("connection")
        app.see("receipts")
        self.look("queue")
        self.sandbox.break_()
        app.press("ask-now")
        app.see("changes")
        app.hear("queue-waiting", "^0 ")
        self.look("changed")
        app.press_on(app.starting("seen-").first)
        app.see("changes-none")
        app.go_to("check", self.words)

    def alarm(self) -> None:
        """Pass an alarm before and after its outcome."""
        app = self.app
        self.ask("alarm", ALARM)
        app.see("acknowledging")
        app.result.scroll_to_hold()
        self.look("alarm-to-hold")
        app.result.choose("stood_down")
        self.look("outcome")
        app.result.acknowledge("stood_down")
        self.look("acknowledged")
        self.next()

    def history(self) -> None:
        """Pass the log, what is found in it, its sheets, and one check's story."""
        app, log = self.app, LogPage(self.app)
        app.go_to("history", self.words)
        app.see("shift")
        # In large letters on a small handset the figures alone fill the window.
        app.find("log").hover(force=True)
        wheel = app.page.mouse.wheel
        app.until(lambda: bool(log.rows.count()) or bool(wheel(0, 120)), "a check is in sight")
        self.look("history")
        app.press("filter-verdict")
        self.sheet("filter-verdict", "verdict")
        app.press("filter-lot")
        self.sheet("filter-lot", "in-lot")
        app.press("export")
        self.sheet("export", "export")
        log.search(VALID)
        app.see("history-search-clear")
        expect(log.rows.first).to_contain_text(" ".join(VALID))
        self.look("history-found")
        app.press_on(log.rows.first)
        app.see("story", "story-again")
        self.look("story")
        if not self.wide:
            log.back()

    def lots(self) -> None:
        """Pass the lots, their order, asking too early, and one lot."""
        app, lots = self.app, LotsPage(self.app)
        lots.open(self.words)
        app.see("lot-row-TU Residence")
        self.look("lots")
        app.press("lots-order")
        orders = app.page.get_by_role("menuitemcheckbox").or_(app.page.get_by_role("menuitem"))
        orders.first.wait_for()
        self.look_over("lots-order")
        app.press_on(orders.first)  # the order it has
        app.press("lots-refresh")
        self.look("lots-early")
        lots.detail(LOT)
        (self.look if self.wide else self.look_over)("lot")
        lots.close()

    def settings(self) -> None:
        """Pass every section, a test of the connection, a lot's editor, and what is asked before a wipe."""
        app, settings = self.app, Settings(self.app)
        app.go_to("settings", self.words)
        for section, last in (
            ("conditions", "renew"),
            ("person", "discreet-on"),
            ("access", "field-token"),
        ):
            settings.section(section)
            self.to(last)
            self.look(section)
        settings.section("test")
        self.to("field-test-plate")
        settings.test(VALID)
        self.to("test-open")
        self.look("test")
        settings.section("site")
        self.to("role-officer")
        self.look("site")
        settings.section("lots")
        self.to("lot-add")
        self.look("lot-names")
        app.press("lot-add")
        self.to("lot-cancel")
        self.look("lot-editor")
        app.press("lot-cancel")
        settings.section("clocks")
        self.to("field-lease_days")
        self.look("clocks")
        settings.section("device")
        self.to("wipe")
        self.look("device")
        self.to("prepare")
        app.press("prepare")
        app.see("prepare-held")
        self.sheet("prepare", "prepare")
        app.press("wipe")
        self.to("wipe-keep")
        self.look("wipe")
        app.press("wipe-keep")
        app.miss("wiping")

    # -- steps

    def ask(self, name: str, plate: str) -> None:
        """Check a plate, up to its verdict."""
        self.app.check.ready()
        self.app.page.evaluate(FRAMES)  # a person is no faster after a sheet was closed
        self.app.check.ask(plate)
        self.app.hear("verdict", " ".join(plate))
        self.look(name)

    def next(self) -> None:
        """Go on to the next plate, where the answer lies over the field."""
        if self.handset:
            self.app.result.next_plate()

    def clear(self) -> None:
        """Empty the field, character by character as a person does."""
        self.app.check.ready()
        self.app.page.evaluate(FRAMES)
        keys, field = self.app.page.keyboard, self.app.check.field

        def empty() -> bool:
            if field.input_value():
                keys.press("End")
                keys.press("Backspace")
                return False
            return True

        self.app.until(empty, "the field is empty")
        self.app.page.evaluate(FRAMES)
        self.app.check.holds("")

    def sheet(self, screen: str, name: str) -> None:
        """Look at a sheet and leave it."""
        self.app.see(f"{name}-sheet", f"{name}-close")
        self.look_over(screen)
        # Closed by its button the app knows at once that what is typed next is for the plate.
        self.app.press(f"{name}-close")
        self.app.miss(f"{name}-sheet")

    def to(self, identifier: str) -> None:
        """Go down to a control of the settings."""
        self.app.scroll_to(identifier, "settings")
