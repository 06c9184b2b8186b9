"""The overview's cards: the patrol's day, permits by origin and zone, how full each lot is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import ServiceError
from platecheck.fullness import Order, arranged, level
from platecheck.ui import numbers, times
from platecheck.ui.parts.chart_card import INSET, chart_card, ranked, valued
from platecheck.ui.parts.checks_chart import checks_chart, hour_name
from platecheck.ui.parts.controls import identified, note, outlined_button
from platecheck.ui.parts.lot_bars import lot_bar
from platecheck.ui.parts.lot_states import why
from platecheck.ui.parts.lot_words import level_word, rented_of
from platecheck.ui.theme import MEDIUM, shown

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.errors import PlatecheckError
    from platecheck.occupancy import LotFigures
    from platecheck.ui.overview_desk import OverviewBook
    from platecheck.ui.session import Session

_BAR = 14


def rhythm(book: OverviewBook, session: Session) -> list[ft.Control]:
    """Return when lots and permits were fetched, and the button that fetches the permits."""
    words, colours = session.words, session.palette

    def moment(at: datetime) -> str:
        return times.moment(at, session.now(), session.settings.zone, words.language)

    told = []
    if book.figures is not None and book.figures.fetched_at is not None:
        told.append(words("overview.lots.at", time=moment(book.figures.fetched_at)))
    if book.stats_at is not None:
        told.append(words("overview.stats.at", time=moment(book.stats_at)))
    line = shown(" ".join(told), colours.secondary, 15, MEDIUM, 20)

    async def fetch(_: object) -> None:
        await session.office.overview.ask()

    word = words("overview.fetching" if book.asking else "overview.fetch")
    button = outlined_button("overview-fetch", word, ft.Icons.REFRESH, fetch, colours, size=16, padding=12)
    return [identified("overview-fetched", line, live_region=True), button]


def checks_card(book: OverviewBook, session: Session, width: float) -> ft.Control:
    """Return the checks by hour, or that there are none."""
    words, activity = session.words, book.activity
    title, name = words("overview.checks"), "overview-checks"
    if activity is None:
        return chart_card(name, title, [], book.log_trouble, session, width)
    busiest = activity.busiest
    if busiest is None:
        return chart_card(name, title, [], words("overview.checks.none"), session, width)

    def count(number: int) -> str:
        return numbers.count(number, words.language)

    said = [
        words(
            "overview.checks.sentence",
            n=count(activity.checks),
            hour=hour_name(busiest, activity),
            most=count(busiest.checks),
        )
    ]
    if activity.read:
        said.append(words("overview.checks.misread", read=count(activity.read), n=count(activity.misread)))
    parts = checks_chart(activity, session, width - 2 * INSET)
    return chart_card(name, title, parts, " ".join((*said, book.log_trouble)).strip(), session, width)


def problem_note(book: OverviewBook, session: Session) -> list[ft.Control]:
    """Return why there is no newer answer about permits, if there is not; near the button that asks."""
    if book.stats_problem is None:
        return []
    words, told = session.words, _told(book.stats_problem, session)
    if book.stats is not None:
        told = f"{told} {words('overview.stats.old')}"
    failed = words("overview.stats.failed")
    return [note(ft.Icons.CLOUD_OFF, failed, told, session.palette, "overview-problem")]


def permit_cards(book: OverviewBook, session: Session, width: float) -> list[ft.Control]:
    """Return the permits by origin and by zone, as last answered."""
    words, desk = session.words, session.office.overview
    parts: list[ft.Control] = []
    if book.stats is None:
        return parts
    if not book.stats:
        none = words("overview.stats.none")
        return [note(ft.Icons.INFO_OUTLINE, none, "", session.palette, "overview-no-permits")]
    for name, title, items in (
        ("overview-origin", words("overview.origin"), desk.by_origin()),
        ("overview-zone", words("overview.zone"), desk.by_zone()),
    ):
        named = [(label or words("overview.unnamed"), amount) for label, amount in items]
        parts.append(_ranking(name, title, named, session, width))
    return parts


def _ranking(
    name: str, title: str, items: list[tuple[str, float]], session: Session, width: float
) -> ft.Control:
    words = session.words

    def say(amount: float) -> str:
        return numbers.count(int(amount), words.language)

    first, most = items[0]
    sentence = words("overview.share", name=first, n=say(most), total=say(sum(amount for _, amount in items)))
    return chart_card(name, title, ranked(items, say, session, width), sentence, session, width)


def _told(problem: PlatecheckError, session: Session) -> str:
    """Return what stood in the way, in words, and what to do."""
    words = session.words
    if not isinstance(problem, ServiceError):
        return problem.message
    if problem.code is not None:
        return f"{words('why.code', code=problem.code)} {words.code(problem.code)}"
    return " ".join(words.why(problem.kind))


def use_card(figures: LotFigures, session: Session, width: float) -> ft.Control:
    """Return how many permits of each lot are rented, the fullest first."""
    words = session.words
    lots = arranged(figures.lots, Order.FULLEST)
    rows = [
        valued(
            lot.name,
            lot_bar(lot, width - 2 * INSET, _BAR, session.palette),
            f"{level_word(level(lot), words)} · {rented_of(lot, words)}",
            session,
        )
        for lot in lots
    ]
    sentence = words("overview.use.sentence", lot=lots[0].name, rented=rented_of(lots[0], words))
    return chart_card("overview-use", words("overview.use"), rows, sentence, session, width)


def lots_missing(figures: LotFigures, session: Session) -> ft.Control:
    """Return why no lot is shown."""
    words = session.words
    if figures.fetched_at is not None:
        title, text = words("lots.no_lots"), ""
    else:
        title, text = why(figures.problem, session)
    return note(ft.Icons.CLOUD_OFF, title, text, session.palette, "overview-no-lots")
