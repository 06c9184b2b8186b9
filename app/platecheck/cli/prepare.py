"""`prepare`: refresh the plates seen in a lot, or in the last days, before a patrol without a signal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit

if TYPE_CHECKING:
    from platecheck.cli.lines import Line
    from platecheck.preparing import Choice, Plan, Refreshing
    from platecheck.wiring import Services

_SAID = {
    "offline": "There is no way to the service.",
    "refused": "The service refused this device: nothing more is asked until that is mended.",
    "busy": "The service is busy: try again in a minute.",
    "failing": "The service fails: try again in a minute.",
    "broken_off": "It was broken off: the records were wiped meanwhile.",
}


@click.command(
    epilog="""\b
Examples:
  platecheck prepare --lot "Lot 6"
  platecheck prepare --days 3
  platecheck prepare --days 1 --json

What is not older than an hour is not asked again: run it once more, and it goes on where it was.
Each plate asked about is noted, as no check of anybody's.

Exit code: 0, 3 where plates are left, 4 where the service refused."""
)
@click.option("--lot", metavar="NAME", help="The plates checked there in the last 30 days.")
@click.option(
    "--days",
    type=click.IntRange(1, 30),
    metavar="N",
    help="The plates checked in the last N days, by the officer where one is set.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object and nothing else.")
def prepare(*, lot: str | None, days: int | None, as_json: bool) -> Exit:
    """Ask about the plates of a lot or of the last days, so that their answers are fresh.

    The plate seen last comes first, a thousand at most, four a second. Progress goes to standard error.
    """
    import asyncio

    from platecheck.preparing import Choice

    if (lot is None) == (days is None):
        raise click.UsageError("Say which plates: either --lot NAME or --days N.")
    choice = Choice(lot=lot) if days is None else Choice(days=days)
    return asyncio.run(_prepare(choice, as_json=as_json))


async def _prepare(choice: Choice, *, as_json: bool) -> Exit:
    from contextlib import aclosing
    from dataclasses import replace

    from platecheck.cli.services import open_services

    async with open_services() as services:
        preparation, officer = services.preparation, services.settings.officer
        plan = await preparation.plan(replace(choice, officer=officer))
        await _say_plan(plan, services)
        async with aclosing(preparation.run(plan, officer=officer)) as steps:
            async for now in steps:
                _say_progress(now)
        if as_json:
            from platecheck.cli import lines

            lines.write_utf8()
            lines.emit(_line(now))
        else:
            _say_end(now, services)
        return _exit(now)


async def _say_plan(plan: Plan, services: Services) -> None:
    if not plan.plates:
        click.echo("No plate was seen there in that time: nothing is asked.", err=True)
        lots = ", ".join(await services.log.lots())
        if plan.choice.lot is not None and lots:
            click.echo(f"Lots that checks were made in: {lots}.", err=True)
        return
    most = "" if plan.seen == plan.plates else f", the {plan.plates} seen last of {plan.seen}"
    told = f"Plates: {plan.plates}{most}. Fresh already: {plan.fresh}. To ask: {len(plan.wanted)}"
    minutes = max(1, round(plan.expected_s / 60))
    click.echo(f"{told}, about {minutes} min." if plan.wanted else f"{told}.", err=True)


def _say_progress(now: Refreshing) -> None:
    """Count on a terminal, in one line; a file would only fill with it."""
    if sys.stderr.isatty() and now.plan.wanted:
        over = now.ended is not None
        click.echo(f"\r{now.done} of {len(now.plan.wanted)}, hits: {now.hits}", err=True, nl=over)


def _say_end(now: Refreshing, services: Services) -> None:
    held = now.held
    if held is None or not held.plates:
        return
    if now.done:
        failed = f" Without an answer: {now.failed}." if now.failed else ""
        click.echo(f"Asked: {now.done}.{failed}")
    oldest = ""
    if held.oldest_at is not None:
        oldest = (
            f" The oldest answer is of {held.oldest_at.astimezone(services.settings.zone):%Y-%m-%d %H:%M}."
        )
    click.echo(
        f"This device now holds answers for {held.saved} of these {held.plates} plates, "
        f"{held.fresh} of them fresh, {held.hits} with an alarm or an order.{oldest}"
    )
    if now.left:
        why = _SAID.get(now.ended.value if now.ended else "", "Some were not answered.")
        click.echo(f"{now.left} left. {why}", err=True)


def _exit(now: Refreshing) -> Exit:
    if not now.left:
        return Exit.ANSWERED
    return Exit.REFUSED if now.ended is not None and now.ended.value == "refused" else Exit.NOT_CHECKED


def _line(now: Refreshing) -> Line:
    from platecheck.cli.lines import utc

    held = now.held or now.plan
    return {
        "lot": now.plan.choice.lot,
        "days": now.plan.choice.days,
        "plates": now.plan.plates,
        "seen": now.plan.seen,
        "asked": now.done,
        "failed": now.failed,
        "hits": held.hits,
        "left": now.left,
        "ended": now.ended.value if now.ended else None,
        "saved": held.saved,
        "fresh": held.fresh,
        "oldest_at": utc(held.oldest_at),
    }
