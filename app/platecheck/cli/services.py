"""The services of this installation, open for the length of one command."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import click

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
        await _tell_recovery(services)
        await services.close()


async def _tell_recovery(services: Services) -> None:
    """Say on standard error that this command found the database damaged, and what came of it."""
    if not services.store.has_mended:
        return
    with suppress(StorageError):
        report = await services.store.recovered()
        if report is not None:
            lost = f"{report.lost} records" if report.counted else "an unknown number of records"
            click.echo(
                f"Note: this device's database was damaged. {report.kept.get('checks', 0)} checks were "
                f"recovered, {lost} could not be read. The damaged file is kept whole as {report.aside}.",
                err=True,
            )
