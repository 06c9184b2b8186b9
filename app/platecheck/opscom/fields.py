"""What a field of a push may hold, by the limits of the tables in `api/000_*`, as pydantic types.

A value is taken as text (a form, a CSV, a command line) or as what it means; blank text is absent.
Invisible characters are refused, and no message repeats what was entered.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from platecheck.errors import BadPlate, FieldReason
from platecheck.facts import at_site
from platecheck.plates import fold, normalise

if TYPE_CHECKING:
    from collections.abc import Callable

MIN_AMOUNT = Decimal("0.01")
MAX_AMOUNT = Decimal("999999.99")
PERMIT_PLATE = 25
VEHICLE_PLATE = 50

# A comma before the cents is how French writes an amount.
_AMOUNT = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)
_LETTERS = re.compile(r"[A-Z]{2}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_UTC = ZoneInfo("UTC")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def refusal(reason: FieldReason, limit: int | None = None) -> PydanticCustomError:
    """Return what a validator raises; `drafts` turns it into a sentence."""
    return PydanticCustomError(reason.value, "{limit}", {"limit": limit})


def _clean(value: object) -> str:
    """Return the text of a value that must be there."""
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        raise refusal(FieldReason.NOT_A_TEXT)
    text = unicodedata.normalize("NFC", "" if value is None else str(value)).strip()
    if not text:
        raise refusal(FieldReason.MISSING)
    if any(unicodedata.category(char) in _INVISIBLE for char in text):
        raise refusal(FieldReason.CONTROL_CHARACTER)
    return text


def _text(limit: int | None) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _clean(value)
        if limit is not None and len(text) > limit:
            raise refusal(FieldReason.TOO_LONG, limit)
        return text

    return read


def _plate(limit: int) -> Callable[[object], str]:
    """Read a plate as every plate goes on the wire (DOMAIN.md section 2): normalised."""

    def read(value: object) -> str:
        text = _clean(value)
        if len(fold(text)) > limit:
            raise refusal(FieldReason.TOO_LONG, limit)
        try:
            return normalise(text)
        except BadPlate:
            raise refusal(FieldReason.NOT_A_PLATE) from None

    return read


def _exactly(length: int, form: re.Pattern[str], reason: FieldReason) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _clean(value).upper()
        if len(text) != length:
            raise refusal(FieldReason.TOO_SHORT if len(text) < length else FieldReason.TOO_LONG, length)
        if not form.fullmatch(text):
            raise refusal(reason)
        return text

    return read


def _id(value: object) -> str:
    text = _clean(value)
    if not _NUMBER.fullmatch(text):
        raise refusal(FieldReason.NOT_A_NUMBER)
    return text


def _email(value: object) -> str:
    text = _text(100)(value)
    if not _EMAIL.fullmatch(text):
        raise refusal(FieldReason.NOT_AN_EMAIL)
    return text


def _currency(value: object) -> str:
    text = _clean(value).upper()
    if text not in {"CAD", "USD"}:
        raise refusal(FieldReason.NOT_A_CURRENCY)
    return text


def _amount(value: object) -> Decimal:
    """Read an amount of dollars and cents; a third decimal is refused: 1,400 is not 1.40."""
    text = format(value, "f") if isinstance(value, Decimal) else _clean(value)
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise refusal(FieldReason.NOT_AN_AMOUNT)
    amount = Decimal(f"{found[1]}.{found[2] or '':0<2}")
    if not MIN_AMOUNT <= amount <= MAX_AMOUNT:
        raise refusal(FieldReason.OUT_OF_RANGE)
    return amount


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = _clean(value)
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise refusal(FieldReason.NOT_A_DATE) from None


def _moment(value: object, info: ValidationInfo) -> datetime:
    """Read a moment as whole seconds of UTC; one without a zone is in that of the context's site."""
    zone: ZoneInfo | None = (info.context or {}).get("zone")
    if not isinstance(value, datetime):
        text = _clean(value)
        try:
            value = datetime.fromisoformat(text if _MOMENT.fullmatch(text) else "")
        except ValueError:
            raise refusal(FieldReason.NOT_A_TIME) from None
    if value.tzinfo is None and zone is None:
        raise refusal(FieldReason.NO_ZONE)
    # In a repeated hour the later reading counts, as for every time of the site.
    moment = at_site(value.isoformat(), zone or _UTC)
    if moment is None:
        raise refusal(FieldReason.NOT_A_TIME)
    return moment.replace(microsecond=0)


def _optional(read: Callable[..., object], *, timed: bool = False) -> PlainValidator:
    """Return what reads a field that may be left out: None and blank text are None."""

    def read_some(value: object, info: ValidationInfo) -> object:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        return read(value, info) if timed else read(value)

    return PlainValidator(read_some)


PermitPlate: TypeAlias = Annotated[str, PlainValidator(_plate(PERMIT_PLATE))]
OtherPermitPlate: TypeAlias = Annotated[str | None, _optional(_plate(PERMIT_PLATE))]
VehiclePlate: TypeAlias = Annotated[str, PlainValidator(_plate(VEHICLE_PLATE))]
Moment: TypeAlias = Annotated[datetime, PlainValidator(_moment)]
OtherMoment: TypeAlias = Annotated[datetime | None, _optional(_moment, timed=True)]
Amount: TypeAlias = Annotated[Decimal | None, _optional(_amount)]
Currency: TypeAlias = Annotated[Literal["CAD", "USD"] | None, _optional(_currency)]
Day: TypeAlias = Annotated[date | None, _optional(_day)]
Required50: TypeAlias = Annotated[str, PlainValidator(_text(50))]
Required20: TypeAlias = Annotated[str, PlainValidator(_text(20))]
Text: TypeAlias = Annotated[str | None, _optional(_text(None))]
Text20: TypeAlias = Annotated[str | None, _optional(_text(20))]
Text25: TypeAlias = Annotated[str | None, _optional(_text(25))]
Text50: TypeAlias = Annotated[str | None, _optional(_text(50))]
Text200: TypeAlias = Annotated[str | None, _optional(_text(200))]
Text255: TypeAlias = Annotated[str | None, _optional(_text(255))]
Email: TypeAlias = Annotated[str | None, _optional(_email)]
Id: TypeAlias = Annotated[str | None, _optional(_id)]
Year: TypeAlias = Annotated[str | None, _optional(_exactly(4, _YEAR, FieldReason.NOT_A_YEAR))]
Province: TypeAlias = Annotated[str | None, _optional(_exactly(2, _LETTERS, FieldReason.NOT_A_PROVINCE))]
