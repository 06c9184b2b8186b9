"""Vehicles and people as a supervisor uses them: forms, a file, and the rows by what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.pages import App

COLUMNS = "unique_id,login_source,first_name,last_name,email,user_type_id\n"


def people(number: int, wrong: tuple[int, ...] = (), begin: str = "batch") -> bytes:
    """Return a file of so many people; those of `wrong`, counted from 1, have an e-mail that is none."""
    rows = [
        f"{begin}-{n},OPSCOM,Ada,Tester {n},{'no e-mail' if n in wrong else f'{begin}{n}@test.com'},1\n"
        for n in range(1, number + 1)
    ]
    return (COLUMNS + "".join(rows)).encode()


class Form:
    """The form of one place in one tab."""

    def __init__(self, app: App, place: str) -> None:
        self.app = app
        self.place = place

    def enter(self, name: str, text: str) -> None:
        """Type over what a field holds."""
        self.app.type_over(self.app.find(f"field-{self.place}-{name}").locator("input"), text)

    def go(self) -> None:
        """Press the form's button, once it lies still."""
        self.app.scroll_to(f"{self.place}-go", self.place)
        self.app.box(f"{self.place}-go")
        self.app.press(f"{self.place}-go")


def choose_file(app: App, name: str, data: bytes) -> None:
    """Choose a CSV file in the browser's own dialogue."""
    app.box("import-choose")
    with app.page.expect_file_chooser() as chosen:
        app.find("import-choose").click()  # the browser's own act
    chosen.value.set_files({"name": name, "mimeType": "text/csv", "buffer": data})
