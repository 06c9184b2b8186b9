"""A device that cannot save: an answer is still handed out, marked, and never lost in silence."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from platecheck.answers import Outcome
from platecheck.errors import ProblemKind, StorageError
from platecheck.facts import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Device, Platform

NOWHERE = "http://127.0.0.1:9"


@contextmanager
def locked(device: Device) -> Iterator[None]:
    """Keep the database busy from another connection: it can be read and not written."""
    with closing(sqlite3.connect(device.directory / "device.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_live_alarm_is_shown_though_it_cannot_be_saved(device: Device, platform: Platform) -> None:
    """A full or busy database must not hide an alarm: the answer comes, marked, and the next one is saved."""
    platform.knows("ABC123", alarm="Wanted to talk with.")
    patrol = device.patrol(platform.url)
    with locked(device):
        result = await patrol.check(patrol.press("ABC123"))
        assert (result.answer.source, result.answer.verdict, result.final) == (Source.LIVE, "alarm", True)
        assert isinstance(result.unsaved, StorageError)
        assert await device.on_disk() == []
        held = await patrol.acknowledge(result, Outcome.SEEN)
        assert held.unsaved is not None
        assert await device.on_disk() == []
    done = await patrol.acknowledge(result, Outcome.SEEN)
    assert done.unsaved is None
    (entry,) = await device.on_disk()
    assert entry.acknowledgement is not None
    assert entry.acknowledgement.outcome == "seen"


async def test_a_saved_answer_is_shown_though_the_check_cannot_be_saved(
    device: Device, platform: Platform
) -> None:
    """What the device knows can be read while it cannot write; the problem of the service stays beside it."""
    platform.knows("ABC123", alarm="Wanted to talk with.")
    live, away = device.patrol(platform.url), device.patrol(NOWHERE)
    await live.check(live.press("ABC123"))
    with locked(device):
        result = await away.check(away.press("ABC123"))
    assert (result.answer.source, result.answer.verdict) == (Source.CACHE, "alarm")
    assert result.answer.problem is not None
    assert result.answer.problem.kind is ProblemKind.UNREACHABLE
    assert result.unsaved is not None
    assert len(await device.on_disk()) == 1


async def test_both_answers_of_a_slow_check_come_though_neither_is_saved(
    device: Device, platform: Platform
) -> None:
    """The saved answer and the live one are each marked for themselves."""
    platform.knows("ABC123", alarm="Wanted to talk with.")
    patrol = device.patrol(platform.url, patience_s=0.01)
    await patrol.check(patrol.press("ABC123"))
    platform.gate.clear()
    seen = []
    with locked(device):
        async for result in patrol.answers(patrol.press("ABC123")):
            seen.append((result.answer.source, result.unsaved is not None))
            platform.gate.set()
    assert seen == [(Source.CACHE, True), (Source.LIVE, True)]


@pytest.mark.parametrize("reachable", [True, False])
async def test_without_a_database_the_service_is_still_asked(
    device: Device, platform: Platform, *, reachable: bool
) -> None:
    """With the database gone a live answer is shown, and nothing at all is NOT CHECKED, both marked."""
    patrol = device.patrol(platform.url if reachable else NOWHERE, patience_s=0.01)
    await device.store.close()
    result = await patrol.check(patrol.press("ABC123"))
    assert result.answer.source is (Source.LIVE if reachable else Source.NONE)
    assert result.answer.verdict == ("no_permit" if reachable else "not_checked")
    assert result.unsaved is not None


async def test_a_slow_service_without_a_database(device: Device, platform: Platform) -> None:
    """Where the saved answer cannot be read the live one is waited for."""
    platform.gate.clear()
    patrol = device.patrol(platform.url, patience_s=0.01, deadline_s=0.1)
    await device.store.close()
    (result,) = [result async for result in patrol.answers(patrol.press("ABC123"))]
    assert (result.answer.source, result.answer.verdict, result.final) == (Source.NONE, "not_checked", True)
    assert result.unsaved is not None


async def test_a_record_changed_on_disk_is_not_believed(device: Device, platform: Platform) -> None:
    """A saved permit that somebody wrote into the database is NOT CHECKED, and the reason is said."""
    live, away = device.patrol(platform.url), device.patrol(NOWHERE)
    await live.check(live.press("ABC123"))
    with closing(sqlite3.connect(device.directory / "device.db")) as other:
        other.execute("UPDATE lookups SET facts = zeroblob(length(facts))")
        other.commit()
    result = await away.check(away.press("ABC123"))
    assert (result.answer.source, result.answer.verdict) == (Source.NONE, "not_checked")
    assert result.unsaved is None
    assert "changed on disk" in str(result.unread)
    assert len(await device.on_disk()) == 2


async def test_what_is_read_for_the_screens_fails_openly(device: Device, platform: Platform) -> None:
    """History, recents and look-alikes say that they cannot be read; an empty list would be a lie."""
    patrol = device.patrol(platform.url)
    await device.store.close()
    with pytest.raises(StorageError):
        await patrol.history()
    with pytest.raises(StorageError):
        await patrol.recent(3)
    with pytest.raises(StorageError):
        await patrol.look_alikes("ABC123", None)


async def test_what_could_not_be_saved_is_saved_once_there_is_room(
    device: Device, platform: Platform
) -> None:
    """The next check that can be written takes the earlier ones along, each once, acknowledged or not."""
    platform.knows("ABC123", alarm="Wanted to talk with.")
    patrol = device.patrol(platform.url)
    with locked(device):
        alarm = await patrol.check(patrol.press("ABC123"))
        other = await patrol.check(patrol.press("DEF456"))
        assert await device.on_disk() == []
    await patrol.check(patrol.press("GHI789"))
    await patrol.acknowledge(alarm, Outcome.SEEN)
    entries = {entry.check.plate: entry for entry in await device.on_disk()}
    assert set(entries) == {"ABC123", "DEF456", "GHI789"}
    assert entries["ABC123"].answers == (alarm.answer,)
    assert entries["DEF456"].answers == (other.answer,)


async def test_what_could_not_be_saved_is_tried_again_at_the_end(device: Device, platform: Platform) -> None:
    """Leaving the app writes what there is room for now."""
    patrol = device.patrol(platform.url)
    with locked(device):
        result = await patrol.check(patrol.press("ABC123"))
    await device.store.close()
    (entry,) = await device.on_disk()
    assert entry.answers == (result.answer,)


async def test_what_was_wiped_is_not_saved_later(device: Device, platform: Platform) -> None:
    """A wipe takes what still waits for room along: it does not come back with the next check."""
    patrol = device.patrol(platform.url)
    with locked(device):
        await patrol.check(patrol.press("ABC123"))
    await device.store.wipe(patrol.clock())
    await patrol.check(patrol.press("DEF456"))
    assert [entry.check.plate for entry in await device.on_disk()] == ["DEF456"]
