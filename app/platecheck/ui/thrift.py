"""What Flet 1.0.5 does for nothing on every screen, left out: one event loop draws for all officers.

It reaches into Flet's private modules, which Flet's exact version is pinned for; behaviour stays the same.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import FunctionType, MethodType, NoneType
from typing import TYPE_CHECKING, Any

from flet.controls.object_patch import DiffBuilder
from flet.controls.value_types import Prop, Value
from flet.messaging.protocol import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAVES = frozenset({NoneType, bool, int, float, str, bytes, FunctionType, MethodType})
"""Values that hold no controls. Flet makes a generator for each one, some eighty for every control."""

_walk = DiffBuilder._configure_dataclass  # noqa: SLF001 - see the module's docstring


def spend_less() -> None:
    """Put the savings in force for this process; again does nothing more."""
    DiffBuilder._configure_dataclass = _walk_thriftily  # type: ignore[method-assign,assignment]  # noqa: SLF001 - as above
    # Flet words every message for its debug log, logged or not; and what alarms say has no place there.
    Message.__repr__ = _wordless  # type: ignore[method-assign,assignment]


def _walk_thriftily(
    builder: DiffBuilder, item: Any, parent: Any, frozen: bool, only_setattr: bool = False
) -> Any:
    if type(item) in _LEAVES:
        return ()
    is_control = builder.control_cls is not None and isinstance(item, builder.control_cls)
    if only_setattr or not (is_control or (parent is not None and isinstance(item, Value))):
        return _walk(builder, item, parent, frozen, only_setattr)
    return _walk_what_is_set(builder, item, parent, frozen, is_control)


def _walk_what_is_set(
    builder: DiffBuilder, item: Any, parent: Any, frozen: bool, is_control: bool
) -> Iterator[Any]:
    """Do as Flet's own walk, without the fields that hold nothing but a plain default."""
    own = _walk(builder, item, parent, frozen, True)  # notes what the item belongs to; then, that it is clean
    if is_control:
        next(own)
        item.build()
        item._before_update_safe()  # noqa: SLF001 - see the module's docstring
        object.__setattr__(item, "_initialized", True)
        yield item
        parent = item
    frozen, values = getattr(item, "_frozen", frozen), item._values  # noqa: SLF001 - as above
    for name, always in _walked(item.__class__):
        if always or name in values:
            value = getattr(item, name)
            if _is_branch(value):
                yield from _walk_thriftily(builder, value, parent, frozen)
    yield from own


@cache
def _walked(cls: type) -> tuple[tuple[str, bool], ...]:
    """Return a class's fields, and whether each must be looked at though nothing was set."""
    return tuple((one.name, _may_hold(cls, one.name)) for one in fields(cls) if not one.metadata.get("skip"))


def _may_hold(cls: type, name: str) -> bool:
    prop = next((vars(base)[name] for base in cls.__mro__ if name in vars(base)), None)
    return not isinstance(prop, Prop) or _is_branch(prop.default)


def _is_branch(value: Any) -> bool:
    return type(value) not in _LEAVES and (isinstance(value, (dict, list)) or is_dataclass(value))


def _wordless(message: Message) -> str:
    return f"<message {message.action}>"
