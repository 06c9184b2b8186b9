"""The tolerant reader of Plate Validation: a JSON value of any version becomes `PlateFacts`.

Its one rule: 'nothing found' must be what the service said. Whatever stands where a permit should
and cannot be read makes the answer `Unreadable`; an alarm or an order that cannot be read still warns.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from platecheck.errors import Unreadable, WrongPlate
from platecheck.facts import Dntt, Permit, PlateFacts, readable
from platecheck.opscom import prose
from platecheck.opscom.reply import UNREADABLE, error_is_zero
from platecheck.opscom.tolerant import Json, entries, is_blank, leaves, lookup, says_no, text_of, unwrap
from platecheck.plates import fold

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

UNKNOWN = "?"
"""Stands for an alarm or a permit that is there and cannot be read; the same in every language."""

_PERMIT_FIELDS = frozenset({"type", "shortName", "expires"})
_DNTT_FIELDS = frozenset({"location", "start", "end", "notes"})
# Beside a permit's fields these say nothing of whether it is one.
_BESIDE_PERMIT = frozenset({"active", "plate"})
_MAX_SHOWN = 200

Fields = dict[str, Json]


class _NoAnswerError(Exception):
    """The value is not an answer to a plate check."""


def read_plate(value: Json, *, plate: str, zone: ZoneInfo, body: bytes, status: int = 200) -> PlateFacts:
    """Return what `value` says of `plate`; times without a zone are in `zone`.

    Raises:
        WrongPlate: `data.plate` is another plate.
        Unreadable: not an answer (DOMAIN.md section 2, What is an answer), or an unreadable permit
            with neither alarm nor order beside it. Both keep `body`.
    """
    try:
        data = _data(value)
        if (named := text_of(lookup(data, "plate"))).strip() and fold(named) != fold(plate):
            raise WrongPlate(
                "The answer is for another plate, so it was not used. Check again; "
                "if it stays so, tell your supervisor.",
                status=status,
                body=body,
            )
        return _facts(data, plate, zone)
    except (_NoAnswerError, RecursionError):
        raise Unreadable(UNREADABLE, status=status, body=body) from None


def _data(value: Json) -> Fields:
    if not isinstance(value, dict) or not error_is_zero(value):
        raise _NoAnswerError
    data = unwrap(lookup(value, "data"))
    if not isinstance(data, dict):
        raise _NoAnswerError
    return data


def _facts(data: Fields, plate: str, zone: ZoneInfo) -> PlateFacts:
    block = _block(data)
    said = prose.read(_text(lookup(data, "response")), zone)
    permits, unread = _permits(data, block, said, zone)
    orders = (
        _orders(lookup(block or {}, "dntt"), zone) or _orders(lookup(data, "dntt"), zone) or list(said.dntt)
    )
    alarms = [_alarm(lookup(block or {}, "alarm")), _alarm(lookup(data, "alarm")), said.alarm]
    # A readable text is better than the mark for an unreadable one.
    alarm = next((a for a in alarms if a and a != UNKNOWN), None) or next(filter(None, alarms), None)
    if unread is not None:
        if not orders and not alarm:
            raise _NoAnswerError
        # The warning must be shown; the permit beside it is shown as what it is, there and unreadable.
        permits = [*permits, Permit(UNKNOWN, "", None, prose.line(unread)[:_MAX_SHOWN])]
    return PlateFacts(plate, tuple(permits), tuple(orders), alarm)


def _block(data: Fields) -> Fields | None:
    """Return `responseJSON`, or None where it is missing, null or blank."""
    block = unwrap(lookup(data, "responseJSON"))
    if isinstance(block, dict):
        return block
    if block == []:
        return {}
    if is_blank(block):
        return None
    raise _NoAnswerError


def _text(response: Json) -> str:
    if isinstance(response, dict | list):
        return "\n".join(text_of(leaf) for leaf in leaves(response))
    return text_of(response)


def _permits(
    data: Fields, block: Fields | None, said: prose.Prose, zone: ZoneInfo
) -> tuple[list[Permit], str | None]:
    """Return the permits, and the text of what stands for one and cannot be read (None: nothing does).

    The JSON's list when there is one, else the flat fields of the earlier version, else the text.
    """
    listed = unwrap(lookup(block or {}, "permits"))
    if isinstance(listed, dict | list):
        return _listed_permits(listed, zone)
    if not is_blank(listed):
        return [], text_of(listed)
    # Beside `responseJSON` a lone `type` need not be a permit's.
    flat = _permit(data, zone) if block is None or not is_blank(lookup(data, "expires")) else None
    if isinstance(flat, Permit):
        return [flat], None
    if said.permits or said.unread:
        return list(said.permits), said.unread or None
    return [], flat if flat is not None or _says_of_permits(data, block) else ""


def _says_of_permits(data: Fields, block: Fields | None) -> bool:
    """Tell whether an answer in which no permit stands says that there is none."""
    return (
        block is not None
        or isinstance(lookup(data, "response"), str | dict | list)
        or bool(_known(data, _PERMIT_FIELDS))
    )


def _listed_permits(listed: Fields | list[Json], zone: ZoneInfo) -> tuple[list[Permit], str | None]:
    permits: list[Permit] = []
    unread: list[str] = []
    for entry in entries(listed, _PERMIT_FIELDS):
        if entry is None or (isinstance(entry, str) and is_blank(entry)):
            continue
        found = _listed_permit(entry, zone)
        if isinstance(found, Permit):
            permits.append(found)
        elif found is not None:
            unread.append(found)
    return permits, "\n".join(unread) if unread else None


def _listed_permit(entry: Json, zone: ZoneInfo) -> Permit | str | None:
    """Return an entry's permit, the text of an unreadable one, or None for one with blank fields only."""
    if not isinstance(entry, dict):
        return text_of(entry)
    others = {k: v for k, v in entry.items() if k.casefold() not in _BESIDE_PERMIT}
    known = _known(entry, _PERMIT_FIELDS)
    if not known or (all(map(is_blank, known.values())) and not all(map(is_blank, others.values()))):
        # An entry that is there, in no form we know: it may well be a permit.
        return text_of(entry)
    return _permit(entry, zone)


def _permit(entry: Fields, zone: ZoneInfo) -> Permit | str | None:
    """Return the permit of three fields; its text where only an unreadable date stands, None where blank."""
    type_, name, expires = (text_of(lookup(entry, field)) for field in ("type", "shortName", "expires"))
    permit = prose.permit(type_, name, expires, zone)
    if permit.type or permit.short_name or permit.expires:
        return permit
    return permit.expires_text or None


def _known(entry: Fields, fields: frozenset[str]) -> Fields:
    folded = {name.casefold() for name in fields}
    return {k: v for k, v in entry.items() if k.casefold() in folded}


def _orders(value: Json, zone: ZoneInfo) -> list[Dntt]:
    """Return every order that `value` may mean; every object listed is one, even an empty one."""
    value = unwrap(value)
    if not isinstance(value, dict | list):
        value = [value]
    orders: list[Dntt] = []
    for entry in entries(value, _DNTT_FIELDS):
        if isinstance(entry, dict):
            orders.append(_order(entry, zone))
        elif isinstance(entry, str) and not says_no(entry):
            orders.extend(prose.read_dntt(entry, zone))
        elif not says_no(entry):
            orders.append(Dntt(notes=readable(text_of(entry))))
    return orders


def _order(entry: Fields, zone: ZoneInfo) -> Dntt:
    if not any(not is_blank(v) for v in _known(entry, _DNTT_FIELDS).values()):
        return Dntt(notes=readable("\n".join(filter(None, map(text_of, leaves(entry))))))
    location, start, end, notes = (text_of(lookup(entry, f)) for f in ("location", "start", "end", "notes"))
    return prose.dntt(location, start, end, notes, zone)


def _alarm(value: Json) -> str | None:
    """Return the alarm's text, from a string or from everything inside a list or an object.

    UNKNOWN when something is there and holds no text that can be shown.
    """
    if is_blank(value):
        return None
    said = leaves(value)
    texts = [readable(text_of(leaf)) for leaf in said if not says_no(leaf)]
    if any(texts):
        return "\n".join(filter(None, texts))
    lost = not said or any(
        _is_more_than_blank(leaf) for leaf in said if isinstance(leaf, str) and not says_no(leaf)
    )
    return UNKNOWN if lost else None


def _is_more_than_blank(text: str) -> bool:
    """Tell whether a text that cannot be shown holds more than spaces and invisible control characters."""
    return any(not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf"} for c in text)
