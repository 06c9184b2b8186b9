"""A test's report in words: every meaning has its title, explanation and advice, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from platecheck.answers import Result
from platecheck.errors import StorageError
from platecheck.facts import PlateFacts, Source
from platecheck.probe import FINE, Asked, Finding, Meaning, Report
from platecheck.store.records import Answer, Check
from platecheck.ui.settings.report import Sign, headline, lines, took
from platecheck.ui.texts import LANGUAGES, words_in

NOON = datetime(2026, 7, 4, 16, 0, tzinfo=UTC)
CHECK = Check("one", "ABC123", "abc 123", NOON, None, "Dana", "test", "0.1.0")
ANSWER = Answer(Source.NONE, None, None, "not_checked", False, NOON, NOON, None, None, None, None)  # noqa: FBT003 - a record
RESULT = Result(CHECK, ANSWER)


def report(
    validation: Meaning = Meaning.GOOD,
    controller: Meaning = Meaning.GOOD,
    *,
    drift: timedelta | None = timedelta(0),
    took_s: float = 0.084,
    result: Result = RESULT,
) -> Report:
    """Return a report of two services."""
    return Report(
        Finding(Asked.VALIDATION, "https://service.example", validation, took_s, 9034, 403),
        Finding(Asked.CONTROLLER, "https://controller.example:8443", controller, 0.112, 9034, 403),
        drift,
        result,
        "https://lots.example",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("meaning", Meaning)
def test_every_meaning_has_its_words(meaning: Meaning, language: str) -> None:
    """What was asked, how long it took, what it means and what to do: no line is without one of them."""
    words = words_in(language)
    told = lines(report(controller=meaning), "OC-TOMA", words)
    controller = next(line for line in told if line.name == "controller")
    assert "112 ms" in controller.title
    assert "controller.example:8443" in controller.texts[0]
    assert len(controller.texts) == (2 if meaning is Meaning.GOOD else 3)
    assert all("{" not in text for text in (controller.title, *controller.texts))
    top = headline(report(controller=meaning), "OC-TOMA", words)
    assert (top.sign is Sign.GOOD) is (meaning in FINE)


def test_what_stands_in_the_way_of_checks_comes_first() -> None:
    """Validation's failure is the headline before the controller's, the clock and slowness."""
    words = words_in("en")
    both = report(Meaning.PORTAL, Meaning.TOKEN_UNKNOWN, drift=timedelta(hours=1))
    assert headline(both, "C", words).title == "A sign-in page answered"
    late = report(took_s=3, drift=timedelta(hours=1))
    assert "clock is wrong" in headline(late, "C", words).title
    assert headline(report(took_s=3), "C", words).title == "It works, slowly"
    unsaved = Result(CHECK, ANSWER, unsaved=StorageError("Free some space."))
    assert headline(report(result=unsaved), "C", words).texts == ("Free some space.",)


def test_a_refused_token_says_whose_and_its_code() -> None:
    """The code, the service and the client are in the words, as in the mock-up."""
    top = headline(report(controller=Meaning.TOKEN_UNKNOWN), "OC-TOMA", words_in("en"))
    assert (top.title, top.sign) == ("The token was refused", Sign.KEY)
    assert top.texts[0] == "Code 9034: the controller does not know this token for client OC-TOMA."


@pytest.mark.parametrize(
    ("drift", "said"),
    [
        (timedelta(minutes=5), "5 min behind"),
        (timedelta(minutes=-5), "5 min ahead"),
        (timedelta(minutes=1), "clock is right"),
        (None, "could not be compared"),
    ],
)
def test_the_clock_has_a_line(drift: timedelta | None, said: str) -> None:
    """The device's clock is ahead, behind, right or unknown."""
    told = {line.name: line for line in lines(report(drift=drift), "C", words_in("en"))}
    assert said in told["clock"].title
    assert "not tested" in told["lots"].title


def test_an_alarm_on_the_plate_is_named_and_not_quoted() -> None:
    """A plate that was only a test may be a danger: that there is an alarm is said, never what it says."""
    facts = PlateFacts("ABC123", alarm="Jean Côté 1970-01-01")
    told = lines(report(result=Result(CHECK, replace(ANSWER, facts=facts))), "C", words_in("en"))
    assert [line.title for line in told if line.name == "alarm"] == ["There is an alarm on this plate"]
    assert "Jean" not in str(told)


def test_seconds_are_told_as_people_say_them() -> None:
    """Milliseconds under a second; then tenths, with the language's comma."""
    assert (took(0.0844, "en"), took(2.345, "en"), took(2.345, "fr")) == ("84 ms", "2.3 s", "2,3 s")
