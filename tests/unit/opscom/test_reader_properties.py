"""What holds for every body, however broken: generated bodies through the whole reader."""

from __future__ import annotations

import json
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.series import length

from platecheck.errors import ServiceError
from platecheck.facts import Permit, PlateFacts, readable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Read = Callable[..., PlateFacts]

quiet = settings(
    max_examples=length(300),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

NAMES = st.sampled_from(
    [
        "error",
        "ErrorCode",
        "data",
        "response",
        "responseJSON",
        "permits",
        "dntt",
        "alarm",
        "plate",
        "type",
        "shortName",
        "expires",
        "location",
        "start",
        "end",
        "notes",
        "active",
        "0",
        "1",
        "other",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "",
            " ",
            "0",
            "ABC123",
            "2025-04-30 23:59:59",
            "0000-00-00 00:00:00",
            "standard: BIKE\n Expires: 2025-04-30 23:59:59\n\n",
            "ALARM: Wanted.\r\n\r\n",
            "DNTT: Lot 6\n2024-10-23 00:00:00-2025-04-30 23:59:00 \nVan\n\n",
            '{"permits":[]}',
            "\ud800",
        ]
    ),
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS)
# Anything that JSON can hold, with the platform's names among the keys.
ANY = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(NAMES, st.text(max_size=3)), inner, max_size=5)
    ),
    max_leaves=20,
)
# The same without a word that could make a permit.
NO_PERMIT_TEXT = TEXTS.filter(lambda t: "expires" not in t.casefold() and "permits" not in t)
NO_PERMIT = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), NO_PERMIT_TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["location", "start", "end", "notes", "active", "text", "0", "1", "other"]),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=10,
)


def body_of(value: object) -> bytes:
    """Write a value as a body, as Python's JSON does it: with NaN, and surrogates escaped."""
    return json.dumps(value).encode()


def answer(response_json: object, response: object = "", **more: object) -> bytes:
    """Write a successful answer for ABC123."""
    data = {"response": response, "plate": "ABC123", "responseJSON": response_json, **more}
    return body_of({"error": 0, "data": data, "message": ""})


def check(facts: PlateFacts) -> None:
    """Check what holds for all facts: they can be shown and stored."""
    shown = [facts.alarm or "-"]
    shown += [t for p in facts.permits for t in (p.type, p.short_name, p.expires_text)]
    shown += [t for d in facts.dntt for t in (d.location, d.notes, d.start_text, d.end_text)]
    for text in shown:
        text.encode()
        assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in text.replace("\n", ""))
    assert facts.alarm is None or facts.alarm.strip()


def change(value: Any, path: list[int], new: object) -> Any:
    """Return `value` with the part that `path` leads to replaced by `new`."""
    if not path or not isinstance(value, dict | list) or not value:
        return new
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = keys[path[0] % len(keys)]
    copy = value.copy()
    copy[key] = change(value[key], path[1:], new)
    return copy


@quiet
@given(value=ANY)
def test_any_json_is_facts_or_our_error(value: object, read: Read) -> None:
    """No JSON whatever raises anything but our errors."""
    with suppress(ServiceError):
        check(read(body_of(value)))


@quiet
@given(block=ANY, response=ANY, extra=st.dictionaries(NAMES, ANY, max_size=3))
def test_any_data_is_facts_or_our_error(
    block: object, response: object, extra: dict[str, object], read: Read
) -> None:
    """No `data` whatever raises anything but our errors."""
    with suppress(ServiceError):
        check(read(answer(block, response, **{k: v for k, v in extra.items() if k != "response"} | {"x": 1})))


@quiet
@given(data=st.data())
def test_a_changed_answer_is_facts_or_our_error(data: st.DataObject, payloads: Path, read: Read) -> None:
    """A real answer with any part replaced, or with bytes changed, raises nothing but our errors."""
    names = sorted(p.name for p in payloads.glob("*.json") if p.stat().st_size < 4000)
    body = (payloads / data.draw(st.sampled_from(names))).read_bytes()
    if data.draw(st.booleans()):
        with suppress(ValueError):
            value = json.loads(body)
            body = body_of(change(value, data.draw(st.lists(st.integers(0, 9), max_size=5)), data.draw(ANY)))
    else:
        at = data.draw(st.integers(0, len(body)))
        body = body[:at] + data.draw(st.binary(max_size=3)) + body[at + data.draw(st.integers(0, 3)) :]
    types = [
        "",
        "application/json; charset=utf-16",
        "application/json; charset=cp037",
        "text/html; charset=x",
    ]
    with suppress(ServiceError):
        check(read(body, data.draw(st.sampled_from(types))))


@quiet
@given(alarm=NO_PERMIT, dntt=NO_PERMIT, other=NO_PERMIT, response=NO_PERMIT_TEXT)
def test_a_permit_is_never_invented(
    alarm: object, dntt: object, other: object, response: str, read: Read
) -> None:
    """Where the service names no permit there is none, but for the mark of what it put in its place."""
    with suppress(ServiceError):
        facts = read(answer({"alarm": alarm, "dntt": dntt, "vehicle": other}, response, owner=other))
        assert all(
            p.type == "?" and p.expires_text in " ".join(readable(response).split()) for p in facts.permits
        )
        assert not facts.permits or facts.alarm or facts.dntt


@quiet
@given(permits=ANY, dntt=ANY, response=ANY, text=st.text())
def test_an_alarm_is_never_lost(
    permits: object, dntt: object, response: object, text: str, read: Read
) -> None:
    """Whatever stands beside it, an alarm is shown."""
    facts = read(answer({"alarm": f"Wanted {text}", "permits": permits, "dntt": dntt}, response))
    assert facts.alarm == readable(f"Wanted {text}")


@quiet
@given(permits=ANY, alarm=ANY, response=ANY)
def test_an_order_is_never_lost(permits: object, alarm: object, response: object, read: Read) -> None:
    """Whatever stands beside it, a do-not-ticket order is shown."""
    order = {"location": "Lot 6", "start": "", "end": "", "notes": "Van"}
    facts = read(answer({"permits": permits, "alarm": alarm, "dntt": [order]}, response))
    assert [(d.location, d.notes) for d in facts.dntt] == [("Lot 6", "Van")]


@quiet
@given(permits=st.lists(st.one_of(ANY, st.just({"type": "T2", "shortName": "A", "expires": ""})), max_size=4))
def test_a_listed_permit_is_never_lost(permits: list[object], read: Read) -> None:
    """A readable permit is read, or the whole answer is unreadable; it is never dropped in silence."""
    listed = sum(p == {"type": "T2", "shortName": "A", "expires": ""} for p in permits)
    with suppress(ServiceError):
        assert read(answer({"permits": permits})).permits.count(Permit("T2", "A")) == listed


MEBI = 1024 * 1024 - 200


@pytest.mark.parametrize(
    "response",
    [
        " " * MEBI,
        "a:" * (MEBI // 2),
        "\\n" * (MEBI // 2),
        " \\n" * (MEBI // 3),
        "DNTT:\\n" * (MEBI // 7),
        "DNTT:\\n-\\n" * (MEBI // 10),
        "ALARM:" + " " * (MEBI - 6),
        "DNTT:" + "2025-01-01 00:00:00 " * (MEBI // 20),
        "a:b\\n Expires:c\\n" * (MEBI // 20),
        ("a:\\n" + " " * 50 + "Expires") * (MEBI // 70),
    ],
    ids=range(10),
)
def test_a_body_at_the_cap_is_read(response: str, read: Read) -> None:
    """A body of the greatest size that is let in, made to be slow, is read all the same."""
    body = b'{"error":0,"data":{"response":"%s","plate":"ABC123","responseJSON":{}}}' % response.encode()
    with suppress(ServiceError):
        check(read(body))
