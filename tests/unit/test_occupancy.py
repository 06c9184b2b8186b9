"""Lot figures: asked for at most once an hour, kept, and never without their age."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import ServiceError, StorageError
from platecheck.occupancy import RHYTHM
from platecheck.sandbox.campus import DEMO_OFFICER_TOKEN, LOTS
from platecheck.sandbox.faults import FaultMode, FaultSettings

if TYPE_CHECKING:
    from conftest import Device

    from platecheck.sandbox.service import SandboxServer

NAMES = [sales.lot.lot_name for sales in LOTS]


def requests(sandbox: SandboxServer) -> int:
    """Return how often the API was asked since the start."""
    return int(sandbox.app.state.faults.api_requests)


async def test_figures_are_asked_for_once_an_hour(device: Device, sandbox: SandboxServer) -> None:
    """Within the hour the kept figures are shown with their age, however often somebody looks."""
    occupancy, before = device.occupancy(sandbox.url), requests(sandbox)
    first = await occupancy.figures()
    assert [lot.name for lot in first.lots] == NAMES
    assert (first.live, first.problem, first.fetched_at) == (True, None, device.clock())
    assert first.due_at == device.clock() + RHYTHM == device.clock() + timedelta(hours=1)
    device.clock.move(minutes=59, seconds=59)
    again = await occupancy.figures()
    assert (again.lots, again.live, again.problem) == (first.lots, False, None)
    assert (again.fetched_at, again.due_at) == (first.fetched_at, first.due_at)
    assert requests(sandbox) == before + 1
    device.clock.move(seconds=1)
    assert (await occupancy.figures()).fetched_at == device.clock()
    assert requests(sandbox) == before + 2


async def test_without_refresh_nobody_is_asked_again(device: Device, sandbox: SandboxServer) -> None:
    """What is kept is enough for whoever does not want it refreshed; the first time there is nothing kept."""
    occupancy = device.occupancy(sandbox.url)
    first, before = await occupancy.figures(refresh=False), requests(sandbox)
    assert first.live
    device.clock.move(days=2)
    kept = await occupancy.figures(refresh=False)
    assert (kept.lots, kept.live, kept.fetched_at) == (first.lots, False, first.fetched_at)
    assert requests(sandbox) == before


async def test_kept_figures_outlive_the_app(device: Device, sandbox: SandboxServer) -> None:
    """A restart within the hour asks nobody."""
    first, before = await device.occupancy(sandbox.url).figures(), requests(sandbox)
    assert (await device.occupancy(sandbox.url).figures()).lots == first.lots
    assert requests(sandbox) == before


@pytest.mark.parametrize("mode", [mode for mode in FaultMode if mode not in {"none", "slow", "wrong_plate"}])
async def test_an_unreached_service_leaves_the_old_figures(
    device: Device, sandbox: SandboxServer, mode: FaultMode
) -> None:
    """Whatever the service answers instead, the figures kept are shown with their age and the reason."""
    occupancy = device.occupancy(sandbox.url)
    first = await occupancy.figures()
    device.clock.move(hours=3)
    sandbox.app.state.faults.settings = FaultSettings(mode=mode)
    kept = await occupancy.figures()
    assert (kept.lots, kept.fetched_at, kept.live) == (first.lots, first.fetched_at, False)
    assert isinstance(kept.problem, ServiceError)
    assert kept.due_at is not None
    assert kept.due_at <= device.clock()
    sandbox.app.state.faults.settings = FaultSettings()
    assert (await occupancy.figures()).live


async def test_nothing_was_ever_fetched(device: Device, sandbox: SandboxServer) -> None:
    """Without figures there are none, and the reason is said."""
    sandbox.app.state.faults.settings = FaultSettings(mode=FaultMode.ERROR)
    none = await device.occupancy(sandbox.url).figures()
    assert (none.lots, none.fetched_at, none.due_at, none.live) == ((), None, None, False)
    assert isinstance(none.problem, ServiceError)


async def test_an_officers_token_may_not_see_them(device: Device, sandbox: SandboxServer) -> None:
    """The platform's refusal is the reason, with its code."""
    refused = await device.occupancy(sandbox.url, token=DEMO_OFFICER_TOKEN).figures()
    assert isinstance(refused.problem, ServiceError)
    assert (refused.lots, refused.problem.kind.value) == ((), "refused")


async def test_live_figures_that_cannot_be_kept_are_shown(device: Device, sandbox: SandboxServer) -> None:
    """On a busy or full disk the figures come, with what stood in the way of keeping them."""
    occupancy = device.occupancy(sandbox.url)
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = await occupancy.figures()
        other.execute("ROLLBACK")
    assert ([lot.name for lot in found.lots], found.live) == (NAMES, True)
    assert isinstance(found.problem, StorageError)


async def test_a_database_that_cannot_be_read_is_said(device: Device, sandbox: SandboxServer) -> None:
    """Without the database nobody knows when they were last asked for: the platform is left in peace."""
    before = requests(sandbox)
    await device.store.close()
    found = await device.occupancy(sandbox.url).figures()
    assert (found.lots, found.live) == ((), False)
    assert isinstance(found.problem, StorageError)
    assert requests(sandbox) == before


async def test_figures_from_the_future_are_fetched_anew(device: Device, sandbox: SandboxServer) -> None:
    """Fetched while the clock was a year ahead, the figures do not stand still for a year."""
    occupancy = device.occupancy(sandbox.url)
    device.clock.move(days=365)
    await occupancy.figures()
    device.clock.move(days=-365, hours=2)
    assert (await occupancy.figures()).live


async def test_figures_that_were_not_kept_are_not_asked_for_again(
    device: Device, sandbox: SandboxServer
) -> None:
    """Lot values are asked for once an hour, though the device has no room to keep them."""
    occupancy, before = device.occupancy(sandbox.url), requests(sandbox)
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            await occupancy.figures()
        other.execute("ROLLBACK")
    assert requests(sandbox) == before + 1


async def test_old_figures_do_not_hide_those_that_were_not_kept(
    device: Device, sandbox: SandboxServer
) -> None:
    """Beside figures of yesterday too, unsaved ones are asked for once an hour and shown meanwhile."""
    occupancy = device.occupancy(sandbox.url)
    await occupancy.figures()
    device.clock.move(days=1)
    before = requests(sandbox)
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            assert (await occupancy.figures()).fetched_at == device.clock()
        other.execute("ROLLBACK")
    assert requests(sandbox) == before + 1
