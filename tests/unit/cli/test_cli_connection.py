"""`platecheck test-connection`: what is wrong in words, or as lines for a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.sandbox.campus import DEMO_OFFICER_TOKEN
from platecheck.sandbox.faults import FaultMode
from platecheck.sandbox.training import VALID

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine, Sandbox


def test_both_services_are_asked_once(cli: CommandLine, sandbox: Sandbox) -> None:
    """One line a service, exit code 0, and the plate is in the log."""
    before = sandbox.requests
    validation, controller = cli.lines("test-connection", VALID)
    assert sandbox.requests == before + 2
    assert (validation["asked"], validation["meaning"], validation["fine"]) == ("validation", "good", True)
    assert (controller["asked"], controller["meaning"], controller["code"]) == ("controller", "good", None)
    assert validation["took_s"] > 0
    (logged,) = cli.lines("history")
    assert (logged["plate"], logged["id"]) == (VALID, validation["id"])


def test_what_is_wrong_is_a_sentence_and_an_exit_code(cli: CommandLine, sandbox: Sandbox) -> None:
    """A refused token is 4 with its code, a sign-in page 3, a text that is no plate 2."""
    refused = cli.run("test-connection", VALID, PLATECHECK_TOKEN="nobody")
    assert refused.returncode == 4
    assert "The token was refused" in refused.stdout
    assert "9034" in refused.stdout
    assert "nobody" not in refused.stdout + refused.stderr
    sandbox.break_(FaultMode.PORTAL)
    portal = cli.run("test-connection", VALID)
    assert portal.returncode == 3
    assert "sign-in page" in portal.stdout
    assert cli.run("test-connection", "#!").returncode == 2


def test_a_token_for_plates_only_is_enough(cli: CommandLine) -> None:
    """Without the right to list user types the controller was reached, and nothing is wrong."""
    _, controller = cli.lines("test-connection", VALID, PLATECHECK_TOKEN=DEMO_OFFICER_TOKEN)
    assert (controller["meaning"], controller["code"], controller["fine"]) == ("limited", 9002, True)
