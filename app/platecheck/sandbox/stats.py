"""Permit stats: how many permits each lot has, by origin.

Separate from the permits that are pushed because it is a report: it reads the demo's permits as well.
"""

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from platecheck.sandbox import rights
from platecheck.sandbox.controller import describe_operation, read_request
from platecheck.sandbox.fields import TextField, describe_body

if TYPE_CHECKING:
    from platecheck.sandbox.database import SandboxDatabase

_ZONES: Final = TextField(
    about="Comma delimited list of zones, e.g. zone1,zone2,Lot 03,Red Lot,Street parking", names=("zones",)
)
_BODY: Final = describe_body("PermitStatsRequest", (_ZONES,), {"zones": "Lot 01,Lot 02"})


class PermitTotalAnswer(BaseModel):
    """`data[]`: the total is a string, as in the document's sample."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(examples=["standard"])
    zone: str = Field(examples=["zone1"])
    total: str = Field(examples=["4"])


class PermitStatsAnswer(BaseModel):
    """The successful response of "Pull API: Permit Stats"."""

    model_config = ConfigDict(extra="forbid")

    data: list[PermitTotalAnswer]


router: Final = APIRouter(tags=["permits"])


@router.post(
    "/api/{client}/v1/permits/stats",
    summary="Permit stats",
    response_model=PermitStatsAnswer,
    **describe_operation(_BODY),
)
async def count_permits(request: Request) -> JSONResponse:
    """Every lot's permits by origin, whether they run, are over or are to come.

    A disconnected permit is in no lot and so not counted: documents, "a disconnected record and may not
    report properly", "fails to populate correctly within enforcement reports". Without `zones` every lot.
    """
    body = await read_request(request, rights.PERMIT_CREATE)
    database: SandboxDatabase = request.app.state.database
    totals = database.permits.totals()
    if (zones := _ZONES.read(body)) is not None:
        lots = [database.permits.lot_of(zone.strip()) for zone in zones.split(",")]
        named = {lot[0] for lot in lots if lot is not None}
        totals = [total for total in totals if total.zone in named]
    rows = [PermitTotalAnswer(type=total.type, zone=total.zone, total=str(total.total)) for total in totals]
    return JSONResponse(PermitStatsAnswer(data=rows).model_dump())
