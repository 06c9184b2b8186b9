"""Plate validation answers as the documents' samples do, and refuses with their codes."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_NO_RIGHTS_TOKEN, DEMO_TOKEN, TRAINING_PLATES
from platecheck.sandbox.errors import MESSAGES
from platecheck.sandbox.validation import ValidationAnswer, ValidationRefusal

Validate = Callable[[str], Awaitable[httpx.Response]]

PATH = "/api/v1/validate/plate"
GOOD = {"api_token": DEMO_TOKEN, "client": DEMO_CLIENT, "plate": "ABC123"}
TERM = "2027-02-12 23:59:59"


async def test_the_merged_example_is_the_documents_with_its_dates_moved(validate: Validate) -> None:
    """ABC123 has two permits, an alarm and a DNTT, as text and as JSON."""
    answer = await validate("ABC123")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {
        "error": 0,
        "data": {
            "response": f"standard: BIKE\n Expires: {TERM}\nstandard: MOTO-S\n Expires: {TERM}\n\n"
            "ALARM: Wanted to talk with.\n\n"
            "DNTT: Main Campus\n2026-09-15 00:00:00-2026-09-15 23:59:00 \nCLEAR FOR ANY PAY AREA\n\n",
            "plate": "ABC123",
            "responseJSON": {
                "permits": [
                    {"expires": TERM, "type": "standard", "shortName": "BIKE"},
                    {"expires": TERM, "type": "standard", "shortName": "MOTO-S"},
                ],
                "dntt": [
                    {
                        "notes": "CLEAR FOR ANY PAY AREA",
                        "start": "2026-09-15 00:00:00",
                        "location": "Main Campus",
                        "end": "2026-09-15 23:59:00",
                    }
                ],
                "alarm": "Wanted to talk with.",
            },
        },
        "message": "",
    }


async def test_no_data_is_an_empty_text_and_an_empty_object(validate: Validate) -> None:
    """A plate nobody knows is answered as in the documents' "No data" sample."""
    answer = await validate("QXQX999")
    assert answer.json() == {
        "error": 0,
        "data": {"response": "", "plate": "QXQX999", "responseJSON": {}},
        "message": "",
    }


async def test_the_permits_sample(validate: Validate) -> None:
    """ABC890 has its two permits and no other key."""
    data = (await validate("ABC890")).json()["data"]
    assert data["responseJSON"] == {
        "permits": [
            {"expires": TERM, "type": "standard", "shortName": "BIKE"},
            {"expires": TERM, "type": "standard", "shortName": "MOTO-S"},
        ]
    }
    assert data["response"] == f"standard: BIKE\n Expires: {TERM}\nstandard: MOTO-S\n Expires: {TERM}\n\n"


async def test_the_alarm_sample_word_for_word(validate: Validate) -> None:
    """ABC456 has the documents' alarm, line ends included, and nothing else."""
    alarm = "15-AS123 Lex Luthor (08 JUL 84) wanted by OPS.\r\n\r\n*** Violence / Weapons ***"
    data = (await validate("ABC456")).json()["data"]
    assert data == {"response": f"ALARM: {alarm}\n\n", "plate": "ABC456", "responseJSON": {"alarm": alarm}}


async def test_the_dntt_sample_with_its_empty_permits(validate: Validate) -> None:
    """DEF123 has an empty list of permits, one DNTT and active "1"."""
    notes = "Hertz truck has permission to park overnight in lot 6. Rental for We-Move-It Services"
    data = (await validate("DEF123")).json()["data"]
    start, end = "2026-08-17 00:00:00", "2027-02-22 23:59:00"
    assert data["responseJSON"] == {
        "permits": [],
        "dntt": [{"notes": notes, "start": start, "location": "Lot 6", "end": end}],
        "active": "1",
    }
    assert data["response"] == f"DNTT: Lot 6\n{start}-{end} \n{notes}\n\n"


@pytest.mark.parametrize("plate", TRAINING_PLATES)
async def test_the_text_says_what_the_json_says(validate: Validate, plate: str) -> None:
    """Every training plate's text block, read back, is its JSON."""
    answer = ValidationAnswer.model_validate_json((await validate(plate)).content)
    text = answer.data.response
    facts = answer.data.response_json
    permits = re.findall(r"^(.+): (.+)\n Expires: (.+)$", text, re.MULTILINE)
    assert permits == [(p.type, p.short_name, p.expires) for p in facts.permits or []]
    dntt = re.findall(r"DNTT: (.*)\n(.{19})-(.{19}) \n(.*)\n\n", text)
    assert dntt == [(d.location, d.start, d.end, d.notes) for d in facts.dntt or []]
    alarm = re.search(r"ALARM: (.*?)\n\n(?=DNTT: |\Z)", text, re.DOTALL)
    assert (alarm.group(1) if alarm else None) == facts.alarm


@pytest.mark.parametrize("typed", ["abc123", " ABC 123 ", "abc-123", "ÀBÇ123", "A\u00a0BC\u2003123"])
async def test_the_plate_is_normalised_and_echoed(validate: Validate, typed: str) -> None:
    """Case, spaces, hyphens and accents do not make another plate."""
    assert (await validate(typed)).json()["data"]["plate"] == "ABC123"


@pytest.mark.parametrize("code", ["OC-TOMA", "OC_TOMA", "oc-toma"])
async def test_the_client_is_known_by_every_spelling_of_the_documents(
    client: httpx.AsyncClient, code: str
) -> None:
    """OC-TOMA and OC_TOMA are one client."""
    assert (await client.post(PATH, json={**GOOD, "client": code})).json()["error"] == 0


@pytest.mark.parametrize(
    ("change", "code", "status"),
    [
        ({"client": None}, 9000, 400),
        ({"client": "  "}, 9000, 400),
        ({"api_token": None}, 9001, 401),
        ({"api_token": ""}, 9001, 401),
        ({"api_token": DEMO_NO_RIGHTS_TOKEN}, 9002, 403),
        ({"plate": None}, 9006, 400),
        ({"plate": " "}, 9006, 400),
        ({"plate": "A" * 51}, 9021, 400),
        ({"api_token": "a" * 51}, 9030, 400),
        ({"plate": 123}, 9033, 400),
        ({"plate": "AB#123"}, 9033, 400),
        ({"plate": "--"}, 9033, 400),
        ({"client": ["OC-TOMA"]}, 9033, 400),
        ({"api_token": "nobody"}, 9034, 401),
        ({"client": "OC-OTHER"}, 9034, 401),
    ],
)
async def test_refusals_carry_the_documents_code_and_message(
    client: httpx.AsyncClient, change: dict[str, Any], code: int, status: int
) -> None:
    """A request that lacks or distorts something is refused with its code, in the validation envelope."""
    answer = await client.post(PATH, json={**GOOD, **change})
    assert answer.status_code == status
    assert answer.json() == {"error": code, "data": None, "message": MESSAGES[code]}
    ValidationRefusal.model_validate_json(answer.content)


UNPARSABLE = {
    "nothing": b"",
    "trailing comma": b'{"api_token": "t", "client": "OC-TOMA", "plate": "ABC123",}',
    "a list": b"[]",
    "a string": b'"ABC123"',
    "half": b'{"api_token": "t"',
    "not text": b"\xff\xfe\xfa",
    "too deep": b"[" * 60_000,
    "no number": b'{"plate": NaN}',
    "half a character": b'{"plate": "\\ud800"}',
    "too large": json.dumps({**GOOD, "more": "x" * 70_000}).encode(),
}


@pytest.mark.parametrize("body", UNPARSABLE.values(), ids=UNPARSABLE)
async def test_what_is_no_json_object_could_not_be_parsed(client: httpx.AsyncClient, body: Any) -> None:
    """Any body that is not a JSON object of reasonable size is a 9003."""
    answer = await client.post(PATH, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (400, 9003)


async def test_a_byte_order_mark_is_no_reason_to_refuse(client: httpx.AsyncClient) -> None:
    """A body that begins with a BOM is read all the same."""
    body = b"\xef\xbb\xbf" + json.dumps(GOOD).encode()
    answer = await client.post(
        PATH, content=body, headers={"Content-Type": "application/json; charset=utf-8"}
    )
    assert answer.json()["error"] == 0


async def test_a_body_not_declared_as_json_is_not_read(client: httpx.AsyncClient) -> None:
    """Without `Content-Type: application/json` the request is a 9003."""
    answer = await client.post(PATH, content=json.dumps(GOOD).encode())
    assert answer.json()["error"] == 9003


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_another_method_is_answered_in_the_envelope(client: httpx.AsyncClient, method: str) -> None:
    """A wrong method is a 405 that names the right one."""
    answer = await client.request(method, PATH)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert answer.json()["error"] == 9003


async def test_unknown_keys_in_the_request_do_not_matter(client: httpx.AsyncClient) -> None:
    """A request may carry fields the documents do not name."""
    answer = await client.post(PATH, json={**GOOD, "handheld": "12"})
    assert answer.json()["error"] == 0
