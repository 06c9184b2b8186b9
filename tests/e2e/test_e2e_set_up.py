"""A first start: nothing is set up, the app leads on, and then checks; and what happens without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.driving import NO_BROWSER, Server, find_browser, one_port
from tests.e2e.pages import PHONE, App

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.e2e.driving import Sandbox
    from tests.programs import Forks


@pytest.fixture
def bare(forks: Forks, sandbox: Sandbox, tmp_path: Path) -> Iterator[Server]:
    """Run `platecheck web` on an empty directory; only the service's address is known."""
    server = Server(
        forks,
        tmp_path,
        "web",
        "--port",
        one_port(),
        PLATECHECK_VALIDATION_URL=sandbox.url,
        PLATECHECK_CONTROLLER_URL=sandbox.url,
    )
    yield server
    server.stop()


@pytest.mark.browser
def test_a_first_start_leads_from_not_set_up_to_the_first_answer(
    bare: Server, open_tab: Callable[..., App]
) -> None:
    """It says what is missing, takes client code and token, hides the token for good, and checks."""
    app = open_tab(bare.url, *PHONE)
    app.hear("not-set-up", "Not set up")
    app.miss("training", "check")
    app.shot("not-set-up")
    app.press("lead-on")
    app.see("settings")
    app.press("save")
    app.hear("settings-problem", r"Fill in the client code and the token\.")
    app.settings.fill("client", DEMO_CLIENT)
    app.settings.fill("token", DEMO_TOKEN)
    app.settings.fill("officer", "Dana")
    app.shot("filled")
    app.press("save")
    app.check.ready()
    app.check.ask("CKRD081")
    app.result.says("valid", "CKRD081")
    app.miss("training")
    app.result.next_plate()
    app.go_to("settings")
    app.see("field-token")
    assert DEMO_TOKEN not in app.page.content()
    assert DEMO_TOKEN.encode() not in app.watch.received
    kept = b"".join(path.read_bytes() for path in bare.directory.rglob("*") if path.is_file())
    assert DEMO_CLIENT.encode() in kept
    assert DEMO_TOKEN.encode() not in kept
    assert "Traceback" not in bare.new_errors()


@pytest.mark.parametrize(
    ("variable", "outcome"),
    [("1", pytest.fail.Exception), ("", pytest.skip.Exception)],
    ids=["ci", "elsewhere"],
)
def test_without_a_browser_it_is_said_how_to_get_one(
    variable: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In CI that is a failure, elsewhere the browser tests are left out; both name the package."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", variable)
    with pytest.raises(outcome, match="sudo apt-get install chromium") as told:
        find_browser()
    assert str(told.value) == NO_BROWSER
