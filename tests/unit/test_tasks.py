"""A task is ended whatever becomes of the first cancellation."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from platecheck import tasks

if TYPE_CHECKING:
    import pytest


async def test_a_lost_cancellation_is_asked_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Saving the settings waits for what goes on: it must not wait for ever."""
    monkeypatch.setattr(tasks, "AGAIN_S", 0.01)
    lost = asyncio.Event()

    async def stubborn() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            lost.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    await tasks.end(task)
    assert lost.is_set()
    assert task.cancelled()


async def test_what_ended_by_itself_is_left_alone() -> None:
    """With an error too, and where there was nothing to end."""

    async def failing() -> None:
        message = "told by itself"
        raise ValueError(message)

    task = asyncio.create_task(failing())
    await asyncio.sleep(0)
    await tasks.end(task)
    await tasks.end(None)
    assert task.done()
