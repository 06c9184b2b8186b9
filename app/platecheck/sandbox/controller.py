"""What every operation of the controller shares: its client in the path, its token, its failure envelope.

Separate because the validation service has neither, and each family of the controller has a file of its own.
"""

from typing import Any, Final

from fastapi import Request
from pydantic import BaseModel, ConfigDict

from platecheck.sandbox.admission import admit, read_client, read_object
from platecheck.sandbox.errors import (
    CLIENT_MISSING,
    FIELD_INVALID,
    FIELD_TOO_LONG,
    NOT_PERMITTED,
    TOKEN_MISSING,
    TOKEN_UNKNOWN,
    UNPARSABLE,
)
from platecheck.sandbox.openapi import CLIENT_PARAMETER, refusals, request_body

# What any request can be refused with, before its own fields are read.
_CODES: Final = (
    CLIENT_MISSING,
    TOKEN_MISSING,
    NOT_PERMITTED,
    UNPARSABLE,
    FIELD_TOO_LONG,
    FIELD_INVALID,
    TOKEN_UNKNOWN,
)


class ControllerRefusal(BaseModel):
    """The controller's failure ("API Error Codes", Example Error)."""

    model_config = ConfigDict(extra="forbid")

    ErrorCode: int
    ErrorMessage: str


def describe_operation(body: type[BaseModel] | dict[str, Any], *codes: int) -> dict[str, Any]:
    """Describe an operation: its client, its body, and its refusals beside those that any has."""
    return {
        "openapi_extra": {"parameters": [CLIENT_PARAMETER], "requestBody": request_body(body)},
        "responses": refusals(
            ControllerRefusal,
            {"ErrorCode": "code", "ErrorMessage": "message"},
            *sorted({*_CODES, *codes}),
        ),
    }


async def read_request(request: Request, right: str) -> dict[str, object]:
    """Read the body of a request whose token holds `right`; raises `RefusedRequestError`."""
    body = await read_object(request)
    # Taken from the path by hand: declared to FastAPI it would bring a 422 into the description.
    client = read_client(request.path_params["client"])
    admit(request.app.state.database, client, body, "apiToken", right)
    return body
