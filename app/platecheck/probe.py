"""The test of the connection: both services asked once, and what each answer means.

Separate from `patrol` because it is about the way to the platform and not about a car. It asks for
one plate, logged as a test, and for the user types: never for lot values, which may be asked once an
hour, and never for the overdue export, which is destructive.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from platecheck.answers import MAX_DRIFT
from platecheck.errors import AddressUnknown, PlatecheckError, Refused, ServiceError, ServiceFailed
from platecheck.opscom import codes
from platecheck.patrol import PATIENCE_S
from platecheck.store.records import TEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from platecheck.answers import Result
    from platecheck.opscom.users import Users
    from platecheck.patrol import Patrol
    from platecheck.store.records import Check

_CLIENT_ERRORS = range(400, 500)


class Asked(StrEnum):
    """Which service a line of the report is about."""

    VALIDATION = "validation"
    CONTROLLER = "controller"


class Meaning(StrEnum):
    """What an answer, or its absence, means for whoever set the app up."""

    GOOD = "good"
    LIMITED = "limited"
    """The controller knows the token; it may not list user types (9002). Plates can be checked."""
    NO_RIGHT = "no_right"
    """The token may not check plates (9002)."""
    NO_CLIENT = "no_client"
    NO_TOKEN = "no_token"  # noqa: S105 - a meaning, no secret
    TOKEN_UNKNOWN = "token_unknown"  # noqa: S105 - as above
    REFUSED = "refused"
    """401 or 403 without a code of the documents."""
    ADDRESS_UNKNOWN = "address_unknown"
    NOT_THERE = "not_there"
    """Something answers at the address, but not for this path or client."""
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    PORTAL = "portal"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    REDIRECTED = "redirected"
    BUSY = "busy"
    SERVER_ERROR = "server_error"
    WRONG_PLATE = "wrong_plate"


REFUSALS = frozenset(
    {Meaning.NO_RIGHT, Meaning.NO_CLIENT, Meaning.NO_TOKEN, Meaning.TOKEN_UNKNOWN, Meaning.REFUSED}
)
"""What is about the token or the client, not about the way there."""
FINE = frozenset({Meaning.GOOD, Meaning.LIMITED})
_BY_CODE = {
    codes.NO_CLIENT: Meaning.NO_CLIENT,
    codes.NO_TOKEN: Meaning.NO_TOKEN,
    codes.NO_PERMISSION: Meaning.NO_RIGHT,
    codes.UNKNOWN_TOKEN: Meaning.TOKEN_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One service: where it was asked, for how long in seconds, what that means, and the code it gave."""

    asked: Asked
    address: str
    meaning: Meaning
    took_s: float
    code: int | None = None
    status: int | None = None

    @property
    def is_fine(self) -> bool:
        """Whether nothing has to be done about it."""
        return self.meaning in FINE

    @property
    def is_refused(self) -> bool:
        """Whether token, right or client was not accepted."""
        return self.meaning in REFUSALS

    @property
    def is_slow(self) -> bool:
        """Whether it answered, but so late that officers are shown saved answers first."""
        return self.is_fine and self.took_s >= PATIENCE_S


@dataclass(frozen=True, slots=True)
class Report:
    """What a test found. `drift` is the service's clock minus the device's, None where none was told.

    `result` is the logged check; `lots_address` is the lots' own address, which is never tested.
    """

    validation: Finding
    controller: Finding
    drift: timedelta | None
    result: Result
    lots_address: str = ""

    @property
    def findings(self) -> tuple[Finding, Finding]:
        """Both, in the order they are told."""
        return self.validation, self.controller

    @property
    def failed(self) -> Finding | None:
        """The finding that stands in the way; validation first, because checks depend on it."""
        return next((finding for finding in self.findings if not finding.is_fine), None)

    @property
    def slow(self) -> Finding | None:
        """The first service that answered late."""
        return next((finding for finding in self.findings if finding.is_slow), None)

    @property
    def drifts(self) -> bool:
        """Whether the device's clock is off by more than two minutes (DOMAIN.md, Clock)."""
        return self.drift is not None and abs(self.drift) > MAX_DRIFT

    @property
    def is_fine(self) -> bool:
        """Whether everything works as it should."""
        return self.failed is None and self.slow is None and not self.drifts and self.result.unsaved is None


@dataclass(frozen=True, slots=True)
class Probe:
    """The test over one client, store and scope; `monotonic` gives seconds."""

    patrol: Patrol
    users: Users
    validation_url: str
    controller_url: str
    lots_url: str = ""
    monotonic: Callable[[], float] = time.monotonic

    def press(self, text: str, *, officer: str = "") -> Check:
        """Return a check of the plate that was entered for the test.

        Raises:
            BadPlate: it is none; nothing is asked or logged.
        """
        return self.patrol.press(text, officer=officer, reason=TEST)

    async def run(self, check: Check) -> Report:
        """Ask both services at once and tell what came of it; what fails becomes part of the report."""
        (validation, result), (controller, told) = await asyncio.gather(
            self._validation(check), self._controller()
        )
        drift_s = result.answer.drift_s
        drift = timedelta(seconds=drift_s) if drift_s is not None else told
        lots = self.lots_url if self.lots_url not in {"", self.controller_url} else ""
        return Report(validation, controller, drift, result, lots)

    async def _validation(self, check: Check) -> tuple[Finding, Result]:
        began = self.monotonic()
        result = await self.patrol.check(check)
        took_s = self.monotonic() - began
        return self._finding(Asked.VALIDATION, result.error, took_s), result

    async def _controller(self) -> tuple[Finding, timedelta | None]:
        began, server_at = self.monotonic(), None
        problem: PlatecheckError | None = None
        try:
            server_at = (await self.users.types()).server_at
        except ServiceError as error:
            problem = error
        took_s = self.monotonic() - began
        return self._finding(Asked.CONTROLLER, problem, took_s), self._drift(server_at)

    def _drift(self, server_at: datetime | None) -> timedelta | None:
        return None if server_at is None else server_at - self.patrol.clock()

    def _finding(self, asked: Asked, error: PlatecheckError | None, took_s: float) -> Finding:
        address = self.validation_url if asked is Asked.VALIDATION else self.controller_url
        if not isinstance(error, ServiceError):
            return Finding(asked, address, Meaning.GOOD, took_s)
        return Finding(asked, address, meaning_of(error, asked), took_s, error.code, error.status)


def meaning_of(error: ServiceError, asked: Asked) -> Meaning:
    """Return what a failure of the service that was asked means."""
    match error:
        case Refused(code=codes.NO_PERMISSION) if asked is Asked.CONTROLLER:
            return Meaning.LIMITED
        case Refused(code=code):
            return _BY_CODE.get(code or 0, Meaning.REFUSED)
        case AddressUnknown():
            return Meaning.ADDRESS_UNKNOWN
        case ServiceFailed(status=int(status)) if status in _CLIENT_ERRORS:
            return Meaning.NOT_THERE
    return Meaning(error.kind.value)
