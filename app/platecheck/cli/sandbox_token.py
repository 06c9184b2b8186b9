"""`sandbox token`: who may ask a sandbox for what.

Separate from the command that runs one: these touch its file only, whether one runs on it or not.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator

_data_dir = click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The sandbox's directory, as `sandbox --data-dir`; by default that of `demo`.",
)


@click.group(
    epilog="""\b
Examples:
  platecheck sandbox token add
  platecheck sandbox token list"""
)
def token() -> None:
    """Add a token to a sandbox's file, or list those it has. A sandbox that runs knows it at once."""


@token.command(
    epilog="""\b
Examples:
  platecheck sandbox token add
  platecheck sandbox token add --client OC-OTHER --rights plate-validate,lot-values --data-dir DIR

The token is printed alone on the last line, and never again. Without --rights it may do everything:
plate-validate, lot-values, permit-create (stats too), permit-update, permit-delete, vehicle-create,
user-types, user-create, violations-export."""
)
@click.option("--client", metavar="C", help="The client code it belongs to; by default the demo's.")
@click.option("--rights", metavar="A,B,...", help="What it may do, by comma; by default everything.")
@_data_dir
def add(*, client: str | None, rights: str | None, data_dir: Path | None) -> Exit:
    """Make a token and print it, this once."""
    from platecheck.sandbox.campus import DEMO_CLIENT
    from platecheck.sandbox.enrolment import enrol
    from platecheck.sandbox.rights import RIGHTS

    wanted = list(RIGHTS) if rights is None else [right.strip() for right in rights.split(",")]
    if unknown := [right for right in wanted if right not in RIGHTS]:
        message = f"no such right: {', '.join(map(repr, unknown))}. There are: {', '.join(RIGHTS)}."
        raise click.BadParameter(message, param_hint="'--rights'")
    if client is not None and not client.strip():
        raise click.BadParameter("it is blank", param_hint="'--client'")
    with _readable():
        click.echo(enrol(_directory(data_dir), client or DEMO_CLIENT, wanted))
    return Exit.ANSWERED


@token.command(
    name="list",
    epilog="""\b
Example:
  platecheck sandbox token list --data-dir DIR""",
)
@_data_dir
def list_(*, data_dir: Path | None) -> Exit:
    """List the tokens: the last four characters of each, its client and its rights."""
    from platecheck.sandbox.enrolment import enrolled

    with _readable():
        tokens = enrolled(_directory(data_dir))
    for found in tokens:
        click.echo(f"…{found.token[-4:]}  {found.client:<12} {found.rights or '(none)'}")
    return Exit.ANSWERED


@contextmanager
def _readable() -> Iterator[None]:
    """Say in a sentence that the directory or its file is not a sandbox's to use."""
    import sqlite3

    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise click.ClickException(f"No sandbox can be kept there: {error}. See --data-dir.") from error


def _directory(data_dir: Path | None) -> Path:
    from platecheck.settings import training_directory

    return training_directory() / "sandbox" if data_dir is None else data_dir
