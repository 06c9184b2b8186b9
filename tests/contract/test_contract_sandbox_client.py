"""The client's pushes against the sandbox, over a socket: two readings of the documents' other operations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from platecheck.errors import OutcomeUnknown, Rejected
from platecheck.opscom import (
    Access,
    OpscomClient,
    PermitChange,
    PermitDraft,
    PermitRemoval,
    PersonDraft,
    VehicleDraft,
    make_http,
    read_overdue,
)
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN, TRAINING_LOT
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.sandbox.service import SandboxServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

ZONE = ZoneInfo("America/Toronto")
NOW = datetime(2025, 4, 30, 15, 30, tzinfo=UTC)
PERMIT = PermitDraft(
    plate="PL8RDR", starts_at=NOW, ends_at=NOW + timedelta(hours=2), zone=TRAINING_LOT, amount="14.50"
)


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxServer]:
    """Run a fresh sandbox."""
    with SandboxServer(tmp_path, now=lambda: NOW, timezone=ZONE) as server:
        yield server


@pytest.fixture
async def client(sandbox: SandboxServer) -> AsyncIterator[OpscomClient]:
    """Give a client of it."""
    access = Access(sandbox.url, sandbox.url, sandbox.url, DEMO_CLIENT, DEMO_TOKEN, ZONE)
    async with make_http() as http:
        yield OpscomClient(http, access)


async def ends(client: OpscomClient, plate: str) -> list[datetime | None]:
    """Return when a plate's permits end."""
    return [permit.expires for permit in (await client.validation.validate(plate)).facts.permits]


async def test_a_permit_lives_from_push_to_removal(client: OpscomClient) -> None:
    """Pushed, counted, extended and removed by its reference; each step shows at the plate."""
    counted = {(row.zone, row.type): row.total for row in (await client.permits.stats([TRAINING_LOT])).rows}
    receipt = await client.permits.push(PERMIT)
    assert await ends(client, "PL8RDR") == [PERMIT.ends_at]
    rows = (await client.permits.stats([TRAINING_LOT])).rows
    assert {(row.zone, row.type): row.total for row in rows} == {
        **counted,
        (TRAINING_LOT, "temp"): counted[TRAINING_LOT, "temp"] + 1,
    }
    later = NOW + timedelta(hours=5)
    await client.permits.push(PermitChange(reference=receipt.reference, ends_at=later))
    assert await ends(client, "PL8RDR") == [later]
    await client.permits.push(PermitRemoval(reference=receipt.reference))
    assert await ends(client, "PL8RDR") == []
    with pytest.raises(Rejected) as refused:
        await client.permits.push(PermitRemoval(reference=receipt.reference))
    assert refused.value.code == 9009


async def test_a_vehicle_and_a_person_are_pushed(client: OpscomClient) -> None:
    """Both get a number; a long colour is warned of; the vehicle again is known, the person is the same."""
    vehicle = VehicleDraft(plate="V1", plate_type="Passenger", prov="Québec", colour="red" * 20)
    receipt = await client.vehicles.push(vehicle)
    assert receipt.reference.isdecimal()
    assert receipt.warnings == ("The vehicle colour name was too long and has been truncated.",)
    with pytest.raises(Rejected) as refused:
        await client.vehicles.push(vehicle)
    assert refused.value.code == 9012
    new = {"email": "a@example.invalid", "first_name": "Zoë", "last_name": "Brûlé"}
    person = await client.users.push(PersonDraft(unique_id="a", login_source="OPSCOM", **new))
    change = PersonDraft(unique_id="a", login_source="OPSCOM", province="on", user_type_id="6")
    assert (await client.users.push(change)).reference == person.reference
    with pytest.raises(Rejected) as refused:
        await client.users.push(PersonDraft(unique_id="b", login_source="OPSCOM"))
    assert refused.value.code == 9016


async def test_overdue_violations_are_read_whole_and_come_once(client: OpscomClient) -> None:
    """Every record is understood, with plate, place, fine and both moments; a second export is empty."""
    export = read_overdue((await client.violations.send_overdue_to_collections()).body)
    assert (len(export.violations), export.unread) == (42, 0)
    for violation in export.violations:
        assert all((violation.plate, violation.province, violation.location, violation.violation))
        assert violation.fine
        assert violation.issued_at is not None
        assert violation.due_at is not None
        assert violation.issued_at < violation.due_at < NOW
    assert sum(bool(violation.driver_name) for violation in export.violations) == 35
    again = read_overdue((await client.violations.send_overdue_to_collections()).body)
    assert again.violations == ()


async def test_a_push_whose_answer_is_lost_may_have_been_done(
    client: OpscomClient, sandbox: SandboxServer
) -> None:
    """The outcome is unknown to the client, and the plate tells that it was done, once."""
    sandbox.app.state.faults.settings = FaultSettings(mode=FaultMode.UNANSWERED)
    with pytest.raises(OutcomeUnknown):
        await client.permits.push(PERMIT)
    sandbox.app.state.faults.settings = FaultSettings()
    assert await ends(client, "PL8RDR") == [PERMIT.ends_at]
    with pytest.raises(Rejected) as refused:
        await client.permits.push(PERMIT)
    assert refused.value.code == 9022
