"""An officer's phone: a real client and a real store, and what its officer reads."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from platecheck.attempts import Attempts
from platecheck.office import Office
from platecheck.opscom import Access, OpscomClient, make_http
from platecheck.overdue import Overdue
from platecheck.patrol import Patrol
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN, LOT_NAMES
from platecheck.store import FileKeyHolder, Scope, Store
from platecheck.ui.texts import Words
from platecheck.verdict import Headline, Site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    import httpx

    from platecheck.answers import Result
    from platecheck.store import Entry

ZONE = ZoneInfo("America/Toronto")
SCOPE = Scope("https://service.example", DEMO_CLIENT)
CAMPUS = Site({lot: frozenset((*n["short_names"], *n["dntt_locations"])) for lot, n in LOT_NAMES.items()})
DEADLINE_S = 0.5
"""Stands for the eight seconds of a call; what a fault waits for is the end of it."""
WORDS = Words("en")


class Phone:
    """One device: a real client and a real store, its clock in the test's hand."""

    def __init__(self, directory: Path, store: Store, http: httpx.AsyncClient) -> None:
        self.directory = directory
        self.store = store
        self.offset = timedelta(0)
        self.deadline_s = DEADLINE_S
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._http = http

    def clock(self) -> datetime:
        """Return what this phone takes for the time."""
        return self.now() + self.offset

    def patrol(self, url: str, *, lot_table: Site = CAMPUS) -> Patrol:
        """Return the verbs over the service at `url`; pauses between attempts take no time."""
        access = Access(url, url, url, DEMO_CLIENT, DEMO_TOKEN, ZONE)
        client = OpscomClient(
            self._http, access, deadline_s=self.deadline_s, sleep=_no_pause, jitter=lambda: 0.5
        )
        return Patrol(
            client.validation,
            self.store,
            SCOPE,
            site=lot_table,
            app_version="0.1.0",
            clock=self.clock,
            patience_s=60,
        )

    def opscom(self, url: str) -> OpscomClient:
        """Return the client of the service at `url`; the overdue export waits no longer than the others."""
        access = Access(url, url, url, DEMO_CLIENT, DEMO_TOKEN, ZONE)
        return OpscomClient(
            self._http, access, deadline_s=self.deadline_s, overdue_deadline_s=self.deadline_s
        )

    def office(self, url: str, *, supervisor: bool = True) -> Office:
        """Return the office's verbs over the service at `url`."""
        attempts = Attempts(self.store.outbox, SCOPE)
        return Office(
            self.opscom(url), self.store, attempts, supervisor=supervisor, officer="Dana", clock=self.clock
        )

    def overdue(self, url: str, *, supervisor: bool = True) -> Overdue:
        """Return the overdue export over the service at `url`."""
        attempts = Attempts(self.store.outbox, SCOPE)
        return Overdue(self.opscom(url), attempts, supervisor=supervisor, clock=self.clock)

    async def check(self, url: str, plate: str, lot: str | None = None) -> Result:
        """Check a plate over the service at `url`."""
        patrol = self.patrol(url)
        return await patrol.check(patrol.press(plate, lot=lot))

    async def log(self) -> list[Entry]:
        """Read the log over a second connection, oldest first: only what is committed is there."""
        second = await Store.open(self.directory, FileKeyHolder(self.directory))
        try:
            return (await second.history(SCOPE))[::-1]
        finally:
            await second.close()


async def _no_pause(_: float) -> None:
    """Stand in for the pause between two attempts."""


def headline(result: Result) -> str:
    """Return the headline as the officer reads it."""
    return WORDS.verdict(Headline(result.answer.verdict))


def said(result: Result) -> str:
    """Return what the officer reads first: the headline, and why there is no live answer."""
    problem = result.answer.problem
    return f"{headline(result)} · {WORDS.why(problem.kind)[0]}" if problem else headline(result)


@asynccontextmanager
async def open_phone(directory: Path) -> AsyncIterator[Phone]:
    """Start the app on a directory, and end it."""
    store = await Store.open(directory, FileKeyHolder(directory))
    http = make_http()
    try:
        yield Phone(directory, store, http)
    finally:
        await http.aclose()
        await store.close()
