"""The overdue export's desk over the sandbox: confirmed, asked once, and what came of it is said.

A little over 300 lines: one subject, and all that can come of an export.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.handset import Handset
from tests.unit.ui.officer import under_way

from platecheck.landing import PART
from platecheck.overdue import AgeGroup, Exported
from platecheck.pushes import EXPORT, LONGEST_EXPORT, Push, PushEvent, PushState
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.sandbox.overdue import OVERDUE
from platecheck.sandbox.service import SandboxServer
from platecheck.ui.collections_desk import FOLDER
from platecheck.ui.settings.holdings import wipe
from platecheck.wiring import Installation, change_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from platecheck.ui.collections_desk import CollectionsDesk
    from platecheck.ui.session import Session

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")


FULL = Path("/dev/full")


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[SandboxServer]:
    """Run a sandbox of the test's own: what it gave it gives nobody again."""
    with SandboxServer(tmp_path / "platform") as server:
        yield server


@pytest.fixture
async def page(tmp_path: Path, platform: SandboxServer) -> AsyncIterator[Handset]:
    """Return a supervisor's page, open."""
    access = {"validation_url": platform.url, "controller_url": platform.url, "client": DEMO_CLIENT}
    person = {"token": DEMO_TOKEN, "officer": "Dana", "role": "supervisor"}
    change_settings(tmp_path / "device", access | person)
    installation = Installation(tmp_path / "device", {})
    page = Handset(installation, (1280, 800))
    await page.open_ready()
    yield page
    await page.close()
    await installation.close()


@pytest.fixture
def no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be no directory for temporary files."""
    (tmp_path / "temporary").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


@pytest.fixture
def session(page: Handset) -> Session:
    """Return the supervisor's session."""
    return page.session


@pytest.fixture
def desk(session: Session) -> CollectionsDesk:
    """Return the desk."""
    return session.office.collections


@pytest.fixture
def breaks(platform: SandboxServer) -> Callable[..., None]:
    """Return what puts a fault in force; without one all is well."""

    def put(mode: FaultMode = FaultMode.NONE, **more: float) -> None:
        platform.app.state.faults.settings = FaultSettings(mode=mode, **more)

    return put


def asked(platform: SandboxServer) -> int:
    """Return how often the platform was asked."""
    return int(platform.app.state.faults.api_requests)


async def export(desk: CollectionsDesk) -> None:
    """Export as a person does."""
    desk.enter(DEMO_CLIENT)
    await desk.export()


async def test_two_presses_export_once_and_the_second_export_says_that_nothing_came(
    desk: CollectionsDesk, platform: SandboxServer, session: Session
) -> None:
    """The files are beneath the data directory, and the code is typed anew for another export."""
    desk.enter(DEMO_CLIENT)
    await asyncio.gather(desk.export(), desk.export())
    done = desk.book.done
    assert (asked(platform), len(done.violations), done.unread) == (1, OVERDUE, 0)
    assert (desk.book.typed, desk.book.busy) == ("", False)
    folder = session.settings.data_dir / FOLDER
    assert {done.body_file, done.table_file} == set(folder.iterdir())
    assert [push.id for push in desk.book.pushes] == [done.push.id]
    assert desk.earlier() == []
    folder.rename(folder.with_name("first"))  # files are named by the second
    await export(desk)
    assert (asked(platform), desk.book.done.violations, desk.book.done.unread) == (2, (), 0)
    assert [push.id for push in desk.earlier()] == [done.push.id]


@pytest.mark.parametrize("typed", ["", DEMO_CLIENT.lower(), DEMO_CLIENT[:-1], "OC-OTHER"])
async def test_without_the_client_s_code_nothing_is_asked(
    desk: CollectionsDesk, platform: SandboxServer, typed: str
) -> None:
    """No attempt is on record either."""
    desk.enter(typed)
    await desk.export()
    await desk.open()
    assert (asked(platform), desk.book.pushes, desk.book.done) == (0, (), None)


async def test_an_unknown_outcome_stands_in_the_way_until_it_is_let_go_of(
    desk: CollectionsDesk, platform: SandboxServer, breaks: Callable[..., None]
) -> None:
    """The platform marked them and its answer was lost: nothing is asked again by a press."""
    breaks(FaultMode.UNANSWERED)
    await export(desk)
    done = desk.book.done
    assert desk.state_of(done.push) is PushState.UNKNOWN
    assert desk.in_the_way().id == done.push.id
    breaks()
    await export(desk)
    assert asked(platform) == 1
    await desk.discard(desk.in_the_way())
    assert (desk.in_the_way(), desk.book.done) == (None, None)
    assert [desk.state_of(push) for push in desk.earlier()] == [PushState.DISCARDED]
    await export(desk)
    assert (asked(platform), desk.book.done.violations) == (2, ())


async def test_a_refusal_marks_nothing_and_leaves_the_way_free(
    desk: CollectionsDesk, breaks: Callable[..., None], session: Session
) -> None:
    """Its code is on the receipt, and a later export has them all."""
    breaks(FaultMode.REFUSED, code=9002)
    await export(desk)
    done = desk.book.done
    assert (done.push.last.state, done.push.last.code) == (PushState.REJECTED, 9002)
    assert (desk.in_the_way(), list((session.settings.data_dir / FOLDER).iterdir())) == (None, [])
    breaks()
    await export(desk)
    assert len(desk.book.done.violations) == OVERDUE


async def test_an_answer_nobody_can_read_is_kept(desk: CollectionsDesk, breaks: Callable[..., None]) -> None:
    """The file is named, and no table is."""
    breaks(FaultMode.BAD)
    await export(desk)
    done = desk.book.done
    assert (done.push.last.state, done.unread, done.table_file) == (PushState.APPLIED, None, None)
    assert b"responseJSON" in done.body_file.read_bytes()


async def test_who_leaves_meanwhile_finds_what_came_of_it(
    page: Handset, desk: CollectionsDesk, breaks: Callable[..., None], session: Session
) -> None:
    """It is busy while it goes on, wherever the person is, and its outcome is there afterwards."""
    await page.go("/collections")
    breaks(latency_s=0.3)
    going_on = page.begin(lambda: export(desk))
    await page.until(lambda: "collections-busy" in dict(page.told()), "it goes on")
    await page.go("/history")
    await page.go("/collections")
    assert desk.book.busy
    await page.until(lambda: "collections-busy" in dict(page.told()), "it still goes on")
    await going_on
    await page.until(lambda: "collections-table" in dict(page.told()), "the outcome")
    assert session.page.route == "/collections"


async def test_what_another_window_began_is_waited_for(
    desk: CollectionsDesk, platform: SandboxServer, session: Session
) -> None:
    """One that was cut off counts as unknown after its longest time, and is let go of then."""
    services = session.services
    outbox, scope = services.attempts.outbox, services.attempts.scope
    begun = PushEvent(PushState.SENDING, session.now(), "Dana", {"file": "overdue"})
    await outbox.add(scope, "other", EXPORT, begun)
    await export(desk)
    assert (asked(platform), desk.in_the_way().id, desk.book.done) == (0, "other", None)
    long_ago = PushEvent(PushState.SENDING, session.now() - LONGEST_EXPORT * 2, "", {"file": "overdue"})
    await outbox.add(scope, "killed", EXPORT, long_ago)
    await desk.open()
    (killed,) = [push for push in desk.book.pushes if push.id == "killed"]
    assert desk.state_of(killed) is PushState.UNKNOWN
    await desk.discard(killed)
    assert desk.in_the_way().id == "other"


async def test_where_nothing_can_be_written_nothing_is_asked(
    desk: CollectionsDesk, platform: SandboxServer, session: Session
) -> None:
    """What stands in the way is said, and the code stays typed."""
    folder = session.settings.data_dir / FOLDER
    folder.write_text("no directory")
    await export(desk)
    assert (asked(platform), desk.book.pushes, desk.book.typed) == (0, (), DEMO_CLIENT)
    assert str(folder) in desk.book.not_asked


def fill_the_disks(folder: Path) -> None:
    """Let no disk take more of the answer that is awaited: the file's own is full, the folder is none."""
    (part,) = folder.glob(f"*{PART}")
    wanted, full = part.stat(), os.open(FULL, os.O_WRONLY)
    for number in range(3, 1024):
        with suppress(OSError):
            if os.path.samestat(os.fstat(number), wanted):
                os.dup2(full, number)
    os.close(full)
    folder.rename(folder.with_name("gone"))
    folder.write_text("no directory")


@pytest.mark.usefixtures("no_temporary_files")
@pytest.mark.skipif(not FULL.exists(), reason="a system without a disk that is always full")
async def test_an_answer_that_no_disk_took_stays_until_it_is_somewhere(
    page: Handset, desk: CollectionsDesk, breaks: Callable[..., None]
) -> None:
    """It survives a wipe, is handed to the person's own device, and has its table once a folder takes it."""
    folder = page.session.settings.data_dir / FOLDER
    await page.go("/collections")
    breaks(latency_s=2)
    going_on = page.begin(lambda: export(desk))
    await page.until(lambda: any(folder.glob(f"*{PART}")), "the export has begun")
    fill_the_disks(folder)
    await going_on
    unkept = desk.unkept
    assert unkept is not None
    await page.until(lambda: "unkept-put" in dict(page.told()), "the way out")
    await wipe(page.session)
    await export(desk)
    await desk.let_go()
    assert desk.unkept is unkept
    desk.name_folder(str(folder))
    await desk.put_down()
    assert (desk.unkept, bool(desk.book.trouble)) == (unkept, True)
    page.answers["save_file"] = "overdue.json"
    await desk.save_unkept()
    assert desk.book.handed_out
    assert await page.session.save_settings({"officer": "Eli"}) == ""
    another = Handset(page.session.installation, (412, 860))
    found = (await another.open_ready()).office.collections
    await found.open()
    assert found.unkept is unkept  # the first window may be gone
    desk.name_folder("rescued")
    await desk.put_down()
    done = desk.book.done
    assert (len(done.violations), done.body_file.parent) == (OVERDUE, folder.with_name("rescued"))
    assert len(json.loads(done.body_file.read_bytes())["records"]) == OVERDUE
    assert done.table_file.exists()
    another.answers["save_file"] = "overdue.json"
    await found.save_unkept()
    await found.let_go()
    assert found.unkept is None
    await another.close()


async def test_another_window_that_lets_go_frees_the_way_here_too(
    desk: CollectionsDesk, page: Handset, breaks: Callable[..., None]
) -> None:
    """Who presses after that is told so, and sees the way free."""
    breaks(FaultMode.UNANSWERED)
    await export(desk)
    breaks()
    another = Handset(page.session.installation, (412, 860))
    theirs = (await another.open_ready()).office.collections
    await theirs.open()
    await theirs.discard(theirs.in_the_way())
    unknown = desk.in_the_way()
    assert unknown is not None
    await desk.discard(unknown)
    assert (desk.in_the_way(), bool(desk.book.trouble)) == (None, True)
    assert desk.book.done.push.last.state is PushState.DISCARDED
    await another.close()


async def test_what_comes_late_of_another_client_is_not_shown(
    desk: CollectionsDesk, session: Session, platform: SandboxServer
) -> None:
    """The export comes to its end and is on the disk of the client it was for."""
    async with under_way(platform.app.state.faults, export(desk)):
        assert await session.save_settings({"client": "OC-OTHER"}) == ""
    assert (desk.book.done, desk.book.pushes) == (None, None)
    await desk.open()
    assert desk.book.pushes == ()


async def test_what_the_table_says_is_read_aloud(page: Handset, desk: CollectionsDesk) -> None:
    """Without a location or a due date too; and what could not be read, or written, is said."""
    await page.go("/collections")
    last = PushEvent(PushState.APPLIED, page.session.now())
    push = Push("one", EXPORT, last.at, 1, (last,))
    groups = AgeGroup("", None, 1, Decimal(0)), AgeGroup("Lot 6", 90, 1200, Decimal("48000.5"))
    desk.book.done = Exported(push, Path("/answer.json"), summary=groups, unread=2)
    await page.until(lambda: "collections-unread" in dict(page.told()), "what could not be read")
    told = dict(page.told())
    assert told["collections-outcome"] == "1,201 violations, fines $48,000.50"
    assert told["location-0"] == "No location given. No due date: 1, $0.00. 1, $0.00"
    assert told["location-1"] == "Lot 6. Over 90 days: 1,200, $48,000.50. 1,200, $48,000.50"
    assert told["location-2"].startswith("All locations. Over 90 days: 1,200")
    assert not any(name.startswith("save-csv") for name in told)


async def test_a_file_is_handed_to_the_person_s_own_device(desk: CollectionsDesk, page: Handset) -> None:
    """One that is gone is said to be."""
    await export(desk)
    done = desk.book.done
    page.answers["save_file"] = "anything"
    await desk.save(done.push.id, done.table_file)
    assert desk.book.said == (done.push.id, f"Saved on your device: {done.table_file.name}")
    done.table_file.unlink()
    await desk.save(done.push.id, done.table_file)
    assert "not there any more" in desk.book.said[1]


async def test_what_was_wiped_leaves_the_screen(desk: CollectionsDesk, session: Session) -> None:
    """Outcome, receipts and what was typed go."""
    await export(desk)
    desk.enter("OC")
    await wipe(session)
    assert (desk.book.done, desk.book.pushes, desk.book.typed) == (None, None, "")


async def test_an_officer_is_refused_below_the_screen(desk: CollectionsDesk, session: Session) -> None:
    """Whoever comes to the act without the role exports nothing and is told."""
    assert await session.save_settings({"role": "officer"}) == ""
    await export(desk)
    assert "for supervisors" in desk.book.trouble
    assert desk.book.done is None
