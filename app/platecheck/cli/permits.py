"""`permits stats|push|update|delete`: how many there are, a new one, a change, the end of one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from platecheck.opscom import PushKind

_LONGEST = 10 * 366 * 24 * 60
"""Ten years, in minutes: nobody means a longer one."""
_EXITS = "Exit code: as for check; 2 also where the platform rejects it, 5: outcome unknown."
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line and nothing else.")
_LATER = click.option("--later", is_flag=True, help="Only write it into the outbox; send nothing yet.")
_YES = click.option("--yes", is_flag=True, help="Do not ask first.")


@click.group(epilog='Example: platecheck permits push --plate PL8RDR --for 120 --zone "Lot 4"')
def permits() -> None:
    """Look at and push permits; for supervisors."""


@permits.command(
    epilog=f"""\b
Examples:
  platecheck permits stats
  platecheck permits stats --zone "Lot 01" --zone "Lot 02" --json

{_EXITS}"""
)
@click.option("--zone", "zones", multiple=True, metavar="ZONE", help="Only this zone; may be repeated.")
@_JSON
def stats(*, zones: tuple[str, ...], as_json: bool) -> Exit:
    """Show how many permits of each type there are in each zone."""
    import asyncio

    return asyncio.run(_stats(zones, as_json=as_json))


@permits.command(
    epilog=f"""\b
Examples:
  platecheck permits push --plate PL8RDR --for 120 --zone "Lot 4" --amount 14.50 --currency CAD
  platecheck permits push --plate PL8RDR --from "2026-05-30 09:00" --until "2026-05-30 18:00"

Times are the site's unless they name a zone. {_EXITS}"""
)
@click.option("--plate", required=True, metavar="P", help="The plate it is for.")
@click.option("--from", "starts_at", metavar="TIME", help="When it begins; now unless told otherwise.")
@click.option("--until", "ends_at", metavar="TIME", help="When it ends.")
@click.option(
    "--for", "minutes", type=click.IntRange(1, _LONGEST), metavar="MINUTES", help="Or how long it lasts."
)
@click.option("--zone", metavar="ZONE", help="The lot, as the platform calls it.")
@click.option("--amount", metavar="DOLLARS", help="What was paid: 0.01 to 999999.99.")
@click.option("--currency", metavar="CAD|USD", help="Of the amount.")
@click.option("--permit-no", metavar="TEXT", help="Its own number, or the receipt's.")
@click.option("--ticket-number", metavar="TEXT", help="The ticket it was printed on.")
@click.option("--promo-code", metavar="TEXT", help="A discount that was applied.")
@_LATER
@_JSON
def push(*, minutes: int | None, later: bool, as_json: bool, **given: str | None) -> Exit:
    """Push a new permit."""
    import asyncio

    if (minutes is None) == (given["ends_at"] is None):
        raise click.UsageError("Say either --until or --for.")
    return asyncio.run(_push(given, minutes, later=later, as_json=as_json))


@permits.command(
    epilog=f"""\b
Examples:
  platecheck permits update 1a9b5375-cb75-4c71-9939-eeae550b09ac --until "2026-05-30 20:00"

{_EXITS}"""
)
@click.argument("reference")
@click.option("--until", "ends_at", metavar="TIME", help="A new end.")
@click.option("--plate", metavar="P", help="Another plate.")
@click.option("--amount", metavar="DOLLARS", help="Another amount: 0.01 to 999999.99.")
@click.option("--currency", metavar="CAD|USD", help="Of the amount.")
@_YES
@_LATER
@_JSON
def update(*, yes: bool, later: bool, as_json: bool, **given: str | None) -> Exit:
    """Change the permit that was pushed with this REFERENCE; asks first."""
    import asyncio

    return asyncio.run(_ask_and_push("permit_update", given, yes=yes, later=later, as_json=as_json))


@permits.command(
    epilog=f"""\b
Examples:
  platecheck permits delete 1a9b5375-cb75-4c71-9939-eeae550b09ac

{_EXITS}"""
)
@click.argument("reference")
@_YES
@_LATER
@_JSON
def delete(*, yes: bool, later: bool, as_json: bool, **given: str | None) -> Exit:
    """Delete the permit that was pushed with this REFERENCE; asks first."""
    import asyncio

    return asyncio.run(_ask_and_push("permit_delete", given, yes=yes, later=later, as_json=as_json))


async def _stats(zones: tuple[str, ...], *, as_json: bool) -> Exit:
    from platecheck.cli.services import open_services

    async with open_services() as services:
        answer = await services.office.stats(zones)
        if as_json:
            from platecheck.cli import lines

            lines.write_utf8()
            for row in answer.rows:
                lines.emit({"zone": row.zone, "type": row.type, "total": row.total})
            return Exit.ANSWERED
        from platecheck.cli.blocks import one_line

        for row in answer.rows:
            click.echo(f"{row.total:>7}  {one_line(row.type):<12}  {one_line(row.zone)}")
        if not answer.rows:
            click.echo("No permits there.", err=True)
        return Exit.ANSWERED


async def _push(given: dict[str, str | None], minutes: int | None, *, later: bool, as_json: bool) -> Exit:
    from platecheck.cli.pushing import fields_of, push_or_keep
    from platecheck.cli.services import open_services
    from platecheck.opscom import PushKind, read_draft

    async with open_services() as services:
        fields, now = fields_of(given), services.patrol.clock()
        fields.setdefault("starts_at", now.isoformat())
        if minutes is not None:
            fields["ends_at"] = _ending(fields["starts_at"], minutes, now, services.settings.zone)
        draft = read_draft(PushKind.PERMIT_CREATE, fields, zone=services.settings.zone)
        return await push_or_keep(services, draft, later=later, as_json=as_json)


def _ending(starts_at: str, minutes: int, now: datetime, zone: ZoneInfo) -> str:
    """Return when a permit ends that lasts so long: in real minutes, whatever the clocks do meanwhile."""
    from platecheck.facts import at_site

    # Of a start that is none the draft says so: then no end is missing too.
    start = at_site(starts_at, zone) or now
    try:
        return (start + timedelta(minutes=minutes)).isoformat()
    except OverflowError:
        raise click.UsageError("--for goes beyond the last year there is.") from None


async def _ask_and_push(
    name: str, given: dict[str, str | None], *, yes: bool, later: bool, as_json: bool
) -> Exit:
    from platecheck.cli.pushing import ask, fields_of, push_or_keep
    from platecheck.cli.services import open_services
    from platecheck.opscom import PushKind, read_draft

    async with open_services() as services:
        kind: PushKind = PushKind(name)
        draft = read_draft(kind, fields_of(given), zone=services.settings.zone)
        if not yes and not await ask(services, draft):
            click.echo("Nothing was sent.", err=True)
            return Exit.ANSWERED
        return await push_or_keep(services, draft, later=later, as_json=as_json)
