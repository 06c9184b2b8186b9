"""What Flet 1.0.5 does for nothing on every screen, left out: one event loop draws for all officers.

It reaches into Flet's private modules, which Flet's exact version is pinned for; behaviour stays the same.
"""

from __future__ import annotations

from types import FunctionType, MethodType, NoneType
from typing import Any

from flet.controls.object_patch import DiffBuilder
from flet.messaging.protocol import Message

_LEAVES = frozenset({NoneType, bool, int, float, str, bytes, FunctionType, MethodType})
"""Values that hold no controls. Flet makes a generator for each one, some eighty for every control."""

_walk = DiffBuilder._configure_dataclass  # noqa: SLF001 - see the module's docstring


def spend_less() -> None:
    """Put the savings in force for this process; again does nothing more."""
    DiffBuilder._configure_dataclass = _walk_thriftily  # type: ignore[method-assign,assignment]  # noqa: SLF001 - as above
    # Flet words every message for its debug log, logged or not; and what alarms say has no place there.
    Message.__repr__ = _wordless  # type: ignore[method-assign,assignment]


def _walk_thriftily(builder: DiffBuilder, item: Any, *rest: Any) -> Any:
    return () if type(item) in _LEAVES else _walk(builder, item, *rest)


def _wordless(message: Message) -> str:
    return f"<message {message.action}>"
