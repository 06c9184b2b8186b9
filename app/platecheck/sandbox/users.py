"""User types: what the site calls its kinds of people, from its own table.

Separate because each family of the platform's API has a file of its own.
"""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from platecheck.sandbox import rights
from platecheck.sandbox.controller import describe_operation, read_request


class UserTypeAnswer(BaseModel):
    """`user_types[]`: the id is a string, as in the document's sample."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(examples=["1"])
    type_name: str = Field(examples=["Full Time Student"])
    ext_info: str = Field(examples=["Student"])


class UserTypesAnswer(BaseModel):
    """The successful response of "Pull API: UserType"."""

    model_config = ConfigDict(extra="forbid")

    status: str = "success"
    user_types: list[UserTypeAnswer]


class UserTypesRequest(BaseModel):
    """The body of the request."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"apiToken": "YOUR-API-TOKEN"}]})

    apiToken: str = Field(max_length=50)  # noqa: N815 - the document's name


USER_TYPES: Final[tuple[UserTypeAnswer, ...]] = tuple(
    UserTypeAnswer(id=number, type_name=name, ext_info=kind)
    for number, name, kind in (
        ("1", "Full Time Student", "Student"),
        ("6", "Demo", "Public"),
        ("7", "Full Time Staff", "Staff"),
        ("8", "Part Time Staff", "Staff"),
        ("9", "Part Time Student", "Student"),
        ("10", "Exchange Student", "Student"),
        ("11", "Athletics Member", "Athletics"),
        ("12", "Complimentary", "Public"),
        ("13", "Daily Reserved", "Public"),
    )
)
"""The document's sample, whole."""

router: Final = APIRouter(tags=["users"])


@router.post(
    "/api/{client}/v1/profiles/types/list",
    summary="User types",
    response_model=UserTypesAnswer,
    **describe_operation(UserTypesRequest),
)
async def list_user_types(request: Request) -> JSONResponse:
    """Every type of user."""
    await read_request(request, rights.USER_TYPES)
    return JSONResponse(UserTypesAnswer(user_types=list(USER_TYPES)).model_dump())
