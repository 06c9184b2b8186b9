"""A walk in the history: in its day, among its checks, and open with all that is kept of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.test_history_sighting import said
from tests.unit.ui.test_walk_summary import walk

from platecheck.ui.log_book import FIRST
from platecheck.ui.settings.holdings import _table

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.ui.handset import Handset

    from platecheck.ui.session import Session

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")

DESKTOP = (1280, 800)
NOTED = {"Began", "Ended", "Lot", "Officer", "Plates", "Readings"}


async def checks(session: Session, count: int, lot: str | None = None) -> None:
    """Put checks into the log that nobody answers."""
    patrol = session.services.patrol
    for number in range(count):
        await patrol.check(patrol.press(f"P{number}", lot=lot), offline=True)


def now() -> datetime:
    """Return the device's time."""
    return datetime.now(UTC)


async def opened(page: Handset) -> Session:
    """Come to the history, and wait until it is read."""
    await page.go("/history")
    session = page.session
    await page.until(lambda: session.log_book.shelf.lines is not None, "the list")
    await page.until(lambda: not session.log_book.shelf.busy, "the page")
    return session


def rows(page: Handset) -> list[str]:
    """Return the walks of the list by their numbers, and how many checks stand between them."""
    listed: list[str] = []
    for name, _ in page.told():
        if name.startswith("walk-walk-"):
            listed.append(name.removeprefix("walk-"))
        elif name.startswith("log-") and listed and listed[-1].isdigit():
            listed[-1] = str(int(listed[-1]) + 1)
        elif name.startswith("log-"):
            listed.append("1")
    return listed


async def lists(page: Handset, wanted: list[str]) -> None:
    """Wait until the list is as wanted."""
    await page.until(lambda: rows(page) == wanted, str(wanted))


def label_of(page: Handset, name: str) -> str:
    """Return what is said of a part of the page."""
    return dict(page.told())[name]


# -- the list


async def test_a_walk_is_among_its_checks(handset: Callable[..., Handset]) -> None:
    """Below what was checked after it, above its own; said whole to ears."""
    page = handset()
    session = await page.open_ready()
    await checks(session, 2)
    ended = now()
    await session.services.patrol.end_walk(walk(ended_at=ended, began_at=ended - timedelta(minutes=14)))
    await checks(session, 3)
    await opened(page)
    await lists(page, ["3", "walk-1", "2"])
    at = f"{ended.astimezone(session.settings.zone):%H:%M}"
    totals = "ALARM: 1, VALID: 34, NO PERMIT: 4"
    spoken = [one.label for one in page.semantics() if (one.label or "").startswith("Walk")]
    assert spoken == [f"Walk · Lot 6, {at} · 14 min · 43 plates · Dana, {totals}"]


async def test_a_log_of_nothing_but_a_walk_is_not_empty(handset: Callable[..., Handset]) -> None:
    """Its row, and the end of the log below it."""
    page = handset()
    session = await page.open_ready()
    await session.services.patrol.end_walk(walk())
    await opened(page)
    await lists(page, ["walk-1"])
    names = [name for name, _ in page.told()]
    assert "history-end" in names
    assert "history-empty" not in names


async def test_pages_bring_each_walk_once_and_leaving_keeps_those_in_sight(
    handset: Callable[..., Handset],
) -> None:
    """However far the list is grown: the walks between its lines, and the oldest ones with its end."""
    page = handset()
    session = await page.open_ready()
    patrol, book = session.services.patrol, session.log_book
    await patrol.end_walk(walk(0))
    for number in range(1, 6):
        await checks(session, 20)
        await patrol.end_walk(walk(number, ended_at=now()))
    await opened(page)
    assert [one.id for one in book.shelf.walks] == ["walk-5", "walk-4", "walk-3"]
    await book.more()
    await book.more()
    assert book.shelf.before is None
    assert [one.id for one in book.shelf.walks] == [f"walk-{number}" for number in range(5, -1, -1)]
    assert rows(page)[:4] == ["walk-5", "20", "walk-4", "20"]
    book.leave()
    assert len(book.shelf.lines or ()) == FIRST
    assert [one.id for one in book.shelf.walks] == ["walk-5"]


async def test_a_walk_that_ended_meanwhile_comes_with_the_newest_checks(
    handset: Callable[..., Handset],
) -> None:
    """Whatever was checked beside the open list brings it along; nothing else moves."""
    page = handset()
    session = await page.open_ready()
    await checks(session, 2)
    await opened(page)
    await session.services.patrol.end_walk(walk(ended_at=now()))
    await checks(session, 1)
    await session.log_book.catch_up()
    await lists(page, ["1", "walk-1", "2"])


async def test_filters_show_a_walk_with_its_lot_only(handset: Callable[..., Handset]) -> None:
    """Under its lot it stands, under another, a verdict or a plate it does not."""
    page = handset()
    session = await page.open_ready()
    book, patrol = session.log_book, session.services.patrol
    await checks(session, 1, "Lot 6")
    await checks(session, 2)
    await patrol.end_walk(walk(ended_at=now()))
    await patrol.end_walk(walk(2, lot=None, ended_at=now()))
    await opened(page)
    await lists(page, ["walk-2", "walk-1", "3"])
    await book.want(lot="Lot 6")
    await lists(page, ["walk-1", "1"])
    await book.want(lot="")
    await lists(page, ["walk-2", "2"])
    everywhere = {"lot": None, "verdict": None, "plate": ""}
    for filtered in ({"lot": "Lot 9"}, {"verdict": "not_checked"}, {"plate": "P"}):
        await book.want(**everywhere | filtered)
        assert book.shelf.walks == ()
    await book.want_all()
    await lists(page, ["walk-2", "walk-1", "3"])


# -- the summary


async def test_a_walk_opens_over_the_list_and_closes_again(handset: Callable[..., Handset]) -> None:
    """On a handset, with every total in words, whose it was and when."""
    page = handset()
    session = await page.open_ready()
    await session.services.patrol.end_walk(walk())
    await opened(page)
    await page.tap("walk-walk-1")
    await page.until(lambda: "walk-totals" in dict(page.told()), "the summary")
    assert label_of(page, "walk-valid") == "VALID: 34"
    assert label_of(page, "walk-alarm") == "ALARM: 1"
    assert label_of(page, "walk-unanswered") == "no answer yet at its end: 4"
    noted = [one.label for one in page.semantics() if (one.label or "").split(":")[0] in NOTED]
    assert noted == [
        "Began: 2026-07-04 11:46:00 EDT",
        "Ended: 2026-07-04 12:00:00 EDT",
        "Lot: Lot 6",
        "Officer: Dana",
        "Plates: 43",
        "Readings: 47",
    ]
    await page.tap("walk-back")
    await page.until(lambda: "walk-totals" not in dict(page.told()), "the list alone")
    assert (session.log_book.shelf.chosen, session.log_book.shelf.walk) == ("", None)


async def test_the_summary_leads_to_the_checks_of_its_lot(handset: Callable[..., Handset]) -> None:
    """On a handset it makes room for them; where they are shown already there is no such way."""
    page = handset()
    session = await page.open_ready()
    await checks(session, 1, "Lot 6")
    await checks(session, 1)
    await session.services.patrol.end_walk(walk(ended_at=now()))
    await opened(page)
    await page.tap("walk-walk-1")
    await page.tap("walk-lot")
    await lists(page, ["walk-1", "1"])
    assert session.log_book.shelf.walk is None
    await page.tap("walk-walk-1")
    await page.until(lambda: "walk-totals" in dict(page.told()), "the summary")
    assert "walk-lot" not in dict(page.told())


async def test_on_a_desktop_check_and_walk_take_each_others_place(handset: Callable[..., Handset]) -> None:
    """Beside the list stands what was chosen last."""
    page = handset(DESKTOP)
    session = await page.open_ready()
    await checks(session, 1)
    await session.services.patrol.end_walk(walk(ended_at=now()))
    await opened(page)
    await page.tap("walk-walk-1")
    await page.until(lambda: "walk" in dict(page.told()), "the walk")
    check_id = (session.log_book.shelf.lines or ())[0].check_id
    await session.log_book.pick(check_id)
    await page.until(lambda: "story" in dict(page.told()), "the check")
    assert "walk" not in dict(page.told())
    await page.tap("walk-walk-1")
    await page.until(lambda: "walk" in dict(page.told()), "the walk again")
    assert "story" not in dict(page.told())


async def test_the_summary_is_in_french_for_who_chose_it(handset: Callable[..., Handset]) -> None:
    """Verdicts, labels and acts."""
    page = handset()
    session = await page.open_ready()
    session.state.prefs.language = "fr"
    await session.services.patrol.end_walk(walk())
    await opened(page)
    await page.tap("walk-walk-1")
    await page.until(lambda: "walk-totals" in dict(page.told()), "the summary")
    assert label_of(page, "walk-no_permit") == "SANS PERMIS: 4"
    spoken = [one.label or "" for one in page.semantics()]
    assert "Début: 2026-07-04 11:46:00 EDT" in spoken
    assert "Lectures: 47" in spoken


async def test_a_walk_changed_on_disk_says_so(handset: Callable[..., Handset]) -> None:
    """No figures are made up for it."""
    page = handset()
    session = await page.open_ready()
    await session.services.patrol.end_walk(walk())
    await session.services.store._connection.write(
        lambda db: [
            db.execute("DROP TRIGGER walks_unchanged"),
            db.execute("UPDATE walks SET private = x'01020304'"),
        ]
    )
    await opened(page)
    spoken = next(one.label for one in page.semantics() if (one.label or "").startswith("Walk"))
    assert spoken == "Walk · Lot 6, 12:00 · Record changed on disk"
    await page.tap("walk-walk-1")
    await page.until(lambda: "walk-spoilt" in dict(page.told()), "the summary")
    assert "walk-totals" not in dict(page.told())


async def test_a_wipe_takes_the_walk_that_is_open_off_the_screen(handset: Callable[..., Handset]) -> None:
    """Nothing of it stays on the shelf."""
    page = handset()
    session = await page.open_ready()
    await session.services.patrol.end_walk(walk())
    await opened(page)
    await page.tap("walk-walk-1")
    session.log_book.forget()
    shelf = session.log_book.shelf
    assert (shelf.walks, shelf.walk, shelf.chosen) == ((), None, "")


async def test_the_device_s_holdings_name_walks(handset: Callable[..., Handset]) -> None:
    """How many it holds, none included: a line that comes and goes would be looked for."""
    session = await handset().open_ready()
    store = session.services.store
    for held in ("Walks: 0", "Walks: 1"):
        assert said([_table(await store.holdings(), session)])["held-walks"] == [held]
        await session.services.patrol.end_walk(walk())
