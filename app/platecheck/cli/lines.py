"""The JSON lines: one object a line, and nothing else on standard output.

Separate from the coloured output because scripts depend on every field here (issue 2).
"""

from __future__ import annotations

import json
import sys
from datetime import UTC
from typing import TYPE_CHECKING

from platecheck.errors import ProblemKind
from platecheck.facts import Source
from platecheck.plates import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from platecheck.answers import Result
    from platecheck.errors import BadPlate
    from platecheck.facts import Lot
    from platecheck.occupancy import LotFigures, LotPoint
    from platecheck.store.records import WalkSummary
    from platecheck.verdict import JudgedDntt, JudgedPermit, Verdict

Line = dict[str, object]

MONEY = ("default_cost", "amount_projected", "amount", "tax_amount", "tax_amount1", "tax_amount2", "total")
"""The fields of a lot that only a supervisor sees."""


def emit(line: Mapping[str, object]) -> None:
    """Write one line and flush it: whoever reads it knows that its check is committed."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def write_utf8() -> None:
    """Make standard output UTF-8 whatever the locale; a lone surrogate becomes its JSON escape."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # a text file


def check_line(result: Result, verdict: Verdict, zone: ZoneInfo) -> Line:
    """Return the object of one check with the verdict it was shown with; permit times in `zone`."""
    check, answer = result.check, result.answer
    return {
        "id": check.id,
        "plate": check.plate,
        "typed": check.typed,
        "read_as": check.sighting.read_as if check.sighting else None,
        "corrected": check.corrected,
        "verdict": verdict.headline.value,
        "source": answer.source.value,
        "fetched_at": utc(answer.fetched_at),
        "age_s": age_s(answer.fetched_at, answer.decided_at),
        "lot": check.lot,
        "recheck": verdict.recheck,
        "alarm": verdict.alarm,
        "dntt": [_dntt(judged, zone) for judged in verdict.dntt],
        "permits": [_permit(judged, zone) for judged in verdict.permits],
        "details_purged": result.details_purged,
        "withheld": result.withheld.value if result.withheld else None,
        "problem": _problem(result),
        "checked_at": utc(check.checked_at),
    }


def recheck_line(result: Result, verdict: Verdict, zone: ZoneInfo) -> Line:
    """Return the object of one recheck: as of a check, and the verdict it changed from, null without news."""
    changed_from = None if result.changed_from is None else result.changed_from.value
    return {**check_line(result, verdict, zone), "changed_from": changed_from}


def walk_line(walk: WalkSummary) -> Line:
    """Return the object of one walk; `totals` has the verdicts that any car had."""
    return {
        "id": walk.id,
        "began_at": utc(walk.began_at),
        "ended_at": utc(walk.ended_at),
        "length_s": round(walk.length_s, 1),
        "lot": walk.lot,
        "officer": walk.officer,
        "cars": walk.cars,
        "readings": walk.readings,
        "totals": dict(walk.totals),
        "spoilt": walk.spoilt,
    }


def bad_plate_line(typed: str, error: BadPlate, lot: str | None, at: datetime) -> Line:
    """Return the object of a text that is no plate: nothing was asked or logged."""
    return {
        "id": None,
        "plate": fold(typed),
        "typed": typed,
        "read_as": None,
        "corrected": None,
        "verdict": None,
        "source": Source.NONE.value,
        "fetched_at": None,
        "age_s": None,
        "lot": lot,
        "recheck": False,
        "alarm": None,
        "dntt": [],
        "permits": [],
        "details_purged": False,
        "withheld": None,
        "problem": {"kind": error.kind.value, "message": error.message},
        "checked_at": utc(at),
    }


def lot_line(lot: Lot, figures: LotFigures, now: datetime, *, money: bool) -> Line:
    """Return the object of one lot; amounts are null unless `money`."""
    amounts = {name: getattr(lot, name) if money else None for name in MONEY}
    return {
        "lot_name": lot.name,
        "lot_type": lot.type,
        "total_permits": lot.total_permits,
        "rented_permits": lot.rented_permits,
        "utilized_pct": lot.utilized_pct,
        **amounts,
        "source": (Source.LIVE if figures.live else Source.CACHE).value,
        "fetched_at": utc(figures.fetched_at),
        "age_s": age_s(figures.fetched_at, now),
    }


def lot_point_line(point: LotPoint) -> Line:
    """Return the object of one lot in one report of the past; amounts are null but for supervisors."""
    lot = point.lot
    return {
        "fetched_at": utc(point.fetched_at),
        "lot_name": lot.name,
        "lot_type": lot.type,
        "total_permits": lot.total_permits,
        "rented_permits": lot.rented_permits,
        "utilized_pct": lot.utilized_pct,
        **{name: getattr(lot, name) for name in MONEY},
    }


def age_s(fetched_at: datetime | None, at: datetime) -> float | None:
    """Return how old facts were at a moment, in seconds to a tenth; None without facts."""
    return None if fetched_at is None else round(max(0.0, (at - fetched_at).total_seconds()), 1)


def _problem(result: Result) -> dict[str, str] | None:
    if result.unsaved is not None:
        return {"kind": ProblemKind.STORAGE.value, "message": result.unsaved.message}
    problem = result.answer.problem
    return {"kind": problem.kind.value, "message": problem.message} if problem else None


def _dntt(judged: JudgedDntt, zone: ZoneInfo) -> Line:
    dntt = judged.dntt
    return {
        "location": dntt.location,
        "start": _local(dntt.start, zone),
        "end": _local(dntt.end, zone),
        "notes": dntt.notes,
        "state": judged.state.value,
    }


def _permit(judged: JudgedPermit, zone: ZoneInfo) -> Line:
    permit = judged.permit
    return {
        "type": permit.type,
        "short_name": permit.short_name,
        "expires": _local(permit.expires, zone),
        "state": judged.state.value,
    }


def utc(at: datetime | None) -> str | None:
    """Return a moment as every JSON line has it."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="milliseconds")


def _local(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat(timespec="seconds")
