"""A test's report in words: the headline, and a line for each thing that was asked.

Apart from the section that draws it, and without Flet, so that the command line says the same.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from platecheck.probe import Asked, Meaning
from platecheck.ui.times import span

if TYPE_CHECKING:
    from platecheck.probe import Finding, Report
    from platecheck.ui.texts import Words


class Sign(Enum):
    """How a line stands: in order, in the way, or worth knowing."""

    GOOD = "good"
    BAD = "bad"
    NOTE = "note"
    KEY = "key"
    """In the way, and a matter of token or client."""


class Line(NamedTuple):
    """One line: what was asked and how long it took; then what that means and what to do."""

    name: str
    sign: Sign
    title: str
    texts: tuple[str, ...]


def headline(report: Report, client: str, words: Words) -> Line:
    """Return what the whole test comes to: the first thing that stands in the way."""
    if (failed := report.failed) is not None:
        texts = _explained(failed, client, words)
        return Line("result", _sign(failed), words(f"probe.head.{failed.meaning.value}"), texts)
    if report.result.unsaved is not None:
        return Line("result", Sign.BAD, words("probe.head.unsaved"), (report.result.unsaved.message,))
    if report.drifts:
        return Line("result", Sign.NOTE, words("probe.head.drift"), (words("probe.do.drift"),))
    if report.slow is not None:
        return Line("result", Sign.NOTE, words("probe.head.slow"), (words("probe.do.slow"),))
    return Line("result", Sign.GOOD, words("probe.head.good"), (words("probe.do.good"),))


def lines(report: Report, client: str, words: Words) -> list[Line]:
    """Return a line for validation, one for the controller, one for the clock, one for untested lots."""
    told = [_told(finding, report, client, words) for finding in report.findings]
    if report.drift is None:
        told.append(Line("clock", Sign.NOTE, words("probe.clock.untold"), ()))
    elif report.drifts:
        by = span(abs(report.drift.total_seconds()), words.language)
        title = words(
            "probe.clock.behind" if report.drift.total_seconds() > 0 else "probe.clock.ahead", span=by
        )
        told.append(Line("clock", Sign.BAD, title, (words("probe.means.drift"), words("probe.do.drift"))))
    else:
        told.append(Line("clock", Sign.GOOD, words("probe.clock.right"), ()))
    facts = report.result.answer.facts
    if facts is not None and facts.alarm:
        # That there is one, never what it says: the answer itself has the ways to read it.
        told.append(Line("alarm", Sign.NOTE, words("probe.alarm"), (words("probe.alarm.do"),)))
    if report.lots_address:
        title = words("probe.lots", host=host_of(report.lots_address))
        told.append(Line("lots", Sign.NOTE, title, (words("probe.lots.why"),)))
    return told


def host_of(address: str) -> str:
    """Return what a person recognises an address by: its host, with the port where there is one."""
    return urlsplit(address).netloc or address


def took(seconds: float, language: str) -> str:
    """Return how long an answer took, in milliseconds under a second."""
    if seconds < 1:
        return f"{round(seconds * 1000)} ms"
    text = f"{seconds:.1f} s"
    return text.replace(".", ",") if language == "fr" else text


def _told(finding: Finding, report: Report, client: str, words: Words) -> Line:
    who = finding.asked.value
    asked = words(f"probe.asked.{who}", host=host_of(finding.address), plate=report.result.check.plate)
    time = took(finding.took_s, words.language)
    if not finding.is_fine:
        title = words("probe.failed", who=words(f"probe.who.{who}"), time=time)
    else:
        title = words("probe.answered", who=words(f"probe.who.{who}"), time=time)
    texts: tuple[str, ...] = (asked, *_explained(finding, client, words))
    if finding.is_slow:
        texts = (*texts, words("probe.means.slow"))
    return Line(who, _sign(finding), title, texts)


def _explained(finding: Finding, client: str, words: Words) -> tuple[str, ...]:
    """Return what a finding means, and what to do about it."""
    values = {
        "host": host_of(finding.address),
        "client": client,
        "who": words(f"probe.the.{finding.asked.value}"),
        "status": finding.status or "–",
    }
    meaning = finding.meaning.value
    if finding.asked is Asked.CONTROLLER and finding.meaning is Meaning.GOOD:
        meaning = "good_types"
    means = words(f"probe.means.{meaning}", **values)
    if finding.meaning is Meaning.GOOD:
        return (means,)
    return means, words(f"probe.do.{meaning}")


def _sign(finding: Finding) -> Sign:
    if finding.is_refused:
        return Sign.KEY
    if finding.meaning is Meaning.LIMITED or finding.is_slow:
        return Sign.NOTE
    return Sign.GOOD if finding.is_fine else Sign.BAD
