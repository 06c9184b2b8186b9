"""The permits as a supervisor uses them: the form, and the receipts by what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator
    from tests.e2e.pages import App

NAMED = """lines => [...document.querySelectorAll('[flt-semantics-identifier^="push-"]')]
    .filter(node => {
        const said = (node.getAttribute("aria-label") || "") + node.innerText;
        return lines.every(line => said.includes(line));
    })
    .map(node => node.getAttribute("flt-semantics-identifier"))"""
"""The receipts that say all of these, the first on the screen first."""


class Permits:
    """The permits' screen of one tab."""

    def __init__(self, app: App) -> None:
        self.app = app

    def open(self, word: str = "Permits", office: str = "Office") -> None:
        """Go to the permits."""
        self.app.go_to_office("permits", word, office)

    def field(self, name: str) -> Locator:
        """Return a field's input."""
        return self.app.find(f"field-permits-{name}").locator("input")

    def enter(self, name: str, text: str) -> None:
        """Type over what a field holds."""
        self.app.type_over(self.field(name), text)

    def go(self) -> None:
        """Press the form's button, once it lies still: what is said at a field moves it."""
        self.app.box("permits-go")
        self.app.press("permits-go")

    def receipt(self, *lines: str) -> str:
        """Wait until a receipt says all of these, and return the id of its push."""
        found = self.app.wait(
            lambda: self.app.page.evaluate(NAMED, list(lines)), bool, f"a receipt of {lines}"
        )
        return str(found[0]).removeprefix("push-")
