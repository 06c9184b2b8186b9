"""Overdue violations are handed out once, ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_OFFICER_TOKEN, DEMO_TOKEN, TRAINING_PLATES
from platecheck.sandbox.service import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

NOW = datetime(2026, 9, 15, 15, 30, tzinfo=UTC)
PATH = f"/api/{DEMO_CLIENT}/v1/violations/send_overdue_to_collections"


def start(directory: Path, now: datetime = NOW) -> FastAPI:
    """Start a sandbox on a directory."""
    return create_app(directory, now=lambda: now, timezone=ZoneInfo("America/Toronto"))


async def export(app: FastAPI, token: str = DEMO_TOKEN) -> Any:
    """Ask for the overdue violations."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(base_url="http://sandbox", transport=transport) as client:
        return (await client.post(PATH, json={"apiToken": token})).json()


async def test_each_violation_is_in_one_answer_only(tmp_path: Path) -> None:
    """Some dozens come at first, and none of them again: not later, not renewed, not after a new start."""
    app = start(tmp_path)
    records = (await export(app))["records"]
    tickets = {record["Ticket"] for record in records}
    assert len(tickets) == len(records) == 42
    assert (await export(app))["records"] == []
    app.state.lay_out()
    assert (await export(app))["records"] == []
    app.state.database.close()
    later = start(tmp_path, NOW + timedelta(days=30))
    more = (await export(later))["records"]
    assert len(more) == 8
    assert tickets.isdisjoint(record["Ticket"] for record in more)
    assert (await export(later))["records"] == []
    later.state.database.close()


async def test_only_what_is_due_is_handed_out(tmp_path: Path) -> None:
    """Every record was due before the moment it was asked for, and was issued before that."""
    app = start(tmp_path)
    for record in (await export(app))["records"]:
        assert record["Issued"] < record["Due"] < "2026-09-15T15:30:00.000000Z"
        assert record["SentToCollections"] is None
    app.state.database.close()


async def test_a_refused_request_marks_nothing(tmp_path: Path) -> None:
    """A token without the right gets its code, and the violations are still there to be sent."""
    app = start(tmp_path)
    assert (await export(app, DEMO_OFFICER_TOKEN))["ErrorCode"] == 9002
    assert len((await export(app))["records"]) == 42
    app.state.database.close()


async def test_the_demos_violations_try_an_export(tmp_path: Path) -> None:
    """Among them are accents, unknown drivers, several places and ages, and comments like formulas."""
    app = start(tmp_path)
    records = (await export(app))["records"]
    app.state.database.close()
    comments = {record["Comment"] for record in records}
    assert any((comment or "").startswith("=") for comment in comments)
    assert any("é" in (comment or "") for comment in comments)
    assert len({record["location"]["LocationName"] for record in records}) > 3
    assert {bool(record["vehicle"]["drivers"]) for record in records} == {True, False}
    due = sorted(record["Due"] for record in records)
    assert due[0] < "2025"
    assert due[-1] > "2026-08"
    assert all(record["vehicle"]["Plate"] not in TRAINING_PLATES for record in records)
    assert all(record["Fine"] == record["details"][0]["offenceFine"] for record in records)


def test_the_same_seed_makes_the_same_violations(tmp_path: Path) -> None:
    """Two new files have the same records."""
    first, second = start(tmp_path / "a"), start(tmp_path / "b")
    now = "2030-01-01T00:00:00"
    sent = [app.state.database.violations.send_overdue(now) for app in (first, second)]
    assert sent[0] == sent[1] != []
    for app in (first, second):
        app.state.database.close()


@pytest.mark.parametrize("moment", ["2024-02-29T12:00:00+00:00", "2026-11-01T05:30:00+00:00"])
async def test_it_is_laid_out_on_any_day(tmp_path: Path, moment: str) -> None:
    """A leap day and the night the clocks go back have as many."""
    app = start(tmp_path, datetime.fromisoformat(moment))
    assert len((await export(app))["records"]) == 42
    app.state.database.close()
