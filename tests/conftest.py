"""What every run of the tests knows: options, what runs side by side, and the table of faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import series
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from collections.abc import Callable

    from xdist.remote import Producer

_FAULT = "fault"
LOST_PRESS = "lost press"
"""The property of a browser test in which the browser lost one."""
_BROWSER = "tests/e2e/"
HANDSET = (412, 860)


class OneBrowser(LoadScopeScheduling):
    """Tests side by side, the browser tests first and all in one process: two browsers lose presses.

    Not xdist's own groups (`--dist loadgroup`): xdist 3.8 marks a test's id in a way pytest 9.2 does not see.
    """

    def _split_scope(self, nodeid: str) -> str:
        return _BROWSER if nodeid.startswith(_BROWSER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowser:
    """Say which tests stay together where several processes run them."""
    return OneBrowser(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what the fault tests take."""
    parser.addoption(
        "--faults-full",
        action="store_true",
        help="Kill the app at 200 random moments of 500 checks each, instead of 20 of 25.",
    )
    parser.addoption(
        "--short",
        action="store_true",
        help="Run each browser test in one window and language, a handset's where it has one, instead of in "
        "all of its, and a quarter of each long series.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Say how long the long series are."""
    series.choose(short=config.getoption("--short"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the browser tests in their further windows and languages, where only one was asked for."""
    if not config.getoption("--short"):
        return
    seen: set[str] = set()
    # A handset's first: of several windows it is the one that stays.
    for item in sorted(items, key=lambda one: _window(one) != HANDSET):
        if _window(item) is None:
            continue
        name = item.nodeid.partition("[")[0]
        if name in seen:
            items.remove(item)
            config.hook.pytest_deselected(items=[item])
        seen.add(name)


def _window(item: pytest.Item) -> tuple[int, int] | None:
    """Return the window of a browser test that is run in more than one; None of any other."""
    given = getattr(item, "callspec", None)
    size = given.params.get("size") if given and item.nodeid.startswith(_BROWSER) else None
    return size if isinstance(size, tuple) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each press that a browser lost, and each fault: what the officer saw, what was still there."""
    for report in terminalreporter.getreports(""):
        for name, what in report.user_properties:
            if name == LOST_PRESS and report.when == "teardown":
                terminalreporter.write_line(f"a press was lost, and made again: {what} in {report.nodeid}")
    passed = terminalreporter.stats.get("passed", [])
    rows = [row for report in passed for name, row in report.user_properties if name == _FAULT]
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    terminalreporter.section("faults: what the officer saw, what survived")
    for fault, saw, survived in sorted(rows):
        terminalreporter.write_line(f"{fault:<{widths[0]}}  {saw:<{widths[1]}}  {survived}")


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Callable[[str, str, str], None]:
    """Return what adds a row to the table: the fault, what the officer saw, what survived."""

    def tell(fault: str, saw: str, survived: str) -> None:
        # A property of the test, so that it reaches the process that prints, wherever this one runs.
        request.node.user_properties.append((_FAULT, [fault, saw, survived]))

    return tell
