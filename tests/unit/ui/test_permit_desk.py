"""The permits' desk over the sandbox: what is pushed, once, by whom, and when it ends."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import flet as ft
import pytest
from tests.unit.ui.handset import PATIENCE_S, Handset, within
from tests.unit.ui.officer import under_way

from platecheck.errors import FieldReason
from platecheck.opscom import PushKind, read_draft
from platecheck.pushes import EXPORT, PushState
from platecheck.sandbox.campus import DEMO_CLIENT
from platecheck.store.outbox import LISTED
from platecheck.ui.permit_book import DAY, OTHER, Change, ends_after
from platecheck.ui.places import OFFICE, open_at
from platecheck.ui.push_book import PAGE
from platecheck.ui.settings.holdings import wipe
from platecheck.ui.texts import words_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.sandbox.service import SandboxServer
    from platecheck.ui.session import Session

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")

TORONTO = ZoneInfo("America/Toronto")


async def test_two_presses_issue_one_permit(opened: Callable[..., Awaitable[Session]]) -> None:
    """The form is empty then but for what stays the same, and the permit is on file."""
    session = await opened("supervisor")
    desk = session.office.permits
    await desk.open()
    desk.enter("plate", "two 479")
    desk.enter("length", "4h")
    await asyncio.gather(desk.push(), desk.push())
    (push,) = desk.book.pushes
    assert (push.last.state, push.draft["plate"]) == (PushState.APPLIED, "TWO479")
    assert (desk.book.entered.plate, desk.book.entered.length, desk.book.busy) == ("", "4h", "")
    assert desk.latest() == push


async def test_times_typed_are_the_sites(opened: Callable[..., Awaitable[Session]]) -> None:
    """They go out as UTC, and what is wrong is said of its own field."""
    session = await opened("supervisor")
    desk = session.office.permits
    await desk.open()
    desk.enter("plate", "SITE479")
    desk.enter("length", OTHER)
    desk.enter("starts_at", "2026-07-04 14:00")
    desk.enter("ends_at", "2026-07-04 13:00")
    await desk.push()
    assert [(one.field, one.reason) for one in desk.book.wrong] == [("ends_at", FieldReason.BEFORE_START)]
    assert desk.span(session.now()) is None
    assert desk.book.pushes == ()
    desk.enter("ends_at", "2026-07-04 16:30")
    assert desk.book.wrong == ()
    await desk.push()
    (push,) = desk.book.pushes
    assert push.draft["starts_at"] == "2026-07-04T18:00:00+00:00"
    assert push.draft["ends_at"] == "2026-07-04T20:30:00+00:00"


async def test_an_officer_is_refused_below_the_screen(opened: Callable[..., Awaitable[Session]]) -> None:
    """Whoever comes to the acts without the role pushes nothing and is told."""
    session = await opened("officer")
    assert not session.is_supervisor
    desk = session.office.permits
    desk.enter("plate", "NOBODY1")
    await desk.push()
    assert "for supervisors" in desk.book.trouble
    assert not desk.book.pushes
    assert desk.book.entered.plate == "NOBODY1"


async def test_the_place_comes_and_goes_with_the_role(opened: Callable[..., Awaitable[Session]]) -> None:
    """Saved in the settings, the role is seen at once, and a press leads where the bar says."""
    session = await opened("officer")
    page = session.page
    await page.push_route("/settings")

    def places() -> list[str]:
        rails = [one for view in page.views for one in within(view) if isinstance(one, ft.NavigationRail)]
        return [str(destination.label) for rail in rails for destination in rail.destinations]

    async def shows(*names: str) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while places() != list(names):  # noqa: ASYNC110 - the page is drawn by Flet
                await asyncio.sleep(0.01)

    await shows("Check", "History", "Lots", "Settings")
    assert await session.save_settings({"role": "supervisor"}) == ""
    office = [session.words(key) for _, key, *_ in OFFICE]
    await shows("Check", "History", "Lots", *office, "Settings")
    session.state.window.height = 480  # the rail has no room for each: one place stands for them
    await shows("Check", "History", "Lots", "Office", "Settings")
    assert await session.save_settings({"role": "officer"}) == ""
    await shows("Check", "History", "Lots", "Settings")


async def test_a_change_is_asked_with_what_is_known_and_knows_its_plate(
    opened: Callable[..., Awaitable[Session]],
) -> None:
    """A permit issued here is extended by its reference, and its receipt shows the plate."""
    session = await opened("supervisor")
    desk = session.office.permits
    await desk.open()
    desk.enter("plate", "EXT479")
    await desk.push()
    (issued,) = desk.book.pushes
    await desk.ask_change(PushKind.PERMIT_UPDATE, issued.last.reference, issued.id)
    change = desk.book.change
    assert change.known["plate"] == "EXT479"
    assert desk.changed_end(change, session.now()) == change.ends_now + timedelta(hours=1)
    await desk.make_change()
    changed, _ = desk.book.pushes
    assert (changed.last.state, desk.plate_of(changed)) == (PushState.APPLIED, "EXT479")
    assert desk.book.change is None
    desk.adjust(length="2h")
    assert desk.book.change is None


async def test_what_was_wiped_leaves_the_screen(opened: Callable[..., Awaitable[Session]]) -> None:
    """Receipts, a question and a correction go; what was typed for a new permit stays."""
    session = await opened("supervisor")
    desk = session.office.permits
    await desk.open()
    desk.enter("plate", "GONE479")
    await desk.push()
    desk.seek("GONE")
    desk.enter("plate", "NEXT479")
    await wipe(session)
    assert (desk.book.pushes, desk.book.search, desk.latest()) == (None, "", None)
    assert desk.book.entered.plate == "NEXT479"
    await desk.open()
    assert desk.book.pushes == ()


async def test_a_change_that_waits_is_counted_and_corrected(
    opened: Callable[..., Awaitable[Session]], sandbox: SandboxServer
) -> None:
    """The navigation counts it; corrected it keeps what else it changes, and is sent once."""
    session = await opened("supervisor")
    desk, faults = session.office.permits, sandbox.app.state.faults
    desk.enter("plate", "CHG001")
    await desk.push()
    (permit,) = desk.book.pushes or ()
    fields = {"reference": permit.last.reference, "ends_at": "2031-05-30T18:00Z", "amount": "2.50"}
    waiting = await session.services.office.write_down(read_draft(PushKind.PERMIT_UPDATE, fields))
    await desk.open()
    assert [open_at(route, session) for route in ("/permits", "/people", "/office")] == [1, 0, 1]
    await desk.edit(waiting)
    assert desk.book.change is not None
    assert (desk.book.change.length, desk.book.change.ends_at) == (OTHER, "2031-05-30 14:00")
    desk.adjust(ends_at="2031-05-30 15:00")
    asked = faults.api_requests
    await desk.make_change()
    assert faults.api_requests == asked + 1
    changed = (desk.book.pushes or ())[0]
    assert (changed.id, changed.last.state, desk.book.change) == (waiting.id, PushState.APPLIED, None)
    assert changed.draft == waiting.draft | {"ends_at": "2031-05-30T19:00:00+00:00"}
    assert (len(desk.book.pushes or ()), open_at("/office", session)) == (2, 0)


async def test_what_comes_late_of_another_client_is_not_shown(
    opened: Callable[..., Awaitable[Session]], sandbox: SandboxServer
) -> None:
    """A push comes to its end for the client it was for; the next client's screen knows nothing of it."""
    session = await opened("supervisor")
    desk, faults = session.office.permits, sandbox.app.state.faults
    await desk.open()
    desk.enter("plate", "LATE01")
    async with under_way(faults, desk.push()):
        assert await session.save_settings({"client": "OC-OTHER"}) == ""
    assert (desk.book.pushes, open_at("/office", session)) == (None, 0)
    await desk.open()
    assert desk.book.pushes == ()
    assert await session.save_settings({"client": DEMO_CLIENT}) == ""
    await desk.open()
    assert [push.last.state for push in desk.book.pushes or ()] == [PushState.APPLIED]


async def test_an_outcome_is_shown_though_settings_were_saved_meanwhile(
    opened: Callable[..., Awaitable[Session]], sandbox: SandboxServer
) -> None:
    """The receipt of what was applied never says that it was not sent: nobody sends it twice."""
    session = await opened("supervisor")
    desk, faults = session.office.permits, sandbox.app.state.faults
    await desk.open()
    desk.enter("plate", "LATE02")
    async with under_way(faults, desk.push()):
        assert await session.save_settings({"officer": "Eli"}) == ""
    assert [desk.state_of(push) for push in desk.book.pushes or ()] == [PushState.APPLIED]


async def test_a_place_that_is_open_shows_the_next_client(
    opened: Callable[..., Awaitable[Session]],
) -> None:
    """Where another window changes the client, and back: never empty without a word."""
    session = await opened("supervisor")
    desk = session.office.permits
    await session.page.push_route("/permits")
    desk.enter("plate", "MINE01")
    await desk.push()
    another = Handset(session.installation, (1280, 800))
    theirs = await another.open_ready()
    for client, number in (("OC-OTHER", 0), (DEMO_CLIENT, 1)):
        assert await theirs.save_settings({"client": client}) == ""
        await session.access.follow()
        assert len(desk.book.pushes or ()) == number
        assert desk.book.pushes is not None
    await another.close()


async def test_what_is_not_over_is_listed_however_much_was_pushed_since(
    opened: Callable[..., Awaitable[Session]],
) -> None:
    """The navigation counts it: so it can be found."""
    session = await opened("supervisor")
    desk, office = session.office.permits, session.services.office
    fields = {"starts_at": "2026-07-04T12:00Z", "ends_at": "2026-07-04T13:00Z"}
    first = await office.write_down(read_draft(PushKind.PERMIT_CREATE, fields | {"plate": "FIRST"}))
    later = read_draft(PushKind.PERMIT_CREATE, fields | {"plate": "LATER"})
    for _ in range(LISTED):
        await office.discard(await office.write_down(later))
    await desk.open()
    assert open_at("/permits", session) == 1
    desk.seek("FIRST")
    assert [push.id for push in desk.listed()] == [first.id]


async def test_what_is_typed_while_a_push_is_written_down_stays(
    opened: Callable[..., Awaitable[Session]],
) -> None:
    """The next plate is begun before the form was free for it."""
    session = await opened("supervisor")
    desk = session.office.permits
    desk.enter("plate", "NOW001")
    desk.enter("amount", "2.50")
    pushing = asyncio.create_task(desk.push())
    await asyncio.sleep(0)
    desk.enter("plate", "NEXT")
    await pushing
    assert (desk.value("plate"), desk.value("amount")) == ("NEXT", "")
    assert [(push.draft or {})["plate"] for push in desk.book.pushes or ()] == ["NOW001"]


async def test_a_correction_gives_back_what_was_typed_and_follows_its_push(
    opened: Callable[..., Awaitable[Session]],
) -> None:
    """Another window corrected it first: that is said, and the next press is about what it says now."""
    session = await opened("supervisor")
    desk, office = session.office.permits, session.services.office
    fields = {"plate": "OLD", "starts_at": "2026-07-04T12:00Z", "ends_at": "2031-07-04T13:00Z"}
    waiting = await office.write_down(read_draft(PushKind.PERMIT_CREATE, fields))
    desk.enter("plate", "HALF")
    await desk.edit(waiting)
    desk.enter("plate", "MINE02")
    await office.edit(waiting, read_draft(PushKind.PERMIT_CREATE, fields | {"plate": "THEIRS"}))
    await desk.push()
    assert "moved on" in desk.book.trouble
    assert (desk.book.on_form, desk.value("plate")) == (True, "MINE02")
    await desk.push()
    assert [(push.last.state, (push.draft or {})["plate"]) for push in desk.book.pushes or ()] == [
        (PushState.APPLIED, "MINE02")
    ]
    assert (desk.book.edited, desk.value("plate")) == (None, "HALF")


async def test_old_receipts_are_drawn_when_they_are_asked_for(
    opened: Callable[..., Awaitable[Session]],
) -> None:
    """The first page is drawn; more come with a press, and a search begins at the first page again."""
    session = await opened("supervisor")
    desk, office = session.office.permits, session.services.office
    for number in range(PAGE + 2):
        fields = {"plate": f"OLD{number}", "starts_at": "2026-07-04T12:00Z", "ends_at": "2026-07-04T13:00Z"}
        await office.write_down(read_draft(PushKind.PERMIT_CREATE, fields))
    await session.page.push_route("/permits")

    def drawn() -> int:
        named = [one for view in session.page.views for one in within(view) if isinstance(one, ft.Semantics)]
        return len([one for one in named if (one.identifier or "").startswith("push-")])

    async def draws(number: int) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while drawn() != number:  # noqa: ASYNC110 - the page is drawn by Flet
                await asyncio.sleep(0.01)

    await draws(PAGE)
    desk.show_more()
    await draws(PAGE + 2)
    desk.seek("OLD7")
    await draws(1)
    assert desk.book.shown == PAGE


async def test_a_permit_that_has_ended_is_extended_from_now(
    opened: Callable[..., Awaitable[Session]],
) -> None:
    """One hour more of a permit of yesterday is an hour from now."""
    desk = (await opened("supervisor")).office.permits
    now = datetime(2026, 7, 4, 12, 0, 30, tzinfo=UTC)
    over = Change(PushKind.PERMIT_UPDATE, "R1", "", {"ends_at": "2026-07-03T12:00:00+00:00"})
    assert desk.changed_end(over, now) == datetime(2026, 7, 4, 13, tzinfo=UTC)
    assert desk.changed_end(Change(PushKind.PERMIT_UPDATE, "R1", "", length=OTHER), now) is None


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2026-07-04T23:59", DAY, "2026-07-05T00:00-04:00"),
        ("2026-11-01T00:30", DAY, "2026-11-02T00:00-05:00"),
        ("2026-11-01T00:30", "2h", "2026-11-01T01:30-05:00"),
        ("2026-03-08T01:30", "1h", "2026-03-08T03:30-04:00"),
    ],
    ids=["a minute before midnight", "a day of 25 hours", "over the hour twice", "over the hour left out"],
)
def test_a_permit_lasts_as_long_as_it_says(start: str, length: str, end: str) -> None:
    """Hours are hours whatever the site's clock does; midnight is the site's."""
    begins = datetime.fromisoformat(start).replace(tzinfo=TORONTO)
    assert ends_after(begins, length, TORONTO) == datetime.fromisoformat(end)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_whatever_a_push_can_be_has_its_words(language: str) -> None:
    """Each state, each kind and each problem of a field is said."""
    words = words_in(language)
    for state in PushState:
        assert words(f"push.state.{state.value}").isupper()
    for kind in (*PushKind, EXPORT):
        assert words(f"push.kind.{kind}")
        assert words(f"push.find.{kind}")
    for reason in FieldReason:
        assert words(f"field.{reason.value}", limit=20)
