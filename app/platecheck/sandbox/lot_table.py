"""The demo site's 17 lots, their permits sold, and the site's own table of lot names.

Separate because the app's demo settings read `LOT_NAMES` too: the documents use three vocabularies
for one lot (`lot_name`, `shortName`, DNTT `location`) and only a site's own table joins them.
"""

from typing import Final, NamedTuple, TypedDict

from platecheck.sandbox.records import Lot


class LotNames(TypedDict):
    """The other names of one lot: permits' short names and DNTT locations."""

    short_names: list[str]
    dntt_locations: list[str]


class LotSales(NamedTuple):
    """How many standard permits the demo sells in a lot, and for how much in all (None: at cost)."""

    lot: Lot
    rented: int
    amount: float | None = None


# "Lot Value API", sample: names, types, costs and totals as printed, in its order. Where the sample rents
# anything, count and amount are the sample's as well; elsewhere they are ours, so that the demo has lots
# that are full, filling, free, and one (North Lot) with permits rented though none are for sale.
LOTS: Final[tuple[LotSales, ...]] = (
    LotSales(Lot("Y", "TU Residence", 525, 20), 20),
    LotSales(Lot("M", "TU Residence Visitors", 11, 0), 0),
    LotSales(Lot("S", "TU Semester East", 100, 21), 17, 2897.8783),
    LotSales(Lot("M", "TU Semester Central", 125, 60), 3, 313.08447),
    LotSales(Lot("Y", "TUSC Yearly Staff", 350, 10), 9),
    LotSales(Lot("Y", "TUSC Yearly Executive", 0, 10), 4),
    LotSales(Lot("M", "TU Visitors", 11, 0), 0),
    LotSales(Lot("M", "Veritas Communications - All Lots", 165, 28), 2, 330),
    LotSales(Lot("M", "Veritas Communications - Complimentary", 0, 5), 2),
    LotSales(Lot("M", "North Lot", 195, 0), 3),
    LotSales(Lot("M", "Solus Tech Inc", 183, 15), 2, 366),
    LotSales(Lot("M", "Recreation Complex", 0, 0), 0),
    LotSales(Lot("M", "Main Street Parking", 200, 20), 17),
    LotSales(Lot("O", "Public Works", 0, 30), 12),
    LotSales(Lot("M", "Mall Parking", 0, 0), 0),
    LotSales(Lot("M", "Main Street Private Parking", 150, 200), 96),
    LotSales(Lot("M", "TU South Garage", 75, 3000), 2, 150),
)


def _names(short_names: str, *locations: str) -> LotNames:
    """One lot's names; short names come as `A|B`, since one of them holds a space."""
    return {"short_names": short_names.split("|"), "dntt_locations": list(locations)}


# "Main Campus" stands for five lots at once: a location known to the table can belong to several lots.
LOT_NAMES: Final[dict[str, LotNames]] = {
    "TU Residence": _names("RES", "TU Residence", "Main Campus"),
    "TU Residence Visitors": _names("RES-V", "Residence Visitors", "Main Campus"),
    "TU Semester East": _names("LOT1|SEM-E", "Lot 1", "Main Campus"),
    "TU Semester Central": _names("BIKE|LOT2", "Lot 2", "Main Campus"),
    "TUSC Yearly Staff": _names("LOT4|STAFF", "Lot 4"),
    "TUSC Yearly Executive": _names("EXEC", "Executive"),
    "TU Visitors": _names("VIS", "Visitors", "Main Campus"),
    "Veritas Communications - All Lots": _names("VERITAS", "Veritas"),
    "Veritas Communications - Complimentary": _names("VER-C", "Veritas Complimentary"),
    "North Lot": _names("NORTH", "North Lot"),
    "Solus Tech Inc": _names("SOLUS", "Solus"),
    "Recreation Complex": _names("REC", "Recreation Complex"),
    "Main Street Parking": _names("LOT6|LOT 6", "Lot 6"),
    "Public Works": _names("PW", "Public Works Yard"),
    "Mall Parking": _names("MALL", "Mall"),
    "Main Street Private Parking": _names("LOT3", "Lot 3"),
    "TU South Garage": _names("MOTO-S|GARAGE-S", "South Garage"),
}

# Used by permits and a DNTT of the demo, and on purpose in no table: a name nobody knows is "unknown".
UNKNOWN_SHORT_NAME: Final = "EV-1"
UNKNOWN_LOCATION: Final = "Loading Dock"
