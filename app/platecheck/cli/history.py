"""`history`: the patrol log, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from platecheck.answers import Result
    from platecheck.patrol import Patrol

PAGE = 200
"""Checks read at once: memory stays flat however long the log is."""
SHOWN = 20
"""Checks a person is shown unless told otherwise."""


@click.command(
    epilog="""\b
Examples:
  platecheck history
  platecheck history --plate ABC123 --limit 5
  platecheck history --json > log.jsonl
  platecheck history --walks"""
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line; all checks unless limited.")
@click.option("--plate", metavar="P", help="Only the checks of one plate.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=f"At most N ({SHOWN} shown).")
@click.option("--walks", is_flag=True, help="The summaries of walks in the place of the checks.")
def history(*, as_json: bool, plate: str | None, limit: int | None, walks: bool) -> None:
    """Show the checks made on this device, newest first, as they were shown then."""
    import asyncio

    if walks and plate is not None:
        raise click.UsageError("A walk is of many plates: either --walks or --plate P.")
    asyncio.run(
        _walks(as_json=as_json, limit=limit) if walks else _history(as_json=as_json, plate=plate, limit=limit)
    )


async def _history(*, as_json: bool, plate: str | None, limit: int | None) -> None:
    from platecheck.cli import lines
    from platecheck.cli.services import open_services

    async with open_services() as services:
        patrol, zone = services.patrol, services.settings.zone
        if as_json:
            lines.write_utf8()
            async for result in _results(patrol, plate, limit):
                lines.emit(lines.check_line(result, result.verdict_then(patrol.site), zone))
            return
        from platecheck.cli.blocks import Blocks

        blocks = Blocks(zone)
        found = False
        async for result in _results(patrol, plate, limit or SHOWN):
            found = True
            blocks.show_row(result, result.verdict_then(patrol.site))
        if not found:
            click.echo("No checks yet.", err=True)


async def _walks(*, as_json: bool, limit: int | None) -> None:
    from platecheck.cli import lines
    from platecheck.cli.services import open_services

    async with open_services() as services:
        zone = services.settings.zone
        walks = await services.log.walks(limit if as_json else limit or SHOWN)
    if as_json:
        lines.write_utf8()
        for walk in walks:
            lines.emit(lines.walk_line(walk))
        return
    from platecheck.cli.blocks import Blocks

    blocks = Blocks(zone)
    for walk in walks:
        blocks.show_walk(walk)
    if not walks:
        click.echo("No walks yet.", err=True)


async def _results(patrol: Patrol, plate: str | None, limit: int | None) -> AsyncIterator[Result]:
    from platecheck.answers import from_entry

    before, left = None, limit
    while left is None or left > 0:
        wanted = PAGE if left is None else min(PAGE, left)
        entries = await patrol.history(plate=plate, limit=wanted, before=before)
        for entry in entries:
            yield from_entry(entry)
        if len(entries) < wanted:
            return
        before = entries[-1].seq
        left = None if left is None else left - wanted
