"""The program around the commands: help, version, exit codes, and errors nobody foresaw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from platecheck import __version__
from platecheck.cli.exits import Exit, of_error, worst
from platecheck.cli.program import program
from platecheck.errors import BadPlate, KeyLost, Refused, SettingsError, TimedOut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.cli.conftest import CommandLine


def _commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(_commands(program, "platecheck"))


def test_the_commands_are_those_of_the_issue() -> None:
    """No command is missing, and none is there that nobody asked for."""
    assert set(COMMANDS) == {
        "platecheck",
        *(f"platecheck {name}" for name in ("demo", "web", "desktop", "sandbox", "check", "history", "lots")),
        *(
            "platecheck export",
            "platecheck prepare",
            "platecheck read",
            "platecheck recheck",
            "platecheck storage",
            "platecheck test-connection",
        ),
        *(f"platecheck sandbox token{name}" for name in ("", " add", " list")),
        *(f"platecheck permits{name}" for name in ("", " stats", " push", " update", " delete")),
        *(f"platecheck users{name}" for name in ("", " types", " push", " import")),
        *("platecheck vehicles", "platecheck vehicles push"),
        *("platecheck violations", "platecheck violations export"),
        *(f"platecheck outbox{name}" for name in ("", " list", " send", " discard", " settle")),
        *("platecheck settings", "platecheck settings show", "platecheck settings set"),
    }


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_is_documented_with_an_example(path: str) -> None:
    """The help of a command says what it does, what each option means, and shows an example of itself."""
    command = COMMANDS[path]
    context = click.Context(command, info_name=path)
    assert command.help
    assert f"  {path} " in command.get_help(context) or f": {path}" in command.get_help(context)
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert all(option.help for option in options)


def test_help_and_version_are_quick_answers(bare: CommandLine) -> None:
    """Both go to standard output with exit code 0."""
    shown = bare.run("check", "-h")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "platecheck check --offline ABC123" in shown.stdout
    assert bare.run("--version").stdout == f"platecheck, version {__version__}\n"


@pytest.mark.parametrize(
    "args", [["check"], ["chekc"], ["history", "--limit", "0"], ["sandbox", "--fail", "2"]]
)
def test_bad_usage_is_exit_code_2(bare: CommandLine, args: list[str]) -> None:
    """What the command line does not take is said with a hint, on standard error."""
    done = bare.run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: platecheck" in done.stderr


def test_an_unforeseen_error_is_a_short_line(bare: CommandLine) -> None:
    """Its name is said and never its text; the traceback is for whoever asks for it."""
    args = ("settings", "set", "token", "-")
    done = bare.run(*args, stdin="secret-\udcff", PYTHONIOENCODING="utf-8:strict")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Error: unexpected UnicodeDecodeError. PLATECHECK_DEBUG=1 shows where.\n"
    done = bare.run(*args, stdin="secret-\udcff", PYTHONIOENCODING="utf-8:strict", PLATECHECK_DEBUG="1")
    assert "Traceback" in done.stderr


def test_the_worst_of_several_plates_is_told() -> None:
    """The order is the issue's: 1, then 4, 3, 2, 0."""
    order = [Exit.FAILED, Exit.REFUSED, Exit.NOT_CHECKED, Exit.BAD_USAGE, Exit.ANSWERED]
    for place, code in enumerate(order):
        assert worst(order[place:][::-1]) is code
    assert worst([]) is Exit.ANSWERED


def test_every_kind_of_error_has_its_exit() -> None:
    """Storage is 1, a refusal 4, the service's failures 3, everything else bad usage."""
    assert of_error(KeyLost("")) is Exit.FAILED
    assert of_error(Refused("")) is Exit.REFUSED
    assert of_error(TimedOut("")) is Exit.NOT_CHECKED
    assert of_error(SettingsError("")) is Exit.BAD_USAGE
    assert of_error(BadPlate("")) is Exit.BAD_USAGE
