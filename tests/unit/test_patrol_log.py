"""The log as it is read: pages, one check's story then and now, figures, and copies with their reason."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from platecheck.answers import Outcome
from platecheck.copies import Format
from platecheck.errors import DiskFull, NoReason, StorageError
from platecheck.facts import Source
from platecheck.patrol_log import PAGE, PatrolLog
from platecheck.store import WalkSummary, Wanted
from platecheck.store.records import Match
from platecheck.store.searching import STEP
from platecheck.verdict import Headline, Site

if TYPE_CHECKING:
    from datetime import datetime

    from tests.unit.conftest import Device, Platform

    from platecheck.store.records import Found, LogLine

ZONE = ZoneInfo("America/Toronto")
EVERY = Wanted()
ALARM_WORDS = "*** Violence *** DOE JANE"


@pytest.fixture
def log(device: Device, campus: Site) -> PatrolLog:
    """Return the device's log."""
    return PatrolLog(device.store, device.scope, site=campus, zone=ZONE, clock=device.clock)


async def found(log: PatrolLog, wanted: Wanted = EVERY, **more: Any) -> list[LogLine]:
    """Return one page of lines."""
    return [line async for step in log.find(wanted, **more) for line in step.lines]


async def checked(device: Device, platform: Platform, *plates: str, offline: bool = False) -> None:
    """Check plates one after the other, a second apart."""
    patrol = device.patrol(platform.url)
    for plate in plates:
        device.clock.move(seconds=1)
        await patrol.check(patrol.press(plate, lot="BIKE"), offline=offline)


async def test_pages_follow_each_other(device: Device, platform: Platform, log: PatrolLog) -> None:
    """A page is full, says where the next one begins, and the last one says that it is the last."""
    await checked(device, platform, *(f"P{number}" for number in range(PAGE + 3)), offline=True)
    steps: list[Found] = [step async for step in log.find(Wanted())]
    first = [line.plate for step in steps for line in step.lines]
    assert first == [f"P{number}" for number in range(PAGE + 2, 2, -1)]
    rest = await found(log, before=steps[-1].before)
    assert [line.plate for line in rest] == ["P2", "P1", "P0"]


async def test_a_check_pressed_during_a_long_search_does_not_wait_for_its_end(
    device: Device, platform: Platform, log: PatrolLog
) -> None:
    """Between two steps of a search the store does what was asked meanwhile."""
    await checked(device, platform, *(f"P{number}" for number in range(STEP + 10)), offline=True)
    search = log.find(Wanted("NOWHERE"))
    first = await anext(search)
    assert first.before is not None
    await checked(device, platform, "ABC123", offline=True)
    assert len(await found(log, Wanted("ABC123", Match.WHOLE))) == 1
    assert [step.before async for step in search] == [None]


async def test_a_story_has_the_verdict_as_of_then_and_as_of_now(
    device: Device, platform: Platform, log: PatrolLog, campus: Site, noon: datetime
) -> None:
    """A permit that ran out since is VALID then and EXPIRED, or too old to act on, now."""
    platform.knows(
        "ABC123", permits=[{"type": "standard", "shortName": "BIKE", "expires": "2026-07-04 12:05:00"}]
    )
    await checked(device, platform, "ABC123")
    (line,) = await found(log)
    device.clock.move(minutes=10)
    story = await log.story(line.check_id)
    assert story is not None
    assert story.last.verdict_then(campus).headline is Headline.VALID
    assert story.last.verdict(device.clock(), campus).headline is Headline.EXPIRED
    device.clock.move(hours=1)
    now = story.last.verdict(device.clock(), campus)
    assert (now.headline, now.beneath) == (Headline.NOT_CHECKED, Headline.EXPIRED)
    assert story.later is None
    assert story.entry.check.checked_at == noon + timedelta(seconds=1)


async def test_a_story_has_every_answer_of_its_check(
    device: Device, platform: Platform, log: PatrolLog
) -> None:
    """The saved answer that came first and the live one after it are two, oldest first."""
    platform.knows("ABC123", alarm=ALARM_WORDS)
    await checked(device, platform, "ABC123")
    platform.gate.clear()
    patrol = device.patrol(platform.url, patience_s=0.01)
    check = patrol.press("ABC123")
    answers = patrol.answers(check)
    saved = await anext(answers)
    platform.gate.set()
    live = [result async for result in answers][-1]
    await patrol.acknowledge(live, Outcome.REPORTED, "Roy")
    story = await log.story(check.id)
    assert story is not None
    assert [result.answer.source for result in story.results] == [Source.CACHE, Source.LIVE]
    assert [result.answer for result in story.results] == [saved.answer, live.answer]
    assert story.entry.acknowledgement is not None
    assert story.last.acknowledgement is not None
    assert story.last.acknowledgement.outcome == "reported"


async def test_a_story_tells_what_was_learned_since(
    device: Device, platform: Platform, log: PatrolLog
) -> None:
    """Where the plate was asked again later, the old check says so, with the verdict of now."""
    await checked(device, platform, "ABC123")
    platform.knows(
        "ABC123", permits=[{"type": "temp", "shortName": "BIKE", "expires": "2026-07-05 12:00:00"}]
    )
    await checked(device, platform, "ABC123")
    newer, older = await found(log)
    story, latest = await log.story(older.check_id), await log.story(newer.check_id)
    assert story is not None
    assert latest is not None
    assert story.later is not None
    verdict, at = story.later
    assert (verdict.headline, at) == (Headline.VALID, device.clock())
    assert latest.later is None


async def test_a_check_of_nobody_has_no_story(log: PatrolLog) -> None:
    """An id that is not in this log is said to be not there."""
    assert await log.story("nobody") is None
    assert await log.shift() is None
    assert await log.lots() == []


async def test_the_figures_are_of_the_newest_shift(
    device: Device, platform: Platform, log: PatrolLog, noon: datetime
) -> None:
    """Yesterday's checks are not counted; more checks than one step reads are."""
    await checked(device, platform, "OLD1", "OLD2")
    device.clock.move(hours=9)
    platform.knows("ABC123", alarm=ALARM_WORDS)
    await checked(device, platform, "ABC123", "NEW1")
    await checked(device, platform, *(f"P{number}" for number in range(STEP)), offline=True)
    shift = await log.shift()
    assert shift is not None
    assert dict(shift.counts) == {Headline.ALARM: 1, Headline.NO_PERMIT: 1, Headline.NOT_CHECKED: STEP}
    assert shift.began_at == noon + timedelta(hours=9, seconds=3)
    assert not shift.over
    device.clock.move(hours=7)
    assert (await log.shift()).over  # type: ignore[union-attr]


@pytest.mark.parametrize("form", Format)
async def test_a_copy_holds_what_was_wanted_and_is_noted(
    device: Device, platform: Platform, log: PatrolLog, form: Format
) -> None:
    """Only what matches is in it; who, why, what and how much stand in the log of exports."""
    platform.knows("ABC123", alarm=ALARM_WORDS)
    await checked(device, platform, "ABC123", "XYZ789")
    await checked(device, platform, *(f"ABC{number}" for number in range(60)), offline=True)
    told: list[int] = []
    wanted = Wanted("ABC")
    copy = await log.copy(wanted, form, reason="  Appeal \n of 12 May ", officer="Roy", progress=told.append)
    text = copy.data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text))) if form is Format.CSV else json.loads(text)
    assert [row["plate"] for row in rows] == [f"ABC{number}" for number in range(59, -1, -1)] + ["ABC123"]
    assert rows[-1]["verdict"] == "alarm"
    assert not any(word in text for word in ALARM_WORDS.replace("*", "").split())
    assert told[-1] == 61
    assert (copy.note.rows, copy.note.reason, copy.note.officer) == (61, "Appeal of 12 May", "Roy")
    assert await log.copies(9) == [copy.note]
    assert copy.name == f"platecheck-log-20260704-120102.{form.value}"


@pytest.mark.parametrize("reason", ["", "  ", "ab", " a b"[:3]])
async def test_a_copy_without_a_reason_is_none(log: PatrolLog, reason: str) -> None:
    """Fewer than three characters are no reason; nothing is handed out and nothing noted."""
    with pytest.raises(NoReason):
        await log.copy(Wanted(), Format.CSV, reason=reason, officer="")
    assert await log.copies(9) == []


async def test_a_copy_that_cannot_be_noted_is_not_handed_out(
    device: Device, platform: Platform, log: PatrolLog
) -> None:
    """Where the log of exports takes no more rows there is no copy."""
    await checked(device, platform, "ABC123")
    await device.store._connection.write(lambda db: db.execute("DROP TABLE exports"))
    with pytest.raises(StorageError):
        await log.copy(Wanted(), Format.CSV, reason="Appeal", officer="")


async def test_walks_stand_among_the_lines_of_their_time(
    device: Device, platform: Platform, log: PatrolLog, noon: datetime
) -> None:
    """Those between the lines of a page, all older ones with the last; none with a plate or a verdict."""
    patrol = device.patrol(platform.url)
    device.clock.move(hours=1)
    await checked(device, platform, "AAA111", "BBB222", offline=True)
    later, earlier = lines = await found(log)
    for name, ended_at in (
        ("after", later.checked_at + timedelta(hours=1)),
        ("between", earlier.checked_at),
        ("before", noon),
    ):
        await patrol.end_walk(WalkSummary(name, noon, ended_at, "BIKE", "Dana", 2, 2, ()))

    async def ids(wanted: Wanted, *among: Any) -> list[str]:
        return [walk.id for walk in await log.walks_among(wanted, *among)]

    assert await ids(EVERY, [later], later.seq) == ["after"]
    assert await ids(EVERY, lines, None, [later]) == ["between", "before"]
    assert await ids(EVERY, lines, earlier.seq) == ["after", "between"]
    assert await ids(EVERY, [], None) == ["after", "between", "before"]
    assert await ids(EVERY, [], 7) == []
    assert await ids(Wanted(lot="BIKE"), lines, None) == ["after", "between", "before"]
    assert await ids(Wanted(lot="LOT3"), lines, None) == []
    assert await ids(Wanted(plate="AAA"), lines, None) == []
    assert await ids(Wanted(verdict="valid"), lines, None) == []
    assert [walk.id for walk in await log.walks(limit=2)] == ["after", "between"]


async def test_a_walk_that_could_not_be_written_can_be_told_again(
    device: Device, platform: Platform, log: PatrolLog, noon: datetime
) -> None:
    """A full disk is said, keeps nothing, and loses nothing once there is room."""
    patrol = device.patrol(platform.url)
    walk = WalkSummary("walk-1", noon, noon + timedelta(minutes=14), None, "Dana", 2, 3, (("valid", 2),))
    await device.store._connection.read(lambda db: db.execute("PRAGMA max_page_count=1").fetchone())
    big = replace(walk, officer="D" * 200_000)
    with pytest.raises(DiskFull):
        await patrol.end_walk(big)
    assert await log.walks() == []
    await device.store._connection.read(lambda db: db.execute("PRAGMA max_page_count=1000000").fetchone())
    await patrol.end_walk(walk)
    await patrol.end_walk(walk)
    assert await log.walks() == [walk]
