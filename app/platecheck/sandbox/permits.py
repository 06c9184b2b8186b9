"""Pushed permits: create, update and delete, each found again by its reference.

Separate because each family of the platform's API has a file of its own. Queries run on the event loop,
as in `validation`, so that no other request comes between a look and the write that follows it.
"""

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from platecheck.sandbox import rights
from platecheck.sandbox.controller import describe_operation, read_request
from platecheck.sandbox.errors import (
    END_INVALID,
    END_MISSING,
    FIELD_MISSING,
    NOT_FOUND,
    PLATE_MISSING,
    REFERENCE_MISSING,
    SAME_RECORD,
    START_INVALID,
    RefusedRequestError,
)
from platecheck.sandbox.fields import PlateField, TextField, TimeField, describe_body
from platecheck.sandbox.records import PushedPermit

if TYPE_CHECKING:
    from platecheck.sandbox.database import SandboxDatabase

_TIME: Final = "In UTC, in the format of Y-m-d\\TH:i:s, e.g. 2000-05-30T14:38:22"
# Names and limits: "Request Object Attributes" of "Push API: Permit Create", "… Update" and "… Delete".
_PLATE: Final = PlateField(
    about="The plate of the vehicle.", names=("plate", "LicencePlate"), longest=25, missing=PLATE_MISSING
)
# Whatever is wrong with a moment has one code, its length too (ours).
_START: Final = TimeField(
    about=_TIME,
    names=("startTime", "StartDateUtc"),
    longest=20,
    missing=FIELD_MISSING,
    too_long=START_INVALID,
    invalid=START_INVALID,
)
_END: Final = TimeField(
    about=f"{_TIME}; after the start.",
    names=("endTime", "EndDateUtc"),
    longest=20,
    missing=END_MISSING,
    too_long=END_INVALID,
    invalid=END_INVALID,
)
_AMOUNT: Final = TextField(
    about="At least 3 digits, two of which are penny values: 0.01 to 999999.99.",
    names=("amount", "Amount"),
    longest=9,
    pattern=r"(?!0+\.00$)[0-9]{1,6}\.[0-9]{2}",
)
_CURRENCY: Final = TextField(
    about="CAD or USD.", names=("currency", "CurrencyID"), longest=10, pattern=r"[Cc][Aa][Dd]|[Uu][Ss][Dd]"
)
_PERMIT_NO: Final = TextField(about="Permit identifier or receipt.", names=("permitNo",), longest=50)
_TICKET: Final = TextField(about="Ticket identifier or receipt.", names=("TicketNumber",), longest=50)
_ZONE: Final = TextField(
    about="A lot's name; any other makes a disconnected record.",
    names=("zone", "ParkingZoneName"),
    longest=200,
)
_PROMO: Final = TextField(about="Code of a promotion.", names=("promoCode",), longest=50)
_REFERENCE: Final = TextField(
    about="What the permit's create answered.",
    names=("referenceid", "referenceID", "reference_id"),
    longest=50,
    missing=REFERENCE_MISSING,
)

_CREATE: Final = describe_body(
    "PermitCreateRequest",
    (_PLATE, _START, _END, _AMOUNT, _CURRENCY, _PERMIT_NO, _TICKET, _ZONE, _PROMO),
    {
        "Amount": "14.50",
        "CurrencyID": "CAD",
        "LicencePlate": "PL8RDR",
        "zone": "Lot 4",
        "permitNo": "L4-1138",
        "startTime": "2018-07-02T09:00:00",
        "endTime": "2018-07-02T09:30:00",
        "promoCode": "DISCOUNT20",
    },
    _PLATE.names,
    _START.names,
    _END.names,
)
_UPDATE: Final = describe_body(
    "PermitUpdateRequest",
    (_REFERENCE, _END, _PLATE, _AMOUNT, _CURRENCY),
    {
        "referenceID": "PREVIOUS-REFERENCE-ID",
        "plate": "PL8RDR",
        "Amount": "14.50",
        "currency": "CAD",
        "endTime": "2018-07-02T09:30:00",
    },
    _REFERENCE.names,
)
_DELETE: Final = describe_body(
    "PermitDeleteRequest", (_REFERENCE,), {"referenceID": "PREVIOUS-REFERENCE-ID"}, _REFERENCE.names
)


class PermitAnswer(BaseModel):
    """The successful response of all three: the reference, twice."""

    model_config = ConfigDict(extra="forbid")

    status: str = "success"
    reference_id: str = Field(examples=["1a9b5375-cb75-4c71-9939-eeae550b09ac"])
    InternalReferenceID: str = Field(examples=["1a9b5375-cb75-4c71-9939-eeae550b09ac"])


router: Final = APIRouter(tags=["permits"])


@router.post(
    "/api/{client}/v1/permits/push",
    summary="Permit create",
    response_model=PermitAnswer,
    **describe_operation(
        _CREATE, PLATE_MISSING, FIELD_MISSING, START_INVALID, END_MISSING, END_INVALID, SAME_RECORD
    ),
)
async def create_permit(request: Request) -> JSONResponse:
    """Put a permit on file, valid from its start; one with an unknown zone is disconnected from every lot."""
    body = await read_request(request, rights.PERMIT_CREATE)
    database: SandboxDatabase = request.app.state.database
    permit = _read_permit(body, request.app.state.new_id(), database)
    _store(database, permit)
    return _answer(permit.reference_id)


@router.post(
    "/api/{client}/v1/permits/update",
    summary="Permit update",
    response_model=PermitAnswer,
    **describe_operation(_UPDATE, REFERENCE_MISSING, NOT_FOUND, END_INVALID, SAME_RECORD),
)
async def update_permit(request: Request) -> JSONResponse:
    """Change the end, plate, amount or currency of a permit; what is not given stays."""
    body = await read_request(request, rights.PERMIT_UPDATE)
    database: SandboxDatabase = request.app.state.database
    reference_id = _REFERENCE.require(body)
    permit = database.permits.find(reference_id)
    if permit is None:
        raise RefusedRequestError(NOT_FOUND)
    currency = _CURRENCY.read(body)
    changed = permit._replace(
        ends=_END.read(body) or permit.ends,
        plate=_PLATE.read(body) or permit.plate,
        amount=_AMOUNT.read(body) or permit.amount,
        currency=permit.currency if currency is None else currency.upper(),
    )
    _store(database, changed)
    return _answer(reference_id)


@router.post(
    "/api/{client}/v1/permits/delete",
    summary="Permit delete",
    response_model=PermitAnswer,
    **describe_operation(_DELETE, REFERENCE_MISSING, NOT_FOUND),
)
async def delete_permit(request: Request) -> JSONResponse:
    """Take a permit off the file; deleting it again finds nothing."""
    body = await read_request(request, rights.PERMIT_DELETE)
    database: SandboxDatabase = request.app.state.database
    reference_id = _REFERENCE.require(body)
    if not database.permits.remove(reference_id):
        raise RefusedRequestError(NOT_FOUND)
    return _answer(reference_id)


def _read_permit(body: dict[str, object], reference_id: str, database: "SandboxDatabase") -> PushedPermit:
    plate, starts, ends = _PLATE.require(body), _START.require(body), _END.require(body)
    amount, currency, zone = _AMOUNT.read(body), _CURRENCY.read(body), _ZONE.read(body) or ""
    permit_no, ticket_no = _PERMIT_NO.read(body), _TICKET.read(body)
    lot_name, short_name = database.permits.lot_of(zone) or (None, zone)
    return PushedPermit(
        reference_id=reference_id,
        plate=plate,
        starts=starts,
        ends=ends,
        zone=lot_name or zone,
        lot_name=lot_name,
        short_name=short_name,
        amount=amount,
        currency=None if currency is None else currency.upper(),
        # "permitNo TicketNumber": two names of one field in the older documents.
        permit_no=permit_no or ticket_no or "",
        ticket_no=ticket_no,
        promo_code=_PROMO.read(body),
    )


def _store(database: "SandboxDatabase", permit: PushedPermit) -> None:
    """Write a permit; raises `RefusedRequestError`: 9005 when it ends before it starts (ours), 9022."""
    if permit.ends <= permit.starts:
        raise RefusedRequestError(END_INVALID)
    if database.permits.has_twin(permit):
        raise RefusedRequestError(SAME_RECORD)
    database.permits.write(permit)


def _answer(reference_id: str) -> JSONResponse:
    answer = PermitAnswer(reference_id=reference_id, InternalReferenceID=reference_id)
    return JSONResponse(answer.model_dump())
