"""A copy of the log for other programs: one record a check, as CSV or JSON.

Separate because of what it leaves out: what alarms say, orders' notes, raw answers, pictures and the
token are never in a copy (DOMAIN.md section 5), and no cell of it is a formula.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING

from platecheck.facts import Source
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from platecheck.answers import Result
    from platecheck.store.records import ExportNote
    from platecheck.verdict import JudgedDntt, JudgedPermit, Site

Cell = str | float | bool | None
Row = dict[str, Cell]

COLUMNS = (
    "date",
    "time",
    "plate",
    "typed",
    "read_as",
    "corrected",
    "verdict",
    "recheck",
    "alarm",
    "permits",
    "do_not_ticket",
    "details_purged",
    "lot",
    "source",
    "age_s",
    "latency_s",
    "problem",
    "problem_code",
    "officer",
    "reason",
    "outcome",
    "outcome_at",
    "outcome_by",
    "checked_at",
    "fetched_at",
    "device_id",
    "app_version",
    "id",
)
"""Date and time are the site's, moments (`…_at`) are UTC; `alarm` only tells whether there was one.

`read_as` is what the camera read best, `corrected` whether another plate was checked; without it empty."""

_FORMULA = "=+-@＝＋－＠"
_CONTROL = "\t\r\n"


class Format(StrEnum):
    """What a copy can be."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was noted in the log of exports, and is ready to be handed out."""

    name: str
    data: bytes
    note: ExportNote


def row_of(result: Result, site: Site, zone: ZoneInfo) -> Row:
    """Return the record of one check, with the verdict that was shown then."""
    check, answer, ack = result.check, result.answer, result.acknowledgement
    verdict, local = result.verdict_then(site), check.checked_at.astimezone(zone)
    age_s = None
    if answer.fetched_at is not None:
        age_s = round(max(0.0, (answer.decided_at - answer.fetched_at).total_seconds()), 1)
    return {
        "date": f"{local:%Y-%m-%d}",
        "time": f"{local:%H:%M:%S}",
        "plate": check.plate,
        "typed": check.typed,
        "read_as": check.sighting.read_as if check.sighting else None,
        "corrected": check.corrected,
        "verdict": verdict.headline.value,
        "recheck": verdict.recheck,
        "alarm": verdict.headline is Headline.ALARM,
        "permits": "; ".join(_permit(judged, zone) for judged in verdict.permits),
        "do_not_ticket": "; ".join(_dntt(judged, zone) for judged in verdict.dntt),
        "details_purged": result.details_purged,
        "lot": check.lot,
        "source": answer.source.value if answer.source is not Source.NONE else None,
        "age_s": age_s,
        "latency_s": None if answer.latency_s is None else round(answer.latency_s, 3),
        "problem": answer.problem.kind.value if answer.problem else None,
        "problem_code": answer.problem.code if answer.problem else None,
        "officer": check.officer,
        "reason": check.reason,
        "outcome": ack.outcome if ack else None,
        "outcome_at": _utc(ack.acknowledged_at) if ack else None,
        "outcome_by": ack.officer if ack else None,
        "checked_at": _utc(check.checked_at),
        "fetched_at": _utc(answer.fetched_at),
        "device_id": check.device_id,
        "app_version": check.app_version,
        "id": check.id,
    }


def write(rows: Sequence[Row], form: Format) -> bytes:
    """Return the file: UTF-8; CSV with a byte order mark, by which a spreadsheet knows it."""
    if form is Format.JSON:
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        return f"[\n{lines}\n]\n".encode(errors="backslashreplace")
    return table(COLUMNS, rows)


def table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark, no cell of it a formula; None is an empty cell."""
    text = io.StringIO(newline="")
    written = csv.writer(text)
    written.writerow(columns)
    written.writerows([harmless(row[column]) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="backslashreplace")


def harmless(cell: Cell) -> str:
    """Return a cell as a spreadsheet shows it and never computes it.

    A text that begins as a formula, blanks before it not counted, gets an apostrophe in front
    (OWASP, CSV injection); numbers stay numbers.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if not isinstance(cell, str):
        return str(cell)
    begins = cell.lstrip()[:1]
    return f"'{cell}" if cell[:1] in tuple(_CONTROL) or (begins and begins in _FORMULA) else cell


def _permit(judged: JudgedPermit, zone: ZoneInfo) -> str:
    permit = judged.permit
    until = _local(permit.expires, zone) or permit.expires_text
    return " ".join(
        part for part in (permit.type, permit.short_name, until, f"({judged.state.value})") if part
    )


def _dntt(judged: JudgedDntt, zone: ZoneInfo) -> str:
    dntt = judged.dntt
    span = f"{_local(dntt.start, zone)}/{_local(dntt.end, zone)}"
    return " ".join(part for part in (dntt.location, span, f"({judged.state.value})") if part)


def _local(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _utc(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds")
