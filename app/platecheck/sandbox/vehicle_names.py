"""The site's numbered names: provinces and states, and what vehicles are.

Separate because a push gives either a name or its number, and the violations on file print both.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Province(NamedTuple):
    """A province or state: its postal abbreviation and its full name."""

    code: str
    name: str


_CANADA: Final = (
    "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|"
    "NT Northwest Territories|NS Nova Scotia|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|"
    "SK Saskatchewan|YT Yukon"
)
_STATES: Final = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|"
    "DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|"
    "KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|"
    "MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|"
    "NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|"
    "OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|"
    "SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|"
    "WV West Virginia|WI Wisconsin|WY Wyoming"
)
# "Pull API: Overdue Violations" prints Ontario as 9, Chevrolet 13, Red 14, Compact 5 and Passenger 4.
PROVINCES: Final[dict[int, Province]] = dict(
    enumerate((Province(*row.split(" ", 1)) for row in f"{_CANADA}|{_STATES}".split("|")), start=1)
)
PLATE_TYPES: Final[dict[int, str]] = dict(
    enumerate(("Antique", "Commercial", "Motorcycle", "Passenger", "Trailer", "Government"), start=1)
)
MAKES: Final[dict[int, str]] = dict(
    enumerate(
        (
            *("Acura", "Audi", "BMW", "Buick", "Tesla", "Hyundai", "Honda", "Kia", "Mazda", "Nissan"),
            *("Toyota", "Volvo", "Chevrolet", "Ford"),
        ),
        start=1,
    )
)
TYPES: Final[dict[int, str]] = dict(
    enumerate(("Sedan", "SUV", "Commercial", "Van", "Compact", "Motorcycle", "Truck"), start=1)
)
COLOURS: Final[dict[int, str]] = dict(
    enumerate(
        (
            *(
                "Beige",
                "Black",
                "Blue",
                "Brown",
                "Gold",
                "Green",
                "Grey",
                "Maroon",
                "Orange",
                "Pink",
                "Purple",
            ),
            *("Silver", "White", "Red", "Yellow"),
        ),
        start=1,
    )
)


def find_province(text: str) -> str | None:
    """Find a province by its name or abbreviation, in whatever case; return the abbreviation."""
    wanted = text.casefold()
    names = {"québec": "QC"}
    for province in PROVINCES.values():
        names[province.name.casefold()] = names[province.code.casefold()] = province.code
    return names.get(wanted)


def number_of(names: Mapping[int, str], name: str) -> int:
    """Find the number of a name that is in the table, in whatever case; raises `KeyError`."""
    return {named.casefold(): number for number, named in names.items()}[name.casefold()]
