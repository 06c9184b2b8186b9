"""The patrol log as a person uses it: search, filters, one check's story, and copies.

Separate from the other page objects for its length; it is made where a test needs it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.e2e.pages import WORDS, App, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Download, Locator


class LogPage(Screen):
    """History as a place."""

    @property
    def rows(self) -> Locator:
        """The rows in sight, newest first."""
        return self.app.starting("log-")

    def row(self, plate: str) -> Locator:
        """Return the newest row of a plate."""
        return self.rows.filter(has_text=" ".join(plate)).first

    def open(self, plate: str) -> None:
        """Open the newest row of a plate."""
        self.app.press_on(self.row(plate))
        self.app.see("story")

    def back(self) -> None:
        """Go back from a check to the list, on a handset."""
        self.app.press("story-back")
        self.app.miss("story")

    def says_then(self, verdict: str) -> None:
        """Wait until the open check says what it was then."""
        self.app.hear("then-verdict", f"^As of then, .*: {WORDS[verdict]}$")

    def says_now(self, verdict: str) -> None:
        """Wait until the open check says what it is now."""
        self.app.hear("now-verdict", f"^As of now: {WORDS[verdict]}$")

    def search(self, text: str) -> None:
        """Type into the search, whatever stood there."""
        if self.app.find("history-search-clear").count():
            self.app.press("history-search-clear")
            self.app.miss("history-search-clear")
        self.app.focus_on(self.app.find("history-search").locator("input"))
        self.app.page.keyboard.type(text)
        self.app.see("history-match")

    def match(self, word: str) -> None:
        """Turn the word beside the search until it is this one."""
        for _ in range(3):
            said = self.app.find("history-match").inner_text()
            if word in (said or self.app.find("history-match").get_attribute("aria-label") or ""):
                return
            self.app.press("history-match")
            expect(self.app.find("history-match")).not_to_have_text(said)
        self.app.hear("history-match", re.escape(word))

    def only(self, name: str, value: str) -> None:
        """Choose one verdict (`verdict`) or one lot (`lot`)."""
        self.app.press(f"filter-{name}")
        choices = {"verdict": "verdict", "lot": "in-lot"}[name]
        self.app.press(f"{choices}-{value}")
        self.app.miss(f"{choices}-choices")
        self.app.see("filter-clear")

    def shows(self, *plates: str) -> None:
        """Wait until the rows are of exactly these plates, in this order."""
        texts = [re.compile(re.escape(" ".join(plate))) for plate in plates]
        expect(self.rows).to_have_text(texts)

    def export(self, reason: str) -> Download:
        """Fill in the reason and take the copy."""
        self.app.type_over(self.app.find("field-reason").locator("input"), reason)
        with self.app.page.expect_download() as download:
            self.app.press("export-go")
        return download.value


def log_of(app: App) -> LogPage:
    """Go to the log."""
    app.go_to("history")
    app.see("log")
    return LogPage(app)
