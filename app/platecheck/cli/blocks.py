"""Checks as a person reads them: a coloured block per verdict, three bands that are never merged.

The words are the screens' catalogue, in English as everything else on the command line. Nothing
here is markup: what the platform sent is text and stays text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from platecheck.answers import MAX_DRIFT
from platecheck.facts import Source, readable
from platecheck.ui.texts import Words
from platecheck.ui.times import ago, moment, span
from platecheck.ui.walk_summary import counts_of, figures_of, title_of
from platecheck.verdict import DnttState, Headline, PermitState

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from platecheck.answers import Result
    from platecheck.errors import BadPlate
    from platecheck.store.records import WalkSummary
    from platecheck.verdict import JudgedDntt, JudgedPermit, Verdict


class Look(NamedTuple):
    """A sign that any terminal font has, and the state's colours (DOMAIN.md section 4)."""

    sign: str
    style: str


LOOKS = {
    Headline.ALARM: Look("‼", "bold white on #9b0015"),
    Headline.DO_NOT_TICKET: Look("♦", "bold white on #0b3d91"),
    Headline.VALID: Look("√", "bold white on #00573f"),
    Headline.VALID_ELSEWHERE: Look("≠", "bold black on #d9e8e2"),
    Headline.EXPIRED: Look("○", "bold white on #7a4100"),
    Headline.NO_PERMIT: Look("▲", "bold black on #ffc20a"),
    Headline.NOT_CHECKED: Look("?", "bold black on #e6e6e6"),
}
_WARNING = "bold reverse"
_ENGLISH = "en"


def make_console() -> Console:
    """Return a console on standard output; without colours where NO_COLOR or a pipe says so."""
    console = Console(markup=False, emoji=False, highlight=False)
    console.file.reconfigure(errors="replace")  # type: ignore[attr-defined]  # a terminal that is not UTF-8
    return console


def one_line(text: str) -> str:
    """Return `text` without control characters and on one line."""
    return " ".join(readable(text).split())


class Blocks:
    """Prints checks; times in the site's zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._console = make_console()
        self._zone = zone
        self._words = Words(_ENGLISH)

    def show(self, result: Result, verdict: Verdict) -> None:
        """Print one check as a block: headline, warnings, alarm, orders, permits."""
        check, answer = result.check, result.answer
        look = LOOKS[verdict.headline]
        head = f"{look.sign} {self._words.verdict(verdict.headline)}   {check.plate}"
        self._console.print(Padding(Text(head), (0, 1), style=look.style))
        told = [self._age(result)]
        if check.lot:
            told.append(one_line(check.lot))
        self._line(" · ".join(told))
        for warning in self._warnings(result, verdict):
            self._line(warning, _WARNING)
        if answer.facts is not None:
            self._bands(result, verdict)
        elif result.details_purged:
            self._line(f"{self._words('details.purged')}. {self._words('details.purged.text')}")
        if result.queued:
            self._line(self._words("result.queued_command", n=result.queued))
        self._console.print()

    def show_bad_plate(self, typed: str, error: BadPlate) -> None:
        """Print a text that is no plate; nothing was asked."""
        look = LOOKS[Headline.NOT_CHECKED]
        title = f"{look.sign} {error.title}: {one_line(typed)}"
        self._console.print(Padding(Text(title), (0, 1), style=look.style))
        self._line(error.message)
        self._console.print()

    def show_row(self, result: Result, verdict: Verdict) -> None:
        """Print one check of the log on one line."""
        check = result.check
        look = LOOKS[verdict.headline]
        at = f"{check.checked_at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"
        row = Text(f"{at}  {check.plate or '–':<10} ")
        row.append(f" {look.sign} {self._words.verdict(verdict.headline):<20} ", look.style)
        row.append(f" {self._age(result)}")
        if verdict.recheck:
            row.append(f" · {self._words('recheck.title')}", "bold")
        if check.lot:
            row.append(f" · {one_line(check.lot)}")
        if check.sighting and check.corrected:
            row.append(f" · {self._words('history.read_as', plate=check.sighting.read_as)}")
        self._console.print(row, soft_wrap=True)

    def show_walk(self, walk: WalkSummary) -> None:
        """Print the summary of one walk on one line."""
        parts = [one_line(title_of(walk.lot, self._words)), *figures_of(walk, self._words)]
        row = Text(f"{walk.ended_at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}  {' · '.join(parts)} ")
        for headline, number in counts_of(walk):
            row.append(" ")
            row.append(f" {LOOKS[headline].sign} {number} ", LOOKS[headline].style)
        if walk.officer:
            row.append(f"  {one_line(walk.officer)}")
        self._console.print(row, soft_wrap=True)

    def show_recheck(self, result: Result, verdict: Verdict) -> None:
        """Print one recheck on one line, with the verdict it changed from; what failed says why."""
        self.show_row(result, verdict)
        if result.changed_from is not None:
            self._line(
                self._words("recheck.changed", verdict=self._words.verdict(result.changed_from)), _WARNING
            )
        if result.answer.problem is not None:
            self._line(result.answer.problem.message)

    def _line(self, text: str, style: str = "") -> None:
        self._console.print(Padding(Text(text, style), (0, 1)))

    def _age(self, result: Result) -> str:
        answer = result.answer
        if answer.source is Source.NONE or answer.fetched_at is None:
            return self._words("age.none")
        seconds = max(0.0, (answer.decided_at - answer.fetched_at).total_seconds())
        return self._words(f"age.{answer.source.value}", span=span(seconds, _ENGLISH))

    def _warnings(self, result: Result, verdict: Verdict) -> list[str]:
        words, answer = self._words, result.answer
        found = []
        if result.unsaved is not None:
            found.append(words("result.unsaved", why=result.unsaved.message))
        if answer.problem is not None:
            code = f" {words('why.code', code=answer.problem.code)}" if answer.problem.code else ""
            found.append(f"{words.why(answer.problem.kind)[0]} {answer.problem.message}{code}")
        if result.withheld is not None:
            found.append(". ".join(words.withheld(result.withheld)))
        if verdict.recheck:
            found.append(f"{words('recheck.title')}. {words('recheck.text')}")
        if verdict.beneath is not None and answer.fetched_at is not None:
            old = span((answer.decided_at - answer.fetched_at).total_seconds(), _ENGLISH)
            beneath = words("beneath.text", verdict=words.verdict(verdict.beneath), span=old)
            found.append(f"{words('beneath.title')}. {beneath}")
        if answer.drift_s is not None and abs(answer.drift_s) > MAX_DRIFT.total_seconds():
            direction = words("result.drift.slow" if answer.drift_s > 0 else "result.drift.fast")
            found.append(words("result.drift", span=span(abs(answer.drift_s), _ENGLISH), direction=direction))
        elif result.source is not Source.NONE and answer.drift_s is None and result.offset:
            found.append(words("result.clock_back"))
        return found

    def _bands(self, result: Result, verdict: Verdict) -> None:
        words, now = self._words, result.answer.decided_at
        none = "none_saved" if result.answer.source is Source.CACHE else "none"
        grid = Table.grid(padding=(0, 2, 0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column()
        if verdict.alarm:
            text = f"{words('band.alarm.who')}\n{readable(verdict.alarm)}"
            grid.add_row(Text(words("band.alarm"), LOOKS[Headline.ALARM].style), Text(text))
        else:
            grid.add_row(Text(words("band.alarm")), Text(words(f"band.alarm.{none}")))
        orders = [self._order(judged, now) for judged in verdict.dntt]
        active = any(judged.state is DnttState.ACTIVE for judged in verdict.dntt)
        style = LOOKS[Headline.DO_NOT_TICKET].style if active else ""
        grid.add_row(
            Text(words("badge.do_not_ticket"), style), Text("\n".join(orders) or words(f"band.dntt.{none}"))
        )
        permits = [self._permit(judged, now) for judged in verdict.permits]
        grid.add_row(Text("Permits"), Text("\n".join(permits) or words(f"band.permits.{none}")))
        self._console.print(grid)

    def _order(self, judged: JudgedDntt, now: datetime) -> str:
        words, dntt = self._words, judged.dntt
        times = []
        if judged.state is DnttState.UPCOMING and dntt.start is not None:
            times.append(words("dntt.starts", time=self._moment(dntt.start, now)))
        if dntt.end is None:
            times.append(words("dntt.open"))
        else:
            key = "dntt.ended" if judged.state is DnttState.OVER else "dntt.until"
            times.append(words(key, time=self._moment(dntt.end, now)))
        place = one_line(dntt.location) or words("everywhere")
        notes = f" · {one_line(dntt.notes)}" if dntt.notes else ""
        return f"{words.dntt(judged.state)}: {place}, {', '.join(times)}{notes}"

    def _permit(self, judged: JudgedPermit, now: datetime) -> str:
        permit = judged.permit
        lot = one_line(permit.short_name) or self._words("line.no_name")
        kind = one_line(permit.type) or self._words("permit.type_missing")
        return f"{lot} ({kind}), {self._expiry(judged, now)}"

    def _expiry(self, judged: JudgedPermit, now: datetime) -> str:
        words, permit = self._words, judged.permit
        if permit.expires is None:
            if judged.state is PermitState.ELSEWHERE:
                return words("permit.elsewhere_unknown")
            sent = one_line(permit.expires_text)
            return words("permit.unknown", text=sent) if sent else words("permit.no_expiry")
        time = self._moment(permit.expires, now)
        if judged.state is PermitState.EXPIRED:
            since = ago((now - permit.expires).total_seconds(), _ENGLISH)
            return words("permit.expired", time=time, ago=since)
        if judged.state is PermitState.IN_GRACE:
            return words("permit.grace", time=time)
        key = "permit.elsewhere" if judged.state is PermitState.ELSEWHERE else "permit.expires"
        return words(key, time=time)

    def _moment(self, at: datetime, now: datetime) -> str:
        return moment(at, now, self._zone, _ENGLISH)
