"""One call of the platform: attempts, their retries and the deadline over them all.

Reads only (DESIGN.md rule 5): whatever changes something at the platform must not come through here.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from platecheck.errors import Busy, ServiceError, ServiceFailed, TimedOut, Unreachable
from platecheck.opscom.reply import Reply, value_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    import httpx

    from platecheck.opscom.tolerant import Json

log = logging.getLogger(__name__)

_PAUSES_S = (0.15, 0.4)
"""Before the second and the third attempt; each is taken at 75 to 125 %."""


@dataclass(slots=True)
class Line:
    """How calls are made: the pool, the deadline in seconds, and the sources of time and chance.

    `apart` is the pool of pushes, made with the first one. It keeps no connection, so nobody closes it.
    """

    http: httpx.AsyncClient
    deadline_s: float
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[object]]
    jitter: Callable[[], float]
    apart: httpx.AsyncClient | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A success: its JSON value, the body it came in, the service's clock, and the seconds it took."""

    value: Json = field(repr=False)
    body: bytes = field(repr=False)
    status: int
    server_at: datetime | None
    latency_s: float


async def request(line: Line, method: str, service: str, path: str, payload: Mapping[str, str]) -> Answer:
    """Ask once, or up to three times, for what `path` of the address `service` answers to `payload`.

    Raises:
        ServiceError: the last failure, whatever it was; nothing else but `CancelledError` comes out.
    """
    from platecheck.opscom import transport  # noqa: PLC0415 - httpx loads with the first call

    url = transport.address(service, path)
    content = json.dumps(payload).encode()
    began = line.monotonic()
    pauses_s = iter(_PAUSES_S)
    try:
        async with asyncio.timeout(line.deadline_s):
            while True:
                reply: Reply | None = None
                started = line.monotonic()
                try:
                    reply = await transport.exchange(line.http, method, url, content)
                    value = value_of(reply)
                except ServiceError as error:
                    log_outcome(method, path, error.kind, reply, line.monotonic() - started)
                    wait_s = _wait_s(error, reply, next(pauses_s, None), line.jitter)
                    if wait_s is None or wait_s >= line.deadline_s - (line.monotonic() - began):
                        raise
                    await line.sleep(wait_s)
                else:
                    log_outcome(method, path, "answered", reply, line.monotonic() - started)
                    return Answer(value, reply.body, reply.status, reply.server_at, line.monotonic() - began)
    except TimeoutError:
        log_outcome(method, path, "deadline", None, line.monotonic() - began)
        raise TimedOut(
            f"No answer within {line.deadline_s:g} s. Check again when the signal is better."
        ) from None


def _wait_s(
    error: ServiceError, reply: Reply | None, pause_s: float | None, jitter: Callable[[], float]
) -> float | None:
    """Return the seconds to wait before the next attempt, or None where there must be none."""
    if pause_s is None:
        return None
    pause_s *= 0.75 + 0.5 * jitter()
    asked_s = reply.retry_after_s if reply else None
    match error:
        case Unreachable():
            return pause_s
        case Busy():
            # Asked to slow down without a word for how long: a quick repeat would be no answer to that.
            return None if asked_s is None else max(pause_s, asked_s)
        case TimedOut(status=408):
            return max(pause_s, asked_s or 0.0)
        case ServiceFailed(status=int(status)) if status >= 500:  # noqa: PLR2004 - 5xx
            return max(pause_s, asked_s or 0.0)
    return None


def log_outcome(method: str, path: str, outcome: str, reply: Reply | None, took_s: float) -> None:
    """Write what happened; never a body, a token or a query."""
    log.info("%s %s: %s %s in %.3f s", method, path, reply.status if reply else "-", outcome, took_s)
