"""`test-connection`: both services asked once, and what each answer means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit

if TYPE_CHECKING:
    from platecheck.probe import Finding, Report
    from platecheck.wiring import Services


@click.command(
    name="test-connection",
    epilog="""\b
Examples:
  platecheck test-connection ABC123
  platecheck test-connection --json ABC123

Exit code: 4 refused by a service, 3 a service gave no usable answer, 2 bad usage or a bad plate,
1 the test could not be written to the log, 0 both answered.""",
)
@click.argument("plate", metavar="PLATE")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a service and nothing else.")
def test_connection(plate: str, *, as_json: bool) -> Exit:
    """Ask validation about PLATE, logged as a test, and the controller for its user types.

    Lot values and the overdue export are never asked for.
    """
    import asyncio

    return asyncio.run(_test(plate, as_json=as_json))


async def _test(plate: str, *, as_json: bool) -> Exit:
    from platecheck.cli import lines
    from platecheck.cli.services import open_services

    async with open_services() as services:
        check = services.probe.press(plate, officer=services.settings.officer)
        report = await services.probe.run(check)
        if as_json:
            lines.write_utf8()
            for finding in report.findings:
                lines.emit(_line(finding, report))
        else:
            _show(report, services)
        return _exit(report)


def _show(report: Report, services: Services) -> None:
    from platecheck.cli.blocks import make_console
    from platecheck.ui.settings.report import headline, lines
    from platecheck.ui.texts import Words

    console, words, client = make_console(), Words("en"), services.settings.client
    top = headline(report, client, words)
    console.print(top.title, style="bold")
    console.print(" ".join(top.texts))
    for line in lines(report, client, words):
        console.print(f"\n{line.title}", style="bold")
        for text in line.texts:
            console.print(f"  {text}", soft_wrap=True)


def _line(finding: Finding, report: Report) -> dict[str, object]:
    return {
        "asked": finding.asked.value,
        "address": finding.address,
        "meaning": finding.meaning.value,
        "fine": finding.is_fine,
        "took_s": round(finding.took_s, 3),
        "code": finding.code,
        "status": finding.status,
        "drift_s": None if report.drift is None else round(report.drift.total_seconds(), 1),
        "plate": report.result.check.plate,
        "id": report.result.check.id,
    }


def _exit(report: Report) -> Exit:
    if report.result.unsaved is not None:
        return Exit.FAILED
    if any(finding.is_refused for finding in report.findings):
        return Exit.REFUSED
    return Exit.ANSWERED if report.failed is None else Exit.NOT_CHECKED
