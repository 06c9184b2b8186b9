"""How full the lots are: levels, order, search and totals, all of permits, never of cars.

Pure functions over the Lot Value report, apart from `occupancy`: no case of theirs needs a platform.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from platecheck.facts import Lot

FILLING_FROM_PCT, NEARLY_FULL_FROM_PCT, FULL_FROM_PCT = 70, 90, 100
"""Of the permits for sale, in per cent (ours: the documents have the figures and no words for them).

Seven in ten is where a lot is worth watching, nine in ten where the next few permits sell it out.
"""


class Level(StrEnum):
    """How many of a lot's permits are rented, in one word."""

    FREE = "free"
    FILLING = "filling"
    NEARLY_FULL = "nearly_full"
    FULL = "full"
    NONE_FOR_SALE = "none_for_sale"
    """No permit is for sale (`total_permits` 0), whatever is rented."""
    UNKNOWN = "unknown"
    """The report does not say: never taken for free."""


class Order(StrEnum):
    """How a list of lots is sorted; lots without a level always come last by fullness."""

    FULLEST = "fullest"
    EMPTIEST = "emptiest"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Totals:
    """Permits of several lots together. `uncounted` lots gave no count: the sums are without them."""

    lots: int
    rented: int
    for_sale: int
    uncounted: int


@dataclass(frozen=True, slots=True)
class Money:
    """What permits bring, in the site's currency. None where no lot said; `tax` is all three taxes.

    `unpriced` lots gave no total: the sums are without them.
    """

    projected: float | None
    amount: float | None
    tax: float | None
    total: float | None
    unpriced: int = 0


def percent(lot: Lot) -> float | None:
    """Return how many of the permits for sale are rented, in per cent; over 100 where oversold.

    Counts come before `utilized_pct`, since they are what is shown beside it. None without permits for
    sale, and where neither says.
    """
    if lot.total_permits is not None and lot.total_permits <= 0:
        return None
    if lot.total_permits is not None and lot.rented_permits is not None:
        return max(0.0, 100 * lot.rented_permits / lot.total_permits)
    return None if lot.utilized_pct is None else max(0.0, lot.utilized_pct)


def level(lot: Lot) -> Level:
    """Return the word for a lot; see FILLING_FROM_PCT for where each begins."""
    if lot.total_permits is not None and lot.total_permits <= 0:
        return Level.NONE_FOR_SALE
    rented = percent(lot)
    if rented is None:
        return Level.UNKNOWN
    if rented >= FULL_FROM_PCT:
        return Level.FULL
    if rented >= NEARLY_FULL_FROM_PCT:
        return Level.NEARLY_FULL
    return Level.FILLING if rented >= FILLING_FROM_PCT else Level.FREE


def count_levels(lots: Iterable[Lot]) -> dict[Level, int]:
    """Return how many lots have each level, fullest first, every level there."""
    counted = Counter(map(level, lots))
    order = (Level.FULL, Level.NEARLY_FULL, Level.FILLING, Level.FREE, Level.NONE_FOR_SALE, Level.UNKNOWN)
    return {which: counted[which] for which in order}


def arranged(lots: Sequence[Lot], order: Order, search: str = "") -> list[Lot]:
    """Return the lots whose name holds every word of `search`, sorted; equal ones by name.

    Neither case nor accents count; "Lot 2" comes before "Lot 11".
    """
    wanted = plain(search).split()
    found = sorted(
        (lot for lot in lots if all(word in plain(lot.name) for word in wanted)),
        key=lambda x: natural(x.name),
    )
    if order is Order.NAME:
        return found
    sign = -1 if order is Order.FULLEST else 1

    def fullness(lot: Lot) -> tuple[bool, float]:
        rented = percent(lot)
        return rented is None, sign * (rented or 0)

    return sorted(found, key=fullness)


def add_up(lots: Iterable[Lot]) -> Totals:
    """Return the permits of all these lots."""
    every = tuple(lots)
    counted = [lot for lot in every if lot.rented_permits is not None and lot.total_permits is not None]
    return Totals(
        lots=len(every),
        rented=sum(lot.rented_permits or 0 for lot in counted),
        for_sale=sum(lot.total_permits or 0 for lot in counted),
        uncounted=len(every) - len(counted),
    )


def worth(lots: Iterable[Lot]) -> Money:
    """Return what the permits of all these lots bring, to the cent."""
    every = tuple(lots)
    return Money(
        projected=_sum(lot.amount_projected for lot in every),
        amount=_sum(lot.amount for lot in every),
        tax=_sum(tax for lot in every for tax in (lot.tax_amount, lot.tax_amount1, lot.tax_amount2)),
        total=_sum(lot.total for lot in every),
        unpriced=sum(lot.total is None for lot in every),
    )


def _sum(amounts: Iterable[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return round(math.fsum(known), 2) if known else None


def plain(text: str) -> str:
    """Return a text as it is searched: neither case nor accents count."""
    return "".join(c for c in normalize("NFKD", text.casefold()) if category(c) != "Mn")


def natural(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Return what sorts names as people do: "Lot 2" before "Lot 11"."""
    parts = re.findall(r"\d+|\D+", plain(name))
    return tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)
