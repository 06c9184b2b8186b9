"""A device whose database was damaged: it starts, says so once, and goes on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.e2e.driving import Server
from tests.e2e.pages import PHONE, App
from tests.faults.spoiling import leaves, spoil

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.wiring import change_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.driving import Sandbox

PLATES = [f"REC{number:03}" for number in range(40)]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_damaged_database_is_told_once(
    browser_path: str, sandbox: Sandbox, open_tab: Callable[..., App], tmp_path: Path, language: str
) -> None:
    """The notice says what was kept; once closed it does not come back, and a plate is checked as ever."""
    assert browser_path
    access = {"validation_url": sandbox.url, "controller_url": sandbox.url, "client": DEMO_CLIENT}
    change_settings(tmp_path / "data", access | {"token": DEMO_TOKEN, "language": language})
    server = Server(tmp_path, "web", "--port", "0")
    server.check(*PLATES)
    server.stop()
    database = tmp_path / "data" / "device.db"
    spoil(database, leaves(database, "checks")[-1])
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db, pytest.raises(sqlite3.Error):
        db.execute("SELECT max(seq) FROM checks").fetchone()
    server = Server(tmp_path, "web", "--port", "0")
    try:
        app = open_tab(server.url, *PHONE)
        kept = {
            "en": r"Checks recovered: \d+\. .*damaged-",
            "fr": r"Vérifications récupérées : \d+\. .*damaged-",
        }
        app.hear("recovery-text", kept[language])
        app.shot(f"told-{language}")
        app.press("recovery-seen")
        app.check.ready()
        app.check.ask("CKRD081")
        app.see("result")
        again = app.another_visit()
        again.check.ready()
        again.miss("recovery-text")
    finally:
        server.stop()
    assert "Traceback" not in server.new_errors()
