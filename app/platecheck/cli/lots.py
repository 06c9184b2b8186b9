"""`lots`: permits rented against permits for sale, lot by lot, now and as they were."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit, of_error

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.occupancy import LotFigures, LotHistory
    from platecheck.wiring import Services

SHOWN = 24
"""Reports a person is shown of the past; --csv and --json have them all."""


@click.command(
    epilog="""\b
Examples:
  platecheck lots
  platecheck lots --refresh
  platecheck lots --json
  platecheck lots --history --lot "North Lot"
  platecheck lots --history --csv > lots.csv

Exit code: as for check."""
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line; money is for supervisors.")
@click.option("--refresh", is_flag=True, help="Ask the platform again, if the last answer is an hour old.")
@click.option("--history", is_flag=True, help=f"Saved reports, oldest first ({SHOWN} shown); asks nobody.")
@click.option("--lot", metavar="NAME", help="With --history: only this lot.")
@click.option("--csv", "as_csv", is_flag=True, help="With --history: for a spreadsheet, all reports.")
def lots(*, as_json: bool, refresh: bool, history: bool, lot: str | None, as_csv: bool) -> Exit:
    """Show what is rented in every lot: permits, not cars.

    The platform is asked when nothing is saved yet, and with --refresh; at most once an hour.
    """
    import asyncio

    if history and refresh:
        raise click.UsageError("What was saved is not asked for again: either --history or --refresh.")
    if not history and (as_csv or lot is not None):
        raise click.UsageError("--csv and --lot are for what was saved: add --history.")
    if as_csv and as_json:
        raise click.UsageError("Either --csv or --json.")
    if history:
        return asyncio.run(_history(lot, as_csv=as_csv, as_json=as_json))
    return asyncio.run(_lots(as_json=as_json, refresh=refresh))


async def _history(lot: str | None, *, as_csv: bool, as_json: bool) -> Exit:
    from platecheck.cli.services import open_services

    async with open_services() as services:
        history = await services.occupancy.history(lot)
        if history.problem is not None:
            click.echo(f"Error: {history.problem.message}", err=True)
            return of_error(history.problem)
        if as_csv:
            sys.stdout.buffer.write(history.as_csv(services.settings.zone))
            sys.stdout.buffer.flush()
        elif as_json:
            from platecheck.cli import lines

            lines.write_utf8()
            for point in history.points:
                lines.emit(lines.lot_point_line(point))
        elif history.points:
            _show_newest(history, services)
        _note_what_is_missing(history, lot)
        return Exit.ANSWERED


def _show_newest(history: LotHistory, services: Services) -> None:
    from platecheck.cli.lot_table import show_history

    reports = sorted({point.fetched_at for point in history.points})
    oldest = reports[-SHOWN:][0]
    shown = [point for point in history.points if point.fetched_at >= oldest]
    show_history(shown, services.settings.zone, money=history.money)
    if len(reports) > SHOWN:
        click.echo(f"Older reports: {len(reports) - SHOWN}. --csv and --json have them too.", err=True)


def _note_what_is_missing(history: LotHistory, lot: str | None) -> None:
    if history.spoilt:
        click.echo(f"Reports left out, as they were changed on disk: {history.spoilt}", err=True)
    if lot is not None and not history.points:
        click.echo("No saved report has a lot of this name.", err=True)
    elif not history.points and not history.spoilt:
        click.echo("No report yet.", err=True)


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
