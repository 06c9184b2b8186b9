"""A row of the Lot Value report as a pydantic model, tolerant of what PHP makes of numbers.

Separate from `lots` so that pydantic loads only when a report is read.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from platecheck.facts import Lot, readable
from platecheck.opscom.tolerant import Json, entries, number, text_of

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))", re.ASCII)


def _name(value: Json) -> str:
    return " ".join(readable(text_of(value)).split())


def _amount(value: Json) -> float | None:
    """Return a number, or None where none can be read: unknown is never 0."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = _THOUSANDS.sub("", value.strip().removesuffix("%").strip())
    return number(value)


def _count(value: Json) -> int | None:
    amount = _amount(value)
    return int(amount) if amount is not None and amount.is_integer() else None


Name = Annotated[str, BeforeValidator(_name)]
Amount = Annotated[float | None, BeforeValidator(_amount)]
Count = Annotated[int | None, BeforeValidator(_count)]


class Row(BaseModel):
    """One lot, by the document's field names; unknown fields are ignored, missing ones unknown."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: Name = Field("", alias="lot_name")
    type: Name = Field("", alias="lot_type")
    total_permits: Count = None
    rented_permits: Count = None
    utilized_pct: Amount = None
    default_cost: Amount = None
    amount_projected: Amount = None
    amount: Amount = None
    tax_amount: Amount = None
    tax_amount1: Amount = None
    tax_amount2: Amount = None
    total: Amount = None


_NO_ROW = Row.model_validate({})
_FIELDS = frozenset(field.alias or name for name, field in Row.model_fields.items())


def read_lots(value: Json) -> tuple[Lot, ...] | None:
    """Return the lots of a report, or None where `value` is none.

    A report is a list, or an object whose keys are all numbers. A lot without a name is "?"; a row
    that says nothing in any field of the document is no row, and the report none.
    """
    if not isinstance(value, list) and not (
        isinstance(value, dict) and value and all(map(str.isdecimal, value))
    ):
        return None
    try:
        rows = [Row.model_validate(row) for row in entries(value, _FIELDS) if row is not None]
    except (ValidationError, RecursionError):
        return None
    if any(row == _NO_ROW for row in rows):
        return None
    return tuple(Lot(**{**row.model_dump(), "name": row.name or "?"}) for row in rows)
