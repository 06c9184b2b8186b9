"""What goes on the wire: the documents' own samples, and the examples of the client's docstrings."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from platecheck import errors, opscom
from platecheck.errors import BadFields, FieldReason
from platecheck.opscom import (
    Access,
    Draft,
    PermitChange,
    PermitDraft,
    PermitRemoval,
    PersonDraft,
    VehicleDraft,
)

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from conftest import Asker, Handler, Wire

    Serve = Callable[..., AbstractAsyncContextManager[Wire]]
    Say = Callable[..., Handler]

REFERENCE = "1a9b5375-cb75-4c71-9939-eeae550b09ac"
DATE = "Date: Wed, 30 Apr 2025 12:00:00 GMT"

# The documents' samples: draft, operation, answer, request without its token.
SAMPLES: list[tuple[Draft, str, str, dict[str, str]]] = [
    (
        PermitDraft(
            plate="PL8RDR",
            starts_at=datetime(2018, 7, 2, 5, tzinfo=ZoneInfo("America/Toronto")),
            ends_at=datetime(2018, 7, 2, 9, 30, tzinfo=UTC),
            amount=Decimal("14.5"),
            currency="CAD",
            zone="Lot 4",
            permit_no="L4-1138",
            promo_code="DISCOUNT20",
        ),
        "permits/push",
        "2025-permit-pushed.json",
        {
            "Amount": "14.50",
            "CurrencyID": "CAD",
            "LicencePlate": "PL8RDR",
            "zone": "Lot 4",
            "permitNo": "L4-1138",
            "startTime": "2018-07-02T09:00:00",
            "endTime": "2018-07-02T09:30:00",
            "promoCode": "DISCOUNT20",
        },
    ),
    (
        PermitChange(
            reference=REFERENCE,
            plate="PL8RDR",
            amount=Decimal("14.50"),
            currency="CAD",
            ends_at=datetime(2018, 7, 2, 9, 30, tzinfo=UTC),
        ),
        "permits/update",
        "2025-permit-pushed.json",
        {
            "referenceID": REFERENCE,
            "plate": "PL8RDR",
            "Amount": "14.50",
            "currency": "CAD",
            "endTime": "2018-07-02T09:30:00",
        },
    ),
    (
        PermitRemoval(reference=REFERENCE),
        "permits/delete",
        "2025-permit-pushed.json",
        {"referenceID": REFERENCE},
    ),
    (
        VehicleDraft(
            plate="PL8RDR",
            plate_type="Motorcycle",
            prov="MA",
            make="8",
            type="3",
            colour="red",
            year="2011",
            vin="8GKS1AKC7FR518845",
        ),
        "vehicles/push",
        "2025-vehicle-pushed.json",
        {
            "plate": "PL8RDR",
            "plateType": "Motorcycle",
            "prov": "MA",
            "make": "8",
            "type": "3",
            "colour": "red",
            "year": "2011",
            "vin": "8GKS1AKC7FR518845",
        },
    ),
    (
        PersonDraft(
            unique_id="tester23",
            login_source="OPSCOM",
            first_name="firstname",
            last_name="lastname",
            user_name="username",
            email="test@test.com",
            street="123 Main Street, 123 Main Street,123 Main Street,123 Main Street",
            city="Everywhere",
            province="bc",
            postal_code="HOHOHO",
            street2="123 General Street",
            phone_cell="613-555-1212",
            user_type_id="6",
            employ_no="employee number: default",
            employee_phone="emp ph. klondike 555",
            student_no="SN 543209854",
            driver_licence_num="QC 99999999",
            date_of_birth=date(1901, 1, 31),
            locker_user_type_id="3",
            driver_licence_prov="BC",
        ),
        "profiles/push",
        "2025-person-pushed.json",
        {
            "unique_id": "tester23",
            "login_source": "OPSCOM",
            "first_name": "firstname",
            "last_name": "lastname",
            "user_name": "username",
            "email": "test@test.com",
            "street": "123 Main Street, 123 Main Street,123 Main Street,123 Main Street",
            "city": "Everywhere",
            "province": "BC",
            "postal_code": "HOHOHO",
            "street2": "123 General Street",
            "phone_cell": "613-555-1212",
            "user_type_id": "6",
            "employ_no": "employee number: default",
            "employee_phone": "emp ph. klondike 555",
            "student_no": "SN 543209854",
            "driver_licence_num": "QC 99999999",
            "date_of_birth": "1901-01-31",
            "locker_user_type_id": "3",
            "driver_licence_prov": "BC",
        },
    ),
]


@pytest.mark.parametrize(
    ("draft", "operation", "answer", "fields"), SAMPLES, ids=[sample[0].kind for sample in SAMPLES]
)
async def test_a_push_is_the_documents_sample(
    draft: Draft,
    operation: str,
    answer: str,
    fields: dict[str, str],
    *,
    asker: Asker,
    serve: Serve,
    say: Say,
    payloads: Path,
) -> None:
    """Each push goes out as its document prints it, with the token in the body only, and has its receipt."""
    body = (payloads / answer).read_bytes()
    async with serve(say(200, body, more=(DATE,))) as wire:
        receipt = await asker.client(wire.url).send(draft)
    assert wire.heads[0].startswith(f"POST /api/OC-TOMA/v1/{operation} HTTP/1.1\r\n".encode())
    assert b"very-secret" not in wire.heads[0]
    assert json.loads(wire.bodies[0]) == {"apiToken": "very-secret-token", **fields}
    assert receipt.reference in {REFERENCE, "158", "44"}
    assert (receipt.body, receipt.server_at) == (body, datetime(2025, 4, 30, 12, tzinfo=UTC))


async def test_stats_are_asked_for_the_zones_wanted(
    asker: Asker, serve: Serve, say: Say, payloads: Path
) -> None:
    """Zones go out comma-separated, and not at all when none is named."""
    async with serve(say(200, (payloads / "2025-permit-stats.json").read_bytes())) as wire:
        client = asker.client(wire.url)
        answer = await client.permits.stats(["Lot 01", " ", "Lot 02"])
        await client.permits.stats()
    assert wire.heads[0].startswith(b"POST /api/OC-TOMA/v1/permits/stats HTTP/1.1\r\n")
    asked = [json.loads(body) for body in wire.bodies]
    assert asked == [
        {"apiToken": "very-secret-token", "zones": "Lot 01,Lot 02"},
        {"apiToken": "very-secret-token"},
    ]
    assert [row.total for row in answer.rows] == [4, 35]


async def test_a_zone_with_a_comma_is_not_asked_for(asker: Asker, serve: Serve, say: Say) -> None:
    """It would ask for two other zones: it is refused in words, and nothing is sent."""
    async with serve(say(200, b'{"data":[]}')) as wire:
        with pytest.raises(BadFields) as caught:
            await asker.client(wire.url).permits.stats(["Lot 4, upper"])
    assert [problem.reason for problem in caught.value.fields] == [FieldReason.COMMA]
    assert wire.heads == []


FAMILIES = ("validation", "lots", "permits", "vehicles", "users", "violations")
ANSWERS = {
    "validate/plate": "2025-merged-sample.json",
    "permits/lot-values": "2025-lot-values.json",
    "permits/stats": "2025-permit-stats.json",
    "permits/": "2025-permit-pushed.json",
    "vehicles/push": "2025-vehicle-pushed.json",
    "profiles/types/list": "2025-user-types.json",
    "profiles/push": "2025-person-pushed.json",
    "violations/": "2025-overdue.json",
}


@pytest.mark.parametrize("family", FAMILIES)
async def test_the_example_of_a_family_runs(
    family: str,
    *,
    asker: Asker,
    serve: Serve,
    say: Say,
    payloads: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What a docstring shows works as it stands, against the documents' own answers."""
    async with serve(say(404)) as wire:
        wire.handler = documents(wire, say, payloads)
        example = example_of(getattr(asker.client(wire.url), family))
        known: dict[str, Any] = {
            **{name: getattr(opscom, name) for name in opscom.__all__},
            **vars(errors),
            "datetime": datetime,
            "timedelta": timedelta,
            "UTC": UTC,
            "access": Access(wire.url, wire.url, wire.url, "OC-TOMA", "token", ZoneInfo("UTC")),
            "path": tmp_path / "export.json",
        }
        code = compile(example, f"<{family}>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        await eval(code, known)  # noqa: S307 - our own docstring
    assert len(example.splitlines()) <= 12
    shown = capsys.readouterr().out
    assert shown
    assert not any(found.title in shown for found in (errors.ServiceError, *SERVICE_ERRORS))


SERVICE_ERRORS = errors.ServiceError.__subclasses__()


def example_of(family: object) -> str:
    """Return the example of a family's docstring."""
    _, found, example = (inspect.getdoc(type(family)) or "").partition("Example::\n")
    assert found
    return textwrap.dedent(example).strip()


def documents(wire: Wire, say: Say, payloads: Path) -> Handler:
    """Answer each operation with its document's sample."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = wire.heads[-1].split()[1].decode()
        name = next(name for operation, name in ANSWERS.items() if operation in asked)
        await say(200, (payloads / name).read_bytes())(reader, writer)

    return handler
