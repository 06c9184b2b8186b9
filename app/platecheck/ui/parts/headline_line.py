"""The one line under a headline: what carries it, and until when. The same on the answer and in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.ui.parts.bands import Telling, place_of
from platecheck.verdict import DnttState, Headline, JudgedPermit, PermitState, Verdict

if TYPE_CHECKING:
    from platecheck.answers import Result


def headline_line(verdict: Verdict, result: Result, telling: Telling) -> str:
    """Return the one line under a headline: what carries it, and until when."""
    words = telling.words
    if result.details_purged:
        return words("details.purged")
    if verdict.headline is Headline.NO_PERMIT:
        return words("line.no_permit")
    if verdict.headline is Headline.DO_NOT_TICKET:
        order = next(j.dntt for j in verdict.dntt if j.state is DnttState.ACTIVE)
        place = place_of(order, words)
        return (
            telling.until("line.dntt", order.end, place=place)
            if order.end
            else words("line.dntt_open", place=place)
        )
    if verdict.headline in {Headline.VALID, Headline.VALID_ELSEWHERE, Headline.EXPIRED}:
        return _permit_line(verdict.permits[0], result, telling)
    return ""


def _permit_line(judged: JudgedPermit, result: Result, telling: Telling) -> str:
    words, permit = telling.words, judged.permit
    lot = permit.short_name or words("line.no_name")
    if judged.state is PermitState.ELSEWHERE:
        return words("line.elsewhere", lot=lot, here=result.check.lot or "")
    if permit.expires is None:
        return words("line.unknown", lot=lot)
    if judged.state is PermitState.VALID:
        return telling.until("line.until", permit.expires, lot=lot)
    key = "line.grace" if judged.state is PermitState.IN_GRACE else "line.expired"
    return words(key, lot=lot, ago=telling.ago(permit.expires))
