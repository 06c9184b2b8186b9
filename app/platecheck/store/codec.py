"""Records to compact JSON and back, fast, for what is sealed.

Separate because it outlives versions: keys of a later one are passed over, missing ones default.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from platecheck.errors import ProblemKind, StorageError
from platecheck.facts import Dntt, Lot, Permit, PlateFacts
from platecheck.store.records import StoredProblem, WalkSummary

if TYPE_CHECKING:
    from platecheck.pushes import PushEvent

VERSION = 1

# ASCII output: a lone surrogate in a badly read answer must not lose the record.
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)
_LOT_FIELDS = frozenset(f.name for f in fields(Lot))


def write_time(at: datetime) -> str:
    """Return an aware moment as ISO UTC of fixed width, so that text compares as time does.

    Raises:
        ValueError: `at` has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(text: str) -> datetime:
    """Return the moment `write_time` wrote.

    Raises:
        StorageError: the text is no such moment.
    """
    try:
        moment = datetime.fromisoformat(text)
    except _UNREADABLE as exc:
        raise _unreadable() from exc
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def write_facts(facts: PlateFacts) -> bytes:
    """Return facts as JSON; what is empty is left out."""
    data: dict[str, Any] = {"v": VERSION, "plate": facts.plate}
    if facts.permits:
        data["permits"] = [
            _without_empty(
                type=p.type, short_name=p.short_name, expires=_moment(p.expires), expires_text=p.expires_text
            )
            for p in facts.permits
        ]
    if facts.dntt:
        data["dntt"] = [
            _without_empty(
                location=d.location,
                start=_moment(d.start),
                end=_moment(d.end),
                notes=d.notes,
                start_text=d.start_text,
                end_text=d.end_text,
            )
            for d in facts.dntt
        ]
    if facts.alarm is not None:
        data["alarm"] = facts.alarm
    return _encode(data).encode()


def read_facts(data: bytes) -> PlateFacts:
    """Return the facts `write_facts` wrote, by this version or a later one.

    Raises:
        StorageError: the data is no facts.
    """
    try:
        raw = json.loads(data)
        return PlateFacts(
            raw["plate"],
            tuple(map(_permit, raw.get("permits", ()))),
            tuple(map(_dntt, raw.get("dntt", ()))),
            raw.get("alarm"),
        )
    except _UNREADABLE as exc:
        raise _unreadable() from exc


def write_lots(lots: tuple[Lot, ...]) -> bytes:
    """Return lots as JSON."""
    return _encode({"v": VERSION, "lots": [asdict(lot) for lot in lots]}).encode()


def read_lots(data: bytes) -> tuple[Lot, ...]:
    """Return the lots `write_lots` wrote.

    Raises:
        StorageError: the data is no lots.
    """
    try:
        rows = json.loads(data)["lots"]
        return tuple(Lot(**{key: row[key] for key in row.keys() & _LOT_FIELDS}) for row in rows)
    except _UNREADABLE as exc:
        raise _unreadable() from exc


def write_problem(problem: StoredProblem) -> bytes:
    """Return the words and the code of a problem as JSON; its kind has a column of its own."""
    return _encode({"v": VERSION, "message": problem.message, "code": problem.code}).encode()


def read_problem(kind: str, data: bytes | None) -> StoredProblem:
    """Return the problem `write_problem` wrote; only its kind where retention took the words.

    Raises:
        StorageError: the data is no problem.
    """
    try:
        if data is None:
            return StoredProblem(ProblemKind(kind), "", None)
        raw = json.loads(data)
        return StoredProblem(ProblemKind(kind), raw["message"], raw.get("code"))
    except _UNREADABLE as exc:
        raise _unreadable() from exc


def write_offered(offered: tuple[tuple[str, float], ...]) -> bytes:
    """Return the candidates of a sighting as JSON, best first."""
    return _encode({"v": VERSION, "offered": offered}).encode()


def read_offered(data: bytes) -> tuple[tuple[str, float], ...]:
    """Return the candidates `write_offered` wrote.

    Raises:
        StorageError: the data is no candidates.
    """
    try:
        return tuple((str(plate), float(confidence)) for plate, confidence in json.loads(data)["offered"])
    except _UNREADABLE as exc:
        raise _unreadable() from exc


def write_walk(walk: WalkSummary) -> bytes:
    """Return what is sealed of a walk's summary as JSON."""
    return _encode(
        {
            "v": VERSION,
            "began_at": write_time(walk.began_at),
            "officer": walk.officer,
            "cars": walk.cars,
            "readings": walk.readings,
            "totals": walk.totals,
        }
    ).encode()


def read_walk(data: bytes, walk: WalkSummary) -> WalkSummary:
    """Return `walk` with what `write_walk` wrote of it.

    Raises:
        StorageError: the data is no walk's.
    """
    try:
        raw = json.loads(data)
        return replace(
            walk,
            began_at=read_time(raw["began_at"]),
            officer=raw["officer"],
            cars=int(raw["cars"]),
            readings=int(raw["readings"]),
            totals=tuple((str(headline), int(cars)) for headline, cars in raw["totals"]),
        )
    except _UNREADABLE as exc:
        raise _unreadable() from exc


def write_step(event: PushEvent) -> bytes:
    """Return what is sealed of a push's step as JSON; what is empty is left out."""
    said: dict[str, Any] = {
        "officer": event.officer,
        "draft": None if event.draft is None else dict(event.draft),
        "reference": event.reference,
        "warnings": event.warnings,
        "code": event.code,
        "problem": event.problem,
        "message": event.message,
    }
    return _encode({"v": VERSION} | {name: value for name, value in said.items() if value}).encode()


def read_step(data: bytes, event: PushEvent) -> PushEvent:
    """Return `event` with what `write_step` wrote of it.

    Raises:
        StorageError: the data is no step's.
    """
    try:
        raw = json.loads(data)
        return replace(
            event,
            officer=str(raw.get("officer", "")),
            draft=None if raw.get("draft") is None else dict(raw["draft"]),
            reference=str(raw.get("reference", "")),
            warnings=tuple(map(str, raw.get("warnings", ()))),
            code=None if raw.get("code") is None else int(raw["code"]),
            problem=str(raw.get("problem", "")),
            message=str(raw.get("message", "")),
        )
    except _UNREADABLE as exc:
        raise _unreadable() from exc


def write_texts(**texts: str) -> bytes:
    """Return named texts as JSON."""
    return _encode({"v": VERSION, **texts}).encode()


def read_texts(data: bytes) -> dict[str, str]:
    """Return the texts `write_texts` wrote.

    Raises:
        StorageError: the data is no named texts.
    """
    try:
        return {key: text for key, text in json.loads(data).items() if isinstance(text, str)}
    except _UNREADABLE as exc:
        raise _unreadable() from exc


def _permit(raw: dict[str, Any]) -> Permit:
    expires = raw.get("expires")
    return Permit(
        raw.get("type", ""),
        raw.get("short_name", ""),
        read_time(expires) if expires else None,
        raw.get("expires_text", ""),
    )


def _dntt(raw: dict[str, Any]) -> Dntt:
    start, end = raw.get("start"), raw.get("end")
    return Dntt(
        raw.get("location", ""),
        read_time(start) if start else None,
        read_time(end) if end else None,
        raw.get("notes", ""),
        raw.get("start_text", ""),
        raw.get("end_text", ""),
    )


def _moment(at: datetime | None) -> str | None:
    return None if at is None else write_time(at)


def _without_empty(**texts: str | None) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}


def _unreadable() -> StorageError:
    return StorageError("A saved record is not readable. It is left as it is; check the plate again.")
