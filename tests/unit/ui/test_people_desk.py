"""People and vehicles over the sandbox: a form and a file, each row sent once, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.handset import PATIENCE_S
from tests.unit.ui.officer import under_way

from platecheck.errors import FieldReason
from platecheck.pushes import PushState
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.ui.import_desk import ALL, PROBLEMS, Stage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.sandbox.service import SandboxServer
    from platecheck.ui.import_desk import ImportDesk
    from platecheck.ui.session import Session

    Opened = Callable[..., Awaitable[Session]]

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")


def people(begin: str, number: int, wrong: tuple[int, ...] = ()) -> bytes:
    """Return a file of so many people; those of `wrong`, counted from 1, have a login source too long."""
    rows = [
        f"{begin}-{n},{'OPSCOM' if n not in wrong else 'O' * 21},{begin}{n}@test.com,Ada,Tester\n"
        for n in range(1, number + 1)
    ]
    return ("unique_id,login_source,email,first_name,last_name\n" + "".join(rows)).encode()


async def over(desk: ImportDesk, *stages: Stage) -> None:
    """Wait until the file is no more being sent."""
    async with asyncio.timeout(PATIENCE_S):
        while desk.book.stage not in (stages or (Stage.DONE,)):  # noqa: ASYNC110 - set by the desk's own task
            await asyncio.sleep(0.01)


def states(desk: ImportDesk) -> list[PushState | None]:
    """Return where the rows that are right stand."""
    return [desk.state_of(row) for row in desk.right()]


async def test_a_file_is_looked_through_before_anything_is_sent(
    opened: Opened, sandbox: SandboxServer
) -> None:
    """What is wrong is shown first; sent, each right row is applied, and the receipts are the people's."""
    session, faults = await opened("supervisor"), sandbox.app.state.faults
    desk, asked = session.office.file, faults.api_requests
    await desk.read("people.csv", people("look", 6, wrong=(2, 5)))
    assert (desk.book.stage, desk.book.show, faults.api_requests) == (Stage.READ, PROBLEMS, asked)
    assert [row.line for row in desk.listed()] == [3, 6]
    assert desk.listed()[0].problems[0].reason is FieldReason.TOO_LONG
    desk.look_at(ALL)
    assert [row.line for row in desk.listed()] == [2, 3, 4, 5, 6, 7]
    desk.go()
    desk.go()  # a second press
    await over(desk)
    assert states(desk) == [PushState.APPLIED] * 4
    assert faults.api_requests == asked + 4
    assert [one.draft["unique_id"] for one in session.office.people.book.pushes or ()] == [
        *("look-6", "look-4", "look-3", "look-1")
    ]
    assert session.office.permits.book.pushes is None
    await session.office.permits.open()
    assert session.office.permits.book.pushes == ()


async def test_a_file_chosen_again_sends_only_what_is_new(opened: Opened, sandbox: SandboxServer) -> None:
    """Rows that were sent are known by what they say, and only those corrected since are sent."""
    session, faults = await opened("supervisor"), sandbox.app.state.faults
    desk = session.office.file
    await desk.read("people.csv", people("again", 5, wrong=(3,)))
    desk.go()
    await over(desk)
    asked = faults.api_requests
    await desk.read("people.csv", people("again", 5))
    assert desk.book.results == {}
    desk.go()
    await over(desk)
    assert faults.api_requests == asked + 1
    assert [desk.book.results[row.line].before for row in desk.right()] == [True, True, False, True, True]


async def test_stopped_it_goes_on_where_it_was(opened: Opened, sandbox: SandboxServer) -> None:
    """A press stops it after the row under way; the rest is sent by the next press, each once."""
    session, faults = await opened("supervisor"), sandbox.app.state.faults
    desk, asked = session.office.file, faults.api_requests
    await desk.read("people.csv", people("stop", 8))
    desk.go()
    desk.stop()
    await over(desk, Stage.STOPPED)
    assert states(desk) == [PushState.APPLIED, *[None] * 7]
    assert not desk.book.lost
    desk.go()
    await over(desk)
    assert states(desk) == [PushState.APPLIED] * 8
    assert faults.api_requests == asked + 8


async def test_without_the_platform_it_stops_and_says_so(opened: Opened, sandbox: SandboxServer) -> None:
    """One row waits, none is lost; once the platform is back, all that is left is sent."""
    session, faults = await opened("supervisor"), sandbox.app.state.faults
    desk = session.office.file
    await desk.read("people.csv", people("gone", 3))
    faults.settings = FaultSettings(mode=FaultMode.REFUSED)
    desk.go()
    await over(desk, Stage.STOPPED)
    assert (states(desk), desk.book.lost) == ([PushState.WAITING, None, None], True)
    await desk.read("people.csv", people("gone", 3))
    assert not desk.book.lost
    desk.go()
    await over(desk, Stage.STOPPED)
    assert [desk.is_problem(row) for row in desk.right()] == [True, False, False]
    faults.settings = FaultSettings()
    desk.go()
    await over(desk)
    assert (states(desk), desk.book.lost) == ([PushState.APPLIED] * 3, False)


async def test_what_is_wiped_meanwhile_is_sent_no_further(opened: Opened, sandbox: SandboxServer) -> None:
    """The screen forgets the file at once, no row of it is begun after, and another one takes its place."""
    session, faults = await opened("supervisor"), sandbox.app.state.faults
    desk, asked = session.office.file, faults.api_requests
    await desk.read("people.csv", people("wiped", 8))
    desk.go()
    session.access.forget()
    assert (desk.book.stage, desk.book.rows) == (Stage.NONE, ())
    await desk.read("others.csv", people("other", 3))
    desk.go()
    while session._going_on:
        await asyncio.wait(session._going_on)
    assert faults.api_requests <= asked + 1 + 3
    assert [pushed.row.name for pushed in desk.book.results.values()] == ["other-1", "other-2", "other-3"]
    assert states(desk) == [PushState.APPLIED] * 3


async def test_of_two_files_the_one_chosen_last_counts(opened: Opened) -> None:
    """However long the first takes to be read."""
    desk = (await opened("supervisor")).office.file
    await asyncio.gather(
        desk.read("first.csv", people("first", 4000)), desk.read("last.csv", people("last", 1))
    )
    assert (desk.book.name, [row.name for row in desk.book.rows]) == ("last.csv", ["last-1"])


async def test_a_file_that_is_none_is_told_and_an_officer_sends_nothing(
    opened: Opened, sandbox: SandboxServer
) -> None:
    """The reason is said; the role is asked below the screen too."""
    session, faults = await opened("officer"), sandbox.app.state.faults
    desk, asked = session.office.file, faults.api_requests
    await desk.read("people.csv", b"name,mail\nAda,ada@test.com\n")
    assert (desk.book.stage, "unique_id" in desk.book.trouble) == (Stage.NONE, True)
    await desk.read("people.csv", people("no", 2))
    assert (desk.book.stage, desk.book.trouble) == (Stage.READ, "")
    desk.go()
    await over(desk, Stage.STOPPED)
    assert "for supervisors" in desk.book.trouble
    assert (desk.book.results, faults.api_requests) == ({}, asked)


async def test_a_vehicle_is_put_on_file_and_a_second_time_refused(opened: Opened) -> None:
    """What is wrong is said at its field, behind a press too; what is the same for the next one stays."""
    desk = (await opened("supervisor")).office.vehicles
    await desk.open()
    for name, value in {"plate": "new 001", "plate_type": "Passenger", "prov": "ON", "vin": "1" * 26}.items():
        desk.enter(name, value)
    await desk.push()
    wrong = desk.wrong("vin")
    assert wrong is not None
    assert (wrong.reason, wrong.limit, desk.book.more) == (FieldReason.TOO_LONG, 25, True)
    desk.enter("vin", "")
    assert desk.wrong("vin") is None
    await desk.push()
    latest = desk.latest()
    assert latest is not None
    assert (latest.last.state, desk.name_of(latest)) == (PushState.APPLIED, "NEW001")
    assert desk.book.entered == {"plate_type": "Passenger", "prov": "ON"}
    desk.enter("plate", "NEW 001")
    await desk.push()
    latest = desk.latest()
    assert latest is not None
    assert (latest.last.state, latest.last.code) == (PushState.REJECTED, 9012)
    await desk.edit(latest)
    assert (desk.value("plate"), desk.book.edited) == ("NEW001", latest)
    desk.enter("plate", "NEW 002")
    await desk.push()
    assert [push.last.state for push in desk.book.pushes or ()] == [PushState.APPLIED, PushState.APPLIED]


async def test_the_kinds_of_people_are_asked_for_once(opened: Opened, sandbox: SandboxServer) -> None:
    """Without an answer the number can be typed, and they are asked for again."""
    session, faults = await opened("supervisor"), sandbox.app.state.faults
    desk = session.office.people
    faults.settings = FaultSettings(mode=FaultMode.REFUSED)
    await desk.open()
    assert (desk.book.types, desk.book.trouble) == ((), "")
    faults.settings = FaultSettings()
    await desk.ask_types()
    assert any(kind.group == "Staff" for kind in desk.book.types or ())
    asked = faults.api_requests
    await desk.open()
    assert faults.api_requests == asked


async def test_the_kinds_of_another_client_are_not_offered(opened: Opened, sandbox: SandboxServer) -> None:
    """An answer that comes late is the client's that was asked for it: the next one is asked anew."""
    session, faults = await opened("supervisor"), sandbox.app.state.faults
    desk = session.office.people
    async with under_way(faults, desk.ask_types()):
        assert await session.save_settings({"client": "OC-OTHER"}) == ""
    assert desk.book.types is None


async def test_who_is_no_supervisor_any_more_sends_no_further_row(
    opened: Opened, sandbox: SandboxServer
) -> None:
    """The row under way comes to its end; the rest is left, and no trouble of the platform is told."""
    session, faults = await opened("supervisor"), sandbox.app.state.faults
    desk = session.office.file
    await desk.read("people.csv", people("role", 6))
    asked = faults.api_requests
    faults.settings = FaultSettings(latency_s=0.2)
    desk.go()
    async with asyncio.timeout(PATIENCE_S):
        while faults.api_requests == asked:  # noqa: ASYNC110 - the sandbox has no bell
            await asyncio.sleep(0.01)
    assert await session.save_settings({"role": "officer"}) == ""
    await over(desk, Stage.STOPPED)
    assert faults.api_requests == asked + 1
    assert (states(desk)[0], len(desk.left()), desk.book.lost) == (PushState.APPLIED, 5, False)


async def test_the_file_follows_what_is_settled_elsewhere(opened: Opened, sandbox: SandboxServer) -> None:
    """An unknown row that was not applied is left to send, and one that was let go of is counted."""
    session, faults = await opened("supervisor"), sandbox.app.state.faults
    desk, one = session.office.file, session.office.people
    await desk.read("people.csv", people("settled", 1))
    faults.settings = FaultSettings(mode=FaultMode.UNANSWERED)
    desk.go()
    await over(desk, Stage.DONE)
    faults.settings = FaultSettings()
    (unknown,) = one.book.pushes or ()
    await one.settle(unknown, applied=False)
    await desk.choose(file=True)
    assert (desk.book.stage, len(desk.left())) == (Stage.STOPPED, 1)
    (waiting,) = one.book.pushes or ()
    await one.discard(waiting)
    await desk.choose(file=True)
    assert (desk.book.stage, desk.counts()) == (Stage.DONE, {PushState.DISCARDED: 1})
