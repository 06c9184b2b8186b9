"""What the permits' screen holds between visits to it: the form, the receipts, a change that is asked about.

Kept with the session, so that nothing typed is lost by going elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import flet as ft

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
PAGE = 20
"""So many receipts are drawn at once: the form beside them is drawn with every key."""
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

    @property
    def ends_now(self) -> datetime | None:
        """When the permit ends, as far as it is known here."""
        text = self.known.get("ends_at", "")
        return datetime.fromisoformat(text) if text else None


@ft.observable
@dataclass(eq=False)
class PermitBook:
    """What the screen shows. `pushes` is None until they were read."""

    entered: Entered = field(default_factory=Entered)
    wrong: tuple[FieldProblem, ...] = ()
    more: bool = False
    """Whether the fields that are seldom needed are shown."""
    edited: Push | None = None
    """The push that the form corrects; None for a new permit."""
    busy: str = ""
    """The push that is being sent, or what is about to become one."""
    zones: tuple[str, ...] = ()
    pushes: tuple[Push, ...] | None = None
    """Newest first."""
    latest: str = ""
    """The push that the form made last; '' once something else is typed."""
    search: str = ""
    shown: int = PAGE
    """How many of the receipts that are sought are drawn."""
    change: Change | None = None
    trouble: str = ""
    on_form: bool = False
    """Whether the trouble is the form's, or that of what was done with a receipt."""


def ends_after(start: datetime, length: str, zone: ZoneInfo) -> datetime:
    """Return when a permit of `length` from `start` ends, in UTC; DAY is the site's next midnight."""
    if length in LENGTHS:
        return start.astimezone(UTC) + LENGTHS[length]
    tomorrow = start.astimezone(zone).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone).astimezone(UTC)
