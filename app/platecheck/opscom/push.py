"""One push to the platform: sent once and never repeated, with what is certain of its outcome.

Separate from `request`, whose retries would apply a push twice (DESIGN.md rule 5). It has a connection
of its own: a pooled one that went stale would make an outcome unknown for nothing.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from platecheck.errors import (
    Busy,
    OutcomeUnknown,
    ProblemKind,
    Redirected,
    Refused,
    Rejected,
    ServiceError,
    TimedOut,
)
from platecheck.opscom import codes
from platecheck.opscom.reply import value_of
from platecheck.opscom.request import Answer, log_outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from platecheck.opscom.reply import Reply
    from platecheck.opscom.request import Line
    from platecheck.opscom.tolerant import Json
    from platecheck.opscom.transport import Crossing

_UNKNOWN = (
    "It was sent, but the service's answer {why}: it may have been done or not. "
    "Find out before sending it again."
)
_WHY = {
    ProblemKind.TIMEOUT: "did not come in time",
    ProblemKind.PORTAL: "was a web page",
    ProblemKind.TOO_LARGE: "was too large to be one",
    ProblemKind.UNREADABLE: "could not be read",
    ProblemKind.SERVER_ERROR: "was a failure of its own",
}


@dataclass(frozen=True, slots=True)
class Delivered:
    """A whole reply with a 2xx status, nothing of its body understood yet, and the seconds it took."""

    reply: Reply
    latency_s: float


async def push(line: Line, service: str, path: str, payload: Mapping[str, str]) -> Answer:
    """Send `payload` once to `path` of the address `service` and return the success it is answered with.

    A cancellation says nothing of the outcome: after it, too, the outcome is unknown.

    Raises:
        OutcomeUnknown: sending began, and no answer tells whether it was applied: time-out, reset,
            HTTP 5xx, or a 2xx that is too large, no JSON or a failure the documents do not list.
        ServiceError: it was certainly not applied: never sent, refused, a documented code, 3xx or 4xx.
        SettingsError: the environment names a proxy or a certificate file that cannot be used.
    """
    sent = await deliver(line, service, path, payload)
    reply = sent.reply
    return Answer(_understood(reply), reply.body, reply.status, reply.server_at, sent.latency_s)


async def deliver(
    line: Line,
    service: str,
    path: str,
    payload: Mapping[str, str],
    *,
    deadline_s: float | None = None,
    max_body: int | None = None,
    take: Callable[[bytes], None] | None = None,
) -> Delivered:
    """Send as `push` does, and return the reply of a 2xx unread; limits in seconds and bytes.

    `take` gets each piece of an answer, of any status, as it arrives.

    Raises:
        ServiceError, SettingsError: as `push`, for every status that is not 2xx.
    """
    from platecheck.opscom import transport  # noqa: PLC0415 - httpx loads with the first call

    url = transport.address(service, path)
    content = json.dumps(payload).encode()
    crossing = transport.Crossing(transport.MAX_BODY if max_body is None else max_body, take)
    limit_s = line.deadline_s if deadline_s is None else deadline_s
    began = line.monotonic()
    reply: Reply | None = None
    outcome = "not delivered"
    try:
        reply = await _send(await _apart(line), url, content, crossing, limit_s)
        if not 200 <= reply.status < 300:  # noqa: PLR2004 - the 2xx range
            _understood(reply)
        outcome = "delivered"
        return Delivered(reply, line.monotonic() - began)
    except ServiceError as error:
        outcome = "outcome unknown" if isinstance(error, OutcomeUnknown) else error.kind.value
        raise
    finally:
        log_outcome("POST", path, outcome, reply, line.monotonic() - began)


async def _apart(line: Line) -> httpx.AsyncClient:
    from platecheck.opscom import transport  # noqa: PLC0415 - as in `deliver`

    if line.apart is None:
        # Reading the device's certificates takes longer than a frame.
        line.apart = await asyncio.to_thread(transport.make_http, keep=0)
    return line.apart


async def _send(
    http: httpx.AsyncClient, url: httpx.URL, content: bytes, crossing: Crossing, limit_s: float
) -> Reply:
    from platecheck.opscom import transport  # noqa: PLC0415 - as in `deliver`

    try:
        async with asyncio.timeout(limit_s):
            return await transport.exchange(http, "POST", url, content, crossing)
    except Redirected:
        raise
    except ServiceError as error:
        if not crossing.began:
            raise
        raise unknown(error.kind, body=bytes(crossing.received)) from error
    except TimeoutError:
        if crossing.began:
            raise unknown(ProblemKind.TIMEOUT, body=bytes(crossing.received)) from None
        raise TimedOut(
            f"No connection within {limit_s:g} s, so nothing was sent. Send again when the signal is better."
        ) from None


def _understood(reply: Reply) -> Json:
    """Return the value of a success; raise what `push` does for every other reply."""
    try:
        return value_of(reply)
    except ServiceError as error:
        code = error.code
        if isinstance(error, Refused | Redirected | Busy):
            raise
        if code is not None and code in codes.CODES:
            raise Rejected(_told(code), code=code, status=reply.status) from None
        if 400 <= reply.status < 500:  # noqa: PLR2004 - the 4xx range
            raise
        raise unknown(error.kind, code=code, status=reply.status, body=reply.body) from error


def unknown(
    kind: ProblemKind, *, code: int | None = None, status: int | None = None, body: bytes | None = None
) -> OutcomeUnknown:
    """Return the error of a push whose outcome nobody here can tell, for what went wrong after sending."""
    why = _WHY.get(kind, "was lost on the way")
    return OutcomeUnknown(
        _UNKNOWN.format(why=why), kind_of_cause=kind, code=code, status=status, body=body or None
    )


def _told(code: int) -> str:
    known = codes.find(code)
    return f"The service did not accept this ({codes.describe(code)}). {known.advice}"
