"""What counts as changed: what was shown no longer stands, and not by time alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platecheck.changes import is_news, is_told
from platecheck.verdict import Headline

ALARM, DNTT, VALID = Headline.ALARM, Headline.DO_NOT_TICKET, Headline.VALID
EXPIRED, NO_PERMIT, NOT_CHECKED = Headline.EXPIRED, Headline.NO_PERMIT, Headline.NOT_CHECKED
headlines = st.sampled_from(Headline)


@pytest.mark.parametrize(
    ("shown", "live", "then", "news"),
    [
        (NOT_CHECKED, ALARM, ALARM, True),
        (NOT_CHECKED, VALID, VALID, True),
        (VALID, NO_PERMIT, NO_PERMIT, True),
        (NO_PERMIT, VALID, VALID, True),
        (VALID, VALID, VALID, False),
        (VALID, EXPIRED, VALID, False),  # the permit ran out since: VALID was right
        (VALID, EXPIRED, EXPIRED, True),  # it had run out already
        (VALID, DNTT, VALID, True),  # an order began since: whoever acts now must know
        (DNTT, VALID, DNTT, False),  # it ended since
    ],
)
def test_what_is_news(shown: Headline, live: Headline, then: Headline, *, news: bool) -> None:
    """Another headline is news unless time alone made the difference; warnings always are."""
    assert is_news(shown, live, then) is news


@given(headlines, headlines, headlines)
def test_the_same_is_never_news_and_a_warning_always_is(
    shown: Headline, live: Headline, then: Headline
) -> None:
    """Whatever was shown, the same headline is no news, and a new ALARM is."""
    assert not is_news(live, live, then)
    assert is_news(shown, ALARM, then) is (shown is not ALARM)
    assert is_news(NOT_CHECKED, live, live) is (live is not NOT_CHECKED)


@given(headlines)
def test_who_asked_again_himself_is_told_of_alarms_only(live: Headline) -> None:
    """An answer the officer has seen is not told twice, but for an alarm."""
    assert is_told(live, own=False)
    assert is_told(live, own=True) is (live is ALARM)
