"""Lot values answer as the document's sample does, to a GET with a body."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from platecheck.sandbox.campus import (
    DEMO_CLIENT,
    DEMO_NO_RIGHTS_TOKEN,
    DEMO_OFFICER_TOKEN,
    DEMO_TOKEN,
    LOT_NAMES,
)
from platecheck.sandbox.controller import ControllerRefusal
from platecheck.sandbox.errors import MESSAGES
from platecheck.sandbox.lots import LotValue

Fetch = Callable[..., Awaitable[httpx.Response]]

PATH = f"/api/{DEMO_CLIENT}/v1/permits/lot-values"
SAMPLE = [
    ("Y", "TU Residence", 525, 20),
    ("M", "TU Residence Visitors", 11, 0),
    ("S", "TU Semester East", 100, 21),
    ("M", "TU Semester Central", 125, 60),
    ("Y", "TUSC Yearly Staff", 350, 10),
    ("Y", "TUSC Yearly Executive", 0, 10),
    ("M", "TU Visitors", 11, 0),
    ("M", "Veritas Communications - All Lots", 165, 28),
    ("M", "Veritas Communications - Complimentary", 0, 5),
    ("M", "North Lot", 195, 0),
    ("M", "Solus Tech Inc", 183, 15),
    ("M", "Recreation Complex", 0, 0),
    ("M", "Main Street Parking", 200, 20),
    ("O", "Public Works", 0, 30),
    ("M", "Mall Parking", 0, 0),
    ("M", "Main Street Private Parking", 150, 200),
    ("M", "TU South Garage", 75, 3000),
]
FIGURES = (
    "rented_permits",
    "utilized_pct",
    "amount_projected",
    "amount",
    "tax_amount",
    "tax_amount1",
    "tax_amount2",
    "total",
)
RENTED_IN_SAMPLE = {
    "TU Semester East": (17, 80.95, 1700, 2897.8783, 0, 144.89392, 231.83026, 3274.6),
    "TU Semester Central": (3, 5, 375, 313.08447, 0, 15.65422, 25.04676, 353.79),
    "Veritas Communications - All Lots": (2, 7.14, 330, 330, 0, 16.5, 26.4, 372.9),
    "Solus Tech Inc": (2, 13.33, 366, 366, 0, 18.3, 29.28, 413.58),
    "TU South Garage": (2, 0.07, 150, 150, 0, 7.5, 12, 169.5),
}


@pytest.fixture
def fetch(client: httpx.AsyncClient) -> Fetch:
    """Ask for the lot values, with the demo token unless a body is given."""

    async def ask(body: object = None, path: str = PATH) -> httpx.Response:
        return await client.request("GET", path, json={"apiToken": DEMO_TOKEN} if body is None else body)

    return ask


async def test_the_lots_are_the_samples(fetch: Fetch) -> None:
    """A bare list of the sample's 17 lots, in its order."""
    answer = await fetch()
    assert answer.status_code == 200
    assert [
        (lot["lot_type"], lot["lot_name"], lot["default_cost"], lot["total_permits"]) for lot in answer.json()
    ] == SAMPLE


async def test_figures_are_the_samples_where_it_rents_anything(fetch: Fetch) -> None:
    """The five lots that the sample rents have the sample's figures to the last digit."""
    lots = {lot["lot_name"]: lot for lot in (await fetch()).json()}
    assert {name: tuple(lots[name][key] for key in FIGURES) for name in RENTED_IN_SAMPLE} == RENTED_IN_SAMPLE


async def test_figures_agree_with_each_other(fetch: Fetch) -> None:
    """Percent, projection, taxes and total follow from rented, total and amount; nothing for sale is null."""
    for lot in map(LotValue.model_validate, (await fetch()).json()):
        percent = round(lot.rented_permits / lot.total_permits * 100, 2) if lot.total_permits else None
        assert lot.utilized_pct == percent
        assert lot.amount_projected == lot.default_cost * lot.rented_permits
        assert lot.total == round(lot.amount + lot.tax_amount + lot.tax_amount1 + lot.tax_amount2, 2)
        assert lot.tax_amount1 == pytest.approx(lot.amount * 0.05, abs=1e-5)
        assert lot.tax_amount2 == pytest.approx(lot.amount * 0.08, abs=1e-5)


async def test_the_demo_shows_every_level(fetch: Fetch) -> None:
    """Among the lots are a full one, one nearly full, a free one, and one rented with none for sale."""
    lots = (await fetch()).json()
    percents = {lot["utilized_pct"] for lot in lots}
    assert 100 in percents
    assert any(85 <= p < 100 for p in percents if p is not None)
    assert any(0 < p < 50 for p in percents if p is not None)
    assert any(lot["utilized_pct"] is None and lot["rented_permits"] for lot in lots)


async def test_whole_numbers_have_no_point(fetch: Fetch) -> None:
    """The body prints 1700 and null as the sample does."""
    text = (await fetch()).text
    assert '"amount_projected":1700,' in text
    assert '"utilized_pct":null' in text


@pytest.mark.parametrize("code", ["OC_TOMA", "oc-toma", "OC%2DTOMA"])
async def test_the_client_in_the_path_has_every_spelling(fetch: Fetch, code: str) -> None:
    """OC_TOMA reaches the same client."""
    assert (await fetch(path=f"/api/{code}/v1/permits/lot-values")).status_code == 200


@pytest.mark.parametrize(
    ("body", "path", "code", "status"),
    [
        (None, "/api/%20/v1/permits/lot-values", 9000, 400),
        (None, "/api//v1/permits/lot-values", 9000, 400),
        ({}, PATH, 9001, 401),
        ({"apiToken": DEMO_NO_RIGHTS_TOKEN}, PATH, 9002, 403),
        ({"apiToken": DEMO_OFFICER_TOKEN}, PATH, 9002, 403),
        ([], PATH, 9003, 400),
        ({"apiToken": "a" * 51}, PATH, 9030, 400),
        ({"apiToken": 7}, PATH, 9033, 400),
        ({"apiToken": "nobody"}, PATH, 9034, 401),
        (None, "/api/OC-OTHER/v1/permits/lot-values", 9034, 401),
    ],
)
async def test_refusals_use_the_controllers_envelope(
    fetch: Fetch, body: Any, path: str, code: int, status: int
) -> None:
    """A refused request gets its code as ErrorCode and ErrorMessage."""
    answer = await fetch(body, path)
    assert answer.status_code == status
    assert answer.json() == {"ErrorCode": code, "ErrorMessage": MESSAGES[code]}
    ControllerRefusal.model_validate_json(answer.content)


async def test_a_get_without_a_body_could_not_be_parsed(client: httpx.AsyncClient) -> None:
    """The token belongs in the body; without one the request is a 9003."""
    answer = await client.get(PATH)
    assert (answer.status_code, answer.json()["ErrorCode"]) == (400, 9003)


async def test_a_post_is_told_to_be_a_get(client: httpx.AsyncClient) -> None:
    """The report is a GET, however odd its body."""
    answer = await client.post(PATH, json={"apiToken": DEMO_TOKEN})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert answer.json()["ErrorCode"] == 9003


def test_the_table_of_names_covers_the_lots_and_no_short_name_twice() -> None:
    """Every lot has its names, and a permit's short name belongs to one lot only."""
    assert list(LOT_NAMES) == [name for _, name, _, _ in SAMPLE]
    short_names = [short for names in LOT_NAMES.values() for short in names["short_names"]]
    assert len(short_names) == len(set(short_names))
    assert {"LOT3", "LOT6", "LOT 6", "BIKE", "MOTO-S"} <= set(short_names)
    assert LOT_NAMES["Main Street Parking"]["dntt_locations"] == ["Lot 6"]
