"""What a push is answered with: the reference of its record, whatever the platform called it.

Separate from the families because all of them answer in this one shape.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from platecheck.facts import readable
from platecheck.opscom.tolerant import Json, entries, lookup, says_no, text_of, unwrap

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """A push that the platform has applied; `warnings` in its own words, the rest as in `PlateAnswer`.

    `reference` is what update and delete of a permit name; of a vehicle or a person it is their number.
    """

    reference: str
    warnings: tuple[str, ...]
    body: bytes = field(repr=False)
    server_at: datetime | None
    latency_s: float


def read_receipt(value: Json, references: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """Return the reference and the warnings of an answer; None where it is no success that names one.

    `references` are the fields that may name it, best first, at the top or inside `data`.
    """
    if not isinstance(value, dict):
        return None
    inner = unwrap(lookup(value, "data"))
    levels = [value, inner] if isinstance(inner, dict) else [value]
    if any(_says_failure(lookup(level, "status")) for level in levels):
        return None
    named = (_reference(lookup(level, name)) for level in levels for name in references)
    reference = next(filter(None, named), None)
    if reference is None:
        return None
    return reference, tuple(w for level in levels for w in _warnings(lookup(level, "warnings")))


def _says_failure(status: Json) -> bool:
    """Tell whether a status is there and is another than a success."""
    return not (status is None or status is True) and text_of(status).strip().casefold() not in {
        "success",
        "ok",
        "1",
        "200",
    }


def _reference(value: Json) -> str | None:
    """Return a reference; PHP's 0 and false are none."""
    if isinstance(value, bool | dict | list) or says_no(value):
        return None
    return " ".join(readable(text_of(value)).split()) or None


def _warnings(value: Json) -> list[str]:
    """Return the texts of a list, of an object with indexes, or of one bare text."""
    value = unwrap(value)
    listed = entries(value, frozenset()) if isinstance(value, dict | list) else [value]
    return [text for text in (readable(text_of(entry)) for entry in listed if not says_no(entry)) if text]
