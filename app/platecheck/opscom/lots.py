"""Lot Value API (`api/000_*`): permits rented against permits for sale in each lot, not cars in spaces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from platecheck.errors import Refused, Unreadable
from platecheck.opscom import codes
from platecheck.opscom.reply import UNREADABLE
from platecheck.opscom.request import request

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.facts import Lot
    from platecheck.opscom.client import Access
    from platecheck.opscom.request import Line


@dataclass(frozen=True, slots=True)
class LotsAnswer:
    """The lots in the service's order, and the answer they came in; the rest as in `PlateAnswer`."""

    lots: tuple[Lot, ...]
    body: bytes = field(repr=False)
    server_at: datetime | None
    latency_s: float


class Lots:
    """The lot values of the controller, or of their own address; the token field is `apiToken`."""

    def __init__(self, line: Line, access: Access) -> None:
        self._line = line
        self._access = access

    async def values(self) -> LotsAnswer:
        """Ask for every lot's values, by a GET with a JSON body; not more than once an hour.

        Raises:
            ServiceError: no values, with the reason.
        """
        access = self._access
        path = f"/api/{segment(access.client)}/v1/permits/lot-values"
        answer = await request(self._line, "GET", access.lots_url, path, {"apiToken": access.token})
        from platecheck.opscom.lot_rows import read_lots  # noqa: PLC0415 - loads pydantic

        lots = read_lots(answer.value)
        if lots is None:
            raise Unreadable(UNREADABLE, status=answer.status, body=answer.body)
        return LotsAnswer(lots, answer.body, answer.server_at, answer.latency_s)


def segment(client: str) -> str:
    """Return the client code as one path segment.

    Raises:
        Refused: it is empty or would be another path (`.`, `..`); the service is not asked.
    """
    if client.strip() in {"", ".", ".."}:
        raise Refused(
            f"The client code is missing ({codes.describe(codes.NO_CLIENT)}). Enter it in Settings.",
            code=codes.NO_CLIENT,
        )
    return quote(client, safe="", errors="replace")
