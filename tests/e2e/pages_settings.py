"""The settings as a person uses them: sections, fields, the lot table, the test, the wipe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.e2e.pages import WIDE_FROM

if TYPE_CHECKING:
    from playwright.sync_api import Locator
    from tests.e2e.pages import App


class Settings:
    """The settings screen of one tab."""

    def __init__(self, app: App) -> None:
        self.app = app

    def open(self) -> None:
        """Go to the settings."""
        self.app.go_to("settings")

    def section(self, name: str) -> None:
        """Go to a section: by the list where there is one, on a handset it is further down."""
        size = self.app.page.viewport_size
        assert size is not None
        if size["width"] >= WIDE_FROM:
            self.app.press(f"section-{name}")

    def field(self, name: str) -> Locator:
        """Return a field's input."""
        return self.app.find(f"field-{name}").locator("input")

    def enter(self, name: str, text: str) -> None:
        """Type over what a field holds."""
        self.app.type_over(self.field(name), text)

    def holds(self, name: str, text: str) -> None:
        """Wait until a field shows exactly this; the page tells a field's text only where the focus is."""
        self.app.focus_on(self.field(name))
        expect(self.field(name)).to_have_value(text)

    def save(self) -> None:
        """Save, and wait until it is said."""
        self.app.press("save")
        self.app.see("settings-saved")
        self.app.miss("unsaved", "settings-problem")

    def is_chosen(self, identifier: str) -> None:
        """Wait until assistive tools hear that this is the chosen one."""
        expect(self.app.find(identifier)).to_be_checked()

    def test(self, plate: str) -> None:
        """Test the connection about a plate, and wait for the report."""
        self.enter("test-plate", plate)
        self.app.press("test")
        self.app.see("test-result")

    def finds(self, line: str, pattern: str) -> None:
        """Wait until a line of the report says so."""
        self.app.hear(f"test-{line}", pattern)

    def held(self, kind: str, number: str) -> None:
        """Wait until so many records of a kind are told."""
        self.app.hear(f"held-{kind}", rf": {re.escape(number)}$")

    def edit_lot(self, name: str) -> None:
        """Open a lot's row."""
        if self.app.find("lots-all").count():
            self.app.press("lots-all")
        self.app.press_on(self.lot(name))
        self.app.see("lot-editor")

    def lot(self, name: str) -> Locator:
        """Return the row of a lot."""
        return self.app.page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}, "))
