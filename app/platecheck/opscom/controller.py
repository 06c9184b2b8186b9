"""What every call of the controller shares: its path, its token field, and a push with its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from platecheck.errors import ProblemKind, Refused
from platecheck.opscom import codes
from platecheck.opscom.push import push, unknown
from platecheck.opscom.receipts import Receipt, read_receipt

if TYPE_CHECKING:
    from platecheck.opscom.client import Access
    from platecheck.opscom.drafts import Draft
    from platecheck.opscom.request import Line


def path_of(access: Access, operation: str) -> str:
    """Return the path of an operation; the client code is one quoted segment of it.

    Raises:
        Refused: the code is empty or would be another path (`.`, `..`); the service is not asked.
    """
    client = access.client
    if client.strip() in {"", ".", ".."}:
        raise Refused(
            f"The client code is missing ({codes.describe(codes.NO_CLIENT)}). Enter it in Settings.",
            code=codes.NO_CLIENT,
        )
    return f"/api/{quote(client, safe='', errors='replace')}/v1/{operation}"


async def send(
    line: Line, access: Access, operation: str, draft: Draft, references: tuple[str, ...]
) -> Receipt:
    """Push `draft` once; `references` are the answer's fields that may name its record, best first.

    Raises:
        OutcomeUnknown: as `push`, or a success that names no record.
        ServiceError: as `push`.
    """
    payload = {"apiToken": access.token, **draft.to_wire()}
    answer = await push(line, access.controller_url, path_of(access, operation), payload)
    found = read_receipt(answer.value, references)
    if found is None:
        raise unknown(ProblemKind.UNREADABLE, status=answer.status, body=answer.body)
    reference, warnings = found
    return Receipt(reference, warnings, answer.body, answer.server_at, answer.latency_s)
