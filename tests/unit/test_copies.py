"""A copy of the log: what is in it, what never is, and that no cell of it is a formula."""

from __future__ import annotations

import base64
import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pictures import picture

from platecheck.answers import from_entry
from platecheck.copies import COLUMNS, Format, Row, harmless, row_of, write
from platecheck.errors import ProblemKind
from platecheck.facts import Dntt, Permit, PlateFacts, Source
from platecheck.store import Acknowledgement, Answer, Check, Entry, Sighting, StoredProblem
from platecheck.verdict import Site

ZONE = ZoneInfo("America/Toronto")
NOON = datetime(2026, 7, 4, 16, 0, tzinfo=UTC)
ALARM = "*** Violence / Weapons ***\nDOE, JANE 1970-01-01"
TOKEN = "SECRET-TOKEN-1234"
SECRETS = ("Violence", "Weapons", "DOE", "JANE", "1970", "Visitor of the dean", "responseJSON", TOKEN)


def logged(typed: str = "abc 123", **changes: object) -> Entry:
    """Return a check of the log with everything the platform can say."""
    facts = PlateFacts(
        "ABC123",
        (Permit("standard", "BIKE", NOON + timedelta(hours=8)), Permit("=2+5", "LOT3")),
        (Dntt("Main Campus", NOON, None, "Visitor of the dean"),),
        ALARM,
    )
    answer = Answer(
        source=Source.CACHE,
        facts=facts,
        fetched_at=NOON - timedelta(minutes=47),
        verdict="alarm",
        recheck=False,
        decided_at=NOON,
        shown_at=NOON,
        latency_s=0.1234,
        drift_s=None,
        problem=StoredProblem(ProblemKind.SERVER_ERROR, f"The service says: {ALARM} {TOKEN}", 9033),
        body=f'{{"responseJSON":{{"alarm":"{ALARM}"}}}}'.encode(),
    )
    check = Check("c1", "ABC123", typed, NOON, "BIKE", "Tremblay", "officer", "0.1.0", "device")
    entry = Entry(check, (answer,), Acknowledgement("c1", "reported", NOON, "Roy"), 1)
    return Entry(
        **{
            **{name: getattr(entry, name) for name in ("check", "answers", "acknowledgement", "seq")},
            **changes,
        }
    )


def row(entry: Entry) -> Row:
    """Return the record of a check."""
    return row_of(from_entry(entry), Site(), ZONE)


def read(data: bytes) -> list[list[str]]:
    """Return the cells of a CSV, the heads first."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_record_says_what_was_shown_when_where_and_to_whom() -> None:
    """Verdict, source and age are those of then; the hour is the site's."""
    found = row(logged())
    assert {name: found[name] for name in ("date", "time", "plate", "verdict", "source", "age_s")} == {
        "date": "2026-07-04",
        "time": "12:00:00",
        "plate": "ABC123",
        "verdict": "alarm",
        "source": "cache",
        "age_s": 2820.0,
    }
    assert (found["lot"], found["officer"], found["outcome"], found["outcome_by"]) == (
        "BIKE",
        "Tremblay",
        "reported",
        "Roy",
    )
    assert (found["problem"], found["problem_code"], found["alarm"]) == ("server_error", 9033, True)
    assert found["permits"] == "standard BIKE 2026-07-04 20:00 (valid); =2+5 LOT3 (unknown)"
    assert found["do_not_ticket"] == "Main Campus 2026-07-04 12:00/ (active)"
    assert tuple(found) == COLUMNS


@pytest.mark.parametrize(
    ("sighting", "cells"),
    [
        (None, (None, None)),
        (Sighting((("abc-123", 0.9), ("A8C123", 0.2)), None, NOON), ("ABC123", False)),
        (Sighting((("A8C123", 0.9), ("ABC123", 0.8)), None, NOON), ("A8C123", True)),
        (Sighting((), None, NOON), (None, None)),
    ],
)
def test_a_record_says_what_the_camera_read_and_whether_it_was_corrected(
    sighting: Sighting | None, cells: tuple[str | None, bool | None]
) -> None:
    """A misread can be counted from a copy; of a check that was typed both cells are empty."""
    entry = logged()
    found = row(logged(check=replace(entry.check, sighting=sighting)))
    assert (found["read_as"], found["corrected"]) == cells


def test_no_picture_is_in_a_copy() -> None:
    """Its bytes stay on the device, in whatever spelling."""
    crop = picture(60)
    entry = logged()
    pictured = replace(entry.check, sighting=Sighting((("ABC123", 0.9),), crop, NOON))
    for form in Format:
        data = write([row(logged(check=pictured))], form)
        for spelt in (crop[20:40], crop.hex()[40:80].encode(), base64.b64encode(crop)[30:60]):
            assert spelt not in data


@pytest.mark.parametrize("form", Format)
def test_no_secret_is_in_a_copy(form: Format) -> None:
    """What the alarm says, orders' notes, raw answers, quoted messages and the token stay behind."""
    text = write([row(logged())], form).decode("utf-8-sig")
    assert "ABC123" in text
    for secret in SECRETS:
        assert secret.lower() not in text.lower(), secret


def test_csv_comes_back_cell_by_cell() -> None:
    """Accents, quotes, commas and line breaks survive, and a spreadsheet is told that it is UTF-8."""
    data = write([row(logged('é,"x"\nß'))], Format.CSV)
    assert data.startswith(b"\xef\xbb\xbf")
    heads, cells = read(data)
    assert tuple(heads) == COLUMNS
    assert cells[heads.index("typed")] == 'é,"x"\nß'
    assert (cells[heads.index("alarm")], cells[heads.index("recheck")]) == ("yes", "no")


def test_json_is_a_list_of_records() -> None:
    """Numbers are numbers, what is not there is null, and an empty log is an empty list."""
    (found,) = json.loads(write([row(logged())], Format.JSON))
    assert (found["age_s"], found["latency_s"], found["fetched_at"]) == (
        2820.0,
        0.123,
        "2026-07-04T15:13:00+00:00",
    )
    assert json.loads(write([], Format.JSON)) == []
    assert len(read(write([], Format.CSV))) == 1


def test_a_broken_surrogate_loses_no_copy() -> None:
    """A text that cannot be UTF-8 is escaped, not fatal."""
    for form in Format:
        assert b"ABC123" in write([row(logged("\ud83d"))], form)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "=cmd|' /C calc'!A0"]
)
def test_what_a_spreadsheet_would_compute_is_only_shown(cell: str) -> None:
    """A text that begins as a formula gets an apostrophe in front, wherever it is in the copy."""
    assert harmless(cell) == f"'{cell}"
    heads, cells = read(write([row(logged(cell))], Format.CSV))
    assert cells[heads.index("typed")] == f"'{cell}"


@given(st.text(max_size=12))
def test_no_cell_of_text_begins_as_a_formula(text: str) -> None:
    """Whatever was typed: no first character is one a spreadsheet acts on, and nothing else is changed."""
    cell = harmless(text)
    assert cell in {text, f"'{text}"}
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert not cell.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (-1.5, "-1.5"), (9033, "9033"), (True, "yes"), ("", "")]
)
def test_a_number_stays_a_number(cell: float | str | None, text: str) -> None:
    """A negative number is no formula, and what is missing is an empty cell."""
    assert harmless(cell) == text
