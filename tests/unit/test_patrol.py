"""The officer's verbs: network first, then the saved answer with its age, then NOT CHECKED."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from platecheck.answers import Outcome, from_entry
from platecheck.errors import BadPlate, ProblemKind, StorageError
from platecheck.facts import Source
from platecheck.sandbox.campus import DEMO_NO_RIGHTS_TOKEN, TRAINING_LOT, TRAINING_PLATES
from platecheck.verdict import Headline, Site

if TYPE_CHECKING:
    from conftest import Device, Platform
    from platecheck.sandbox.service import SandboxServer

LOT = "Main Street Parking"
PERMIT = {"type": "standard", "shortName": "LOT6", "expires": "2026-07-04 13:00:00"}
"""Runs out one hour after noon."""


async def test_a_live_answer(device: Device, platform: Platform) -> None:
    """The service is asked, and facts, body, times and verdict are those of its answer."""
    body = platform.knows("ABC123", permits=[PERMIT])
    platform.date = device.clock()
    patrol = device.patrol(platform.url)
    check = patrol.press("abc-123", lot=LOT, officer="Tremblay", reason="recheck")
    result = await patrol.check(check)
    answer = result.answer
    assert (answer.source, answer.verdict, answer.recheck) == (Source.LIVE, "valid", False)
    assert (answer.body, answer.problem, answer.drift_s) == (body, None, 0.0)
    assert answer.fetched_at == answer.decided_at == answer.shown_at == device.clock()
    assert answer.latency_s is not None
    assert (result.final, result.unsaved, result.queued) == (True, None, 0)
    assert result.age_s(device.clock() + timedelta(minutes=3)) == 180
    assert platform.asked == ["ABC123"]
    (entry,) = await device.on_disk("ABC123")
    assert entry.answers == (answer,)
    logged = (entry.check.plate, entry.check.typed, entry.check.lot, entry.check.officer, entry.check.reason)
    assert logged == ("ABC123", "abc-123", LOT, "Tremblay", "recheck")
    assert (entry.check.id, entry.check.checked_at) == (check.id, check.checked_at)


async def test_a_press_is_a_check_of_its_own(device: Device) -> None:
    """Id and time are made at the press, an empty lot is none, and no two presses are one check."""
    patrol = device.patrol("http://127.0.0.1:9")
    one, other = patrol.press("ABC123", lot=""), patrol.press("ABC123")
    assert one.id != other.id
    assert one.lot is None
    assert one.checked_at == device.clock()
    assert (one.officer, one.reason, one.app_version) == ("", "officer", "0.1.0")


@pytest.mark.parametrize("text", ["", "AB#12", "AB?", "A" * 51])
async def test_a_bad_plate_is_neither_asked_nor_logged(device: Device, platform: Platform, text: str) -> None:
    """What is no plate stops at the press."""
    with pytest.raises(BadPlate):
        device.patrol(platform.url).press(text)
    assert platform.asked == []
    assert await device.on_disk() == []


async def test_the_saved_answer_without_a_connection(device: Device, platform: Platform) -> None:
    """Nobody reached: the saved facts with their age and the reason, and the check is kept for a recheck."""
    body = platform.knows("ABC123", permits=[PERMIT])
    await device.patrol(platform.url).check(device.patrol(platform.url).press("ABC123", lot=LOT))
    device.clock.move(minutes=47)
    patrol = device.patrol("http://127.0.0.1:9")
    result = await patrol.check(patrol.press("ABC123", lot=LOT))
    assert (result.answer.source, result.answer.verdict) == (Source.CACHE, "valid")
    assert result.answer.problem is not None
    assert result.answer.problem.kind is ProblemKind.UNREACHABLE
    assert result.age_s(device.clock()) == 47 * 60
    assert (result.final, result.queued) == (True, 1)
    assert await patrol.raw(result) == body
    assert len(await device.on_disk("ABC123")) == 2


async def test_not_in_the_cache_is_not_checked(device: Device) -> None:
    """Without a connection and without a saved answer nothing is known, and that is what is said."""
    patrol = device.patrol("http://127.0.0.1:9")
    for waiting, plate in enumerate(["ABC123", "ABC124"], start=1):
        result = await patrol.check(patrol.press(plate))
        assert (result.answer.source, result.answer.verdict, result.answer.facts) == (
            Source.NONE,
            "not_checked",
            None,
        )
        assert result.age_s(device.clock()) is None
        assert result.queued == waiting
        assert await patrol.raw(result) is None
    (entry, _) = await device.on_disk()
    assert entry.answers[0].problem == result.answer.problem


async def test_a_live_answer_settles_what_waited(device: Device, platform: Platform) -> None:
    """Asked again with a connection, nothing waits for that plate any more."""
    away, back = device.patrol("http://127.0.0.1:9"), device.patrol(platform.url)
    for plate in ("ABC123", "ABC123", "ABC124"):
        await away.check(away.press(plate))
    await back.check(back.press("ABC123"))
    assert (await away.check(away.press("ABC125"))).queued == 2


async def test_saved_answers_age(device: Device, platform: Platform) -> None:
    """A saved permit ages into EXPIRED, a saved NO PERMIT into NOT CHECKED with the old answer beneath."""
    platform.knows("ABC123", permits=[PERMIT])
    live, away = device.patrol(platform.url), device.patrol("http://127.0.0.1:9")
    for plate in ("ABC123", "NONE11"):
        await live.check(live.press(plate, lot=LOT))
    device.clock.move(minutes=14)
    seen = [
        (await away.check(away.press(plate, lot=LOT))).verdict(device.clock(), away.site)
        for plate in ("ABC123", "NONE11")
    ]
    assert [(v.headline.value, v.recheck) for v in seen] == [("valid", False), ("no_permit", True)]
    device.clock.move(minutes=47)
    seen = [
        (await away.check(away.press(plate, lot=LOT))).verdict(device.clock(), away.site)
        for plate in ("ABC123", "NONE11")
    ]
    assert [v.headline.value for v in seen] == ["not_checked", "not_checked"]
    assert [v.beneath and v.beneath.value for v in seen] == ["expired", "no_permit"]


async def test_a_shown_answer_ages_where_it_stands(device: Device, platform: Platform) -> None:
    """The verdict of one result is computed whenever it is shown, and as it was then for the log."""
    platform.knows("ABC123", permits=[PERMIT])
    patrol = device.patrol(platform.url)
    result = await patrol.check(patrol.press("ABC123", lot=LOT))
    assert result.verdict(device.clock() + timedelta(hours=1), patrol.site).headline is Headline.VALID
    later = device.clock() + timedelta(hours=1, seconds=1)
    assert result.verdict(later, patrol.site).headline is Headline.EXPIRED
    assert result.verdict_then(patrol.site).headline is Headline.VALID


async def test_offline_asks_nobody(device: Device, sandbox: SandboxServer) -> None:
    """With offline chosen no request leaves, and the answer is the device's own."""
    patrol = device.patrol(sandbox.url)
    async with httpx.AsyncClient(base_url=sandbox.url) as trainer:
        before = (await trainer.get("/sandbox/state")).json()["api_requests"]
        result = await patrol.check(patrol.press("ABC123"), offline=True)
        assert (await trainer.get("/sandbox/state")).json()["api_requests"] == before
    assert (result.answer.source, result.answer.verdict) == (Source.NONE, "not_checked")
    assert result.answer.problem is not None
    assert result.answer.problem.kind is ProblemKind.UNREACHABLE


async def test_refused_is_shown_beside_a_saved_answer(
    device: Device, platform: Platform, sandbox: SandboxServer
) -> None:
    """A refused token is its own state with the platform's code, never hidden behind the cache."""
    platform.knows("ABC123", permits=[PERMIT])
    live, refused = device.patrol(platform.url), device.patrol(sandbox.url, token=DEMO_NO_RIGHTS_TOKEN)
    await live.check(live.press("ABC123", lot=LOT))
    for plate, source in (("ABC123", Source.CACHE), ("ABC124", Source.NONE)):
        result = await refused.check(refused.press(plate, lot=LOT))
        assert result.answer.source is source
        assert result.answer.problem is not None
        assert (result.answer.problem.kind, result.answer.problem.code) == (ProblemKind.REFUSED, 9002)


async def test_every_training_plate_gives_its_verdict(device: Device, sandbox: SandboxServer) -> None:
    """What the demo promises a trainer is what an officer in the training lot sees."""
    device.clock.at = datetime.now(UTC)
    patrol = device.patrol(sandbox.url)
    seen = {}
    for plate in TRAINING_PLATES:
        seen[plate] = (await patrol.check(patrol.press(plate, lot=TRAINING_LOT))).answer.verdict
    assert seen == {plate: promised.verdict for plate, promised in TRAINING_PLATES.items()}


async def test_an_alarm_is_acknowledged_with_its_outcome(device: Device, platform: Platform) -> None:
    """What came of an alarm is in the log with who and when; the last word counts."""
    platform.knows("ABC123", alarm="Wanted to talk with.")
    patrol = device.patrol(platform.url)
    result = await patrol.check(patrol.press("ABC123", officer="Tremblay"))
    assert (result.answer.verdict, result.acknowledgement) == ("alarm", None)
    for outcome in Outcome:
        device.clock.move(minutes=1)
        result = await patrol.acknowledge(result, outcome, "Tremblay")
        (entry,) = await device.on_disk()
        assert entry.acknowledgement == result.acknowledgement
        assert result.acknowledgement is not None
        assert result.acknowledgement.outcome == outcome.value
        assert result.acknowledgement.acknowledged_at == device.clock()
        assert result.acknowledgement.officer == "Tremblay"
        assert from_entry(entry).answer == result.answer


async def test_what_was_never_logged_cannot_be_acknowledged(device: Device, platform: Platform) -> None:
    """An acknowledgement that could not be written is handed back marked, and no silent success."""
    platform.knows("ABC123", alarm="Wanted to talk with.")
    patrol = device.patrol(platform.url)
    result = await patrol.check(patrol.press("ABC123"))
    await device.store.close()
    done = await patrol.acknowledge(result, Outcome.SEEN)
    assert isinstance(done.unsaved, StorageError)
    assert done.acknowledgement is not None


async def test_the_log_is_found_by_the_plate_as_typed(device: Device, platform: Platform) -> None:
    """History and recents are newest first; a plate is found however it is written."""
    patrol = device.patrol(platform.url)
    for plate in ("ABC123", "XYZ1", "abc 123", "KLM2"):
        await patrol.check(patrol.press(plate))
        device.clock.move(minutes=1)
    assert [e.check.typed for e in await patrol.history()] == ["KLM2", "abc 123", "XYZ1", "ABC123"]
    assert [e.check.typed for e in await patrol.history(plate="a-b-c 123")] == ["abc 123", "ABC123"]
    first, second = await patrol.history(limit=2)
    assert [e.check.typed for e in await patrol.history(limit=1, before=second.seq)] == ["XYZ1"]
    assert first.seq > second.seq
    assert [e.check.typed for e in await patrol.recent(2)] == ["KLM2", "abc 123"]


async def test_what_was_shown_stands_when_the_site_changes(device: Device, platform: Platform) -> None:
    """The log keeps the word the officer saw, though lot names or grace are others today."""
    platform.knows("ABC123", permits=[PERMIT | {"shortName": "LOT3"}])
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("ABC123", lot=LOT))
    device.clock.move(minutes=5)
    away = device.patrol("http://127.0.0.1:9")
    await away.check(away.press("ABC123", lot=LOT))
    saved, live = map(from_entry, await device.on_disk())
    for site in (patrol.site, Site()):
        assert (live.verdict_then(site).headline.value, live.verdict_then(site).recheck) == (
            "valid_elsewhere",
            False,
        )
        assert (saved.verdict_then(site).headline.value, saved.verdict_then(site).recheck) == (
            "valid_elsewhere",
            True,
        )
    assert live.verdict(device.clock(), Site()).headline is Headline.VALID


async def test_the_raw_answer_is_the_one_that_was_shown(device: Device, platform: Platform) -> None:
    """A saved answer of the log is never explained by the body of a later one."""
    first = platform.knows("ABC123", permits=[PERMIT])
    live, away = device.patrol(platform.url), device.patrol("http://127.0.0.1:9")
    await live.check(live.press("ABC123"))
    saved = await away.check(away.press("ABC123"))
    platform.knows("ABC123", alarm="Wanted to talk with.")
    device.clock.move(minutes=1)
    await live.check(live.press("ABC123"))
    assert await live.raw(saved) == first
    assert await device.patrol(platform.url, client="OTHER").raw(saved) is None
