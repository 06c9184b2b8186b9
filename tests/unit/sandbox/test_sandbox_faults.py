"""Faults break what they say they break, under /api and nowhere else."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from platecheck.sandbox.campus import DEMO_TOKEN
from platecheck.sandbox.errors import MESSAGES
from platecheck.sandbox.faults import OTHER_PLATE, FaultMode, Faults, FaultSettings

Validate = Callable[[str], Awaitable[httpx.Response]]
Spoil = Callable[..., Awaitable[dict[str, Any]]]

LOTS = "/api/OC-TOMA/v1/permits/lot-values"
PUSH = "/api/OC-TOMA/v1/permits/push"


@pytest.fixture
def spoil(client: httpx.AsyncClient) -> Spoil:
    """Put faults in force and give the state."""

    async def post(**settings: object) -> dict[str, Any]:
        answer = await client.post("/sandbox/faults", json=settings)
        assert answer.status_code == 200
        state: dict[str, Any] = answer.json()
        return state

    return post


async def test_a_dead_service_drops_the_connection(
    address: str | None, validate: Validate, spoil: Spoil
) -> None:
    """Nothing is answered: over a socket the connection ends, in-process the caller gets the error."""
    await spoil(mode="dead")
    expected = (httpx.RemoteProtocolError, httpx.ReadError) if address else ConnectionResetError
    with pytest.raises(expected):
        await validate("ABC123")
    await spoil()
    assert (await validate("ABC123")).json()["error"] == 0


async def test_an_unanswered_push_is_carried_out(
    client: httpx.AsyncClient, address: str | None, validate: Validate, spoil: Spoil
) -> None:
    """The connection ends without an answer, and the permit is on file all the same, by mode and by rate."""
    expected = (httpx.RemoteProtocolError, httpx.ReadError) if address else ConnectionResetError
    times = {"startTime": "2026-09-15T15:00:00", "endTime": "2026-09-15T17:00:00"}
    for plate, settings in (("L0ST1", {"mode": "unanswered"}), ("L0ST2", {"lost_rate": 1})):
        await spoil(**settings)
        with pytest.raises(expected):
            await client.post(PUSH, json={"apiToken": DEMO_TOKEN, "plate": plate, **times})
        await spoil()
        found = (await validate(plate)).json()["data"]["responseJSON"]["permits"]
        assert [permit["type"] for permit in found] == ["temp"]


async def test_a_portal_answers_with_a_page(validate: Validate, spoil: Spoil) -> None:
    """A captive portal is HTML with status 200."""
    await spoil(mode="portal")
    answer = await validate("ABC123")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_refusal_is_9034_in_the_familys_envelope(
    client: httpx.AsyncClient, validate: Validate, spoil: Spoil
) -> None:
    """Refused is 401 with code 9034, each service in its own envelope."""
    await spoil(mode="refused")
    answer = await validate("ABC123")
    assert (answer.status_code, answer.json()["error"]) == (401, 9034)
    lots = await client.request("GET", LOTS, json={"apiToken": DEMO_TOKEN})
    assert (lots.status_code, lots.json()["ErrorCode"]) == (401, 9034)


def test_the_table_has_the_documents_codes() -> None:
    """The codes are 9000 to 9022 and 9030 to 9034."""
    assert set(MESSAGES) == {*range(9000, 9023), *range(9030, 9035)}


@pytest.mark.parametrize("code", MESSAGES)
async def test_every_code_of_the_documents_can_be_had(validate: Validate, spoil: Spoil, code: int) -> None:
    """Any code can be provoked, with DOMAIN.md's HTTP status."""
    await spoil(mode="refused", code=code)
    answer = await validate("ABC123")
    assert answer.json() == {"error": code, "data": None, "message": MESSAGES[code]}
    by_code = {9001: 401, 9034: 401, 9002: 403, 9009: 404, 9012: 409, 9019: 409, 9020: 409, 9022: 409}
    assert answer.status_code == by_code.get(code, 400)


async def test_a_bad_answer_is_no_json(validate: Validate, spoil: Spoil) -> None:
    """Bad is 200, declared as JSON, and does not parse."""
    await spoil(mode="bad")
    answer = await validate("ABC123")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    with pytest.raises(json.JSONDecodeError):
        answer.json()


async def test_a_busy_service_says_when_to_come_back(validate: Validate, spoil: Spoil) -> None:
    """Busy is 429 with Retry-After in seconds."""
    await spoil(mode="busy")
    answer = await validate("ABC123")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


async def test_an_error_is_a_500(validate: Validate, spoil: Spoil) -> None:
    """Error is a server error in no envelope of the documents."""
    await spoil(mode="error")
    answer = await validate("ABC123")
    assert (answer.status_code, answer.json()) == (500, {"message": "Server Error"})


async def test_a_redirect_leads_to_another_host(validate: Validate, spoil: Spoil) -> None:
    """Redirect is a 302 to a host that is not the sandbox."""
    await spoil(mode="redirect")
    answer = await validate("ABC123")
    assert answer.status_code == 302
    assert httpx.URL(answer.headers["location"]).host == "login.portal.invalid"


async def test_a_wrong_plate_is_an_answer_about_another_car(
    client: httpx.AsyncClient, validate: Validate, spoil: Spoil
) -> None:
    """Wrong plate changes `data.plate` only; other families answer as ever."""
    whole = (await validate("ABC123")).json()
    await spoil(mode="wrong_plate")
    swapped = (await validate("ABC123")).json()
    assert swapped["data"].pop("plate") == OTHER_PLATE
    del whole["data"]["plate"]
    assert swapped == whole
    assert (await validate("")).json()["error"] == 9006
    assert (await client.request("GET", LOTS, json={"apiToken": DEMO_TOKEN})).status_code == 200


async def test_a_late_answer_is_a_whole_answer(validate: Validate, spoil: Spoil) -> None:
    """After the wait the request goes through with its body."""
    await spoil(mode="slow", latency_s=0.01)
    assert (await validate("ABC123")).json()["data"]["plate"] == "ABC123"
    await spoil(latency_s=0.01)
    assert (await validate("ABC123")).json()["data"]["plate"] == "ABC123"


async def test_who_gives_up_on_a_slow_service_can_ask_again(validate: Validate, spoil: Spoil) -> None:
    """A slow service leaves its callers waiting, and is well again once mended."""
    state = await spoil(mode="slow")
    assert state["faults"] == {"mode": "slow", "latency_s": 0, "fail_rate": 0, "lost_rate": 0, "code": 9034}
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await validate("ABC123")
    await spoil()
    assert (await validate("ABC123")).status_code == 200


async def test_a_fail_rate_of_one_spoils_every_answer(validate: Validate, spoil: Spoil) -> None:
    """With a fail rate of 1 each answer is a 500, 503, 429 or none."""
    await spoil(fail_rate=1)
    seen = set()
    for _ in range(20):
        try:
            seen.add((await validate("ABC123")).status_code)
        except (httpx.TransportError, ConnectionResetError):
            seen.add(0)
    assert seen == {0, 429, 500, 503}


def test_a_fail_rate_hits_its_share_the_same_way_each_time() -> None:
    """The seed decides which answers fail, and about the share asked for does."""
    settings = FaultSettings(fail_rate=0.3)
    first, second = (Faults(settings, seed=5) for _ in range(2))
    drawn = [first.draw() for _ in range(400)]
    assert drawn == [second.draw() for _ in range(400)]
    assert 80 < sum(fault is not FaultMode.NONE for fault in drawn) < 160


@pytest.mark.parametrize("mode", list(FaultMode))
async def test_the_controls_stay_within_reach_in_every_mode(
    client: httpx.AsyncClient, spoil: Spoil, mode: FaultMode
) -> None:
    """A fault touches /api only: the page and the controls answer."""
    await spoil(mode=mode)
    assert (await client.get("/")).status_code == 200
    assert (await client.get("/sandbox/state")).json()["faults"]["mode"] == mode
    assert (await client.get("/openapi.json")).status_code == 200


@pytest.mark.parametrize(
    "settings", [{"mode": "haunted"}, {"latency_s": -1}, {"fail_rate": 2}, {"code": 1}, {"moed": "none"}]
)
async def test_settings_that_make_no_sense_change_nothing(
    client: httpx.AsyncClient, spoil: Spoil, settings: dict[str, Any]
) -> None:
    """A mistyped control is refused and the faults in force stay."""
    await spoil(mode="busy")
    assert (await client.post("/sandbox/faults", json=settings)).status_code == 422
    assert (await client.get("/sandbox/state")).json()["faults"]["mode"] == "busy"


async def test_every_request_of_the_api_is_counted(
    client: httpx.AsyncClient, validate: Validate, spoil: Spoil
) -> None:
    """The state counts API requests, spoiled ones included, so that a test can see retries."""
    before = (await spoil(mode="busy"))["api_requests"]
    await validate("ABC123")
    await validate("ABC123")
    assert (await client.get("/sandbox/state")).json()["api_requests"] == before + 2
