"""Pull API: UserType and Push API: User Create/Update (`api/000_*`): the kinds of people, and the people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from platecheck.errors import Unreadable
from platecheck.facts import readable
from platecheck.opscom.controller import path_of, send
from platecheck.opscom.reply import UNREADABLE
from platecheck.opscom.request import request
from platecheck.opscom.tolerant import Json, entries, lookup, text_of

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.opscom.client import Access
    from platecheck.opscom.person_drafts import PersonDraft
    from platecheck.opscom.receipts import Receipt
    from platecheck.opscom.request import Line

_FIELDS = frozenset({"id", "type_name", "ext_info"})
_REFERENCES = ("reference_id", "InternalReferenceID", "user_id", "user_id_id", "id")


@dataclass(frozen=True, slots=True)
class UserType:
    """One kind of people: `name` as the site calls it, `group` (`ext_info`) as Student, Staff, Public."""

    id: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class UserTypesAnswer:
    """The types in the service's order, and the answer they came in; the rest as in `PlateAnswer`."""

    types: tuple[UserType, ...]
    body: bytes = field(repr=False)
    server_at: datetime | None
    latency_s: float


class Users:
    """The people of the controller and their types; the token field is `apiToken`.

    Example::

        async with make_http() as http:
            client = OpscomClient(http, access)
            staff = next(t for t in (await client.users.types()).types if t.group == "Staff")
            draft = PersonDraft(
                unique_id="tester23", login_source="OPSCOM", email="test@test.com",
                first_name="Terry", last_name="Tester", user_type_id=staff.id,
            )
            receipt = await client.users.push(draft)
            print(receipt.reference, *receipt.warnings)
    """

    def __init__(self, line: Line, access: Access) -> None:
        self._line = line
        self._access = access

    async def types(self) -> UserTypesAnswer:
        """Ask for every user type.

        Raises:
            ServiceError: no types, with the reason.
        """
        access = self._access
        path = path_of(access, "profiles/types/list")
        answer = await request(self._line, "POST", access.controller_url, path, {"apiToken": access.token})
        types = read_user_types(answer.value)
        if types is None:
            raise Unreadable(UNREADABLE, status=answer.status, body=answer.body)
        return UserTypesAnswer(types, answer.body, answer.server_at, answer.latency_s)

    async def push(self, draft: PersonDraft) -> Receipt:
        """Create the person, or update the one that has this `unique_id`. Sent once, never repeated.

        Raises:
            OutcomeUnknown: it may or may not have been applied.
            ServiceError: it was certainly not applied, with the reason.
        """
        return await send(self._line, self._access, "profiles/push", draft, _REFERENCES)


def read_user_types(value: Json) -> tuple[UserType, ...] | None:
    """Return the types of an answer; None where `user_types` is missing or a row of it says nothing.

    A list that came as `{"0": …}` or as its one entry is read too; ids are text whatever they came as.
    """
    listed = lookup(value, "user_types") if isinstance(value, dict) else None
    if not isinstance(listed, dict | list):
        return None
    types = [_user_type(row) for row in entries(listed, _FIELDS) if row is not None]
    return None if None in types else tuple(found for found in types if found is not None)


def _user_type(row: Json) -> UserType | None:
    if not isinstance(row, dict):
        return None
    number, name, group = (
        " ".join(readable(text_of(lookup(row, key))).split()) for key in ("id", "type_name", "ext_info")
    )
    return UserType(number, name, group) if number or name else None
