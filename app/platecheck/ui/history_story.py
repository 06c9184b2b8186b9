"""One check of the log: its verdict as of then and as of now, what the answer said, and everything noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.facts import Source
from platecheck.ui import theme, times
from platecheck.ui.component import component
from platecheck.ui.history_notes import answers_list, facts_list, source_line, where_from
from platecheck.ui.history_sighting import sighting_card
from platecheck.ui.history_walk import walk_pane
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.bands import Telling, alarm_band, dntt_band, permits_band, purged_note
from platecheck.ui.parts.controls import (
    badge,
    card,
    icon_button,
    identified,
    note,
    outlined_button,
    primary_button,
)
from platecheck.ui.parts.headline_line import headline_line
from platecheck.ui.parts.hold import HoldToRead
from platecheck.ui.parts.log_verdict import log_verdict
from platecheck.ui.text_scale import CHROME, larger, scaled
from platecheck.ui.theme import BOLD, MEDIUM, plate_text, shown

if TYPE_CHECKING:
    from platecheck.answers import Result
    from platecheck.patrol_log import Story
    from platecheck.ui.log_book import LogBook, Shelf
    from platecheck.ui.session import Session
    from platecheck.ui.state import Preferences, Pulse, Window
    from platecheck.verdict import Verdict

_SIDE_BY_SIDE = 560
"""Width in dp from which then and now stand beside each other."""
_MARGIN = 16


@component
def StoryPane(
    shelf: Shelf,
    prefs: Preferences,
    window: Window,
    session: Session,
    book: LogBook,
    width: float,
    handset: bool,
) -> ft.Control:
    """The open check or walk; an invitation where none is."""
    if shelf.walk is not None:
        return walk_pane(shelf.walk, session, book, handset=handset)
    words, colours, story = session.words, session.palette, shelf.story
    top = [_back(book, session)] if handset else []
    if shelf.story_trouble:
        trouble = note(
            ft.Icons.REPORT_OUTLINED, words("history.unread"), shelf.story_trouble, colours, "story-trouble"
        )
        return ft.Container(ft.Column([*top, trouble]), padding=_MARGIN, expand=True)
    if story is None and shelf.story_slow:
        said = shown(words("story.loading"), colours.secondary, 18, MEDIUM, 26)
        waits = identified("story-loading", said, live_region=True)
        return ft.Container(ft.Column([*top, waits]), padding=_MARGIN, expand=True)
    if story is None:
        return _invitation(session) if not handset else ft.Container(ft.Column(top), padding=_MARGIN)
    inner = width - 2 * _MARGIN
    body = ft.Column(
        [
            *_verdicts(story, session, book, inner),
            *_remarks(story, session),
            *_bands(story, session, wide=not handset),
            *sighting_card(story, session, inner),
            answers_list(story, session),
            facts_list(story, session),
        ],
        spacing=12,
        scroll=ft.ScrollMode.AUTO,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    acts = ft.Container(
        _next(story, session, book),
        padding=ft.Padding.only(top=theme.GAP),
        border=ft.Border.only(top=ft.BorderSide(1, colours.hairline)),
    )
    column = ft.Column(
        [_top(story, session, book, inner, handset=handset), body, acts],
        spacing=theme.GAP,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    inside = ft.Container(
        column, padding=ft.Padding.symmetric(horizontal=_MARGIN, vertical=theme.GAP), bgcolor=colours.surface
    )
    return identified("story", inside, container=True, expand=True)


def _back(book: LogBook, session: Session) -> ft.Control:
    def close(_: object) -> None:
        book.close()

    return icon_button(
        "story-back", ft.Icons.ARROW_BACK, session.words("history.back"), close, session.palette
    )


def _top(story: Story, session: Session, book: LogBook, width: float, *, handset: bool) -> ft.Control:
    words, colours, check = session.words, session.palette, story.entry.check
    at = times.moment(check.checked_at, session.now(), session.settings.zone, words.language)
    said = " · ".join(part for part in (at, check.lot or words("lot.any"), check.officer) if part)
    plate: ft.Control = shown(words("history.forgotten"), colours.text, 24, BOLD, 32)
    if check.plate:
        plate = plate_text(check.plate, colours.text, plate_size(check.plate, width - 64, 40))
    title = ft.Column([plate, shown(said, colours.secondary, 16, MEDIUM, 22)], spacing=0, expand=True)
    return ft.Row([*([_back(book, session)] if handset else []), title], spacing=theme.GAP)


def _verdicts(story: Story, session: Session, book: LogBook, width: float) -> list[ft.Control]:
    beside = width >= _SIDE_BY_SIDE
    each = (width - _MARGIN) / 2 if beside else width
    both: list[ft.Control] = [
        _then(story.last, session, each),
        NowCard(book.pulse, story.last, session, each),
    ]
    if beside:
        return [ft.Row(both, spacing=_MARGIN, vertical_alignment=ft.CrossAxisAlignment.START)]
    return both


def _then(result: Result, session: Session, width: float) -> ft.Control:
    """Return what was shown then, at the time it was decided for."""
    words, answer = session.words, result.answer
    verdict = result.verdict_then(session.site)
    at = times.moment(answer.shown_at, session.now(), session.settings.zone, words.language)
    telling = _telling_then(result, session)
    source = source_line(answer.source, where_from(result, session), session)
    below = _below(verdict, result, telling, source, session)
    return log_verdict(
        "then", words("story.then", time=at), verdict.headline, below, words, session.palette, width
    )


@component
def NowCard(pulse: Pulse, result: Result, session: Session, width: float) -> ft.Control:
    """The same facts against the clock of now: what ran out since is shown as such."""
    words, verdict = session.words, session.verdict(result)
    telling = Telling(
        words=words,
        colours=session.palette,
        zone=session.settings.zone,
        now=session.now() + result.offset,
        pulse=pulse,
        age=lambda: result.age_s(session.now()),
        source=result.source,
    )
    age_s = telling.age()
    text = words("age.none")
    if age_s is not None:
        text = words("history.cache", span=times.span(age_s, words.language))
    source = source_line(result.source, text, session)
    below = _below(verdict, result, telling, source, session)
    return log_verdict("now", words("story.now"), verdict.headline, below, words, session.palette, width)


def _below(
    verdict: Verdict, result: Result, telling: Telling, chip: ft.Control, session: Session
) -> list[ft.Control]:
    """Return what stands under a word: the line that carries it, what was to be rechecked, the age."""
    words, colours = session.words, session.palette
    said = headline_line(verdict, result, telling)
    if verdict.beneath is not None:
        old = times.span(telling.age() or 0, words.language)
        said = words("beneath.text", verdict=words.verdict(verdict.beneath), span=old)
    parts: list[ft.Control] = [shown(said, colours.text, 17, MEDIUM, 23)] if said else []
    if verdict.recheck:
        parts.append(shown(words("recheck.title"), colours.text, 15, BOLD, 20))
    return [*parts, chip]


def _telling_then(result: Result, session: Session) -> Telling:
    answer = result.answer
    age_s = None
    if answer.fetched_at is not None:
        age_s = max(0.0, (answer.decided_at - answer.fetched_at).total_seconds())
    if answer.source is Source.LIVE:
        age_s = None  # "0 s ago" would be said of now
    return Telling(
        words=session.words,
        colours=session.palette,
        zone=session.settings.zone,
        now=answer.decided_at,
        pulse=session.state.pulse,
        age=lambda: age_s,
        source=answer.source,
    )


def _remarks(story: Story, session: Session) -> list[ft.Control]:
    """Return what must be read beside the verdicts: a newer answer, an alarm nobody acknowledged, why."""
    words, colours, last = session.words, session.palette, story.last
    parts: list[ft.Control] = []
    if story.later is not None:
        verdict, at = story.later
        ago = times.ago((session.now() - at).total_seconds(), words.language)
        said = shown(words("story.later", ago=ago), colours.text, 16, MEDIUM, 22)
        row = ft.Row([badge(verdict.headline, words, colours), said], spacing=10, run_spacing=6, wrap=True)
        parts.append(identified("story-later", card(row, colours, strong=True), container=True))
    problem = last.answer.problem
    if problem is not None:
        title, _ = words.why(problem.kind)  # what could have been done then is past
        code = words("why.code", code=problem.code) if problem.code is not None else ""
        icon = ft.Icons.CLOUD_OFF
        parts.append(note(icon, title, code, colours, f"story-problem-{problem.kind.value}"))
    return parts


def _bands(story: Story, session: Session, *, wide: bool) -> list[ft.Control]:
    """Return what the answer said, in the states of then; an alarm's text only while it is held."""
    last, words = story.last, session.words
    if last.details_purged:
        return [purged_note(words, session.palette)]
    if last.answer.facts is None:
        return []
    verdict, telling = last.verdict_then(session.site), _telling_then(last, session)

    def reader(text: str) -> ft.Control:
        return HoldToRead(session.state.pulse, text, words, session.palette, wide)

    title = shown(words("story.said"), session.palette.text, 18, BOLD, 24)
    found = bool(verdict.alarm or verdict.dntt)
    alarm, dntt = alarm_band(verdict, telling, reader), dntt_band(verdict, telling)
    permits = permits_band(verdict, telling)
    if wide and not found and telling.source is Source.LIVE:
        halves: list[ft.Control] = [ft.Container(alarm, expand=True), ft.Container(dntt, expand=True)]
        return [title, ft.Row(halves, spacing=_MARGIN), permits]
    return [title, alarm, dntt, permits]


def _next(story: Story, session: Session, book: LogBook) -> ft.Control:
    """Return what can be done: ask again, and see the answer on the check screen, to acknowledge it there."""
    words, colours = session.words, session.palette
    waits = story.last.acknowledgement is None and bool(session.verdict(story.last).alarm)

    async def again(_: object) -> None:
        await book.ask_again()

    async def show(_: object) -> None:
        await book.show_answer()

    word = words("ack.go" if waits else "story.open")
    icon = ft.Icons.CHECK if waits else ft.Icons.OPEN_IN_NEW
    open_it = outlined_button("story-open", word, icon, show, colours, height=64)
    if not story.entry.check.plate:
        return ft.Row([ft.Container(open_it, expand=True)])
    style = ft.TextStyle(size=scaled(14 if larger() else 18, CHROME), font_family=BOLD, letter_spacing=0)
    inside: list[ft.Control] = [
        ft.Icon(ft.Icons.REFRESH, size=24),
        ft.Text(words("story.again"), style=style),
    ]
    middle = ft.MainAxisAlignment.CENTER
    label: ft.Control = ft.Row(inside, spacing=10, alignment=middle, tight=True)
    if larger():
        centred = ft.CrossAxisAlignment.CENTER
        label = ft.Column(inside, spacing=0, alignment=middle, horizontal_alignment=centred, tight=True)
    ask = primary_button("story-again", label, again, colours, height=64)
    return ft.Row([ft.Container(open_it, expand=True), ft.Container(ask, expand=True)], spacing=theme.GAP)


def _invitation(session: Session) -> ft.Control:
    words, colours = session.words, session.palette
    inside = ft.Column(
        [
            ft.Icon(ft.Icons.LIST_ALT, size=72, color=colours.outline),
            shown(words("story.none"), colours.secondary, 18, MEDIUM, 26, text_align=ft.TextAlign.CENTER),
        ],
        spacing=8,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return ft.Container(inside, alignment=ft.Alignment.CENTER, expand=True, padding=_MARGIN)
