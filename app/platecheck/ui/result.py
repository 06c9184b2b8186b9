"""Result: headline, then alarm, DNTT and permits, each with its own state; and what the officer does next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import flet as ft

from platecheck.answers import MAX_DRIFT
from platecheck.errors import ProblemKind
from platecheck.facts import Source
from platecheck.ui import theme, times
from platecheck.ui.before import asking, unreadable
from platecheck.ui.component import component
from platecheck.ui.next_step import LOOKED_ALIKE, SHORT, acknowledging, next_steps
from platecheck.ui.parts.ages import AgeChip, AgeTitle
from platecheck.ui.parts.alike import look_alikes
from platecheck.ui.parts.bands import Telling, alarm_band, dntt_band, permits_band, purged_note
from platecheck.ui.parts.controls import identified, note
from platecheck.ui.parts.head import HeadSize, age_collar, head_size, verdict_head
from platecheck.ui.parts.headline_line import headline_line
from platecheck.ui.parts.hold import HoldToRead
from platecheck.ui.theme import BLACK, shown
from platecheck.verdict import Headline, Verdict

if TYPE_CHECKING:
    from platecheck.answers import Result
    from platecheck.ui.session import Session
    from platecheck.ui.state import Desk, Preferences, Window


@component
def ResultPane(
    desk: Desk,
    prefs: Preferences,
    window: Window,
    session: Session,
    width: float,
    wide: bool,
) -> ft.Control:
    """The answer at hand; a quiet place while the service is asked; nothing before."""
    size = head_size(width, wide=wide, short=window.height < SHORT)
    if desk.unreadable:
        return unreadable(desk, session, width)
    if desk.result is None:
        return asking(desk, session, size)
    return _answer(desk, session, size)


def _answer(desk: Desk, session: Session, size: HeadSize) -> ft.Control:
    result = desk.result
    if result is None:
        raise AssertionError
    verdict = session.verdict(result)
    telling = _telling(session, result)
    parts: list[ft.Control] = [_head(result, verdict, session, telling, size)]
    parts += _warnings(result, verdict, session)
    if desk.alike and verdict.headline in LOOKED_ALIKE:
        parts.append(_alike(desk, session, size.width))
    if result.details_purged:
        parts.append(purged_note(session.words, session.palette))
    else:
        parts += _bands(verdict, telling, session, wide=size.wide)
    parts += _remarks(result, session)
    body = ft.Column(
        parts,
        spacing=theme.GAP if not size.wide else 14,
        scroll=ft.ScrollMode.AUTO,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    foot = (
        acknowledging(desk, session)
        if session.must_acknowledge
        else next_steps(desk, result, verdict, session, size)
    )
    column = ft.Column(
        [body, foot], spacing=theme.GAP, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
    return identified("result", column, container=True, expand=True)


def _telling(session: Session, result: Result) -> Telling:
    return Telling(
        words=session.words,
        colours=session.palette,
        zone=session.settings.zone,
        now=session.now() + result.offset,
        pulse=session.state.pulse,
        age=lambda: result.age_s(session.now()),
        source=result.source,
    )


def _head(result: Result, verdict: Verdict, session: Session, telling: Telling, size: HeadSize) -> ft.Control:
    words, source = session.words, result.source
    collar, saved = None, ""
    if source is Source.CACHE and verdict.headline is not Headline.NOT_CHECKED and result.answer.fetched_at:
        saved = words("age.saved", time=telling.moment(result.answer.fetched_at))
        collar = age_collar(AgeTitle(telling.pulse, telling.age, words), saved, size.width)
    chip_source = Source.NONE if verdict.headline is Headline.NOT_CHECKED else source
    return verdict_head(
        verdict.headline,
        result.check.plate,
        headline_line(verdict, result, telling),
        AgeChip(telling.pulse, telling.age, chip_source, words),
        words,
        session.palette,
        size,
        collar=collar,
        saved=saved,
    )


def _warnings(result: Result, verdict: Verdict, session: Session) -> list[ft.Control]:
    """Everything that must be read before the bands, most pressing first."""
    words, colours, problem = session.words, session.palette, result.answer.problem
    parts: list[ft.Control] = []
    if result.unsaved is not None:
        text = words("result.unsaved", why=result.unsaved.message)
        parts.append(note(ft.Icons.SAVE_OUTLINED, words("why.storage"), text, colours, "unsaved"))
    if result.unread is not None:
        parts.append(
            note(ft.Icons.SAVE_OUTLINED, words("result.unread"), result.unread.message, colours, "unread")
        )
    if result.withheld is not None:
        parts.append(note(ft.Icons.HISTORY_TOGGLE_OFF, *words.withheld(result.withheld), colours, "withheld"))
    if verdict.recheck:
        parts.append(_recheck(verdict, result, session))
    if problem is not None and (problem.kind is ProblemKind.REFUSED or result.source is Source.NONE):
        parts.append(_why(result, problem.kind, problem.code, session))
    drift = _drift(result, session)
    if drift:
        parts.append(note(ft.Icons.WATCH_LATER_OUTLINED, drift, "", colours, "drift"))
    return parts


def _remarks(result: Result, session: Session) -> list[ft.Control]:
    """What else there is to know of an answer that is not live, below the bands."""
    words, colours, problem = session.words, session.palette, result.answer.problem
    parts: list[ft.Control] = []
    if not result.final:
        asking, text = words("check.asking"), words("result.still_asking")
        parts.append(note(ft.Icons.HOURGLASS_TOP, asking, text, colours, "still-asking"))
    if (
        result.answer.source is Source.CACHE
        and problem is not None
        and problem.kind is not ProblemKind.REFUSED
    ):
        parts.append(_why(result, problem.kind, problem.code, session))
    if result.queued:
        text = words("result.queued_text", n=result.queued)
        parts.append(note(ft.Icons.CLOUD_UPLOAD, words("result.queued"), text, colours, "queued"))
    return parts


def _why(result: Result, kind: ProblemKind, code: int | None, session: Session) -> ft.Control:
    words = session.words
    title, todo = words.why(kind)
    text = todo if result.source is Source.CACHE else f"{words('why.nothing')} {todo}"
    if code is not None:
        text = f"{text} {words('why.code', code=code)}"
    icon = ft.Icons.KEY_OFF if kind is ProblemKind.REFUSED else ft.Icons.CLOUD_OFF
    return note(icon, title, text, session.palette, f"problem-{kind.value}")


def _recheck(verdict: Verdict, result: Result, session: Session) -> ft.Control:
    words, colours = session.words, session.palette
    title, text = words("recheck.title"), words("recheck.text")
    if verdict.beneath is not None:
        span = times.span(result.age_s(session.now()) or 0, words.language)
        said = words("beneath.text", verdict=words.verdict(verdict.beneath), span=span)
        text = f"{words('beneath.title')}. {said}"
    inside = ft.Row(
        [
            ft.Icon(ft.Icons.HISTORY, color=colours.surface, size=30),
            ft.Column(
                [shown(title, colours.surface, 20, BLACK, 26), shown(text, colours.surface, 16, line=22)],
                spacing=0,
                expand=True,
            ),
        ],
        spacing=14,
    )
    box = ft.Container(inside, bgcolor=colours.text, border_radius=theme.RADIUS_BAND, padding=12)
    return identified("recheck", box, label=f"{title}. {text}", exclude_semantics=True)


def _drift(result: Result, session: Session) -> str:
    words, drift = session.words, result.answer.drift_s
    if drift is not None and abs(drift) > MAX_DRIFT.total_seconds():
        direction = words("result.drift.slow" if drift > 0 else "result.drift.fast")
        return words("result.drift", span=times.span(abs(drift), words.language), direction=direction)
    saved = drift is None and result.source is not Source.NONE
    return words("result.clock_back") if saved and result.offset else ""


def _alike(desk: Desk, session: Session, width: float) -> ft.Control:
    words = session.words

    async def ask(plate: str) -> None:
        await session.ask_plate(plate, "look-alike")

    title, text = words("alike.title"), words("alike.text")
    return look_alikes(title, text, desk.alike, ask, words, session.palette, session.now(), width)


def _bands(verdict: Verdict, telling: Telling, session: Session, *, wide: bool) -> list[ft.Control]:
    if verdict.headline is Headline.NOT_CHECKED and telling.source is Source.NONE:
        return []
    # A text that stays on the screen by itself is not discreet.
    keyboard = wide and not session.person.discreet
    reader = partial(
        HoldToRead, telling.pulse, words=session.words, colours=session.palette, keyboard=keyboard
    )
    alarm, dntt = alarm_band(verdict, telling, reader), dntt_band(verdict, telling)
    permits = permits_band(verdict, telling)
    # What a saved answer says needs more words than half a pane holds in one line.
    if wide and telling.source is Source.LIVE and not verdict.alarm and not verdict.dntt:
        return [
            ft.Row([ft.Container(alarm, expand=True), ft.Container(dntt, expand=True)], spacing=14),
            permits,
        ]
    return [alarm, dntt, permits]
