"""A device whose database was damaged: it starts, says so once, and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.driving import Server, one_port
from tests.e2e.pages import PHONE, App
from tests.faults.spoiling import leaves, spoil

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.wiring import change_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.e2e.driving import Sandbox
    from tests.programs import Forks

KEPT = {
    "en": r"Checks recovered: \d+\. .*damaged-",
    "fr": r"Vérifications récupérées : \d+\. .*damaged-",
}
PLATES = [f"REC{number:03}" for number in range(40)]


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    """Return the officer's language."""
    return str(request.param)


@pytest.fixture
def damaged(forks: Forks, sandbox: Sandbox, tmp_path: Path, language: str) -> Iterator[Server]:
    """Run `platecheck web` on a directory with a log, a page of which is gone."""
    access = {"validation_url": sandbox.url, "controller_url": sandbox.url, "client": DEMO_CLIENT}
    change_settings(tmp_path / "data", access | {"token": DEMO_TOKEN, "language": language})
    server = Server(forks, tmp_path, "web", "--port", one_port())
    server.check(*PLATES)
    server.stop()
    database = tmp_path / "data" / "device.db"
    spoil(database, leaves(database, "checks")[-1])
    server = Server(forks, tmp_path, "web", "--port", one_port())
    yield server
    logged = server.new_errors()
    server.stop()
    assert "Traceback" not in logged, logged


@pytest.mark.browser
def test_a_damaged_database_is_told_once(
    damaged: Server, open_tab: Callable[..., App], language: str
) -> None:
    """The notice says what was kept; once closed it does not come back, and a plate is checked as ever."""
    app = open_tab(damaged.url, *PHONE)
    app.hear("recovery-text", KEPT[language])
    app.shot("told")
    app.press("recovery-seen")
    app.check.ready()
    app.check.ask("CKRD081")
    app.see("result")
    again = app.another_visit()
    again.check.ready()
    again.miss("recovery-text")
