"""The camera: what is read is offered, nothing is checked without a tap, and what is missing is said.

Longer than 300 lines: one screen, each test a state of its own.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import flet as ft
import pytest
from tests.drawn import packed, photo_of
from tests.unit.ui.handset import PATIENCE_S
from tests.unit.ui.officer import ask, leave_waiting, log_has, press

from platecheck.reading import weights
from platecheck.reading.engine import open_engine
from platecheck.ui.camera_state import Lens, Step
from platecheck.ui.viewfinder import HELD, ROUTE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.conftest import Platform
    from tests.unit.ui.handset import Handset

    from platecheck.ui.session import Session

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")

PLATE, CORRECTED = "BTKV512", "BTKV513"
SIZE = (1280, 720)
BACK = {"name": "0", "lens_direction": "back", "sensor_orientation": 90, "lens_type": "wide"}
FRONT = BACK | {"name": "1", "lens_direction": "front"}


def picture(plate: str = PLATE, **how: Any) -> bytes:
    """Return what a camera takes of a plate in the middle of its guide box."""
    return packed(photo_of(plate, size=SIZE, width=520, **how))


async def look(page: Handset, **answers: Any) -> Session:
    """Open the app on a handset that answers so, and go to the camera."""
    return await go_and_look(page, await page.open_ready(), **answers)


async def go_and_look(page: Handset, session: Session, **answers: Any) -> Session:
    """Go to the camera of a handset that answers so, up to whether there is one."""
    page.answers |= {"get_available_cameras": [BACK], "take_picture": picture()} | answers
    await session.viewfinder.go()
    await page.until(lambda: session.viewfinder.finder.lens is not Lens.OPENING, "it is known")
    return session


async def test_a_plate_is_read_offered_and_checked_by_a_tap(handset: Callable[..., Handset]) -> None:
    """The picture leads to candidates with the crop; nothing is asked before the tap."""
    page = handset()
    session = await look(page)
    finder = session.viewfinder.finder
    await session.viewfinder.shoot()
    assert finder.step is Step.READ
    assert finder.best is not None
    assert finder.best.plate == PLATE
    assert finder.shot is not None
    assert finder.shot.crop.startswith(b"\xff\xd8")
    assert session.page.route == ROUTE
    assert await session.services.patrol.recent(1) == []
    await session.viewfinder.check(finder.best.plate)
    await page.until(lambda: session.state.desk.result is not None, "the verdict")
    (entry,) = await session.services.patrol.recent(1)
    assert (entry.check.plate, entry.check.reason, entry.check.corrected) == (PLATE, "camera", False)
    assert session.page.route == "/"


async def test_a_press_while_the_camera_starts_counts_once_it_looks(handset: Callable[..., Handset]) -> None:
    """Back from an alarm the camera takes its time: who presses at once is not left without a picture."""
    page = handset()
    session = await page.open_ready()
    page.answers |= {"get_available_cameras": [BACK], "take_picture": picture()}
    finder = session.viewfinder.finder
    await session.viewfinder.go()
    await page.until(lambda: finder.lens is Lens.OPENING, "it starts")
    await session.viewfinder.shoot()
    assert finder.step is Step.NONE
    await page.until(lambda: finder.step is Step.READ, "the picture")
    assert finder.lens is Lens.LIVE


async def test_what_was_offered_is_kept_with_one_check(handset: Callable[..., Handset]) -> None:
    """Edited, readings and picture go with the check that is typed next, and with no other."""
    page = handset()
    session = await look(page)
    await session.viewfinder.shoot()
    shot = session.viewfinder.finder.shot
    assert shot is not None
    await session.viewfinder.edit()
    assert session.state.entry.text == PLATE
    assert session.page.route == "/"
    await press(session, CORRECTED)
    await log_has(page, CORRECTED)
    await ask(page, "NEXT22")
    services = session.services
    after, entry = await services.patrol.recent(2)
    assert after.check.sighting is None
    assert (entry.check.plate, entry.check.corrected) == (CORRECTED, True)
    assert entry.check.sighting is not None
    shown = [one.plate for one in shot.reading.candidates[:3]]
    assert [plate for plate, _ in entry.check.sighting.offered] == shown
    assert await services.store.crop(services.scope, entry.check.id) == shot.crop


async def test_what_was_left_unread_is_offered_to_no_check(handset: Callable[..., Handset]) -> None:
    """Back from the camera without a choice, the next plate has nothing to do with it."""
    page = handset()
    session = await look(page)
    await session.viewfinder.shoot()
    await page.press_back()
    await page.until(lambda: session.viewfinder.finder.shot is None, "it is forgotten")
    assert session.page.route == "/"
    assert session.viewfinder.offered is None


async def test_a_picture_of_minutes_ago_is_another_cars(handset: Callable[..., Handset]) -> None:
    """What was taken to the field to be corrected, and left there, goes with no later plate."""
    page = handset()
    session = await look(page, take_picture=picture())
    await session.viewfinder.shoot()
    await session.viewfinder.edit()
    patrol = session.services.patrol
    clock = patrol.clock
    patrol.clock = lambda: clock() + HELD + timedelta(seconds=1)
    await ask(page, CORRECTED)
    (entry,) = await patrol.recent(1)
    assert entry.check.plate == CORRECTED
    assert entry.check.sighting is None


async def test_what_was_offered_goes_with_no_other_car(handset: Callable[..., Handset]) -> None:
    """Another check that is opened meanwhile, and a field that is emptied, are another car's."""
    page = handset()
    session = await look(page, take_picture=picture())
    await ask(page, "OTHER1")
    (other,) = session.state.trail.recents
    for leave in (lambda: session.show(other), session.keyboard.clear):
        await go_and_look(page, session)
        await session.viewfinder.shoot()
        await session.viewfinder.edit()
        assert session.viewfinder.offered is not None
        left = leave()
        if left is not None:
            await left
        assert session.viewfinder.offered is None


async def test_two_taps_are_one_check(handset: Callable[..., Handset]) -> None:
    """A thumb that trembles asks once."""
    page = handset()
    session = await look(page, take_picture=picture())
    await session.viewfinder.shoot()
    first = page.begin(lambda: session.viewfinder.check(PLATE))
    await session.viewfinder.check(PLATE)
    await first
    await log_has(page, PLATE)
    assert len(await session.services.patrol.history(plate=PLATE)) == 1


async def test_a_photo_chosen_too_late_is_nobodys(handset: Callable[..., Handset]) -> None:
    """One that comes once the camera was left is not read, and is not there at the next visit."""
    page = handset()
    session = await look(page)
    await session.go_back()
    await session.viewfinder.read_photo(picture())
    assert session.viewfinder.finder.shot is None


@pytest.mark.parametrize(("chosen", "route"), [("off", ROUTE), ("on", "/")])
async def test_a_sure_reading_is_checked_at_once_where_that_was_chosen(
    chosen: str, route: str, handset: Callable[..., Handset]
) -> None:
    """Off, which is the default, even a sure reading waits for the tap."""
    page = handset()
    session = await page.open_ready()
    assert session.state.prefs.auto_check == "off"
    await session.person.choose("auto_check", chosen)
    await go_and_look(page, session)
    await session.viewfinder.shoot()
    assert session.page.route == route
    assert session.viewfinder.finder.is_sure == (chosen == "off")
    assert len(await session.services.patrol.recent(1)) == (chosen == "on")


async def test_a_mirrors_picture_is_turned(handset: Callable[..., Handset]) -> None:
    """On the web a camera that does not look away from the person gives its picture reversed."""
    page = handset()
    reversed_ = photo_of(PLATE, size=SIZE, width=520).transpose(0)
    session = await look(page, get_available_cameras=[FRONT], take_picture=packed(reversed_))
    assert session.viewfinder.port.mirrored
    await session.viewfinder.shoot()
    best = session.viewfinder.finder.best
    assert best is not None
    assert best.plate == PLATE


async def test_the_camera_that_looks_away_is_taken(handset: Callable[..., Handset]) -> None:
    """Of several, and its picture is nobody's mirror's."""
    session = await look(handset(), get_available_cameras=[FRONT, BACK])
    assert not session.viewfinder.port.mirrored


@pytest.mark.parametrize(
    ("answers", "lens"),
    [
        ({"get_available_cameras": []}, Lens.NONE),
        ({"get_available_cameras": OSError("CameraException(CameraErrorCode.notFound, no)")}, Lens.NONE),
        ({"get_available_cameras": OSError("CameraException(CameraAccessDenied, x)")}, Lens.REFUSED),
        ({"get_available_cameras": OSError("Permission denied")}, Lens.REFUSED),
        ({"initialize": OSError("CameraException(cameraNotReadable, in use)")}, Lens.FAILED),
    ],
    ids=["none", "not-found", "access-denied", "denied", "in-use"],
)
async def test_without_a_camera_a_photo_is_read(
    answers: dict[str, Any], lens: Lens, handset: Callable[..., Handset]
) -> None:
    """Why there is none is a state of the screen, which offers a photo in its place."""
    page = handset()
    session = await look(page, **answers)
    finder = session.viewfinder.finder
    assert finder.lens is lens
    said = f"lens-{lens.value}".encode()
    await page.until(lambda: any(said in sent for sent in page.sent), "it is on the screen")
    await session.viewfinder.shoot()
    assert finder.step is Step.NONE
    await page.choose_file(packed(photo_of(PLATE, size=(900, 700), width=400)))
    await page.until(lambda: finder.step is Step.READ, "it is read")
    assert finder.best is not None
    assert finder.best.plate == PLATE


async def test_a_desktop_has_no_camera_and_is_not_asked_for_one(handset: Callable[..., Handset]) -> None:
    """Flet has none there: the preview is not even built, and a photo is read."""
    page = handset((1280, 800), web=False)
    session = await page.open_ready()
    session.page.platform = ft.PagePlatform.LINUX
    await go_and_look(page, session)
    assert session.viewfinder.finder.lens is Lens.UNSUPPORTED
    assert "get_available_cameras" not in page.called
    await page.choose_file(picture())
    await page.until(lambda: session.viewfinder.finder.step is Step.READ, "it is read")


async def test_without_a_reader_the_screen_says_so_at_once(
    handset: Callable[..., Handset], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Before a picture is taken, and of each that is; with the reader there the next one is read."""
    page = handset()
    open_engine.cache_clear()
    with monkeypatch.context() as missing:
        missing.setattr(weights, "DIRECTORY", tmp_path)
        session = await look(page)
        finder = session.viewfinder.finder
        await page.until(lambda: finder.step is Step.MISSING, "it is said")
        await session.viewfinder.shoot()
        assert finder.step is Step.MISSING
    await session.viewfinder.shoot()
    assert finder.step is Step.READ


async def test_allowed_later_the_camera_starts(handset: Callable[..., Handset]) -> None:
    """Another try, or a page that was reloaded, starts it anew."""
    page = handset()
    session = await look(page, get_available_cameras=OSError("Permission denied"))
    page.answers["get_available_cameras"] = [BACK]
    session.viewfinder.look()
    await page.until(lambda: session.viewfinder.finder.lens is Lens.LIVE, "it started")
    asked = page.called.count("initialize")
    await page.lose()
    await page.come_back()
    await page.until(lambda: page.called.count("initialize") > asked, "it started again")


async def test_torch_and_zoom_only_where_there_are(handset: Callable[..., Handset]) -> None:
    """A camera without them is not asked to; one with them obeys."""
    page = handset()
    failing = {name: OSError("not supported") for name in ("set_flash_mode", "get_max_zoom_level")}
    session = await look(page, **failing)
    finder = session.viewfinder.finder
    assert (finder.torch, finder.zooms) == (None, ())
    await session.viewfinder.switch_torch()
    assert finder.torch is None
    await session.go_back()
    page.answers = {"get_min_zoom_level": 1.0, "get_max_zoom_level": 3.0}
    await go_and_look(page, session)
    await page.until(lambda: finder.torch is False and finder.zooms == (1.0, 2.0), "both are there")
    await session.viewfinder.switch_torch()
    await session.viewfinder.set_zoom(2.0)
    assert (finder.torch, finder.zoom) == (True, 2.0)


@pytest.mark.parametrize(
    ("answer", "step"),
    [(OSError("it is busy"), Step.FAILED), (b"no picture at all", Step.BAD)],
    ids=["none", "broken"],
)
async def test_a_picture_that_cannot_be_read_is_said(
    answer: Any, step: Step, handset: Callable[..., Handset]
) -> None:
    """The next press takes another one."""
    page = handset()
    session = await look(page, take_picture=answer)
    await session.viewfinder.shoot()
    assert session.viewfinder.finder.step is step
    page.answers["take_picture"] = picture()
    await session.viewfinder.shoot()
    assert session.viewfinder.finder.step is Step.READ


async def test_nothing_found_says_what_to_do(handset: Callable[..., Handset]) -> None:
    """A street without a plate is no candidate, and the keypad is one tap away with an empty field."""
    page = handset()
    session = await look(page, take_picture=packed(photo_of("", size=SIZE, width=8)))
    await session.viewfinder.shoot()
    finder = session.viewfinder.finder
    assert (finder.step, finder.candidates) == (Step.READ, ())
    assert finder.shot is not None
    assert finder.shot.reading.advice is not None
    await session.viewfinder.edit()
    assert session.state.entry.text == ""
    await ask(page, CORRECTED)
    (entry,) = await session.services.patrol.recent(1)
    assert entry.check.sighting is not None
    assert entry.check.sighting.offered == ()


@pytest.mark.parametrize("key", [" ", "Enter"])
async def test_space_and_enter_are_the_shutters(key: str, handset: Callable[..., Handset]) -> None:
    """Alt+K leads there; a button that has the focus keeps its own keys."""
    page = handset()
    session = await page.open_ready()
    page.answers |= {"get_available_cameras": [BACK], "take_picture": picture()}
    await page.press_key("K", alt=True)
    finder = session.viewfinder.finder
    await page.until(lambda: finder.lens is Lens.LIVE, "it looks")
    await page.press_key("Tab")
    await page.until(lambda: session.keyboard.on_buttons, "a button has the focus")
    await page.press_key(key)
    assert "take_picture" not in page.called
    session.keyboard.on_buttons = False
    await page.press_key(key)
    await page.until(lambda: finder.step is Step.READ, "it is read")
    assert page.called.count("take_picture") == 1
    await page.press_key("Escape")
    await page.until(lambda: session.page.route == "/", "it is left")


async def look_while_an_alarm_comes(page: Handset, platform: Platform) -> Session:
    """Be at the camera when the answer about the plate before, an alarm, is on its way."""
    session = await page.open_ready()
    platform.knows("ALARM1", alarm="Lex Luthor")
    gate = await leave_waiting(page, platform, "ALARM1")
    await go_and_look(page, session)
    gate.set()
    return session


async def test_an_alarm_comes_before_the_camera(handset: Callable[..., Handset], platform: Platform) -> None:
    """One that comes while the officer looks leads back, and nobody gets there before its outcome."""
    page = handset()
    session = await look_while_an_alarm_comes(page, platform)
    await page.until(lambda: session.must_acknowledge and session.page.route == "/", "the alarm is in front")
    await session.viewfinder.go()
    assert session.page.route == "/"
    await page.go(ROUTE)
    await page.until(lambda: session.page.route == "/", "it is in front again")


async def test_a_forward_pressed_while_an_alarm_comes_leads_back_too(
    handset: Callable[..., Handset], platform: Platform
) -> None:
    """The browser's Forward in the moment before the check is drawn: no screen is new that could notice."""
    page = handset()
    session = await look_while_an_alarm_comes(page, platform)
    async with asyncio.timeout(PATIENCE_S):
        while not (session.must_acknowledge and session.page.route == "/"):  # noqa: ASYNC110
            await asyncio.sleep(0)  # each turn: before it is drawn
    await page.go(ROUTE)
    await page.until(lambda: session.page.route == "/", "it is in front again")
