"""The scenes that `build/screens` plays: how each screen, sheet and state is reached, and when it is taken.

Apart from the command, which decides sizes, themes and languages. It speaks the browser tests' words.
Longer than 300 lines because it is the one list of what can be looked at.
"""

from collections.abc import Callable
from pathlib import Path

from tests.e2e.driving import Sandbox
from tests.e2e.pages import App

WORDS = {
    "en": {"check": "Check", "history": "History", "lots": "Lots", "settings": "Settings"},
    "fr": {"check": "Vérifier", "history": "Historique", "lots": "Terrains", "settings": "Réglages"},
}
VERDICTS = {
    "valid": "CKRD081",
    "valid-elsewhere": "KLMN03",
    "expired": "HXRT640",
    "no-permit": "QXQX999",
    "look-alikes": "CKRDO81",
    "do-not-ticket": "DEF123",
}
SETTLED_MS = 250
"""Pictures are drawn after the tree of semantics is there: looked at again until two are alike."""
MOST_LOOKS = 4
"""An age that counts seconds makes all of them differ."""
PROBE_MS = 60_000
"""By then the way back is found."""
FILM = ("GHWT251", "CDMX77", "DEF123", "KLMN03", "HXRT640", "BTKV512", "CMED119")
"""Plates before the camera on a walk, again and again."""
READS = 12
PHONE_MAX, RAIL_MIN = 600, 840


class Tour:
    """One tab, and where its pictures go."""

    def __init__(self, app: App, sandbox: Sandbox, language: str, place: Callable[[str], Path]) -> None:
        self.app, self.sandbox, self._place = app, sandbox, place
        self.words, self.page = WORDS[language], app.page
        width = (app.page.viewport_size or {})["width"]
        self.phone, self.desktop = width < PHONE_MAX, width >= RAIL_MIN

    def shot(self, screen: str) -> None:
        """Keep the screen as it is now."""
        self.page.wait_for_timeout(SETTLED_MS)
        before = b""
        for _ in range(MOST_LOOKS):
            self.page.wait_for_timeout(SETTLED_MS)
            now = self.page.screenshot(path=self._place(screen))
            if now == before:
                return
            before = now

    def scrolled(self, screen: str, at: tuple[float, float], most: int = 8) -> None:
        """Keep the screen, and what is below it, a windowful each."""
        self.shot(screen)
        before = self._place(screen).read_bytes()
        for part in range(2, most + 1):
            self.page.mouse.move(*at)
            self.page.mouse.wheel(0, (self.page.viewport_size or {})["height"] * 0.7)
            self.shot(f"{screen}-{part}")
            now = self._place(f"{screen}-{part}").read_bytes()
            if now == before:
                self._place(f"{screen}-{part}").unlink()
                return
            before = now

    def ask(self, plate: str) -> None:
        """Check a plate and wait for its verdict."""
        self.app.check.ask(plate)
        self.app.hear("verdict", " ".join(plate))

    def go(self, place: str) -> None:
        """Go to a place."""
        self.app.go_to(place, self.words)

    def middle(self) -> tuple[float, float]:
        """Return a point in the part that scrolls."""
        size = self.page.viewport_size or {}
        return size["width"] * 0.75, size["height"] * 0.5


def verdicts(tour: Tour) -> None:
    """Visit the empty check, six verdicts, and the sheets over an answer."""
    app = tour.app
    app.check.ready()
    tour.shot("check")
    app.check.type("CKRD0")
    app.check.holds("CKRD0")
    tour.shot("typing")
    tour.page.keyboard.press("Control+a")
    tour.page.keyboard.press("Backspace")
    for screen, plate in VERDICTS.items():
        tour.ask(plate)
        tour.shot(screen)
        if screen == "valid":
            for sheet in ("radio", "raw"):
                app.press(sheet)
                app.see(f"{sheet}-close")
                tour.shot(sheet)
                app.press(f"{sheet}-close")
                app.miss(f"{sheet}-close")
            if not tour.phone:
                # The focus is on the button that opened the sheet.
                app.check.field.click()
                app.check.ready()
        if tour.phone:
            app.result.next_plate()


def alarm(tour: Tour) -> None:
    """Visit an alarm: before its outcome, held, chosen, acknowledged."""
    app = tour.app
    app.check.ready()
    tour.ask("CAMB911")
    app.see("acknowledging")
    tour.shot("alarm")
    x, y = app.result.grip()
    tour.page.mouse.move(x, y)
    tour.page.mouse.down()
    app.see("alarm-text")
    tour.shot("alarm-held")
    tour.page.mouse.up()
    app.result.choose("reported")
    tour.shot("alarm-chosen")
    app.press("acknowledge")
    app.see("acknowledged")
    tour.shot("acknowledged")
    app.press("raw")
    app.see("raw-close")
    tour.shot("raw-alarm")


def problems(tour: Tour) -> None:
    """Visit what is wrong with what was typed, and the sheets of the check."""
    app = tour.app
    app.check.ready()
    app.check.type("AB!")
    app.check.enter()
    app.see("plate-problem")
    tour.shot("no-plate")
    tour.page.keyboard.press("Control+a")
    tour.page.keyboard.press("Backspace")
    app.miss("plate-problem")
    app.press("lot")
    app.see("lot-sheet")
    tour.shot("lot-sheet")
    app.press("lot-none")
    app.miss("lot-sheet")
    app.check.ready()
    app.check.ask("CKRD#81")
    app.see("unreadable")
    tour.shot("unreadable")
    app.press("fix")
    app.check.ready()
    if not tour.phone:
        app.press("keys-help")
        app.see("keys-close")
        tour.shot("keys-help")


def troubles(tour: Tour) -> None:
    """Visit the answers of a bad network: saved, saved against the car, none, refused, slow."""
    app = tour.app
    app.check.ready()
    for plate in ("CKRD081", "HXRT640"):
        tour.ask(plate)
        if tour.phone:
            app.result.next_plate()
    for fault, plate, screen in (
        ("dead", "CKRD081", "saved"),
        ("dead", "HXRT640", "saved-recheck"),
        ("portal", "XWJC4477", "not-checked"),
        ("refused", "CKRD081", "refused"),
    ):
        tour.sandbox.break_(fault)
        tour.ask(plate)
        app.miss("asking", "still-asking")
        tour.shot(screen)
        if tour.phone:
            app.result.next_plate()
            if screen == "saved":
                tour.shot("check-offline")
    tour.sandbox.break_()
    tour.ask("MKVN408")  # nobody saved it: also offline it is asked, and with its answer the way is back
    if tour.phone:
        app.result.next_plate()
    tour.sandbox.break_(latency_s=4)
    app.check.ask("AVSB315")
    app.see("asking")
    tour.shot("asking")
    app.see("still-asking")
    tour.shot("still-asking")


def dead_zone(tour: Tour) -> None:
    """Visit a patrol without a signal: the queue, and what changed by the time the way is back."""
    app = tour.app
    app.check.ready()
    for plate in ("CKRD081", "HXRT640"):
        tour.ask(plate)
        if tour.phone:
            app.result.next_plate()
    tour.sandbox.break_("dead")
    for plate in ("K27FRA", "DEF123", "QXQX999", "CKRD081"):
        tour.ask(plate)
        app.miss("asking", "still-asking")
        if tour.phone:
            app.result.next_plate()
    tour.shot("check-waiting")
    app.press("connection")
    app.see("receipts")
    tour.shot("queue-offline")
    tour.go("check")
    tour.sandbox.break_()
    app.find("changes-sheet").wait_for(timeout=PROBE_MS)
    tour.shot("changes-sheet")
    app.press("changes-show")
    app.see("queue")
    tour.scrolled("queue", tour.middle(), 3)


def camera(tour: Tour) -> None:
    """Visit the camera as it is where nobody allows it: what it sees is another matter."""
    app = tour.app
    app.check.ready()
    app.press("camera")
    app.see("lens-refused")
    tour.shot("camera-refused")
    app.press("back")
    app.check.ready()


def walk(tour: Tour) -> None:
    """Visit a walk past the cars before the camera: read, checked, passed again, in a dead zone, ended."""
    app = tour.app
    app.check.ready()
    app.press("camera")
    app.see("shutter")
    tour.shot("camera")
    app.press("walk")
    app.see("walk-screen", "guide")
    tour.shot("walk-empty")
    for number in range(READS):
        if number == READS // 2:
            tour.sandbox.break_("dead")
        app.press("walk-read")
        app.see("candidate-1")
        if number == 0:
            tour.shot("walk-read")
        app.press("candidate-1")
        app.miss("readings", "walk-asking")
        app.see("walk-verdict")
        if number == READS // 2 - 1:
            tour.shot("walk")
        elif number == READS - 1:
            tour.shot("walk-again")
    for plate, screen in (("AVSB315", "walk-saved"), ("XWJC4477", "walk-offline")):
        app.press("walk-keypad")
        app.check.ready()
        tour.ask(plate)
        app.press("next" if tour.phone else "camera")
        app.see("walk-screen", "guide")
        tour.shot(screen)
    app.press("walk-end")
    app.see("walk-ended")
    tour.shot("walk-ended")


def history(tour: Tour) -> None:
    """Visit the log: list, figures, filters, search, copy, a walk, and one check then and now."""
    app = tour.app
    app.check.ready()
    tour.ask("CAMB911")
    app.result.acknowledge("reported")
    if tour.phone:
        app.result.next_plate()
    tour.go("history")
    app.starting("log-").first.wait_for()
    tour.scrolled("history", (tour.middle()[0] * 0.4, tour.middle()[1]), 3)
    tour.page.mouse.wheel(0, -5000)
    walked(tour)
    app.press("filter-verdict")
    app.see("verdict-choices")
    tour.shot("filter-sheet")
    app.press("verdict-alarm")
    app.miss("verdict-choices")
    app.see("filter-clear")
    tour.shot("history-filtered")
    app.press("export")
    app.see("exports")
    tour.shot("export")
    app.press("export-go")
    app.see("export-said")
    tour.shot("export-need")
    app.press("export-close")
    app.miss("export-go")
    app.starting("log-").first.click()
    app.see("story-answers")
    tour.scrolled("story", tour.middle(), 4)


def walked(tour: Tour) -> None:
    """Visit the summary of a walk."""
    app = tour.app
    app.press("walk-today")
    app.see("walk-totals")
    tour.shot("history-walk")
    if not tour.desktop:
        app.press("walk-back")
        app.miss("walk-totals")


def seeking(tour: Tour) -> None:
    """Visit a search in the log: found, and nothing found."""
    app = tour.app
    tour.go("history")
    app.starting("log-").first.wait_for()
    app.focus_on(app.find("history-search").locator("input"))
    tour.page.keyboard.type("CA")
    app.see("history-match")
    tour.page.wait_for_timeout(SETTLED_MS)
    tour.shot("history-search")
    tour.page.keyboard.type("ZZZ")
    app.see("history-nothing")
    tour.shot("history-nothing")


def lots(tour: Tour) -> None:
    """Visit the lots: list, detail, search, chosen, and without a service."""
    app = tour.app
    tour.go("lots")
    app.starting("lot-row-").first.wait_for()
    tour.scrolled("lots", (tour.middle()[0] * 0.35, tour.middle()[1]), 2)
    tour.page.mouse.wheel(0, -5000)
    if tour.desktop:
        tour.scrolled("lots-overview", tour.middle(), 3)
    app.starting("lot-row-").nth(1).click()
    app.see("lot-detail")
    tour.shot("lot-detail")
    app.press("lot-choose")
    app.see("lots-said")
    tour.shot("lot-chosen")
    app.focus_on(app.find("lots-search").locator("input"))
    tour.page.keyboard.type("nowhere")
    app.see("lots-none")
    tour.shot("lots-none")


def settings(tour: Tour) -> None:
    """Visit the settings: the sections, the test's report, a bad value, the wipe."""
    app = tour.app
    tour.go("settings")
    if tour.desktop:
        for name in ("person", "access", "test", "site", "lots", "clocks", "device"):
            app.press(f"section-{name}")
            tour.shot(f"settings-{name}")
        app.press("section-test")
    else:
        tour.scrolled("settings", tour.middle(), 9)
        tour.page.mouse.wheel(0, -20_000)
    fill(tour, "test-plate", "CAMB911")
    app.press("test")
    app.see("test-result")
    tour.page.mouse.move(*tour.middle())
    tour.page.mouse.wheel(0, 600)
    tour.shot("settings-report")
    if tour.desktop:
        app.press("section-device")
    app.press("prepare")
    app.see("prepare-held")
    tour.shot("settings-prepare")
    app.press("prepare-close")
    app.miss("prepare-sheet")
    app.press("wipe")
    app.see("wiping")
    fill(tour, "wipe-word", {"Check": "WIPE", "Vérifier": "EFFACER"}[tour.words["check"]])
    app.see("wipe-go")
    app.find("wipe-go").scroll_into_view_if_needed()
    tour.shot("settings-wipe")
    app.press("wipe-keep")
    if tour.desktop:
        app.press("section-access")
    fill(tour, "controller_url", "http://controller.example.com")
    app.press("save")
    app.see("settings-problem")
    tour.shot("settings-wrong")


def fill(tour: Tour, name: str, text: str) -> None:
    """Type over what a field of the settings holds."""
    field = tour.app.find(f"field-{name}").locator("input")
    field.scroll_into_view_if_needed()
    tour.app.box(f"field-{name}")  # it lies still: a press on a pane that scrolls meets something else
    tour.app.type_over(field, text)


def set_up(tour: Tour) -> None:
    """Visit what a first start shows."""
    tour.app.see("not-set-up")
    tour.shot("not-set-up")
    tour.app.press("lead-on")
    tour.app.see("field-client")
    tour.scrolled("first-start", tour.middle(), 2)


SCENES: dict[str, Callable[[Tour], None]] = {
    scene.__name__: scene
    for scene in (
        verdicts,
        alarm,
        camera,
        walk,
        problems,
        troubles,
        dead_zone,
        history,
        seeking,
        lots,
        settings,
        set_up,
    )
}
MAIN = ("verdicts", "alarm", "troubles", "dead_zone", "history", "lots")
