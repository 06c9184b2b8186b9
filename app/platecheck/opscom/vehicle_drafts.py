"""Push API: Vehicle Create (`api/000_*`): what is sent."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from platecheck.errors import FieldReason
from platecheck.opscom.fields import Text, Text25, Text50, VehiclePlate, Year, refusal
from platecheck.opscom.kinds import PushKind
from platecheck.opscom.outgoing import Outgoing

_REQUIRED = frozenset({"plate_type", "prov"})


class VehicleDraft(Outgoing):
    """A new vehicle. Plate type and province are each given by name or by number, never by both.

    Make, type and colour may be left out, and their names be of any length: past 50 characters the
    platform cuts them and says so in a warning.
    """

    kind: ClassVar = PushKind.VEHICLE_CREATE
    names: ClassVar = {
        "plate_type_id": ("plateTypeID",),
        "plate_type": ("plateType",),
        "prov_id": ("provID",),
        "make_id": ("makeID",),
        "type_id": ("typeID",),
        "colour_id": ("colourID",),
    }

    plate: VehiclePlate
    plate_type_id: Text = None
    plate_type: Text50 = Field(default=None, validate_default=True)
    prov_id: Text = None
    prov: Text50 = Field(default=None, validate_default=True)
    make_id: Text = None
    make: Text = None
    type_id: Text = None
    type: Text = None
    colour_id: Text = None
    colour: Text = None
    year: Year = None
    vin: Text25 = None

    @field_validator("plate_type", "prov", "make", "type", "colour")
    @classmethod
    def _once(cls, name: Text, info: ValidationInfo) -> Text:
        """Refuse a name beside its number, and a required one without either."""
        number = f"{info.field_name}_id"
        if name is not None and info.data.get(number) is not None:
            raise refusal(FieldReason.CHOOSE_ONE)
        if name is None and info.field_name in _REQUIRED and info.data.get(number, "") is None:
            raise refusal(FieldReason.MISSING)
        return name
