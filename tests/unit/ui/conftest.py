"""The whole app without a browser: real page, services and store, and a platform on a real socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.handset import Handset

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.wiring import Installation, change_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from tests.unit.conftest import Platform

    from platecheck.sandbox.service import SandboxServer
    from platecheck.ui.session import Session

IMPATIENT_S = 0.05
"""After so long a saved answer is shown here: tests have no two seconds for each."""


@pytest.fixture
async def installation(tmp_path: Path, platform: Platform) -> AsyncIterator[Installation]:
    """Return an installation set up for the platform, which shows saved answers soon."""
    directory = tmp_path / "data"
    access = {"validation_url": platform.url, "controller_url": platform.url, "timezone": "America/Toronto"}
    change_settings(directory, access | {"client": DEMO_CLIENT, "token": DEMO_TOKEN, "officer": "Dana"})
    made = Installation(directory, {})
    (await made.services()).patrol._patience_s = IMPATIENT_S
    yield made
    platform.gate.set()
    await made.close()


@pytest.fixture
async def handset(installation: Installation) -> AsyncIterator[Callable[..., Handset]]:
    """Return what makes pages; each is closed at the end."""
    made: list[Handset] = []

    def make(size: tuple[int, int] = (412, 860), *, web: bool = True) -> Handset:
        made.append(Handset(installation, size, web=web))
        return made[-1]

    yield make
    for one in made:
        await one.close()


@pytest.fixture
async def opened(tmp_path: Path, sandbox: SandboxServer) -> AsyncIterator[Callable[..., Awaitable[Session]]]:
    """Return what opens a session of a role on the sandbox."""
    pages: list[Handset] = []
    made: list[Installation] = []

    async def open_as(role: str, token: str = DEMO_TOKEN) -> Session:
        access = {"validation_url": sandbox.url, "controller_url": sandbox.url, "timezone": "America/Toronto"}
        person = {"client": DEMO_CLIENT, "token": token, "officer": "Dana", "role": role}
        change_settings(tmp_path / role, access | person)
        made.append(Installation(tmp_path / role, {}))
        pages.append(Handset(made[-1], (1280, 800)))
        return await pages[-1].open_ready()

    yield open_as
    for page in pages:
        await page.close()
    for one in made:
        await one.close()
