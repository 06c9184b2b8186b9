"""The rest of the campus: some 470 believable vehicles with their permits, orders and alarms.

Separate from the training plates because nothing may rely on one of these; a seed makes the same
ones again, and the standard permits add up to what the Lot Value report says is rented.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import time
from random import Random
from typing import Final

from platecheck.sandbox.lot_table import LOT_NAMES, LOTS, UNKNOWN_SHORT_NAME
from platecheck.sandbox.records import Alarm, Campus, Dntt, Permit, Vehicle
from platecheck.sandbox.site_time import SiteTime

VEHICLES: Final = 500

# L: a letter, D: a digit; the weight: how often such a plate drives by. Canadian series lack I, O, Q, U.
_SERIES: Final = (
    ("ON", "CLLLDDD", 46),
    ("ON", "LLLDDD", 4),
    ("QC", "LDDLLL", 18),
    ("BC", "LLDDDL", 6),
    ("AB", "LLLDDDD", 5),
    ("NS", "LLLDDD", 3),
    ("MB", "LLLDDD", 3),
    ("NY", "LLLDDDD", 7),
    ("MI", "LLLDDDD", 3),
    ("MA", "DLLLDD", 3),
    ("VT", "LLLDDD", 2),
)
_LETTERS: Final = "ABCDEFGHJKLMNPRSTVWXYZ"
_DIGITS: Final = "0123456789"
_MAKES: Final = (
    "Toyota",
    "Honda",
    "Ford",
    "Hyundai",
    "Chevrolet",
    "Kia",
    "Nissan",
    "Mazda",
    "Tesla",
    "Volvo",
)
_COLOURS: Final = ("white", "black", "grey", "silver", "blue", "red", "green")
_FIRST: Final = ("Amélie", "Benoît", "Chloé", "Dana", "François", "Grace", "Héloïse", "Liam", "Noël", "Priya")
_LAST: Final = ("Bélanger", "Côté", "D'Amour", "Gagné", "Lévesque", "MacLeod", "Nguyen", "Singh", "Tremblay")
_VISITOR_ZONES: Final = ("VIS", "RES-V", "MALL", "REC", "LOT6", "LOT3", "BIKE", UNKNOWN_SHORT_NAME)
_VISITOR_ORIGINS: Final = ("temp", "Validated", "T2", "HotSpot", "PayByPhone")
_LOCATIONS: Final = ("Main Campus", "Lot 6", "", "Lot 3", "South Garage")
_NOTES: Final = (
    "Contractor, roof repair",
    "Guest of the president's office",
    "Livraison autorisée à l'entrée nord",
    "Payment machine out of order, honour the receipt",
    "Déménagement de la résidence, durée prévue : une journée",
)
_ALARMS: Final = (
    "Plates reported stolen.\r\nConfirm the VIN and call the office.",
    "Unpaid violations over 500 $.\r\nSupervisor approval needed to tow.",
    "Interdit de campus jusqu'à nouvel ordre.\r\nAppeler la sûreté, ne pas intervenir.",
    "Banned from the property: Jordan Doe (02 FEB 91).\r\n\r\n*** Violence / Weapons ***",
)


def add_traffic(fixed: Campus, times: SiteTime, seed: int, keep_free: Iterable[str]) -> Campus:
    """Extend the fixed campus by random vehicles up to `VEHICLES`; plates in `keep_free` stay unknown."""
    rng = Random(seed)  # noqa: S311 - demo data that must come out the same again
    taken = set(keep_free) | {vehicle.plate for vehicle in fixed.vehicles}
    vehicles = list(_vehicles(rng, VEHICLES - len(fixed.vehicles), taken))
    plates = iter([vehicle.plate for vehicle in vehicles])
    permits = [*fixed.permits, *_standard_permits(rng, fixed.permits, times, plates)]
    rest = list(plates)
    permits.extend(_visitor_permits(rng, times, rest))
    return Campus(
        [*fixed.vehicles, *vehicles],
        _paid(permits, times.text()),
        [*fixed.dntt, *_dntt(rng, times, rest)],
        [*fixed.alarms, *(Alarm(plate, rng.choice(_ALARMS)) for plate in rng.sample(rest, 8))],
    )


def _vehicles(rng: Random, count: int, taken: set[str]) -> Iterator[Vehicle]:
    weights = [weight for _, _, weight in _SERIES]
    for _ in range(count):
        plate = ""
        while not plate or plate in taken:
            prov, pattern, _ = rng.choices(_SERIES, weights)[0]
            plate = "".join(_draw(rng, place) for place in pattern)
        taken.add(plate)
        driver = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
        yield Vehicle(plate, prov, rng.choice(_MAKES), rng.choice(_COLOURS), driver)


def _draw(rng: Random, place: str) -> str:
    """Draw a letter for L, a digit for D; anything else stands for itself (Ontario begins with C)."""
    return rng.choice(_LETTERS) if place == "L" else rng.choice(_DIGITS) if place == "D" else place


def _standard_permits(
    rng: Random, fixed: list[Permit], times: SiteTime, plates: Iterator[str]
) -> Iterator[Permit]:
    """Permits for every lot until it has sold what its row says, the fixed plates' counted in."""
    now = times.text()
    sold = Counter(permit.short_name for permit in fixed if _is_rented(permit, now))
    for sales in LOTS:
        names = LOT_NAMES[sales.lot.lot_name]["short_names"]
        for _ in range(sales.rented - sum(sold[name] for name in names)):
            plate = next(plates)
            if rng.random() < 0.1:  # noqa: PLR2004 - one in ten also kept last term's permit
                yield Permit(plate, "standard", names[0], times.day_end(-rng.randint(20, 200)))
            yield Permit(plate, "standard", names[0], times.day_end(rng.randint(12, 300)))


def _visitor_permits(rng: Random, times: SiteTime, plates: list[str]) -> Iterator[Permit]:
    """Short permits of every other origin: running, just over, long over, unreadable; some have none."""
    for plate in plates:
        origin, zone = rng.choice(_VISITOR_ORIGINS), rng.choice(_VISITOR_ZONES)
        state = rng.choices(("running", "minutes", "months", "unreadable", "none"), (45, 10, 20, 3, 22))[0]
        if state == "running":
            yield Permit(plate, origin, zone, times.in_minutes(rng.randint(20, 2000)))
        elif state == "minutes":
            yield Permit(plate, origin, zone, times.in_minutes(-rng.randint(1, 55)))
        elif state == "months":
            yield Permit(plate, rng.choice((origin, "standard")), zone, times.day_end(-rng.randint(20, 400)))
        elif state == "unreadable":
            yield Permit(plate, origin, zone, "0000-00-00 00:00:00")


def _dntt(rng: Random, times: SiteTime, plates: list[str]) -> Iterator[Dntt]:
    """Orders that run, that are to come and that are over."""
    for index, plate in enumerate(rng.sample(plates, 15)):
        first, last = ((-3, 4), (2, 3), (-30, -20))[index % 3]
        yield Dntt(
            plate,
            rng.choice(_LOCATIONS),
            times.on_day(first, time(0, 0)),
            times.on_day(last, time(23, 59)),
            rng.choice(_NOTES),
        )


def _is_rented(permit: Permit, now: str) -> bool:
    """Tell what the Lot Value report counts: standard permits that still run (ours; it does not say)."""
    return permit.type == "standard" and permit.expires >= now


def _paid(permits: list[Permit], now: str) -> list[Permit]:
    """Give the permits amounts, such that each lot adds up to its amount to five decimals."""
    shares: dict[str, list[float]] = {}
    for sales in LOTS:
        if sales.rented:
            amount = sales.lot.default_cost * sales.rented if sales.amount is None else sales.amount
            share = round(amount / sales.rented, 5)
            last = round(amount - share * (sales.rented - 1), 5)
            parts = [*[share] * (sales.rented - 1), last]
            shares.update(dict.fromkeys(LOT_NAMES[sales.lot.lot_name]["short_names"], parts))
    return [
        permit._replace(amount=shares[permit.short_name].pop())
        if _is_rented(permit, now) and permit.short_name in shares
        else permit
        for permit in permits
    ]
