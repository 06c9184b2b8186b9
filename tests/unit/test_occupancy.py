"""Lot figures: asked for at most once an hour, kept, and never without their age.

Longer than 300 lines: one subject, what is kept of it and what is drawn of that.
"""

from __future__ import annotations

import asyncio
import csv
import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platecheck.errors import Forbidden, ServiceError, StorageError
from platecheck.facts import Lot
from platecheck.occupancy import COLUMNS, RHYTHM, LotPoint, thinned
from platecheck.sandbox.campus import DEMO_OFFICER_TOKEN, LOTS
from platecheck.sandbox.faults import FaultMode, FaultSettings

if TYPE_CHECKING:
    from conftest import Device
    from platecheck.occupancy import LotFigures, LotHistory
    from platecheck.sandbox.service import SandboxServer

MONEY = ("default_cost", "amount_projected", "amount", "tax_amount", "tax_amount1", "tax_amount2", "total")
NAMES = [sales.lot.lot_name for sales in LOTS]


def requests(sandbox: SandboxServer) -> int:
    """Return how often the API was asked since the start."""
    return int(sandbox.app.state.faults.api_requests)


async def test_figures_are_asked_for_once_an_hour(device: Device, sandbox: SandboxServer) -> None:
    """Within the hour the kept figures are shown with their age, however often somebody looks."""
    occupancy, before = device.occupancy(sandbox.url), requests(sandbox)
    first = await occupancy.figures()
    assert [lot.name for lot in first.lots] == NAMES
    assert (first.live, first.problem, first.fetched_at) == (True, None, device.clock())
    assert first.due_at == device.clock() + RHYTHM == device.clock() + timedelta(hours=1)
    device.clock.move(minutes=59, seconds=59)
    again = await occupancy.figures()
    assert (again.lots, again.live, again.problem) == (first.lots, False, None)
    assert (again.fetched_at, again.due_at) == (first.fetched_at, first.due_at)
    assert requests(sandbox) == before + 1
    device.clock.move(seconds=1)
    assert (await occupancy.figures()).fetched_at == device.clock()
    assert requests(sandbox) == before + 2


async def test_without_refresh_nobody_is_asked_again(device: Device, sandbox: SandboxServer) -> None:
    """What is kept is enough for whoever does not want it refreshed; the first time there is nothing kept."""
    occupancy = device.occupancy(sandbox.url)
    first, before = await occupancy.figures(refresh=False), requests(sandbox)
    assert first.live
    device.clock.move(days=2)
    kept = await occupancy.figures(refresh=False)
    assert (kept.lots, kept.live, kept.fetched_at) == (first.lots, False, first.fetched_at)
    assert requests(sandbox) == before


async def test_kept_figures_outlive_the_app(device: Device, sandbox: SandboxServer) -> None:
    """A restart within the hour asks nobody."""
    first, before = await device.occupancy(sandbox.url).figures(), requests(sandbox)
    assert (await device.occupancy(sandbox.url).figures()).lots == first.lots
    assert requests(sandbox) == before


@pytest.mark.parametrize("mode", [mode for mode in FaultMode if mode not in {"none", "slow", "wrong_plate"}])
async def test_an_unreached_service_leaves_the_old_figures(
    device: Device, sandbox: SandboxServer, mode: FaultMode
) -> None:
    """Whatever the service answers instead, the figures kept are shown with their age and the reason."""
    occupancy = device.occupancy(sandbox.url)
    first = await occupancy.figures()
    device.clock.move(hours=3)
    sandbox.app.state.faults.settings = FaultSettings(mode=mode)
    kept = await occupancy.figures()
    assert (kept.lots, kept.fetched_at, kept.live) == (first.lots, first.fetched_at, False)
    assert isinstance(kept.problem, ServiceError)
    assert kept.due_at is not None
    assert kept.due_at <= device.clock()
    sandbox.app.state.faults.settings = FaultSettings()
    assert (await occupancy.figures()).live


async def test_nothing_was_ever_fetched(device: Device, sandbox: SandboxServer) -> None:
    """Without figures there are none, and the reason is said."""
    sandbox.app.state.faults.settings = FaultSettings(mode=FaultMode.ERROR)
    none = await device.occupancy(sandbox.url).figures()
    assert (none.lots, none.fetched_at, none.due_at, none.live) == ((), None, None, False)
    assert isinstance(none.problem, ServiceError)


async def test_an_officers_token_may_not_see_them(device: Device, sandbox: SandboxServer) -> None:
    """The platform's refusal is the reason, with its code."""
    refused = await device.occupancy(sandbox.url, token=DEMO_OFFICER_TOKEN).figures()
    assert isinstance(refused.problem, ServiceError)
    assert (refused.lots, refused.problem.kind.value) == ((), "refused")


async def test_live_figures_that_cannot_be_kept_are_shown(device: Device, sandbox: SandboxServer) -> None:
    """On a busy or full disk the figures come, with what stood in the way of keeping them."""
    occupancy = device.occupancy(sandbox.url)
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = await occupancy.figures()
        other.execute("ROLLBACK")
    assert ([lot.name for lot in found.lots], found.live) == (NAMES, True)
    assert isinstance(found.problem, StorageError)


async def test_a_database_that_cannot_be_read_is_said(device: Device, sandbox: SandboxServer) -> None:
    """Without the database nobody knows when they were last asked for: the platform is left in peace."""
    before = requests(sandbox)
    await device.store.close()
    found = await device.occupancy(sandbox.url).figures()
    assert (found.lots, found.live) == ((), False)
    assert isinstance(found.problem, StorageError)
    assert requests(sandbox) == before


async def test_figures_from_the_future_are_fetched_anew(device: Device, sandbox: SandboxServer) -> None:
    """Fetched while the clock was a year ahead, the figures do not stand still for a year."""
    occupancy = device.occupancy(sandbox.url)
    device.clock.move(days=365)
    await occupancy.figures()
    device.clock.move(days=-365, hours=2)
    assert (await occupancy.figures()).live


async def test_figures_that_were_not_kept_are_not_asked_for_again(
    device: Device, sandbox: SandboxServer
) -> None:
    """Lot values are asked for once an hour, though the device has no room to keep them."""
    occupancy, before = device.occupancy(sandbox.url), requests(sandbox)
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            await occupancy.figures()
        other.execute("ROLLBACK")
    assert requests(sandbox) == before + 1


async def test_old_figures_do_not_hide_those_that_were_not_kept(
    device: Device, sandbox: SandboxServer
) -> None:
    """Beside figures of yesterday too, unsaved ones are asked for once an hour and shown meanwhile."""
    occupancy = device.occupancy(sandbox.url)
    await occupancy.figures()
    device.clock.move(days=1)
    before = requests(sandbox)
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            assert (await occupancy.figures()).fetched_at == device.clock()
        other.execute("ROLLBACK")
    assert requests(sandbox) == before + 1


async def test_two_who_look_at_once_ask_once(device: Device, sandbox: SandboxServer) -> None:
    """Sessions that share the figures wait for one another instead of asking twice."""
    occupancy, before = device.occupancy(sandbox.url), requests(sandbox)
    both = await asyncio.gather(occupancy.figures(), occupancy.figures())
    assert [len(found.lots) for found in both] == [len(NAMES)] * 2
    assert requests(sandbox) == before + 1


async def test_what_is_kept_is_read_without_asking(device: Device, sandbox: SandboxServer) -> None:
    """Kept figures, however old, or none at all: the platform is not asked for them."""
    occupancy, before = device.occupancy(sandbox.url), requests(sandbox)
    none = await occupancy.kept()
    assert (none.lots, none.fetched_at, none.problem) == ((), None, None)
    assert requests(sandbox) == before
    first = await occupancy.figures()
    device.clock.move(days=3)
    kept = await occupancy.kept()
    assert (kept.lots, kept.fetched_at, kept.live) == (first.lots, first.fetched_at, False)
    assert requests(sandbox) == before + 1
    await device.store.close()
    assert isinstance((await occupancy.kept()).problem, StorageError)


def amounts(figures: LotFigures) -> set[float | None]:
    """Return every amount of money that the figures hold."""
    return {getattr(lot, name) for lot in figures.lots for name in MONEY}


async def test_an_officer_gets_no_money_from_the_core(device: Device, sandbox: SandboxServer) -> None:
    """Fetched, shown again or kept, the figures hold no amount, and what lots are worth is refused."""
    officer = device.occupancy(sandbox.url)
    for figures in (await officer.figures(), await officer.figures(), await officer.kept()):
        assert len(figures.lots) == len(NAMES)
        assert amounts(figures) == {None}
        with pytest.raises(Forbidden):
            figures.worth()


async def test_a_supervisor_gets_the_money(device: Device, sandbox: SandboxServer) -> None:
    """Also from figures that an officer of the same device fetched within the hour."""
    await device.occupancy(sandbox.url).figures()
    before = requests(sandbox)
    figures = await device.occupancy(sandbox.url, money=True).figures()
    assert requests(sandbox) == before
    east = next(lot for lot in figures.lots if lot.name == "TU Semester East")
    assert (east.amount_projected, east.amount, east.total) == (1700, 2897.8783, 3274.6)
    money = figures.worth()
    assert money.total == pytest.approx(sum(lot.total or 0 for lot in figures.lots), abs=0.005)
    assert None not in {money.projected, money.amount, money.tax}


EAST, WEST = Lot("East", "M", 10, 4, 40.0, 25.0, total=100.0), Lot("West", "S", 20, 20, 100.0, 50.0)
ZONE = ZoneInfo("America/Toronto")


def rented(history: LotHistory) -> list[tuple[str, int | None]]:
    """Return lot and permits rented of every point, in order."""
    return [(point.lot.name, point.lot.rented_permits) for point in history.points]


async def test_history_is_every_report_oldest_first(device: Device, sandbox: SandboxServer) -> None:
    """By when they were fetched, in whatever order a wrong clock had them saved; nobody is asked."""
    occupancy, noon, before = device.occupancy(sandbox.url), device.clock(), requests(sandbox)
    for hours, count in ((5, 3), (1, 1), (3, 2)):
        lots = [replace(EAST, rented_permits=count), replace(WEST, rented_permits=10 * count)]
        await device.store.save_lots(device.scope, lots, b"[]", noon + timedelta(hours=hours))
    found = await occupancy.history()
    assert rented(found) == [
        *(("East", 1), ("West", 10)),
        *(("East", 2), ("West", 20)),
        *(("East", 3), ("West", 30)),
    ]
    assert [(point.fetched_at - noon) // RHYTHM for point in found.points] == [1, 1, 3, 3, 5, 5]
    assert (found.spoilt, found.problem) == (0, None)
    assert rented(await occupancy.history("West")) == [("West", 10), ("West", 20), ("West", 30)]
    assert rented(await occupancy.history("East", noon + timedelta(hours=3))) == [("East", 2), ("East", 3)]
    assert rented(await occupancy.history(since=noon + timedelta(hours=6))) == []
    assert rented(await occupancy.history("North")) == []
    assert requests(sandbox) == before


async def test_the_reports_of_a_history_are_sums_of_the_same_lots(
    device: Device, sandbox: SandboxServer
) -> None:
    """A report in which another lot is without count, or total, is no point; money is no officer's."""
    blank = replace(WEST, rented_permits=None)
    unpriced = replace(WEST, total=7.0)
    days = (
        [EAST, WEST],
        [EAST, blank],
        [EAST, unpriced],
        [replace(EAST, total=None), replace(WEST, total=7.0)],
        [replace(EAST, rented_permits=6, total=130.0), WEST],
    )
    for hours, lots in enumerate(days):
        at = device.clock() + timedelta(hours=hours)
        await device.store.save_lots(device.scope, lots, b"[]", at)
    found = (await device.occupancy(sandbox.url, money=True).history()).reports()
    told = [((r.fetched_at - device.clock()) // RHYTHM, r.totals.rented, r.totals.for_sale) for r in found]
    assert told == [(0, 24, 30), (4, 26, 30)]
    assert [report.worth.total for report in found if report.worth] == [100.0, 130.0]
    officers = (await device.occupancy(sandbox.url).history()).reports()
    assert [(report.totals.rented, report.worth) for report in officers] == [
        (24, None),
        (24, None),
        (24, None),
        (26, None),
    ]
    assert (await device.occupancy(sandbox.url).history("North")).reports() == []


async def test_history_has_no_money_for_an_officer(device: Device, sandbox: SandboxServer) -> None:
    """No point and no CSV of theirs has what permits bring; a supervisor has it of the same reports."""
    await device.store.save_lots(device.scope, [EAST], b"[]", device.clock())
    officer = await device.occupancy(sandbox.url).history()
    supervisor = await device.occupancy(sandbox.url, money=True).history()
    assert (officer.money, supervisor.money) == (False, True)
    assert {getattr(officer.points[0].lot, name) for name in MONEY} == {None}
    assert supervisor.points[0].lot == EAST
    assert (officer.points[0].lot.rented_permits, officer.points[0].lot.utilized_pct) == (4, 40.0)
    assert b"100.0" in supervisor.as_csv(ZONE)
    assert b"100.0" not in officer.as_csv(ZONE)


async def test_history_leaves_out_a_report_changed_on_disk(device: Device, sandbox: SandboxServer) -> None:
    """It is counted, and the others are whole."""
    for hours in range(3):
        lots = [replace(EAST, rented_permits=hours)]
        await device.store.save_lots(device.scope, lots, b"[]", device.clock() + timedelta(hours=hours))
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("UPDATE lot_snapshots SET lots = zeroblob(60) WHERE seq = 2")
    found = await device.occupancy(sandbox.url).history()
    assert (rented(found), found.spoilt, found.problem) == ([("East", 0), ("East", 2)], 1, None)


async def test_history_has_the_figures_that_could_not_be_kept(device: Device, sandbox: SandboxServer) -> None:
    """What the lots' screen shows is the end of the trend, on a full disk too."""
    occupancy = device.occupancy(sandbox.url)
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await occupancy.figures()
        other.execute("ROLLBACK")
    found = await occupancy.history()
    assert [point.lot.name for point in found.points] == NAMES
    assert {point.fetched_at for point in found.points} == {device.clock()}
    assert {getattr(point.lot, name) for point in found.points for name in MONEY} == {None}
    assert (await occupancy.history(since=device.clock() + timedelta(seconds=1))).points == ()


async def test_history_of_a_database_that_cannot_be_read_is_said(
    device: Device, sandbox: SandboxServer
) -> None:
    """The error is part of the result."""
    await device.store.close()
    found = await device.occupancy(sandbox.url).history()
    assert found.points == ()
    assert isinstance(found.problem, StorageError)


async def test_history_as_csv_is_for_a_spreadsheet(device: Device, sandbox: SandboxServer) -> None:
    """With a byte order mark, site time beside UTC, empty where nobody knows, and no lot's name a formula."""
    lots = [replace(EAST, name='=HYPERLINK("x"),é'), Lot("\ud83d")]
    await device.store.save_lots(device.scope, lots, None, device.clock())
    data = (await device.occupancy(sandbox.url, money=True).history()).as_csv(ZONE)
    assert data.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert tuple(first) == COLUMNS
    assert (first["date"], first["time"], first["fetched_at"]) == (
        "2026-07-04",
        "12:00:00",
        "2026-07-04T16:00:00+00:00",
    )
    assert first["lot"] == '\'=HYPERLINK("x"),é'
    assert [first[name] for name in ("type", "rented_permits", "total_permits", "utilized_pct", "total")] == [
        *("M", "4", "10", "40.0", "100.0")
    ]
    assert (second["lot"], second["rented_permits"], second["total"]) == ("\\ud83d", "", "")


@given(st.lists(st.integers(0, 10_000), max_size=80), st.integers(2, 12))
def test_a_thinned_trend_keeps_its_ends(hours: list[int], most: int) -> None:
    """As many points as are drawn at most, in order, with the first and the last of all."""
    noon = datetime(2026, 7, 4, 12, 0, tzinfo=UTC)
    points = [LotPoint(noon + timedelta(hours=hour), EAST) for hour in sorted(hours)]
    kept = thinned(points, most)
    assert len(kept) == len(points) if len(points) <= most else 2 <= len(kept) <= most
    assert kept[:1] == points[:1]
    assert kept[-1:] == points[-1:]
    assert [point.fetched_at for point in kept] == sorted(point.fetched_at for point in kept)


def test_a_thinned_trend_is_as_dense_as_its_time() -> None:
    """Many reports of one day are one point where a year is drawn; a week apart each is a point."""
    noon = datetime(2026, 7, 4, 12, 0, tzinfo=UTC)
    days = [0, 7, 14, 21, *(21 + number / 100 for number in range(1, 60)), 28]
    kept = thinned([LotPoint(noon + timedelta(days=day), EAST) for day in days], 5)
    assert [round((point.fetched_at - noon) / timedelta(days=1), 2) for point in kept] == [
        0,
        7,
        14,
        21.59,
        28,
    ]
