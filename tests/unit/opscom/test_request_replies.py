"""What a whole reply means to the caller, and how often it is asked for, on real sockets."""

from __future__ import annotations

import itertools
import json
import logging
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import (
    Busy,
    PortalAnswered,
    Redirected,
    Refused,
    ServiceError,
    ServiceFailed,
    TimedOut,
    Unreadable,
    WrongPlate,
)
from platecheck.facts import Lot, PlateFacts

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from conftest import Asker, Handler, Wire

    Serve = Callable[..., AbstractAsyncContextManager[Wire]]
    Say = Callable[..., Handler]

OK = b'{"error":0,"data":{"response":"","plate":"ABC123","responseJSON":{}},"message":""}'
PORTAL = b"<html><body>Sign in</body></html>"
DATE = "Date: Wed, 30 Apr 2025 12:00:00 GMT"


def one_after_another(*handlers: Handler) -> Handler:
    """Answer each request with the next handler, the last one again and again."""
    turns = itertools.chain(handlers, itertools.repeat(handlers[-1]))

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await next(turns)(reader, writer)

    return handler


async def test_a_plate_is_asked_as_the_document_says(asker: Asker, serve: Serve, say: Say) -> None:
    """The request has the documented line, headers and fields, and the answer brings the service's clock."""
    async with serve(say(200, OK, more=(DATE,))) as wire:
        answer = await asker.client(f"{wire.url}/opscom/").validation.validate("ABC123")
    head = wire.heads[0].lower()
    assert wire.heads[0].startswith(b"POST /opscom/api/v1/validate/plate HTTP/1.1\r\n")
    assert b"content-type: application/json\r\n" in head
    assert b"accept: application/json\r\n" in head
    assert b"accept-encoding: identity\r\n" in head
    assert json.loads(wire.bodies[0]) == {
        "api_token": "very-secret-token",
        "client": "OC-TOMA",
        "plate": "ABC123",
    }
    assert (answer.facts, answer.body) == (PlateFacts("ABC123"), OK)
    assert answer.server_at == datetime(2025, 4, 30, 12, tzinfo=UTC)
    assert 0 < answer.latency_s < 5


async def test_lots_are_asked_by_a_get_with_a_body(asker: Asker, serve: Serve, say: Say) -> None:
    """The client code is one quoted path segment, and the token is in the body only."""
    async with serve(say(200, b'[{"lot_name":"TU East"}]')) as wire:
        answer = await asker.client(wire.url, client="OC/TÖMA?").lots.values()
    assert wire.heads[0].startswith(b"GET /api/OC%2FT%C3%96MA%3F/v1/permits/lot-values HTTP/1.1\r\n")
    assert json.loads(wire.bodies[0]) == {"apiToken": "very-secret-token"}
    assert answer.lots == (Lot("TU East"),)
    assert answer.server_at is None


@pytest.mark.parametrize("client", ["", " ", ".", ".."])
async def test_no_client_code_is_refused_unasked(client: str, asker: Asker, serve: Serve, say: Say) -> None:
    """A client code that would make another path is refused before anything is sent."""
    async with serve(say(200, b"[]")) as wire:
        with pytest.raises(Refused) as caught:
            await asker.client(wire.url, client=client).lots.values()
    assert caught.value.code == 9000
    assert wire.heads == []


async def test_lots_that_are_none_are_unreadable(asker: Asker, serve: Serve, say: Say) -> None:
    """A success that is no list is not an empty report."""
    async with serve(say(200, b'{"data":[]}')) as wire:
        with pytest.raises(Unreadable) as caught:
            await asker.client(wire.url).lots.values()
    assert caught.value.body == b'{"data":[]}'


ENVELOPE = b'{"error":%d,"data":null,"message":"secret words"}'
CONTROLLER = b'{"ErrorCode":"%d","ErrorMessage":"secret words"}'

# status, body, error, its code, how often it is asked
REPLIES = [
    (200, ENVELOPE % 9000, Refused, 9000, 1),
    (200, ENVELOPE % 9001, Refused, 9001, 1),
    (200, CONTROLLER % 9002, Refused, 9002, 1),
    (400, CONTROLLER % 9034, Refused, 9034, 1),
    (500, ENVELOPE % 9034, Refused, 9034, 1),
    (200, ENVELOPE % 9006, ServiceFailed, 9006, 1),
    (200, ENVELOPE % 77, ServiceFailed, 77, 1),
    (409, CONTROLLER % 9012, ServiceFailed, 9012, 1),
    (503, CONTROLLER % 9003, ServiceFailed, 9003, 3),
    (401, b"", Refused, None, 1),
    (403, PORTAL, Refused, None, 1),
    (401, ENVELOPE % 401, Refused, 401, 1),
    (401, OK, Refused, None, 1),
    (408, b"", TimedOut, None, 3),
    (429, b'{"message":"Too Many Attempts."}', Busy, None, 1),
    (429, ENVELOPE % 429, Busy, 429, 1),
    (500, b'{"message":"Server Error"}', ServiceFailed, None, 3),
    (502, PORTAL, ServiceFailed, None, 3),
    (503, OK, ServiceFailed, None, 3),
    (511, PORTAL, PortalAnswered, None, 1),
    (400, b"", ServiceFailed, None, 1),
    (404, PORTAL, ServiceFailed, None, 1),
    (404, OK, ServiceFailed, None, 1),
    (422, b"[]", ServiceFailed, None, 1),
    (600, b"", ServiceFailed, None, 3),
    (204, b"", Unreadable, None, 1),
    (200, PORTAL, PortalAnswered, None, 1),
    (200, b"OK", Unreadable, None, 1),
    (200, OK.replace(b"ABC123", b"ABC124"), WrongPlate, None, 1),
]


@pytest.mark.parametrize("row", REPLIES, ids=lambda row: f"{row[0]}-{row[2].__name__}-{row[3]}")
async def test_a_failing_reply_is_told(
    row: tuple[int, bytes, type[ServiceError], int | None, int],
    asker: Asker,
    serve: Serve,
    say: Say,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Body first, status second; only what may pass by itself is asked again, three times at most."""
    status, body, kind, code, times = row
    caplog.set_level(logging.DEBUG)
    async with serve(say(status, body)) as wire:
        with pytest.raises(ServiceError) as caught:
            await asker.client(wire.url).validation.validate("ABC123")
    error = caught.value
    assert type(error) is kind
    assert (error.code, error.status) == (code, status)
    assert len(wire.heads) == times
    assert asker.pauses == [0.15, 0.4][: times - 1]
    told = "".join(traceback.format_exception(error)) + caplog.text
    assert "secret" not in told
    assert "/api/v1/validate/plate" in caplog.text


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308, 399])
async def test_a_redirect_is_never_followed(status: int, asker: Asker, serve: Serve, say: Say) -> None:
    """Whatever 3xx says, the token goes nowhere else."""
    async with serve(say(200, OK)) as elsewhere:
        async with serve(say(status, b"", more=(f"Location: {elsewhere.url}/",))) as wire:
            with pytest.raises(Redirected) as caught:
                await asker.client(wire.url).validation.validate("ABC123")
        assert elsewhere.heads == []
    assert caught.value.status == status
    assert len(wire.heads) == 1


async def test_a_passing_failure_is_not_seen(asker: Asker, serve: Serve, say: Say) -> None:
    """After two failures the third attempt's answer counts."""
    async with serve(one_after_another(say(500), say(408), say(200, OK))) as wire:
        answer = await asker.client(wire.url).validation.validate("ABC123")
    assert answer.facts == PlateFacts("ABC123")
    assert asker.pauses == [0.15, 0.4]


async def test_the_last_failure_is_reported(asker: Asker, serve: Serve, say: Say) -> None:
    """A refusal after a failure is reported as a refusal, and ends it."""
    async with serve(one_after_another(say(500), say(401))) as wire:
        with pytest.raises(Refused):
            await asker.client(wire.url).validation.validate("ABC123")
    assert len(wire.heads) == 2


@pytest.mark.parametrize(
    ("more", "pauses"),
    [
        (("Retry-After: 2",), [2.0, 2.0]),
        (("Retry-After: 0",), [0.15, 0.4]),
        (("Retry-After: 1.5",), [1.5, 1.5]),
        ((DATE, "Retry-After: Wed, 30 Apr 2025 12:00:03 GMT"), [3.0, 3.0]),
        ((DATE, "Retry-After: Wed, 30 Apr 2025 11:00:00 GMT"), [0.15, 0.4]),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_waited_for(
    status: int, more: tuple[str, ...], pauses: list[float], asker: Asker, serve: Serve, say: Say
) -> None:
    """What the service asks to wait, in seconds or as a date by its own clock, is the pause."""
    async with serve(say(status, b"", more=more)) as wire:
        with pytest.raises((Busy, ServiceFailed)):
            await asker.client(wire.url).validation.validate("ABC123")
    assert asker.pauses == pauses
    assert len(wire.heads) == 3


@pytest.mark.parametrize(
    ("more", "asked_s"),
    [
        (("Retry-After: 5",), 5.0),
        (("Retry-After: 86400",), 86400.0),
        ((DATE, "Retry-After: Wed, 30 Apr 2025 13:00:00 GMT"), 3600.0),
        (("Retry-After: Wed, 30 Apr 2025 13:00:00 GMT",), None),
        (("Retry-After: soon",), None),
        (("Retry-After: -1",), None),
        ((), None),
    ],
)
async def test_a_wait_beyond_the_deadline_is_given_up_at_once(
    more: tuple[str, ...], asked_s: float | None, asker: Asker, serve: Serve, say: Say
) -> None:
    """Asked to wait longer than the deadline leaves, or for no known time, it is busy now."""
    async with serve(say(429, b"", more=more)) as wire:
        with pytest.raises(Busy) as caught:
            await asker.client(wire.url, deadline_s=5).validation.validate("ABC123")
    assert caught.value.retry_after_s == asked_s
    assert asker.pauses == []
    assert len(wire.heads) == 1


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Wed, 99 Apr 2025 12:00:00 GMT", "Wed, 30 Apr 99999 12:00:00 GMT"]
)
async def test_an_unreadable_date_is_no_clock(date: str, asker: Asker, serve: Serve, say: Say) -> None:
    """A `Date` that is none leaves the service's clock unknown."""
    async with serve(say(200, OK, more=(f"Date: {date}",))) as wire:
        assert (await asker.client(wire.url).validation.validate("ABC123")).server_at is None


async def test_no_cookie_is_kept(asker: Asker, serve: Serve, say: Say) -> None:
    """What a service or a portal sets as a cookie does not come back with the next check."""
    async with serve(say(200, OK, more=("Set-Cookie: session=1; Path=/",))) as wire:
        client = asker.client(wire.url)
        await client.validation.validate("ABC123")
        await client.validation.validate("ABC123")
    assert b"cookie" not in wire.heads[1].lower()


async def test_the_token_is_in_no_log_and_no_repr(
    asker: Asker, serve: Serve, say: Say, caplog: pytest.LogCaptureFixture
) -> None:
    """Logs name method, path and status; neither they nor a repr hold the token or the body."""
    caplog.set_level(logging.DEBUG)
    async with serve(say(200, OK.replace(b"{}", b'{"alarm":"Lex Luthor"}'))) as wire:
        client = asker.client(f"{wire.url}?q=1")
        answer = await client.validation.validate("ABC123")
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("platecheck")]
    assert len(ours) == 1
    assert ours[0].startswith("POST /api/v1/validate/plate: 200 answered in ")
    told = caplog.text + repr(client.validation.__dict__)
    assert "very-secret" not in told
    assert "Luthor" not in told
    assert answer.facts.alarm == "Lex Luthor"
    assert "responseJSON" not in repr(answer)
