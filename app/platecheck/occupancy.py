"""Lots and their figures: asked for at most once an hour, kept, shown with their age; money for supervisors.

Separate from `patrol` because it is about lots, not plates, and has a rhythm of its own.
"""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, TypeVar

from platecheck.copies import table
from platecheck.errors import Forbidden, ServiceError, StorageError
from platecheck.fullness import Money, Totals, add_up, worth
from platecheck.store.records import LotSnapshot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from platecheck.copies import Row
    from platecheck.facts import Lot
    from platecheck.opscom.lots import Lots
    from platecheck.patrol import Clock
    from platecheck.store import Store
    from platecheck.store.records import Scope

RHYTHM = timedelta(hours=1)
"""Lot values are not polled more than once an hour (Lot Value API, best practices)."""
DRAWN = 60
"""Points of a trend, at most."""

COLUMNS = (
    *("date", "time", "lot", "type", "rented_permits", "total_permits", "utilized_pct"),
    *("default_cost", "amount_projected", "amount", "tax_amount", "tax_amount1", "tax_amount2", "total"),
    "fetched_at",
)
"""Of a history as CSV: date and time are the site's, `fetched_at` is UTC; amounts are a supervisor's."""


@dataclass(frozen=True, slots=True)
class LotFigures:
    """Every lot as last fetched. `fetched_at` is None when nothing was ever fetched.

    `due_at` is when the platform may be asked again; `problem` says why it was not reached.
    Without `money` the lots have no amounts: they are for supervisors (DOMAIN.md, Lots' figures).
    """

    lots: tuple[Lot, ...]
    fetched_at: datetime | None
    live: bool
    due_at: datetime | None = None
    problem: ServiceError | StorageError | None = None
    money: bool = False

    def worth(self) -> Money:
        """Return what the permits of all lots bring.

        Raises:
            Forbidden: the role at hand is not a supervisor's.
        """
        if not self.money:
            raise Forbidden("What permits bring is for supervisors. Ask one, or change the role in Settings.")
        return worth(self.lots)


@dataclass(frozen=True, slots=True)
class LotPoint:
    """One lot as one report had it: permits rented (`lot.rented_permits`), for sale, in per cent."""

    fetched_at: datetime
    lot: Lot


@dataclass(frozen=True, slots=True)
class Report:
    """All lots of one report together. `worth` is None for whoever sees no amounts."""

    fetched_at: datetime
    totals: Totals
    worth: Money | None


@dataclass(frozen=True, slots=True)
class LotHistory:
    """Lots as they were fetched, the oldest report first, in a report as the platform had them.

    `spoilt` reports were changed on disk and are left out; `problem` says why nothing could be read.
    Without `money` the lots have no amounts.
    """

    points: tuple[LotPoint, ...]
    spoilt: int = 0
    money: bool = False
    problem: StorageError | None = None

    def as_csv(self, zone: ZoneInfo) -> bytes:
        """Return a row a point for a spreadsheet, dates and times in `zone`; see `copies.table`."""
        return table(COLUMNS, (_row(point, zone) for point in self.points))

    def reports(self) -> list[Report]:
        """Return the sums of each report that leaves out the same lots as the newest.

        Where another lot is without count, or without total, the sums are of something else.
        """
        found = [
            (at, [point.lot for point in points])
            for at, points in groupby(self.points, attrgetter("fetched_at"))
        ]
        newest = self._left_out(found[-1][1]) if found else None
        return [
            Report(at, add_up(lots), worth(lots) if self.money else None)
            for at, lots in found
            if self._left_out(lots) == newest
        ]

    def _left_out(self, lots: Sequence[Lot]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Return the lots that are not in the sums of permits, and those not in the sums of money."""
        uncounted = {(x.name, x.type) for x in lots if x.rented_permits is None or x.total_permits is None}
        return uncounted, {(x.name, x.type) for x in lots if x.total is None} if self.money else set()


class _Dated(Protocol):
    @property
    def fetched_at(self) -> datetime: ...


_Point = TypeVar("_Point", bound=_Dated)


def thinned(points: Sequence[_Point], most: int = DRAWN) -> list[_Point]:
    """Return `most` points at most, apart in time as all of them, the first and the last among them."""
    if len(points) <= max(2, most):
        return list(points)
    first, last = points[0], points[-1]
    length = (last.fetched_at - first.fetched_at) / (most - 1) or RHYTHM
    # The last of each stretch of time is what stood at its end.
    kept = {(point.fetched_at - first.fetched_at) // length: point for point in points[1:-1]}
    kept.pop(most - 1, None)
    return [first, *list(kept.values())[: most - 2], last]


class Occupancy:
    """The lot figures of one scope, the amounts among them only with `money`."""

    def __init__(
        self,
        lots: Lots,
        store: Store,
        scope: Scope,
        clock: Clock = lambda: datetime.now(UTC),
        *,
        money: bool = False,
    ) -> None:
        self._lots = lots
        self._store = store
        self._scope = scope
        self._clock = clock
        self._money = money
        self._asking = asyncio.Lock()
        """Two sessions that look at the same moment ask once."""
        self._unsaved: LotSnapshot | None = None
        """What could not be written; asked for at most once an hour all the same."""

    async def figures(self, *, refresh: bool = True) -> LotFigures:
        """Return the figures; asks the platform when `refresh` and the last fetch is an hour old.

        Errors of client and store become part of the result.
        """
        async with self._asking:
            try:
                snapshot = await self._latest()
            except StorageError as error:
                return LotFigures((), None, live=False, problem=error)
            if snapshot is None or (refresh and self._is_due(snapshot)):
                return self._for_role(await self._fetch(snapshot))
            return self._for_role(_kept(snapshot))

    async def kept(self) -> LotFigures:
        """Return the figures as last fetched, however old; never asks the platform."""
        try:
            return self._for_role(_kept(await self._latest()))
        except StorageError as error:
            return LotFigures((), None, live=False, problem=error)

    async def history(self, lot: str | None = None, since: datetime | None = None) -> LotHistory:
        """Return every report kept, or what they say of `lot`, fetched at `since` or later.

        Never asks the platform. The device's clock may have been wrong, so the order is that of
        `fetched_at` and not that of saving. An error of the store becomes part of the result.
        """
        points: list[LotPoint] = []
        spoilt = 0
        after: int | None = 0
        try:
            while after is not None:
                kept = await self._store.kept_lots(self._scope, since=since, after=after)
                for snapshot in kept.snapshots:
                    points += self._points(snapshot, lot)
                spoilt += kept.spoilt
                after = kept.after
        except StorageError as error:
            return LotHistory((), money=self._money, problem=error)
        if self._unsaved is not None and (since is None or self._unsaved.fetched_at >= since):
            points += self._points(self._unsaved, lot)
        points.sort(key=lambda point: point.fetched_at)
        return LotHistory(tuple(points), spoilt, money=self._money)

    def _points(self, snapshot: LotSnapshot, name: str | None) -> list[LotPoint]:
        """Return what this role may see of a report, of one lot where it is named."""
        wanted = (lot for lot in snapshot.lots if name in {None, lot.name})
        return [LotPoint(snapshot.fetched_at, lot if self._money else _without_money(lot)) for lot in wanted]

    async def _latest(self) -> LotSnapshot | None:
        return self._unsaved or await self._store.latest_lots(self._scope)

    def _for_role(self, figures: LotFigures) -> LotFigures:
        """Take the amounts out for whoever is no supervisor: what is not there cannot be shown."""
        if self._money:
            return replace(figures, money=True)
        return replace(figures, lots=tuple(map(_without_money, figures.lots)))

    def _is_due(self, snapshot: LotSnapshot) -> bool:
        """Tell whether an hour has passed; figures from the future were fetched with a wrong clock."""
        return not timedelta(0) <= self._clock() - snapshot.fetched_at < RHYTHM

    async def _fetch(self, snapshot: LotSnapshot | None) -> LotFigures:
        try:
            answer = await self._lots.values()
        except ServiceError as error:
            return _kept(snapshot, error)
        now = self._clock()
        problem, self._unsaved = None, None
        try:
            await self._store.save_lots(self._scope, answer.lots, answer.body, now)
        except StorageError as error:
            problem, self._unsaved = error, LotSnapshot(answer.lots, now)
        return LotFigures(answer.lots, now, live=True, due_at=now + RHYTHM, problem=problem)


def _row(point: LotPoint, zone: ZoneInfo) -> Row:
    lot, local = point.lot, point.fetched_at.astimezone(zone)
    return {
        **asdict(lot),
        "date": f"{local:%Y-%m-%d}",
        "time": f"{local:%H:%M:%S}",
        "lot": lot.name,
        "fetched_at": point.fetched_at.astimezone(UTC).isoformat(timespec="seconds"),
    }


def _without_money(lot: Lot) -> Lot:
    return replace(
        lot,
        default_cost=None,
        amount_projected=None,
        amount=None,
        tax_amount=None,
        tax_amount1=None,
        tax_amount2=None,
        total=None,
    )


def _kept(snapshot: LotSnapshot | None, problem: ServiceError | None = None) -> LotFigures:
    if snapshot is None:
        return LotFigures((), None, live=False, problem=problem)
    return LotFigures(
        snapshot.lots, snapshot.fetched_at, live=False, due_at=snapshot.fetched_at + RHYTHM, problem=problem
    )
