"""What the overdue export's body says: the violations, read from bytes that are already on disk.

Separate from `violations`, which must not look into what it hands over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from platecheck.errors import Refused, Rejected, ServiceError, Unreadable
from platecheck.facts import at_site, readable
from platecheck.opscom import codes
from platecheck.opscom.reply import UNREADABLE, Reply, value_of
from platecheck.opscom.tolerant import Json, entries, lookup, number, text_of, unwrap

_UTC = ZoneInfo("UTC")
_FIELDS = frozenset({"ViolationID", "Ticket", "Issued", "Due", "Fine", "vehicle", "location", "details"})
_FIRST_YEAR = 1990

Fields = dict[str, Json]


@dataclass(frozen=True, slots=True)
class OverdueViolation:
    """One overdue violation. Times are UTC, None where unreadable; `fine` in the site's currency.

    `violation` is what it was for; several details are joined by "; ". `driver_name` is the first
    driver's, '' where none is linked.
    """

    id: str
    ticket: str
    plate: str
    province: str
    issued_at: datetime | None
    due_at: datetime | None
    fine: Decimal | None
    adjusted_fine: Decimal | None
    tax: Decimal | None
    location: str
    violation: str
    vehicle: str
    driver_name: str = field(repr=False)
    driver_email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OverdueExport:
    """The violations in the platform's order; `unread` counts records that say nothing we know."""

    violations: tuple[OverdueViolation, ...]
    unread: int = 0


def read_overdue(body: bytes) -> OverdueExport:
    """Return what an export's body says. Pure; tens of MiB take seconds, so not on an event loop.

    Raises:
        Unreadable: it is no such answer; keeps the body.
        Refused, Rejected: it reports a failure with one of the platform's codes: none was marked.
    """
    try:
        value = value_of(Reply(200, body))
    except Refused:
        raise
    except ServiceError as error:
        if error.code in codes.CODES:
            raise Rejected(error.message, code=error.code, status=error.status) from None
        raise Unreadable(UNREADABLE, status=200, body=body) from None
    listed = unwrap(lookup(value, "records")) if isinstance(value, dict) else None
    if not isinstance(listed, dict | list):
        raise Unreadable(UNREADABLE, status=200, body=body)
    rows = [_violation(row) for row in entries(listed, _FIELDS) if row is not None]
    return OverdueExport(tuple(row for row in rows if row is not None), rows.count(None))


def _violation(row: Json) -> OverdueViolation | None:
    if not isinstance(row, dict) or not any(_text(row, name) for name in ("ViolationID", "Ticket", "UUID")):
        return None
    vehicle = _inner(row, "vehicle")
    driver = _first(vehicle, "drivers")
    return OverdueViolation(
        id=_text(row, "ViolationID"),
        ticket=_text(row, "Ticket"),
        plate=_text(vehicle, "Plate"),
        province=_text(_inner(vehicle, "province"), "ProvCode"),
        issued_at=_moment(row, "Issued"),
        due_at=_moment(row, "Due"),
        fine=_amount(row, "Fine"),
        adjusted_fine=_amount(row, "AdjustedFine"),
        tax=_amount(row, "taxAmount"),
        location=_text(_inner(row, "location"), "LocationName"),
        violation=_kinds(row),
        vehicle=_joined(
            _text(_inner(vehicle, "colour"), "ColourName"),
            _text(_inner(vehicle, "make"), "MakeName"),
            _text(_inner(vehicle, "vehicle_type"), "TypeName"),
        ),
        driver_name=_joined(_text(driver, "firstName"), _text(driver, "lastName")),
        driver_email=_text(driver, "email"),
    )


def _kinds(row: Fields) -> str:
    """Return what the violation was for: every detail's description, each once."""
    details = unwrap(lookup(row, "details"))
    listed = entries(details, frozenset({"type"})) if isinstance(details, dict | list) else []
    said = (_text(_inner(d, "type"), "ViolationDescr") for d in listed if isinstance(d, dict))
    return "; ".join(dict.fromkeys(filter(None, said)))


def _inner(row: Fields, name: str) -> Fields:
    found = unwrap(lookup(row, name))
    return found if isinstance(found, dict) else {}


def _first(row: Fields, name: str) -> Fields:
    found = unwrap(lookup(row, name))
    listed = entries(found, frozenset({"firstName", "lastName"})) if isinstance(found, dict | list) else []
    return next((entry for entry in listed if isinstance(entry, dict)), {})


def _text(row: Fields, name: str) -> str:
    return _joined(readable(text_of(lookup(row, name))))


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split())


def _moment(row: Fields, name: str) -> datetime | None:
    """Return a time as UTC; one without a zone is taken as UTC, like those that say so (ours)."""
    moment = at_site(text_of(lookup(row, name)), _UTC)
    return moment.astimezone(UTC) if moment is not None and moment.year >= _FIRST_YEAR else None


def _amount(row: Fields, name: str) -> Decimal | None:
    said = lookup(row, name)
    if isinstance(said, bool) or number(said) is None:
        return None
    return Decimal(text_of(said).strip())
