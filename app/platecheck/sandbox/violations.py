"""Overdue violations: handed out once, and then marked as sent to collections.

Separate because each family of the platform's API has a file of its own.
"""

import json
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from platecheck.sandbox import rights
from platecheck.sandbox.controller import describe_operation, read_request
from platecheck.sandbox.fields import describe_body

if TYPE_CHECKING:
    from platecheck.sandbox.database import SandboxDatabase

_VERSION: Final = "2022.5.hawksbill.0-rc"
_BODY: Final = describe_body("OverdueViolationsRequest", (), {})


class PlatformState(BaseModel):
    """`state`: the platform's version, and a token for its own pages."""

    model_config = ConfigDict(extra="forbid")

    version: str = Field(examples=[_VERSION])
    csrf_token: str = Field(examples=["xSc9UppEG8iMXFu606Z6sfemODRyHuoyvKYT0vs6"])


class ViolationAnswer(BaseModel):
    """`records[]`: the fields a collector needs; the other sixty of the document's sample are there too."""

    model_config = ConfigDict(extra="allow")

    ViolationID: int = Field(examples=[9])
    Ticket: str = Field(examples=["1-100013"])
    Issued: str = Field(examples=["2016-05-03T20:00:00.000000Z"])
    Due: str = Field(examples=["2016-05-23T20:00:00.000000Z"])
    Fine: float = Field(examples=[50])
    vehicle: dict[str, Any]
    location: dict[str, Any]
    details: list[dict[str, Any]]


class OverdueViolationsAnswer(BaseModel):
    """The successful response of "Pull API: Overdue Violations"."""

    model_config = ConfigDict(extra="forbid")

    records: list[ViolationAnswer]
    state: PlatformState


router: Final = APIRouter(tags=["violations"])


@router.post(
    "/api/{client}/v1/violations/send_overdue_to_collections",
    summary="Overdue violations (each only once)",
    response_model=OverdueViolationsAnswer,
    **describe_operation(_BODY),
)
async def send_overdue_to_collections(request: Request) -> JSONResponse:
    """Every violation that is overdue now and was in no answer before; the next answer will not have it."""
    await read_request(request, rights.VIOLATIONS_EXPORT)
    database: SandboxDatabase = request.app.state.database
    records = database.violations.send_overdue(request.app.state.site_time().utc_text())
    csrf_token = request.app.state.new_id().replace("-", "")
    state = PlatformState(version=_VERSION, csrf_token=csrf_token)
    return JSONResponse({"records": [json.loads(record) for record in records], "state": state.model_dump()})
