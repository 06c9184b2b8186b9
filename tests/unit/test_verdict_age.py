"""The verdict on a saved answer: what its age does to it, by DOMAIN.md section 3."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from platecheck.facts import Dntt, Permit, PlateFacts, Source
from platecheck.verdict import NOT_CHECKED, Headline, Site, weigh

NOW = datetime(2026, 7, 4, 16, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
HERE = "Main Street Parking"
SITE = Site({HERE: frozenset({"LOT6"}), "Main Street Private Parking": frozenset({"LOT3"})})
LATER = NOW + timedelta(days=2)
NEGATIVE = {
    "no_permit": PlateFacts("ABC123"),
    "expired": PlateFacts("ABC123", (Permit("standard", "LOT6", NOW - HOUR),)),
    "valid_elsewhere": PlateFacts("ABC123", (Permit("standard", "LOT3", LATER),)),
}
KEPT = {
    "valid": PlateFacts("ABC123", (Permit("standard", "LOT6", LATER),)),
    "do_not_ticket": PlateFacts("ABC123", (), (Dntt(),)),
    "alarm": PlateFacts("ABC123", alarm="Call."),
}


@pytest.mark.parametrize("word", NEGATIVE)
@pytest.mark.parametrize(
    ("limit", "aged"), [(15 * MINUTE, 15 * MINUTE), (timedelta(0), timedelta(0)), (HOUR, HOUR)]
)
def test_a_saved_answer_against_the_car_ages_into_not_checked(
    word: str, limit: timedelta, aged: timedelta
) -> None:
    """Up to negative_max_age it carries RECHECK, past it it is NOT CHECKED with the old answer beneath."""
    found, site = NEGATIVE[word], Site(SITE.lots, negative_max_age=limit)
    fresh = weigh(found, source=Source.CACHE, fetched_at=NOW - aged, lot=HERE, now=NOW, site=site)
    assert (fresh.headline.value, fresh.recheck, fresh.beneath) == (word, True, None)
    old = weigh(found, source=Source.CACHE, fetched_at=NOW - aged - SECOND, lot=HERE, now=NOW, site=site)
    assert (old.headline.value, old.recheck, old.beneath and old.beneath.value) == ("not_checked", True, word)
    assert (old.permits, old.dntt) == (fresh.permits, fresh.dntt)


def test_negative_max_age_is_15_minutes_by_default() -> None:
    """Unless the site decides otherwise a saved NO PERMIT lasts a quarter of an hour."""
    assert Site().negative_max_age == 15 * MINUTE
    assert Site().grace == timedelta(0)


@pytest.mark.parametrize("word", NEGATIVE)
def test_a_saved_answer_of_unknown_age_is_too_old(word: str) -> None:
    """Without the time it was fetched a saved answer against the car is NOT CHECKED."""
    verdict = weigh(NEGATIVE[word], source=Source.CACHE, fetched_at=None, lot=HERE, now=NOW, site=SITE)
    assert verdict.headline is Headline.NOT_CHECKED


@pytest.mark.parametrize("word", NEGATIVE)
@pytest.mark.parametrize(
    ("ahead", "old"), [(2 * MINUTE, False), (2 * MINUTE + SECOND, True), (24 * HOUR, True)]
)
def test_a_saved_answer_from_the_future_has_no_age(word: str, ahead: timedelta, *, old: bool) -> None:
    """Fetched by a clock that was more than two minutes ahead, it may be as old as it likes: NOT CHECKED."""
    verdict = weigh(NEGATIVE[word], source=Source.CACHE, fetched_at=NOW + ahead, lot=HERE, now=NOW, site=SITE)
    assert (verdict.headline is Headline.NOT_CHECKED) == old
    assert verdict.recheck


@pytest.mark.parametrize("word", KEPT)
def test_alarms_orders_and_permits_keep_their_full_retention(word: str) -> None:
    """What speaks for the car, or warns the officer, is shown from the cache however old it is."""
    year = timedelta(days=365)
    verdict = weigh(KEPT[word], source=Source.CACHE, fetched_at=NOW - year, lot=HERE, now=NOW, site=SITE)
    assert (verdict.headline.value, verdict.recheck, verdict.beneath) == (word, False, None)


@pytest.mark.parametrize("word", NEGATIVE)
def test_a_live_answer_carries_no_recheck(word: str) -> None:
    """What the service just said stands as it is."""
    verdict = weigh(NEGATIVE[word], source=Source.LIVE, fetched_at=NOW, lot=HERE, now=NOW, site=SITE)
    assert (verdict.headline.value, verdict.recheck) == (word, False)


@pytest.mark.parametrize("source", Source)
def test_without_facts_nothing_is_known(source: Source) -> None:
    """Not in the cache is never NO PERMIT, and a source of none has no facts whatever is handed in."""
    assert weigh(None, source=source, fetched_at=NOW, lot=HERE, now=NOW, site=SITE) == NOT_CHECKED
    assert (
        weigh(KEPT["valid"], source=Source.NONE, fetched_at=NOW, lot=HERE, now=NOW, site=SITE) == NOT_CHECKED
    )
    assert NOT_CHECKED.headline is Headline.NOT_CHECKED
