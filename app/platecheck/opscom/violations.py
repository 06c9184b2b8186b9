"""Pull API: Overdue Violations (`api/000_*`): one-shot, what it returns is never returned again.

So it hands out bytes: they are to be on disk before anything parses them (`overdue.read_overdue`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from platecheck.opscom.controller import path_of
from platecheck.opscom.push import deliver

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from platecheck.opscom.client import Access
    from platecheck.opscom.request import Line

MAX_BODY = 256 * 1024 * 1024
"""Bytes, decoded: some 45,000 violations as long as the document's; a first export has all there are."""


@dataclass(frozen=True, slots=True)
class OverdueBody:
    """What the platform sent, unread, whatever it is; `server_at` and `latency_s` as in `PlateAnswer`."""

    body: bytes = field(repr=False)
    server_at: datetime | None
    latency_s: float


class Violations:
    """The violations of the controller; the token field is `apiToken`.

    Example::

        async with make_http() as http:
            client = OpscomClient(http, access)
            try:
                answer = await client.violations.send_overdue_to_collections()
            except OutcomeUnknown as error:  # the platform may have marked them: keep what came
                path.write_bytes(error.body or b"")
            else:
                path.write_bytes(answer.body)
                for violation in read_overdue(answer.body).violations:
                    print(violation.ticket, violation.plate, violation.fine)
    """

    def __init__(self, line: Line, access: Access, deadline_s: float) -> None:
        self._line = line
        self._access = access
        self._deadline_s = deadline_s

    async def send_overdue_to_collections(self, take: Callable[[bytes], None] | None = None) -> OverdueBody:
        """Mark every overdue violation as sent to collections, and return them. Never repeated.

        `take` gets each piece of the answer, of any status, as it arrives, so that it can be on the disk
        before the last one is there; it must not raise.

        Raises:
            OutcomeUnknown: they may have been marked; its `body` is what came of the answer.
            ServiceError: none was marked, with the reason.
        """
        access = self._access
        sent = await deliver(
            self._line,
            access.controller_url,
            path_of(access, "violations/send_overdue_to_collections"),
            {"apiToken": access.token},
            deadline_s=self._deadline_s,
            max_body=MAX_BODY,
            take=take,
        )
        return OverdueBody(sent.reply.body, sent.reply.server_at, sent.latency_s)
