"""The person's preferences, kept in the client between visits. Never a plate or a secret."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import flet as ft

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFIX = "platecheck."
REPLY_S = 2.0
"""A client answers at once; what takes longer was lost with the connection, as by a reload."""
_TRIES = 5
log = logging.getLogger(__name__)


class Keeping:
    """Small texts by name. A client that keeps nothing is a client that starts from the defaults."""

    def __init__(self) -> None:
        self._shelf = ft.SharedPreferences()

    async def recall(self, names: Iterable[str]) -> dict[str, str]:
        """Return what was kept of `names`."""
        wanted = tuple(names)
        for _ in range(_TRIES):
            try:
                async with asyncio.timeout(REPLY_S):
                    return await self._kept(wanted)
            except TimeoutError:
                continue
            except Exception as error:  # noqa: BLE001 - preferences are a comfort; the check must go on
                log.info("preferences cannot be read: %s", type(error).__name__)
                return {}
        log.info("preferences cannot be read: the client does not answer")
        return {}

    async def _kept(self, wanted: tuple[str, ...]) -> dict[str, str]:
        """Ask for what is there and for all of it at once: the person waits for the answer."""
        there = await self._shelf.get_keys(_PREFIX)
        asked = [name for name in wanted if _PREFIX + name in there]
        values = await asyncio.gather(*(self._shelf.get(_PREFIX + name) for name in asked))
        return {name: value for name, value in zip(asked, values, strict=True) if isinstance(value, str)}

    async def keep(self, name: str, value: str) -> None:
        """Keep one text for the next visit."""
        try:
            async with asyncio.timeout(REPLY_S):
                await self._shelf.set(_PREFIX + name, value)
        except Exception as error:  # noqa: BLE001 - as above
            log.info("a preference cannot be kept: %s", type(error).__name__)
