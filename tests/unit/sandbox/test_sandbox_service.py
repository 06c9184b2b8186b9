"""The sandbox as a whole: its page, its description, its file, its server, and what it must not do."""

import asyncio
import logging
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import FastAPI

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN, TRAINING_PLATES
from platecheck.sandbox.service import SandboxServer, create_app

Validate = Callable[[str], Awaitable[httpx.Response]]

NOW = datetime(2026, 9, 15, 15, 30, tzinfo=UTC)
ZONE = ZoneInfo("America/Toronto")


def _body(plate: str) -> dict[str, str]:
    return {"api_token": DEMO_TOKEN, "client": DEMO_CLIENT, "plate": plate}


async def _permits(app: FastAPI, plate: str) -> Any:
    async with httpx.AsyncClient(base_url="http://sandbox", transport=httpx.ASGITransport(app)) as client:
        answer = await client.post("/api/v1/validate/plate", json=_body(plate))
    return answer.json()["data"]["responseJSON"].get("permits")


async def test_the_front_page_names_every_training_plate(client: httpx.AsyncClient) -> None:
    """The page lists the plates, how to reach the API, and loads nothing from elsewhere."""
    page = (await client.get("/")).text
    assert all(f"<td>{plate}</td>" in page for plate in TRAINING_PLATES)
    assert DEMO_TOKEN in page
    assert 'href="/docs"' in page
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/OC-TOMA", "/api/v1/validate/plate/", "/api/v2", "/none"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "TRACE"])
async def test_unknown_routes_are_not_found_in_an_envelope(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    """Any unknown path is a 404 with code 9009, in the envelope of its service."""
    answer = await client.request(method, path)
    assert answer.status_code == 404
    body = answer.json()
    assert body.get("error", body.get("ErrorCode")) == 9009


async def test_renewing_lays_the_data_out_again(client: httpx.AsyncClient) -> None:
    """Renew keeps the size of the campus and says the site's time."""
    before = (await client.get("/sandbox/state")).json()
    after = (await client.post("/sandbox/renew")).json()
    assert after["on_file"] == before["on_file"]
    assert after["on_file"]["vehicles"] == 500
    assert after["site_time"] == "2026-09-15 11:30:00"


async def test_the_description_is_complete(client: httpx.AsyncClient) -> None:
    """OpenAPI has bodies, answers and refusals with examples, and no 422 under /api."""
    assert "openapi.json" in (await client.get("/docs")).text
    described = (await client.get("/openapi.json")).json()
    operations = {
        (path, method): operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if path.startswith("/api")
    }
    assert set(operations) == {
        ("/api/v1/validate/plate", "post"),
        ("/api/{client}/v1/permits/lot-values", "get"),
        *(
            (f"/api/{{client}}/v1/{path}", "post")
            for path in (
                *("permits/stats", "permits/push", "permits/update", "permits/delete", "vehicles/push"),
                *("profiles/types/list", "profiles/push", "violations/send_overdue_to_collections"),
            )
        ),
    }
    for operation in operations.values():
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        assert schema["examples"]
        assert (
            {"200", "400", "401", "403"}
            <= set(operation["responses"])
            <= {"200", "400", "401", "403", "404", "409"}
        )
        assert "$ref" in str(operation["responses"]["200"])
        for status in set(operation["responses"]) - {"200"}:
            content = operation["responses"][status]["content"]["application/json"]
            assert content["schema"]["$ref"]
            assert content["examples"]


async def test_references_of_the_description_resolve(client: httpx.AsyncClient) -> None:
    """Every $ref of openapi.json points at something."""
    described = (await client.get("/openapi.json")).json()
    references: list[str] = []

    def collect(part: object) -> None:
        if isinstance(part, dict):
            references.extend(value for key, value in part.items() if key == "$ref")
            for value in part.values():
                collect(value)
        elif isinstance(part, list):
            for value in part:
                collect(value)

    collect(described)
    assert references
    for reference in references:
        assert reference.removeprefix("#/components/schemas/") in described["components"]["schemas"]


async def test_neither_token_nor_alarm_is_ever_logged(
    client: httpx.AsyncClient, validate: Validate, caplog: pytest.LogCaptureFixture
) -> None:
    """At the most talkative level no record holds a token, a plate or an alarm's words."""
    with caplog.at_level(logging.DEBUG):
        await validate("ABC456")
        await client.post("/api/v1/validate/plate", json={**_body("ABC456"), "api_token": "stray-token"})
        await client.post("/api/v1/validate/plate", content=b"{stray-token")
    for secret in (DEMO_TOKEN, "stray-token", "ABC456", "Luthor"):
        assert secret not in caplog.text


async def test_a_later_start_reuses_the_file_and_moves_the_demo_to_now(tmp_path: Path) -> None:
    """What was pushed stays, and "expired 4 minutes ago" is true again."""
    first = create_app(tmp_path, now=lambda: NOW, timezone=ZONE)
    first.state.database.close()
    with closing(sqlite3.connect(tmp_path / "sandbox.sqlite3", isolation_level=None)) as file:
        file.execute(
            "INSERT INTO permits (plate, type, short_name, expires) VALUES ('PUSHED1', 'T2', 'VIS', 'x')"
        )
    later = create_app(tmp_path, now=lambda: NOW + timedelta(days=3), timezone=ZONE)
    assert await _permits(later, "PUSHED1") == [{"type": "T2", "shortName": "VIS", "expires": "x"}]
    assert [p["expires"] for p in await _permits(later, "HXRT640")] == ["2026-09-18 11:26:00"]
    later.state.database.close()


async def test_a_file_of_another_version_is_filled_anew(tmp_path: Path) -> None:
    """A file whose tables are of another time is emptied and laid out."""
    with closing(sqlite3.connect(tmp_path / "sandbox.sqlite3", isolation_level=None)) as file:
        file.executescript("CREATE TABLE permits (old); CREATE TABLE gone (old); PRAGMA user_version = 99;")
    app = create_app(tmp_path, now=lambda: NOW, timezone=ZONE)
    assert await _permits(app, "BTKV512")
    app.state.database.close()


def test_a_file_that_is_no_database_is_an_error_and_left_alone(tmp_path: Path) -> None:
    """The sandbox does not overwrite what it cannot read."""
    (tmp_path / "sandbox.sqlite3").write_bytes(b"a letter to my aunt" * 99)
    with pytest.raises(sqlite3.DatabaseError):
        create_app(tmp_path)
    assert (tmp_path / "sandbox.sqlite3").read_bytes().startswith(b"a letter")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_only_the_owner_can_read_the_files(tmp_path: Path) -> None:
    """The file and its journals are 0600, a directory made for them 0700."""
    directory = tmp_path / "made"
    app = create_app(directory)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in directory.iterdir()} == {0o600}
    app.state.database.close()


async def test_without_a_zone_the_devices_own_counts(tmp_path: Path) -> None:
    """The site's zone is the device's unless one is given."""
    app = create_app(tmp_path, now=lambda: NOW)
    assert app.state.site_time().text() == NOW.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    app.state.database.close()


def test_a_server_leaves_nothing_behind() -> None:
    """A stopped server has freed its port and its temporary directory, and can start again."""
    server = SandboxServer()
    with pytest.raises(RuntimeError):
        _ = server.url
    with server:
        assert server.start() is server
        path = Path(server.app.state.database.path)
        port = int(server.url.rpartition(":")[2])
        assert httpx.get(f"{server.url}/sandbox/state").status_code == 200
        assert path.exists()
    server.stop()
    assert not path.parent.exists()
    with SandboxServer(port=port) as again:
        assert httpx.URL(again.url).port == port


def test_a_taken_port_is_an_error_at_once(tmp_path: Path) -> None:
    """Two sandboxes on one port: the second says so, and closes its file."""
    with SandboxServer() as server, pytest.raises(OSError, match=r"[Aa]ddress"):
        SandboxServer(tmp_path, port=int(server.url.rpartition(":")[2])).start()


def test_http_answers_carry_the_time() -> None:
    """The server's `Date` header is always there, since the app takes it for trusted time."""
    with SandboxServer() as server:
        answer = httpx.post(f"{server.url}/api/v1/validate/plate", json=_body("ABC123"))
    assert answer.headers["date"].endswith("GMT")


async def test_waiting_ends_with_the_server() -> None:
    """`wait` returns once the server was stopped."""
    server = SandboxServer().start()
    waiting = asyncio.create_task(asyncio.to_thread(server.wait))
    await asyncio.sleep(0)
    await asyncio.to_thread(server.stop)
    await waiting


def test_a_start_that_fails_closes_its_file(tmp_path: Path) -> None:
    """No connection is left open, so the journals of the file are gone."""

    def broken_clock() -> datetime:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - raised above, without words
        create_app(tmp_path, now=broken_clock)
    assert [file.name for file in tmp_path.iterdir()] == ["sandbox.sqlite3"]


async def test_stopping_does_not_wait_for_slow_answers() -> None:
    """A request that hangs loses its connection when the server stops."""
    server = SandboxServer(latency_s=300).start()
    async with httpx.AsyncClient(timeout=30) as client:
        hanging = asyncio.create_task(
            client.post(f"{server.url}/api/v1/validate/plate", json=_body("ABC123"))
        )
        while (await client.get(f"{server.url}/sandbox/state")).json()["api_requests"] == 0:
            pass
        await asyncio.to_thread(server.stop)
        with pytest.raises(httpx.TransportError):
            await hanging


def test_the_sandbox_stands_alone() -> None:
    """It imports nothing else of platecheck, and its constants need no web framework."""
    code = (
        "import sys, platecheck.sandbox.campus\n"
        "assert not {'fastapi', 'uvicorn', 'pydantic'} & set(sys.modules)\n"
        "import platecheck.sandbox.service\n"
        "others = [m for m in sys.modules if m.startswith('platecheck.')"
        " and not m.startswith('platecheck.sandbox')]\n"
        "assert not others, others\n"
        "assert not {'flet', 'httpx', 'sqlite_utils'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own interpreter and text
