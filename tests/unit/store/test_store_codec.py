"""Facts, lots and problems as JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platecheck.errors import ProblemKind, StorageError
from platecheck.facts import Dntt, Lot, Permit, PlateFacts
from platecheck.store import StoredProblem, codec

texts = st.text(st.characters(), max_size=40)
zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=zones)  # noqa: DTZ001 - zones are drawn
optional_moments = st.none() | moments
permits = st.builds(Permit, texts, texts, optional_moments, texts)
orders = st.builds(Dntt, texts, optional_moments, optional_moments, texts, texts, texts)
all_facts = st.builds(
    PlateFacts,
    texts,
    st.lists(permits, max_size=4).map(tuple),
    st.lists(orders, max_size=4).map(tuple),
    st.none() | texts,
)
numbers = st.none() | st.integers() | st.floats(allow_nan=False)
lots = st.builds(Lot, texts, texts, *[numbers] * 10)


@given(all_facts)
def test_facts_survive_the_round_trip(facts: PlateFacts) -> None:
    """Any facts, lone surrogates and far dates included, come back equal."""
    assert codec.read_facts(codec.write_facts(facts)) == facts


@given(st.lists(lots, max_size=3).map(tuple))
def test_lots_survive_the_round_trip(report: tuple[Lot, ...]) -> None:
    """Any report comes back equal."""
    assert codec.read_lots(codec.write_lots(report)) == report


@given(texts, st.none() | st.integers())
def test_problems_survive_the_round_trip(message: str, code: int | None) -> None:
    """Any words and any code come back equal."""
    problem = StoredProblem(ProblemKind.REFUSED, message, code)
    assert codec.read_problem("refused", codec.write_problem(problem)) == problem


@given(moments, moments)
def test_written_times_sort_as_times_do(one: datetime, other: datetime) -> None:
    """Text comparison in the database is time comparison."""
    assert (codec.write_time(one) < codec.write_time(other)) == (one < other)
    assert codec.read_time(codec.write_time(one)) == one


def test_keys_of_a_later_version_are_passed_over(facts: PlateFacts) -> None:
    """A record written by a newer app is read for what this one knows."""
    data = json.loads(codec.write_facts(facts))
    data |= {"v": 99, "colour": {"of": ["the", "car"]}}
    for part in (*data["permits"], *data["dntt"]):
        part["later"] = 1
    assert codec.read_facts(json.dumps(data).encode()) == facts
    lot = b'{"v":99,"lots":[{"name":"Lot 6","later":true}]}'
    assert codec.read_lots(lot) == (Lot("Lot 6"),)


def test_facts_have_the_written_form_that_devices_hold() -> None:
    """The form of version 1 stays readable for ever."""
    held = (
        b'{"v":1,"plate":"ABC123","permits":[{"type":"temp","short_name":"BIKE",'
        b'"expires":"2025-04-30T23:59:59.000000+00:00","expires_text":"2025-04-30 23:59:59"}],'
        b'"dntt":[{"location":"Lot 6","end":"2025-05-01T00:00:00.000000+00:00","notes":"n",'
        b'"end_text":"2025-05-01"}],"alarm":"*** A ***"}'
    )
    facts = PlateFacts(
        "ABC123",
        (Permit("temp", "BIKE", datetime(2025, 4, 30, 23, 59, 59, tzinfo=UTC), "2025-04-30 23:59:59"),),
        (Dntt("Lot 6", None, datetime(2025, 5, 1, tzinfo=UTC), "n", "", "2025-05-01"),),
        "*** A ***",
    )
    assert codec.read_facts(held) == facts
    assert codec.write_facts(facts) == held


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b'{"plate":"A","permits":[1]}',
        b'{"plate":"A","dntt":[{"end":5}]}',
    ],
)
def test_what_is_no_record_is_a_storage_error(data: bytes) -> None:
    """Whatever stands in a record's place, the error is ours."""
    with pytest.raises(StorageError):
        codec.read_facts(data)
    with pytest.raises(StorageError):
        codec.read_lots(data)
    with pytest.raises(StorageError):
        codec.read_problem("refused", data)


def test_an_unreadable_time_or_kind_is_a_storage_error() -> None:
    """A changed column does not raise anything else."""
    with pytest.raises(StorageError):
        codec.read_time("yesterday")
    with pytest.raises(StorageError):
        codec.read_problem("mood", b'{"message":"x"}')
    with pytest.raises(StorageError):
        codec.read_texts(b"[1]")
