"""The summary of a walk in words, to eyes, ears and the command line alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.ui import numbers, times
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from platecheck.store.records import WalkSummary
    from platecheck.ui.texts import Words


def title_of(lot: str | None, words: Words) -> str:
    """Return "Walk · Lot 6", or "Walk" where no lot was chosen."""
    return f"{words('walk.title')} · {lot}" if lot else words("walk.title")


def said_of(walk: WalkSummary, words: Words, zone: ZoneInfo) -> str:
    """Return what a row says below its title: when it ended, how long it took, how many cars, whose."""
    parts = [f"{walk.ended_at.astimezone(zone):%H:%M}", *figures_of(walk, words), walk.officer]
    return " · ".join(part for part in parts if part)


def figures_of(walk: WalkSummary, words: Words) -> list[str]:
    """Return "14 min" and "43 plates"; of a record that was changed on disk only that."""
    if walk.spoilt:
        return [words("history.spoilt")]
    return [times.span(walk.length_s, words.language), plates_of(walk.cars, words)]


def plates_of(number: int, words: Words) -> str:
    """Return "1 plate", "43 plates"."""
    one, said = numbers.is_one(number, words.language), numbers.count(number, words.language)
    return words("walk.plates_one" if one else "walk.plates", n=said)


def readings_of(number: int, words: Words) -> str:
    """Return "1 reading", "47 readings"."""
    one, said = numbers.is_one(number, words.language), numbers.count(number, words.language)
    return words("walk.readings_one" if one else "walk.readings", n=said)


def counts_of(walk: WalkSummary) -> list[tuple[Headline, int]]:
    """Return how many cars had each verdict that any had, the gravest first."""
    totals = dict(walk.totals)
    return [(headline, totals[headline]) for headline in Headline if totals.get(headline)]


def unanswered_of(walk: WalkSummary) -> int:
    """Return how many cars nobody had answered for when the walk ended."""
    return max(0, walk.cars - sum(number for _, number in walk.totals))
