"""Plate validation: what is on file for one plate, as JSON and as the documents' block of text.

Separate because each family of the platform's API has a file of its own. Queries run on the event loop:
a look-up by index in a small local file takes less time than handing it to a thread would.
"""

from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from platecheck.sandbox.admission import admit, read_client, read_object, read_text
from platecheck.sandbox.errors import (
    CLIENT_MISSING,
    FIELD_INVALID,
    FIELD_TOO_LONG,
    NOT_PERMITTED,
    PLATE_MISSING,
    PLATE_TOO_LONG,
    TOKEN_MISSING,
    TOKEN_UNKNOWN,
    UNPARSABLE,
    RefusedRequestError,
)
from platecheck.sandbox.fields import fold_plate
from platecheck.sandbox.openapi import refusals, request_body
from platecheck.sandbox.permit_rows import PUSHED_TYPE
from platecheck.sandbox.records import Permit, PlateRecords
from platecheck.sandbox.rights import PLATE_VALIDATE

if TYPE_CHECKING:
    from platecheck.sandbox.database import SandboxDatabase

_MAX_PLATE: Final = 50
_CODES: Final = (
    CLIENT_MISSING,
    TOKEN_MISSING,
    NOT_PERMITTED,
    UNPARSABLE,
    PLATE_MISSING,
    PLATE_TOO_LONG,
    FIELD_TOO_LONG,
    FIELD_INVALID,
    TOKEN_UNKNOWN,
)


class _Wire(BaseModel):
    """A part of the answer: the documents' names on the wire, ours in the code, nothing else."""

    model_config = ConfigDict(extra="forbid")


class PermitAnswer(_Wire):
    """`data.responseJSON.permits[]`; `type` is standard, temp, Validated, T2, HotSpot or another origin."""

    expires: str = Field(examples=["2025-04-30 23:59:59"])
    type: str = Field(examples=["standard"])
    short_name: str = Field(alias="shortName", examples=["BIKE"])


class DnttAnswer(_Wire):
    """`data.responseJSON.dntt[]`: do not ticket or tow; a blank location is everywhere."""

    notes: str = Field(examples=["CLEAR FOR ANY PAY AREA"])
    start: str = Field(examples=["2024-11-15 00:00:00"])
    location: str = Field(examples=["Main Campus"])
    end: str = Field(examples=["2024-11-15 23:59:00"])


class FactsAnswer(_Wire):
    """`data.responseJSON`: only the keys that have something to say."""

    permits: list[PermitAnswer] | None = None
    dntt: list[DnttAnswer] | None = None
    alarm: str | None = Field(default=None, examples=["Wanted to talk with."])
    active: str | None = Field(default=None, examples=["1"])


class PlateAnswer(_Wire):
    """`data`: the same facts as text and as JSON, and the plate they belong to."""

    response: str
    plate: str = Field(examples=["ABC123"])
    response_json: FactsAnswer = Field(alias="responseJSON")


class ValidationAnswer(_Wire):
    """The successful response of "Pull API: Plate Validation"."""

    error: int = 0
    data: PlateAnswer
    message: str = ""


class ValidationRefusal(_Wire):
    """The validation service's failure: `error` other than 0, and the code's fixed message."""

    error: int
    data: None = None
    message: str


class ValidationRequest(_Wire):
    """The request object of "Pull API: Plate Validation"."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"api_token": "YOUR-API-TOKEN", "client": "OC-TOMA", "plate": "ABC123"}],
        },
    )

    api_token: str = Field(max_length=50, description="50-character alphanumeric including dashes.")
    client: str = Field(pattern="[!-~]", description="Client identifier.")
    plate: str = Field(
        max_length=_MAX_PLATE,
        pattern="^[A-Za-z0-9 -]*[A-Za-z0-9][A-Za-z0-9 -]*$",
        description="Vehicle plate; case, spaces, hyphens and accents make no difference.",
    )


router: Final = APIRouter(tags=["validation"])
_DESCRIPTION: Final[dict[str, Any]] = {"requestBody": request_body(ValidationRequest)}
_REFUSALS: Final = refusals(ValidationRefusal, {"error": "code", "data": None, "message": "message"}, *_CODES)


@router.post(
    "/api/v1/validate/plate",
    summary="Plate validation",
    response_model=ValidationAnswer,
    openapi_extra=_DESCRIPTION,
    responses=_REFUSALS,
)
async def validate_plate(request: Request) -> JSONResponse:
    """Permits, alarm and do-not-ticket orders of one plate."""
    database: SandboxDatabase = request.app.state.database
    body = await read_object(request)
    client = read_client(read_text(body, "client", CLIENT_MISSING))
    admit(database, client, body, "api_token", PLATE_VALIDATE)
    plate = read_plate(body)
    times = request.app.state.site_time()
    pushed = [
        Permit(plate, PUSHED_TYPE, permit.short_name, times.local_text(permit.ends))
        for permit in database.permits.begun_of(plate, times)
    ]
    records = database.records_of(plate)
    answer = answer_for(plate, records._replace(permits=[*records.permits, *pushed]))
    return JSONResponse(answer.model_dump(by_alias=True, exclude_none=True))


def read_plate(body: dict[str, object]) -> str:
    """Read the plate as A-Z0-9, without spaces and hyphens, accents folded.

    Raises `RefusedRequestError`: 9006 missing, 9021 over 50 characters, 9033 with any other character (ours).
    """
    text = read_text(body, "plate", PLATE_MISSING)
    if len(text) > _MAX_PLATE:
        raise RefusedRequestError(PLATE_TOO_LONG)
    plate = fold_plate(text)
    if plate is None:
        raise RefusedRequestError(FIELD_INVALID)
    return plate


def answer_for(plate: str, records: PlateRecords) -> ValidationAnswer:
    """Build the documents' answer for what is on file: `responseJSON` is {} when that is nothing.

    The DNTT sample has `"permits": []` and `active: "1"` side by side: a vehicle on file as active has both.
    """
    permits = [PermitAnswer(expires=p.expires, type=p.type, shortName=p.short_name) for p in records.permits]
    dntt = [DnttAnswer(notes=d.notes, start=d.start, location=d.location, end=d.end) for d in records.dntt]
    facts = FactsAnswer(
        permits=permits or (None if records.active is None else []),
        dntt=dntt or None,
        alarm="\r\n\r\n".join(alarm.text for alarm in records.alarms) or None,
        active=records.active,
    )
    return ValidationAnswer(data=PlateAnswer(response=_text_of(facts), plate=plate, responseJSON=facts))


def _text_of(facts: FactsAnswer) -> str:
    r"""Write the facts as `{permits}\n\nALARM: {alarm}\n\nDNTT: {DNTT}` ("Response Values")."""
    blocks = []
    if facts.permits:
        blocks.append("\n".join(f"{p.type}: {p.short_name}\n Expires: {p.expires}" for p in facts.permits))
    if facts.alarm:
        blocks.append(f"ALARM: {facts.alarm}")
    blocks.extend(f"DNTT: {d.location}\n{d.start}-{d.end} \n{d.notes}" for d in facts.dntt or ())
    return "".join(f"{block}\n\n" for block in blocks)
