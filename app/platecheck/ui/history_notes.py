"""What is noted of a check below its verdict: every answer it got, and who, where, why and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.answers import MAX_DRIFT, Outcome
from platecheck.facts import Source
from platecheck.ui import times
from platecheck.ui.parts.controls import badge, card, identified
from platecheck.ui.text_scale import larger
from platecheck.ui.theme import BOLD, MEDIUM, shown
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from platecheck.answers import Result
    from platecheck.patrol_log import Story
    from platecheck.ui.session import Session

_REASONS = {
    "officer": "reason.officer",
    "recheck": "reason.recheck",
    "look-alike": "reason.look_alike",
    "camera": "reason.camera",
}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_LABEL = 132


def answers_list(story: Story, session: Session) -> ft.Control:
    """Return every answer of the check, first to last: a saved one and the live one after it are two."""
    words, colours = session.words, session.palette
    count = len(story.results)
    title = words("story.answer") if count == 1 else words("story.answers", n=count)
    rows: list[ft.Control] = [shown(title, colours.text, 18, BOLD, 24)]
    rows += [_answer(result, session) for result in story.results]
    return identified(
        "story-answers",
        ft.Column(rows, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        container=True,
    )


def _answer(result: Result, session: Session) -> ft.Control:
    words, colours, answer = session.words, session.palette, result.answer
    at = f"{answer.shown_at.astimezone(session.settings.zone):%H:%M:%S}"
    lines: list[ft.Control] = [
        ft.Row(
            [
                badge(Headline(answer.verdict), words, colours),
                shown(f"{at} · {where_from(result, session)}", colours.text, 16, MEDIUM, 22),
            ],
            spacing=10,
            run_spacing=4,
            wrap=True,
        )
    ]
    if answer.problem is not None:
        lines.append(shown(words.why(answer.problem.kind)[0], colours.secondary, 16, line=22))
    return identified("story-answer", card(ft.Column(lines, spacing=4), colours), container=True)


def where_from(result: Result, session: Session) -> str:
    """Return the source of an answer and how old it was when it was shown, or how long it took."""
    words, answer = session.words, result.answer
    if answer.source is Source.LIVE:
        latency = answer.latency_s
        return words("story.live_in", s=seconds(latency, session)) if latency else words("history.live")
    if answer.source is Source.CACHE and answer.fetched_at is not None:
        old = max(0.0, (answer.decided_at - answer.fetched_at).total_seconds())
        return words("history.cache", span=times.span(old, words.language))
    return words("age.none")


def source_line(source: Source, text: str, session: Session) -> ft.Control:
    """Return where an answer is from and how old, in one line with its icon."""
    icons = {Source.LIVE: ft.Icons.CELL_TOWER, Source.CACHE: ft.Icons.HISTORY}
    colours = session.palette
    said = shown(text, colours.text, 15, BOLD, 20, expand=larger())
    icon = ft.Icon(icons.get(source, ft.Icons.CLOUD_OFF), color=colours.text, size=20)
    row = ft.Row([icon, said], spacing=8, tight=not larger())
    return identified("story-source", ft.Container(row, height=None if larger() else 32))


def seconds(length_s: float, session: Session) -> str:
    """Return a latency to a hundredth, with the language's decimal sign."""
    text = f"{length_s:.2f}"
    return text if session.words.language == "en" else text.replace(".", ",")


def facts_list(story: Story, session: Session) -> ft.Control:
    """Return who checked, where, why, what came of it, and on which device."""
    return identified("story-noted", noted(_facts(story, session), session), container=True)


def noted(facts: list[tuple[str, str]], session: Session) -> ft.Control:
    """Return what is noted, each with its label."""
    colours = session.palette
    rows: list[ft.Control] = [shown(session.words("story.noted"), colours.text, 18, BOLD, 24)]
    for label, value in facts:
        line = ft.Row(
            [
                ft.Container(shown(label, colours.secondary, 16, line=22), width=_LABEL),
                shown(value, colours.text, 16, MEDIUM, 22, expand=True),
            ],
            spacing=8,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
        rows.append(ft.Semantics(label=f"{label}: {value}", exclude_semantics=True, content=line))
    return ft.Column(rows, spacing=4)


def _facts(story: Story, session: Session) -> list[tuple[str, str]]:
    words, check, zone = session.words, story.entry.check, session.settings.zone
    reason = words(_REASONS[check.reason]) if check.reason in _REASONS else check.reason
    found = [
        (words("story.checked"), times.exact(check.checked_at, zone)),
        (words("story.typed"), check.typed),
        (words("story.lot"), check.lot or words("lot.any")),
        (words("story.officer"), check.officer or words("export.nobody")),
        (words("story.reason"), reason),
    ]
    ack = story.entry.acknowledgement
    if ack is not None:
        word = words.outcome(_OUTCOMES[ack.outcome]) if ack.outcome in _OUTCOMES else ack.outcome
        parts = (word, times.exact(ack.acknowledged_at, zone), ack.officer)
        found.append((words("story.outcome"), " · ".join(part for part in parts if part)))
    drift = story.last.answer.drift_s
    if drift is not None and abs(drift) > MAX_DRIFT.total_seconds():
        key = "result.drift.slow" if drift > 0 else "result.drift.fast"
        found.append((words("story.clock"), f"{times.span(abs(drift), words.language)} {words(key)}"))
    found.append((words("story.device"), f"{check.device_id[:8]} · {check.app_version}"))
    return [(label, value) for label, value in found if value]
