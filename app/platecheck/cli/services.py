"""The services of this installation, open for the length of one command."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from platecheck.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from platecheck.wiring import Services


@asynccontextmanager
async def open_services(*, purge: bool = True) -> AsyncIterator[Services]:
    """Open and close them. Raises SettingsError (not set up), StorageError.

    A machine that only ever runs commands must not keep records for ever: with `purge` the first
    command of a day purges, once everything is printed.
    """
    from platecheck.wiring import build_services, read_settings

    services = await build_services(read_settings())
    try:
        yield services
        if purge:
            with suppress(StorageError):  # the command itself has done its work
                await services.store.upkeep.purge(only_if_due=True)
    finally:
        await services.close()
