"""The loopback guard, request by request."""

from __future__ import annotations

from typing import Any

import pytest

from platecheck.hosting.guard import LoopbackGuard


async def _ask(kind: str, *headers: tuple[str, str]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "through"})

    async def receive() -> dict[str, Any]:
        return {"type": f"{kind}.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    await LoopbackGuard(app)({"type": kind, "headers": raw}, receive, send)
    return sent


@pytest.mark.parametrize("host", ["127.0.0.1:8550", "localhost:8550", "LOCALHOST", "[::1]:8550", "127.8.9.1"])
async def test_this_machine_is_let_through(host: str) -> None:
    """Every name of loopback is ours, with its own pages' websockets."""
    assert await _ask("http", ("host", host)) == [{"type": "through"}]
    assert await _ask("websocket", ("host", host), ("origin", f"http://{host}")) == [{"type": "through"}]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "", "[::2]", "10.0.0.1", "é"]
)
async def test_a_foreign_host_is_refused(host: str) -> None:
    """A name that was re-bound to this machine gets no page and no websocket."""
    assert (await _ask("http", ("host", host)))[0]["status"] == 403
    assert await _ask("websocket", ("host", host)) == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:9999", "http://[", "http://127.0.0.1:8550.evil"],
)
async def test_a_foreign_page_is_refused(origin: str) -> None:
    """A page of another site, or of another server on this machine, cannot use ours."""
    asked = [("host", "127.0.0.1:8550"), ("origin", origin)]
    assert (await _ask("http", *asked))[0]["status"] == 403
    assert await _ask("websocket", *asked) == [{"type": "websocket.close", "code": 1008}]


async def test_no_host_or_two_hosts_are_refused() -> None:
    """A request that does not say whom it asks is not for us."""
    assert (await _ask("http"))[0]["status"] == 403
    assert (await _ask("http", ("host", "localhost"), ("host", "evil.example")))[0]["status"] == 403


async def test_the_lifespan_is_the_apps_own() -> None:
    """What is no request passes."""
    assert await _ask("lifespan") == [{"type": "through"}]
