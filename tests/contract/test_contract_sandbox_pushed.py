"""What was pushed to the sandbox, read by the client: another reading of the documents sees the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import httpx
import pytest

from platecheck.opscom import Access, OpscomClient, make_http
from platecheck.opscom.reader import read_plate
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN, LOT_NAMES, TRAINING_LOT
from platecheck.sandbox.service import SandboxServer
from platecheck.verdict import Site, decide

if TYPE_CHECKING:
    from pathlib import Path

ZONE = ZoneInfo("America/Toronto")
NOW = datetime(2025, 11, 2, 5, 15, tzinfo=UTC)
"""01:15 at the site, in the night in which 01:15 comes twice."""
SITE = Site({lot: frozenset((*n["short_names"], *n["dntt_locations"])) for lot, n in LOT_NAMES.items()})


@pytest.mark.parametrize(
    ("zone", "verdict"),
    [
        (TRAINING_LOT, "valid"),
        ("LOT 6", "valid"),
        ("TU Residence", "valid_elsewhere"),
        ("Red Lot", "valid"),
        (None, "valid"),
    ],
)
async def test_a_pushed_permit_makes_the_plate_valid(tmp_path: Path, zone: str | None, verdict: str) -> None:
    """Right after the push the client has the permit, from the JSON and from the text alone, and its end."""
    ends = NOW + timedelta(hours=3)
    push = {
        "apiToken": DEMO_TOKEN,
        "plate": "PL8RDR",
        "zone": zone,
        "startTime": NOW.strftime("%Y-%m-%dT%H:%M:%S"),
        "endTime": ends.strftime("%Y-%m-%dT%H:%M:%S"),
    }
    with SandboxServer(tmp_path, now=lambda: NOW, timezone=ZONE) as server:
        async with make_http() as http:
            access = Access(server.url, server.url, server.url, DEMO_CLIENT, DEMO_TOKEN, ZONE)
            client = OpscomClient(http, access)
            before = await client.validation.validate("PL8RDR")
            url = f"{server.url}/api/{DEMO_CLIENT}/v1/permits/push"
            assert (await http.post(url, json=push)).status_code == httpx.codes.OK
            after = await client.validation.validate("PL8RDR")
            lots = {lot.name: lot for lot in (await client.lots.values()).lots}
    assert decide(before.facts, TRAINING_LOT, NOW, SITE).headline == "no_permit"
    assert decide(after.facts, TRAINING_LOT, NOW, SITE).headline == verdict
    assert decide(after.facts, TRAINING_LOT, ends + timedelta(minutes=1), SITE).headline == "expired"
    (permit,) = after.facts.permits
    assert permit.expires == ends
    assert lots[TRAINING_LOT].rented_permits == 17 + (zone in {TRAINING_LOT, "LOT 6"})
    value = json.loads(after.body)
    del value["data"]["responseJSON"]
    assert read_plate(value, plate="PL8RDR", zone=ZONE, body=after.body) == after.facts
