"""Pull API: UserType (`api/000_*`): the kinds of people a client has. A read; the pushes are elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from platecheck.errors import Unreadable
from platecheck.facts import readable
from platecheck.opscom.lots import segment
from platecheck.opscom.reply import UNREADABLE
from platecheck.opscom.request import request
from platecheck.opscom.tolerant import Json, entries, lookup, text_of

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.opscom.client import Access
    from platecheck.opscom.request import Line

_FIELDS = frozenset({"id", "type_name", "ext_info"})


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
    """The user types of the controller; the token field is `apiToken`."""

    def __init__(self, line: Line, access: Access) -> None:
        self._line = line
        self._access = access

    async def types(self) -> UserTypesAnswer:
        """Ask for every user type.

        Raises:
            ServiceError: no types, with the reason.
        """
        access = self._access
        path = f"/api/{segment(access.client)}/v1/profiles/types/list"
        answer = await request(self._line, "POST", access.controller_url, path, {"apiToken": access.token})
        types = read_user_types(answer.value)
        if types is None:
            raise Unreadable(UNREADABLE, status=answer.status, body=answer.body)
        return UserTypesAnswer(types, answer.body, answer.server_at, answer.latency_s)


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
