"""`users types|push|import`: the kinds of people, one person, and many from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit

if TYPE_CHECKING:
    from platecheck.importing import Pushed, Row
    from platecheck.wiring import Services

_EXITS = "Exit code: as for check; 2 also where the platform rejects one, 5: outcome unknown."


@click.group(epilog="Example: platecheck users types")
def users() -> None:
    """Look at user types, push people; for supervisors."""


@users.command(
    epilog="""\b
Examples:
  platecheck users types
  platecheck users types --json

Exit code: as for check."""
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and nothing else.")
def types(*, as_json: bool) -> Exit:
    """Show the kinds of people the platform has."""
    import asyncio

    return asyncio.run(_types(as_json=as_json))


@users.command(
    epilog=f"""\b
Examples:
  platecheck users push unique_id=tester23 login_source=OPSCOM first_name=Ada last_name=Byron \\
      email=ada@example.com

{_EXITS}"""
)
@click.argument("fields", nargs=-1, required=True, metavar="NAME=VALUE...")
@click.option("--later", is_flag=True, help="Only write it into the outbox; send nothing yet.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object and nothing else.")
def push(*, fields: tuple[str, ...], later: bool, as_json: bool) -> Exit:
    """Create a person, or change the one with this unique_id; the names are the platform's."""
    import asyncio

    return asyncio.run(_push(_fields(fields), later=later, as_json=as_json))


@users.command(
    name="import",
    epilog=f"""\b
Examples:
  platecheck users import people.csv --dry-run
  platecheck users import people.csv

The first line names the fields. Rows with mistakes are told and left out. A file that was broken off is
taken up where it was: no row is sent twice. {_EXITS}""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only look it through; send nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row and nothing else.")
def import_(*, file: Path, dry_run: bool, as_json: bool) -> Exit:
    """Push the people of a CSV file, row by row."""
    import asyncio

    from platecheck.importing import MOST_BYTES

    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)  # more is refused, and a whole disk is never read
    except OSError as error:
        raise click.FileError(str(file), error.strerror) from error
    return asyncio.run(_import(data, dry_run=dry_run, as_json=as_json))


def _fields(words: tuple[str, ...]) -> dict[str, str]:
    """Return the fields of NAME=VALUE; what was typed is a person's and never repeated."""
    given: dict[str, str] = {}
    for number, word in enumerate(words, 1):
        name, equals, value = word.partition("=")
        if not equals:
            raise click.UsageError(f"Word {number} of the fields is no NAME=VALUE.")
        if name.casefold() in map(str.casefold, given):
            raise click.UsageError(f"{name} is given twice. Give it once.")
        given[name] = value
    return given


async def _types(*, as_json: bool) -> Exit:
    from platecheck.cli.services import open_services

    async with open_services() as services:
        answer = await services.office.user_types()
        if as_json:
            from platecheck.cli import lines

            lines.write_utf8()
            for one in answer.types:
                lines.emit({"id": one.id, "type_name": one.name, "ext_info": one.group})
            return Exit.ANSWERED
        from platecheck.cli.blocks import one_line

        for one in answer.types:
            click.echo(f"{one_line(one.id):>5}  {one_line(one.name)}  ({one_line(one.group)})")
        return Exit.ANSWERED


async def _push(given: dict[str, str], *, later: bool, as_json: bool) -> Exit:
    from platecheck.cli.pushing import push_or_keep
    from platecheck.cli.services import open_services
    from platecheck.errors import BadFields, FieldReason
    from platecheck.opscom import PushKind, read_draft

    try:
        draft = read_draft(PushKind.PERSON_PUSH, given)
    except BadFields as error:
        unknown = [one.field for one in error.fields if one.reason is FieldReason.UNKNOWN_FIELD]
        if unknown:
            raise click.UsageError(f"There is no field {', '.join(unknown)}.") from error
        raise
    async with open_services() as services:
        return await push_or_keep(services, draft, later=later, as_json=as_json)


async def _import(data: bytes, *, dry_run: bool, as_json: bool) -> Exit:
    from platecheck.cli import lines
    from platecheck.cli.exits import worst
    from platecheck.cli.services import open_services
    from platecheck.importing import push_rows, read_people
    from platecheck.pushes import PushState

    rows = read_people(data)
    good = [row for row in rows if row.draft is not None]
    if as_json:
        lines.write_utf8()
    for row in rows:
        if row.draft is None:
            _show_bad(row, as_json=as_json)
    click.echo(f"{len(good)} rows are right, {len(rows) - len(good)} are not.", err=True)
    exits = [Exit.BAD_USAGE] if len(good) < len(rows) else []
    if dry_run:
        return worst(exits)
    async with open_services() as services:
        tried = left = 0
        async for pushed in push_rows(services.office, good):
            tried += 1
            left += pushed.push.last.state is PushState.WAITING
            exits.append(_show_row(pushed, services, as_json=as_json))
            click.echo(f"{tried} of {len(good)}", err=True)
        left += len(good) - tried
        if left:
            click.echo(f"{left} rows were not sent. Run the same command again later.", err=True)
    return worst(exits)


def _show_bad(row: Row, *, as_json: bool) -> None:
    if as_json:
        from platecheck.cli import lines

        problems = [{"field": one.field, "message": one.message} for one in row.problems]
        lines.emit({"line": row.line, "state": "bad", "problems": problems})
        return
    for one in row.problems:
        click.echo(f"line {row.line}: {one.message}")


def _show_row(pushed: Pushed, services: Services, *, as_json: bool) -> Exit:
    from platecheck.cli.pushing import exit_of, line_of

    push, state = pushed.push, services.office.state_of(pushed.push)
    if as_json:
        from platecheck.cli import lines

        lines.emit({"line": pushed.row.line, "before": pushed.before, **line_of(push, state)})
    else:
        from platecheck.cli.blocks import one_line

        said = [f"line {pushed.row.line}", one_line(pushed.row.name), state.value]
        said += ["in an earlier run"] if pushed.before else []
        said += [one_line(push.last.message)] if push.last.message else []
        click.echo(": ".join(said[:2]) + ", " + ", ".join(said[2:]))
    return exit_of(push, state)
