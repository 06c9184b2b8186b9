"""A supervisor exports overdue violations: confirmed by the client's code, once, and never asked again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.e2e.driving import Sandbox
from tests.e2e.pages import DESKTOP, PHONE, SMALL
from tests.e2e.pages_collections import Collections
from tests.e2e.pages_person import as_chosen, english

from platecheck.sandbox.overdue import OVERDUE
from platecheck.sandbox.service import SandboxServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.e2e.driving import Server
    from tests.e2e.pages import App

pytestmark = pytest.mark.browser


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Sandbox]:
    """Run a sandbox of the test's own: what it gave it gives nobody again."""
    with SandboxServer(tmp_path / "platform") as server:
        controls = Sandbox(server.url)
        yield controls
        controls.close()


@pytest.fixture
def desk(served: Callable[..., Server], platform: Sandbox) -> Server:
    """Run the app for a supervisor."""
    urls = {"PLATECHECK_VALIDATION_URL": platform.url, "PLATECHECK_CONTROLLER_URL": platform.url}
    return served(PLATECHECK_ROLE="supervisor", PLATECHECK_TIMEZONE="America/Toronto", **urls)


def put_away(desk: Server) -> None:
    """Put the files of an export away: they are named by the second, and a test is faster."""
    folder = desk.directory / "exports"
    folder.rename(folder.with_name(f"exports-{len(list(desk.directory.iterdir()))}"))


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])
def test_each_violation_is_exported_once(
    size: tuple[int, int], desk: Server, platform: Sandbox, open_tab: Callable[..., App]
) -> None:
    """Another code asks nothing; then they are there by location and age; then nothing; then nobody knows."""
    app = open_tab(desk.url, *size)
    collections = Collections(app)
    collections.open()
    app.see("collections-none")
    asked = platform.requests
    collections.confirm("OC-OTHER")
    app.hear("collections-go", "^Type the code first$")
    app.find("collections-go").click()
    app.shot("wrong-code")
    collections.confirm()
    app.hear("collections-go", "^Export now$")
    assert platform.requests == asked
    collections.go()
    app.hear("collections-outcome", rf"^{OVERDUE} violations, fines \$")
    app.hear("location-0", r"^Downtown Business District\. ")
    app.shot("exported")
    app.fits()
    assert {path.suffix for path in (desk.directory / "exports").iterdir()} == {".json", ".csv"}
    push = app.starting("save-json-").get_attribute("flt-semantics-identifier")
    app.scroll_to(push, "collections")
    with app.page.expect_download() as download:
        app.press(push)
    assert len(json.loads(download.value.path().read_bytes())["records"]) == OVERDUE
    app.hear(push.replace("save-json", "saved"), "^Saved on your device: overdue-")
    app.go_to("history")
    collections.open()
    app.hear("collections-outcome", f"^{OVERDUE} violations")
    put_away(desk)
    collections.export()
    app.hear("collections-outcome", "^Nothing was returned")
    app.fits("nothing")
    app.shot("nothing")
    put_away(desk)
    platform.break_("unanswered")
    collections.export()
    app.see("collections-in-the-way")
    app.fits("unknown")
    app.shot("unknown")
    platform.break_()
    discard = app.starting("discard-").get_attribute("flt-semantics-identifier")
    app.scroll_to(discard, "collections", step=-120)
    app.press(discard)
    app.miss("collections-in-the-way")
    app.see("collections-go")
    app.shot("let-go")


@pytest.mark.parametrize(
    ("size", "theme", "text_size"),
    [(SMALL, "day", "largest"), (DESKTOP, "night", "normal")],
    ids=["360x640-french-200", "1280x800-french-night"],
)
def test_the_export_fits_every_window(
    size: tuple[int, int],
    theme: str,
    text_size: str,
    desk: Server,
    platform: Sandbox,
    open_tab: Callable[..., App],
) -> None:
    """Before it, refused, exported and unknown: nothing is cut, and French has no English."""
    app = as_chosen(open_tab(desk.url, *size), language="fr", theme=theme, text_size=text_size)
    collections = Collections(app)

    def look(state: str) -> None:
        app.fits(state)
        app.shot(state)
        app.gives(lambda: english(app.texts()), [], f"English on {state}")

    collections.open("Créances", "Bureau")
    app.see("collections-none")
    look("empty")
    platform.break_("refused")
    collections.export()
    app.see("collections-result")
    look("refused")
    platform.break_()
    collections.export()
    app.see("collections-table")
    look("exported")
    put_away(desk)
    platform.break_("dead")
    collections.export()
    app.see("collections-in-the-way")
    look("unknown")
