"""When a live answer is news: what was shown of a check no longer stands.

Separate because it decides what an officer who has gone on is called back for, and must be read at a glance.
"""

from __future__ import annotations

from platecheck.verdict import Headline

_ALWAYS = frozenset({Headline.ALARM, Headline.DO_NOT_TICKET})


def is_news(shown: Headline, live: Headline, then: Headline) -> bool:
    """Tell whether `live` changes what was `shown` (ours).

    `then` is the live facts' headline at the moment that was shown. The same headline is no news, and
    neither is one that time alone brought (a permit that ran out since): the shown one was right.
    ALARM and DO NOT TICKET are news however they came about.
    """
    if live is shown:
        return False
    return live in _ALWAYS or then is not shown


def is_told(live: Headline, *, own: bool) -> bool:
    """Tell whether news about an earlier check must still be brought to the officer.

    `own`: the same officer asked about the plate again in the same lot, so that the answer was before
    the officer's eyes. An alarm is told even then: a name can be shared.
    """
    return live is Headline.ALARM or not own
