"""The demo's violations: some dozens long overdue, and some that become so in the weeks after.

Separate because their records are laid out once, when the file is new: which were sent to collections must
not be forgotten. Every record has the fields of the document's sample, in its order.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from platecheck.sandbox.records import Vehicle, Violation
from platecheck.sandbox.site_time import SiteTime
from platecheck.sandbox.vehicle_names import COLOURS, MAKES, PROVINCES, number_of
from platecheck.sandbox.violation_record import (
    Offence,
    build_driver,
    build_record,
    build_vehicle,
    write_moment,
)

OVERDUE: Final = 42
_NOT_YET_DUE: Final = 8
_DAYS_TO_PAY: Final = 20
_FIRST_ID: Final = 9
_FIRST_VEHICLE: Final = 100
_FIRST_USER: Final = 200
_LOCATIONS: Final[dict[int, str]] = {
    6: "Downtown Business District",
    7: "Main Street Parking",
    8: "TU Semester East",
    9: "TU South Garage",
    10: "Résidence, côté nord",
}
_OFFENCES: Final = (
    Offence(9, "Parked in Loading Zone", 50, "BL-78"),
    Offence(10, "No valid permit displayed", 40, "BL-12"),
    Offence(11, "Parked in accessible space", 300, "BL-31"),
    Offence(12, "Blocking a fire route", 150, "BL-44"),
    Offence(13, "Stationnement de nuit interdit", 35, "BL-19"),
)
# The last two begin as a spreadsheet's formula does: an export must not make them one.
_COMMENTS: Final = (
    None,
    "Warned twice before.",
    "Véhicule laissé devant l'entrée de service.",
    "=2 spaces taken, see photo",
    "+1 613 555 0142 left on the dashboard",
)


def lay_out_violations(vehicles: Sequence[Vehicle], times: SiteTime, seed: int) -> Iterator[Violation]:
    """Make the violations around `times.now`: from some days overdue to three years, then those to come."""
    rng = Random(seed)  # noqa: S311 - demo data that must come out the same again
    offenders = rng.sample(list(vehicles), OVERDUE + _NOT_YET_DUE)
    for place, vehicle in enumerate(offenders):
        days = -rng.randint(1, 60) if place < OVERDUE // 2 else -rng.randint(60, 1100)
        if place >= OVERDUE:
            days = rng.randint(1, _DAYS_TO_PAY - 1)
        due = (times.now + timedelta(days=days)).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        yield _violation(rng, place, vehicle, due)


def _violation(rng: Random, place: int, vehicle: Vehicle, due: datetime) -> Violation:
    violation_id = _FIRST_ID + place
    location_id = rng.choice(list(_LOCATIONS))
    # One in six is of a vehicle whose driver nobody knows.
    drivers = [_driver(rng, place, vehicle)] if place % 6 else []
    given = {
        "ViolationID": violation_id,
        "Ticket": f"1-1{violation_id + 4:05}",
        "VehicleID": _FIRST_VEHICLE + place,
        "Issued": write_moment(due - timedelta(days=_DAYS_TO_PAY)),
        "Due": write_moment(due),
        "Created": write_moment(due - timedelta(days=_DAYS_TO_PAY)),
        "Comment": rng.choice(_COMMENTS),
        "UUID": _uuid(rng),
        "vehicle": _vehicle(rng, place, vehicle, drivers),
    }
    record = build_record(given, (location_id, _LOCATIONS[location_id]), rng.choice(_OFFENCES))
    return Violation(violation_id, due.strftime("%Y-%m-%dT%H:%M:%S"), json.dumps(record, ensure_ascii=False))


def _vehicle(rng: Random, place: int, vehicle: Vehicle, drivers: list[dict[str, Any]]) -> dict[str, Any]:
    number, province = next(item for item in PROVINCES.items() if item[1].code == vehicle.prov)
    given = {
        "VehicleID": _FIRST_VEHICLE + place,
        "Plate": vehicle.plate,
        "ProvID": number,
        "MakeID": number_of(MAKES, vehicle.make),
        "ColourID": number_of(COLOURS, vehicle.colour),
        "Year": rng.randint(2004, 2025),
        "drivers": drivers,
    }
    return build_vehicle(given, vehicle.make, vehicle.colour.capitalize(), province)


def _driver(rng: Random, place: int, vehicle: Vehicle) -> dict[str, Any]:
    first, _, last = vehicle.driver.partition(" ")
    login = f"driver{place}"
    born = datetime(rng.randint(1950, 2005), rng.randint(1, 12), rng.randint(1, 28), 4, tzinfo=UTC)
    return build_driver(
        {
            "UserID": _FIRST_USER + place,
            "firstName": first,
            "lastName": last,
            "username": login,
            "email": f"{login}@example.invalid",
            "phonecell": f"613555{rng.randint(0, 9999):04}",
            "employNo": f"staff{place:05}",
            "DLNum": f"DL {rng.randint(10**8, 10**9 - 1)}",
            "DOB": write_moment(born),
            "UserUUID": _uuid(rng),
            "language": rng.choice(("en", "fr")),
            "laravel_through_key": _FIRST_VEHICLE + place,
        }
    )


def _uuid(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))
