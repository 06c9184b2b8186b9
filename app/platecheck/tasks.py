"""Ending what goes on by itself."""

from __future__ import annotations

import asyncio
from typing import Any

AGAIN_S = 1.0
"""A cancellation can be lost to something that ends at the same moment: then it is asked once more."""


async def end(task: asyncio.Task[Any] | None) -> None:
    """Cancel a task and wait until it has ended, however it does."""
    while task is not None and not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=AGAIN_S)
    if task is not None and not task.cancelled():
        task.exception()  # taken note of: what it failed of was told by itself
