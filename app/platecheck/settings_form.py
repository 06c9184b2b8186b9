"""Settings as a person types them: which field is wrong and why, before anything is written.

Separate from `settings` because that one speaks in sentences, and a form needs a kind for each field
in the person's own language.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from platecheck.addresses import PlainHttp, is_loopback
from platecheck.settings import FROM_ENVIRONMENT, LotNames, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LOT_NAME_MAX = 200
"""As `Settings.lot`: who stands in a lot has its name."""
_ADDRESSES = ("validation_url", "controller_url", "lots_url")
_BY_FIELD = {"token": "token", "timezone": "zone", "plate_patterns": "pattern"}
_BY_TYPE = {
    "string_too_long": "too_long",
    "int_parsing": "number",
    "int_from_float": "number",
    "int_type": "number",
    "greater_than_equal": "range",
    "less_than_equal": "range",
}


class Wrong(StrEnum):
    """Why a value cannot be saved."""

    ADDRESS = "address"
    PLAIN_HTTP = "plain_http"
    TRAINING = "training"
    """A training directory only talks to this machine."""
    TOKEN = "token"  # noqa: S105 - a kind, no secret
    ZONE = "zone"
    PATTERN = "pattern"
    """A plate's pattern that is no regular expression."""
    TOO_LONG = "too_long"
    NUMBER = "number"
    RANGE = "range"
    MISSING = "missing"
    TWICE = "twice"
    """A lot's name that another row has."""
    OTHER = "other"


def wrong_fields(values: Mapping[str, object], *, training: bool = False) -> dict[str, Wrong]:
    """Return what is wrong with each of `values`, by the setting's name; empty when all can be saved."""
    try:
        Settings.model_validate({**values, "training": training, "data_dir": Path()})
    except ValidationError as error:
        found: dict[str, Wrong] = {}
        for item in error.errors(include_input=False, include_url=False):
            if item["loc"]:
                found.setdefault(str(item["loc"][0]), _kind(item))
            else:
                found |= {name: Wrong.TRAINING for name in _ADDRESSES if _is_elsewhere(values.get(name))}
        return found
    return {}


def fixed_by(env: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that the environment decides, each with its variable."""
    variables = {name: f"PLATECHECK_{name.upper()}" for name in FROM_ENVIRONMENT}
    return {name: variable for name, variable in variables.items() if env.get(variable, "").strip()}


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a text that separates them by commas or lines, each once, in order."""
    names = (" ".join(part.split()) for part in text.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def names_of(short_names: str, dntt_locations: str) -> LotNames:
    """Return a row of the lot table as it is kept."""
    return LotNames(short_names=split_names(short_names), dntt_locations=split_names(dntt_locations))


def wrong_lot(name: str, others: Iterable[str]) -> Wrong | None:
    """Return what is wrong with a lot's name beside the names of the other rows."""
    folded = _folded(name)
    if not folded:
        return Wrong.MISSING
    if len(name) > LOT_NAME_MAX:
        return Wrong.TOO_LONG
    return Wrong.TWICE if folded in map(_folded, others) else None


def _folded(name: str) -> str:
    """Case and spaces do not tell two names apart (DOMAIN.md, Lots and names)."""
    return "".join(name.split()).casefold()


def _is_elsewhere(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not is_loopback(value.strip())


def _kind(item: Mapping[str, Any]) -> Wrong:
    name = str(item["loc"][0])
    if kind := _BY_TYPE.get(item["type"]):
        return Wrong(kind)
    if name in _ADDRESSES:
        cause = item.get("ctx", {}).get("error")
        return Wrong.PLAIN_HTTP if isinstance(cause, PlainHttp) else Wrong.ADDRESS
    return Wrong(_BY_FIELD.get(name, "other"))
