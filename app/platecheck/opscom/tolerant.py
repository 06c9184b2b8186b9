"""Bytes to JSON, and JSON to what a field means, whatever a PHP service made of them.

Every quirk of DOMAIN.md section 2 that is not about one field lives here: charset, BOM, numbers as
strings, lists as objects. Knows no operation of the platform.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
"""A parsed value; integers of more than 18 digits are kept as text, NaN and Infinity as null."""

_BLANKS = "\ufeff \t\r\n\0"
_MAX_INT_DIGITS = 18
_MAX_INDEX_DIGITS = 9
_NUMBER = re.compile(r"[+-]?\d{1,300}(?:\.\d{1,300})?", re.ASCII)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# Only plain text encodings: Python also knows codecs that warn, execute escapes or are no charset.
_TEXT_CODEC = re.compile(
    r"utf-(8|16|32)(-le|-be|-sig)?|ascii|iso8859-\d+|cp\d+|koi8-[ru]|mac-roman|gb\w+|big5\w*"
)
# What calls itself one of these is windows-1252 in practice, as every browser knows.
_REALLY_1252 = frozenset({"ascii", "iso8859-1"})
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


class NotJsonError(ValueError):
    """The text is no JSON, or JSON that cannot be trusted to mean one thing."""


def decode(body: bytes, content_type: str = "") -> str:
    """Return the body's text: by its BOM, its declared charset, as UTF-8, or as windows-1252. Total."""
    declared = None if body.startswith(_BOMS) else _declared(content_type)
    for encoding in (declared, json.detect_encoding(body)):
        if encoding:
            try:
                return body.decode(encoding).strip(_BLANKS)
            except UnicodeError:
                continue
    return body.decode("cp1252", errors="replace").strip(_BLANKS)


def _declared(content_type: str) -> str | None:
    found = _CHARSET.search(content_type)
    if not found:
        return None
    try:
        name = codecs.lookup(found[1]).name
    except (LookupError, ValueError):
        return None
    if name in _REALLY_1252:
        return "cp1252"
    return name if _TEXT_CODEC.fullmatch(name) else None


def parse(text: str) -> Json:
    """Return the value that `text` holds.

    Raises:
        NotJsonError: no JSON, nesting beyond the parser, or a key that stands twice with two meanings.
    """
    try:
        # strict=False: hand-made JSON has bare line breaks inside its strings.
        value: Json = json.loads(
            text, strict=False, parse_constant=_nothing, parse_int=_integer, object_pairs_hook=_object
        )
    except (ValueError, RecursionError):
        # The parser's own error holds the whole text: it must not travel with ours.
        raise NotJsonError from None
    return value


def _nothing(_name: str) -> None:
    """Read NaN and the infinities as null."""


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MAX_INT_DIGITS else digits


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for key, value in pairs:
        # The last one wins elsewhere; here it could hide an alarm or a permit behind a null.
        if key in found and found[key] != value:
            raise NotJsonError
        found[key] = value
    return found


def lookup(fields: dict[str, Json], name: str) -> Json:
    """Return the field `name`, exactly written or else in other case; None where missing or null."""
    if name in fields:
        return fields[name]
    folded = name.casefold()
    return next((value for key, value in fields.items() if key.casefold() == folded), None)


def unwrap(value: Json) -> Json:
    """Return what a JSON text inside a JSON string holds; any other value as it is."""
    if isinstance(value, str) and value.strip(_BLANKS)[:1] in {"{", "["}:
        try:
            return parse(value.strip(_BLANKS))
        except NotJsonError:
            return value
    return value


def entries(value: dict[str, Json] | list[Json], fields: frozenset[str]) -> list[Json]:
    """Return the entries of a list that may have come as `{"0": …}` or as its one entry.

    `fields` are an entry's own: an object that has some beside its numbered keys is an entry too.
    """
    if isinstance(value, list):
        return value
    indexes = sorted((k for k in value if _is_index(k)), key=int)
    if not indexes:
        return [value] if value else []
    listed = [value[k] for k in indexes]
    rest = {k: v for k, v in value.items() if not _is_index(k)}
    if any(lookup(rest, name) is not None for name in fields):
        listed.append(rest)
    return listed


def _is_index(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) <= _MAX_INDEX_DIGITS


def number(value: Json) -> float | None:
    """Return a finite number that came as one, as a string or as a bool; None for anything else."""
    if isinstance(value, str):
        value = float(value) if _NUMBER.fullmatch(value := value.strip()) else None
    if value is None or isinstance(value, dict | list) or not math.isfinite(value):
        return None
    return float(value)


def text_of(value: Json) -> str:
    """Return a scalar as PHP would print it, '' for null and what is empty, JSON for the rest."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def is_blank(value: Json) -> bool:
    """Tell whether a field says nothing: null, white space, an empty list or object."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip(_BLANKS))


def says_no(value: Json) -> bool:
    """Tell whether a field says nothing or plainly no: blank, false, 0 or "0"."""
    return is_blank(value) or (not isinstance(value, dict | list) and number(value) == 0)


def leaves(value: Json) -> list[Json]:
    """Return every scalar inside `value`, in order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]
