"""Whatever the clocks did: the purge loses nothing that must be kept, and nothing old is shown."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pictures import picture

from platecheck.errors import ProblemKind
from platecheck.facts import PlateFacts, Source
from platecheck.retention import Retention
from platecheck.store import (
    Acknowledgement,
    Answer,
    Check,
    Entry,
    FileKeyHolder,
    Scope,
    Settlement,
    Sighting,
    Store,
    StoredProblem,
)

SCOPE = Scope("https://service.example", "OC-TOMA")
START = datetime(2026, 7, 4, 12, tzinfo=UTC)
CLOCKS = Retention()
PLATES = ("ABC123", "XYZ789", "QQQ111")
CROP = picture(40)
UNREACHABLE = StoredProblem(ProblemKind.UNREACHABLE, "No connection.", None)


@dataclass(frozen=True)
class Act:
    """One check: so many hours after the one before, with the device's clock wrong by `wrong_h`."""

    plate: str
    after_h: float
    kind: str
    """clear, alarm, saved or none."""
    acknowledged: bool
    wrong_h: float
    purge: bool


ACTS = st.builds(
    Act,
    plate=st.sampled_from(PLATES),
    after_h=st.sampled_from([0.5, 20, 71, 73, 200, 24 * 29, 24 * 364]),
    kind=st.sampled_from(["clear", "alarm", "saved", "none"]),
    acknowledged=st.booleans(),
    wrong_h=st.sampled_from([0, 0, 0, -24, 24, 24 * 400, -24 * 400]),
    purge=st.booleans(),
)


class Device:
    """A store, the true time, and a clock that may be wrong."""

    def __init__(self) -> None:
        self.true_at = START
        self.wrong = timedelta(0)
        self.made: dict[str, tuple[Act, datetime]] = {}
        """Each check with the true time of its last answer."""

    def clock(self) -> datetime:
        """Return the device's time."""
        return self.true_at + self.wrong

    async def do(self, store: Store, act: Act) -> None:
        """Check a plate, as the patrol records it."""
        self.true_at += timedelta(hours=act.after_h)
        self.wrong = timedelta(hours=act.wrong_h)
        check_id = f"check-{len(self.made)}"
        check = Check(check_id, act.plate, act.plate, self.clock(), None, "Roy", "officer", "0.1.0")
        check = replace(check, sighting=Sighting(((act.plate, 0.9),), CROP, self.clock()))
        answer = await self._answer(store, act)
        await store.record(SCOPE, check, answer, settle=lambda _: Settlement(answer, None))
        self.made[check_id] = (act, self.true_at)
        if act.acknowledged and act.kind == "alarm":
            await store.acknowledge(SCOPE, Acknowledgement(check_id, "seen", self.clock(), "Roy"))
        if act.purge:
            await store.upkeep.purge()

    async def _answer(self, store: Store, act: Act) -> Answer:
        # A live answer comes with the service's time, which is the true one.
        told = await store.trusted_at()
        now = self.true_at if act.kind in {"clear", "alarm"} else max(self.clock(), told or self.clock())
        saved = await store.find(SCOPE, act.plate) if act.kind == "saved" else None
        facts, fetched_at, source, verdict = None, None, Source.NONE, "not_checked"
        if act.kind in {"clear", "alarm"}:
            alarm = "stolen" if act.kind == "alarm" else None
            facts, fetched_at, source = PlateFacts(act.plate, alarm=alarm), now, Source.LIVE
            verdict = "alarm" if alarm else "no_permit"
        elif saved is not None:
            facts, fetched_at, source = saved.facts, saved.fetched_at, Source.CACHE
            verdict = "alarm" if facts.alarm else "no_permit"
        live = source is Source.LIVE
        return Answer(
            source=source,
            facts=facts,
            fetched_at=fetched_at,
            verdict=verdict,
            recheck=False,
            decided_at=now,
            shown_at=self.clock(),
            latency_s=0.1 if live else None,
            drift_s=-self.wrong.total_seconds() if live else None,
            problem=None if live else UNREACHABLE,
            body=b"{}" if live else None,
        )


async def play(acts: list[Act], look: str) -> None:
    """Make the checks, purge, and look at what is left."""
    with TemporaryDirectory() as directory:
        device, keys = Device(), FileKeyHolder(Path(directory))
        store = await Store.open(Path(directory), keys, retention=CLOCKS, clock=device.clock)
        raw = await Store.open(Path(directory), keys)
        await store.note_trusted(START)
        for act in acts:
            await device.do(store, act)
        if look == "kept":
            await store.upkeep.purge()
            await nothing_is_lost(raw, device)
        elif look == "gone":
            device.wrong = timedelta(0)
            device.true_at += timedelta(days=1)
            await store.note_trusted(device.clock())
            await store.upkeep.purge()
            await nothing_is_too_old(raw, device)
        else:
            await nothing_old_is_shown(store, device)
        await raw.close()
        await store.close()


async def nothing_is_lost(raw: Store, device: Device) -> None:
    """Young rows, young details, unsent checks and alarms without an outcome are all there."""
    left = {entry.check.id: entry for entry in await raw.history(SCOPE)}
    unsent = await raw.waiting(SCOPE)
    kept_unsent = 0
    for check_id, (act, made_at) in device.made.items():
        age, entry = device.true_at - made_at, left.get(check_id)
        if entry is None:
            assert age > CLOCKS.log
            assert act.kind != "alarm" or act.acknowledged
            continue
        assert entry.check.sighting is not None
        # A picture has no later proof of its time: it goes by the one its answer was dated with.
        if device.true_at - entry.answers[0].decided_at <= CLOCKS.crops:
            assert await raw.crop(SCOPE, check_id) == CROP
        kept_unsent += act.kind in {"saved", "none"} and not settled_later(device, check_id)
        if act.kind == "alarm" and (not act.acknowledged or age <= CLOCKS.hits):
            assert entry.answers[0].facts is not None
        if act.kind == "clear" and age <= CLOCKS.answers:
            assert entry.answers[0].facts is not None
    assert kept_unsent == unsent


def settled_later(device: Device, check_id: str) -> bool:
    """Tell whether a live answer of the same plate came after this check."""
    ids = list(device.made)
    plate = device.made[check_id][0].plate
    later = (device.made[other][0] for other in ids[ids.index(check_id) + 1 :])
    return any(act.plate == plate and act.kind in {"clear", "alarm"} for act in later)


async def nothing_is_too_old(raw: Store, device: Device) -> None:
    """With a right clock and the service's word what is past its clock is gone, but for who waits.

    A row of the log is proved to be old by the first live answer from it on.
    """
    ids = list(device.made)
    for entry in await raw.history(SCOPE):
        act, _ = device.made[entry.check.id]
        waits = act.kind in {"saved", "none"} and not settled_later(device, entry.check.id)
        if waits or (entry.acknowledgement is None and is_alarm(entry)):
            continue
        crop_is_over = device.true_at - entry.answers[0].decided_at > CLOCKS.crops
        assert not crop_is_over or await raw.crop(SCOPE, entry.check.id) is None
        made = [device.made[other] for other in ids[ids.index(entry.check.id) :]]
        proved_at = next((at for later, at in made if later.kind in {"clear", "alarm"}), device.true_at)
        dated_at = max(proved_at, *(answer.decided_at for answer in entry.answers))
        assert device.true_at - dated_at <= CLOCKS.log
        for answer in entry.answers:
            at = answer.fetched_at or answer.decided_at
            assert answer.facts is None or device.true_at - at <= CLOCKS.clock_of(answer.facts)


def is_alarm(entry: Entry) -> bool:
    """Tell whether any answer of an entry was an alarm."""
    return any(answer.verdict == "alarm" for answer in entry.answers)


async def nothing_old_is_shown(store: Store, device: Device) -> None:
    """Before any purge: neither a saved answer nor the log shows what is past its clock."""
    for plate in PLATES:
        found = await store.find(SCOPE, plate)
        assert found is None or device.clock() - found.fetched_at <= CLOCKS.clock_of(found.facts)
    for entry in await store.history(SCOPE):
        if device.clock() - entry.answers[0].decided_at > CLOCKS.crops:
            assert await store.crop(SCOPE, entry.check.id) is None
        if entry.acknowledgement is None and is_alarm(entry):
            continue
        for answer in entry.answers:
            at = answer.fetched_at or answer.decided_at
            assert answer.facts is None or device.clock() - at <= CLOCKS.clock_of(answer.facts)


DAY = timedelta(days=1)
MANY = settings(max_examples=25)


@MANY
@given(st.lists(ACTS, max_size=8))
def test_the_purge_keeps_what_must_be_kept(acts: list[Act]) -> None:
    """Never an unsent or unacknowledged row, never one that is young, whatever the device's clock says."""
    asyncio.run(play(acts, "kept"))


@MANY
@given(st.lists(ACTS, max_size=8))
def test_the_purge_leaves_nothing_that_is_over(acts: list[Act]) -> None:
    """Once the clock is right again everything that is over goes."""
    asyncio.run(play(acts, "gone"))


@MANY
@given(st.lists(ACTS, max_size=8))
def test_nothing_older_than_its_clock_is_shown(acts: list[Act]) -> None:
    """Whether a purge ran or not, and whatever the device's clock says."""
    asyncio.run(play(acts, "shown"))
