"""The client of the platform's two services, one attribute for each family of operations."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from platecheck.opscom.lots import Lots
from platecheck.opscom.permits import Permits
from platecheck.opscom.request import Line
from platecheck.opscom.users import Users
from platecheck.opscom.validation import Validation
from platecheck.opscom.vehicles import Vehicles
from platecheck.opscom.violations import Violations

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from zoneinfo import ZoneInfo

    import httpx

    from platecheck.opscom.drafts import Draft
    from platecheck.opscom.receipts import Receipt


@dataclass(frozen=True)
class Access:
    """Where the services are, who asks, and the site's zone for times that come without one.

    The three addresses may have a path prefix. `client` is the client code (`OC-TOMA`).
    """

    validation_url: str
    controller_url: str
    lots_url: str
    client: str
    token: str = field(repr=False)
    zone: ZoneInfo


class OpscomClient:
    """Asks the platform; every failure is a `ServiceError`.

    `deadline_s` is the time for one call with all its attempts, `overdue_deadline_s` that of the
    overdue export, which may be long; `monotonic`, `sleep` and `jitter`
    (0 to 1) are the clock, the pause and the chance between attempts. The caller owns `http`.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        access: Access,
        *,
        deadline_s: float = 8.0,
        overdue_deadline_s: float = 600.0,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        line = Line(http, deadline_s, monotonic, sleep, jitter)
        self.validation = Validation(line, access)
        self.lots = Lots(line, access)
        self.permits = Permits(line, access)
        self.vehicles = Vehicles(line, access)
        self.users = Users(line, access)
        self.violations = Violations(line, access, overdue_deadline_s)

    async def send(self, draft: Draft) -> Receipt:
        """Push `draft` once, whatever its kind.

        Raises:
            OutcomeUnknown: it may or may not have been applied.
            ServiceError: it was certainly not applied, with the reason.
        """
        from platecheck.opscom.drafts import PersonDraft, VehicleDraft  # noqa: PLC0415 - loads pydantic

        match draft:
            case VehicleDraft():
                return await self.vehicles.push(draft)
            case PersonDraft():
                return await self.users.push(draft)
        return await self.permits.push(draft)


def make_http() -> httpx.AsyncClient:
    """Return the connection pool the app shares; see `transport.make_http`.

    Raises:
        SettingsError: the environment names a proxy or a certificate file that cannot be used.
    """
    from platecheck.opscom import transport  # noqa: PLC0415 - loads httpx

    return transport.make_http()
