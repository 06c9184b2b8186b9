"""`check`: ask the platform about plates, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit, of_result, worst

if TYPE_CHECKING:
    from platecheck.cli.blocks import Blocks
    from platecheck.wiring import Services


@click.command(
    epilog="""\b
Examples:
  platecheck check ABC123
  platecheck check --json --lot "Main Street Parking" ABC123 "CAMB 911"
  platecheck check --offline ABC123

Exit code, the worst of the plates: 1 a check could not be written to the log, 4 refused by the
service, 3 could not be checked, 2 bad usage or a bad plate, 0 all answered."""
)
@click.argument("plates", nargs=-1, required=True, metavar="PLATE...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and nothing else.")
@click.option("--offline", is_flag=True, help="Ask nobody: saved answers only.")
@click.option("--lot", metavar="NAME", help="The lot the car stands in; by default the settings' lot.")
def check(plates: tuple[str, ...], *, as_json: bool, offline: bool, lot: str | None) -> Exit:
    """Check plates and show their verdicts.

    Each is shown once its check is committed to the log.
    """
    import asyncio

    return asyncio.run(_check(plates, as_json=as_json, offline=offline, lot=lot))


async def _check(plates: tuple[str, ...], *, as_json: bool, offline: bool, lot: str | None) -> Exit:
    from platecheck.cli import lines
    from platecheck.cli.services import open_services

    blocks = None
    if as_json:
        lines.write_utf8()
    async with open_services() as services:
        here = services.settings.lot if lot is None else lot.strip()
        if not as_json:
            from platecheck.cli.blocks import Blocks

            blocks = Blocks(services.settings.zone)
        return worst([await _one(services, plate, here, blocks, offline=offline) for plate in plates])


async def _one(services: Services, typed: str, lot: str, blocks: Blocks | None, *, offline: bool) -> Exit:
    from platecheck.cli import lines
    from platecheck.errors import BadPlate

    patrol, chosen = services.patrol, services.settings
    try:
        pressed = patrol.press(typed, lot=lot, officer=chosen.officer)
    except BadPlate as error:
        if blocks:
            blocks.show_bad_plate(typed, error)
        else:
            lines.emit(lines.bad_plate_line(typed, error, lot or None, patrol.clock()))
        return Exit.BAD_USAGE
    result = await patrol.check(pressed, offline=offline)
    verdict = result.verdict_then(patrol.site)
    if blocks:
        blocks.show(result, verdict)
    else:
        lines.emit(lines.check_line(result, verdict, chosen.zone))
    return of_result(result, verdict.headline)
