"""`platecheck vehicles push`: a vehicle for the platform's file, with what the platform warns of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine, Sandbox

NEW = ("vehicles", "push", "--plate-type", "Motorcycle", "--prov", "MA")


def test_a_vehicle_is_pushed_once(supervisor: CommandLine) -> None:
    """The platform's number is its reference; the same plate again is rejected, in the platform's terms."""
    (line,) = supervisor.lines(*NEW, "--plate", "veh 001", "--year", "2021")
    assert (line["kind"], line["state"]) == ("vehicle_create", "applied")
    assert line["reference"].isdigit()
    assert line["draft"] == {"plate": "VEH001", "plate_type": "Motorcycle", "prov": "MA", "year": "2021"}
    (again,) = supervisor.lines(*NEW, "--plate", "VEH001", exit_code=2)
    assert (again["state"], again["problem"]["code"]) == ("rejected", 9012)
    shown = supervisor.run(*NEW, "--plate", "VEH001")
    assert shown.returncode == 2
    assert shown.stdout.startswith("REJECTED  vehicle create  ")


def test_what_the_platform_cut_is_said(supervisor: CommandLine) -> None:
    """A name of more than 50 characters is sent, and its warning shown."""
    (line,) = supervisor.lines(*NEW, "--plate", "VEH002", "--colour", "r" * 60)
    assert (line["state"], len(line["warnings"])) == ("applied", 1)
    shown = supervisor.run(*NEW, "--plate", "VEH003", "--colour", "r" * 60).stdout
    assert "  Warning: The vehicle colour name was too long and has been truncated.\n" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--plate", "VEH004"), ("Enter the plate type.", "Enter the province.")),
        (
            (
                *("--plate", "VEH004", "--prov", "MA", "--plate-type", "Motorcycle", "--plate-type-id", "3"),
                *("--year", "21", "--vin", "8" * 26),
            ),
            (
                "The plate type is given twice.",
                "The year needs 4 characters.",
                "The VIN is longer than 25 characters.",
            ),
        ),
    ],
)
def test_what_breaks_the_limits_is_not_sent(
    supervisor: CommandLine, sandbox: Sandbox, words: tuple[str, ...], told: tuple[str, ...]
) -> None:
    """One sentence for each field, exit code 2."""
    asked = sandbox.requests
    done = supervisor.run("vehicles", "push", *words)
    assert (done.returncode, done.stdout, sandbox.requests) == (2, "", asked)
    for sentence in told:
        assert sentence in done.stderr
