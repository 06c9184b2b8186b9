"""Which step of a push may follow which, and when an attempt without an outcome counts as unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from platecheck.errors import PushMoved
from platecheck.pushes import EXPORT, LONGEST, OVER, Push, PushEvent, PushState

NOON = datetime(2026, 7, 4, 12, 0, tzinfo=UTC)
DRAFT = {"plate": "PL8RDR"}


def push(*states: PushState, at: datetime = NOON) -> Push:
    """Return a push that went through these states, the last of them at a moment."""
    first = PushEvent(PushState.WAITING, NOON, "Roy", DRAFT)
    events = (first, *(PushEvent(state, at) for state in states))
    return Push("push-1", "permit_create", NOON, len(events), events)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (PushState.WAITING, {"waiting", "sending", "discarded"}),
        (PushState.SENDING, set[str]()),
        (PushState.REJECTED, {"waiting", "discarded"}),
        (PushState.UNKNOWN, {"applied", "discarded"}),
        (PushState.APPLIED, set[str]()),
        (PushState.DISCARDED, set[str]()),
    ],
)
def test_a_push_is_never_sent_twice_by_a_step(state: PushState, allowed: set[str]) -> None:
    """Only what waits is sent: what is applied, unknown or on its way goes nowhere unasked."""
    standing = push(state)
    for following in PushState:
        if following.value in allowed:
            standing.check(following, NOON)
        else:
            with pytest.raises(PushMoved):
                standing.check(following, NOON)


def test_an_attempt_that_was_cut_off_is_unknown() -> None:
    """Whoever was killed while sending left no outcome; a clock that was set back changes nothing of that."""
    sending = push(PushState.SENDING)
    assert sending.state(NOON + LONGEST) is PushState.SENDING
    for later in (LONGEST + timedelta(seconds=1), -timedelta(days=1)):
        assert sending.state(NOON + later) is PushState.UNKNOWN
        sending.check(PushState.DISCARDED, NOON + later)
        for state in (PushState.SENDING, PushState.WAITING):
            with pytest.raises(PushMoved):
                sending.check(state, NOON + later)
    assert push(PushState.APPLIED).state(NOON + timedelta(days=9)) is PushState.APPLIED
    export = replace(sending, kind=EXPORT)
    assert export.state(NOON + timedelta(minutes=11)) is PushState.SENDING
    assert export.state(NOON + timedelta(minutes=13)) is PushState.UNKNOWN


def test_what_is_sent_is_what_was_written_last() -> None:
    """An edit replaces what was first written; the other steps say nothing of it."""
    edited = push(PushState.REJECTED)
    later = PushEvent(PushState.WAITING, NOON, "Dana", {"plate": "ABC123"})
    edited = replace(edited, events=(*edited.events, later, PushEvent(PushState.SENDING, NOON)))
    assert edited.draft == {"plate": "ABC123"}
    assert replace(edited, events=(PushEvent(PushState.UNKNOWN, NOON, spoilt=True),)).draft is None


def test_what_is_over_goes_nowhere_but_back_to_waiting() -> None:
    """Retention may take these: nothing of them is on its way."""
    for state in OVER:
        for following in (PushState.SENDING, PushState.APPLIED, PushState.UNKNOWN):
            with pytest.raises(PushMoved):
                push(state).check(following, NOON)
