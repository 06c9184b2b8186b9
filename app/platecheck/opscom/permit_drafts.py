"""Push API: Permit Create, Update and Delete (`api/000_*`, `api/004_*`): what is sent.

Update and delete name a permit by the reference that its push was answered with.
"""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import ValidationInfo, field_validator, model_validator

from platecheck.errors import FieldReason
from platecheck.opscom.fields import (
    Amount,
    Currency,
    Moment,
    OtherMoment,
    OtherPermitPlate,
    PermitPlate,
    Required50,
    Text50,
    Text200,
    refusal,
)
from platecheck.opscom.kinds import PushKind
from platecheck.opscom.outgoing import Outgoing, bad_fields, problem

_REFERENCE = ("referenceID", "reference_id", "referenceid")


class PermitDraft(Outgoing):
    """A new permit. Times are aware and kept in UTC; `amount` is 0.01 to 999999.99.

    A `zone` that the platform does not know makes a disconnected record, as the document warns.
    """

    kind: ClassVar = PushKind.PERMIT_CREATE
    names: ClassVar = {
        "plate": ("LicencePlate", "LicensePlate"),
        "starts_at": ("startTime", "StartDateUtc"),
        "ends_at": ("endTime", "EndDateUtc"),
        "amount": ("Amount",),
        "currency": ("CurrencyID",),
        "permit_no": ("permitNo",),
        "ticket_number": ("TicketNumber",),
        "zone": ("zone", "ParkingZoneName"),
        "promo_code": ("promoCode",),
    }

    plate: PermitPlate
    starts_at: Moment
    ends_at: Moment
    amount: Amount = None
    currency: Currency = None
    permit_no: Text50 = None
    ticket_number: Text50 = None
    zone: Text200 = None
    promo_code: Text50 = None

    @field_validator("ends_at")
    @classmethod
    def _after_start(cls, ends_at: Moment, info: ValidationInfo) -> Moment:
        if "starts_at" in info.data and ends_at <= info.data["starts_at"]:
            raise refusal(FieldReason.BEFORE_START)
        return ends_at


class PermitChange(Outgoing):
    """What changes on the permit `reference`: at least one of end, plate, amount and currency."""

    kind: ClassVar = PushKind.PERMIT_UPDATE
    names: ClassVar = {
        "reference": _REFERENCE,
        "ends_at": ("endTime", "EndDateUtc"),
        "plate": ("plate", "LicencePlate", "LicensePlate"),
        "amount": ("Amount",),
        "currency": ("currency", "CurrencyID"),
    }

    reference: Required50
    ends_at: OtherMoment = None
    plate: OtherPermitPlate = None
    amount: Amount = None
    currency: Currency = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if len(self._given()) == 1:
            raise bad_fields([problem("ends_at", FieldReason.NO_CHANGE)])
        return self


class PermitRemoval(Outgoing):
    """The deletion of the permit `reference`."""

    kind: ClassVar = PushKind.PERMIT_DELETE
    names: ClassVar = {"reference": _REFERENCE}

    reference: Required50
