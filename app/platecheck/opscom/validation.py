"""Pull API: Plate Validation (`api/000_*`): what the platform knows of one plate."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from platecheck.opscom.reader import read_plate
from platecheck.opscom.request import request

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.facts import PlateFacts
    from platecheck.opscom.client import Access
    from platecheck.opscom.request import Line

PATH = "/api/v1/validate/plate"


@dataclass(frozen=True, slots=True)
class PlateAnswer:
    """The facts of one plate, and the answer they came in.

    `body` is kept raw for the record. `server_at` is the service's clock (UTC, its `Date` header),
    `latency_s` the seconds from asking to having it, retries included.
    """

    facts: PlateFacts
    body: bytes = field(repr=False)
    server_at: datetime | None
    latency_s: float


class Validation:
    """The validation service; its token field is `api_token`.

    Example::

        async with make_http() as http:
            client = OpscomClient(http, access)
            try:
                answer = await client.validation.validate("ABC123")
            except ServiceError as error:  # could not check: never 'no permit'
                print(error.title, error.message)
            else:
                for permit in answer.facts.permits:
                    print(permit.type, permit.short_name, permit.expires)
    """

    def __init__(self, line: Line, access: Access) -> None:
        self._line = line
        self._access = access

    async def validate(self, plate: str) -> PlateAnswer:
        """Ask what the platform knows of `plate`, which is already normalised and goes out as it is.

        Raises:
            ServiceError: could not check, with the reason; never 'no permit'.
        """
        access = self._access
        payload = {"api_token": access.token, "client": access.client, "plate": plate}
        answer = await request(self._line, "POST", access.validation_url, PATH, payload)
        facts = read_plate(
            answer.value, plate=plate, zone=access.zone, body=answer.body, status=answer.status
        )
        return PlateAnswer(facts, answer.body, answer.server_at, answer.latency_s)

    async def knock(self) -> None:
        """Try a bare connection to the service, TLS included; nothing is sent.

        Raises:
            ServiceError: there is none within the deadline.
        """
        from platecheck.opscom import transport  # noqa: PLC0415 - httpx loads with the first call

        await transport.knock(self._access.validation_url, self._line.deadline_s)
