"""What the permits' screen holds between visits to it: the form, the known zones, a change asked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui.push_book import PushBook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from platecheck.errors import FieldProblem
    from platecheck.opscom import PushKind
    from platecheck.pushes import Push

LENGTHS: Mapping[str, timedelta] = {
    "1h": timedelta(hours=1),
    "2h": timedelta(hours=2),
    "4h": timedelta(hours=4),
}
"""What is chosen most; a permit's length, or what is added to it."""
DAY, OTHER = "day", "other"
CAD, USD = "CAD", "USD"


@dataclass(frozen=True, slots=True)
class Entered:
    """The form as texts; `length` is one of LENGTHS, DAY or OTHER, which has the two times in fields."""

    plate: str = ""
    zone: str = ""
    length: str = "2h"
    starts_at: str = ""
    ends_at: str = ""
    amount: str = ""
    currency: str = CAD
    permit_no: str = ""
    ticket_number: str = ""
    promo_code: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A permit that is about to be extended or deleted, which is asked before it is done.

    `beside` is the receipt it is asked beside, '' where none names the permit; `known` has its fields as
    far as this device pushed them.
    """

    kind: PushKind
    reference: str
    beside: str
    known: Mapping[str, str] = field(default_factory=dict)
    length: str = "1h"
    ends_at: str = ""
    wrong: tuple[FieldProblem, ...] = ()
    edited: Push | None = None
    """The change that was not applied and is corrected; None for a new one."""

    @property
    def ends_now(self) -> datetime | None:
        """When the permit ends, as far as it is known here."""
        text = self.known.get("ends_at", "")
        return datetime.fromisoformat(text) if text else None


@ft.observable
@dataclass(eq=False)
class PermitBook(PushBook):
    """What the screen shows, beside what every screen that pushes does."""

    entered: Entered = field(default_factory=Entered)
    zones: tuple[str, ...] = ()
    change: Change | None = None


def ends_after(start: datetime, length: str, zone: ZoneInfo) -> datetime:
    """Return when a permit of `length` from `start` ends, in UTC; DAY is the site's next midnight."""
    if length in LENGTHS:
        return start.astimezone(UTC) + LENGTHS[length]
    tomorrow = start.astimezone(zone).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone).astimezone(UTC)
