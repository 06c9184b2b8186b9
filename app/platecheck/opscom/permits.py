"""Permits API (`api/000_*`, `api/003_*`, `api/004_*`): how many were pushed, and create, update, delete."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from platecheck.errors import BadFields, FieldProblem, FieldReason, ProblemKind, Unreadable
from platecheck.facts import readable
from platecheck.opscom.controller import path_of, send
from platecheck.opscom.kinds import PushKind
from platecheck.opscom.push import unknown
from platecheck.opscom.reply import UNREADABLE
from platecheck.opscom.request import request
from platecheck.opscom.tolerant import Json, entries, lookup, number, text_of, unwrap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from platecheck.opscom.client import Access
    from platecheck.opscom.permit_drafts import PermitChange, PermitDraft, PermitRemoval
    from platecheck.opscom.receipts import Receipt
    from platecheck.opscom.request import Line

_FIELDS = frozenset({"type", "zone", "total"})
_REFERENCES = ("reference_id", "InternalReferenceID", "referenceID")
_OPERATIONS = MappingProxyType(
    {
        PushKind.PERMIT_CREATE: "permits/push",
        PushKind.PERMIT_UPDATE: "permits/update",
        PushKind.PERMIT_DELETE: "permits/delete",
    }
)


@dataclass(frozen=True, slots=True)
class PermitCount:
    """How many permits of one origin (`type`: standard, temp, …) one zone has."""

    type: str
    zone: str
    total: int


@dataclass(frozen=True, slots=True)
class PermitStatsAnswer:
    """The counts in the service's order, and the answer they came in; the rest as in `PlateAnswer`."""

    rows: tuple[PermitCount, ...]
    body: bytes = field(repr=False)
    server_at: datetime | None
    latency_s: float


class Permits:
    """The permits of the controller; the token field is `apiToken`.

    Example::

        async with make_http() as http:
            client = OpscomClient(http, access)
            starts_at = datetime.now(UTC)
            draft = PermitDraft(
                plate="ABC123", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), zone="Lot 4"
            )
            receipt = await client.permits.push(draft)
            later = PermitChange(reference=receipt.reference, ends_at=starts_at + timedelta(hours=3))
            await client.permits.push(later)
            await client.permits.push(PermitRemoval(reference=receipt.reference))
            print((await client.permits.stats(["Lot 4"])).rows)
    """

    def __init__(self, line: Line, access: Access) -> None:
        self._line = line
        self._access = access

    async def stats(self, zones: Iterable[str] = ()) -> PermitStatsAnswer:
        """Ask how many permits there are, by origin and zone; of `zones` only, when any are given.

        It needs the right `permit-create` (`api/003_*`).

        Raises:
            BadFields: a zone has a comma in its name, which would ask for two.
            ServiceError: no counts, with the reason.
        """
        access = self._access
        payload = {"apiToken": access.token}
        if wanted := [zone.strip() for zone in zones if zone.strip()]:
            payload["zones"] = _listed(wanted)
        answer = await request(
            self._line, "POST", access.controller_url, path_of(access, "permits/stats"), payload
        )
        rows = read_permit_stats(answer.value)
        if rows is None:
            raise Unreadable(UNREADABLE, status=answer.status, body=answer.body)
        return PermitStatsAnswer(rows, answer.body, answer.server_at, answer.latency_s)

    async def push(self, draft: PermitDraft | PermitChange | PermitRemoval) -> Receipt:
        """Create, change or delete one permit. Sent once, never repeated.

        Raises:
            OutcomeUnknown: it may or may not have been applied; validating the plate tells.
            ServiceError: it was certainly not applied, with the reason.
        """
        receipt = await send(self._line, self._access, _OPERATIONS[draft.kind], draft, _REFERENCES)
        # "The same reference id will be returned": with another one, something else was done.
        asked = getattr(draft, "reference", receipt.reference)
        if not _is_same(receipt.reference, asked):
            raise unknown(ProblemKind.UNREADABLE, body=receipt.body)
        return receipt


def _is_same(reference: str, asked: str) -> bool:
    return reference.casefold() == " ".join(asked.split()).casefold()


def _listed(zones: list[str]) -> str:
    if any("," in zone for zone in zones):
        problem = FieldProblem("zones", FieldReason.COMMA, None, "A zone’s name may hold no comma here.")
        raise BadFields(problem.message, fields=(problem,))
    return ",".join(zones)


def read_permit_stats(value: Json) -> tuple[PermitCount, ...] | None:
    """Return the counts of an answer; None where `data` is missing or a row of it has no total.

    A list that came as `{"0": …}` or as its one entry is read too, and totals as text or numbers.
    """
    listed = unwrap(lookup(value, "data")) if isinstance(value, dict) else None
    if not isinstance(listed, dict | list):
        return None
    rows = [_count(row) for row in entries(listed, _FIELDS) if row is not None]
    return None if None in rows else tuple(row for row in rows if row is not None)


def _count(row: Json) -> PermitCount | None:
    if not isinstance(row, dict):
        return None
    said = lookup(row, "total")
    total = None if isinstance(said, bool) else number(said)
    if total is None or not total.is_integer():
        return None
    type_, zone = (" ".join(readable(text_of(lookup(row, key))).split()) for key in ("type", "zone"))
    return PermitCount(type_, zone, int(total))
