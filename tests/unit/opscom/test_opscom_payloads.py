"""Every payload, and what it means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from platecheck.errors import PortalAnswered, Refused, ServiceError, ServiceFailed, Unreadable, WrongPlate
from platecheck.facts import Dntt, Permit, PlateFacts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SITE = ZoneInfo("America/Toronto")


def at(text: str) -> datetime | None:
    """Read a moment of the table: site-local, '' for None."""
    return datetime.fromisoformat(text).replace(tzinfo=SITE).astimezone(UTC) if text else None


def permit(type_: str, name: str, expires: str = "2025-04-30 23:59:59") -> Permit:
    """Build a permit with a readable expiry."""
    return Permit(type_, name, at(expires), expires)


def order(location: str, start: str, end: str, notes: str) -> Dntt:
    """Build an order with readable bounds, '' for an open one."""
    return Dntt(location, at(start), at(end), notes, start, end)


BIKE = permit("standard", "BIKE")
MOTO = permit("standard", "MOTO-S")
TEMP = permit("temp", "MOTO-S")
LOT_3_UNREADABLE = Permit("T2", "LOT: 3", None, "0000-00-00 00:00:00")
VAN = order("Lot 6", "2024-10-23 00:00:00", "2025-04-30 23:59:00", "Moving van")
CLEAR = order("Main Campus", "2024-11-15 00:00:00", "2024-11-15 23:59:00", "CLEAR FOR ANY PAY AREA")
HERTZ = Dntt(notes="Hertz truck may park overnight")
NOTES = "Moving van\n\nNote: gate 3\nExpires: soon\n-\nAlarm: code 12"
TALK = "Wanted to talk with."
VIOLENCE = "15-AS123 wanted.\n\n*** Violence ***"
FRENCH = "Conducteur lié : Étienne Côté, « menaçant »"


def facts(*found: Permit | Dntt, alarm: str | None = None) -> PlateFacts:
    """Build the facts of ABC123."""
    return PlateFacts(
        "ABC123",
        tuple(f for f in found if isinstance(f, Permit)),
        tuple(f for f in found if isinstance(f, Dntt)),
        alarm,
    )


NOTHING = facts()

ANSWERS: dict[str, PlateFacts] = {
    "2025-merged-sample.json": facts(BIKE, MOTO, CLEAR, alarm=TALK),
    "2025-no-data.json": NOTHING,
    "flat-earlier-version.json": facts(BIKE),
    "flat-dntt-as-text.json": facts(BIKE, HERTZ),
    "flat-dntt-as-block-of-text.json": facts(BIKE, CLEAR),
    "flat-dntt-as-object.json": facts(BIKE, VAN),
    "flat-no-permit-empty-fields.json": NOTHING,
    "flat-no-permit-null-fields.json": NOTHING,
    "flat-type-beside-json.json": NOTHING,
    "flat-permit-beside-json.json": facts(BIKE),
    "flat-dntt-alone.json": facts(Permit("?", ""), Dntt(notes="Film crew")),
    "php-empty-object-as-list.json": NOTHING,
    "php-list-as-object-with-indexes.json": facts(BIKE, TEMP, VAN),
    "php-list-with-a-named-key.json": facts(BIKE, VAN),
    "php-one-object-instead-of-list.json": facts(BIKE, VAN),
    "php-error-as-string.json": facts(BIKE),
    "php-error-as-float.json": facts(BIKE),
    "php-error-as-false.json": facts(BIKE),
    "php-numbers-for-strings.json": facts(
        permit("2", "3"), order("6", "2024-10-23 00:00:00", "2025-04-30 23:59:00", "12")
    ),
    "php-null-fields.json": NOTHING,
    "php-null-in-a-permit.json": facts(Permit("standard", "")),
    "php-missing-fields.json": facts(Permit("HotSpot", ""), Dntt(notes="Film crew")),
    "php-json-in-a-string.json": facts(BIKE, alarm=TALK),
    "php-lists-in-strings.json": facts(BIKE, VAN),
    "php-bom.json": facts(BIKE),
    "php-two-boms-and-line-breaks.json": facts(BIKE),
    "php-unknown-fields.json": facts(BIKE),
    "php-bare-line-breaks-in-strings.json": facts(alarm="Wanted\nto talk"),
    "php-other-case-of-keys.json": facts(BIKE, VAN, alarm=TALK),
    "php-date-object.json": facts(
        Permit(
            "standard",
            "BIKE",
            None,
            '{"date": "2025-04-30 23:59:59.000000", "timezone_type": 3, "timezone": "UTC"}',
        )
    ),
    "php-huge-numbers.json": facts(Permit("standard", "BIKE", None, "9" * 5000)),
    "php-same-key-twice-same-value.json": NOTHING,
    "charset-utf-8.json": facts(alarm=FRENCH),
    "charset-windows-1252.json": facts(alarm=FRENCH),
    "charset-utf-16.json": facts(alarm=FRENCH),
    "charset-utf-16-without-bom.json": facts(alarm=FRENCH),
    "shown-bidi-and-control-characters.json": facts(
        permit("standard", "BIKE 2"), alarm="Wanted to talk\n\nÉtienne"
    ),
    "shown-lone-surrogate.json": facts(alarm="Wanted to talk \U0001f697"),
    "shown-blank-texts.json": NOTHING,
    "date-zero.json": facts(
        Permit("standard", "BIKE", None, "0000-00-00 00:00:00"),
        Dntt("Lot 6", None, None, "Moving van", "0000-00-00 00:00:00", ""),
    ),
    "date-of-the-epoch.json": facts(Permit("standard", "BIKE", None, "1969-12-31 19:00:00")),
    "date-as-milliseconds.json": facts(Permit("standard", "BIKE", None, "1990123101530")),
    "date-without-time.json": facts(
        Permit("standard", "BIKE", at("2025-04-30 23:59:59"), "2025-04-30"),
        Dntt(
            "Lot 6",
            at("2024-10-23 00:00:00"),
            at("2025-04-30 23:59:59"),
            "Moving van",
            "2024-10-23",
            "2025-04-30",
        ),
    ),
    "date-with-offset.json": facts(
        Permit("standard", "BIKE", datetime(2025, 4, 30, 21, 59, 59, tzinfo=UTC), "2025-04-30T23:59:59+02:00")
    ),
    "permits-blank-entries.json": NOTHING,
    "permits-unreadable-beside-an-alarm.json": facts(Permit("?", "", None, "5"), alarm=TALK),
    "permits-unreadable-beside-an-order.json": facts(Permit("?", "", None, "x"), VAN),
    "dntt-bare-string.json": facts(HERTZ),
    "dntt-text.json": facts(HERTZ),
    "dntt-one.json": facts(Dntt(notes="1")),
    "dntt-zero.json": NOTHING,
    "dntt-empty-object-listed.json": facts(Dntt()),
    "dntt-unknown-shape.json": facts(Dntt(notes="Film crew\nsoon")),
    "dntt-empty.json": NOTHING,
    "alarm-list-of-strings.json": facts(alarm="Wanted to talk with.\nCall the office."),
    "alarm-object.json": facts(alarm="Wanted to talk with.\n2"),
    "alarm-list-of-empty-objects.json": facts(alarm="?"),
    "alarm-true.json": facts(alarm="1"),
    "alarm-zero.json": NOTHING,
    "alarm-only-unshowable.json": facts(alarm="?"),
    "alarm-beside-the-data.json": facts(alarm=TALK),
    "text-only.json": facts(
        BIKE,
        LOT_3_UNREADABLE,
        VAN,
        order("", "", "2025-04-30 23:59:00", "Line one\n\nLine two"),
        alarm=VIOLENCE,
    ),
    "text-order-before-alarm.json": facts(BIKE, LOT_3_UNREADABLE, VAN, alarm=VIOLENCE),
    "text-with-crlf.json": facts(BIKE, LOT_3_UNREADABLE, VAN),
    "text-adds-alarm-and-order.json": facts(TEMP, VAN, alarm=VIOLENCE),
    "text-permit-beside-empty-list.json": NOTHING,
    "text-loses-to-json.json": facts(
        TEMP, order("Lot 7", "2024-10-23 00:00:00", "2025-04-30 23:59:00", "Moving van"), alarm="Other"
    ),
    "text-order-without-span.json": facts(Dntt(notes="Lot 6\nMoving van until further notice")),
    "text-two-orders-in-one-block.json": facts(
        order("Lot 6", "2024-10-23 00:00:00", "2024-10-24 00:00:00", "Moving van"),
        order("Lot 7", "2025-01-01 00:00:00", "2025-04-30 23:59:00", "Film crew"),
    ),
    "text-permit-after-order.json": facts(BIKE, LOT_3_UNREADABLE, VAN),
    "text-notes-like-other-parts.json": facts(replace(VAN, notes=NOTES)),
    "text-only-notes-like-other-parts.json": facts(replace(VAN, notes=NOTES)),
    "text-not-understood-beside-alarm.json": facts(Permit("?", "", None, "Vehicle is on file."), alarm=TALK),
    "text-alarm-to-the-end.json": facts(alarm="First\n\n\nALARM: still the first\n\nlast line"),
    "text-empty-without-json.json": NOTHING,
    "plate-written-otherwise.json": facts(BIKE),
    "plate-missing.json": facts(BIKE),
}

# Read for the document's own plates.
OTHER_PLATES: dict[str, PlateFacts] = {
    "2025-two-permits.json": PlateFacts("ABC890", (BIKE, MOTO)),
    "2025-alarm.json": PlateFacts(
        "ABC456", alarm="15-AS123 Lex Luthor (08 JUL 84) wanted by OPS.\n\n*** Violence / Weapons ***"
    ),
    "2025-dntt.json": PlateFacts(
        "DEF123",
        dntt=(
            order(
                "Lot 6",
                "2024-10-23 00:00:00",
                "2025-04-30 23:59:00",
                "Hertz truck has permission to park overnight in lot 6. Rental for We-Move-It Services",
            ),
        ),
    ),
}

# The error and its code.
PROBLEMS: dict[str, tuple[type[ServiceError], int | None]] = {
    "2025-error-code-sample.json": (Refused, 9001),
    "plate-another.json": (WrongPlate, None),
    "portal-page.html": (PortalAnswered, None),
    "portal-xml.xml": (PortalAnswered, None),
    "failure-error-number.json": (Refused, 9034),
    "failure-error-string.json": (Refused, 9002),
    "failure-error-unknown-code.json": (ServiceFailed, 1),
    "failure-error-words.json": (ServiceFailed, None),
    "failure-error-true.json": (ServiceFailed, None),
    "failure-controller-string.json": (ServiceFailed, 9003),
    "failure-controller-beside-success.json": (Refused, 9000),
}

UNREADABLE = {
    "flat-only-a-zero-date.json",
    "flat-only-active.json",
    "permits-a-number.json",
    "permits-false.json",
    "permits-a-sentence.json",
    "permits-bare-strings.json",
    "permits-a-readable-one-and-a-bare-string.json",
    "permits-empty-object-listed.json",
    "permits-unknown-shape.json",
    "text-not-understood.json",
    "text-nameless-permit.json",
    "text-heads-in-small-letters.json",
    "no-answer-empty.bin",
    "no-answer-only-bom.bin",
    "no-answer-empty-object.json",
    "no-answer-list.json",
    "no-answer-null.json",
    "no-answer-string.json",
    "no-answer-data-null.json",
    "no-answer-data-list.json",
    "no-answer-only-plate.json",
    "no-answer-all-null.json",
    "no-answer-no-error-field.json",
    "no-answer-error-null.json",
    "no-answer-response-json-a-number.json",
    "no-answer-response-json-not-json.json",
    "no-answer-response-json-a-list.json",
    "no-answer-truncated.json",
    "no-answer-two-errors.json",
    "no-answer-alarm-twice.json",
    "no-answer-nested-too-deep.json",
    "no-answer-document-sample-unrepaired.json",
    "no-answer-plain-text.txt",
}

# Files that mean something only with a declared type: `test_opscom_charsets.py`.
DECLARED = {
    "charset-cp850.json",
    "charset-windows-1252-called-latin-1.json",
    "portal-plain-text-as-html.txt",
}

CONTROLLER = (
    *("lots-", "receipt-", "stats-", "overdue-", "README"),
    *("2025-lot", "2025-overdue", "2025-permit-", "2025-vehicle-", "2025-person-", "2025-user-types"),
)


@pytest.mark.parametrize("name", [*ANSWERS, *OTHER_PLATES])
def test_an_answer_is_read(name: str, payloads: Path, read: Callable[..., PlateFacts]) -> None:
    """An answer of any version gives the facts that it states."""
    expected = {**ANSWERS, **OTHER_PLATES}[name]
    assert read((payloads / name).read_bytes(), plate=expected.plate) == expected


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_is_told(name: str, payloads: Path, read: Callable[..., PlateFacts]) -> None:
    """A body that reports a failure, or is another's, raises the error that says so."""
    kind, code = PROBLEMS[name]
    with pytest.raises(ServiceError) as caught:
        read((payloads / name).read_bytes())
    assert type(caught.value) is kind
    assert caught.value.code == code


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_what_says_nothing_is_unreadable(name: str, payloads: Path, read: Callable[..., PlateFacts]) -> None:
    """A body that is no answer is never 'nothing found', and is kept."""
    body = (payloads / name).read_bytes()
    with pytest.raises(Unreadable) as caught:
        read(body)
    assert caught.value.body == body


def test_every_payload_has_its_row(payloads: Path) -> None:
    """No payload of a plate lies about unread; those of the controller have their own tables."""
    rows = {*ANSWERS, *OTHER_PLATES, *PROBLEMS, *UNREADABLE, *DECLARED}
    assert {p.name for p in payloads.iterdir() if not p.name.startswith(CONTROLLER)} == rows
