"""What every run of the tests knows: its options, and the table of faults at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


class Told(NamedTuple):
    """One fault of the table."""

    fault: str
    saw: str
    survived: str


TOLD: pytest.StashKey[list[Told]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what the fault tests take."""
    parser.addoption(
        "--faults-full",
        action="store_true",
        help="Kill the app at 200 random moments of 500 checks each, instead of 20 of 25.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start with an empty table."""
    config.stash[TOLD] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print each fault that was survived: what the officer saw, and what was still there after it."""
    rows = config.stash[TOLD]
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    terminalreporter.section("faults: what the officer saw, what survived")
    for row in rows:
        terminalreporter.write_line(
            f"{row.fault:<{widths[0]}}  {row.saw:<{widths[1]}}  {row.survived}".rstrip()
        )


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Callable[[str, str, str], None]:
    """Return what adds a row to the table."""

    def tell(fault: str, saw: str, survived: str) -> None:
        request.config.stash[TOLD].append(Told(fault, saw, survived))

    return tell
