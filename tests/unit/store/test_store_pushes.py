"""What is pushed: written before it is sent, each step once, sealed, and never gone while it is open."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.unit.store.device_time import DAY, Clock, pass_time
from tests.unit.store.test_store_tampering import spoil

from platecheck.errors import PushMoved, StorageError
from platecheck.pushes import OVER, PushEvent, PushState
from platecheck.store import FileKeyHolder, Scope, Store
from platecheck.store.purging import Purged

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from platecheck.pushes import Push

DRAFT = {"plate": "PL8RDR", "zone": "Lot 4", "amount": "14.50"}


@pytest.fixture
def first(noon: datetime) -> PushEvent:
    """Return the step a push begins with."""
    return PushEvent(PushState.WAITING, noon, "Officer Tremblay", DRAFT)


async def test_a_push_comes_back_with_every_step(
    directory: Path, store: Store, scope: Scope, first: PushEvent, noon: datetime
) -> None:
    """All of it, also from a database that was closed; the newest push first, of one client only."""
    outbox = store.outbox
    push = await outbox.add(scope, "push-1", "permit_create", first)
    steps = (
        PushEvent(PushState.SENDING, noon + timedelta(seconds=1), "Officer Tremblay"),
        PushEvent(
            PushState.REJECTED,
            noon + timedelta(seconds=2),
            code=9022,
            problem="server_error",
            message="A record already exists.",
        ),
        PushEvent(PushState.WAITING, noon + timedelta(minutes=1), "Officer Roy", DRAFT | {"zone": "Lot 5"}),
        PushEvent(PushState.SENDING, noon + timedelta(minutes=2)),
        PushEvent(PushState.APPLIED, noon + timedelta(minutes=3), reference="1a9b", warnings=("cut",)),
    )
    for step in steps:
        push = await outbox.move(scope, push, step)
    other = await outbox.add(scope, "push-2", "vehicle_create", first)
    await store.close()
    again = await Store.open(directory, FileKeyHolder(directory))
    assert await again.outbox.pushes(scope) == [other, push]
    assert push.events == (first, *steps)
    assert (push.draft or {})["zone"] == "Lot 5"
    assert await again.outbox.find(scope, "push-1") == push
    assert await again.outbox.pushes(scope, still_open=True) == [other]
    assert await again.outbox.pushes(scope, limit=1) == [other]
    assert await again.outbox.count_open(scope) == 1
    elsewhere = Scope(scope.service, "OTHER")
    assert await again.outbox.pushes(elsewhere) == []
    assert await again.outbox.find(elsewhere, "push-1") is None
    assert await again.outbox.count_open(elsewhere) == 0
    await again.close()


async def test_one_of_two_who_send_the_same_push_is_first(
    directory: Path, store: Store, scope: Scope, first: PushEvent, noon: datetime
) -> None:
    """Whoever saw an older step is told, in this process and in another one; nothing of theirs is written."""
    push = await store.outbox.add(scope, "push-1", "permit_create", first)
    sending = PushEvent(PushState.SENDING, noon)
    second = await Store.open(directory, FileKeyHolder(directory))
    attempts = (one.outbox.move(scope, push, sending) for one in (store, second))
    came_of_it = await asyncio.gather(*attempts, return_exceptions=True)
    assert sorted(type(one).__name__ for one in came_of_it) == ["Push", "PushMoved"]
    with pytest.raises(PushMoved):
        await store.outbox.move(Scope(scope.service, "OTHER"), push, sending)
    found = await store.outbox.find(scope, "push-1")
    assert found is not None
    assert [event.state for event in found.events] == [PushState.WAITING, PushState.SENDING]
    await second.close()


async def test_one_id_is_another_push_for_another_client(
    store: Store, scope: Scope, first: PushEvent
) -> None:
    """A file of people imported for two clients has the same ids for both."""
    other = Scope(scope.service, "OTHER")
    for whose in (scope, other):
        await store.outbox.add(whose, "push-1", "person_push", first)
    assert len(await store.outbox.pushes(other)) == 1


async def test_a_push_whose_steps_are_gone_is_seen_and_let_go_of(
    directory: Path, store: Store, scope: Scope, first: PushEvent, noon: datetime
) -> None:
    """Damage that took its steps leaves a push that nobody knows the outcome of: a person decides."""
    await store.outbox.add(scope, "push-1", "permit_create", first)
    spoil(directory, "DELETE FROM push_events")
    (found,) = await store.outbox.pushes(scope, still_open=True)
    assert (found.state(noon), await store.outbox.count_open(scope)) == (PushState.UNKNOWN, 1)
    gone = await store.outbox.move(scope, found, PushEvent(PushState.DISCARDED, noon))
    assert gone.last.state is PushState.DISCARDED
    assert await store.outbox.pushes(scope, still_open=True) == []


async def test_a_push_made_twice_is_refused(store: Store, scope: Scope, first: PushEvent) -> None:
    """An id is one push: nobody sends it as two."""
    push = await store.outbox.add(scope, "push-1", "permit_create", first)
    with pytest.raises(StorageError):
        await store.outbox.add(scope, "push-1", "permit_create", first)
    assert await store.outbox.pushes(scope) == [push]


async def test_what_is_pushed_is_not_readable_on_disk(
    directory: Path, store: Store, scope: Scope, first: PushEvent
) -> None:
    """Plate, zone and person are sealed like the log."""
    await store.outbox.add(scope, "push-1", "permit_create", first)
    await store.close()
    disk = await asyncio.to_thread(lambda: b"".join(path.read_bytes() for path in directory.iterdir()))
    assert b"push-1" in disk
    for word in (b"PL8RDR", b"Lot 4", b"Tremblay", b"14.50"):
        assert word not in disk


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pushes SET kind = 'permit_delete'",
        "DELETE FROM pushes",
        "INSERT OR REPLACE INTO pushes SELECT * FROM pushes",
        "UPDATE push_events SET state = 'applied'",
        "UPDATE push_events SET private = x'00'",
        "DELETE FROM push_events",
    ],
)
async def test_a_push_cannot_be_made_undone(
    store: Store, scope: Scope, first: PushEvent, statement: str
) -> None:
    """No statement changes or removes it or a step of it."""
    push = await store.outbox.add(scope, "push-1", "permit_create", first)
    with pytest.raises(StorageError, match="SQLITE_CONSTRAINT"):
        await store._connection.write(lambda db: db.execute(statement))
    assert await store.outbox.pushes(scope) == [push]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE push_events SET private = x'01020304'",
        "UPDATE push_events SET state = 'applied'",
        "UPDATE push_events SET at = '2026-07-03T12:00:00.000000+00:00'",
        "UPDATE push_events SET state = 'a state of a later version'",
        "DELETE FROM push_events",
    ],
)
async def test_a_step_that_was_changed_on_disk_says_nothing_certain(
    directory: Path, store: Store, scope: Scope, first: PushEvent, statement: str
) -> None:
    """It is no outcome: nobody takes a push for applied, and nobody sends it again unasked."""
    await store.outbox.add(scope, "push-1", "permit_create", first)
    spoil(directory, statement)
    (found,) = await store.outbox.pushes(scope)
    assert (found.last.state, found.last.spoilt, found.draft) == (PushState.UNKNOWN, True, None)


@pytest.mark.parametrize("state", PushState)
async def test_only_a_push_that_is_over_leaves_with_the_log(
    timed_store: Store, clock: Clock, scope: Scope, first: PushEvent, state: PushState
) -> None:
    """What waits, is being sent or has an unknown outcome stays, whatever its age."""
    push = await timed_store.outbox.add(scope, "push-1", "permit_create", replace(first, at=clock()))
    if state is not PushState.WAITING:
        push = await timed_store.outbox.move(scope, push, PushEvent(state, clock()))
    await pass_time(timed_store, clock, 366 * DAY)
    gone = state in OVER
    assert await timed_store.upkeep.purge() == Purged(pushes=int(gone))
    left: list[Push] = [] if gone else [push]
    assert await timed_store.outbox.pushes(scope) == left
    steps = await timed_store._connection.read(
        lambda db: db.execute("SELECT count(*) FROM push_events").fetchone()
    )
    assert bool(steps[0]) is not gone


async def test_a_wipe_takes_pushes_too(store: Store, scope: Scope, first: PushEvent, noon: datetime) -> None:
    """They are counted before, and nothing of them is left."""
    await store.outbox.add(scope, "push-1", "permit_create", first)
    holdings = await store.holdings()
    assert (holdings.held.pushes, holdings.open_pushes, holdings.oldest) == (1, 1, noon)
    assert (await store.wipe(noon)).is_empty
    assert await store.outbox.pushes(scope) == []


async def test_a_damaged_database_gives_up_its_pushes_row_by_row(
    directory: Path, keys: FileKeyHolder, store: Store, scope: Scope, first: PushEvent
) -> None:
    """What reads is in the new one, and nothing waits: it may have lost the step by which it was sent."""
    await store.outbox.add(scope, "push-1", "permit_create", first)
    over = await store.outbox.add(scope, "push-2", "permit_create", first)
    over = await store.outbox.move(scope, over, PushEvent(PushState.APPLIED, first.at, reference="1a9b"))
    await store.close()
    path = directory / "device.db"
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])
    mended = await Store.open(directory, keys)
    assert mended.has_mended
    kept, waited = await mended.outbox.pushes(scope)
    assert (kept.events, waited.last.state, waited.draft) == (over.events, PushState.UNKNOWN, DRAFT)
    await mended.close()
