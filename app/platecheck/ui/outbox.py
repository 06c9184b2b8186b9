"""Whose pushes may be shown, and how many of them are not over.

Apart from the desks, all of which ask it, as the session does when it opens.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from platecheck.errors import PlatecheckError
from platecheck.pushes import PushState

if TYPE_CHECKING:
    from platecheck.pushes import Push
    from platecheck.ui.session import Session
    from platecheck.wiring import Services


def is_current(session: Session, services: Services) -> bool:
    """Tell whether these are for whom the app is set up now: what is another client's is not shown.

    They need not be the ones that are open: a push comes to its end after any setting was saved.
    """
    opened = session.installation.opened
    return opened is not None and opened.whose == services.whose


async def count_open(session: Session, services: Services) -> list[Push]:
    """Count what is not over, for the navigation, and return it; where that fails, the count stays."""
    now = session.now()
    try:
        found = await services.office.pushes(still_open=True)
    except PlatecheckError:
        return []
    if is_current(session, services):
        states = {PushState.WAITING, PushState.UNKNOWN}
        session.state.outbox.still_open = Counter(push.kind for push in found if push.state(now) in states)
    return found
