"""What is wrong with settings, in sentences; separate from `settings`, which only says what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel, ValidationError

_NUMBERS = ("int_parsing", "int_type", "int_from_float", "greater_than_equal", "less_than_equal")


def sentences(error: ValidationError, model: type[BaseModel], origin: Mapping[str, str]) -> str:
    """Return every mistake in `error` by its setting's name, after the origin that is told for it."""
    items = error.errors(include_input=False, include_url=False)
    return " ".join(_sentence(item, model, origin) for item in items)


def _sentence(item: Mapping[str, Any], model: type[BaseModel], origin: Mapping[str, str]) -> str:
    place: Iterable[object] = item["loc"]
    name = ".".join(str(part) for part in place)
    message = str(item["msg"]).removeprefix("Value error, ")
    if item["type"] == "extra_forbidden":
        message = "there is no such setting"
    elif item["type"] in _NUMBERS and (bounds := _bounds(model, name)):
        unit = name.rpartition("_")[2]
        message = f"write a whole number of {unit} from {bounds[0]} to {bounds[1]}"
    return f"{origin.get(name, '')}{name or 'settings'}: {message}."


def _bounds(model: type[BaseModel], name: str) -> tuple[int, int] | None:
    """Return the least and the most that a number may be, or None for any other setting."""
    field = model.model_fields.get(name)
    known = field.metadata if field else []
    least = next((part.ge for part in known if hasattr(part, "ge")), None)
    most = next((part.le for part in known if hasattr(part, "le")), None)
    return None if least is None or most is None else (least, most)
