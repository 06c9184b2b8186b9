"""The sandbox against the documents' own request samples and answers, word for word, over a socket."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from platecheck.sandbox.campus import DEMO_TOKEN
from platecheck.sandbox.service import SandboxServer

if TYPE_CHECKING:
    from collections.abc import Iterator

ZONE = ZoneInfo("America/Toronto")
NOW = datetime(2025, 4, 30, 15, 30, tzinfo=UTC)
OVERDUE = json.loads((Path(__file__).parent / "document_overdue_violations.json").read_text())
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
REFERENCE = "1a9b5375-cb75-4c71-9939-eeae550b09ac"

# As printed; the documents write the client both ways.
PERMIT = """{
"apiToken": "YOUR-API-TOKEN",
"Amount": "14.50",
"CurrencyID": "CAD",
"LicencePlate": "PL8RDR",
"zone": "Lot 4",
"permitNo": "L4-1138",
"startTime": "2018-07-02T09:00:00",
"endTime": "2018-07-02T09:30:00",
"promoCode": "DISCOUNT20"
}"""
UPDATE = """{ "apiToken": "YOUR-API-TOKEN", "referenceID": "PREVIOUS-REFERENCE-ID", "plate": "PL8RDR",
"Amount": "14.50", "currency": "CAD", "endTime": "2018-07-02T09:30:00"}"""
DELETE = '{ "apiToken": "YOUR-API-TOKEN", "referenceID": "PREVIOUS-REFERENCE-ID"}'
VEHICLE = """{ "apiToken": "YOUR-API-TOKEN", "plate": "PL8RDR", "plateType": "Motorcycle", "prov": "MA",
"make": "8", "type": "3", "colour": "red", "year": "2011", "vin": "8GKS1AKC7FR518845"}"""
VEHICLE_TOO = """{ "apiToken": "YOUR-API-TOKEN", "plate": "PL8RDR", "plateType": "Motorcycle", "prov": "MA",
"make": "kia", "type": "commercial", "colour": "red", "year": "2021", "vin": "8GKS1AKC7FR518845"}"""
STATS = '{ "apiToken": "YOUR-API-TOKEN", "zones": "NOT-REQUIRED--LIST-OF-ZONES"}'
STATS_TOO = '{ "apiToken": "YOUR-API-TOKEN", "zones": "Lot 01,Lot 02"}'
USER = """{ "apiToken": "YOUR-API-TOKEN", "unique_id": "tester23", "login_source": "OPSCOM",
"first_name":"firstname", "last_name":"lastname", "user_name":"username", "email":"test@test.com",
"street":"123 Main Street, 123 Main Street,123 Main Street,123 Main Street,123 Main Street,123 Main Street",
"city":"Everywhere", "province":"bc", "state":"NY", "postal_code":"HOHOHO", "zip":"12345-1212",
"street2":"123 General Street", "city2":"Somewhere", "province2":"AB", "state2":"MA",
"postal_code2":"A9A9A9", "zip2":"54321-1212", "phone_cell":"613-555-1212", "user_type_id":"6",
"employ_no":"employee number: default", "employee_phone":"emp ph. klondike 555",
"student_no":"SN 543209854", "student_phone":"999", "driver_licence_num":"QC 99999999",
"driver_license_num":"NYNY", "date_of_birth":"1901-01-31", "locker_user_type_id":"3",
"driver_licence_prov":"BC", "driver_license_state":"CA"}"""
ONLY_TOKEN = '{ "apiToken": "YOUR-API-TOKEN"}'
ONLY_TOKEN_AS_RAW = '{ "apiToken": "YOUR-API-TOKEN",}'


@pytest.fixture
def http(tmp_path: Path) -> Iterator[httpx.Client]:
    """Give a connection to a fresh sandbox with the documents' headers."""
    headers = {"Accept": "application/json", "Content-Type": "application/json", "Cache-Control": "no-cache"}
    with (
        SandboxServer(tmp_path, now=lambda: NOW, timezone=ZONE) as server,
        httpx.Client(base_url=f"{server.url}/api", headers=headers, trust_env=False) as client,
    ):
        yield client


def send(http: httpx.Client, path: str, sample: str, reference: str = REFERENCE) -> httpx.Response:
    """Send a sample as it is printed, with its places filled in."""
    filled = sample.replace("YOUR-API-TOKEN", DEMO_TOKEN).replace("PREVIOUS-REFERENCE-ID", reference)
    return http.post(path, content=filled.encode())


def differences(value: Any, sample: Any, at: str = "") -> list[str]:
    """Tell where a value's keys, their order or its types are not the sample's; null is of any type."""
    if value is None or sample is None:
        return []
    if type(value) is not type(sample):
        return [f"{at}: {type(value).__name__} for {type(sample).__name__}"]
    if isinstance(value, dict):
        if list(value) != list(sample):
            return [f"{at}: {[*value]} for {[*sample]}"]
        return [found for key in value for found in differences(value[key], sample[key], f"{at}.{key}")]
    if isinstance(value, list) and sample:
        return [found for part in value for found in differences(part, sample[0], f"{at}[]")]
    return []


def test_a_permit_is_created_updated_and_deleted_by_its_samples(http: httpx.Client) -> None:
    """Each answer has exactly the sample's three fields, and the same reference twice."""
    created = send(http, "/OC-TOMA/v1/permits/push", PERMIT)
    assert created.status_code == 200
    reference = created.json()["reference_id"]
    assert re.fullmatch(UUID, reference)
    said = {"status": "success", "reference_id": reference, "InternalReferenceID": reference}
    assert created.json() == said
    updated = send(http, "/OC-TOMA/v1/permits/update", UPDATE, reference)
    assert (updated.status_code, updated.json()) == (200, said)
    deleted = send(http, "/OC-TOMA/v1/permits/delete", DELETE, reference)
    assert (deleted.status_code, deleted.json()) == (200, said)


def test_stats_have_the_samples_three_strings(http: httpx.Client) -> None:
    """Every row is an origin, a zone and a total, all of them strings; zones nobody has are no rows."""
    whole = send(http, "/OC-TOMA/v1/permits/stats", ONLY_TOKEN).json()
    assert list(whole) == ["data"]
    assert {(tuple(row), *(type(value) for value in row.values())) for row in whole["data"]} == {
        (("type", "zone", "total"), str, str, str)
    }
    for sample in (STATS, STATS_TOO):
        answer = send(http, "/OC-TOMA/v1/permits/stats", sample)
        assert answer.status_code == 200
        assert {row["zone"] for row in answer.json()["data"]} <= {"TU Semester East", "TU Semester Central"}


@pytest.mark.parametrize("sample", [VEHICLE, VEHICLE_TOO])
def test_a_vehicle_is_created_by_its_samples(http: httpx.Client, sample: str) -> None:
    """The id is a string under the document's own odd name, beside a list of warnings."""
    answer = send(http, "/OC_TOMA/v1/vehicles/push", sample)
    assert answer.status_code == 200
    assert list(answer.json()) == ["status", "vehicle_id_id", "warnings"]
    assert answer.json()["vehicle_id_id"].isdecimal()
    assert (answer.json()["status"], answer.json()["warnings"]) == ("success", [])


def test_a_long_colour_is_warned_of_in_the_samples_words(http: httpx.Client) -> None:
    """The warning is the document's sentence."""
    sample = VEHICLE.replace('"red"', f'"{"red" * 20}"')
    answer = send(http, "/OC_TOMA/v1/vehicles/push", sample)
    assert answer.json()["warnings"] == ["The vehicle colour name was too long and has been truncated."]


def test_a_user_is_created_by_its_sample(http: httpx.Client) -> None:
    """Every field of the sample is taken, both of two aliases too, and the reference is a number."""
    answer = send(http, "/OC_TOMA/v1/profiles/push", USER)
    assert answer.status_code == 200
    assert list(answer.json()) == ["status", "reference_id"]
    assert answer.json()["status"] == "success"
    assert type(answer.json()["reference_id"]) is int
    assert send(http, "/OC_TOMA/v1/profiles/push", USER).json() == answer.json()


def test_user_types_are_the_samples_answer(http: httpx.Client) -> None:
    """Types come as the sample has them, ids as strings."""
    answer = send(http, "/OC_TOMA/v1/profiles/types/list", ONLY_TOKEN).json()
    assert answer["user_types"][5] == {"id": "10", "type_name": "Exchange Student", "ext_info": "Student"}


def test_overdue_violations_have_the_samples_shape(http: httpx.Client) -> None:
    """Every record, its vehicle, drivers, location and details have the sample's fields in its order."""
    answer = send(http, "/OC_TOMA/v1/violations/send_overdue_to_collections", ONLY_TOKEN)
    assert answer.status_code == 200
    assert differences(answer.json(), OVERDUE) == []
    records = answer.json()["records"]
    assert len(records) > 24
    assert all(record["vehicle"]["Plate"] and record["details"] and record["location"] for record in records)
    assert sum(bool(record["vehicle"]["drivers"]) for record in records) > 24


@pytest.mark.parametrize("path", ["profiles/types/list", "violations/send_overdue_to_collections"])
def test_the_raw_samples_with_a_trailing_comma_are_no_json(http: httpx.Client, path: str) -> None:
    """Two raw samples do not parse: the answer is 9003, and nothing was handed out."""
    answer = send(http, f"/OC_TOMA/v1/{path}", ONLY_TOKEN_AS_RAW)
    assert (answer.status_code, answer.json()["ErrorCode"]) == (400, 9003)


def test_the_example_error_is_answered_word_for_word(http: httpx.Client) -> None:
    """A request without a token gets the document's example."""
    answer = http.post("/OC-TOMA/v1/permits/push", content=b"{}")
    assert answer.json() == {"ErrorCode": 9001, "ErrorMessage": "API Token is missing from the request."}
