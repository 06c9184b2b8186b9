"""How /openapi.json describes bodies that the endpoints read by themselves.

Separate because FastAPI would parse, and on failure answer with its own 422, any body declared to it;
the documents have their own codes for that, so the description is attached by hand.
"""

from typing import Any, Final

from pydantic import BaseModel

from platecheck.sandbox.errors import MESSAGES, status_of

CLIENT_PARAMETER: Final[dict[str, Any]] = {
    "name": "client",
    "in": "path",
    "required": True,
    "description": "The client code; OC-TOMA and OC_TOMA are one client.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
    "example": "OC-TOMA",
}


def request_body(body: type[BaseModel] | dict[str, Any]) -> dict[str, Any]:
    """Describe the `requestBody` of an operation whose JSON body follows a model or a schema."""
    schema = body if isinstance(body, dict) else body.model_json_schema()
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def refusals(
    envelope: type[BaseModel], sample: dict[str, object], *codes: int
) -> dict[int | str, dict[str, Any]]:
    """Describe the failures of an operation, one entry for each HTTP status, with an example for each code.

    `sample` is the envelope with the keys that hold the code and the message left to fill in.
    """
    answers: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        answer = answers.setdefault(
            status_of(code),
            {"model": envelope, "description": "", "content": {"application/json": {"examples": {}}}},
        )
        answer["description"] = f"{answer['description']} {code}: {MESSAGES[code]}".strip()
        filled = {
            key: {"code": code, "message": MESSAGES[code]}.get(str(use), use) for key, use in sample.items()
        }
        answer["content"]["application/json"]["examples"][str(code)] = {"value": filled}
    return answers
