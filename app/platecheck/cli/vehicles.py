"""`vehicles push`: a vehicle for the platform's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from platecheck.cli.exits import Exit


@click.group(epilog="Example: platecheck vehicles push --plate PL8RDR --plate-type Passenger --prov ON")
def vehicles() -> None:
    """Push vehicles; for supervisors."""


@vehicles.command(
    epilog="""\b
Examples:
  platecheck vehicles push --plate PL8RDR --plate-type Motorcycle --prov MA --colour red --year 2021

Plate type and province are wanted, each by its name or by its number.
Exit code: as for check; 2 also where the platform rejects it, 5: outcome unknown."""
)
@click.option("--plate", required=True, metavar="P", help="Its plate.")
@click.option("--plate-type", metavar="NAME", help="What kind of plate, by its name.")
@click.option("--plate-type-id", metavar="N", help="Or by the platform's number.")
@click.option("--prov", metavar="NAME", help="Province or state: its name or its abbreviation.")
@click.option("--prov-id", metavar="N", help="Or the platform's number of it.")
@click.option("--make", metavar="NAME", help="Who made it.")
@click.option("--make-id", metavar="N", help="Or by the platform's number.")
@click.option("--type", metavar="NAME", help="What kind of vehicle.")
@click.option("--type-id", metavar="N", help="Or by the platform's number.")
@click.option("--colour", metavar="NAME", help="Its colour.")
@click.option("--colour-id", metavar="N", help="Or by the platform's number.")
@click.option("--year", metavar="YYYY", help="Its model year, four digits.")
@click.option("--vin", metavar="TEXT", help="Its identification number, up to 25 characters.")
@click.option("--later", is_flag=True, help="Only write it into the outbox; send nothing yet.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object and nothing else.")
def push(*, later: bool, as_json: bool, **given: str | None) -> Exit:
    """Push a new vehicle."""
    import asyncio

    return asyncio.run(_push(given, later=later, as_json=as_json))


async def _push(given: dict[str, str | None], *, later: bool, as_json: bool) -> Exit:
    from platecheck.cli.pushing import fields_of, push_or_keep
    from platecheck.cli.services import open_services
    from platecheck.opscom import PushKind, read_draft

    draft = read_draft(PushKind.VEHICLE_CREATE, fields_of(given))
    async with open_services() as services:
        return await push_or_keep(services, draft, later=later, as_json=as_json)
