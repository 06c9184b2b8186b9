"""A walk: shutter, verdict, next; what is read is checked by a tap, and only an alarm takes the screen.

A little over 300 lines: one screen, each test a state of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import flet as ft
import pytest
from tests.drawn import packed, photo_of
from tests.unit.ui.officer import acknowledge, log_has, press
from tests.unit.ui.test_camera import BACK, PLATE, SIZE, picture

from platecheck.reading.photo import MOST_THUMB_BYTES
from platecheck.store.records import AGAIN
from platecheck.ui.camera_state import Lens, Step
from platecheck.ui.walk_state import ROWS
from platecheck.ui.walking import LOOK_S, ROUTE
from platecheck.verdict import Headline
from platecheck.walk import SAME_CAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Platform
    from tests.unit.ui.handset import Handset

    from platecheck.ui.session import Session
    from platecheck.walk import Stop

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")

VALID_PERMIT = {"shortName": "Lot 6", "expires": "2099-01-01 00:00:00", "active": "1", "type": "standard"}


async def set_out(page: Handset, **answers: Any) -> Session:
    """Open the app, and begin a walk with a camera that answers so."""
    return await begin(page, await page.open_ready(), **answers)


async def begin(page: Handset, session: Session, **answers: Any) -> Session:
    """Begin a walk with a camera that answers so."""
    page.answers |= {"get_available_cameras": [BACK], "take_picture": picture()} | answers
    await session.walking.go()
    await page.until(lambda: session.viewfinder.finder.lens is Lens.LIVE, "it looks")
    await page.until(lambda: session.walking.is_on, "the walk has begun")
    return session


async def answered(page: Handset, plate: str, headline: Headline | None = None) -> Stop:
    """Wait until a car of the walk has its verdict."""

    def found() -> Stop | None:
        return next((stop for stop in stops(page.session) if stop.plate == plate), None)

    def true() -> bool:
        stop = found()
        return stop is not None and stop.headline is not None and headline in {None, stop.headline}

    await page.until(true, f"{plate} is {headline}")
    stop = found()
    assert stop is not None
    return stop


def stops(session: Session) -> tuple[Stop, ...]:
    """Return the cars of the walk."""
    walk = session.walking.state.walk
    return walk.stops if walk is not None else ()


async def test_shutter_verdict_next_without_leaving_the_camera(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The big button reads and then checks; what was seen goes with the check, and a small picture stays."""
    platform.knows(PLATE, permits=[VALID_PERMIT])
    page = handset()
    session = await set_out(page)
    walking, finder = session.walking, session.viewfinder.finder
    await walking.press()
    assert finder.step is Step.READ
    assert finder.is_sure
    assert await session.services.patrol.recent(1) == []
    session.viewfinder.read_at -= LOOK_S
    await walking.press()
    stop = await answered(page, PLATE, Headline.VALID)
    assert finder.step is Step.NONE
    assert session.page.route == ROUTE
    assert session.state.desk.result is None
    await log_has(page, PLATE)
    (entry,) = await session.services.patrol.recent(1)
    assert (entry.check.reason, entry.check.corrected) == ("camera", False)
    services = session.services
    assert await services.store.crop(services.scope, entry.check.id) is not None
    assert len(walking.thumbs[stop.check_id]) <= MOST_THUMB_BYTES
    assert any(b"walk-verdict" in sent for sent in page.sent)


async def test_a_thumb_that_trembles_checks_nothing_unseen(handset: Callable[..., Handset]) -> None:
    """The second press of the shutter comes sooner than a plate can be read."""
    session = await set_out(handset())
    await session.walking.press()
    await session.walking.press()
    assert session.viewfinder.finder.step is Step.READ
    assert stops(session) == ()


async def test_an_unsure_reading_is_no_check_of_the_big_button(handset: Callable[..., Handset]) -> None:
    """It reads again; which of the candidates it was is the officer's to tap."""
    page = handset()
    session = await set_out(page)
    await session.walking.press()
    finder = session.viewfinder.finder
    shot = finder.shot
    assert shot is not None
    doubted = tuple(replace(one, confidence=0.5) for one in shot.reading.candidates)
    finder.shot = replace(shot, reading=replace(shot.reading, candidates=doubted))
    session.viewfinder.read_at -= LOOK_S
    before = page.called.count("take_picture")
    await session.walking.press()
    assert page.called.count("take_picture") == before + 1
    assert stops(session) == ()


@pytest.mark.parametrize(("chosen", "cars"), [("off", 0), ("on", 1)])
async def test_a_sure_reading_is_checked_at_once_where_that_was_chosen(
    chosen: str, cars: int, handset: Callable[..., Handset]
) -> None:
    """Off, which is the default, it waits for the tap."""
    page = handset()
    session = await set_out(page)
    await session.person.choose("auto_check", chosen)
    await session.walking.press()
    assert len(stops(session)) == cars
    assert session.page.route == ROUTE


async def test_the_same_car_is_not_asked_about_again(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """Within five minutes it only comes to the top with its verdict; later it is asked anew."""
    page = handset()
    session = await set_out(page)
    for plate in (PLATE, "NEXT22"):
        await session.walking.check(plate)
        await answered(page, plate)
    asked = len(platform.asked)
    await session.walking.check(PLATE)
    assert len(platform.asked) == asked
    assert [(stop.plate, stop.seen) for stop in stops(session)] == [(PLATE, 2), ("NEXT22", 1)]
    assert session.walking.state.shown is not None
    assert session.walking.state.shown.headline is Headline.NO_PERMIT
    patrol = session.services.patrol
    clock = patrol.clock
    patrol.clock = lambda: clock() + SAME_CAR + timedelta(seconds=1)
    await session.walking.check(PLATE)
    await page.until(lambda: len(platform.asked) == asked + 1, "it is asked about")
    assert len(stops(session)) == 3


async def test_in_another_lot_the_same_car_is_asked_about(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """Who corrects the lot and reads the plate again gets the verdict of the right one."""
    page = handset()
    session = await set_out(page)
    await session.walking.check(PLATE)
    await answered(page, PLATE)
    asked = len(platform.asked)
    await session.person.choose("lot", "Lot 6")
    await session.walking.check(PLATE)
    await page.until(lambda: len(platform.asked) == asked + 1, "it is asked about")
    assert [stop.lot for stop in stops(session)] == ["Lot 6", None]


async def test_no_permit_says_when_a_look_alike_is_known(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """A misread plate must not look final: head and row say so, and the tap shows the look-alikes."""
    platform.knows("CKRD081", permits=[VALID_PERMIT])
    page = handset()
    session = await set_out(page)
    for plate in ("CKRD081", "CKRDO81", "NEXT22"):
        await session.walking.check(plate)
        stop = await answered(page, plate)
        warned = stop.check_id in session.walking.alike
        assert warned is (plate == "CKRDO81")
        if warned:
            said = next(label for name, label in page.told() if name == "walk-verdict")
            assert "look-alikes" in said
            await session.walking.open(stop.check_id)
            assert [one.plate for one in session.state.desk.alike if one.verdict] == ["CKRD081"]
            await session.walking.go()


async def test_an_alarm_takes_the_screen_and_leads_back(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """With its outcome noted the walk goes on where it was, and its row says what came of it."""
    platform.knows("ALARM1", alarm="Lex Luthor")
    page = handset()
    session = await set_out(page)
    await session.walking.check("ALARM1")
    await page.until(lambda: session.must_acknowledge and session.page.route == "/", "it is in front")
    await session.walking.go()
    await page.press_back()
    assert session.page.route == "/"
    await acknowledge(session)
    await page.until(lambda: not session.must_acknowledge, "it is noted")
    await session.next_plate()
    await page.until(lambda: session.page.route == ROUTE, "the walk goes on")
    (stop,) = stops(session)
    assert stop.headline is Headline.ALARM
    note = session.walking.results[stop.check_id].acknowledgement
    assert note is not None
    assert note.outcome == "reported"
    assert not any(b"Lex Luthor" in sent for sent in page.sent)
    await session.walking.check("ALARM1")
    assert session.page.route == ROUTE
    assert not session.must_acknowledge


async def test_an_order_not_to_ticket_stands_in_the_head(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """It is told as ever, and asks for no outcome: the walk goes on."""
    order = {"location": "", "start": "2020-01-01 00:00:00", "end": "2099-01-01 00:00:00", "notes": "Guest"}
    platform.knows("DNTT01", dntt=[order])
    page = handset()
    session = await set_out(page)
    await session.walking.check("DNTT01")
    await answered(page, "DNTT01", Headline.DO_NOT_TICKET)
    await page.until(lambda: "medium_impact" in page.called, "it is felt")
    assert session.page.route == ROUTE


async def test_a_dead_zone_stops_no_walk(handset: Callable[..., Handset], platform: Platform) -> None:
    """NOT CHECKED stands in the list and waits for its recheck; what that finds takes its place."""
    platform.status = None
    page = handset()
    session = await set_out(page)
    for plate in ("FIRST1", "NEXT22"):
        await session.walking.check(plate)
        await answered(page, plate, Headline.NOT_CHECKED)
    assert session.page.route == ROUTE
    newest = session.walking.results[stops(session)[0].check_id]
    assert newest.queued
    platform.status = 200
    platform.knows("FIRST1", permits=[VALID_PERMIT])
    session.services.runner.start()
    session.pending.ask_now()
    await answered(page, "FIRST1", Headline.VALID)
    await answered(page, "NEXT22", Headline.NO_PERMIT)


async def test_a_saved_answer_is_followed_by_the_live_one(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The row has the newest; nothing leaves the walk for it."""
    platform.knows(PLATE, permits=[VALID_PERMIT])
    page = handset()
    session = await set_out(page)
    await session.services.patrol.check(session.services.patrol.press(PLATE))
    platform.knows(PLATE, permits=[])
    gate = platform.hold(PLATE)
    await session.walking.check(PLATE)
    stop = await answered(page, PLATE, Headline.VALID)
    assert not session.walking.results[stop.check_id].final
    gate.set()
    await answered(page, PLATE, Headline.NO_PERMIT)
    assert session.page.route == ROUTE


async def test_a_typed_plate_is_a_car_of_the_walk(handset: Callable[..., Handset]) -> None:
    """The keypad is an errand: its answer is shown whole, and Next leads on with the walk."""
    page = handset()
    session = await set_out(page)
    await session.viewfinder.edit()
    await page.until(lambda: session.page.route == "/", "the keypad")
    await page.press_back()
    await page.until(lambda: session.page.route == ROUTE, "Back leads on with the walk")
    await session.viewfinder.edit()
    await press(session, "TYPED1")
    await page.until(lambda: session.state.desk.result is not None, "its answer")
    await session.again()
    desk = session.state.desk
    await page.until(lambda: desk.result is not None and desk.result.check.reason == AGAIN, "and once more")
    await session.next_plate()
    await page.until(lambda: session.page.route == ROUTE, "the walk goes on")
    assert [(stop.plate, stop.seen) for stop in stops(session)] == [("TYPED1", 1)]
    await session.go_back()
    await session.viewfinder.go()
    assert session.page.route == ROUTE


async def test_a_row_shows_the_whole_answer(handset: Callable[..., Handset]) -> None:
    """The last one as it was given, an older one as a saved one; Next leads back."""
    page = handset()
    session = await set_out(page)
    for plate in ("FIRST1", "NEXT22"):
        await session.walking.check(plate)
        await answered(page, plate)
    newest, first = stops(session)
    for stop, logged in ((newest, False), (first, True)):
        await session.walking.open(stop.check_id)
        result = session.state.desk.result
        assert result is not None
        assert (result.check.plate, result.logged, session.page.route) == (stop.plate, logged, "/")
        await session.next_plate()
        await page.until(lambda: session.page.route == ROUTE, "back on the walk")


async def test_nothing_read_says_what_to_do(handset: Callable[..., Handset]) -> None:
    """A street without a plate leaves the walk as it was."""
    page = handset()
    session = await set_out(page, take_picture=packed(photo_of("", size=SIZE, width=8)))
    await session.walking.press()
    assert session.viewfinder.finder.step is Step.READ
    await page.until(lambda: any(b"step-read" in sent for sent in page.sent), "it is said")
    assert stops(session) == ()


@pytest.mark.parametrize("key", [" ", "Enter"])
async def test_space_and_enter_press_the_big_button(key: str, handset: Callable[..., Handset]) -> None:
    """Shutter, then the same key again is Check."""
    page = handset()
    session = await set_out(page)
    await page.press_key(key)
    await page.until(lambda: session.viewfinder.finder.step is Step.READ, "it is read")
    session.viewfinder.read_at -= LOOK_S
    await page.press_key(key)
    await answered(page, PLATE)
    await page.press_key("Escape")
    await page.until(lambda: session.page.route == "/", "the walk is left")
    assert session.walking.is_on


async def test_two_hundred_cars_cost_no_more_than_the_first_rows(handset: Callable[..., Handset]) -> None:
    """The list has them all, the client a window of them; no large picture stays."""
    page = handset()
    session = await set_out(page)
    await session.viewfinder.shoot()
    shot = session.viewfinder.finder.shot
    assert shot is not None
    (best, *_) = shot.reading.candidates
    sizes = []
    for number in range(200):
        plate = f"CAR{number:03}"
        finder = session.viewfinder.finder
        finder.shot = replace(shot, reading=replace(shot.reading, candidates=(replace(best, plate=plate),)))
        finder.step = Step.READ
        session.viewfinder._taken_at = session.now()
        await session.viewfinder.check(plate)
        await answered(page, plate)
        if number in {60, 199}:
            assert len(session.walking.thumbs) == len(stops(session))
            await page.until(lambda: rows_sent(page) <= ROWS, "a window of rows")
            sizes.append(len(page.flet.index))
    assert len(stops(session)) == 200
    walk = session.walking.state.walk
    assert walk is not None
    assert sum(walk.totals.values()) == 200
    assert sizes[1] <= sizes[0] * 1.1
    assert session.viewfinder.finder.shot is None
    kept = [result.check.sighting for result in session.walking.results.values()]
    assert all(sighting is not None and sighting.crop is None for sighting in kept)
    assert sum(map(len, session.walking.thumbs.values())) <= 200 * MOST_THUMB_BYTES
    session.walking.grow()
    assert session.walking.state.rows == 2 * ROWS


def rows_sent(page: Handset) -> int:
    """Return how many rows the client has."""
    lists = [one for one in page.flet.index.values() if isinstance(one, ft.ListView) and one.item_extent]
    return len(lists[0].controls)


async def test_the_end_is_a_summary_that_is_kept(handset: Callable[..., Handset]) -> None:
    """In place, with Done; a walk without a car leaves nothing."""
    page = handset()
    session = await set_out(page)
    for plate in ("FIRST1", "FIRST1", "NEXT22"):
        await session.walking.check(plate)
        await answered(page, plate)
    await session.walking.end()
    summary = session.walking.state.summary
    assert summary is not None
    assert (summary.cars, summary.readings, summary.totals) == (2, 3, (("no_permit", 2),))
    assert summary.officer == "Dana"
    await page.until(lambda: any(b"walk-done" in sent for sent in page.sent), "it is shown")
    services = session.services
    (kept,) = await services.log.newest_walks()
    assert kept == summary
    await session.go_back()
    await page.until(lambda: session.walking.state.walk is None, "it is let go of")
    assert (session.walking.results, session.walking.thumbs) == ({}, {})
    await session.walking.go()
    await page.until(lambda: session.walking.is_on, "the next walk")
    await session.walking.end()
    assert session.page.route == "/"
    assert len(await services.log.newest_walks()) == 1


async def test_a_walk_in_french(handset: Callable[..., Handset]) -> None:
    """Title, buttons and summary."""
    page = handset()
    session = await page.open_ready()
    await session.person.choose("language", "fr")
    await begin(page, session)
    await session.walking.check("FIRST1")
    await answered(page, "FIRST1")
    await session.walking.end()
    for said in ("Lire la plaque", "Ronde", "SANS PERMIS", "Ronde finie", "Terminé"):
        await page.until(lambda s=said: any(s.encode() in sent for sent in page.sent), said)
