"""`export`: a copy of the patrol log for other programs, with the reason that is noted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from platecheck.copies import Copy

FORMATS = ("csv", "json")
VERDICTS = (
    "alarm",
    "do_not_ticket",
    "valid",
    "valid_elsewhere",
    "expired",
    "no_permit",
    "not_checked",
)


@click.command(
    epilog="""\b
Examples:
  platecheck export --reason "Appeal of 12 May" --plate ABC123
  platecheck export --format json --reason "Monthly report" --out log.json"""
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="csv", help="CSV unless told otherwise."
)
@click.option("--reason", required=True, metavar="TEXT", help="What it is for; noted with the export.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where to write."
)
@click.option("--plate", metavar="P", help="Only the checks of one plate.")
@click.option("--lot", metavar="LOT", help="Only the checks in one lot.")
@click.option("--verdict", type=click.Choice(VERDICTS), help="Only one verdict, as of then.")
def export(
    *, form: str, reason: str, out: Path | None, plate: str | None, lot: str | None, verdict: str | None
) -> None:
    """Write the checks made on this device, without what alarms say; who and why is noted."""
    import asyncio

    copy = asyncio.run(_copy(form, reason, plate, lot, verdict))
    if out is None:
        sys.stdout.buffer.write(copy.data)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(copy.data)
    except OSError as error:
        raise click.FileError(str(out), error.strerror) from error
    click.echo(f"Checks written to {out}: {copy.note.rows}", err=True)


async def _copy(form: str, reason: str, plate: str | None, lot: str | None, verdict: str | None) -> Copy:
    from platecheck.cli.services import open_services
    from platecheck.copies import Format
    from platecheck.plates import fold
    from platecheck.store.records import Match, Wanted

    wanted = Wanted(fold(plate or ""), Match.WHOLE, verdict, lot)
    async with open_services() as services:
        officer = services.settings.officer
        return await services.log.copy(wanted, Format(form), reason=reason, officer=officer)
