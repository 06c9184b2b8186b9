"""What may be sent: every limit of the documents' tables, one problem for each field, and round trips.

Longer than 300 lines: one table of limits, a case for each.
"""

from __future__ import annotations

import json
import string
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platecheck.errors import BadFields, FieldProblem, FieldReason
from platecheck.opscom import (
    Draft,
    PermitChange,
    PermitDraft,
    PermitRemoval,
    PersonDraft,
    PushKind,
    VehicleDraft,
    field_names,
    read_draft,
    read_record,
)
from platecheck.opscom.outgoing import problem

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE = ZoneInfo("America/Toronto")
PERMIT = {"plate": "ABC123", "starts_at": "2026-05-30T14:00Z", "ends_at": "2026-05-30T16:00Z"}
CHANGE = {"reference": "1a9b5375", "ends_at": "2026-05-30T16:00Z"}
VEHICLE = {"plate": "PL8RDR", "plate_type": "Motorcycle", "prov": "MA"}
PERSON = {"unique_id": "tester23", "login_source": "OPSCOM"}
WHOLE: dict[PushKind, dict[str, str]] = {
    PushKind.PERMIT_CREATE: PERMIT,
    PushKind.PERMIT_UPDATE: CHANGE,
    PushKind.PERMIT_DELETE: {"reference": "1a9b5375"},
    PushKind.VEHICLE_CREATE: VEHICLE,
    PushKind.PERSON_PUSH: PERSON,
}


def problems(kind: PushKind, fields: Mapping[str, str]) -> dict[str, FieldProblem]:
    """Read a draft that must not pass, and return what is wrong with each field."""
    with pytest.raises(BadFields) as caught:
        read_draft(kind, fields)
    error = caught.value
    assert len({found.field for found in error.fields}) == len(error.fields)
    assert error.message == " ".join(found.message for found in error.fields)
    return {found.field: found for found in error.fields}


# The tables of the documents: kind, field, characters.
LENGTHS = [
    (PushKind.PERMIT_CREATE, "plate", 25),
    (PushKind.PERMIT_CREATE, "permit_no", 50),
    (PushKind.PERMIT_CREATE, "ticket_number", 50),
    (PushKind.PERMIT_CREATE, "zone", 200),
    (PushKind.PERMIT_CREATE, "promo_code", 50),
    (PushKind.PERMIT_UPDATE, "reference", 50),
    (PushKind.PERMIT_UPDATE, "plate", 25),
    (PushKind.PERMIT_DELETE, "reference", 50),
    (PushKind.VEHICLE_CREATE, "plate", 50),
    (PushKind.VEHICLE_CREATE, "plate_type", 50),
    (PushKind.VEHICLE_CREATE, "prov", 50),
    (PushKind.VEHICLE_CREATE, "vin", 25),
    (PushKind.PERSON_PUSH, "unique_id", 50),
    (PushKind.PERSON_PUSH, "login_source", 20),
    (PushKind.PERSON_PUSH, "first_name", 50),
    (PushKind.PERSON_PUSH, "last_name", 50),
    (PushKind.PERSON_PUSH, "user_name", 50),
    (PushKind.PERSON_PUSH, "city", 50),
    (PushKind.PERSON_PUSH, "postal_code", 20),
    (PushKind.PERSON_PUSH, "street2", 20),
    (PushKind.PERSON_PUSH, "city2", 50),
    (PushKind.PERSON_PUSH, "postal_code2", 20),
    (PushKind.PERSON_PUSH, "phone_cell", 20),
    (PushKind.PERSON_PUSH, "employ_no", 50),
    (PushKind.PERSON_PUSH, "employee_phone", 50),
    (PushKind.PERSON_PUSH, "student_no", 50),
    (PushKind.PERSON_PUSH, "student_phone", 50),
    (PushKind.PERSON_PUSH, "driver_licence_num", 255),
]


@pytest.mark.parametrize(("kind", "field", "limit"), LENGTHS)
def test_a_length_is_kept(kind: PushKind, field: str, limit: int) -> None:
    """A text at the limit passes and one over does not, counted as people count: É is one character."""
    for char in "A" if field == "plate" else "AÉ":
        draft = read_draft(kind, WHOLE[kind] | {field: char * limit})
        assert getattr(draft, field) == char * limit
        found = problems(kind, WHOLE[kind] | {field: char * (limit + 1)})
        assert [(p.field, p.reason, p.limit) for p in found.values()] == [
            (field, FieldReason.TOO_LONG, limit)
        ]
        assert str(limit) in found[field].message


def test_an_email_is_kept_to_its_length() -> None:
    """An address of 100 characters passes and one of 101 does not."""
    email = "a" * 88 + "@example.com"
    assert len(email) == 100
    assert read_draft(PushKind.PERSON_PUSH, PERSON | {"email": email})
    found = problems(PushKind.PERSON_PUSH, PERSON | {"email": f"a{email}"})
    assert (found["email"].reason, found["email"].limit) == (FieldReason.TOO_LONG, 100)


@pytest.mark.parametrize("field", ["make", "type", "colour"])
def test_a_long_name_is_the_platforms_to_cut(field: str) -> None:
    """The platform cuts names of make, type and colour and warns: they are sent as they are."""
    draft = read_draft(PushKind.VEHICLE_CREATE, VEHICLE | {field: "A" * 51})
    assert draft.to_wire()[field] == "A" * 51


def test_a_street_has_no_limit() -> None:
    """The document gives the first street none."""
    assert read_draft(PushKind.PERSON_PUSH, PERSON | {"street": "A" * 5000})


# kind, field, what is entered, what goes on the wire
PASSING = [
    (PushKind.PERMIT_CREATE, "plate", "abc-123", "LicencePlate", "ABC123"),
    (PushKind.PERMIT_CREATE, "amount", "0.01", "Amount", "0.01"),
    (PushKind.PERMIT_CREATE, "amount", "999999.99", "Amount", "999999.99"),
    (PushKind.PERMIT_CREATE, "amount", "14", "Amount", "14.00"),
    (PushKind.PERMIT_CREATE, "amount", "14.5", "Amount", "14.50"),
    (PushKind.PERMIT_CREATE, "amount", "14,50", "Amount", "14.50"),
    (PushKind.PERMIT_CREATE, "amount", "014.50", "Amount", "14.50"),
    (PushKind.PERMIT_CREATE, "currency", "usd", "CurrencyID", "USD"),
    (PushKind.PERMIT_CREATE, "starts_at", "2026-05-30 09:59:59-04:00", "startTime", "2026-05-30T13:59:59"),
    (PushKind.PERMIT_CREATE, "zone", " Lot 4 ", "zone", "Lot 4"),
    (PushKind.VEHICLE_CREATE, "year", "2021", "year", "2021"),
    (PushKind.VEHICLE_CREATE, "makeID", "8", "makeID", "8"),
    (PushKind.PERSON_PUSH, "province", "bc", "province", "BC"),
    (PushKind.PERSON_PUSH, "State", "NY", "province", "NY"),
    (PushKind.PERSON_PUSH, "zip2", "54321-1212", "postal_code2", "54321-1212"),
    (PushKind.PERSON_PUSH, "driver_license_num", "NYNY", "driver_licence_num", "NYNY"),
    (PushKind.PERSON_PUSH, "email", "stephen@test", "email", "stephen@test"),
    (PushKind.PERSON_PUSH, "date_of_birth", "1904-02-29", "date_of_birth", "1904-02-29"),
    (PushKind.PERSON_PUSH, "user_type_id", "6", "user_type_id", "6"),
]


@pytest.mark.parametrize(("kind", "field", "entered", "name", "sent"), PASSING)
def test_a_value_goes_out_in_the_documents_form(
    kind: PushKind, field: str, entered: str, name: str, sent: str
) -> None:
    """What a person enters in our names or the documents' is sent by their name and in their form."""
    assert read_draft(kind, WHOLE[kind] | {field: entered}).to_wire()[name] == sent


# kind, field, what is entered, why not
FAILING = [
    (PushKind.PERMIT_CREATE, "plate", "", FieldReason.MISSING),
    (PushKind.PERMIT_CREATE, "plate", "A#C", FieldReason.NOT_A_PLATE),
    (PushKind.PERMIT_CREATE, "plate", "ABC*", FieldReason.NOT_A_PLATE),
    (PushKind.PERMIT_CREATE, "plate", "---", FieldReason.NOT_A_PLATE),
    (PushKind.PERMIT_CREATE, "starts_at", " ", FieldReason.MISSING),
    (PushKind.PERMIT_CREATE, "starts_at", "tomorrow", FieldReason.NOT_A_TIME),
    (PushKind.PERMIT_CREATE, "starts_at", "2026-02-30T10:00Z", FieldReason.NOT_A_TIME),
    (PushKind.PERMIT_CREATE, "starts_at", "2026-05-31", FieldReason.NOT_A_TIME),
    (PushKind.PERMIT_CREATE, "starts_at", "20260530T100000Z", FieldReason.NOT_A_TIME),
    (PushKind.PERMIT_CREATE, "starts_at", "0001-01-01T00:00+14:00", FieldReason.NOT_A_TIME),
    (PushKind.PERMIT_CREATE, "starts_at", "2026-05-30T10:00", FieldReason.NO_ZONE),
    (PushKind.PERMIT_CREATE, "ends_at", "2026-05-30T14:00Z", FieldReason.BEFORE_START),
    (PushKind.PERMIT_CREATE, "ends_at", "2026-05-30T14:00:00.9Z", FieldReason.BEFORE_START),
    (PushKind.PERMIT_CREATE, "ends_at", "2026-05-30T11:00-02:00", FieldReason.BEFORE_START),
    (PushKind.PERMIT_CREATE, "amount", "0", FieldReason.OUT_OF_RANGE),
    (PushKind.PERMIT_CREATE, "amount", "0.00", FieldReason.OUT_OF_RANGE),
    (PushKind.PERMIT_CREATE, "amount", "1000000", FieldReason.OUT_OF_RANGE),
    (PushKind.PERMIT_CREATE, "amount", "0.001", FieldReason.NOT_AN_AMOUNT),
    (PushKind.PERMIT_CREATE, "amount", "-5", FieldReason.NOT_AN_AMOUNT),
    (PushKind.PERMIT_CREATE, "amount", "1e3", FieldReason.NOT_AN_AMOUNT),
    (PushKind.PERMIT_CREATE, "amount", "$14.50", FieldReason.NOT_AN_AMOUNT),
    (PushKind.PERMIT_CREATE, "amount", "1,400.50", FieldReason.NOT_AN_AMOUNT),
    (PushKind.PERMIT_CREATE, "amount", "1,400", FieldReason.NOT_AN_AMOUNT),
    (PushKind.PERMIT_CREATE, "amount", "14.500", FieldReason.NOT_AN_AMOUNT),
    (PushKind.PERMIT_CREATE, "amount", "١٤", FieldReason.NOT_AN_AMOUNT),
    (PushKind.PERMIT_CREATE, "currency", "EUR", FieldReason.NOT_A_CURRENCY),
    (PushKind.PERMIT_CREATE, "zone", "Lot\u202e4", FieldReason.CONTROL_CHARACTER),
    (PushKind.PERMIT_CREATE, "zone", "Lot\n4", FieldReason.CONTROL_CHARACTER),
    (PushKind.PERMIT_CREATE, "zone", "Lot\ud8004", FieldReason.CONTROL_CHARACTER),
    (PushKind.PERMIT_CREATE, "reference", "x", FieldReason.UNKNOWN_FIELD),
    (PushKind.PERMIT_UPDATE, "reference", "", FieldReason.MISSING),
    (PushKind.PERMIT_UPDATE, "ends_at", "", FieldReason.NO_CHANGE),
    (PushKind.PERMIT_DELETE, "reference", "", FieldReason.MISSING),
    (PushKind.VEHICLE_CREATE, "plate_type", "", FieldReason.MISSING),
    (PushKind.VEHICLE_CREATE, "prov", "", FieldReason.MISSING),
    (PushKind.VEHICLE_CREATE, "year", "201", FieldReason.TOO_SHORT),
    (PushKind.VEHICLE_CREATE, "year", "20111", FieldReason.TOO_LONG),
    (PushKind.VEHICLE_CREATE, "year", "201A", FieldReason.NOT_A_YEAR),
    (PushKind.PERSON_PUSH, "unique_id", "", FieldReason.MISSING),
    (PushKind.PERSON_PUSH, "login_source", "", FieldReason.MISSING),
    (PushKind.PERSON_PUSH, "province", "B", FieldReason.TOO_SHORT),
    (PushKind.PERSON_PUSH, "province2", "ONT", FieldReason.TOO_LONG),
    (PushKind.PERSON_PUSH, "driver_licence_prov", "B1", FieldReason.NOT_A_PROVINCE),
    (PushKind.PERSON_PUSH, "email", "nobody", FieldReason.NOT_AN_EMAIL),
    (PushKind.PERSON_PUSH, "email", "a b@test.com", FieldReason.NOT_AN_EMAIL),
    (PushKind.PERSON_PUSH, "date_of_birth", "1901-02-29", FieldReason.NOT_A_DATE),
    (PushKind.PERSON_PUSH, "date_of_birth", "31/01/1901", FieldReason.NOT_A_DATE),
    (PushKind.PERSON_PUSH, "date_of_birth", "19010131", FieldReason.NOT_A_DATE),
    (PushKind.PERSON_PUSH, "user_type_id", "staff", FieldReason.NOT_A_NUMBER),
    (PushKind.PERSON_PUSH, "locker_user_type_id", "-1", FieldReason.NOT_A_NUMBER),
]


@pytest.mark.parametrize(("kind", "field", "entered", "reason"), FAILING)
def test_a_wrong_value_is_named(kind: PushKind, field: str, entered: str, reason: FieldReason) -> None:
    """Each wrong value is one problem of its own field, in a sentence that does not repeat it."""
    found = problems(kind, WHOLE[kind] | {field: entered})
    assert {name: problem.reason for name, problem in found.items()} == {field: reason}
    message = found[field].message
    assert message[0].isupper()
    assert message.endswith(".")
    assert not entered.strip() or entered not in message or reason is FieldReason.OUT_OF_RANGE


@pytest.mark.parametrize("name", ["plate_type", "prov", "make", "type", "colour"])
def test_of_a_pair_one_is_given(name: str) -> None:
    """A name and its number together are refused; either alone passes."""
    number = f"{name}_id"
    alone = {key: text for key, text in VEHICLE.items() if key != name} | {number: "4"}
    assert getattr(read_draft(PushKind.VEHICLE_CREATE, alone), number) == "4"
    found = problems(PushKind.VEHICLE_CREATE, VEHICLE | {name: "x", number: "4"})
    assert {key: problem.reason for key, problem in found.items()} == {name: FieldReason.CHOOSE_ONE}


def test_every_wrong_field_is_told_at_once() -> None:
    """A form with several faults gets them all, one for each field."""
    found = problems(
        PushKind.PERMIT_CREATE,
        {"plate": "", "endTime": "2026-05-30T10:00Z", "starts_at": "x", "amount": "0", "colour": "red"},
    )
    assert {name: problem.reason for name, problem in found.items()} == {
        "colour": FieldReason.UNKNOWN_FIELD,
        "plate": FieldReason.MISSING,
        "starts_at": FieldReason.NOT_A_TIME,
        "amount": FieldReason.OUT_OF_RANGE,
    }


def test_two_names_of_one_field_are_one_too_many() -> None:
    """The documents' two names of a field are one field: it cannot have two values."""
    found = problems(PushKind.PERSON_PUSH, PERSON | {"province": "ON", "state": "NY"})
    assert {name: problem.reason for name, problem in found.items()} == {"province": FieldReason.CHOOSE_ONE}


def test_a_time_without_a_zone_is_the_sites() -> None:
    """Site time becomes UTC; in the hour that comes twice the later reading counts."""
    entered = {"plate": "A1", "starts_at": "2026-05-30 10:00", "ends_at": "2026-11-01T01:30"}
    draft = read_draft(PushKind.PERMIT_CREATE, entered, zone=SITE)
    assert draft.to_wire() == {
        "LicencePlate": "A1",
        "startTime": "2026-05-30T14:00:00",
        "endTime": "2026-11-01T06:30:00",
    }


def test_a_draft_that_is_made_is_within_the_limits() -> None:
    """Made in Python it is checked as well, raises our error, and says nothing of what was given."""
    now = datetime(2026, 5, 30, 14, 0, 0, 900_000, tzinfo=UTC)
    draft = PermitDraft(plate="abc 123", starts_at=now, ends_at=now + timedelta(seconds=1))
    assert draft.starts_at == datetime(2026, 5, 30, 14, tzinfo=UTC)
    with pytest.raises(BadFields) as caught:
        PermitDraft(plate="ABC-secret-123!", starts_at=now, ends_at=now, amount=Decimal("0.001"))
    assert [p.field for p in caught.value.fields] == ["plate", "ends_at", "amount"]
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    for value in (True, ["x"], {"a": 1}, b"x"):
        with pytest.raises(BadFields) as caught:
            PermitRemoval.model_validate({"reference": value})
        assert caught.value.fields[0].reason is FieldReason.NOT_A_TEXT


def test_a_draft_prints_without_its_content() -> None:
    """A log or a traceback that shows a draft names its fields only."""
    draft = PersonDraft(unique_id="secret", login_source="OPSCOM", date_of_birth=date(1990, 1, 1))
    assert str(draft) == repr(draft) == "PersonDraft(unique_id, login_source, date_of_birth)"


def test_every_field_of_the_tables_is_there() -> None:
    """The drafts have the documents' fields, in their order, and a sentence stands for every reason."""
    assert field_names(PushKind.PERMIT_UPDATE) == ("reference", "ends_at", "plate", "amount", "currency")
    assert len(field_names(PushKind.PERMIT_CREATE)) == 9
    assert len(field_names(PushKind.VEHICLE_CREATE)) == 13
    assert len(field_names(PushKind.PERSON_PUSH)) == 24
    sentences = {problem("starts_at", reason, 50).message for reason in FieldReason}
    assert len(sentences) == len(FieldReason)


SHOWN = st.characters(min_codepoint=33, max_codepoint=0x24F, exclude_categories=("Cc", "Cf", "Zs"))
MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    timezones=st.sampled_from([UTC, SITE, timezone(timedelta(hours=5, minutes=45))]),
)
AMOUNTS = st.none() | st.decimals(Decimal("0.01"), Decimal("999999.99"), places=2)
CURRENCIES = st.sampled_from([None, "CAD", "USD"])


def text(limit: int) -> st.SearchStrategy[str]:
    """Draw a text that passes."""
    return st.text(SHOWN, min_size=1, max_size=limit // 4)


def plates(limit: int) -> st.SearchStrategy[str]:
    """Draw a plate as it is entered."""
    return st.text(string.ascii_letters + string.digits, min_size=1, max_size=limit)


DRAFTS: st.SearchStrategy[Draft] = st.one_of(
    st.builds(
        lambda starts_at, lasts, **more: PermitDraft(starts_at=starts_at, ends_at=starts_at + lasts, **more),
        MOMENTS,
        st.timedeltas(timedelta(hours=3), timedelta(days=400)),
        plate=plates(25),
        amount=AMOUNTS,
        currency=CURRENCIES,
        permit_no=st.none() | text(50),
        zone=st.none() | text(200),
    ),
    st.builds(
        PermitChange, reference=text(50), ends_at=MOMENTS, plate=st.none() | plates(25), amount=AMOUNTS
    ),
    st.builds(PermitRemoval, reference=text(50)),
    st.builds(
        VehicleDraft,
        plate=plates(50),
        plate_type=text(50),
        prov_id=text(50),
        colour=st.none() | st.text(SHOWN, min_size=51, max_size=90),
        year=st.integers(1900, 2099).map(str),
    ),
    st.builds(
        PersonDraft,
        unique_id=text(50),
        login_source=text(20),
        street=st.none() | text(400),
        province=st.none() | st.text(string.ascii_letters, min_size=2, max_size=2),
        date_of_birth=st.none() | st.dates(date(1000, 1, 1)),
        user_type_id=st.none() | st.integers(0, 10**6).map(str),
    ),
)


@given(DRAFTS)
def test_a_draft_survives_the_outbox(draft: Draft) -> None:
    """What is written as JSON is read as the very same draft."""
    assert read_record(draft.kind, json.loads(json.dumps(draft.to_record()))) == draft


def test_a_record_of_an_unknown_kind_is_told() -> None:
    """What a newer app kept is named as such, and is no crash."""
    with pytest.raises(BadFields) as caught:
        read_record("permit_transfer", {})
    assert "Update" in caught.value.message


@given(DRAFTS)
def test_what_is_sent_can_be_entered_again(draft: Draft) -> None:
    """The wire's names and texts, entered in a form in UTC, give the same draft."""
    again = read_draft(draft.kind, draft.to_wire(), zone=ZoneInfo("UTC"))
    assert again == draft
    assert all(isinstance(value, str) and value for value in draft.to_wire().values())


@given(st.sampled_from(PushKind), st.data())
def test_anything_entered_is_a_draft_or_bad_fields(kind: PushKind, data: st.DataObject) -> None:
    """No text whatever brings anything else out than a draft or problems of its fields."""
    names = st.sampled_from(field_names(kind)) | st.text(max_size=5)
    entered = data.draw(st.dictionaries(names, st.text(max_size=30), max_size=8))
    found: tuple[FieldProblem, ...] = ()
    sent: dict[str, str] = {}
    try:
        sent = read_draft(kind, WHOLE[kind] | entered).to_wire()
    except BadFields as error:
        found = error.fields
    assert bool(found) != bool(sent)
    assert all(problem.message for problem in found)
