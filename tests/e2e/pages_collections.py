"""The overdue export as a supervisor uses it: typed to confirm, pressed, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.sandbox.campus import DEMO_CLIENT

if TYPE_CHECKING:
    from tests.e2e.pages import App


class Collections:
    """The collections' screen of one tab."""

    def __init__(self, app: App) -> None:
        self.app = app

    def open(self, word: str = "Collections", office: str = "Office") -> None:
        """Go to the collections."""
        self.app.go_to_office("collections", word, office)

    def confirm(self, text: str = DEMO_CLIENT) -> None:
        """Type the client's code, or what is none."""
        self.app.scroll_to("field-confirm", "collections")
        self.app.type_over(self.app.find("field-confirm").locator("input"), text)

    def go(self) -> None:
        """Press the button, once it lies still."""
        self.app.scroll_to("collections-go", "collections")
        self.app.box("collections-go")
        self.app.press("collections-go")

    def export(self) -> None:
        """Confirm and export."""
        self.confirm()
        self.go()
