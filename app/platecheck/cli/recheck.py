"""`recheck`: ask again for every check that has no live answer yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit, of_result, worst

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.answers import Result
    from platecheck.rechecks import Ended
    from platecheck.wiring import Services

_SAID = {
    "offline": "There is no way to the service: the rest stays in the queue.",
    "refused": "The service refused this device: nothing more is asked until that is mended.",
    "busy": "The service is busy: the rest stays in the queue. Try again in a minute.",
    "failing": "The service fails: the rest stays in the queue. Try again in a minute.",
    "elsewhere": "Another platecheck on this device is rechecking the queue.",
}


@click.command(
    epilog="""\b
Examples:
  platecheck recheck
  platecheck recheck --json

Exit code, the worst of the checks, as for check; 3 also where checks are left."""
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, as check has, and changed_from."
)
def recheck(*, as_json: bool) -> Exit:
    """Ask again, oldest first, for every check that waits for a live answer.

    Each answer is committed to its own check before it is shown. Progress goes to standard error.
    """
    import asyncio

    return asyncio.run(_recheck(as_json=as_json))


async def _recheck(*, as_json: bool) -> Exit:
    from contextlib import aclosing

    from platecheck.cli.services import open_services

    async with open_services() as services:
        rechecks, exits = services.rechecks, []
        total = await rechecks.waiting()
        if not total:
            click.echo("No check waits for an answer.", err=True)
            return Exit.ANSWERED
        show = _shower(services, as_json=as_json)
        async with aclosing(rechecks.drain()) as results:
            async for result in results:
                exits.append(show(result))
                click.echo(f"{len(exits)} of {total}", err=True)
        left = await rechecks.waiting()
        return worst([*exits, _say_end(rechecks.progress.ended, left)])


def _shower(services: Services, *, as_json: bool) -> Callable[[Result], Exit]:
    """Return what shows one result and gives its exit."""
    from platecheck.cli import lines

    zone, site = services.settings.zone, services.patrol.site
    if as_json:
        lines.write_utf8()
    else:
        from platecheck.cli.blocks import Blocks

        blocks = Blocks(zone)

    def show(result: Result) -> Exit:
        verdict = result.verdict_then(site)
        if as_json:
            lines.emit(lines.recheck_line(result, verdict, zone))
        else:
            blocks.show_recheck(result, verdict)
        return of_result(result, verdict.headline)

    return show


def _say_end(ended: Ended | None, left: int) -> Exit:
    """Say why checks are left, and return the exit for it."""
    if not left or ended is None:
        return Exit.ANSWERED
    click.echo(f"{left} left. {_SAID.get(ended.value, 'They could not be answered.')}", err=True)
    return Exit.REFUSED if ended.value == "refused" else Exit.NOT_CHECKED
