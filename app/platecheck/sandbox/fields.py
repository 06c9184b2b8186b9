"""The fields of a push as the documents' tables have them: names, limits, and the codes for what is wrong.

Separate because one table reads the requests of a family and describes them in /openapi.json.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from platecheck.sandbox.errors import (
    FIELD_INVALID,
    FIELD_MISSING,
    FIELD_TOO_LONG,
    FIELD_TOO_SHORT,
    RefusedRequestError,
)

Body = Mapping[str, object]

TIME_FORMAT: Final = "%Y-%m-%dT%H:%M:%S"
# Beyond these years a site's own time cannot always be written (ours).
_YEARS: Final = range(1970, 3000)


@dataclass(frozen=True, kw_only=True)
class TextField:
    """One row of a table: every name the field goes by, its limits in characters, and its codes.

    The documents type every field as a string; a number, a list or an object in its place is `invalid`.
    A field that is null, empty or blank counts as not given (ours). `pattern` is for the whole text.
    """

    about: str
    names: tuple[str, ...]
    longest: int | None = None
    shortest: int = 0
    pattern: str = ""
    missing: int = FIELD_MISSING
    too_long: int = FIELD_TOO_LONG
    invalid: int = FIELD_INVALID

    _likeness: ClassVar[str] = ""
    """What good values look like where `_read_value` knows better than a pattern."""

    def read(self, body: Body) -> str | None:
        """Read the field, stripped; None when not given; raises `RefusedRequestError` with its code.

        Every alias that is there must be good, and the first of the table counts: "province" and "state"
        of the documents' own sample disagree (ours).
        """
        given = [self._read_value(body[name]) for name in self.names if not _is_blank(body.get(name))]
        return given[0] if given else None

    def require(self, body: Body) -> str:
        """Read the field; raises `RefusedRequestError` with `missing` when it is not given."""
        value = self.read(body)
        if value is None:
            raise RefusedRequestError(self.missing)
        return value

    def describe(self, *, required: bool) -> dict[str, Any]:
        """Describe the field as JSON Schema, as it is best sent: what else is taken is not promised."""
        described: dict[str, Any] = {
            "type": "string" if required else ["string", "null"],
            "description": self.about,
        }
        if self.longest is not None:
            described["maxLength"] = self.longest
        if pattern := self.pattern or self._likeness:
            described["pattern"] = f"^({pattern})$" if required else f"^({pattern})?$"
        elif required:
            described["pattern"] = "[!-~]"
        return described

    def _read_value(self, value: object) -> str:
        if not isinstance(value, str):
            raise RefusedRequestError(self.invalid)
        text = value.strip()
        if self.longest is not None and len(text) > self.longest:
            raise RefusedRequestError(self.too_long)
        if len(text) < self.shortest:
            raise RefusedRequestError(FIELD_TOO_SHORT)
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise RefusedRequestError(self.invalid)
        return text


class PlateField(TextField):
    """A plate, read as `fold_plate` writes it."""

    _likeness = "[A-Za-z0-9 -]*[A-Za-z0-9][A-Za-z0-9 -]*"

    def _read_value(self, value: object) -> str:
        plate = fold_plate(super()._read_value(value))
        if plate is None:
            raise RefusedRequestError(self.invalid)
        return plate


class TimeField(TextField):
    r"""A moment in UTC, kept as it was sent, so that two of them compare as text.

    Documents: "Must be in the format of Y-m-d\TH:i:s"; a Z or an offset is therefore refused (ours).
    """

    _likeness = (
        "(19[7-9][0-9]|2[0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    )

    def _read_value(self, value: object) -> str:
        text = super()._read_value(value)
        try:
            moment = datetime.strptime(text, TIME_FORMAT)  # noqa: DTZ007 - UTC by the documents, kept as text
        except ValueError as error:
            raise RefusedRequestError(self.invalid) from error
        if moment.year not in _YEARS or moment.strftime(TIME_FORMAT) != text:
            raise RefusedRequestError(self.invalid)
        return text


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def describe_body(
    title: str, fields: Iterable[TextField], sample: Mapping[str, str], *required: tuple[str, ...]
) -> dict[str, Any]:
    """Describe a request's body as JSON Schema, with the document's own sample as the example.

    `required` are groups of names; of each group one must be there.
    """
    token = {"type": "string", "maxLength": 50, "description": "50-character alphanumeric including dashes."}
    needed = {name for group in required for name in group}
    named = {name: field.describe(required=name in needed) for field in fields for name in field.names}
    schema: dict[str, Any] = {
        "title": title,
        "type": "object",
        "properties": {"apiToken": token, **named},
        "required": ["apiToken"],
        "examples": [{"apiToken": "YOUR-API-TOKEN", **sample}],
    }
    if required:
        schema["allOf"] = [{"anyOf": [{"required": [name]} for name in group]} for group in required]
    return schema


def fold_plate(text: str) -> str | None:
    """Write a plate as A-Z0-9, without spaces and hyphens, accents folded; None with any other character."""
    unaccented = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plate = re.sub(r"[\s\-]", "", unaccented).upper()
    return plate if re.fullmatch(r"[A-Z0-9]+", plate) else None
