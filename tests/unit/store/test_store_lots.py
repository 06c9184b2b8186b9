"""Lot Value reports of the past: all of them, in bounded steps, without those that were changed on disk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platecheck.facts import Lot
from platecheck.store import FileKeyHolder, Scope, Store
from platecheck.store.lots import OPENED, STEP
from platecheck.store.records import LotSnapshot

if TYPE_CHECKING:
    from datetime import datetime

    import pytest

HOUR = timedelta(hours=1)


async def every(
    store: Store, scope: Scope, since: datetime | None = None
) -> tuple[list[LotSnapshot], int, int]:
    """Return all reports, how many were changed on disk, and in how many jobs they were read."""
    snapshots: list[LotSnapshot] = []
    spoilt = jobs = 0
    after: int | None = 0
    while after is not None:
        kept = await store.kept_lots(scope, since=since, after=after)
        assert kept.after is None or kept.after > after
        snapshots += kept.snapshots
        spoilt, jobs, after = spoilt + kept.spoilt, jobs + 1, kept.after
    return snapshots, spoilt, jobs


async def change_on_disk(store: Store, change: str) -> None:
    """Do to the reports what nobody may."""
    await store._connection.write(
        lambda db: db.execute(f"UPDATE lot_snapshots SET {change}")  # noqa: S608 - a test's own words
    )


async def test_nothing_was_kept(store: Store, scope: Scope) -> None:
    """A device that never fetched lot values has no reports of the past."""
    assert await every(store, scope) == ([], 0, 1)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hours=st.lists(st.integers(-3, 3), max_size=2 * OPENED + 3),
    since_h=st.none() | st.integers(-4, 4),
    spoilt=st.sets(st.integers(0, 2 * OPENED + 2)),
)
async def test_every_report_since_then_comes_as_it_was_saved(
    tmp_path_factory: pytest.TempPathFactory,
    scope: Scope,
    noon: datetime,
    hours: list[int],
    since_h: int | None,
    spoilt: set[int],
) -> None:
    """Whatever the clock said and whatever was changed, each report is there once, or counted once."""
    directory = tmp_path_factory.mktemp("device")
    store = await Store.open(directory, FileKeyHolder(directory))
    reports = [
        LotSnapshot((Lot(f"Lot {number}", total=1.5),), noon + hour * HOUR)
        for number, hour in enumerate(hours)
    ]
    for report in reports:
        await store.save_lots(scope, report.lots, b"[{}]", report.fetched_at)
    for number in spoilt:
        await change_on_disk(store, f"lots = x'01020304' WHERE seq = {number + 1}")
    since = None if since_h is None else noon + since_h * HOUR
    wanted = [(n, r) for n, r in enumerate(reports) if since is None or r.fetched_at >= since]
    snapshots, left_out, _ = await every(store, scope, since)
    assert snapshots == [report for number, report in wanted if number not in spoilt]
    assert left_out == sum(number in spoilt for number, _ in wanted)
    await store.close()


async def test_one_step_opens_no_more_than_its_share(store: Store, scope: Scope, noon: datetime) -> None:
    """Many reports are read in several jobs, between which a check has its turn."""
    for hour in range(OPENED + 1):
        await store.save_lots(scope, [Lot("Lot 6")], None, noon + hour * HOUR)
    first = await store.kept_lots(scope)
    assert (len(first.snapshots), first.after) == (OPENED, OPENED)
    last = await store.kept_lots(scope, after=OPENED)
    assert (len(last.snapshots), last.after) == (1, None)


async def test_one_step_passes_over_no_more_than_its_share(
    store: Store, scope: Scope, noon: datetime
) -> None:
    """Reports that are too old are passed over in several jobs too, without opening any of them."""
    for _ in range(STEP + 1):
        await store.save_lots(scope, [], None, noon)
    await change_on_disk(store, "lots = x'01020304'")
    first = await store.kept_lots(scope, since=noon + HOUR)
    assert first == ((), 0, STEP)
    assert await store.kept_lots(scope, since=noon + HOUR, after=STEP) == ((), 0, None)


async def test_a_report_given_another_time_is_left_out(store: Store, scope: Scope, noon: datetime) -> None:
    """Figures belong to the moment they were fetched at: no edit of the time moves them in the trend."""
    await store.save_lots(scope, [Lot("Lot 6")], None, noon)
    await store.save_lots(scope, [Lot("Lot 7")], None, noon + HOUR)
    await change_on_disk(store, "fetched_at = 'never' WHERE seq = 1")
    assert await every(store, scope) == ([LotSnapshot((Lot("Lot 7"),), noon + HOUR)], 1, 1)


async def test_another_client_has_no_share_in_them(store: Store, scope: Scope, noon: datetime) -> None:
    """Reports are of one service and client."""
    await store.save_lots(scope, [Lot("Lot 6")], None, noon)
    assert await every(store, Scope(scope.service, "OTHER")) == ([], 0, 1)
