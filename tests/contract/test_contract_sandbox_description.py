"""The sandbox keeps to its own description: schemathesis asks each operation what it allows and forbids."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from tests.series import length

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.sandbox.faults import FaultSettings
from platecheck.sandbox.service import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI

VALIDATION = "/api/v1/validate/plate"
# What no request by the description alone can reach: it would have to know a reference.
BY_REFERENCE = {"/api/{client}/v1/permits/update", "/api/{client}/v1/permits/delete"}
# Validation, the three pushes of permits, vehicles and users; the others need a token alone.
WITH_REQUIRED_FIELDS = 6
# With our token in it a request may not be what was generated any more, and JSON Schema cannot say all that
# the documents ask: an end after the start, a day there is, one of the provinces.
WITH_OUR_TOKEN = [negative_data_rejection, positive_data_acceptance]

bounded = settings(
    max_examples=length(40),
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    """Give a sandbox of its own."""
    made = create_app(tmp_path)
    yield made
    made.state.database.close()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_operation_keeps_to_its_description(app: FastAPI, mode: GenerationMode) -> None:
    """Whatever is asked, with a token or without, status, type and body are as described, and no 5xx."""
    reached: dict[str, set[int]] = defaultdict(set)
    for found in schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not operation.body and not operation.path_parameters:
            continue  # nothing of it could be wrong

        @bounded
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate()
            app.state.faults.settings = FaultSettings()
            if case.path.startswith("/api") and isinstance(case.body, dict):
                if case.path == VALIDATION:
                    case.body |= {"api_token": DEMO_TOKEN, "client": DEMO_CLIENT}
                else:
                    case.body["apiToken"] = DEMO_TOKEN
                    case.path_parameters["client"] = DEMO_CLIENT
                response = case.call_and_validate(excluded_checks=WITH_OUR_TOKEN)
                reached[case.path].add(response.status_code)

        ask()
    assert len(reached) == 10
    if mode is GenerationMode.POSITIVE:
        assert all((404 if path in BY_REFERENCE else 200) in seen for path, seen in reached.items())
    else:
        assert sum(400 in seen for seen in reached.values()) >= WITH_REQUIRED_FIELDS
