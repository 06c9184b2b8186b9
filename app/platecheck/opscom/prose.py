r"""`data.response`: the same facts as text, `{permits}\n\nALARM: {alarm}\n\nDNTT: {dntt}`.

Separate from the JSON reader because it is a small language of its own; parts are optional and
ALARM and DNTT come in either order (DOMAIN.md, Text beside JSON).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from platecheck.facts import Dntt, Permit, at_site, readable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

_FIRST_YEAR = 1990
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)", re.ASCII)
_DATE_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# As the document writes them: "Alarm: code 12" may stand in an order's notes.
_HEAD = re.compile(r"^[ \t]*(ALARM|DNTT)[ \t]*:", re.MULTILINE)
_DNTT_HEAD = re.compile(r"^[ \t]*DNTT[ \t]*:", re.MULTILINE)
# None of these may backtrack: a body of a million spaces must not hold up the app.
_PERMIT = re.compile(
    r"^(?P<type>[^\n:]*):(?P<name>[^\n]*)\n[ \t]*Expires[ \t]*:(?P<expires>[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
# After an order's notes only the document's exact form is a permit: notes are free text.
_PERMIT_AFTER_NOTES = re.compile(
    r"(?<=\n)^(?P<type>[^\n:]+):(?P<name>[^\n]*)\n Expires: (?P<expires>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)[ ]*$",
    re.MULTILINE | re.ASCII,
)
_MOMENT = r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?"
_SPAN = re.compile(rf"(?:(?P<start>{_MOMENT})[ \t]*)?-(?:[ \t]*(?P<end>{_MOMENT}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Prose:
    """What the text says; `unread` is what stands where permits are and is none."""

    permits: tuple[Permit, ...] = ()
    unread: str = ""
    dntt: tuple[Dntt, ...] = ()
    alarm: str = ""


def line(text: str) -> str:
    """Return `text` as a name in one line."""
    return " ".join(readable(text).split())


def starts_at(text: str, zone: ZoneInfo) -> datetime | None:
    """Return a site-local time as UTC; None where it is unreadable or, like a zero date, no date at all."""
    text = text.strip()
    if not _DATED.match(text):
        # Without this, 1990123101530 (milliseconds) would be an afternoon of 1990.
        return None
    moment = at_site(text, zone)
    return moment if moment is not None and moment.year >= _FIRST_YEAR else None


def ends_at(text: str, zone: ZoneInfo) -> datetime | None:
    """Return a site-local end as UTC, as `starts_at`; a day alone ends with its last second."""
    text = text.strip()
    return starts_at(f"{text} 23:59:59" if _DATE_ONLY.fullmatch(text) else text, zone)


def permit(type_: str, name: str, expires: str, zone: ZoneInfo) -> Permit:
    """Return a permit from its three texts."""
    return Permit(line(type_), line(name), ends_at(expires, zone), readable(expires))


def dntt(location: str, start: str, end: str, notes: str, zone: ZoneInfo) -> Dntt:
    """Return an order from its four texts."""
    return Dntt(
        line(location),
        starts_at(start, zone),
        ends_at(end, zone),
        readable(notes),
        readable(start),
        readable(end),
    )


def read(text: str, zone: ZoneInfo) -> Prose:
    """Return what `text` says. Total: what is not understood is `unread`, notes or alarm text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = _HEAD.search(text)
    permits, unread = _permits(_PERMIT, text[: first.start()] if first else text, zone)
    alarms: list[str] = []
    orders: list[Dntt] = []
    for head, block in _blocks(text, first):
        if head == "ALARM":
            alarms.append(readable(block))
        else:
            # A permit after an order must not drown in the order's notes.
            found, rest = _permits(_PERMIT_AFTER_NOTES, block, zone)
            permits.extend(found)
            orders.extend(read_dntt(rest, zone))
    return Prose(tuple(permits), readable(unread), tuple(orders), "\n".join(filter(None, alarms)))


def _blocks(text: str, first: re.Match[str] | None) -> Iterator[tuple[str, str]]:
    head = first
    while head:
        # An alarm's own text may say ALARM: again; only an order ends it.
        after = (_DNTT_HEAD if head[1] == "ALARM" else _HEAD).search(text, head.end())
        yield head[1], text[head.end() : after.start() if after else len(text)]
        head = _HEAD.match(text, after.start()) if after else None


def _permits(form: re.Pattern[str], block: str, zone: ZoneInfo) -> tuple[list[Permit], str]:
    """Return the permits in `block`, and what is left of it without them."""
    found: list[Permit] = []

    def take(match: re.Match[str]) -> str:
        if not line(match["type"] + match["name"]):
            return match[0]
        found.append(permit(match["type"], match["name"], match["expires"], zone))
        return ""

    return found, form.sub(take, block)


def read_dntt(block: str, zone: ZoneInfo) -> list[Dntt]:
    r"""Return the orders of one text: `location\nstart-end \nnotes`, even when another follows.

    Without a readable span the whole text is the notes of an order that holds everywhere and always:
    a protection is never lost to its form.
    """
    lines = block.strip().replace("\r\n", "\n").split("\n")
    spans: list[tuple[int, re.Match[str]]] = []
    for i, row in enumerate(lines):
        span = _SPAN.fullmatch(row.strip())
        # A lone dash is a span with open ends where one must stand, and a line of the notes later.
        if span and (not spans or (span["start"] and span["end"])):
            spans.append((i, span))
    if not spans:
        return [Dntt(notes=readable(block))]
    orders = []
    for k, (i, span) in enumerate(spans):
        head = lines[:i] if k == 0 else lines[i - 1 : i]
        notes_end = spans[k + 1][0] - 1 if k + 1 < len(spans) else len(lines)
        notes = "\n".join(lines[i + 1 : max(i + 1, notes_end)])
        orders.append(dntt(" ".join(head), span["start"] or "", span["end"] or "", notes, zone))
    return orders
