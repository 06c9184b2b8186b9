"""Every code of the documents is reached by a request, with its fixed message and the status of our map."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import httpx
import pytest

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_NO_RIGHTS_TOKEN, DEMO_OFFICER_TOKEN, DEMO_TOKEN
from platecheck.sandbox.errors import MESSAGES

Send = Callable[[str, object], Awaitable[httpx.Response]]

# "API Error Codes", copied a second time on purpose.
CODES = {*range(9000, 9023), *range(9030, 9035)}
STATUSES = {9001: 401, 9034: 401, 9002: 403, 9009: 404, 9012: 409, 9019: 409, 9020: 409, 9022: 409}

PERMIT = {
    "plate": "C0DE",
    "startTime": "2026-09-15T15:00:00",
    "endTime": "2026-09-15T17:00:00",
    "zone": "VIS",
}
VEHICLE = {"plate": "C0DE", "plateType": "Passenger", "prov": "ON"}
USER = {
    "unique_id": "one",
    "login_source": "OPSCOM",
    "email": "one@example.invalid",
    "first_name": "One",
    "last_name": "Person",
    "user_name": "one",
}
OTHER_USER = {**USER, "unique_id": "two", "email": "two@example.invalid", "user_name": "two"}
GOOD = {
    "permits/stats": {},
    "permits/push": PERMIT,
    "permits/update": {"referenceID": "none"},
    "permits/delete": {"referenceID": "none"},
    "vehicles/push": VEHICLE,
    "profiles/types/list": {},
    "profiles/push": USER,
    "violations/send_overdue_to_collections": {},
}
PERMIT_PUSH, VEHICLE_PUSH, USER_PUSH = "permits/push", "vehicles/push", "profiles/push"


class Refusal(NamedTuple):
    """A request and its code; None takes a field out of a good request. `first` is sent before it."""

    code: int
    path: str
    change: dict[str, Any]
    first: dict[str, str] | None = None


NUMBER, LIST, OBJECT = 7, ["x"], {"x": "y"}
MADE = "what the first request made"
REFUSALS = [
    Refusal(9004, PERMIT_PUSH, {"endTime": None}),
    Refusal(9004, PERMIT_PUSH, {"endTime": "  "}),
    *(
        Refusal(9005, PERMIT_PUSH, {"endTime": value})
        for value in (
            *("2026-09-15 17:00:00", "2026-09-15T17:00:00Z", "2026-9-15T17:00:00", "2026-02-30T17:00:00"),
            *("2026-09-15T15:00:00", "2026-09-15T14:59:59", "0026-09-15T17:00:00", "1" * 21, "tomorrow"),
            *("٢٠٢٦-09-15T17:00:00", NUMBER, LIST, OBJECT, True),
        )
    ),
    Refusal(9005, PERMIT_PUSH, {"EndDateUtc": "tomorrow"}),
    Refusal(9005, "permits/update", {"referenceID": MADE, "endTime": "tomorrow"}, PERMIT),
    Refusal(9005, "permits/update", {"referenceID": MADE, "endTime": "2026-09-15T14:00:00"}, PERMIT),
    Refusal(9006, PERMIT_PUSH, {"plate": None}),
    Refusal(9006, PERMIT_PUSH, {"plate": None, "LicencePlate": " "}),
    Refusal(9006, VEHICLE_PUSH, {"plate": ""}),
    *(Refusal(9007, PERMIT_PUSH, {"startTime": value}) for value in ("now", "2026-09-15", "1" * 21, NUMBER)),
    Refusal(9008, "permits/update", {"referenceID": None}),
    Refusal(9008, "permits/delete", {"referenceID": " "}),
    Refusal(9009, "permits/update", {"referenceid": "1a9b5375-cb75-4c71-9939-eeae550b09ac"}),
    Refusal(9009, "permits/delete", {"reference_id": "1a9b5375-cb75-4c71-9939-eeae550b09ac"}),
    Refusal(9010, VEHICLE_PUSH, {"plateType": None}),
    Refusal(9010, VEHICLE_PUSH, {"plateType": " ", "plateTypeID": ""}),
    Refusal(9011, VEHICLE_PUSH, {"prov": None}),
    Refusal(9011, VEHICLE_PUSH, {"prov": "", "provID": None}),
    Refusal(9012, VEHICLE_PUSH, {"plate": "TW1CE"}, {**VEHICLE, "plate": "tw1-ce"}),
    Refusal(9012, VEHICLE_PUSH, {"plate": "CKRD081", "prov": "Quebec"}),
    Refusal(9013, USER_PUSH, {"unique_id": None}),
    Refusal(9014, USER_PUSH, {"login_source": None}),
    *(Refusal(9015, USER_PUSH, {"login_source": value}) for value in ("NOBODY", "O" * 21, NUMBER)),
    Refusal(9016, USER_PUSH, {"unique_id": "new", "email": None}),
    Refusal(9017, USER_PUSH, {"unique_id": "new", "first_name": " "}),
    Refusal(9018, USER_PUSH, {"unique_id": "new", "last_name": None}),
    Refusal(9019, USER_PUSH, {**OTHER_USER, "email": "ONE@example.invalid"}, USER),
    Refusal(9020, USER_PUSH, {**OTHER_USER, "user_name": "One"}, USER),
    Refusal(9021, VEHICLE_PUSH, {"plate": "A" * 51}),
    Refusal(9022, PERMIT_PUSH, {"plate": "TW1CE"}, {**PERMIT, "plate": "TW1CE"}),
    *(
        Refusal(9030, PERMIT_PUSH, {name: "1" * length})
        for name, length in (
            *(("plate", 26), ("LicencePlate", 26), ("amount", 10), ("Amount", 10), ("currency", 11)),
            *(("permitNo", 51), ("TicketNumber", 51), ("zone", 201), ("ParkingZoneName", 201)),
            ("promoCode", 51),
        )
    ),
    Refusal(9030, "permits/delete", {"referenceID": "1" * 51}),
    *(
        Refusal(9030, VEHICLE_PUSH, {name: "1" * length})
        for name, length in (
            *(("plateType", 51), ("plateTypeID", 51), ("prov", 51), ("provID", 51), ("makeID", 51)),
            *(("typeID", 51), ("colourID", 51), ("vin", 26), ("year", 5)),
        )
    ),
    *(
        Refusal(9030, USER_PUSH, {name: "1" * length})
        for name, length in (
            *(("unique_id", 51), ("first_name", 51), ("last_name", 51), ("user_name", 51), ("email", 101)),
            *(("city", 51), ("province", 3), ("state", 3), ("postal_code", 21), ("zip", 21), ("street2", 21)),
            *(("city2", 51), ("province2", 3), ("state2", 3), ("postal_code2", 21), ("zip2", 21)),
            *(("phone_cell", 21), ("employ_no", 51), ("employee_phone", 51), ("student_no", 51)),
            *(("student_phone", 51), ("driver_licence_num", 256), ("driver_license_num", 256)),
            *(("date_of_birth", 11), ("driver_licence_prov", 3), ("driver_license_state", 3)),
        )
    ),
    Refusal(9031, PERMIT_PUSH, {"startTime": None}),
    Refusal(9032, VEHICLE_PUSH, {"year": "201"}),
    *(
        Refusal(9032, USER_PUSH, {name: "1"})
        for name in ("province", "state2", "driver_license_state", "date_of_birth")
    ),
    *(
        Refusal(9033, PERMIT_PUSH, {"amount": value})
        for value in ("0.00", "14.5", "14", "1,00", "-1.00", "1.000", "1e3", ".50", "٣.00", 14.5, True, LIST)
    ),
    *(Refusal(9033, PERMIT_PUSH, {"currency": value}) for value in ("EUR", "C", NUMBER)),
    *(Refusal(9033, PERMIT_PUSH, {"plate": value}) for value in ("AB#123", "--", NUMBER, OBJECT)),
    *(
        Refusal(9033, PERMIT_PUSH, {name: NUMBER})
        for name in ("permitNo", "TicketNumber", "zone", "promoCode", "LicencePlate")
    ),
    *(Refusal(9033, VEHICLE_PUSH, {name: "99"}) for name in ("plateTypeID", "provID", "makeID", "colourID")),
    *(Refusal(9033, VEHICLE_PUSH, {"prov": value}) for value in ("ZZ", "Ontari", NUMBER)),
    *(Refusal(9033, VEHICLE_PUSH, {"year": value}) for value in ("20x1", 2011)),
    *(Refusal(9033, VEHICLE_PUSH, {name: NUMBER}) for name in ("make", "type", "colour", "vin", "plateType")),
    *(
        Refusal(9033, USER_PUSH, {name: value})
        for name, value in (
            *(("email", "nobody"), ("email", "a@b@c"), ("province", "1A"), ("user_type_id", "2")),
            *(("user_type_id", 6), ("date_of_birth", "2001-02-30"), ("date_of_birth", "31/01/1901")),
            *(("locker_user_type_id", "x"), ("street", LIST), ("state", NUMBER), ("unique_id", OBJECT)),
        )
    ),
    Refusal(9033, "permits/stats", {"zones": ["Lot 01"]}),
    Refusal(9033, "permits/update", {"referenceID": NUMBER}),
]
# What every operation of the controller answers the same way.
TOKENS = [
    (9001, {}),
    (9001, {"apiToken": " "}),
    (9002, {"apiToken": DEMO_NO_RIGHTS_TOKEN}),
    (9002, {"apiToken": DEMO_OFFICER_TOKEN}),
    (9030, {"apiToken": "a" * 51}),
    (9033, {"apiToken": 7}),
    (9034, {"apiToken": "nobody"}),
]


@pytest.fixture
def send(client: httpx.AsyncClient) -> Send:
    """Send a body to one of the demo client's paths."""

    async def ask(path: str, body: object) -> httpx.Response:
        return await client.post(f"/api/{DEMO_CLIENT}/v1/{path}", json=body)

    return ask


def is_refused(answer: httpx.Response, code: int) -> bool:
    """Check status, media type and the whole body of a refusal."""
    assert answer.json() == {"ErrorCode": code, "ErrorMessage": MESSAGES[code]}
    assert answer.headers["content-type"] == "application/json"
    return answer.status_code == STATUSES.get(code, 400)


def test_no_code_of_the_documents_is_left_out() -> None:
    """The table, and what every operation shares, are all of the documents' codes."""
    shared = {9000, 9003, *(code for code, _ in TOKENS)}
    assert shared | {refusal.code for refusal in REFUSALS} == CODES == set(MESSAGES)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda r: f"{r.code} {r.path} {json.dumps(r.change)[:40]}")
async def test_a_bad_request_gets_its_code(send: Send, refusal: Refusal) -> None:
    """One thing wrong with an otherwise good request is refused by its code, and nothing is written."""
    change = dict(refusal.change)
    if refusal.first is not None:
        path = PERMIT_PUSH if refusal.path.startswith("permits") else refusal.path
        first = await send(path, {"apiToken": DEMO_TOKEN, **refusal.first})
        if change.get("referenceID") == MADE:
            change["referenceID"] = first.json()["reference_id"]
    body = {"apiToken": DEMO_TOKEN, **GOOD[refusal.path], **change}
    for _ in range(2):
        assert is_refused(await send(refusal.path, body), refusal.code)
    if refusal.change.get("referenceID") == MADE:
        await send("permits/delete", {"apiToken": DEMO_TOKEN, "referenceID": change["referenceID"]})


@pytest.mark.parametrize("path", GOOD)
@pytest.mark.parametrize(("code", "token"), TOKENS)
async def test_a_token_that_does_not_fit_is_refused(
    send: Send, path: str, code: int, token: dict[str, Any]
) -> None:
    """Every operation refuses a missing, unknown, powerless, over-long or odd token, before any field."""
    assert is_refused(await send(path, token), code)


@pytest.mark.parametrize("path", GOOD)
async def test_every_operation_wants_a_client_and_an_object(
    client: httpx.AsyncClient, send: Send, path: str
) -> None:
    """A blank client is a 9000, another's token a 9034, and what is no JSON object a 9003."""
    body = {"apiToken": DEMO_TOKEN, **GOOD[path]}
    for blank in ("", "%20"):
        assert is_refused(await client.post(f"/api/{blank}/v1/{path}", json=body), 9000)
    assert is_refused(await client.post(f"/api/OC-OTHER/v1/{path}", json=body), 9034)
    for odd in ([], "text", None, 7):
        assert is_refused(await send(path, odd), 9003)
    plain = await client.post(f"/api/{DEMO_CLIENT}/v1/{path}", content=json.dumps(body))
    assert is_refused(plain, 9003)
    asked = await client.get(f"/api/{DEMO_CLIENT}/v1/{path}")
    assert (asked.status_code, asked.headers["allow"], asked.json()["ErrorCode"]) == (405, "POST", 9003)
