"""Result: headline, then alarm, DNTT and permits, each with its own state; and what the officer does next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft

from platecheck.ui.component import component
from platecheck.errors import ProblemKind
from platecheck.facts import Source
from platecheck.patrol import MAX_DRIFT, Outcome, Result
from platecheck.ui import theme, times
from platecheck.ui.parts.ages import AgeChip, AgeTitle
from platecheck.ui.parts.alike import look_alikes
from platecheck.ui.parts.bands import Telling, alarm_band, dntt_band, permits_band, place_of
from platecheck.ui.parts.controls import identified, note, one_node, outlined_button, primary_button, silent
from platecheck.ui.parts.head import HeadSize, age_collar, head_height, head_size, verdict_head
from platecheck.ui.parts.hold import HoldToRead
from platecheck.ui.parts.shell import NARROW
from platecheck.ui.session import Act, Session
from platecheck.ui.state import Desk, Preferences, Window
from platecheck.ui.theme import BLACK, BOLD, PLATE, plate_text, shown
from platecheck.verdict import DnttState, Headline, JudgedPermit, PermitState, Verdict

_SHORT = 700
"""Window height in dp under which the head makes room for the bands."""
_LOOKED_ALIKE = frozenset({Headline.NO_PERMIT, Headline.NOT_CHECKED})
"""Before either of these the plate is looked at again."""


@component
def ResultPane(
    desk: Desk,
    prefs: Preferences,
    window: Window,
    session: Session,
    width: float,
    wide: bool,  # noqa: FBT001 - a component's arguments are its identity
) -> ft.Control:
    """The answer at hand; a quiet place while the service is asked; nothing before."""
    size = head_size(width, wide=wide, short=window.height < _SHORT)
    if desk.unreadable:
        return _unreadable(desk, session)
    if desk.result is None:
        return _asking(desk, session, size)
    return _answer(desk, session, size)


def _answer(desk: Desk, session: Session, size: HeadSize) -> ft.Control:
    result = desk.result
    if result is None:
        raise AssertionError
    verdict = session.verdict(result)
    telling = _telling(session, result)
    parts: list[ft.Control] = [_head(result, verdict, session, telling, size)]
    parts += _warnings(result, verdict, session)
    if desk.alike and verdict.headline in _LOOKED_ALIKE:
        parts.append(_alike(desk, session))
    parts += _bands(verdict, telling, session, wide=size.wide)
    parts += _remarks(desk, result, session)
    body = ft.Column(
        parts,
        spacing=theme.GAP if not size.wide else 14,
        scroll=ft.ScrollMode.AUTO,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    foot = _acknowledging(desk, session) if session.must_acknowledge else _next(desk, result, verdict, session, size)
    column = ft.Column([body, foot], spacing=theme.GAP, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return identified("result", column, container=True, expand=True)


def _telling(session: Session, result: Result) -> Telling:
    return Telling(
        words=session.words,
        colours=session.palette,
        zone=session.settings.zone,
        now=session.now() + result.offset,
        pulse=session.state.pulse,
        age=lambda: result.age_s(session.now()),
        source=result.answer.source,
    )


def _head(result: Result, verdict: Verdict, session: Session, telling: Telling, size: HeadSize) -> ft.Control:
    words, source = session.words, result.answer.source
    collar = None
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
    )


def headline_line(verdict: Verdict, result: Result, telling: Telling) -> str:
    """Return the one line under a headline: what carries it, and until when."""
    words = telling.words
    if verdict.headline is Headline.NO_PERMIT:
        return words("line.no_permit")
    if verdict.headline is Headline.DO_NOT_TICKET:
        order = next(j.dntt for j in verdict.dntt if j.state is DnttState.ACTIVE)
        place = place_of(order, words)
        return telling.until("line.dntt", order.end, place=place) if order.end else words("line.dntt_open", place=place)
    if verdict.headline in {Headline.VALID, Headline.VALID_ELSEWHERE, Headline.EXPIRED}:
        return _permit_line(verdict.permits[0], result, telling)
    return ""


def _permit_line(judged: JudgedPermit, result: Result, telling: Telling) -> str:
    words, permit = telling.words, judged.permit
    lot = permit.short_name or words("line.no_name")
    if judged.state is PermitState.ELSEWHERE:
        return words("line.elsewhere", lot=lot, here=result.check.lot or "")
    if permit.expires is None:
        return words("line.unknown", lot=lot)
    if judged.state is PermitState.VALID:
        return telling.until("line.until", permit.expires, lot=lot)
    key = "line.grace" if judged.state is PermitState.IN_GRACE else "line.expired"
    return words(key, lot=lot, ago=telling.ago(permit.expires))


def _warnings(result: Result, verdict: Verdict, session: Session) -> list[ft.Control]:
    """Everything that must be read before the bands, most pressing first."""
    words, colours, problem = session.words, session.palette, result.answer.problem
    parts: list[ft.Control] = []
    if result.unsaved is not None:
        text = words("result.unsaved", why=result.unsaved.message)
        parts.append(note(ft.Icons.SAVE_OUTLINED, words("why.storage"), text, colours, "unsaved"))
    if verdict.recheck:
        parts.append(_recheck(verdict, result, session))
    if problem is not None and (problem.kind is ProblemKind.REFUSED or result.answer.source is Source.NONE):
        parts.append(_why(result, problem.kind, problem.code, session))
    drift = _drift(result, session)
    if drift:
        parts.append(note(ft.Icons.WATCH_LATER_OUTLINED, drift, "", colours, "drift"))
    return parts


def _remarks(desk: Desk, result: Result, session: Session) -> list[ft.Control]:
    """What else there is to know of an answer that is not live, below the bands."""
    words, colours, problem = session.words, session.palette, result.answer.problem
    parts: list[ft.Control] = []
    if not result.final:
        asking, text = words("check.asking"), words("result.still_asking")
        parts.append(note(ft.Icons.HOURGLASS_TOP, asking, text, colours, "still-asking"))
    if result.answer.source is Source.CACHE and problem is not None and problem.kind is not ProblemKind.REFUSED:
        parts.append(_why(result, problem.kind, problem.code, session))
    if result.final and result.answer.source is not Source.LIVE and result.unsaved is None:
        text = words("result.queued_text", n=max(1, result.queued or desk.queued))
        parts.append(note(ft.Icons.CLOUD_UPLOAD, words("result.queued"), text, colours, "queued"))
    return parts


def _why(result: Result, kind: ProblemKind, code: int | None, session: Session) -> ft.Control:
    words = session.words
    title, todo = words.why(kind)
    text = todo if result.answer.source is Source.CACHE else f"{words('why.nothing')} {todo}"
    if code is not None:
        text = f"{text} {words('why.code', code=code)}"
    icon = ft.Icons.KEY_OFF if kind is ProblemKind.REFUSED else ft.Icons.CLOUD_OFF
    return note(icon, title, text, session.palette, f"problem-{kind.value}")


def _recheck(verdict: Verdict, result: Result, session: Session) -> ft.Control:
    words, colours = session.words, session.palette
    title, text = words("recheck.title"), words("recheck.text")
    if verdict.beneath is not None:
        span = times.span(result.age_s(session.now()) or 0, words.language)
        text = f"{words('beneath.title')}. {words('beneath.text', verdict=words.verdict(verdict.beneath), span=span)}"
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
    return words("result.clock_back") if result.answer.source is Source.CACHE and result.offset else ""


def _alike(desk: Desk, session: Session) -> ft.Control:
    words = session.words

    async def ask(plate: str) -> None:
        await session.ask_plate(plate, "look-alike")

    return look_alikes(words("alike.title"), words("alike.text"), desk.alike, ask, words, session.palette, session.now())


def _bands(verdict: Verdict, telling: Telling, session: Session, *, wide: bool) -> list[ft.Control]:
    if verdict.headline is Headline.NOT_CHECKED and telling.source is Source.NONE:
        return []
    reader = partial(HoldToRead, words=session.words, colours=session.palette)
    alarm, dntt = alarm_band(verdict, telling, lambda text: reader(text)), dntt_band(verdict, telling)
    permits = permits_band(verdict, telling)
    if wide and not verdict.alarm and not verdict.dntt:
        return [ft.Row([ft.Container(alarm, expand=True), ft.Container(dntt, expand=True)], spacing=14), permits]
    return [alarm, dntt, permits]


def _acknowledging(desk: Desk, session: Session) -> ft.Control:
    """Return the four outcomes and Acknowledge, which waits for one of them."""
    words, colours = session.words, session.palette
    choices = ft.Row([_outcome(o, desk, session) for o in Outcome], spacing=theme.GAP)

    async def acknowledge(_: object) -> None:
        await session.acknowledge()

    ready = desk.outcome is not None
    label = ft.Row(
        [
            ft.Icon(ft.Icons.CHECK, size=30),
            ft.Text(words("ack.go" if ready else "ack.choose"), style=ft.TextStyle(size=26, font_family=BOLD, letter_spacing=0)),
        ],
        spacing=14,
        alignment=ft.MainAxisAlignment.CENTER,
        tight=True,
    )
    button = primary_button("acknowledge", label, acknowledge, colours, disabled=not ready, opacity=1 if ready else 0.55)
    question = shown(words("ack.question"), colours.text, 18, BOLD, 24)
    return identified(
        "acknowledging",
        ft.Column([question, choices, button], spacing=theme.GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        container=True,
    )


def _outcome(outcome: Outcome, desk: Desk, session: Session) -> ft.Control:
    colours, chosen = session.palette, desk.outcome is outcome
    word = session.words.outcome(outcome)

    def choose(_: object) -> None:
        session.choose_outcome(outcome)

    face = ft.Column(
        [
            ft.Icon(ft.Icons.RADIO_BUTTON_CHECKED if chosen else ft.Icons.RADIO_BUTTON_UNCHECKED, size=24, color=colours.text),
            shown(word, colours.text, 14, BOLD, 16, text_align=ft.TextAlign.CENTER, max_lines=2),
        ],
        spacing=2,
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    box = ft.Container(
        face,
        height=68,
        bgcolor=colours.selected if chosen else colours.surface,
        border=ft.Border.all(3 if chosen else 2, colours.text if chosen else colours.outline),
        border_radius=theme.RADIUS_BAND,
        padding=2,
    )
    touch = ft.Container(silent(box), on_click=choose)
    return one_node(f"outcome-{outcome.value}", touch, label=word, checked=chosen, expand=True)


def _next(
    desk: Desk, result: Result, verdict: Verdict, session: Session, size: HeadSize
) -> ft.Control:
    """Return what the officer does next: again, the raw answer, and the next plate or the plate's word."""
    words, colours = session.words, session.palette

    async def again(_: object) -> None:
        await session.again()

    async def fix(_: object) -> None:
        await session.fix_plate()

    failed = result.answer.source is Source.NONE
    final = verdict.headline is Headline.NO_PERMIT and result.answer.source is Source.LIVE
    guard = final and bool(desk.alike) and not desk.plate_confirmed

    letters = 18 if size.width > NARROW else 15

    def second(name: str, word: str, icon: ft.IconData, act: Act) -> ft.Control:
        button = outlined_button(name, word, icon, act, colours, size=letters, padding=20 if size.wide else 4)
        return ft.Container(button, expand=not size.wide)

    again_word = words("result.try" if failed else "result.again" if size.wide else "result.again_short")
    seconds = [second("again", again_word, ft.Icons.REFRESH, again)]
    if verdict.headline in _LOOKED_ALIKE:
        seconds.append(second("fix", words("result.fix"), ft.Icons.EDIT, fix))
    if not failed:
        raw_word = words("result.raw" if size.wide else "result.raw_short")
        seconds.append(second("raw", raw_word, ft.Icons.DATA_OBJECT, session.open_raw))
    rows: list[ft.Control] = [ft.Row(seconds, spacing=theme.GAP)]
    acknowledged = result.acknowledgement
    if acknowledged is not None:
        said = words("ack.done", outcome=words.outcome(Outcome(acknowledged.outcome)))
        rows.insert(0, identified("acknowledged", shown(said, colours.text, 16, BOLD, 22)))
    if guard:
        rows.append(_confirm(result, session))
    elif not size.wide:
        rows.append(_go_on(session))
    return ft.Column(rows, spacing=theme.GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _confirm(result: Result, session: Session) -> ft.Control:
    words, colours = session.words, session.palette

    def confirm(_: object) -> None:
        session.confirm_plate()

    plate = result.check.plate
    label = ft.Row(
        [
            ft.Icon(ft.Icons.CHECK, size=28),
            ft.Text(words("alike.plate_is"), style=ft.TextStyle(size=22, font_family=BOLD, letter_spacing=0)),
            ft.Text(plate, style=ft.TextStyle(size=24 if len(plate) <= 9 else 16, font_family=PLATE, letter_spacing=1)),  # noqa: PLR2004 - the longest that fits
        ],
        spacing=12,
        alignment=ft.MainAxisAlignment.CENTER,
        tight=True,
    )
    spoken = f"{words('alike.plate_is')} {' '.join(plate)}"
    inside = ft.Semantics(label=spoken, exclude_semantics=True, content=label)
    return primary_button("plate-is", inside, confirm, colours)


def _go_on(session: Session) -> ft.Control:
    async def go_on(_: object) -> None:
        await session.next_plate()

    label = ft.Row(
        [
            ft.Text(session.words("check.next"), style=ft.TextStyle(size=26, font_family=BOLD, letter_spacing=0)),
            ft.Icon(ft.Icons.ARROW_FORWARD, size=30),
        ],
        spacing=16,
        alignment=ft.MainAxisAlignment.CENTER,
        tight=True,
    )
    return primary_button("next", label, go_on, session.palette)


def _asking(desk: Desk, session: Session, size: HeadSize) -> ft.Control:
    """Return the place the answer will take, so that nothing moves when it comes."""
    words, colours = session.words, session.palette
    if desk.asking is None:
        return ft.Container()
    plate = desk.asking.plate
    height = head_height(size)
    inside = ft.Column(
        [
            plate_text(plate, colours.text, size.plate),
            shown(words("check.asking"), colours.secondary, 20, line=26),
        ],
        spacing=12,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    box = ft.Container(
        inside,
        height=height,
        width=size.width,
        padding=24,
        bgcolor=colours.card,
        border=ft.Border.all(1, colours.hairline),
        border_radius=theme.RADIUS_HEAD,
    )
    said = words("check.asking_plate", plate=" ".join(plate))
    return ft.Column([identified("asking", box, label=said, live_region=True, exclude_semantics=True)], expand=True)


def _unreadable(desk: Desk, session: Session) -> ft.Control:
    """Return the look-alikes of a plate with `#`: it is never sent itself."""
    words, colours = session.words, session.palette

    async def ask(plate: str) -> None:
        await session.ask_plate(plate, "look-alike")

    async def fix(_: object) -> None:
        await session.fix_plate()

    parts: list[ft.Control] = [ft.Container(plate_text(desk.unreadable, colours.text, 44), padding=8)]
    if desk.alike:
        parts.append(
            look_alikes(words("alike.title"), words("alike.text_unread"), desk.alike, ask, words, colours, session.now())
        )
    else:
        parts.append(note(ft.Icons.COMPARE_ARROWS, words("alike.title"), words("alike.none"), colours, "no-look-alikes"))
    body = ft.Column(parts, spacing=theme.GAP, scroll=ft.ScrollMode.AUTO, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    column = ft.Column(
        [body, outlined_button("fix", words("result.fix"), ft.Icons.EDIT, fix, colours)],
        spacing=theme.GAP,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return identified("unreadable", column, container=True, expand=True)
