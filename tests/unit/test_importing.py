"""People from a file: spreadsheets are read, mistakes are told row by row, each row is sent once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from platecheck.errors import BadFile, FieldReason
from platecheck.importing import MOST_BYTES, MOST_ROWS, Pushed, Row, push_rows, read_people
from platecheck.opscom import PersonDraft
from platecheck.pushes import PushState
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.wiring import build_services, read_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from platecheck.office import Office
    from platecheck.sandbox.service import SandboxServer

PEOPLE = "unique_id,login_source,first_name,last_name,email\n"


def people(name: str, number: int) -> bytes:
    """Return a file of so many people, whose ids begin with `name`."""
    rows = (f"{name}{n},OPSCOM,Ada,Byron,{name}{n}@example.invalid\n" for n in range(number))
    return (PEOPLE + "".join(rows)).encode()


def drafts(rows: list[Row]) -> list[PersonDraft]:
    """Return what rows without a mistake push."""
    found = [row.draft for row in rows]
    assert all(isinstance(draft, PersonDraft) for draft in found), [row.problems for row in rows]
    return [draft for draft in found if isinstance(draft, PersonDraft)]


@pytest.fixture
async def office(tmp_path: Path, sandbox: SandboxServer) -> AsyncIterator[Office]:
    """Give a supervisor's office on a real store, set up for the sandbox."""
    env = {
        "PLATECHECK_VALIDATION_URL": sandbox.url,
        "PLATECHECK_CONTROLLER_URL": sandbox.url,
        "PLATECHECK_CLIENT": DEMO_CLIENT,
        "PLATECHECK_TOKEN": DEMO_TOKEN,
        "PLATECHECK_ROLE": "supervisor",
    }
    services = await build_services(read_settings(tmp_path / "data", env))
    yield services.office
    await services.close()


async def run(office: Office, rows: list[Row]) -> list[Pushed]:
    """Push rows, and return what came of each."""
    return [pushed async for pushed in push_rows(office, rows)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_what_spreadsheets_write_is_read(separator: str, newline: str, encoding: str) -> None:
    """Comma, semicolon or tab; either line end; with or without a mark in front; accents in both charsets."""
    rows = [("unique_id", "login_source", "last_name"), ("e1", "OPSCOM", "Côté"), ("e2", "LDAP", "Noël")]
    text = newline.join(separator.join(cells) for cells in rows)
    found = read_people(text.encode(encoding))
    assert [(draft.unique_id, draft.login_source, draft.last_name) for draft in drafts(found)] == rows[1:]
    assert [row.line for row in found] == [2, 3]


def test_the_documents_names_and_blank_cells_are_understood() -> None:
    """Names in any case, with spaces around; a blank cell is left out, a blank row is no person."""
    text = ' Unique_ID ,LOGIN_SOURCE,State,zip\np1, OPSCOM ,on,\n,,,\n"p,2",OPSCOM,,"K1A 0B1"\n'
    first, second = drafts(read_people(text.encode()))
    assert first.to_record() == {"unique_id": "p1", "login_source": "OPSCOM", "province": "ON"}
    assert second.to_record() == {"unique_id": "p,2", "login_source": "OPSCOM", "postal_code": "K1A 0B1"}


def test_empty_columns_beside_the_table_are_no_mistake() -> None:
    """A spreadsheet saves blank names and blank cells to the right; a row may also be shorter."""
    rows = read_people(b"unique_id,login_source,email,,\np1,OPSCOM,,,\np2,OPSCOM\n")
    assert [draft.unique_id for draft in drafts(rows)] == ["p1", "p2"]


@pytest.mark.parametrize(
    "text", ["unique_id,login_source\np1,OPSCOM,Byron\n", "unique_id,,login_source\np1,Byron,OPSCOM\n"]
)
def test_a_cell_beside_the_named_columns_is_a_mistake(text: str) -> None:
    """It may be the rest of a cell that was torn in two: the row is not sent, nor repeated."""
    (row,) = read_people(text.encode())
    assert row.draft is None
    (problem,) = row.problems
    assert (problem.field, problem.reason) == ("", FieldReason.UNKNOWN_FIELD)
    assert "Byron" not in problem.message


def test_a_mistake_is_told_with_the_line_its_row_begins_on() -> None:
    """Lines are counted as an editor counts them, cells of several lines and blank ones too."""
    text = 'unique_id,login_source,street\np1,OPSCOM,"1 Main\nStreet"\n\np2,,\np3,OPSCOM,x\n'
    rows = read_people(text.encode())
    assert [(row.line, row.draft is None) for row in rows] == [(2, True), (5, True), (6, False)]
    assert [problem.field for problem in rows[1].problems] == ["login_source"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "must name the fields"),
        (b"p1,OPSCOM,Byron\n", "must name the fields"),
        (b"\xff\xfeu\x00n\x00i\x00", "must name the fields"),
        (b"unique_id,email,EMAIL\n", "the same name"),
        (b"unique_id,shoe_size\n", "no field “shoe_size”"),
        (b'unique_id,login_source\np1,"OPSCOM\n', "Line 2 is no CSV"),
        (b"unique_id,last_name\np1,\xc3\xa9 and \x81\n", "neither UTF-8 nor windows-1252"),
        (b"x" * (MOST_BYTES + 1), "larger than 10 MB"),
        (b"unique_id,login_source\n" + b"p,OPSCOM\n" * (MOST_ROWS + 1), "more than 10000 rows"),
    ],
    ids=["empty", "no-head", "utf-16", "twice", "unknown", "open-quote", "charset", "bytes", "rows"],
)
def test_a_file_that_is_none_is_refused_whole(data: bytes, told: str) -> None:
    """No row of it is guessed; the sentence says what to do and holds nothing of a row."""
    with pytest.raises(BadFile, match=told) as caught:
        read_people(data)
    assert "Byron" not in caught.value.message


def test_a_row_is_known_by_what_it_says() -> None:
    """In a corrected file the rows that stayed as they were are known again; the same row twice is two."""
    data = people("same", 3)
    ids = [row.push_id for row in read_people(data)]
    assert len(set(ids)) == 3
    assert [row.push_id for row in read_people(data + b"same9,OPSCOM,Ada,Byron,\n")][:3] == ids
    twice = [row.push_id for row in read_people(data + data.splitlines(keepends=True)[1])]
    assert twice[:3] == ids
    assert len(set(twice)) == 4


async def test_rows_without_a_mistake_are_pushed_in_order(office: Office) -> None:
    """What is wrong is left out, what the platform rejects stops nobody."""
    data = (
        people("order", 2)
        + b"order9,OPSCOM,Ada,Byron,nobody\nordernew,OPSCOM,Ada,Byron,\n"
        + (b"orderlast,LDAP,Ada,Byron,orderlast@example.invalid\n")
    )
    done = await run(office, read_people(data))
    assert [(pushed.row.name, pushed.push.last.state) for pushed in done] == [
        ("order0", PushState.APPLIED),
        ("order1", PushState.APPLIED),
        ("ordernew", PushState.REJECTED),
        ("orderlast", PushState.APPLIED),
    ]
    assert done[2].push.last.code == 9016


async def test_what_broke_off_is_taken_up_where_it_was(office: Office, sandbox: SandboxServer) -> None:
    """A refusal in the midst stops it; the next run sends the rest, once, each under its id."""
    rows, faults = read_people(people("broke", 6)), sandbox.app.state.faults
    seen: list[Pushed] = []
    async for pushed in push_rows(office, rows):
        seen.append(pushed)
        if len(seen) == 3:
            faults.settings = FaultSettings(mode=FaultMode.REFUSED)
    faults.settings = FaultSettings()
    assert [pushed.push.last.state for pushed in seen] == [PushState.APPLIED] * 3 + [PushState.WAITING]
    asked = faults.api_requests
    again = await run(office, rows)
    assert [pushed.before for pushed in again] == [True] * 3 + [False] * 3
    assert {pushed.push.last.state for pushed in again} == {PushState.APPLIED}
    assert [pushed.push.id for pushed in again] == [row.push_id for row in rows]
    assert faults.api_requests == asked + 3
    assert all(pushed.before for pushed in await run(office, rows))
    assert faults.api_requests == asked + 3


async def test_what_was_rejected_may_be_sent_again_and_what_was_let_go_not(office: Office) -> None:
    """The reason of a rejection may be gone; who discarded a row has decided that."""
    (taken,) = read_people(PEOPLE.encode() + b"again0,OPSCOM,Ada,Byron,again@example.invalid\n")
    rows = read_people(PEOPLE.encode() + b"again1,OPSCOM,Ada,Byron,AGAIN@example.invalid\n")
    await run(office, [taken])
    (rejected,) = await run(office, rows)
    assert (rejected.push.last.state, rejected.push.last.code) == (PushState.REJECTED, 9019)
    other = read_people(PEOPLE.encode() + b"again0,OPSCOM,Ada,Byron,moved@example.invalid\n")
    await run(office, other)
    (retried,) = await run(office, rows)
    assert (retried.push.last.state, retried.before) == (PushState.APPLIED, False)
    (let_go,) = read_people(people("letgo", 1))
    assert let_go.draft is not None
    await office.discard(await office.write_down(let_go.draft, let_go.push_id))
    (found,) = await run(office, [let_go])
    assert (found.push.last.state, found.before) == (PushState.DISCARDED, True)


async def test_one_lost_answer_stops_nobody_and_two_in_a_row_do(
    office: Office, sandbox: SandboxServer
) -> None:
    """A row whose outcome is unknown is never sent again by itself; a service gone mad gets no third one."""
    rows, faults = read_people(people("lost", 6)), sandbox.app.state.faults
    seen: list[PushState] = []
    async for pushed in push_rows(office, rows):
        seen.append(pushed.push.last.state)
        faults.settings = FaultSettings(mode=FaultMode.BAD if len(seen) in {1, 3, 4} else FaultMode.NONE)
    faults.settings = FaultSettings()
    unknown, applied = PushState.UNKNOWN, PushState.APPLIED
    assert seen == [applied, unknown, applied, unknown, unknown]
    asked = faults.api_requests
    again = await run(office, rows)
    assert [pushed.before for pushed in again] == [True] * 5 + [False]
    assert [pushed.push.last.state for pushed in again] == [*seen, applied]
    assert faults.api_requests == asked + 1
