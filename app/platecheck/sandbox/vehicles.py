"""Vehicle create: a plate with what kind it is and where it is from.

Separate because each family of the platform's API has a file of its own.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from platecheck.sandbox import rights
from platecheck.sandbox.controller import describe_operation, read_request
from platecheck.sandbox.errors import (
    FIELD_INVALID,
    FIELD_TOO_SHORT,
    PLATE_MISSING,
    PLATE_TOO_LONG,
    PLATE_TYPE_MISSING,
    PROVINCE_MISSING,
    VEHICLE_KNOWN,
    RefusedRequestError,
)
from platecheck.sandbox.fields import Body, PlateField, TextField, describe_body
from platecheck.sandbox.records import PushedVehicle
from platecheck.sandbox.vehicle_names import (
    COLOURS,
    MAKES,
    PLATE_TYPES,
    PROVINCES,
    TYPES,
    find_province,
)

if TYPE_CHECKING:
    from platecheck.sandbox.database import SandboxDatabase

_LONGEST_NAME: Final = 50
_PROVINCES: Final = {number: province.code for number, province in PROVINCES.items()}


def _number(name: str, of: str, names: Mapping[int, str]) -> TextField:
    """Describe an id; one that stands for nothing is 9033 (ours)."""
    ids = "|".join(map(str, names))
    return TextField(about=f"The ID of the {of}.", names=(name,), longest=50, pattern=ids)


# Names and limits: "Request Object Attributes" of "Push API: Vehicle Create".
_PLATE: Final = PlateField(
    about="The licence plate.",
    names=("plate",),
    longest=50,
    missing=PLATE_MISSING,
    too_long=PLATE_TOO_LONG,
)
_PLATE_TYPE_ID: Final = _number("plateTypeID", "plate type", PLATE_TYPES)
_PLATE_TYPE: Final = TextField(
    about="The name of the plate type.",
    names=("plateType",),
    longest=_LONGEST_NAME,
    missing=PLATE_TYPE_MISSING,
)
_PROV_ID: Final = _number("provID", "state/province", _PROVINCES)
_PROV: Final = TextField(
    about="The full name of the state/province or the corresponding postal abbreviation.",
    names=("prov",),
    longest=_LONGEST_NAME,
    missing=PROVINCE_MISSING,
)
# Longer names are truncated, with a warning: these three have no limit to refuse by.
_MAKE_ID, _MAKE = _number("makeID", "vehicle make", MAKES), TextField(about="Manufacturer.", names=("make",))
_TYPE_ID, _TYPE = (
    _number("typeID", "vehicle type", TYPES),
    TextField(about="Type of vehicle.", names=("type",)),
)
_COLOUR_ID, _COLOUR = (
    _number("colourID", "vehicle colour", COLOURS),
    TextField(about="Colour.", names=("colour",)),
)
_YEAR: Final = TextField(
    about="The model year, 4 digits.", names=("year",), longest=4, shortest=4, pattern="[0-9]{4}"
)
_VIN: Final = TextField(about="The vehicle identification number.", names=("vin",), longest=25)

_IDS: Final = (_PLATE_TYPE_ID, _PROV_ID, _MAKE_ID, _TYPE_ID, _COLOUR_ID)
_BODY: Final = describe_body(
    "VehicleCreateRequest",
    (_PLATE, *_IDS, _PLATE_TYPE, _PROV, _MAKE, _TYPE, _COLOUR, _YEAR, _VIN),
    {
        "plate": "PL8RDR",
        "plateType": "Motorcycle",
        "prov": "MA",
        "make": "8",
        "type": "3",
        "colour": "red",
        "year": "2011",
        "vin": "8GKS1AKC7FR518845",
    },
    _PLATE.names,
    (*_PLATE_TYPE_ID.names, *_PLATE_TYPE.names),
    (*_PROV_ID.names, *_PROV.names),
)


class VehicleAnswer(BaseModel):
    """The successful response of "Push API: Vehicle Create"; the name of the id is the document's."""

    model_config = ConfigDict(extra="forbid")

    status: str = "success"
    vehicle_id_id: str = Field(examples=["158"])
    warnings: list[str] = Field(
        examples=[["The vehicle colour name was too long and has been truncated."]],
        description="Empty when there is nothing to warn of (ours).",
    )


router: Final = APIRouter(tags=["vehicles"])


@router.post(
    "/api/{client}/v1/vehicles/push",
    summary="Vehicle create",
    response_model=VehicleAnswer,
    **describe_operation(
        _BODY,
        PLATE_MISSING,
        PLATE_TYPE_MISSING,
        PROVINCE_MISSING,
        VEHICLE_KNOWN,
        PLATE_TOO_LONG,
        FIELD_TOO_SHORT,
    ),
)
async def create_vehicle(request: Request) -> JSONResponse:
    """Put a vehicle on file; a plate that is there already is refused."""
    body = await read_request(request, rights.VEHICLE_CREATE)
    database: SandboxDatabase = request.app.state.database
    warnings: list[str] = []
    vehicle = _read_vehicle(body, warnings)
    if database.vehicles.has(vehicle.plate):
        raise RefusedRequestError(VEHICLE_KNOWN)
    answer = VehicleAnswer(vehicle_id_id=str(database.vehicles.add(vehicle)), warnings=warnings)
    return JSONResponse(answer.model_dump())


def _read_vehicle(body: Body, warnings: list[str]) -> PushedVehicle:
    """Read a vehicle; of an id and a name both given the id counts (ours)."""
    plate = _PLATE.require(body)
    plate_type = _named(_PLATE_TYPE_ID, PLATE_TYPES, body) or _PLATE_TYPE.require(body)
    return PushedVehicle(
        plate=plate,
        plate_type=plate_type,
        prov=_named(_PROV_ID, _PROVINCES, body) or _read_province(body),
        make=_named(_MAKE_ID, MAKES, body) or _shortened(_MAKE, body, warnings),
        type=_named(_TYPE_ID, TYPES, body) or _shortened(_TYPE, body, warnings),
        colour=_named(_COLOUR_ID, COLOURS, body) or _shortened(_COLOUR, body, warnings),
        year=_YEAR.read(body),
        vin=_VIN.read(body),
    )


def _named(field: TextField, names: Mapping[int, str], body: Body) -> str | None:
    """Read an id as the name it stands for; None when not given."""
    number = field.read(body)
    return None if number is None else names[int(number)]


def _read_province(body: Body) -> str:
    code = find_province(_PROV.require(body))
    if code is None:
        raise RefusedRequestError(FIELD_INVALID)
    return code


def _shortened(field: TextField, body: Body, warnings: list[str]) -> str | None:
    """Read a name that may be of any length, cut at 50 characters with the document's warning."""
    name = field.read(body)
    if name is not None and len(name) > _LONGEST_NAME:
        warnings.append(f"The vehicle {field.names[0]} name was too long and has been truncated.")
        return name[:_LONGEST_NAME]
    return name
