"""The demo site is the same at every start, believable, and its training plates keep their word."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import httpx
import pytest

from platecheck.sandbox.campus import (
    DEMO_CLIENT,
    DEMO_TOKEN,
    LOOK_ALIKE_PAIRS,
    LOT_NAMES,
    TRAINING_LOT,
    TRAINING_PLATES,
    build_campus,
)
from platecheck.sandbox.service import create_app
from platecheck.sandbox.site_time import SiteTime

NOW = datetime(2026, 9, 15, 15, 30, tzinfo=UTC)
ZONE = ZoneInfo("America/Toronto")
CAMPUS = build_campus(SiteTime(NOW, ZONE), seed=7)
MOMENTS = {
    "noon": NOW,
    "a minute before midnight": datetime(2026, 9, 16, 3, 59, 30, tzinfo=UTC),
    "just after midnight": datetime(2026, 9, 16, 4, 0, 5, tzinfo=UTC),
    "the night the clocks go forward": datetime(2026, 3, 8, 7, 1, tzinfo=UTC),
    "the evening the clocks went back": datetime(2026, 11, 2, 4, 58, tzinfo=UTC),
    "leap day": datetime(2028, 2, 29, 17, 0, tzinfo=UTC),
}


def _fold(name: str) -> str:
    return name.casefold().replace(" ", "")


def _elsewhere(name: str, kind: Literal["short_names", "dntt_locations"]) -> bool:
    """Known to the table, and not for the training lot."""
    owners = {lot for lot, names in LOT_NAMES.items() if _fold(name) in map(_fold, names[kind])}
    return bool(owners) and TRAINING_LOT not in owners


def _headline(facts: dict[str, Any], now: str) -> str:
    """DOMAIN.md's table, written a second time on purpose."""
    if facts.get("alarm"):
        return "alarm"
    for order in facts.get("dntt", []):
        if order["start"] <= now <= order["end"] and not _elsewhere(order["location"], "dntt_locations"):
            return "do_not_ticket"
    permits = facts.get("permits", [])
    running = [p for p in permits if p["expires"] >= now or p["expires"].startswith("0000")]
    if any(not _elsewhere(p["shortName"], "short_names") for p in running):
        return "valid"
    return "valid_elsewhere" if running else "expired" if permits else "no_permit"


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS)
async def test_every_training_plate_shows_what_its_table_says(tmp_path: Path, now: datetime) -> None:
    """At any time of day and year each training plate leads to the verdict that the table promises."""
    app = create_app(tmp_path, now=lambda: now, timezone=ZONE)
    site_now = now.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")
    shown = {}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(base_url="http://sandbox", transport=httpx.ASGITransport(app)) as client,
    ):
        for plate in TRAINING_PLATES:
            body = {"api_token": DEMO_TOKEN, "client": DEMO_CLIENT, "plate": plate}
            answer = await client.post("/api/v1/validate/plate", json=body)
            shown[plate] = _headline(answer.json()["data"]["responseJSON"], site_now)
    assert shown == {plate: said.verdict for plate, said in TRAINING_PLATES.items()}


def test_the_same_seed_and_moment_make_the_same_campus() -> None:
    """Two builds are equal, and another seed is another campus."""
    assert build_campus(SiteTime(NOW, ZONE), seed=7) == CAMPUS
    assert build_campus(SiteTime(NOW, ZONE), seed=8) != CAMPUS


def test_another_day_has_the_same_vehicles() -> None:
    """Time moves the permits, not the plates."""
    later = build_campus(SiteTime(NOW + timedelta(days=100, hours=5), ZONE), seed=7)
    assert later.vehicles == CAMPUS.vehicles
    assert later.permits != CAMPUS.permits


def test_there_are_five_hundred_vehicles_of_several_places() -> None:
    """Plates are unique, normalised and come from Canada and the US."""
    plates = [vehicle.plate for vehicle in CAMPUS.vehicles]
    assert len(plates) == len(set(plates)) == 500
    assert all(plate.isascii() and plate.isalnum() and plate == plate.upper() for plate in plates)
    assert {"ON", "QC", "BC", "NY"} <= {vehicle.prov for vehicle in CAMPUS.vehicles}
    assert any(not vehicle.driver.isascii() for vehicle in CAMPUS.vehicles)


def test_permits_have_every_origin_and_every_end() -> None:
    """All five origins and an unknown one; running, minutes over, months over, and unreadable."""
    origins = Counter(permit.type for permit in CAMPUS.permits)
    assert set(origins) == {"standard", "temp", "Validated", "T2", "HotSpot", "PayByPhone"}
    now = SiteTime(NOW, ZONE)
    ends = [permit.expires for permit in CAMPUS.permits]
    assert any(now.in_minutes(-60) < end < now.text() for end in ends)
    assert any("0001" < end < now.in_minutes(-60 * 24 * 60) for end in ends)
    assert ends.count("0000-00-00 00:00:00") > 2
    assert sum(end > now.text() for end in ends) > 250


def test_orders_run_come_and_are_over_for_a_lot_the_campus_and_everywhere() -> None:
    """DNTTs are of every state and place."""
    now = SiteTime(NOW, ZONE).text()
    states = {(order.start > now) - (order.end < now) for order in CAMPUS.dntt}
    assert states == {-1, 0, 1}
    assert {"", "Lot 6", "Main Campus"} <= {order.location for order in CAMPUS.dntt}


def test_alarms_have_several_lines_accents_and_warnings() -> None:
    """Alarms look as the platform's do, in two languages, on plates and on drivers."""
    texts = [alarm.text for alarm in CAMPUS.alarms]
    assert all("\r\n" in text for text in texts if text != "Wanted to talk with.")
    assert any("*** Violence / Weapons ***" in text for text in texts)
    assert any("é" in text for text in texts)
    assert {alarm.tied_to for alarm in CAMPUS.alarms} == {"plate", "driver"}


def test_a_short_name_and_a_location_are_in_no_table() -> None:
    """Some names of the demo are unknown to the site's own table."""
    known = {_fold(short) for names in LOT_NAMES.values() for short in names["short_names"]}
    places = {_fold(place) for names in LOT_NAMES.values() for place in names["dntt_locations"]}
    assert {p.short_name for p in CAMPUS.permits if _fold(p.short_name) not in known} == {"EV-1"}
    assert {d.location for d in CAMPUS.dntt if _fold(d.location) not in places} == {"", "Loading Dock"}


def test_look_alikes_differ_in_one_character_and_are_training_plates() -> None:
    """Each pair is one confusion apart, and the first of it is on file."""
    on_file = {vehicle.plate for vehicle in CAMPUS.vehicles}
    confused = set()
    for plate, other in LOOK_ALIKE_PAIRS:
        assert plate in on_file
        assert {plate, other} <= set(TRAINING_PLATES)
        different = [frozenset((a, b)) for a, b in zip(plate, other, strict=True) if a != b]
        assert len(different) == 1
        confused.update(different)
    assert confused == {frozenset(pair) for pair in ("0O", "B8", "1I", "2Z", "S5", "G6")}


def test_plates_said_to_be_unknown_are_unknown() -> None:
    """No random vehicle takes a plate that training calls unknown."""
    on_file = {vehicle.plate for vehicle in CAMPUS.vehicles}
    assert on_file.isdisjoint(p for p, said in TRAINING_PLATES.items() if said.sees.startswith("Not on file"))
    assert "QXQX999" not in on_file
