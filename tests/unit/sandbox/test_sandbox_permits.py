"""A pushed permit shows at once wherever permits show, and is found again by its reference."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN, LOTS
from platecheck.sandbox.service import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

ZONE = ZoneInfo("America/Toronto")
NOW = datetime(2026, 9, 15, 15, 30, tzinfo=UTC)
"""11:30 at the site."""
PERMIT = {
    "plate": "PL8RDR",
    "zone": "Main Street Parking",
    "startTime": "2026-09-15T15:00:00",
    "endTime": "2026-09-15T17:00:00",
    "amount": "14.50",
}

Send = Callable[..., Awaitable[httpx.Response]]
Ask = Callable[..., Awaitable[Any]]


class Clock:
    """The sandbox's clock, which a test moves."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.at


@pytest.fixture
def clock() -> Clock:
    """Give a clock at 11:30 of the site."""
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Iterator[FastAPI]:
    """Give a fresh sandbox."""
    made = create_app(tmp_path, now=clock, timezone=ZONE)
    yield made
    made.state.database.close()


@pytest.fixture
def send(app: FastAPI) -> Send:
    """Send a request to one of the permits' paths with the demo token."""

    async def ask(path: str, body: dict[str, Any], method: str = "POST") -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(base_url="http://sandbox", transport=transport) as client:
            whole = {"apiToken": DEMO_TOKEN, **body}
            return await client.request(method, f"/api/{DEMO_CLIENT}/v1/permits/{path}", json=whole)

    return ask


@pytest.fixture
def push(send: Send) -> Callable[..., Awaitable[str]]:
    """Create a permit and return its reference."""

    async def create(**change: Any) -> str:
        answer = await send("push", {**PERMIT, **change})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["reference_id"])

    return create


@pytest.fixture
def permits(app: FastAPI) -> Ask:
    """Return the permits of a plate's answer."""

    async def ask(plate: str) -> Any:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(base_url="http://sandbox", transport=transport) as client:
            body = {"api_token": DEMO_TOKEN, "client": DEMO_CLIENT, "plate": plate}
            answer = await client.post("/api/v1/validate/plate", json=body)
        return answer.json()["data"]["responseJSON"].get("permits", [])

    return ask


@pytest.fixture
def lot(send: Send) -> Ask:
    """Return a lot's count and amount."""

    async def ask(name: str) -> Any:
        rows = {row["lot_name"]: row for row in (await send("lot-values", {}, "GET")).json()}
        return rows[name]["rented_permits"], rows[name]["amount"]

    return ask


@pytest.fixture
def stats(send: Send) -> Ask:
    """Return the totals by zone and type."""

    async def ask(**body: Any) -> Any:
        rows = (await send("stats", body)).json()["data"]
        return {(row["zone"], row["type"]): row["total"] for row in rows}

    return ask


async def test_a_push_shows_in_the_plate_the_lot_and_the_stats(
    push: Ask, permits: Ask, lot: Ask, stats: Ask
) -> None:
    """The plate has a temp permit until the site's 13:00, the lot one permit and its amount more."""
    (rented, amount), before = await lot("Main Street Parking"), await stats()
    assert await permits("PL8RDR") == []
    await push()
    shown = {"type": "temp", "shortName": "LOT6", "expires": "2026-09-15 13:00:00"}
    assert await permits("pl8 rdr") == [shown]
    assert await lot("Main Street Parking") == (rented + 1, amount + 14.5)
    after = await stats()
    key = ("Main Street Parking", "temp")
    assert after == {**before, key: str(int(before[key]) + 1)}


async def test_a_permit_of_the_demo_stays_beside_a_pushed_one(push: Ask, permits: Ask) -> None:
    """A plate that has permits keeps them; the pushed one comes after."""
    before = await permits("CKRD081")
    await push(plate="CKRD-081")
    assert before
    pushed = {"type": "temp", "shortName": "LOT6", "expires": "2026-09-15 13:00:00"}
    assert await permits("CKRD081") == [*before, pushed]


async def test_a_permit_to_come_does_not_count_yet(push: Ask, permits: Ask, lot: Ask, clock: Clock) -> None:
    """Before its start neither the plate nor the lot has it; from its start on both do; then it is over."""
    (rented, amount) = await lot("Main Street Parking")
    await push(startTime="2026-09-15T15:30:01")
    assert await permits("PL8RDR") == []
    assert await lot("Main Street Parking") == (rented, amount)
    clock.at += timedelta(seconds=1)
    assert len(await permits("PL8RDR")) == 1
    assert await lot("Main Street Parking") == (rented + 1, amount + 14.5)
    clock.at += timedelta(hours=2)
    assert [permit["expires"] for permit in await permits("PL8RDR")] == ["2026-09-15 13:00:00"]
    assert await lot("Main Street Parking") == (rented, amount)


@pytest.mark.parametrize(
    ("zone", "short_name", "lot_name"),
    [
        ("Main Street Parking", "LOT6", "Main Street Parking"),
        ("main street  parking", "LOT6", "Main Street Parking"),
        ("LOT6", "LOT6", "Main Street Parking"),
        ("LOT 6", "LOT 6", "Main Street Parking"),
        ("Lot 4", "LOT4", "TUSC Yearly Staff"),
        ("TU Semester Central", "BIKE", "TU Semester Central"),
    ],
)
async def test_a_zone_is_a_lot_by_each_of_its_names(
    push: Ask, permits: Ask, stats: Ask, zone: str, short_name: str, lot_name: str
) -> None:
    """The lot's name or a short name, in any case and spacing, is the lot; its short name is printed."""
    before = await stats(zones=zone)
    assert {name for name, _ in before} == {lot_name}
    await push(zone=zone)
    assert [permit["shortName"] for permit in await permits("PL8RDR")] == [short_name]
    after = await stats(zones=f" {zone} ,nowhere")
    assert int(after[lot_name, "temp"]) == int(before.get((lot_name, "temp"), "0")) + 1


@pytest.mark.parametrize(
    ("zone", "shown"), [("Red Lot", "Red Lot"), ("Main Campus", "Main Campus"), (None, "")]
)
async def test_an_unknown_zone_is_disconnected(
    push: Ask, permits: Ask, send: Send, stats: Ask, zone: str | None, shown: str
) -> None:
    """The plate is valid under the name that was sent, and no lot and no total has changed."""
    lots, before = (await send("lot-values", {}, "GET")).json(), await stats()
    await push(zone=zone)
    assert await permits("PL8RDR") == [{"type": "temp", "shortName": shown, "expires": "2026-09-15 13:00:00"}]
    assert (await send("lot-values", {}, "GET")).json() == lots
    assert await stats() == before
    assert await stats(zones=zone or "nowhere") == {}


async def test_stats_are_every_lot_in_the_reports_order(stats: Ask) -> None:
    """Without zones, or with a blank, every lot that has permits is there, its standard permits too."""
    whole = await stats()
    assert whole == await stats(zones="  ")
    order = [sales.lot.lot_name for sales in LOTS]
    assert list(whole) == sorted(whole, key=lambda key: (order.index(key[0]), key[1].casefold()))
    assert int(whole["TU Residence", "standard"]) >= 20
    assert all(re.fullmatch("[1-9][0-9]*", total) for total in whole.values())


async def test_an_update_changes_what_it_names(push: Ask, permits: Ask, lot: Ask, send: Send) -> None:
    """A new end, plate and amount show at once; what is not named stays."""
    rented, amount = await lot("Main Street Parking")
    reference = await push()
    done = await send("update", {"referenceid": reference, "EndDateUtc": "2026-09-15T19:00:00"})
    assert done.json()["InternalReferenceID"] == reference
    assert [permit["expires"] for permit in await permits("PL8RDR")] == ["2026-09-15 15:00:00"]
    await send("update", {"reference_id": reference, "LicencePlate": "OTHER1", "Amount": "20.00"})
    assert await permits("PL8RDR") == []
    assert [permit["expires"] for permit in await permits("OTHER1")] == ["2026-09-15 15:00:00"]
    assert await lot("Main Street Parking") == (rented + 1, amount + 20)
    assert (
        await send("update", {"referenceID": reference, "plate": None, "currency": ""})
    ).status_code == 200
    assert len(await permits("OTHER1")) == 1


async def test_a_deleted_permit_is_gone(push: Ask, permits: Ask, lot: Ask, send: Send) -> None:
    """Plate and lot are as before it, its reference is unknown, and the same permit may come again."""
    before = await lot("Main Street Parking")
    reference = await push()
    assert (await send("delete", {"referenceID": reference})).json()["reference_id"] == reference
    assert await permits("PL8RDR") == []
    assert await lot("Main Street Parking") == before
    for path in ("delete", "update"):
        assert (await send(path, {"referenceID": reference})).json()["ErrorCode"] == 9009
    assert await push() != reference


@pytest.mark.parametrize(
    "names",
    [
        ("plate", "startTime", "endTime", "amount", "currency", "zone"),
        ("LicencePlate", "StartDateUtc", "EndDateUtc", "Amount", "CurrencyID", "ParkingZoneName"),
    ],
)
async def test_every_alias_is_taken(send: Send, permits: Ask, lot: Ask, names: tuple[str, ...]) -> None:
    """Each name of a field does the same."""
    rented, amount = await lot("TU Visitors")
    values = ("AL1AS", "2026-09-15T15:00:00", "2026-09-15T17:00:00", "9.99", "usd", "TU Visitors")
    assert (await send("push", dict(zip(names, values, strict=True)))).status_code == 200
    assert [permit["shortName"] for permit in await permits("AL1AS")] == ["VIS"]
    assert await lot("TU Visitors") == (rented + 1, amount + 9.99)


@pytest.mark.parametrize(
    "same",
    [
        {},
        {"plate": "pl8-rdr", "amount": "3.00"},
        {"zone": "LOT 6"},
        {"zone": "lot6", "promoCode": "X"},
    ],
)
async def test_the_same_record_again_is_refused(push: Ask, send: Send, same: dict[str, str]) -> None:
    """Plate, start, end, zone and number make a record; what else differs does not."""
    await push()
    answer = await send("push", {**PERMIT, **same})
    assert (answer.status_code, answer.json()["ErrorCode"]) == (409, 9022)


@pytest.mark.parametrize(
    "other",
    [
        {"plate": "PL8RDS"},
        {"startTime": "2026-09-15T15:00:01"},
        {"endTime": "2026-09-15T17:00:01"},
        {"zone": "Red Lot"},
        {"permitNo": "L4-1138"},
        {"TicketNumber": "L4-1138"},
    ],
)
async def test_another_record_is_taken(push: Ask, send: Send, other: dict[str, str]) -> None:
    """A difference in one of the five is another permit; updated to be the same it is refused."""
    await push()
    reference = await push(**other)
    mended = {key: PERMIT[key] for key in other if key in {"plate", "endTime"}}
    answer = await send("update", {"referenceID": reference, **mended})
    assert answer.status_code == (409 if mended else 200)


async def test_pushed_permits_outlive_a_renewal_and_a_start(
    push: Ask, permits: Ask, app: FastAPI, tmp_path: Path, clock: Clock
) -> None:
    """Laying the demo out again leaves them, and so does the next start on the file."""
    reference = await push()
    app.state.lay_out()
    assert len(await permits("PL8RDR")) == 1
    again = create_app(tmp_path, now=clock, timezone=ZONE)
    assert again.state.database.permits.find(reference).plate == "PL8RDR"
    again.state.database.close()
