"""From facts to a verdict, by DOMAIN.md section 3.

Pure and computed whenever it is shown, so that a stored permit which ran out since is EXPIRED.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from platecheck.facts import Dntt, Permit, PlateFacts, Source

if TYPE_CHECKING:
    from collections.abc import Mapping


class Headline(StrEnum):
    """The seven verdicts, in the order in which the first that applies is the headline."""

    ALARM = "alarm"
    DO_NOT_TICKET = "do_not_ticket"
    VALID = "valid"
    VALID_ELSEWHERE = "valid_elsewhere"
    EXPIRED = "expired"
    NO_PERMIT = "no_permit"
    NOT_CHECKED = "not_checked"


class PermitState(StrEnum):
    """What one permit is worth at one moment and in one lot."""

    VALID = "valid"
    IN_GRACE = "in_grace"
    UNKNOWN = "unknown"
    """Its expiry is unreadable: it counts as VALID, and the screen says so."""
    ELSEWHERE = "elsewhere"
    EXPIRED = "expired"


class DnttState(StrEnum):
    """What one order is worth at one moment and in one lot."""

    ACTIVE = "active"
    UPCOMING = "upcoming"
    OVER = "over"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Site:
    """What the site decides: its lot names, its grace, and how long a bad answer may be kept.

    `lots` maps a lot to every other name it goes by (short names, DNTT locations).
    """

    lots: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    grace: timedelta = timedelta(0)
    negative_max_age: timedelta = timedelta(minutes=15)

    def is_elsewhere(self, name: str, lot: str | None) -> bool:
        """Tell whether `name` is known to be another lot than `lot`.

        Both must be known to the table and share no lot: an unknown name is never elsewhere,
        and with no lot chosen nothing is (DOMAIN.md, Lots and names).
        """
        if not lot or not name or _same(name, lot):
            return False
        here, there = self._lots_of(lot), self._lots_of(name)
        return bool(here and there and not here & there)

    def lot_named(self, name: str) -> str:
        """Return the table's own name of the one lot that goes by `name`; `name` itself for any other."""
        known = {key for key in self.lots if _same(name, key)} or self._lots_of(name)
        return known.pop() if len(known) == 1 else name

    def _lots_of(self, name: str) -> set[str]:
        return {key for key, names in self.lots.items() if any(_same(name, n) for n in (key, *names))}


@dataclass(frozen=True, slots=True)
class JudgedPermit:
    """A permit and its state."""

    permit: Permit
    state: PermitState


@dataclass(frozen=True, slots=True)
class JudgedDntt:
    """An order and its state."""

    dntt: Dntt
    state: DnttState


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the officer is shown: one headline and three bands that are never merged.

    `recheck`: RECHECK BEFORE ACTING stands beside the headline. `beneath`: the old headline under
    a NOT CHECKED that replaced it by age. Permits and orders come most telling first.
    """

    headline: Headline
    alarm: str | None = None
    dntt: tuple[JudgedDntt, ...] = ()
    permits: tuple[JudgedPermit, ...] = ()
    recheck: bool = False
    beneath: Headline | None = None


NOT_CHECKED = Verdict(Headline.NOT_CHECKED)

# From the most telling state to the least; the screens list permits and orders in this order.
_PERMIT_ORDER = tuple(PermitState)
_DNTT_ORDER = tuple(DnttState)
_PERMIT_HEADLINES = (
    (frozenset({PermitState.VALID, PermitState.IN_GRACE, PermitState.UNKNOWN}), Headline.VALID),
    (frozenset({PermitState.ELSEWHERE}), Headline.VALID_ELSEWHERE),
    (frozenset({PermitState.EXPIRED}), Headline.EXPIRED),
)
# Saved answers that speak against the car must not be acted on without asking again.
_NEGATIVE = frozenset({Headline.NO_PERMIT, Headline.EXPIRED, Headline.VALID_ELSEWHERE})
_FAR_PAST = timedelta.min
# An answer from further in the future than this has no known age: a clock was wrong.
_CLOCK_SLACK = timedelta(minutes=2)


def decide(facts: PlateFacts, lot: str | None, now: datetime, site: Site = Site()) -> Verdict:
    """Return the verdict on `facts` for `lot` at the aware moment `now`."""
    permits = sorted(
        (JudgedPermit(p, _permit_state(p, lot, now, site)) for p in facts.permits),
        key=lambda j: (_PERMIT_ORDER.index(j.state), _left(j.permit.expires, now)),
    )
    orders = sorted(
        (JudgedDntt(d, _dntt_state(d, lot, now, site)) for d in facts.dntt),
        key=lambda j: (_DNTT_ORDER.index(j.state), _left(j.dntt.end, now)),
    )
    alarm = facts.alarm if facts.alarm and facts.alarm.strip() else None
    return Verdict(_headline(alarm, orders, permits), alarm, tuple(orders), tuple(permits))


def weigh(
    facts: PlateFacts | None,
    *,
    source: Source,
    fetched_at: datetime | None,
    lot: str | None,
    now: datetime,
    site: Site = Site(),
) -> Verdict:
    """Return the verdict on an answer, its source and age taken into account.

    Without facts it is NOT CHECKED. A saved answer against the car carries `recheck`; past
    `site.negative_max_age` it is NOT CHECKED with the old headline beneath (DOMAIN.md, Age).
    """
    if facts is None or source is Source.NONE:
        return NOT_CHECKED
    verdict = decide(facts, lot, now, site)
    if source is not Source.CACHE or verdict.headline not in _NEGATIVE:
        return verdict
    if fetched_at is None or not -_CLOCK_SLACK <= now - fetched_at <= site.negative_max_age:
        return replace(verdict, headline=Headline.NOT_CHECKED, recheck=True, beneath=verdict.headline)
    return replace(verdict, recheck=True)


def _headline(alarm: str | None, orders: list[JudgedDntt], permits: list[JudgedPermit]) -> Headline:
    if alarm:
        return Headline.ALARM
    if any(j.state is DnttState.ACTIVE for j in orders):
        return Headline.DO_NOT_TICKET
    states = {j.state for j in permits}
    return next((word for group, word in _PERMIT_HEADLINES if states & group), Headline.NO_PERMIT)


def _permit_state(permit: Permit, lot: str | None, now: datetime, site: Site) -> PermitState:
    elsewhere = site.is_elsewhere(permit.short_name, lot)
    if permit.expires is None:
        return PermitState.ELSEWHERE if elsewhere else PermitState.UNKNOWN
    if now - permit.expires > (timedelta(0) if elsewhere else site.grace):
        return PermitState.EXPIRED
    if elsewhere:
        return PermitState.ELSEWHERE
    return PermitState.VALID if now <= permit.expires else PermitState.IN_GRACE


def _dntt_state(dntt: Dntt, lot: str | None, now: datetime, site: Site) -> DnttState:
    if dntt.end is not None and now > dntt.end:
        return DnttState.OVER
    if dntt.start is not None and now < dntt.start:
        return DnttState.UPCOMING
    return DnttState.ELSEWHERE if site.is_elsewhere(dntt.location, lot) else DnttState.ACTIVE


def _left(end: datetime | None, now: datetime) -> timedelta:
    """Sort key: what ends last comes first, an open end before everything."""
    return now - end if end is not None else _FAR_PAST


def _same(name: str, other: str) -> bool:
    return "".join(name.split()).casefold() == "".join(other.split()).casefold()
