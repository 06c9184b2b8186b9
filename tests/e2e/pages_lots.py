"""The lots' screen as a person uses it: verbs over stable identifiers.

A file of its own, because its words belong to one screen and the tests of no other need them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.e2e.pages import DESKTOP, PLACES, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Locator
    from tests.e2e.pages import App


class LotsPage(Screen):
    """List, detail, and the rhythm of the figures."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        size = app.page.viewport_size or {}
        self.beside = (size.get("width"), size.get("height")) == DESKTOP
        """Whether the detail stands beside the list."""

    def open(self, words: dict[str, str] = PLACES) -> None:
        """Go to the lots."""
        self.app.go_to("lots", words)

    @property
    def rows(self) -> Locator:
        """The rows in sight, in order."""
        return self.app.starting("lot-row-")

    def row(self, name: str, said: str) -> None:
        """Wait until a lot's row says this."""
        self.app.hear(f"lot-row-{name}", f"^{re.escape(name)}, {said}")

    def names(self, *first: str) -> None:
        """Wait until the list begins with these lots."""

        def seen() -> list[str]:
            found = self.rows.evaluate_all(
                "nodes => nodes.map(node => node.getAttribute('flt-semantics-identifier'))"
            )
            return [str(name).removeprefix("lot-row-") for name in found[: len(first)]]

        self.app.gives(seen, list(first), "the list's first")

    def detail(self, name: str) -> None:
        """Open the detail of a lot."""
        self.app.press(f"lot-row-{name}")
        self.app.see("lot-detail")

    def close(self) -> None:
        """Close the detail where it lies over the list."""
        if not self.beside:
            self.app.press("lot-close")
            self.app.miss("lot-detail")

    def stand_in(self, name: str) -> None:
        """Make a lot one's own."""
        self.detail(name)
        self.app.press("lot-choose")
        self.app.hear("lots-said", rf"^Your lot is now {re.escape(name)}\.$")

    def seek(self, text: str) -> None:
        """Type into the search."""
        self.app.focus_on(self.app.find("lots-search").locator("input"))
        self.app.page.keyboard.type(text)

    def sort(self, label: str) -> None:
        """Choose an order by its word."""
        self.app.press("lots-order")
        by_role, name = self.app.page.get_by_role, re.compile(label)
        item = by_role("menuitem", name=name).or_(by_role("menuitemcheckbox", name=name))
        self.app.press_on(item.first)
