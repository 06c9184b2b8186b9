"""What a person is told of one check, in every state that the sandbox cannot bring about at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from platecheck.cli.blocks import LOOKS, Blocks, one_line
from platecheck.errors import DiskFull, ProblemKind
from platecheck.facts import Dntt, Permit, PlateFacts, Source
from platecheck.patrol import Result
from platecheck.retention import Withheld
from platecheck.store.records import Answer, Check, StoredProblem
from platecheck.verdict import Headline, Site

if TYPE_CHECKING:
    from collections.abc import Callable

NOON = datetime(2026, 7, 4, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONE = ZoneInfo("America/Toronto")
SITE = Site(lots={"Here": frozenset({"H"}), "There": frozenset({"T"})}, grace=timedelta(minutes=10))
CHECK = Check("id", "ABC123", "abc 123", NOON, "Here", "", "officer", "0")


def _result(facts: PlateFacts | None, source: Source = Source.LIVE, **changes: object) -> Result:
    answer = Answer(
        source=source,
        facts=facts,
        fetched_at=None if facts is None else NOON,
        verdict="",
        recheck=False,
        decided_at=NOON,
        shown_at=NOON,
        latency_s=None,
        drift_s=None,
        problem=None,
        body=None,
    )
    return Result(CHECK, replace(answer, **changes))  # type: ignore[arg-type]  # fields by name


@pytest.fixture
def show(capsys: pytest.CaptureFixture[str]) -> Callable[[Result], str]:
    """Return what prints a result as a block and gives the text."""

    def text_of(result: Result) -> str:
        Blocks(ZONE).show(result, result.verdict(result.answer.decided_at, SITE))
        return capsys.readouterr().out

    return text_of


def test_orders_are_told_with_their_state_and_bounds(show: Callable[[Result], str]) -> None:
    """Active, upcoming, over and elsewhere are four sentences, an open end is said."""
    facts = PlateFacts(
        "ABC123",
        dntt=(
            Dntt("", None, None, "no\nbounds"),
            Dntt("Here", NOON + HOUR, NOON + 2 * HOUR),
            Dntt("H", NOON - 2 * HOUR, NOON - HOUR),
            Dntt("T", NOON - HOUR, NOON + HOUR),
        ),
    )
    text = show(_result(facts))
    assert "DO NOT TICKET OR TOW   ABC123" in text
    for sentence in (
        "Active: everywhere, no end given · no bounds",
        "Upcoming: Here, starts 13:00, until 14:00",
        "Over: H, ended 11:00",
        "For another lot: T, until 13:00",
    ):
        assert sentence in text


def test_permits_are_told_with_their_state_and_expiry(show: Callable[[Result], str]) -> None:
    """Valid, in grace, expired, elsewhere and unreadable are told apart; nothing is guessed."""
    facts = PlateFacts(
        "ABC123",
        permits=(
            Permit("standard", "H", NOON + HOUR),
            Permit("temp", "H", NOON - timedelta(minutes=5)),
            Permit("T2", "H", NOON - HOUR),
            Permit("HotSpot", "T", NOON + HOUR),
            Permit("", "", None, "0000-00-00"),
            Permit("odd", "T", None, "soon"),
            Permit("odd", "H", None, ""),
        ),
    )
    text = show(_result(facts))
    assert "VALID   ABC123" in text
    for sentence in (
        "H (standard), expires 13:00",
        "H (temp), in grace: expired 11:55",
        "H (T2), expired 11:00, 1 h ago",
        "T (HotSpot), another lot · expires 13:00",
        "lot not named (permit), expiry unreadable: “0000-00-00”",
        "T (odd), another lot · expiry unreadable",
        "H (odd), no expiry given",
    ):
        assert sentence in text


def test_an_alarm_never_hides_the_other_bands(show: Callable[[Result], str]) -> None:
    """Three bands are printed under an alarm, its lines kept."""
    facts = PlateFacts("ABC123", (Permit("standard", "H", NOON + HOUR),), (Dntt(),), "one\n\n*** two ***")
    text = show(_result(facts))
    assert text.index("ALARM") < text.index("*** two ***") < text.index("Active: everywhere")
    assert "H (standard), expires 13:00" in text


@pytest.mark.parametrize(("drift_s", "word"), [(600.0, "10 min slow"), (-7200.0, "2 h fast")])
def test_a_wrong_clock_is_said(show: Callable[[Result], str], drift_s: float, word: str) -> None:
    """Beyond two minutes the device's drift stands beside the verdict."""
    assert word in show(_result(PlateFacts("ABC123"), drift_s=drift_s))
    assert "clock" not in show(_result(PlateFacts("ABC123"), drift_s=60.0))


def test_an_old_answer_is_beneath_not_checked(show: Callable[[Result], str]) -> None:
    """Too old to act on, it says what it said and how long ago."""
    result = _result(PlateFacts("ABC123"), Source.CACHE, fetched_at=NOON - HOUR)
    text = show(result)
    assert "NOT CHECKED   ABC123" in text
    assert "from cache, 1 h old" in text
    assert "RECHECK BEFORE ACTING" in text
    assert "It said NO PERMIT, 1 h ago." in text


def test_without_facts_no_band_claims_anything(show: Callable[[Result], str]) -> None:
    """Could not check says why, and nothing of permits or alarms."""
    problem = StoredProblem(ProblemKind.REFUSED, "Tell your supervisor.", 9034)
    text = show(_result(None, Source.NONE, problem=problem))
    assert "no answer" in text
    assert "The service refused this device. Tell your supervisor. Code 9034." in text
    assert "No alarm" not in text
    assert "No permit" not in text


def test_purged_details_are_said_in_the_bands_place(show: Callable[[Result], str]) -> None:
    """The log keeps the word; nothing claims that there was no alarm."""
    purged = _result(None, Source.LIVE, verdict="alarm", fetched_at=NOON)
    assert purged.verdict_then(SITE).headline is Headline.ALARM
    text = show(purged)
    assert "Details purged." in text
    assert "No alarm" not in text


@pytest.mark.parametrize(
    ("why", "said"), [(Withheld.AGE, "too old to show"), (Withheld.LEASE, "saved answers have expired")]
)
def test_a_withheld_answer_is_said(show: Callable[[Result], str], why: Withheld, said: str) -> None:
    """Beside NOT CHECKED stands why the saved answer was not used."""
    problem = StoredProblem(ProblemKind.UNREACHABLE, "No connection.", None)
    assert said in show(replace(_result(None, Source.NONE, problem=problem), withheld=why))


def test_a_clock_that_is_behind_is_said(show: Callable[[Result], str]) -> None:
    """A saved answer that was judged at the last trusted time says so."""
    text = show(replace(_result(PlateFacts("ABC123"), Source.CACHE), offset=HOUR))
    assert "behind the last trusted time" in text


def test_an_unsaved_check_is_said(show: Callable[[Result], str]) -> None:
    """A full disk hides no verdict."""
    text = show(replace(_result(PlateFacts("ABC123")), unsaved=DiskFull("This device is full.")))
    assert "NO PERMIT" in text
    assert "could not be written to the log: This device is full." in text


def test_every_headline_has_a_look_of_its_own() -> None:
    """No two verdicts share a sign or a colour."""
    assert set(LOOKS) == set(Headline)
    assert len({look.sign for look in LOOKS.values()}) == len({look.style for look in LOOKS.values()}) == 7


def test_a_line_is_one_line() -> None:
    """Line breaks, tabs and control characters of the platform's texts do not leave their line."""
    assert one_line(" a\r\nb\tc\x1b[0m\u202e ") == "a b c[0m"
