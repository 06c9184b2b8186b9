"""Vehicles and users that are pushed: what is kept of them, what is warned of, what an update leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN

if TYPE_CHECKING:
    import httpx
    from tests.unit.sandbox.conftest import Door

Push = Callable[..., Awaitable[Any]]

USER = {
    "unique_id": "b-1",
    "login_source": "BANNER",
    "email": "Zoë@example.invalid",
    "first_name": "Zoë",
    "last_name": "Brûlé",
}


@pytest.fixture
def push(client: httpx.AsyncClient) -> Push:
    """Push with the demo token and return the answer's body."""

    async def send(path: str, **body: Any) -> Any:
        whole = {"apiToken": DEMO_TOKEN, **body}
        return (await client.post(f"/api/{DEMO_CLIENT}/v1/{path}/push", json=whole)).json()

    return send


def on_file(door: Door, query: str, *values: str) -> list[Any]:
    """Read the sandbox's file as it is on the disk."""
    with closing(sqlite3.connect(door.app.state.database.path)) as file:
        return file.execute(query, values).fetchall()


async def test_a_vehicle_is_kept_by_its_names(push: Push, door: Door) -> None:
    """Ids stand for names, a province goes by its abbreviation, names nobody knows are kept as sent."""
    first = await push(
        "vehicles", plate="v-1", plateTypeID="4", provID="9", makeID="13", typeID="5", colourID="14"
    )
    second = await push(
        "vehicles", plate="V2", plateType="Ambulance", prov="new york", make="Lada", year="1988", vin="X" * 25
    )
    assert int(second["vehicle_id_id"]) == int(first["vehicle_id_id"]) + 1
    query = "SELECT plate_type, prov, make, type, colour, year, vin FROM vehicles WHERE plate = ?"
    assert on_file(door, query, "V1") == [("Passenger", "ON", "Chevrolet", "Compact", "Red", None, None)]
    assert on_file(door, query, "V2") == [("Ambulance", "NY", "Lada", None, None, "1988", "X" * 25)]


@pytest.mark.parametrize(
    ("prov", "code"),
    [("qc", "QC"), ("Québec", "QC"), ("QUEBEC", "QC"), ("Prince Edward Island", "PE"), ("DC", "DC")],
)
async def test_a_province_goes_by_every_spelling(push: Push, door: Door, prov: str, code: str) -> None:
    """Abbreviation or full name, in any case, is the province."""
    plate = prov.encode().hex()
    answer = await push("vehicles", plate=plate, plateType="Passenger", prov=prov)
    assert answer["status"] == "success"
    query = "SELECT prov FROM vehicles WHERE rowid = ?"
    assert on_file(door, query, answer["vehicle_id_id"]) == [(code,)]


@pytest.mark.parametrize("name", ["make", "type", "colour"])
async def test_a_long_name_is_cut_with_a_warning(push: Push, door: Door, name: str) -> None:
    """Fifty characters are kept and pass in silence; one more is cut and warned of."""
    good = {"plateType": "Passenger", "prov": "ON"}
    fits = await push("vehicles", plate=f"FITS{name}", **good, **{name: "é" * 50})
    assert fits["warnings"] == []
    cut = await push("vehicles", plate=f"CUT{name}", **good, **{name: "é" * 51})
    assert cut["warnings"] == [f"The vehicle {name} name was too long and has been truncated."]
    (kept,) = on_file(door, f"SELECT {name} FROM vehicles WHERE plate = ?", f"CUT{name}".upper())  # noqa: S608 - ours
    assert kept == ("é" * 50,)


async def test_a_pushed_vehicle_has_nothing_to_say_of_its_plate(
    push: Push, client: httpx.AsyncClient
) -> None:
    """A plate's answer is of permits, orders and alarms; a vehicle alone is none of them."""
    await push("vehicles", plate="QU1ET", plateType="Passenger", prov="ON")
    body = {"api_token": DEMO_TOKEN, "client": DEMO_CLIENT, "plate": "QU1ET"}
    answer = await client.post("/api/v1/validate/plate", json=body)
    assert answer.json()["data"]["responseJSON"] == {}


async def test_a_user_is_added_once_and_then_changed(push: Push, door: Door) -> None:
    """The same id of the same source is the same user; fields not sent stay, blank ones too."""
    first = await push("profiles", **USER, city="Ottawa", user_name="zoe")
    again = await push(
        "profiles", unique_id="b-1", login_source="BANNER", email="zoe@example.invalid", city="", zip="A1A1A1"
    )
    assert again == first == {"status": "success", "reference_id": first["reference_id"]}
    other = await push("profiles", **{**USER, "login_source": "SSO", "email": "o@example.invalid"})
    assert other["reference_id"] != first["reference_id"]
    found = door.app.state.database.profiles.find("b-1", "BANNER")
    assert found == (
        first["reference_id"],
        {
            **USER,
            "email": "zoe@example.invalid",
            "city": "Ottawa",
            "user_name": "zoe",
            "postal_code": "A1A1A1",
        },
    )


async def test_a_user_may_keep_what_is_unique(push: Push) -> None:
    """A user's own e-mail and name are no clash with themselves, in another case neither."""
    own = {**USER, "unique_id": "own", "email": "own@example.invalid", "user_name": "own"}
    first = await push("profiles", **own)
    assert await push("profiles", **{**own, "email": "OWN@example.invalid", "user_name": "Own"}) == first


async def test_the_first_of_two_aliases_counts(push: Push, door: Door) -> None:
    """The documents' sample gives a province and another state: the first name of the table is kept."""
    await push(
        "profiles", **{**USER, "unique_id": "two", "email": "t@example.invalid"}, state="NY", province="bc"
    )
    found = door.app.state.database.profiles.find("two", "BANNER")
    assert found[1]["province"] == "bc"
    assert "state" not in found[1]
