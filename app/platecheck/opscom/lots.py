"""Lot Value API (`api/000_*`): permits rented against permits for sale in each lot, not cars in spaces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from platecheck.errors import Unreadable
from platecheck.opscom.controller import path_of
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
    """The lot values of the controller, or of their own address; the token field is `apiToken`.

    Example::

        async with make_http() as http:
            client = OpscomClient(http, access)
            try:
                answer = await client.lots.values()
            except ServiceError as error:
                print(error.title, error.message)
            else:
                for lot in answer.lots:
                    print(lot.name, lot.rented_permits, "of", lot.total_permits)
    """

    def __init__(self, line: Line, access: Access) -> None:
        self._line = line
        self._access = access

    async def values(self) -> LotsAnswer:
        """Ask for every lot's values, by a GET with a JSON body; not more than once an hour.

        Raises:
            ServiceError: no values, with the reason.
        """
        access = self._access
        path = path_of(access, "permits/lot-values")
        answer = await request(self._line, "GET", access.lots_url, path, {"apiToken": access.token})
        from platecheck.opscom.lot_rows import read_lots  # noqa: PLC0415 - loads pydantic

        lots = read_lots(answer.value)
        if lots is None:
            raise Unreadable(UNREADABLE, status=answer.status, body=answer.body)
        return LotsAnswer(lots, answer.body, answer.server_at, answer.latency_s)
