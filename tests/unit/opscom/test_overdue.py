"""The overdue export, from the bytes on disk to violations."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import Refused, Rejected, ServiceError, Unreadable
from platecheck.opscom import OverdueExport, OverdueViolation, read_overdue

if TYPE_CHECKING:
    from pathlib import Path


def violation(**known: object) -> OverdueViolation:
    """Build a violation of which only `known` was said."""
    texts = dict.fromkeys(
        ("ticket", "plate", "province", "location", "violation", "vehicle", "driver_name", "driver_email"), ""
    )
    unknown = dict.fromkeys(("issued_at", "due_at", "fine", "adjusted_fine", "tax"))
    return OverdueViolation(**{"id": "9", **texts, **unknown, **known})  # type: ignore[arg-type]  # by name


SAMPLE = OverdueViolation(
    id="9",
    ticket="1-100013",
    plate="AJNR123",
    province="ON",
    issued_at=datetime(2016, 5, 3, 20, tzinfo=UTC),
    due_at=datetime(2016, 5, 23, 20, tzinfo=UTC),
    fine=Decimal(50),
    adjusted_fine=Decimal(0),
    tax=Decimal("0.0000"),
    location="Downtown Business District",
    violation="Parked in Loading Zone",
    vehicle="Red Chevrolet Compact",
    driver_name="stephen_14Oct_1114 stephen_14Oct_1114",
    driver_email="stephen_14Oct_1114@test",
)

EXPORTS: dict[str, OverdueExport] = {
    "2025-overdue.json": OverdueExport((SAMPLE,)),
    "overdue-empty.json": OverdueExport(()),
    "overdue-empty-object.json": OverdueExport(()),
    "overdue-list-as-object-with-indexes.json": OverdueExport(
        (
            violation(
                ticket="100013",
                plate="AJNR123",
                fine=Decimal("50.25"),
                issued_at=datetime(2016, 5, 3, 20, tzinfo=UTC),
                violation="Parked in Loading Zone; Expired",
                driver_name="Ana",
            ),
        )
    ),
    "overdue-missing-fields.json": OverdueExport((violation(),)),
    "overdue-null-fields.json": OverdueExport((violation(),)),
    "overdue-records-of-text.json": OverdueExport((violation(),), unread=2),
}

PROBLEMS: dict[str, tuple[type[ServiceError], int | None]] = {
    "overdue-records-null.json": (Unreadable, None),
    "overdue-no-records.json": (Unreadable, None),
    "overdue-truncated.json": (Unreadable, None),
    "overdue-page.html": (Unreadable, None),
    "overdue-code-unknown.json": (Unreadable, None),
    "overdue-refused.json": (Refused, 9002),
    "overdue-rejected.json": (Rejected, 9003),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_read(name: str, payloads: Path) -> None:
    """Every record is a violation or is counted as unread; nothing is dropped in silence."""
    assert read_overdue((payloads / name).read_bytes()) == EXPORTS[name]


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_is_no_export_is_told(name: str, payloads: Path) -> None:
    """A body without records is never an empty export: it is unreadable, or the failure it reports."""
    kind, code = PROBLEMS[name]
    with pytest.raises(ServiceError) as caught:
        read_overdue((payloads / name).read_bytes())
    assert (type(caught.value), caught.value.code) == (kind, code)


def test_a_driver_is_not_in_a_log(payloads: Path) -> None:
    """What a violation prints as says nothing of its driver."""
    assert "stephen" not in repr(read_overdue((payloads / "2025-overdue.json").read_bytes()))


def test_every_export_has_its_row(payloads: Path) -> None:
    """No payload of an export lies about unread."""
    assert {p.name for p in payloads.glob("*overdue*")} == {*EXPORTS, *PROBLEMS}
