"""The lots' table as a person reads it: how full, of permits, and when the platform said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.cli.blocks import make_console, one_line
from platecheck.cli.lines import MONEY
from platecheck.fullness import level
from platecheck.ui.times import moment, span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from rich.table import Table

    from platecheck.facts import Lot
    from platecheck.occupancy import LotFigures, LotPoint

_TYPES = {"M": "monthly", "S": "semester", "Y": "yearly", "O": "other"}


def show_lots(figures: LotFigures, now: datetime, zone: ZoneInfo, *, money: bool) -> None:
    """Print the table; amounts only with `money`."""
    console = make_console()
    console.print("Permits rented / for sale (permits, not cars)", style="bold")
    table = _table(money=money)
    for lot in figures.lots:
        table.add_row(*_row(lot, money=money))
    console.print(table)
    if figures.fetched_at is not None and figures.due_at is not None:
        age = span(max(0.0, (now - figures.fetched_at).total_seconds()), "en")
        said = f"fetched live, {age} ago" if figures.live else f"saved figures, {age} old"
        due = f"from {moment(figures.due_at, now, zone, 'en')}" if figures.due_at > now else "now"
        console.print(f"{said}; the platform can be asked again {due}")


def show_history(points: Sequence[LotPoint], zone: ZoneInfo, *, money: bool) -> None:
    """Print a row a point, the newest report last, where a terminal stands; amounts only with `money`."""
    console = make_console()
    console.print("Permits rented / for sale (permits, not cars), as they were fetched", style="bold")
    table = _table("Fetched", money=money)
    for point in points:
        local = point.fetched_at.astimezone(zone)
        table.add_row(f"{local:%Y-%m-%d %H:%M}", *_row(point.lot, money=money))
    console.print(table)


def _table(*first: str, money: bool) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, pad_edge=False)
    for name in (*first, "Lot", "Type", "Level"):
        table.add_column(name)
    for name in ("Rented", "For sale", "%", *(MONEY if money else ())):
        table.add_column(name.replace("_", " "), justify="right")
    return table


def _row(lot: Lot, *, money: bool) -> list[str]:
    kind = one_line(lot.type)
    row = [one_line(lot.name), _TYPES.get(kind, kind), level(lot).value.replace("_", " ")]
    row += [_number(value, 0) for value in (lot.rented_permits, lot.total_permits, lot.utilized_pct)]
    return row + [_number(getattr(lot, name), 2) for name in MONEY] if money else row


def _number(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:,.{decimals}f}"
