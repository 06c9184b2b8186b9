"""User create/update: one push that adds a user or changes the one of that id.

Separate from the user types, which are read, and from the table of the fields.
"""

from datetime import date
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from platecheck.sandbox import rights
from platecheck.sandbox.controller import describe_operation, read_request
from platecheck.sandbox.errors import (
    EMAIL_MISSING,
    EMAIL_TAKEN,
    FIELD_INVALID,
    FIELD_TOO_SHORT,
    FIRST_NAME_MISSING,
    LAST_NAME_MISSING,
    LOGIN_SOURCE_INVALID,
    LOGIN_SOURCE_MISSING,
    UNIQUE_ID_MISSING,
    USERNAME_TAKEN,
    RefusedRequestError,
)
from platecheck.sandbox.fields import Body
from platecheck.sandbox.profile_fields import (
    BORN,
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    LOGIN_SOURCE,
    UNIQUE_ID,
    USER_BODY,
    USER_FIELDS,
)

if TYPE_CHECKING:
    from platecheck.sandbox.database import SandboxDatabase


class UserAnswer(BaseModel):
    """The successful response of "Push API: User Create/Update": the id is a number."""

    model_config = ConfigDict(extra="forbid")

    status: str = "success"
    reference_id: int = Field(examples=[44])


router: Final = APIRouter(tags=["users"])


@router.post(
    "/api/{client}/v1/profiles/push",
    summary="User create or update",
    response_model=UserAnswer,
    **describe_operation(
        USER_BODY,
        UNIQUE_ID_MISSING,
        LOGIN_SOURCE_MISSING,
        LOGIN_SOURCE_INVALID,
        EMAIL_MISSING,
        FIRST_NAME_MISSING,
        LAST_NAME_MISSING,
        EMAIL_TAKEN,
        USERNAME_TAKEN,
        FIELD_TOO_SHORT,
    ),
)
async def push_user(request: Request) -> JSONResponse:
    """Add the user of this unique id and login source, or change the fields given of the one on file."""
    body = await read_request(request, rights.USER_CREATE)
    database: SandboxDatabase = request.app.state.database
    given = _read_user(body)
    found = database.profiles.find(given["unique_id"], given["login_source"])
    user_id, on_file = found or (None, {})
    if found is None:
        for field in (EMAIL, FIRST_NAME, LAST_NAME):
            field.require(body)
    for column, code in (("email", EMAIL_TAKEN), ("user_name", USERNAME_TAKEN)):
        if database.profiles.is_taken(column, given.get(column), but_by=user_id):
            raise RefusedRequestError(code)
    reference_id = database.profiles.write(user_id, {**on_file, **given})
    return JSONResponse(UserAnswer(reference_id=reference_id).model_dump())


def _read_user(body: Body) -> dict[str, str]:
    """Read every field that is given, under its first name; raises `RefusedRequestError` with its code."""
    UNIQUE_ID.require(body)
    LOGIN_SOURCE.require(body)
    read = {field.names[0]: field.read(body) for field in USER_FIELDS}
    user = {name: value for name, value in read.items() if value is not None}
    if not _is_day(user.get(BORN.names[0])):
        raise RefusedRequestError(FIELD_INVALID)
    return user


def _is_day(text: str | None) -> bool:
    try:
        return text is None or bool(date.fromisoformat(text))
    except ValueError:
        return False
