"""kill -9 at every commit and at random moments: what was shown is there, once."""

from __future__ import annotations

import inspect
import random
import re
from typing import TYPE_CHECKING

from tests.faults.killing import KILLED, Killer, after, lines_of, lost_or_doubled, moments_of
from tests.faults.spoiling import leaves, spoil

from platecheck.sandbox.training import ALARM, NO_PERMIT, TRAINING_PLATES, UNKNOWN_PLATE, VALID
from platecheck.store import Store
from platecheck.store.outbox import Outbox
from platecheck.store.recheck_queue import RecheckQueue
from platecheck.store.upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    Told = Callable[[str, str, str], None]

SCRIPT = [VALID, ALARM, UNKNOWN_PLATE, NO_PERMIT]
"""Live, live with an alarm to acknowledge, nobody asked, live."""


def contents(directory: Path) -> dict[str, bytes]:
    """Return every file of a directory."""
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def writes_of(part: type) -> set[str]:
    """Return the methods of a part of the store that write."""
    source = inspect.getsource(part)
    writes = re.finditer(r"_connection\.write\(", source)
    names = [re.findall(r"async def (\w+)", source[: write.start()])[-1] for write in writes]
    return {f"{part.__name__}.{name}" for name in names}


async def killed_at_every_moment(
    killer: Killer, directory: Path, prepare: Callable[[Path], None], verb: str, **order: object
) -> tuple[list[str], int]:
    """Run a verb to its end, then once for each of its moments until then; nothing shown may be lost."""
    prepare(directory)
    assert killer.run(directory, verb, **order) == [0], moments_of(directory)
    moments = moments_of(directory)
    answers = 0
    for number, what in enumerate(moments):
        place = directory.with_name(f"{directory.name}-{number}")
        prepare(place)
        known = len(lines_of(place))
        ended = killer.run(place, verb, kill=number, **order)
        # A run whose write-ahead log was emptied with an earlier commit has fewer moments than the first one.
        assert ended == [KILLED] or (ended == [0] and len(moments_of(place)) <= number), what
        wiped = "after Store.wipe" in moments[: number + 1]
        shown = [] if wiped else lines_of(place)[known:]
        assert await lost_or_doubled(place, killer.scope, shown) == [], what
        answers += len(shown)
        # And it works on: a killed app is started again.
        known = len(lines_of(place)) if wiped else known
        assert killer.run(place, "patrol", plates=[VALID]) == [0], what
        shown = lines_of(place)[known:]
        assert await lost_or_doubled(place, killer.scope, shown) == [], what
    return moments, answers


async def test_killed_before_and_after_each_commit(killer: Killer, directory: Path, told: Told) -> None:
    """From the first start on an empty directory to a wipe: every write there is."""
    moments, answers = await killed_at_every_moment(
        killer, directory, lambda _: None, "everything", plates=SCRIPT, wipe=True
    )
    commits = {moment.removeprefix("before ") for moment in moments if moment.startswith("before ")}
    told(
        f"kill -9 before and after {len(commits)} commits",
        f"{answers} answers at {len(moments)} moments",
        "each once, database sound, the app starts and goes on",
    )
    assert {
        name for part in (Store, RecheckQueue, Outbox, Upkeep) for name in writes_of(part)
    } - commits == set()


async def test_killed_while_a_damaged_database_is_recovered(
    killer: Killer, directory: Path, told: Told
) -> None:
    """What reads is there once, the damaged file is kept, and nobody is left without a database."""
    plates = [f"KEPT{number}" for number in range(40)]
    assert killer.run(directory, "patrol", plates=plates) == [0]
    source = directory / "device.db"
    spoil(source, leaves(source, "checks")[1])
    files = contents(directory)

    def damage(place: Path) -> None:
        place.mkdir(exist_ok=True)
        for name, content in files.items():
            (place / name).write_bytes(content)

    moments, _ = await killed_at_every_moment(killer, directory, damage, "look_back", plates=SCRIPT[:1])
    asides = []
    for number in range(len(moments)):
        place = directory.with_name(f"{directory.name}-{number}")
        (report, *_) = [line for line in lines_of(place) if "recovered" in line]
        asides.append((place / report["aside"] / "device.db").read_bytes())
        assert report["recovered"]["checks"] >= len(plates) // 2
    assert set(asides) == {files["device.db"]}
    told(
        f"kill -9 at {len(moments)} moments of a recovery",
        "the database was damaged",
        "rows once, damaged file whole",
    )


async def test_killed_at_random_moments_of_a_patrol(
    killer: Killer, directory: Path, told: Told, request: pytest.FixtureRequest
) -> None:
    """One phone, killed again and again in the middle of its checks."""
    full = request.config.getoption("--faults-full")
    kills, checks = (200, 500) if full else (20, 25)
    chance = random.Random(4)  # noqa: S311 - the same moments each time, as far as a machine repeats itself
    known = list(TRAINING_PLATES)
    killed = 0
    for _ in range(kills):
        plates = [chance.choice(known) for _ in range(checks)]
        when = after(directory, chance.randrange(checks), chance.random() * 0.01)
        killed += killer.run(directory, "patrol", plates=plates, kill_when=when) == [KILLED]
        if not full or killed % 20 == 0:
            assert await lost_or_doubled(directory, killer.scope, lines_of(directory)) == []
    shown = lines_of(directory)
    assert await lost_or_doubled(directory, killer.scope, shown) == []
    assert killed > kills // 2
    told(
        f"kill -9 at {killed} random moments",
        f"{len(shown)} answers",
        f"{len(shown)} of {len(shown)} once, database sound",
    )
