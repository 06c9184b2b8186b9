"""The connections of a test's server: none outlives it, not even one accepted at the last moment."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Meetings:
    """What `asyncio.start_server` calls for each connection; `talk` is over when the peer has left, too."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._open: set[asyncio.Task[None]] = set()

    def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk, and close whatever comes of it; also what was cancelled before it began."""

        def over(task: asyncio.Task[None]) -> None:
            self._open.discard(task)
            writer.close()

        task = asyncio.ensure_future(self._go(reader, writer))
        self._open.add(task)
        task.add_done_callback(over)

    async def end(self) -> None:
        """Hang up, and wait until every connection is closed."""
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        for _ in range(2):  # what was cancelled before it began closes now, and then its socket
            await asyncio.sleep(0)

    async def _go(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await self._talk(reader, writer)
