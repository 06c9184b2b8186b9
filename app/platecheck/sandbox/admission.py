"""What every request to the API must bring: a JSON object, a client, and a token with the right.

Separate because the order of these checks, and so the code a careless request gets, is the same for
every family. Bodies and tokens are never logged.
"""

import json
from typing import Final

from fastapi import Request
from starlette.requests import ClientDisconnect

from platecheck.sandbox.database import SandboxDatabase
from platecheck.sandbox.errors import (
    CLIENT_MISSING,
    FIELD_INVALID,
    FIELD_TOO_LONG,
    NOT_PERMITTED,
    TOKEN_MISSING,
    TOKEN_UNKNOWN,
    UNPARSABLE,
    RefusedRequestError,
)
from platecheck.sandbox.token_rows import spell_client

_MAX_BODY_BYTES: Final = 64 * 1024
_MAX_TOKEN: Final = 50


async def read_object(request: Request) -> dict[str, object]:
    """Read the request's JSON object, also from the body of a GET; raises `RefusedRequestError` 9003.

    Documents: "Make sure you set the HTTP Content-Type header to be application/json." Without it a body
    counts as unparsable (ours), and so do the trailing commas of the documents' own samples.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise RefusedRequestError(UNPARSABLE)
    try:
        # A lone surrogate parses but is no text: encoding it again finds it before the database does.
        value = json.loads(await _read_body(request), parse_constant=_refuse_constant)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError, ClientDisconnect) as error:
        raise RefusedRequestError(UNPARSABLE) from error
    if not isinstance(value, dict):
        raise RefusedRequestError(UNPARSABLE)
    return value


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY_BYTES:
            raise RefusedRequestError(UNPARSABLE)
    return bytes(body)


def _refuse_constant(name: str) -> object:
    """`NaN` and `Infinity` are Python's JSON, not the world's."""
    raise ValueError(name)


def read_text(body: dict[str, object], field: str, missing: int) -> str:
    """Read a text field, stripped; raises `RefusedRequestError`: `missing`, or 9033 when it is no text."""
    value = body.get(field)
    if value is None:
        raise RefusedRequestError(missing)
    if not isinstance(value, str):
        raise RefusedRequestError(FIELD_INVALID)
    if not value.strip():
        raise RefusedRequestError(missing)
    return value.strip()


def read_client(text: str) -> str:
    """Read a client code as the tokens' table spells it; raises `RefusedRequestError` 9000 when blank."""
    client = spell_client(text)
    if not client:
        raise RefusedRequestError(CLIENT_MISSING)
    return client


def admit(database: SandboxDatabase, client: str, body: dict[str, object], field: str, right: str) -> None:
    """Let the request pass if its token, under the family's own field name, holds `right`.

    Raises `RefusedRequestError`: 9001 missing, 9030 over 50 characters, 9034 not this client's, 9002 no right
    ("API Error Codes"; "50-character alphanumeric including dashes").
    """
    token = read_text(body, field, TOKEN_MISSING)
    if len(token) > _MAX_TOKEN:
        raise RefusedRequestError(FIELD_TOO_LONG)
    rights = database.tokens.rights_of(token, client)
    if rights is None:
        raise RefusedRequestError(TOKEN_UNKNOWN)
    if right not in rights:
        raise RefusedRequestError(NOT_PERMITTED)
