"""The client against the sandbox, in-process and over a socket: two readings of the same documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import httpx
import pytest

from platecheck.errors import ProblemKind, ServiceError
from platecheck.facts import PlateFacts
from platecheck.opscom import Access, OpscomClient, make_http
from platecheck.opscom.reader import read_plate
from platecheck.sandbox.campus import (
    DEMO_CLIENT,
    DEMO_NO_RIGHTS_TOKEN,
    DEMO_OFFICER_TOKEN,
    DEMO_TOKEN,
    LOT_NAMES,
    LOTS,
    TRAINING_LOT,
    TRAINING_PLATES,
)
from platecheck.sandbox.faults import OTHER_PLATE
from platecheck.sandbox.service import SandboxServer, create_app
from platecheck.verdict import Site, decide

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

ZONE = ZoneInfo("America/Toronto")
NOW = datetime(2025, 4, 30, 15, 30, tzinfo=UTC)
SITE = Site(
    {lot: frozenset([*names["short_names"], *names["dntt_locations"]]) for lot, names in LOT_NAMES.items()}
)


@dataclass(frozen=True)
class Line:
    """One way to the sandbox."""

    http: httpx.AsyncClient
    url: str
    in_process: bool

    def client(
        self, *, token: str = DEMO_TOKEN, client: str = DEMO_CLIENT, deadline_s: float = 8.0
    ) -> OpscomClient:
        """Return a client of the sandbox."""
        access = Access(self.url, self.url, self.url, client, token, ZONE)
        return OpscomClient(self.http, access, deadline_s=deadline_s, sleep=no_pause, jitter=lambda: 0.5)

    async def spoil(self, mode: str, **more: float) -> None:
        """Break the sandbox."""
        response = await self.http.post(f"{self.url}/sandbox/faults", json={"mode": mode, **more})
        response.raise_for_status()

    async def requests(self) -> int:
        """Count the API requests so far."""
        count: int = (await self.http.get(f"{self.url}/sandbox/state")).json()["api_requests"]
        return count


async def no_pause(_seconds: float) -> None:
    """Go on at once."""


@pytest.fixture(params=["in-process", "socket"])
async def line(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Line]:
    """Give each way to a fresh sandbox."""
    if request.param == "in-process":
        app = create_app(tmp_path, now=lambda: NOW, timezone=ZONE)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
            yield Line(http, "http://sandbox", in_process=True)
        app.state.database.close()
        return
    with SandboxServer(tmp_path, now=lambda: NOW, timezone=ZONE) as server:
        async with make_http() as http:
            yield Line(http, server.url, in_process=False)


async def kind_of(call: Callable[[], Awaitable[object]]) -> tuple[ProblemKind, int | None]:
    """Return the problem and the code that a call ends with."""
    with pytest.raises(ServiceError) as caught:
        await call()
    return caught.value.kind, caught.value.code


async def test_every_training_plate_has_its_verdict(line: Line) -> None:
    """What the sandbox promises of a plate is what an officer sees."""
    client = line.client()
    seen = {}
    for plate in TRAINING_PLATES:
        answer = await client.validation.validate(plate)
        assert answer.facts.plate == plate
        seen[plate] = decide(answer.facts, TRAINING_LOT, NOW, SITE).headline.value
    assert seen == {plate: training.verdict for plate, training in TRAINING_PLATES.items()}


async def test_an_alarm_comes_through_whole(line: Line) -> None:
    """Accents and blank lines of an alarm arrive as they were sent."""
    answer = await line.client().validation.validate("K27FRA")
    assert answer.facts.alarm is not None
    assert answer.facts.alarm.splitlines()[0].endswith("Étienne Côté-Bélanger (né le 3 févr. 1979).")
    assert "\n\n***" in answer.facts.alarm


async def test_the_text_alone_says_the_same(line: Line) -> None:
    """The sandbox's text and its JSON are read as the same facts, for every training plate."""
    client = line.client()
    for plate in TRAINING_PLATES:
        answer = await client.validation.validate(plate)
        assert read_text_of(answer.body, plate) == answer.facts


def read_text_of(body: bytes, plate: str) -> PlateFacts:
    """Read an answer as if it had no JSON in it."""
    value = json.loads(body)
    del value["data"]["responseJSON"]
    return read_plate(value, plate=plate, zone=ZONE, body=body)


async def test_lot_values_are_every_lot(line: Line) -> None:
    """The report has every lot, in order, and its figures."""
    answer = await line.client().lots.values()
    assert [lot.name for lot in answer.lots] == [sales.lot.lot_name for sales in LOTS]
    assert all(lot.total_permits is not None and lot.total is not None for lot in answer.lots)
    assert all((lot.utilized_pct is None) is (lot.total_permits == 0) for lot in answer.lots)


async def test_user_types_are_every_type(line: Line) -> None:
    """The types of the document's sample come through in order, ids as text."""
    answer = await line.client().users.types()
    assert [found.id for found in answer.types] == ["1", "6", "7", "8", "9", "10", "11", "12", "13"]
    assert (answer.types[0].name, answer.types[0].group) == ("Full Time Student", "Student")


async def test_a_client_code_is_quoted(line: Line) -> None:
    """The documents' other way to write the client code works, and one that needs quoting is only unknown."""
    assert (await line.client(client="OC_TOMA").lots.values()).lots
    assert await kind_of(line.client(client="OC TOMA/x?").lots.values) == (ProblemKind.SERVER_ERROR, 9009)
    assert await kind_of(line.client(client="ÖC").lots.values) == (ProblemKind.REFUSED, 9034)


@pytest.mark.parametrize(
    ("token", "client_code", "code"),
    [
        ("", DEMO_CLIENT, 9001),
        (DEMO_NO_RIGHTS_TOKEN, DEMO_CLIENT, 9002),
        ("no-such-token", DEMO_CLIENT, 9034),
        (DEMO_TOKEN, "OC-OTHER", 9034),
        (DEMO_TOKEN, "", 9000),
    ],
)
async def test_a_wrong_key_is_refused(token: str, client_code: str, code: int, line: Line) -> None:
    """Token, right and client that do not fit are refused with their code, by every family, asked once."""
    client = line.client(token=token, client=client_code)
    assert await kind_of(lambda: client.validation.validate("ABC123")) == (ProblemKind.REFUSED, code)
    assert await kind_of(client.lots.values) == (ProblemKind.REFUSED, code)
    assert await kind_of(client.users.types) == (ProblemKind.REFUSED, code)
    assert await line.requests() == (1 if code == 9000 else 3)


async def test_an_officers_token_sees_no_money(line: Line) -> None:
    """A token with the right to check plates is refused the lot values."""
    client = line.client(token=DEMO_OFFICER_TOKEN)
    assert (await client.validation.validate("CDMX77")).facts == PlateFacts("CDMX77")
    assert await kind_of(client.lots.values) == (ProblemKind.REFUSED, 9002)
    assert await kind_of(client.users.types) == (ProblemKind.REFUSED, 9002)


FAULTS = [
    ("dead", ProblemKind.UNREACHABLE, None, 3),
    ("portal", ProblemKind.PORTAL, None, 1),
    ("refused", ProblemKind.REFUSED, 9034, 1),
    ("bad", ProblemKind.UNREADABLE, None, 1),
    ("busy", ProblemKind.BUSY, None, 3),
    ("error", ProblemKind.SERVER_ERROR, None, 3),
    ("redirect", ProblemKind.REDIRECTED, None, 1),
    ("wrong_plate", ProblemKind.WRONG_PLATE, None, 1),
]


@pytest.mark.parametrize(("mode", "kind", "code", "times"), FAULTS)
async def test_a_fault_is_named(
    mode: str, kind: ProblemKind, code: int | None, times: int, line: Line
) -> None:
    """Each way to break the service is its own problem, asked again only where that may help."""
    await line.spoil(mode)
    assert await kind_of(lambda: line.client().validation.validate("ABC123")) == (kind, code)
    assert await line.requests() == times
    await line.spoil("none")
    assert (await line.client().validation.validate("ABC123")).facts.permits


async def test_a_slow_service_is_given_up(line: Line) -> None:
    """Nothing within the deadline is a time-out."""
    await line.spoil("slow")
    client = line.client(deadline_s=0.2)
    assert await kind_of(lambda: client.validation.validate("ABC123")) == (ProblemKind.TIMEOUT, None)


async def test_the_right_plate_passes_the_swapper(line: Line) -> None:
    """An answer for the plate that was asked is an answer, whoever else gets it too."""
    await line.spoil("wrong_plate")
    assert (await line.client().validation.validate(OTHER_PLATE)).facts == PlateFacts(OTHER_PLATE)


async def test_one_failure_in_a_few_is_not_seen(line: Line) -> None:
    """Attempts within one call outlast a service that fails now and then."""
    await line.spoil("none", fail_rate=0.2)
    client = line.client()
    answered = 0
    for plate in list(TRAINING_PLATES)[:20]:
        try:
            await client.validation.validate(plate)
        except ServiceError:
            continue
        answered += 1
    assert answered >= 17
