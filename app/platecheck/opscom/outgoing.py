"""What every draft of a push is: frozen, checked when made, and written for the wire or for the outbox.

Separate from the drafts, which only say which fields there are; and so that pydantic's errors end here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator

from platecheck.errors import BadFields, FieldProblem, FieldReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

    from platecheck.opscom.kinds import PushKind

_LABELS = MappingProxyType(
    {
        "starts_at": "start",
        "ends_at": "end",
        "permit_no": "permit number",
        "plate_type_id": "plate type’s number",
        "prov": "province",
        "prov_id": "province’s number",
        "make_id": "make’s number",
        "type": "vehicle type",
        "type_id": "vehicle type’s number",
        "colour_id": "colour’s number",
        "vin": "VIN",
        "unique_id": "unique ID",
        "email": "e-mail address",
        "street2": "second street",
        "city2": "second city",
        "province2": "second province",
        "postal_code2": "second postal code",
        "phone_cell": "cell phone",
        "user_type_id": "user type’s number",
        "locker_user_type_id": "locker user type’s number",
        "employ_no": "employee number",
        "student_no": "student number",
        "driver_licence_num": "driver’s licence number",
        "driver_licence_prov": "driver’s licence province",
    }
)

_SENTENCES = MappingProxyType(
    {
        FieldReason.MISSING: "Enter the {label}.",
        FieldReason.TOO_LONG: "The {label} is longer than {limit} characters.",
        FieldReason.TOO_SHORT: "The {label} needs {limit} characters.",
        FieldReason.NOT_A_PLATE: "The {label} may hold the letters A–Z and digits only.",
        FieldReason.NOT_A_TIME: "The {label} is no date and time, such as 2026-05-30 14:30.",
        FieldReason.NO_ZONE: "The {label} does not say its time zone, as 2026-05-30T14:30-04:00 does.",
        FieldReason.NOT_A_DATE: "The {label} is no date, such as 1990-05-30.",
        FieldReason.NOT_AN_AMOUNT: "The {label} is no amount in dollars and cents, such as 14.50.",
        FieldReason.OUT_OF_RANGE: "The {label} must be from 0.01 to 999999.99.",
        FieldReason.NOT_A_CURRENCY: "The {label} must be CAD or USD.",
        FieldReason.NOT_A_YEAR: "The {label} must be four digits.",
        FieldReason.NOT_A_NUMBER: "The {label} must be digits only.",
        FieldReason.NOT_A_PROVINCE: "The {label} must be two letters, such as ON.",
        FieldReason.NOT_AN_EMAIL: "The {label} is no e-mail address, such as name@example.com.",
        FieldReason.NOT_A_TEXT: "The {label} is no text.",
        FieldReason.CHOOSE_ONE: "The {label} is given twice. Give it once.",
        FieldReason.BEFORE_START: "The {label} must be after the start.",
        FieldReason.NO_CHANGE: "Nothing is to change: enter a new end, plate, amount or currency.",
        FieldReason.CONTROL_CHARACTER: "The {label} holds an invisible character. Type it again.",
        FieldReason.COMMA: "The {label} may hold no comma.",
        FieldReason.UNKNOWN_FIELD: "There is no field of this name.",
    }
)


def problem(field: str, reason: FieldReason, limit: int | None = None) -> FieldProblem:
    """Return what is wrong with `field`, in words."""
    label = _LABELS.get(field, field.replace("_", " "))
    return FieldProblem(field, reason, limit, _SENTENCES[reason].format(label=label, limit=limit))


def bad_fields(problems: Iterable[FieldProblem]) -> BadFields:
    """Return the error of these problems, the first one of each field."""
    first: dict[str, FieldProblem] = {}
    for found in problems:
        first.setdefault(found.field, found)
    return BadFields(" ".join(found.message for found in first.values()), fields=tuple(first.values()))


class Outgoing(BaseModel):
    """A push as it will be sent, within the documents' limits.

    Raises:
        BadFields: when made of anything else, one problem for each field.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: ClassVar[PushKind]
    names: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """The documents' names where they are not ours: the one that is sent, then those also known."""

    @model_validator(mode="wrap")
    @classmethod
    def _in_our_words(cls, value: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(value)
        except ValidationError as exc:
            details = exc.errors(include_url=False, include_input=False)
        # Outside the handler: pydantic's error would bring what was entered along.
        raise bad_fields(map(_problem_of, details))

    def to_wire(self) -> dict[str, str]:
        """Return the fields that are given, by the documents' names; times are UTC. No token."""
        return {self.names.get(name, (name,))[0]: _on_wire(value) for name, value in self._given()}

    def to_record(self) -> dict[str, str]:
        """Return the fields that are given, by our names, for `drafts.read_record`."""
        return {name: _in_record(value) for name, value in self._given()}

    def _given(self) -> list[tuple[str, object]]:
        return [(name, value) for name, value in self if value is not None]

    def __repr__(self) -> str:
        """Name the fields only: what they hold may be a person's."""
        return f"{type(self).__name__}({', '.join(name for name, _ in self._given())})"

    __str__ = __repr__


def _problem_of(error: ErrorDetails) -> FieldProblem:
    field = str(error["loc"][0]) if error["loc"] else ""
    match error["type"]:
        case "missing":
            return problem(field, FieldReason.MISSING)
        case "extra_forbidden":
            return problem(field, FieldReason.UNKNOWN_FIELD)
        case type_ if type_ in set(FieldReason):
            return problem(field, FieldReason(type_), error["ctx"]["limit"])
    return problem(field, FieldReason.NOT_A_TEXT)


def _on_wire(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    return _in_record(value)


def _in_record(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    # Of a moment, its UTC with the offset; of a day, the day.
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
