"""`settings show` and `settings set`: what this installation and its officer are set to."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from platecheck.errors import SettingsError

if TYPE_CHECKING:
    from platecheck.settings import Settings

STDIN = "-"


@click.group(epilog="Example: platecheck settings show")
def settings() -> None:
    """Show and change the settings.

    The environment (PLATECHECK_…) wins over the settings file in the data directory.
    """


@settings.command(
    epilog="""\b
Examples:
  platecheck settings show
  platecheck settings show --json"""
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a setting, one a line.")
def show(*, as_json: bool) -> None:
    """Show every setting and where it comes from: environment, file or default.

    The token is only said to be set or not.
    """
    from platecheck.cli import lines
    from platecheck.settings import data_directory, read_file
    from platecheck.wiring import read_settings

    directory = data_directory()
    chosen = read_settings(directory)
    kept = read_file(directory)
    rows = [(name, _value(chosen, name), _origin(name, kept)) for name in type(chosen).model_fields]
    if as_json:
        lines.write_utf8()
        for name, value, origin in rows:
            lines.emit({"name": name, "value": value, "origin": origin})
        return
    from platecheck.cli.blocks import make_console

    console = make_console()
    for name, value, origin in rows:
        console.print(f"{name:<25} {_text(value)}  ({origin})", soft_wrap=True)


@settings.command(
    name="set",
    epilog="""\b
Examples:
  platecheck settings set client OC-TOMA
  platecheck settings set token -
  platecheck settings set lot_names '{"Main Street": {"short_names": ["LOT6"]}}'""",
)
@click.argument("name")
@click.argument("value")
def set_(name: str, value: str) -> None:
    """Write one setting to the settings file.

    A VALUE of - is read from standard input, so that a token stays out of the shell's history.
    """
    from platecheck.settings import data_directory
    from platecheck.wiring import change_settings

    if value == STDIN:
        value = sys.stdin.read().rstrip("\r\n")
    change_settings(data_directory(), {name: _parsed(name, value)})
    if _from_environment(name):
        click.echo(f"Saved, but {_variable(name)} in the environment wins over it.", err=True)


def _parsed(name: str, value: str) -> object:
    if name != "lot_names":
        return value
    import json

    try:
        return json.loads(value)
    except ValueError:
        raise SettingsError(
            'lot_names is JSON like {"Main Street": {"short_names": ["LOT6"], "dntt_locations": ["Lot 6"]}}.'
        ) from None


def _value(chosen: Settings, name: str) -> object:
    if name == "token":
        return "set" if chosen.token.get_secret_value() else "not set"
    return chosen.model_dump(mode="json", include={name})[name]


def _origin(name: str, kept: dict[str, object]) -> str:
    if _from_environment(name):
        return "environment"
    return "file" if name in kept else "default"


def _from_environment(name: str) -> bool:
    from platecheck.settings import FROM_ENVIRONMENT

    return name in {*FROM_ENVIRONMENT, "data_dir"} and bool(os.environ.get(_variable(name)))


def _variable(name: str) -> str:
    return f"PLATECHECK_{name.upper()}"


def _text(value: object) -> str:
    from platecheck.cli.blocks import one_line

    return one_line(str(value)) if value not in ("", {}) else "–"
