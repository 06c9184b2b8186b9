"""`lots`: permits rented against permits for sale, lot by lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit, of_error

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.occupancy import LotFigures
    from platecheck.wiring import Services


@click.command(
    epilog="""\b
Examples:
  platecheck lots
  platecheck lots --refresh
  platecheck lots --json

Exit code: as for check."""
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line; money is for supervisors.")
@click.option("--refresh", is_flag=True, help="Ask the platform again, if the last answer is an hour old.")
def lots(*, as_json: bool, refresh: bool) -> Exit:
    """Show what is rented in every lot: permits, not cars.

    The platform is asked when nothing is saved yet, and with --refresh; at most once an hour.
    """
    import asyncio

    return asyncio.run(_lots(as_json=as_json, refresh=refresh))


async def _lots(*, as_json: bool, refresh: bool) -> Exit:
    from platecheck.cli.services import open_services

    async with open_services() as services:
        figures = await services.occupancy.figures(refresh=refresh)
        now = services.patrol.clock()
        _show(services, figures, now, as_json=as_json)
        if refresh and not figures.live and figures.problem is None and figures.due_at is not None:
            due = figures.due_at.astimezone(services.settings.zone)
            click.echo(f"Asked less than an hour ago, so not now: next at {due:%H:%M}.", err=True)
        return _exit(figures)


def _show(services: Services, figures: LotFigures, now: datetime, *, as_json: bool) -> None:
    money = figures.money
    if as_json:
        from platecheck.cli import lines

        lines.write_utf8()
        for lot in figures.lots:
            lines.emit(lines.lot_line(lot, figures, now, money=money))
    elif figures.fetched_at is not None:
        from platecheck.cli.lot_table import show_lots

        show_lots(figures, now, services.settings.zone, money=money)
    if figures.problem is not None:
        click.echo(f"Error: {figures.problem.message}", err=True)


def _exit(figures: LotFigures) -> Exit:
    """As for a check: saved figures are an answer, unless the service refused."""
    if figures.problem is None:
        return Exit.ANSWERED
    code = of_error(figures.problem)
    return Exit.ANSWERED if code is Exit.NOT_CHECKED and figures.fetched_at is not None else code
