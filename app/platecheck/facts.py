"""What the platform said of a plate and of lots: frozen records, nothing decided.

Separate from the verdict because facts are stored and the verdict is computed when shown.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Source(StrEnum):
    """Where an answer came from."""

    LIVE = "live"
    CACHE = "cache"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Permit:
    """One permit of a plate, as Plate Validation lists it.

    `expires` is UTC, or None where the platform sent nothing readable (`0000-00-00 …`);
    `expires_text` is what it sent. `type` is any origin, `short_name` the lot's short name.
    """

    type: str
    short_name: str
    expires: datetime | None = None
    expires_text: str = ""


@dataclass(frozen=True, slots=True)
class Dntt:
    """One 'do not ticket or tow' order. A blank `location` is everywhere; times as in `Permit`.

    A bound that is None is open on that side (DOMAIN.md section 3).
    """

    location: str = ""
    start: datetime | None = None
    end: datetime | None = None
    notes: str = field(default="", repr=False)
    start_text: str = ""
    end_text: str = ""


@dataclass(frozen=True, slots=True)
class PlateFacts:
    """Everything the platform said of one plate in one answer.

    `alarm` is None without one; it is tied to the plate or a linked driver.
    """

    plate: str
    permits: tuple[Permit, ...] = ()
    dntt: tuple[Dntt, ...] = ()
    alarm: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Lot:
    """One row of the Lot Value report: permits rented against permits for sale, not cars.

    Money is in the site's currency and for supervisors only. `utilized_pct` is 0-100 or None.
    """

    name: str
    type: str = ""
    total_permits: int | None = None
    rented_permits: int | None = None
    utilized_pct: float | None = None
    default_cost: float | None = None
    amount_projected: float | None = None
    amount: float | None = None
    tax_amount: float | None = None
    tax_amount1: float | None = None
    tax_amount2: float | None = None
    total: float | None = None


def readable(text: str) -> str:
    r"""Return `text` as it may be shown: no control or bidi characters, line breaks and accents stay.

    `\\r\\n` and a lone `\\r` become `\\n`; the ends are stripped, so blank text is ''.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    kept = (c for c in unified if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Zp"})
    return "".join(kept).strip()


def at_site(text: str, zone: ZoneInfo) -> datetime | None:
    """Return a site-local `YYYY-MM-DD HH:MM:SS` as UTC, or None where it is unreadable.

    An offset in the text is honoured. In a repeated or skipped hour the later reading
    counts (DOMAIN.md section 3). A date alone is its first moment.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    try:
        if moment.tzinfo is not None:
            at = moment.astimezone(UTC)
        else:
            at = max(moment.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        at.astimezone(zone)  # a moment that cannot be shown at the site is no moment
    except OverflowError:
        return None
    return at
