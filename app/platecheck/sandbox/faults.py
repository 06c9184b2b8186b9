"""Bad networks and bad answers on purpose: latency, lost connections, portals, refusals.

Separate, as ASGI middleware around the API, so that the answers themselves stay simple. It touches
paths under /api only, and reads no body and no token.
"""

import asyncio
import json
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING, Final

from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from platecheck.sandbox.errors import MESSAGES, TOKEN_UNKNOWN, envelope, status_of

if TYPE_CHECKING:
    from collections.abc import Callable

SLOW_S: Final = 10.0  # beyond the eight seconds after which the app gives up
RETRY_AFTER_S: Final = 2
OTHER_HOST: Final = "http://login.portal.invalid/"
OTHER_PLATE: Final = "ZZZ0000"
_PORTAL_PAGE: Final = (
    "<!DOCTYPE html><html><head><title>Guest Wi-Fi</title></head><body><h1>Welcome</h1>"
    "<p>Accept the terms to go on.</p><form><button>Accept</button></form></body></html>"
)
# The documents' own slips: a trailing comma, and no comma before "message".
_MALFORMED: Final = (
    '{ "error": 0, "data": { "response": "", "plate": "ABC123", "responseJSON": {}, } "message": ""}'
)


class FaultMode(StrEnum):
    """What goes wrong with every answer of the API."""

    NONE = "none"
    SLOW = "slow"
    DEAD = "dead"
    PORTAL = "portal"
    REFUSED = "refused"
    BAD = "bad"
    BUSY = "busy"
    ERROR = "error"
    REDIRECT = "redirect"
    WRONG_PLATE = "wrong_plate"
    UNANSWERED = "unanswered"
    """Carried out, and then the connection is lost: the outcome is unknown to whoever asked."""


class FaultSettings(BaseModel):
    """What to break, all of it: a field left out goes back to its default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mode: FaultMode = FaultMode.NONE
    latency_s: float = Field(
        default=0, ge=0, le=600, description=f"Seconds before each answer; 0 in mode slow means {SLOW_S:g}."
    )
    fail_rate: float = Field(
        default=0,
        ge=0,
        le=1,
        description="In modes none and slow: share of answers that are a 500, 503, 429 or a lost connection.",
    )
    lost_rate: float = Field(
        default=0,
        ge=0,
        le=1,
        description="In modes none and slow: share of requests carried out whose answer is lost.",
    )
    code: int = Field(
        default=TOKEN_UNKNOWN,
        description="The documents' code that mode refused answers with.",
        json_schema_extra={"enum": [*sorted(MESSAGES)]},
    )

    @field_validator("code")
    @classmethod
    def _known(cls, code: int) -> int:
        if code not in MESSAGES:
            message = "not a code of the documents"
            raise ValueError(message)
        return code

    @property
    def wait_s(self) -> float:
        """Seconds to wait before each answer."""
        return self.latency_s or (SLOW_S if self.mode is FaultMode.SLOW else 0)


class Faults:
    """The faults in force, changeable while running; `drop` loses a client's connection, if it can."""

    def __init__(self, settings: FaultSettings, seed: int) -> None:
        """Start with these; the seed decides which answers a fail rate hits."""
        self.settings = settings
        self.api_requests = 0
        self.drop: Callable[[object], bool] = lambda _client: False
        self._rng = Random(seed)  # noqa: S311 - which demo answers fail, the same way each time

    def draw(self) -> FaultMode | int:
        """Draw the fault of the next answer: the mode in force, or by the rates a status or a lost answer."""
        if self.settings.mode not in {FaultMode.NONE, FaultMode.SLOW}:
            return self.settings.mode
        if self._rng.random() < self.settings.fail_rate:
            return self._rng.choice((500, 503, 429, FaultMode.DEAD))
        if self.settings.lost_rate and self._rng.random() < self.settings.lost_rate:
            return FaultMode.UNANSWERED
        return self.settings.mode


class FaultsMiddleware:
    """Stands between the server and the API, and spoils what `faults` says."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        """Wrap `app`."""
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, then break the answer or let the request through; of what is lost only `UNANSWERED` is."""
        if scope["type"] != "http" or not scope["path"].startswith("/api"):
            await self._app(scope, receive, send)
            return
        self._faults.api_requests += 1
        fault = self._faults.draw()
        held = await _wait(receive, self._faults.settings.wait_s)
        if held is None:
            return
        if fault is FaultMode.DEAD:
            await self._lose(scope, receive)
        elif fault is FaultMode.UNANSWERED:
            await self._app(scope, _replay(held, receive), _keep_back)
            await self._lose(scope, receive)
        elif (answer := _spoiled_answer(fault, scope["path"], self._faults.settings.code)) is not None:
            await answer(scope, receive, send)
        else:
            sender = _plate_swapper(send) if fault is FaultMode.WRONG_PLATE else send
            await self._app(scope, _replay(held, receive), sender)

    async def _lose(self, scope: Scope, receive: Receive) -> None:
        """End without an answer; without a connection to drop (in-process) the caller gets the error."""
        if not self._faults.drop(scope.get("client")):
            message = "the sandbox dropped the connection"
            raise ConnectionResetError(message)
        while (await receive())["type"] != "http.disconnect":
            pass


async def _keep_back(_message: Message) -> None:
    """Send nothing."""


async def _wait(receive: Receive, wait_s: float) -> list[Message] | None:
    """Keep what comes in while waiting, to be replayed; None when the client left meanwhile."""
    held: list[Message] = []
    if wait_s <= 0:
        return held
    try:
        async with asyncio.timeout(wait_s):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                held.append(message)
    except TimeoutError:
        return held


def _replay(held: list[Message], receive: Receive) -> Receive:
    """Make a `receive` that gives the held messages first."""

    async def receive_held() -> Message:
        return held.pop(0) if held else await receive()

    return receive_held


_BUSY: Final = JSONResponse({"message": "Too Many Attempts."}, 429, {"Retry-After": str(RETRY_AFTER_S)})
_ERROR: Final = JSONResponse({"message": "Server Error"}, 500)
_SPOILED: Final[dict[FaultMode | int, Response]] = {
    FaultMode.PORTAL: HTMLResponse(_PORTAL_PAGE),
    FaultMode.BAD: Response(_MALFORMED, media_type="application/json"),
    FaultMode.BUSY: _BUSY,
    429: _BUSY,
    FaultMode.ERROR: _ERROR,
    500: _ERROR,
    503: HTMLResponse("<html><body><h1>503 Service Unavailable</h1></body></html>", 503),
    FaultMode.REDIRECT: RedirectResponse(OTHER_HOST, 302),
}


def _spoiled_answer(fault: FaultMode | int, path: str, code: int) -> Response | None:
    """Find the answer of a fault that needs no request; None for the others."""
    if fault is FaultMode.REFUSED:
        return JSONResponse(envelope(path, code), status_of(code))
    return _SPOILED.get(fault)


def _plate_swapper(send: Send) -> Send:
    """Make a `send` that puts another plate into a validation answer; other answers pass as they are."""
    start: Message = {}
    body = bytearray()

    async def send_swapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
            return
        body.extend(message.get("body", b""))
        if not message.get("more_body", False):
            swapped = _with_other_plate(bytes(body))
            headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
            await send({**start, "headers": [*headers, (b"content-length", str(len(swapped)).encode())]})
            await send({"type": "http.response.body", "body": swapped})

    return send_swapped


def _with_other_plate(body: bytes) -> bytes:
    answer = json.loads(body)
    if isinstance(answer, dict) and isinstance(answer.get("data"), dict):
        answer["data"]["plate"] = OTHER_PLATE
        return json.dumps(answer).encode()
    return body
