"""What pushes and permit stats are answered with, from a body to a reference or to counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from platecheck.opscom.permits import PermitCount, read_permit_stats
from platecheck.opscom.receipts import read_receipt
from platecheck.opscom.reply import Reply, value_of
from platecheck.opscom.users import read_user_types

if TYPE_CHECKING:
    from pathlib import Path

REFERENCES = ("reference_id", "InternalReferenceID", "vehicle_id_id", "vehicle_id")
DOCUMENTED = "1a9b5375-cb75-4c71-9939-eeae550b09ac"

RECEIPTS: dict[str, tuple[str, tuple[str, ...]] | None] = {
    "2025-permit-pushed.json": (DOCUMENTED, ()),
    "2025-vehicle-pushed.json": ("158", ("The vehicle colour name was too long and has been truncated.",)),
    "2025-person-pushed.json": ("44", ()),
    "receipt-numbers-for-strings.json": ("44", ()),
    "receipt-only-internal-reference.json": ("1a9b5375-cb75", ()),
    "receipt-other-case-of-keys.json": ("1a9b5375-cb75", ()),
    "receipt-inside-data.json": ("1a9b5375-cb75", ("Cut.",)),
    "receipt-without-status.json": ("1a9b5375-cb75", ()),
    "receipt-null-before-internal.json": ("1a9b5375-cb75", ()),
    "receipt-vehicle-id.json": ("158", ()),
    "receipt-warning-as-text.json": ("158", ("The colour was cut.",)),
    "receipt-warnings-as-object.json": ("158", ("One.", "Two.")),
    "receipt-warnings-null.json": ("158", ()),
    "receipt-none-named.json": None,
    "receipt-zero.json": None,
    "receipt-status-failure.json": None,
    "receipt-list.json": None,
    "receipt-object-for-reference.json": None,
}

LOT_4 = (PermitCount("temp", "Lot 4", 35),)
STATS: dict[str, tuple[PermitCount, ...] | None] = {
    "2025-permit-stats.json": (PermitCount("standard", "zone1", 4), PermitCount("temp", "zone1", 35)),
    "stats-numbers-for-strings.json": LOT_4,
    "stats-list-as-object-with-indexes.json": LOT_4,
    "stats-one-object-instead-of-list.json": LOT_4,
    "stats-other-case-and-more-fields.json": LOT_4,
    "stats-missing-zone.json": (PermitCount("temp", "", 35),),
    "stats-empty.json": (),
    "stats-empty-object.json": (),
    "stats-total-unreadable.json": None,
    "stats-total-missing.json": None,
    "stats-rows-of-text.json": None,
    "stats-data-null.json": None,
    "stats-bare-list.json": None,
}


@pytest.mark.parametrize("name", RECEIPTS)
def test_a_success_names_its_record(name: str, payloads: Path) -> None:
    """A reference is read under every name it has, with its warnings; a success without one is none."""
    value = value_of(Reply(200, (payloads / name).read_bytes()))
    assert read_receipt(value, REFERENCES) == RECEIPTS[name]


@pytest.mark.parametrize("name", STATS)
def test_stats_are_read_or_are_none(name: str, payloads: Path) -> None:
    """Counts in any PHP dress are read, and a total that cannot be read is never a number."""
    assert read_permit_stats(value_of(Reply(200, (payloads / name).read_bytes()))) == STATS[name]


def test_the_documents_user_types_are_read(payloads: Path) -> None:
    """Every type of the document's sample has its number, name and group."""
    types = read_user_types(value_of(Reply(200, (payloads / "2025-user-types.json").read_bytes())))
    assert types is not None
    assert len(types) == 9
    assert {found.group for found in types} == {"Student", "Public", "Staff", "Athletics"}


def test_every_payload_of_the_controller_has_its_row(payloads: Path) -> None:
    """No payload of a push or of permit stats lies about unread."""
    named = {p.name for p in payloads.iterdir() if p.name.startswith(("receipt-", "stats-"))}
    assert named == {name for name in {*RECEIPTS, *STATS} if not name.startswith("2025-")}
