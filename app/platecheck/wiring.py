"""Where client, store, patrol and settings meet; knows neither the screens nor the hosting.

A little over 300 lines: it is the one place that knows all of them.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platecheck import __version__, settings
from platecheck.errors import KeyLost, SettingsError
from platecheck.tasks import end

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    import httpx

    from platecheck.attempts import Attempts
    from platecheck.exercise import Exercise
    from platecheck.occupancy import Occupancy
    from platecheck.office import Office
    from platecheck.overdue import Exported, Overdue
    from platecheck.patrol import Patrol
    from platecheck.patrol_log import PatrolLog
    from platecheck.preparing import Preparation
    from platecheck.probe import Probe
    from platecheck.reading.reader import Reader
    from platecheck.rechecks import Rechecks
    from platecheck.runner import Runner
    from platecheck.settings import Settings
    from platecheck.store import Store
    from platecheck.store.records import Scope


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """Everything a session or a command works with. Close it when done.

    `runner` drains the recheck queue for every session of this process, once somebody starts it.
    """

    settings: Settings
    scope: Scope
    store: Store
    patrol: Patrol
    log: PatrolLog
    occupancy: Occupancy
    probe: Probe
    rechecks: Rechecks
    preparation: Preparation
    runner: Runner
    reader: Reader
    attempts: Attempts
    office: Office
    overdue: Overdue
    http: httpx.AsyncClient

    @property
    def whose(self) -> tuple[Scope, Scope]:
        """Whose answers, and whose pushes, these are: what is kept for others is not shown to them."""
        return self.scope, self.attempts.scope

    async def stop(self) -> None:
        """End rechecks and preparation; a check under way goes on."""
        await self.runner.stop()
        await self.preparation.stop()

    async def close(self) -> None:
        """End what goes on by itself, wait for what is being pushed, close connections and the database."""
        await self.stop()
        await self.attempts.finish()
        await self.http.aclose()
        await self.store.close()


class Installation:
    """One data directory and the services on it, shared by every session of this process.

    They are opened at first need and again after the settings changed. As long as they are open
    what is past its clock is purged, at once and daily.
    """

    def __init__(
        self,
        directory: Path | None = None,
        env: Mapping[str, str] = os.environ,
        *,
        exercise: Exercise | None = None,
    ) -> None:
        self.directory = directory or settings.data_directory(env)
        self.exercise = exercise
        """The training conditions, where a demo gives any."""
        self._env = env
        self._services: Services | None = None
        self._rechecking = False
        self._upkeep: asyncio.Task[None] | None = None
        self._opening = asyncio.Lock()
        self._in_use: Counter[Services] = Counter()
        self._unkept: dict[Scope, Exported] = {}
        """Overdue exports that no disk took: nobody gives them again, so they outlive the services."""

    def keep_rechecking(self) -> None:
        """From now on drain the recheck queue while services are open: an app does so, a command does not."""
        self._rechecking = True

    def settings(self) -> Settings:
        """Return the settings as they are now. Raises SettingsError, KeyLost."""
        return read_settings(self.directory, self._env)

    def fixed(self) -> dict[str, str]:
        """Return the settings that the environment decides, each with its variable."""
        from platecheck.settings_form import fixed_by

        return fixed_by(self._env)

    @property
    def opened(self) -> Services | None:
        """The services that are open now."""
        return self._services

    async def services(self) -> Services:
        """Return the open services. Raises SettingsError (not set up), StorageError."""
        async with self._opening:
            if self._services is None:
                chosen = await asyncio.to_thread(self.settings)
                self._services = await build_services(chosen, self._unkept)
                if self._rechecking:
                    self._services.runner.start()
                self._upkeep = asyncio.create_task(self._services.store.upkeep.go_on())
            return self._services

    @asynccontextmanager
    async def use(self) -> AsyncIterator[Services]:
        """Hold the services open for what must come to its end even if the settings change meanwhile.

        Raises as `services`.
        """
        used = await self.services()
        self._in_use[used] += 1
        try:
            yield used
        finally:
            self._in_use[used] -= 1
            if not self._in_use[used]:
                del self._in_use[used]
                if used is not self._services:
                    await used.close()

    async def close(self) -> None:
        """Close what is open, once it is not in use; the next `services` opens again, with new settings."""
        async with self._opening:
            opened, self._services = self._services, None
            if opened is None:
                return
            await end(self._upkeep)
            await opened.stop()  # a check may come to its end, the queue is the next services'
            if opened not in self._in_use:
                await opened.close()


def read_settings(directory: Path | None = None, env: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of `directory`, by default the one the environment names.

    Raises:
        SettingsError: a value or the file is not acceptable.
        KeyLost: a sealed value is there and its key is not.
    """
    where = directory or settings.data_directory(env)
    return settings.load(where, lambda text: _unseal(where, text), env)


def change_settings(directory: Path, changes: Mapping[str, object]) -> None:
    """Check and write settings; raises as `settings.change`."""
    settings.change(directory, changes, lambda text: _seal(directory, text))


def set_up_training(directory: Path, changes: Mapping[str, object]) -> None:
    """Make `directory` a training directory that talks to the sandbox named in `changes`.

    Raises:
        SettingsError: the directory belongs to a real installation.
    """
    from platecheck.store.files import DATABASE

    present = settings.read_file(directory)
    if not present.get("training") and (present or (directory / DATABASE).exists()):
        raise SettingsError(
            f"{directory} belongs to a real installation. Training data and real data never share "
            "a directory: give the demo another one."
        )
    settings.write(directory, {**changes, "training": True}, lambda text: _seal(directory, text))


async def build_services(chosen: Settings, unkept: dict[Scope, Exported] | None = None) -> Services:
    """Open the store of `chosen.data_dir` and put client, patrol and lots on top.

    `unkept` holds the overdue exports that no disk took, for as long as the caller does.

    Raises:
        SettingsError: no client or no token is set: nothing can be asked.
        StorageError: the database or its key cannot be used.
    """
    await asyncio.to_thread(_load)
    from platecheck.opscom import make_http
    from platecheck.store import Store
    from platecheck.store.sealing import FileKeyHolder

    if not chosen.is_set_up:
        raise SettingsError(
            "platecheck is not set up: the platform's client code and token are missing. "
            "Set them with `platecheck settings set client CODE` and `platecheck settings set token -`."
        )
    store = await Store.open(chosen.data_dir, FileKeyHolder(chosen.data_dir), retention=chosen.retention)
    try:
        await store.mark_training(chosen.training)
        http = await asyncio.to_thread(make_http)  # it reads the trusted certificates
    except BaseException:
        await store.close()
        raise
    return _put_together(chosen, store, http, {} if unkept is None else unkept)


def _put_together(
    chosen: Settings, store: Store, http: httpx.AsyncClient, unkept: dict[Scope, Exported]
) -> Services:
    from platecheck.attempts import Attempts
    from platecheck.occupancy import Occupancy
    from platecheck.office import Office
    from platecheck.opscom import Access, OpscomClient
    from platecheck.overdue import Overdue
    from platecheck.patrol import Patrol
    from platecheck.patrol_log import PatrolLog
    from platecheck.preparing import Preparation
    from platecheck.probe import Probe
    from platecheck.reading.reader import Reader
    from platecheck.rechecks import Rechecks
    from platecheck.runner import Runner
    from platecheck.store.records import Scope

    access = Access(
        validation_url=chosen.validation_url,
        controller_url=chosen.controller_url,
        lots_url=chosen.lots_url or chosen.controller_url,
        client=chosen.client,
        token=chosen.token.get_secret_value(),
        zone=chosen.zone,
    )
    client = OpscomClient(http, access)
    scope = Scope(chosen.service, chosen.client)
    # What waits for one controller is not for another.
    pushed = scope if chosen.training else Scope(chosen.controller_url.rstrip("/"), chosen.client)
    attempts = Attempts(store.outbox, pushed)
    supervisor = chosen.is_supervisor
    patrol = Patrol(client.validation, store, scope, site=chosen.site, app_version=__version__)
    rechecks = Rechecks(patrol, store, scope)
    return Services(
        settings=chosen,
        scope=scope,
        store=store,
        patrol=patrol,
        log=PatrolLog(store, scope, site=chosen.site, zone=chosen.zone),
        occupancy=Occupancy(client.lots, store, scope, money=supervisor),
        probe=Probe(patrol, client.users, chosen.validation_url, chosen.controller_url, chosen.lots_url),
        rechecks=rechecks,
        preparation=Preparation(patrol, rechecks, store, scope),
        runner=Runner(rechecks, patrol.way, knock=patrol.sources.knock),
        reader=Reader(chosen.patterns),
        attempts=attempts,
        office=Office(client, store, attempts, supervisor=supervisor, officer=chosen.officer),
        overdue=Overdue(
            client,
            attempts,
            supervisor=supervisor,
            officer=chosen.officer,
            elsewhere=(chosen.data_dir / "exports", Path(tempfile.gettempdir())),
            held=unkept,
        ),
        http=http,
    )


def _load() -> None:
    """Import what services are made of: the first time takes so long that other sessions would notice."""
    import platecheck.occupancy
    import platecheck.opscom
    import platecheck.patrol
    import platecheck.preparing
    import platecheck.runner
    import platecheck.store  # noqa: F401 - loaded, no more


def _seal(directory: Path, text: str) -> str:
    from platecheck.store.files import DATABASE
    from platecheck.store.sealing import FileKeyHolder, Seal

    holder = FileKeyHolder(directory)
    key = holder.load()
    if key is None:
        present = settings.read_file(directory)
        if (directory / DATABASE).exists() or any(present.get(name) for name in settings.SEALED):
            raise KeyLost(_KEY_LOST)
        key = holder.create()
    return Seal(key).seal(text.encode(), _CONTEXT).hex()


def _unseal(directory: Path, text: str) -> str:
    from platecheck.store.sealing import FileKeyHolder, Seal

    key = FileKeyHolder(directory).load()
    if key is None:
        raise KeyLost(_KEY_LOST)
    try:
        return Seal(key).open(bytes.fromhex(text), _CONTEXT).decode()
    except ValueError:
        raise KeyLost(_KEY_LOST) from None


_CONTEXT = "settings"
_KEY_LOST = (
    "The key of this data directory (device.key) is missing or another one, so its token cannot be read. "
    "Put the key back, or set the directory aside and start a new one."
)
