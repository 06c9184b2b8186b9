"""`violations export`: the overdue export, which the platform gives once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit

if TYPE_CHECKING:
    from platecheck.landing import Landing
    from platecheck.overdue import Exported
    from platecheck.wiring import Services


@click.group(epilog="Example: platecheck violations export --to exports --confirm OC-TOMA")
def violations() -> None:
    """Export overdue violations; for supervisors."""


@violations.command(
    epilog="""\b
Examples:
  platecheck violations export --to exports --confirm OC-TOMA

The platform marks every violation it gives as sent to collections: it never gives it again. The answer is on
the disk before it is read. Nothing is ever asked twice by itself.
Exit code: as for check; 5: outcome unknown, the platform may have marked them."""
)
@click.option(
    "--to",
    "directory",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the answer and the table go; readable for you alone.",
)
@click.option("--confirm", required=True, metavar="CLIENT", help="The client's code, to confirm.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object and nothing else.")
def export(*, directory: Path, confirm: str, as_json: bool) -> Exit:
    """Take every overdue violation that was not sent to collections, once and for all."""
    import asyncio

    return asyncio.run(_export(directory, confirm, as_json=as_json))


async def _export(directory: Path, confirm: str, *, as_json: bool) -> Exit:
    from platecheck.cli.pushing import exit_of
    from platecheck.cli.services import open_services

    async with open_services() as services:
        done = await services.overdue.export(directory, confirm=confirm)
        if done.unkept is not None:
            _put_somewhere(done.unkept, done.problem)
        if as_json:
            _emit(done, services)
        else:
            _tell(done, services)
        if done.problem:
            click.echo(f"Error: {done.problem}", err=True)
            return Exit.FAILED
        return exit_of(done.push, services.office.state_of(done.push))


def _put_somewhere(unkept: Landing, problem: str) -> None:
    """Ask for a directory until one takes the answer: it is nowhere but in this process.

    Where nobody can be asked it goes to standard output, before it is lost.
    """
    from platecheck.errors import StorageError

    click.echo(problem, err=True)
    while True:
        try:
            directory = Path(click.prompt("Another directory", err=True))
        except click.Abort:
            sys.stdout.buffer.write(unkept.body)
            sys.stdout.buffer.flush()
            return
        try:
            click.echo(str(unkept.put_into(directory)), err=True)
        except StorageError as error:
            click.echo(error.message, err=True)
        else:
            return


def _emit(done: Exported, services: Services) -> None:
    from platecheck.cli import lines
    from platecheck.cli.pushing import line_of

    files = {"answer": done.body_file, "table": done.table_file, "part": done.part_file}
    lines.write_utf8()
    lines.emit(
        {
            **line_of(done.push, services.office.state_of(done.push)),
            "violations": len(done.violations) if done.body_file else None,
            "files": {name: None if path is None else str(path) for name, path in files.items()},
            "summary": [
                {
                    "location": group.location,
                    "over_days": group.over_days,
                    "violations": group.violations,
                    "fines": str(group.fines),
                }
                for group in done.summary
            ],
        }
    )


def _tell(done: Exported, services: Services) -> None:
    from platecheck.cli.blocks import one_line
    from platecheck.cli.pushing import block_of

    state = services.office.state_of(done.push)
    click.echo("\n".join(block_of(done.push, state, services.settings.zone)))
    if done.part_file is not None:
        click.echo(f"  What arrived is in {done.part_file}")
    if done.body_file is None:
        return
    click.echo(f"  Answer: {done.body_file}")
    if done.table_file is not None:
        click.echo(f"  Table:  {done.table_file}")
    if not done.violations and not done.problem:
        click.echo("  The platform returned no violations: none is overdue, or all were exported before.")
    for group in done.summary:
        age = "no due date" if group.over_days is None else f"over {group.over_days} days"
        click.echo(f"  {group.violations:>5}  {age:<13} {group.fines:>12}  {one_line(group.location)}")
