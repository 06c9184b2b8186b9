"""A phone's clock that is wrong, set back or forward, or in the hour that comes twice."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from tests.faults.phone import ZONE, Phone, said
from tests.faults.proxy import Proxy, says

from platecheck.facts import Source
from platecheck.sandbox.service import SandboxServer
from platecheck.sandbox.training import ALARM, EXPIRING, NO_PERMIT, VALID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Told = Callable[[str, str, str], None]

NOON = datetime(2026, 7, 4, 16, tzinfo=UTC)
DAY = timedelta(days=1)
LOT = "Main Street Parking"
GONE = says(503, {})


class Time:
    """The true time, which phone and service share until the phone's clock is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Return it."""
        return self.at


@contextmanager
def site(phone: Phone, directory: Path, at: datetime) -> Iterator[tuple[Time, Proxy]]:
    """Run a service and its proxy at a moment of the site's own."""
    time = Time(at)
    phone.now = time
    with (
        SandboxServer(directory, now=time, timezone=ZONE) as server,
        Proxy(urlsplit(server.url).port or 0) as proxy,
    ):
        proxy.clock = time
        yield time, proxy


@pytest.mark.parametrize("days", [1, -1])
async def test_a_clock_that_is_a_day_off_while_the_service_answers(
    phone: Phone, tmp_path: Path, told: Told, days: int
) -> None:
    """The live answer is decided at the service's time, and the drift is in the log."""
    with site(phone, tmp_path, NOON) as (_, proxy):
        phone.offset = days * DAY
        results = {plate: await phone.check(proxy.url, plate, LOT) for plate in (EXPIRING, VALID)}
    assert {result.answer.verdict for result in results.values()} == {"valid"}
    (first, _) = await phone.log()
    assert first.answers[0].drift_s is not None
    assert abs(first.answers[0].drift_s + days * DAY.total_seconds()) < 2
    assert first.answers[0].decided_at - NOON < timedelta(minutes=1)
    told(
        f"clock {days:+} day, answered",
        said(results[EXPIRING]),
        "decided at the service's time, drift logged",
    )


async def test_a_clock_set_forward_a_day_while_nobody_answers(
    phone: Phone, tmp_path: Path, told: Told
) -> None:
    """Saved answers only grow older: against the car they count no longer, an alarm still does."""
    with site(phone, tmp_path, NOON) as (_, proxy):
        before = {plate: await phone.check(proxy.url, plate, LOT) for plate in (NO_PERMIT, ALARM)}
        assert before[NO_PERMIT].answer.verdict == "no_permit"
        phone.offset = DAY
        with proxy.failing(GONE):
            old = {plate: await phone.check(proxy.url, plate, LOT) for plate in (NO_PERMIT, ALARM)}
    assert (old[NO_PERMIT].answer.verdict, old[NO_PERMIT].answer.source) == ("not_checked", Source.CACHE)
    assert old[ALARM].answer.verdict == "alarm"
    assert len(await phone.log()) == 4
    told(
        "clock +1 day, offline",
        f"{said(old[NO_PERMIT])} / {said(old[ALARM])}",
        "4 of 4 answers once, 2 queued",
    )


async def test_a_clock_set_back_a_day_makes_nothing_fresh_again(
    phone: Phone, tmp_path: Path, told: Told
) -> None:
    """The last trusted time counts: neither a permit that ran out nor an old NO PERMIT comes back."""
    with site(phone, tmp_path, NOON) as (time, proxy):
        for plate in (EXPIRING, NO_PERMIT):
            await phone.check(proxy.url, plate, LOT)
        time.at += timedelta(minutes=20)
        await phone.check(proxy.url, VALID, LOT)
        phone.offset = -DAY
        with proxy.failing(GONE):
            results = {plate: await phone.check(proxy.url, plate, LOT) for plate in (EXPIRING, NO_PERMIT)}
    for result in results.values():
        assert result.answer.source is Source.CACHE
        assert result.answer.verdict == "not_checked"
        assert result.answer.decided_at == time.at.replace(microsecond=0)
    plates = [entry.check.plate for entry in await phone.log()]
    assert plates == [EXPIRING, NO_PERMIT, VALID, EXPIRING, NO_PERMIT]
    told(
        "clock -1 day, offline",
        said(results[EXPIRING]),
        "5 of 5 answers once, judged at the last trusted time",
    )


async def test_the_hour_that_comes_twice(phone: Phone, tmp_path: Path, told: Told) -> None:
    """A permit until 01:33 of that hour is good until the second 01:33, and no answer is older than it is."""
    before_change = datetime(2026, 11, 1, 5, 27, tzinfo=UTC)  # 01:27 in Toronto, the first time
    with site(phone, tmp_path, before_change) as (time, proxy):
        live = await phone.check(proxy.url, EXPIRING, LOT)
        seen = [live.answer.verdict]
        with proxy.failing(GONE):
            for at in (timedelta(minutes=8), timedelta(minutes=63), timedelta(minutes=69)):
                time.at = before_change + at
                seen.append((await phone.check(proxy.url, EXPIRING, LOT)).answer.verdict)
    # Past the second 01:33 the saved answer is against the car and over 15 minutes old.
    assert seen == ["valid", "valid", "valid", "not_checked"]
    log = await phone.log()
    assert [entry.check.checked_at for entry in log] == sorted(entry.check.checked_at for entry in log)
    told("DST, the hour twice", "VALID until the second 01:33", "4 of 4 answers once, in order")


async def test_the_hour_that_is_left_out(phone: Phone, tmp_path: Path, told: Told) -> None:
    """Across the spring change a saved answer is as old as it is, and not an hour older."""
    before_change = datetime(2026, 3, 8, 6, 55, tzinfo=UTC)  # 01:55 in Toronto; 03:00 comes in five minutes
    with site(phone, tmp_path, before_change) as (time, proxy):
        live = await phone.check(proxy.url, NO_PERMIT, LOT)
        time.at = before_change + timedelta(minutes=10)
        with proxy.failing(GONE):
            saved = await phone.check(proxy.url, NO_PERMIT, LOT)
    assert (live.answer.verdict, saved.answer.verdict, saved.answer.recheck) == (
        "no_permit",
        "no_permit",
        True,
    )
    told("DST, the hour left out", said(saved), "2 of 2 answers once, the saved one 10 minutes old")
