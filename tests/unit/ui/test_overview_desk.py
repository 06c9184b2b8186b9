"""The overview's desk over the sandbox: what is asked, what stays while it fails, and what is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import Refused
from platecheck.facts import Lot
from platecheck.sandbox.campus import DEMO_OFFICER_TOKEN
from platecheck.sandbox.faults import FaultSettings
from platecheck.ui.settings.holdings import wipe
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.sandbox.service import SandboxServer
    from platecheck.ui.session import Session

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")


async def test_a_visit_reads_the_log_the_lots_and_the_permits(
    opened: Callable[..., Awaitable[Session]],
) -> None:
    """Sums by origin and by zone are the same permits; a check made meanwhile is counted by Fetch."""
    session = await opened("supervisor")
    desk = session.office.overview
    await desk.open()
    book = desk.book
    assert book.figures.money
    assert len(book.figures.lots) == 17
    assert sum(total for _, total in desk.by_origin()) == sum(total for _, total in desk.by_zone()) > 0
    assert [total for _, total in desk.by_zone()] == sorted((n for _, n in desk.by_zone()), reverse=True)
    assert book.activity.checks == 0
    patrol = session.services.patrol
    await patrol.check(patrol.press("NOBODY1"))
    await desk.ask()
    assert book.activity.counts == {Headline.NO_PERMIT: 1}
    assert (book.asking, book.log_trouble, book.stats_problem) == (False, "", None)


async def test_the_trend_is_of_a_month_and_ends_with_what_was_just_fetched(
    opened: Callable[..., Awaitable[Session]],
) -> None:
    """Reports of all lots together, thinned; one of long ago is no part of it."""
    session = await opened("supervisor")
    lots = [Lot("East", "M", 20, rented_permits=5, total=80.0)]
    for days in (90, *range(30, 0, -1), *(number / 60 for number in range(59, 0, -1))):
        at = session.now() - timedelta(days=days)
        await session.services.store.save_lots(session.services.scope, lots, b"[]", at)
    desk = session.office.overview
    await desk.open()
    reports, figures = desk.book.reports, desk.book.figures
    assert 2 < len(reports) < 60
    assert (reports[0].totals.rented, reports[0].worth.total) == (5, 80.0)
    assert session.now() - reports[0].fetched_at < timedelta(days=31)
    assert (reports[-1].fetched_at, reports[-1].worth) == (figures.fetched_at, figures.worth())
    desk.forget()
    assert desk.book.reports is None


async def test_the_trend_does_not_wait_for_the_service_and_says_why_it_is_not_there(
    opened: Callable[..., Awaitable[Session]], sandbox: SandboxServer
) -> None:
    """What is kept is drawn where nobody answers; a database that cannot be read is no trend that begins."""
    session = await opened("supervisor")
    services, desk = session.services, session.office.overview
    assert desk.book.reports is None
    await services.store.save_lots(
        services.scope, [Lot("East", "M", 20, rented_permits=5)], b"[]", session.now()
    )
    sandbox.app.state.faults.settings = FaultSettings(mode="refused")
    await desk.open()
    assert [report.totals.rented for report in desk.book.reports] == [5]
    assert desk.book.reports_trouble == ""
    await services.store.close()
    await desk.open()
    assert (desk.book.reports, bool(desk.book.reports_trouble)) == ((), True)


async def test_the_last_answer_stays_while_the_service_refuses(
    opened: Callable[..., Awaitable[Session]], sandbox: SandboxServer
) -> None:
    """Why is kept beside it, and goes with the next answer."""
    desk = (await opened("supervisor")).office.overview
    await desk.open()
    rows, at = desk.book.stats, desk.book.stats_at
    sandbox.app.state.faults.settings = FaultSettings(mode="refused")
    await desk.ask()
    assert isinstance(desk.book.stats_problem, Refused)
    assert (desk.book.stats, desk.book.stats_at) == (rows, at)
    sandbox.app.state.faults.settings = FaultSettings()
    await desk.ask()
    assert desk.book.stats_problem is None
    assert desk.book.stats_at > at


async def test_a_token_without_the_right_is_told_with_its_code(
    opened: Callable[..., Awaitable[Session]],
) -> None:
    """There is no answer to show, and the rest of the overview is there."""
    desk = (await opened("supervisor", DEMO_OFFICER_TOKEN)).office.overview
    await desk.open()
    assert desk.book.stats is None
    assert desk.book.stats_problem.code is not None
    assert desk.book.activity is not None


async def test_an_officer_is_refused_below_the_screen(opened: Callable[..., Awaitable[Session]]) -> None:
    """Whoever comes to the acts without the role sees no permits."""
    desk = (await opened("officer")).office.overview
    await desk.ask()
    assert desk.book.stats is None
    assert "for supervisors" in desk.book.stats_problem.message


async def test_what_was_wiped_leaves_the_screen(opened: Callable[..., Awaitable[Session]]) -> None:
    """Figures, counts and the day go."""
    session = await opened("supervisor")
    desk = session.office.overview
    await desk.open()
    await wipe(session)
    book = desk.book
    assert (book.figures, book.activity, book.stats, book.stats_at) == (None, None, None, None)
