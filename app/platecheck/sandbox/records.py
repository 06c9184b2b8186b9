"""The rows of the sandbox: what the platform knows of vehicles, permits, DNTTs, alarms and lots.

Separate because the demo data writes them, the database keeps them and the answers read them.
"""

from typing import NamedTuple


class Vehicle(NamedTuple):
    """A vehicle on file. `active` is the stray "1" of the documents' DNTT sample."""

    plate: str
    prov: str
    make: str
    colour: str
    driver: str = ""
    active: str | None = None


class Permit(NamedTuple):
    """A permit: `type` is its origin, `expires` site-local text, `amount` what was paid for it."""

    plate: str
    type: str
    short_name: str
    expires: str
    amount: float = 0.0


class Dntt(NamedTuple):
    """A Do Not Ticket or Tow order; a blank location means everywhere."""

    plate: str
    location: str
    start: str
    end: str
    notes: str


class Alarm(NamedTuple):
    """An alarm, tied to the plate itself or to a linked driver."""

    plate: str
    text: str
    tied_to: str = "plate"


class Lot(NamedTuple):
    """A lot of the Lot Value report, without its figures."""

    lot_type: str
    lot_name: str
    default_cost: float
    total_permits: int


class LotCount(NamedTuple):
    """A lot with its running standard permits and what was paid for them."""

    lot: Lot
    rented: int
    amount: float


class PlateRecords(NamedTuple):
    """Everything on file for one plate, but for pushed permits."""

    active: str | None
    permits: list[Permit]
    dntt: list[Dntt]
    alarms: list[Alarm]


class Token(NamedTuple):
    """An API token, the client it belongs to, and its rights, comma-separated."""

    token: str
    client: str
    rights: str


class Campus(NamedTuple):
    """The whole demo site."""

    vehicles: list[Vehicle]
    permits: list[Permit]
    dntt: list[Dntt]
    alarms: list[Alarm]


class PushedPermit(NamedTuple):
    """A permit that was pushed: `starts` and `ends` in UTC as sent, `zone` the lot's name when it is known.

    `lot_name` is None for a disconnected record; `short_name` is what a plate's answer prints.
    """

    reference_id: str
    plate: str
    starts: str
    ends: str
    zone: str
    lot_name: str | None
    short_name: str
    amount: str | None
    currency: str | None
    permit_no: str
    ticket_no: str | None
    promo_code: str | None


class PermitTotal(NamedTuple):
    """How many permits of one origin a zone has."""

    type: str
    zone: str
    total: int


class PushedVehicle(NamedTuple):
    """A vehicle that was pushed; what was not said is None."""

    plate: str
    plate_type: str
    prov: str
    make: str | None
    type: str | None
    colour: str | None
    year: str | None
    vin: str | None


class Violation(NamedTuple):
    """A violation: when it is due, in UTC, and the whole record as JSON text."""

    violation_id: int
    due: str
    record: str
