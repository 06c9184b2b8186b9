"""Looking a misread up: the picture reaches the screen when its check is opened, beside what was offered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import flet as ft
import pytest
from tests.pictures import picture

from platecheck.store import Sighting
from platecheck.ui.history_sighting import sighting_card
from platecheck.ui.parts.shift_card import shift_card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.unit.ui.handset import Handset

    from platecheck.patrol_log import Story
    from platecheck.ui.session import Session

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")

WIDTH = 380.0
OFFERED = (("A8C123", 0.714), ("ABC123", 0.64))


def within(control: object) -> Iterator[ft.Control]:
    """Give a control and all that is in it."""
    if isinstance(control, ft.Control):
        yield control
        for name in ("content", "controls"):
            inside: Any = getattr(control, name, None)
            for one in inside if isinstance(inside, list) else [inside]:
                yield from within(one)


def said(controls: list[ft.Control]) -> dict[str, list[str]]:
    """Return what is said, by the name of the part that says it."""
    told: dict[str, list[str]] = {}
    for top in controls:
        for one in within(top):
            if isinstance(one, ft.Semantics) and one.label:
                told.setdefault(str(one.identifier), []).append(one.label)
    return told


async def checked(session: Session, plate: str, sighting: Sighting | None) -> str:
    """Check a plate, and return the check's id."""
    patrol = session.services.patrol
    check = patrol.press(plate, sighting=sighting)
    await patrol.check(check)
    return check.id


async def opened(session: Session, check_id: str) -> Story:
    """Open a check in the history."""
    await session.log_book.pick(check_id)
    story = session.log_book.shelf.story
    assert story is not None
    return story


def now() -> datetime:
    """Return the device's time."""
    return datetime.now(UTC)


async def test_the_picture_is_sent_when_its_check_is_opened(handset: Callable[..., Handset]) -> None:
    """The list has none of it; the open check has the picture itself."""
    page = handset()
    session = await page.open_ready()
    crop = picture()
    check_id = await checked(session, "ABC123", Sighting(OFFERED, crop, now()))
    await page.go("/history")
    await page.until(lambda: bool(session.log_book.shelf.lines), "the list")
    assert not any(crop in sent for sent in page.sent)
    await opened(session, check_id)
    await page.until(lambda: any(crop in sent for sent in page.sent), "the picture")


async def test_the_one_that_was_checked_is_marked(handset: Callable[..., Handset]) -> None:
    """Each candidate with how sure the reader was; a plate that was not offered is said to be by hand."""
    session = await handset().open_ready()
    second = await opened(session, await checked(session, "ABC123", Sighting(OFFERED, picture(), now())))
    told = said(sighting_card(second, session, WIDTH))
    assert told["story-offered"] == ["A 8 C 1 2 3, 71\xa0%", "A B C 1 2 3, 64\xa0%, checked"]
    assert told["story-crop"] == ["Picture of the plate"]
    assert "story-corrected" not in told
    other = await opened(session, await checked(session, "ABC128", Sighting(OFFERED, None, now())))
    told = said(sighting_card(other, session, WIDTH))
    assert told["story-corrected"] == ["Corrected by hand to A B C 1 2 8"]
    assert told["story-crop-gone"] == ["Picture no longer kept"]


async def test_a_check_that_was_typed_has_no_such_part(handset: Callable[..., Handset]) -> None:
    """Nor has a photo in which nothing was read any candidates."""
    session = await handset().open_ready()
    typed = await opened(session, await checked(session, "ABC123", None))
    assert sighting_card(typed, session, WIDTH) == []
    unread = await opened(session, await checked(session, "ABC123", Sighting((), picture(), now())))
    parts = sighting_card(unread, session, WIDTH)
    assert "story-offered" not in said(parts)
    texts = [one.value for top in parts for one in within(top) if isinstance(one, ft.Text)]
    assert "No plate was read." in texts


async def test_the_shift_tells_the_camera_s_figures_where_there_are_any(
    handset: Callable[..., Handset],
) -> None:
    """How many plates it read and how many of those were corrected; nothing of it in a shift without."""
    session = await handset().open_ready()
    await checked(session, "DEF456", None)
    assert "shift-camera" not in await figures(session)
    await checked(session, "ABC123", Sighting(OFFERED, None, now()))
    await checked(session, "A8C123", Sighting(OFFERED, None, now()))
    assert (await figures(session))["shift-camera"] == ["Read by the camera: 2, corrected: 1"]


async def figures(session: Session) -> dict[str, list[str]]:
    """Return what the card of the shift says."""
    shift = await session.services.log.shift()
    assert shift is not None
    at = now() + timedelta(seconds=1)
    return said([shift_card(shift, at, session.settings.zone, session.words, session.palette)])
