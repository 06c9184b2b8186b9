"""What the device knows of plates, trusted time, training, and lot snapshots."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import StorageError
from platecheck.facts import Lot, PlateFacts, Source
from platecheck.plates import look_alikes
from platecheck.store import Answer, Check, FileKeyHolder, Lookup, LotSnapshot, Scope, Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


async def test_a_live_answer_is_found_with_its_time_and_its_body(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """What the service said is known from then on."""
    answer = live()
    await store.record(scope, make_check(), answer)
    assert answer.facts is not None
    assert answer.fetched_at is not None
    assert await store.find(scope, "ABC123") == Lookup("ABC123", answer.facts, answer.fetched_at)
    assert await store.body(scope, "ABC123") == answer.body
    assert await store.find(scope, "XYZ789") is None
    assert await store.body(scope, "XYZ789") is None


async def test_only_live_answers_are_kept(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """A saved answer that is shown again does not become younger."""
    await store.record(scope, make_check(), live(source=Source.CACHE))
    assert await store.find(scope, "ABC123") is None


async def test_an_older_answer_never_replaces_a_newer_one(
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    facts: PlateFacts,
) -> None:
    """A slow answer that arrives late is in the log and not in the cache; a newer one is in both."""
    old, new, newest = (replace(facts, alarm=word) for word in ("old", "new", "newest"))
    for check_id, after_s, said in (("a", 60, new), ("b", 0, old), ("c", 61, newest)):
        answer = live(after_s, facts=said, body=said.alarm.encode() if said.alarm else None, drift_s=0.0)
        await store.record(scope, make_check(check_id), answer)
        found = await store.find(scope, "ABC123")
        assert found is not None
        assert found.facts == (newest if check_id == "c" else new)
    assert await store.body(scope, "ABC123") == b"newest"
    assert len(await store.history(scope)) == 3


async def test_an_answer_without_a_body_leaves_no_body_of_an_older_one(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """Facts and raw answer always belong together."""
    await store.record(scope, make_check("a"), live())
    await store.record(scope, make_check("b"), live(5, body=None))
    assert await store.body(scope, "ABC123") is None


async def test_an_answer_from_a_wrong_clock_gives_way_to_the_next_one(
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    facts: PlateFacts,
) -> None:
    """Facts dated a day ahead of the service's time do not hide what it says now."""
    day_s = 86_400.0
    ahead = live(day_s, drift_s=day_s, decided_at=live().decided_at)
    await store.record(scope, make_check("a"), ahead)
    await store.record(scope, make_check("b"), live(10, drift_s=0.0, facts=replace(facts, alarm=None)))
    found = await store.find(scope, "ABC123")
    assert found is not None
    assert found.facts.alarm is None


async def test_look_alikes_are_found_in_one_call_and_in_order(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """Of the 1296 readings of a plate with two unreadable characters the known ones come back."""
    readings = look_alikes("AB##23")
    assert len(readings) == 1296
    known = [readings[1000], readings[3], readings[777]]
    for plate in (*known, "OTHER1"):
        facts = PlateFacts(plate, alarm=plate)
        await store.record(scope, make_check(plate, plate), live(facts=facts))
    found = await store.find_many(scope, readings)
    assert list(found) == [readings[3], readings[777], readings[1000]]
    assert all(lookup.plate == plate == lookup.facts.alarm for plate, lookup in found.items())
    assert await store.find_many(scope, []) == {}


async def test_trusted_time_only_moves_forward(store: Store, noon: datetime) -> None:
    """A clock that goes back does not take trusted time with it."""
    assert await store.trusted_at() is None
    for hours, expected in ((0, 0), (2, 2), (-5, 2), (1, 2), (3, 3)):
        await store.note_trusted(noon + timedelta(hours=hours))
        assert await store.trusted_at() == noon + timedelta(hours=expected)


async def test_only_a_live_answer_with_the_service_s_clock_moves_trusted_time(
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    noon: datetime,
) -> None:
    """Without the service's Date, and from the cache, nothing is trusted."""
    await store.record(scope, make_check("a"), live(100))
    await store.record(scope, make_check("b"), live(200, source=Source.CACHE, drift_s=0.0))
    assert await store.trusted_at() is None
    await store.record(scope, make_check("c"), live(50, drift_s=1.5))
    assert await store.trusted_at() == noon + timedelta(seconds=50)


async def test_training_and_real_data_never_share_a_directory(
    directory: Path, keys: FileKeyHolder, store: Store
) -> None:
    """What a directory holds is said once; the other is refused, also after a restart."""
    assert await store.is_training() is None
    await store.mark_training(True)  # noqa: FBT003 - the interface
    await store.mark_training(True)  # noqa: FBT003
    again = await Store.open(directory, keys)
    with pytest.raises(StorageError, match="training"):
        await again.mark_training(False)  # noqa: FBT003
    assert await again.is_training() is True
    await again.close()


async def test_a_lot_report_comes_back_as_it_was_saved(store: Store, scope: Scope, noon: datetime) -> None:
    """The last report saved is the latest, whatever its clock said."""
    assert await store.latest_lots(scope) is None
    lots = (
        Lot("TU Semester East", "S", 120, 96, 80.0, 250.0, 1e5, 24000.0, 3.1, None, 0.0, 27000.5),
        Lot("Été"),
    )
    await store.save_lots(scope, (), b"[]", noon + timedelta(hours=1))
    await store.save_lots(scope, lots, b"[{}]", noon)
    assert await store.latest_lots(scope) == LotSnapshot(lots, noon)


async def test_a_text_that_cannot_be_stored_is_said(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """Half a character in a plain column is an error of ours, and nothing is written."""
    with pytest.raises(StorageError, match="cannot be stored"):
        await store.record(scope, make_check(lot="\ud83d"), live())
    assert await store.history(scope) == []


async def test_a_time_without_a_zone_is_refused_and_nothing_is_written(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer], noon: datetime
) -> None:
    """A naive time would be another moment on another device."""
    with pytest.raises(ValueError, match="zone"):
        await store.record(scope, make_check(), live(shown_at=noon.replace(tzinfo=None)))
    assert await store.history(scope) == []
