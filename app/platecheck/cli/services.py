"""The services of this installation, open for the length of one command."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from platecheck.wiring import Services


@asynccontextmanager
async def open_services() -> AsyncIterator[Services]:
    """Open and close them. Raises SettingsError (not set up), StorageError."""
    from platecheck.wiring import Installation

    installation = Installation()
    try:
        yield await installation.services()
    finally:
        await installation.close()
