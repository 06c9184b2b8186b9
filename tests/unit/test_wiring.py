"""The wiring: services on one directory, opened at need, opened again after a change."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import KeyLost, SettingsError, StorageError
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN, LOT_NAMES
from platecheck.store import FileKeyHolder, Scope, Store
from platecheck.wiring import (
    Installation,
    Services,
    build_services,
    change_settings,
    read_settings,
    set_up_training,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from platecheck.sandbox.service import SandboxServer

ACCESS = {"client": DEMO_CLIENT, "token": DEMO_TOKEN, "timezone": "America/Toronto"}


@pytest.fixture
async def installation(tmp_path: Path, sandbox: SandboxServer) -> AsyncIterator[Installation]:
    """Give an installation that is set up for the sandbox."""
    directory = tmp_path / "data"
    change_settings(directory, ACCESS | {"validation_url": sandbox.url, "controller_url": sandbox.url})
    found = Installation(directory, {})
    yield found
    await found.close()


async def ask(services: Services, plate: str) -> str:
    """Check a plate, and return its verdict."""
    return (await services.patrol.check(services.patrol.press(plate))).answer.verdict


async def test_one_check_from_settings_to_the_log(installation: Installation) -> None:
    """Settings alone are enough to ask the platform, read lots, and keep both."""
    services = await installation.services()
    assert await ask(services, "ABC456") == "alarm"
    figures = await services.occupancy.figures()
    assert (len(figures.lots), figures.live) == (17, True)
    entries = await services.patrol.history()
    assert [(e.check.plate, e.check.app_version) for e in entries] == [("ABC456", "0.1.0")]


async def test_services_are_opened_once_for_every_session(installation: Installation) -> None:
    """Sessions that come at the same moment share one store and one pool of connections."""
    one, *others = await asyncio.gather(*(installation.services() for _ in range(5)))
    assert all(other is one for other in others)


async def test_settings_change_without_a_restart(installation: Installation) -> None:
    """After a change the services are opened anew, and what was checked is still there."""
    before = await installation.services()
    await ask(before, "ABC456")
    change_settings(installation.directory, {"grace_minutes": 7, "lot_names": LOT_NAMES})
    await installation.close()
    await installation.close()
    after = await installation.services()
    assert after is not before
    assert after.patrol.site.grace.total_seconds() == 7 * 60
    assert len(await after.patrol.history()) == 1
    with pytest.raises(StorageError):
        await before.patrol.history()


async def test_another_client_does_not_see_the_log(installation: Installation) -> None:
    """A change of the client hides the other's rows, and a change back shows them again."""
    await ask(await installation.services(), "ABC456")
    for client, seen in (("OTHER", 0), (DEMO_CLIENT, 1)):
        change_settings(installation.directory, {"client": client})
        await installation.close()
        assert len(await (await installation.services()).patrol.history()) == seen


async def test_nothing_is_opened_before_it_is_set_up(tmp_path: Path) -> None:
    """Without client and token the reason says how to set them, and no database is made."""
    for changes in ({}, {"client": "C"}):
        change_settings(tmp_path, changes)
        installation = Installation(tmp_path, {})
        with pytest.raises(SettingsError, match="platecheck settings set client CODE"):
            await installation.services()
        assert not (tmp_path / "device.db").exists()


async def test_a_failed_opening_is_tried_again(tmp_path: Path) -> None:
    """What stood in the way can be mended without a restart."""
    installation = Installation(tmp_path, {})
    with pytest.raises(SettingsError):
        await installation.services()
    change_settings(tmp_path, ACCESS)
    assert (await installation.services()).settings.client == DEMO_CLIENT
    await installation.close()


async def test_the_environment_of_an_installation_is_its_own(tmp_path: Path) -> None:
    """Directory and values come from the environment that is handed in."""
    env = {"PLATECHECK_DATA_DIR": str(tmp_path), "PLATECHECK_CLIENT": "E", "PLATECHECK_TOKEN": "t"}
    installation = Installation(env=env)
    assert installation.directory == tmp_path
    assert installation.settings().client == "E"
    assert read_settings(env=env).token.get_secret_value() == "t"


async def test_lots_come_from_their_own_address_or_the_controllers(
    tmp_path: Path, sandbox: SandboxServer
) -> None:
    """Without an address of their own lot values are asked of the controller."""
    nowhere = "http://127.0.0.1:9"
    addresses = ((sandbox.url, "", True), (nowhere, sandbox.url, True), (sandbox.url, nowhere, False))
    for count, (controller, lots, live) in enumerate(addresses):
        directory = tmp_path / str(count)
        change_settings(directory, ACCESS | {"controller_url": controller, "lots_url": lots})
        services = await build_services(read_settings(directory, {}))
        assert (await services.occupancy.figures()).live is live
        await services.close()


async def test_training_and_real_records_never_share_a_directory(
    tmp_path: Path, sandbox: SandboxServer
) -> None:
    """A database that holds the one is refused to the other, whatever the settings file says."""
    urls = {"validation_url": sandbox.url, "controller_url": sandbox.url}
    set_up_training(tmp_path / "training", ACCESS | urls)
    services = await build_services(read_settings(tmp_path / "training", {}))
    await services.close()
    (tmp_path / "training" / "settings.json").unlink()
    change_settings(tmp_path / "training", ACCESS | urls)
    with pytest.raises(StorageError, match="training records"):
        await build_services(read_settings(tmp_path / "training", {}))


def _workers() -> int:
    return sum(thread.name.startswith("platecheck-store") for thread in threading.enumerate())


async def test_what_cannot_be_wired_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a proxy that cannot be used the database is closed again."""
    monkeypatch.setenv("HTTPS_PROXY", "bogus://proxy")
    change_settings(tmp_path, ACCESS)
    before = _workers()
    with pytest.raises(SettingsError, match="HTTPS_PROXY"):
        await build_services(read_settings(tmp_path, {}))
    assert _workers() == before


async def test_the_demo_leaves_a_real_database_alone(tmp_path: Path) -> None:
    """A directory with real records and its settings in the environment is not marked as training."""
    env = {"PLATECHECK_CLIENT": "C", "PLATECHECK_TOKEN": "t"}
    services = await build_services(read_settings(tmp_path, env))
    await services.close()
    with pytest.raises(SettingsError, match="never share a directory"):
        set_up_training(tmp_path, ACCESS | {"validation_url": "http://127.0.0.1:9"})


async def test_a_lost_key_is_never_replaced_under_a_database(tmp_path: Path) -> None:
    """With records sealed by a lost key no new key is made, and so no new token is taken."""
    store = await Store.open(tmp_path, FileKeyHolder(tmp_path))
    await store.close()
    (tmp_path / "device.key").unlink()
    with pytest.raises(KeyLost, match=r"device\.key"):
        change_settings(tmp_path, {"token": "new-token"})
    assert not (tmp_path / "device.key").exists()
    change_settings(tmp_path, {"client": "C"})


def test_a_lost_key_is_never_replaced_under_a_sealed_setting(tmp_path: Path) -> None:
    """With a token sealed by a lost key no new key is made: the token would be lost for good."""
    change_settings(tmp_path, {"token": "old-token"})
    (tmp_path / "device.key").unlink()
    with pytest.raises(KeyLost):
        change_settings(tmp_path, {"officer": "Tremblay"})


async def test_the_scope_is_the_service_and_the_client(installation: Installation) -> None:
    """Records belong to the address and the client code they were asked with."""
    services = await installation.services()
    await ask(services, "ABC456")
    scope = Scope(services.settings.validation_url, DEMO_CLIENT)
    assert await services.store.find(scope, "ABC456") is not None
    assert await services.store.find(Scope(services.settings.validation_url, "OTHER"), "ABC456") is None


async def test_an_app_drains_the_queue_by_itself_and_a_command_does_not(installation: Installation) -> None:
    """One runner for all sessions, running while the services are open, and again after a change."""
    services = await installation.services()
    await services.patrol.check(services.patrol.press("ABC456"), offline=True)
    await installation.close()
    assert await (await installation.services()).rechecks.waiting() == 1
    await installation.close()
    installation.keep_rechecking()
    rechecks = (await installation.services()).rechecks
    async with asyncio.timeout(20):
        while await rechecks.waiting():  # noqa: ASYNC110 - a state to be seen from outside, no event
            await asyncio.sleep(0.01)
    (change,) = await rechecks.changes()
    assert (change.plate, change.was, change.now) == ("ABC456", "not_checked", "alarm")


async def test_services_that_are_only_held_recheck_no_more(
    installation: Installation, sandbox: SandboxServer
) -> None:
    """A check may end with the settings it began with; the queue is for the new ones."""
    installation.keep_rechecking()
    async with installation.use() as held:
        await installation.close()
        asked = sandbox.app.state.faults.api_requests
        await held.patrol.check(held.patrol.press("ABC456"), offline=True)
        await held.runner.stop()  # a second time does nothing
        assert await held.rechecks.waiting() == 1
        assert sandbox.app.state.faults.api_requests == asked


async def test_what_is_past_its_clock_goes_at_the_start_and_daily(tmp_path: Path) -> None:
    """At once, whenever the last purge was; then not before a day has passed; a busy database is no end."""
    now = datetime(2026, 7, 4, 12, tzinfo=UTC)
    clock = [now]
    store = await Store.open(tmp_path, FileKeyHolder(tmp_path), busy_s=0.01, clock=lambda: clock[0])
    purged: list[datetime | None] = []
    steps = iter([timedelta(hours=1), timedelta(hours=23), timedelta(hours=1)])

    async def pause(_: float) -> None:
        purged.append((await store.upkeep.outlook()).purged_at)
        step = next(steps, None)
        if step is None:
            raise asyncio.CancelledError
        clock[0] += step

    with pytest.raises(asyncio.CancelledError):
        await store.upkeep.go_on(pause)
    assert purged == [now, now, now + timedelta(hours=24), now + timedelta(hours=24)]
    with closing(sqlite3.connect(tmp_path / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(asyncio.CancelledError):
            await store.upkeep.go_on(pause)
    await store.close()


async def test_an_open_installation_purges_and_a_closed_one_does_not(installation: Installation) -> None:
    """The day's purge begins with the services and ends with them."""
    services = await installation.services()
    while (await services.store.upkeep.outlook()).purged_at is None:
        continue
    await installation.close()
    assert [task for task in asyncio.all_tasks() if "Upkeep.go_on" in repr(task)] == []


async def test_the_stores_clocks_are_the_settings(installation: Installation) -> None:
    """What is set decides what goes, and when."""
    change_settings(installation.directory, {"keep_answers_hours": 5, "keep_hits_days": 2, "lease_days": 1})
    services = await installation.services()
    await ask(services, "ABC456")
    seen = await services.store.upkeep.outlook()
    assert (seen.answers.length, seen.hits.length) == (timedelta(hours=5), timedelta(days=2))
    assert (seen.log.length, seen.lease_until) == (
        timedelta(days=365),
        (seen.trusted_at or NEVER) + timedelta(days=1),
    )


NEVER = datetime(1970, 1, 1, tzinfo=UTC)
