"""Searching the log in steps: what is found, in which order, and how much one step reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platecheck.facts import Source
from platecheck.store import Acknowledgement, Answer, Check, FileKeyHolder, Scope, Store, Wanted
from platecheck.store.records import LogLine, Match
from platecheck.store.searching import STEP

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import pytest

LOTS = ("BIKE", "LOT3", None)
VERDICTS = ("valid", "no_permit", "alarm")
SMALL_ALPHABET = "AB1"


async def every(store: Store, scope: Scope, wanted: Wanted, limit: int = 1000) -> list[LogLine]:
    """Return all that is wanted, step by step."""
    lines: list[LogLine] = []
    before: int | None = None
    while True:
        found = await store.search(scope, wanted, limit, before)
        lines += found.lines
        assert found.before is None or before is None or found.before < before
        before = found.before
        if before is None:
            return lines


async def test_a_line_says_what_a_list_shows(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer], noon: datetime
) -> None:
    """The last answer in short: verdict and source as of then, its age then, and the alarm's outcome."""
    saved = live(source=Source.CACHE, fetched_at=noon - timedelta(minutes=47), verdict="no_permit")
    await store.record(scope, make_check(), live(verdict="valid"))
    await store.record(scope, make_check(), saved)
    await store.acknowledge(scope, Acknowledgement("check-1", "reported", noon, "x"))
    found = await store.search(scope, Wanted(), 10)
    (line,) = found.lines
    assert (line.check_id, line.plate, line.lot, line.officer) == (
        "check-1",
        "ABC123",
        "BIKE",
        "Officer Tremblay",
    )
    assert (line.verdict, line.source, line.age_s, line.outcome) == (
        "no_permit",
        Source.CACHE,
        47 * 60,
        "reported",
    )
    assert (line.checked_at, line.spoilt) == (noon, False)
    assert found.before is None
    assert found.searched_to == noon


@st.composite
def searches(draw: st.DrawFn) -> tuple[list[tuple[str, str | None, str]], Wanted, int]:
    """Draw a log of plates, lots and verdicts, what is wanted of it, and how long a page is."""
    plates = st.text(SMALL_ALPHABET, min_size=1, max_size=4)
    checks = st.lists(st.tuples(plates, st.sampled_from(LOTS), st.sampled_from(VERDICTS)), max_size=25)
    wanted = st.builds(
        Wanted,
        plate=st.text(SMALL_ALPHABET, max_size=3),
        match=st.sampled_from(Match),
        verdict=st.sampled_from([None, *VERDICTS]),
        lot=st.sampled_from([None, "", "BIKE", "LOT3"]),
    )
    return draw(checks), draw(wanted), draw(st.integers(1, 7))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(search=searches())
async def test_a_search_finds_what_a_plain_look_over_the_log_finds(
    tmp_path_factory: pytest.TempPathFactory,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    search: tuple[list[tuple[str, str | None, str]], Wanted, int],
) -> None:
    """Whatever is wanted and however small the pages: every match once, newest first, and nothing else."""
    checks, wanted, limit = search
    directory = tmp_path_factory.mktemp("device")
    store = await Store.open(directory, FileKeyHolder(directory))
    for number, (plate, where, said) in enumerate(checks):
        await store.record(scope, make_check(str(number), plate, lot=where), live(verdict=said))

    def fits(plate: str) -> bool:
        at = plate.find(wanted.plate)
        whole = not wanted.plate or plate == wanted.plate
        return {Match.PART: at >= 0, Match.START: at == 0, Match.WHOLE: whole}[wanted.match]

    expected = [
        str(number)
        for number, (plate, where, said) in enumerate(checks)
        if fits(plate) and wanted.verdict in {None, said} and wanted.lot in {None, where or ""}
    ]
    found = await every(store, scope, wanted, limit)
    assert [line.check_id for line in found] == expected[::-1]
    assert await store.logged_lots(scope) == sorted({where for _, where, _ in checks if where})
    await store.close()


async def test_one_step_reads_no_more_than_its_share(
    store: Store, scope: Scope, make_check: Callable[..., Check], unanswered: Callable[..., Answer]
) -> None:
    """A plate that is nowhere is searched for in several jobs, each of them bounded."""
    for number in range(STEP + 5):
        await store.record(scope, make_check(f"c{number}"), unanswered())
    first = await store.search(scope, Wanted("NOWHERE"), 10)
    assert (first.lines, first.before) == ((), 6)
    last = await store.search(scope, Wanted("NOWHERE"), 10, first.before)
    assert (last.lines, last.before) == ((), None)
    assert len(await store.tallies(scope)) == STEP
    assert [tally.seq for tally in await store.tallies(scope, 4)] == [3, 2, 1]
    assert len(await every(store, scope, Wanted(), 50)) == STEP + 5


async def test_a_record_changed_on_disk_is_listed_as_such(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """It stands in the list without its plate, and stands in the way of no other."""
    await store.record(scope, make_check("good", "ABC123"), live())
    await store.record(scope, make_check("bad", "ABC123"), live())
    await store._connection.write(
        lambda db: [
            db.execute("DROP TRIGGER checks_unchanged"),
            db.execute("UPDATE checks SET private = zeroblob(60) WHERE id = 'bad'"),
        ]
    )
    bad, good = await every(store, scope, Wanted())
    assert (bad.plate, bad.spoilt, bad.verdict) == ("", True, "alarm")
    assert (good.plate, good.spoilt) == ("ABC123", False)
    assert [line.check_id for line in await every(store, scope, Wanted("ABC"))] == ["good"]


async def test_what_retention_took_is_not_called_changed(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """A line without its plate says nothing of tampering."""
    await store.record(scope, make_check(), live())
    await store._connection.write(lambda db: db.execute("UPDATE checks SET private = NULL"))
    (line,) = await every(store, scope, Wanted())
    assert (line.plate, line.officer, line.spoilt) == ("", "", False)


async def test_entries_come_in_the_order_asked_and_without_bodies(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """Reading much of the log leaves the raw answers where they are."""
    for number in range(3):
        await store.record(scope, make_check(f"c{number}"), live())
    entries = await store.entries(scope, [3, 1, 99])
    assert [entry.check.id for entry in entries] == ["c2", "c0"]
    assert [entry.answers for entry in entries] == [(replace(live(), body=None),)] * 2


async def test_another_client_finds_nothing(
    store: Store, scope: Scope, make_check: Callable[..., Check], live: Callable[..., Answer]
) -> None:
    """Search, lots, figures and entries are of one service and client."""
    await store.record(scope, make_check(), live())
    other = Scope(scope.service, "OTHER")
    assert await every(store, other, Wanted()) == []
    assert await every(store, other, Wanted("ABC123", Match.WHOLE)) == []
    assert await store.logged_lots(other) == []
    assert await store.tallies(other) == []
    assert await store.entries(other, [1]) == []


def test_what_is_wanted_keeps_its_plate_out_of_a_log_line() -> None:
    """A search that ends up in a log names no plate."""
    assert "ABC123" not in repr(Wanted("ABC123"))
