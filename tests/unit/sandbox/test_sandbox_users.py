"""User types answer as the document's sample does."""

from typing import Any

import httpx
import pytest

from platecheck.sandbox.campus import (
    DEMO_CLIENT,
    DEMO_NO_RIGHTS_TOKEN,
    DEMO_OFFICER_TOKEN,
    DEMO_TOKEN,
)
from platecheck.sandbox.controller import ControllerRefusal
from platecheck.sandbox.errors import MESSAGES
from platecheck.sandbox.users import UserTypesAnswer

PATH = f"/api/{DEMO_CLIENT}/v1/profiles/types/list"


async def test_the_answer_is_the_documents_sample(client: httpx.AsyncClient) -> None:
    """Status, then every type with a string for its id, and nothing else."""
    answer = await client.post(PATH, json={"apiToken": DEMO_TOKEN})
    assert answer.status_code == 200
    assert answer.json()["status"] == "success"
    assert answer.json()["user_types"][:2] == [
        {"id": "1", "type_name": "Full Time Student", "ext_info": "Student"},
        {"id": "6", "type_name": "Demo", "ext_info": "Public"},
    ]
    assert len(UserTypesAnswer.model_validate_json(answer.content).user_types) == 9


@pytest.mark.parametrize(
    ("body", "path", "code", "status"),
    [
        ({"apiToken": DEMO_TOKEN}, "/api/%20/v1/profiles/types/list", 9000, 400),
        ({}, PATH, 9001, 401),
        ({"apiToken": DEMO_NO_RIGHTS_TOKEN}, PATH, 9002, 403),
        ({"apiToken": DEMO_OFFICER_TOKEN}, PATH, 9002, 403),
        ([], PATH, 9003, 400),
        ({"apiToken": "a" * 51}, PATH, 9030, 400),
        ({"apiToken": 7}, PATH, 9033, 400),
        ({"apiToken": "nobody"}, PATH, 9034, 401),
        ({"apiToken": DEMO_TOKEN}, "/api/OC-OTHER/v1/profiles/types/list", 9034, 401),
    ],
)
async def test_refusals_use_the_controllers_envelope(
    client: httpx.AsyncClient, body: Any, path: str, code: int, status: int
) -> None:
    """A refused request gets its code as ErrorCode and ErrorMessage."""
    answer = await client.post(path, json=body)
    assert answer.status_code == status
    assert answer.json() == {"ErrorCode": code, "ErrorMessage": MESSAGES[code]}
    ControllerRefusal.model_validate_json(answer.content)


async def test_a_get_is_told_to_be_a_post(client: httpx.AsyncClient) -> None:
    """The list of types is asked for by POST."""
    answer = await client.get(PATH)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
