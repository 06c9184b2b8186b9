"""All lots at a glance on a wide window: tiles, lots by level, and for supervisors value by lot.

Drawn with plain controls, each bar labelled beside it and each chart said in one sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.fullness import Level, add_up, count_levels
from platecheck.ui import numbers, theme
from platecheck.ui.parts.chart_card import GAP, bar_room, chart_card, charted, ranked, tiles, valued
from platecheck.ui.parts.lot_bars import bar
from platecheck.ui.parts.lot_words import count_of_lots, level_word
from platecheck.ui.parts.shell import theme_chip
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from platecheck.facts import Lot
    from platecheck.occupancy import LotFigures
    from platecheck.ui.session import Session
    from platecheck.ui.texts import Words

_PADDING = 24
_TWO_COLUMNS = 720
"""Width in dp from which detail and charts stand side by side."""
_COUNT = 88
"""Room in dp of a number of lots."""
_SHARELESS = frozenset({Level.NONE_FOR_SALE, Level.UNKNOWN})


def overview(
    figures: LotFigures, detail: Callable[[float], ft.Control], session: Session, width: float
) -> ft.Control:
    """Return the right side of a desktop in `width` dp."""
    words, colours = session.words, session.palette
    inner = width - 2 * _PADDING
    top = ft.Row(
        [shown(words("lots.overview"), colours.text, 24, BOLD, 32, expand=True), theme_chip(session)],
        height=theme.TARGET,
    )
    column = (inner - GAP) / 2 if inner >= _TWO_COLUMNS else inner
    charts: list[ft.Control] = [by_level(figures, session, column)]
    if figures.money:
        charts.append(by_value(figures.lots, session, column))
    side = ft.Column(charts, spacing=GAP, tight=True)
    body: ft.Control = (
        ft.Row([detail(column), side], spacing=GAP, vertical_alignment=ft.CrossAxisAlignment.START)
        if column < inner
        else ft.Column([detail(column), side], spacing=GAP, tight=True)
    )
    return ft.ListView(
        [top, _tiles(figures, session), body],
        spacing=GAP,
        padding=ft.Padding.symmetric(horizontal=_PADDING, vertical=theme.GAP),
        expand=True,
    )


def _tiles(figures: LotFigures, session: Session) -> ft.Control:
    words, lang = session.words, session.words.language
    totals = add_up(figures.lots)
    rented, for_sale = numbers.count(totals.rented, lang), numbers.count(totals.for_sale, lang)
    share = numbers.share(100 * totals.rented / totals.for_sale) if totals.for_sale else "–"
    one = numbers.is_one(totals.lots, lang)
    items = [
        (f"{rented} / {for_sale}", words("lots.tile.permits")),
        (share, words("lots.tile.share")),
        (numbers.count(totals.lots, lang), words("lots.tile.lots_one" if one else "lots.tile.lots")),
    ]
    if figures.money:
        items.append((numbers.money(figures.worth().total, lang, cents=False), words("lots.tile.total")))
    return tiles("lots-tiles", items, session)


def by_level(figures: LotFigures, session: Session, width: float) -> ft.Control:
    """Return how many lots have each level; a level that no lot has, and nobody expects, is left out."""
    words = session.words
    counted = {which: n for which, n in count_levels(figures.lots).items() if n or which is not Level.UNKNOWN}
    most = max(counted.values(), default=0)
    room, beside = bar_room(width, _COUNT)
    rows = []
    for which, n in counted.items():
        drawn = _level_bar(which, n / most if most else 0, room, session)
        name, said = level_word(which, words), count_of_lots(n, words)
        row = charted(name, drawn, said, _COUNT, session) if beside else valued(name, drawn, said, session)
        rows.append(row)
    levels = ", ".join(_of_level(which, n, words) for which, n in counted.items() if n)
    sentence = words("lots.sentence", lots=count_of_lots(len(figures.lots), words), levels=levels)
    return chart_card("lots-by-level", words("lots.by_level"), rows, sentence, session, width)


def _of_level(which: Level, number: int, words: Words) -> str:
    """Return "7 free", "1 full": one lot takes the word as it is."""
    said = numbers.count(number, words.language)
    if number == 1 and which is not Level.NONE_FOR_SALE:
        return f"{said} {level_word(which, words)}"
    return words(f"lots.levels.{which.value}", n=said)


def _level_bar(which: Level, part: float, room: float, session: Session) -> ft.Control:
    """Return a bar as long as its count, in the level's own look."""
    if not part:
        return ft.Container(width=room)
    drawn = bar(which, None if which in _SHARELESS else 1, max(8.0, part * room), 18, session.palette)
    return ft.Container(drawn, width=room, alignment=ft.Alignment.CENTER_LEFT)


def by_value(lots: Sequence[Lot], session: Session, width: float) -> ft.Control:
    """Return what the lots bring, the most first and the small ones together."""
    words, lang = session.words, session.words.language

    def say(amount: float) -> str:
        return numbers.money(amount, lang, cents=False)

    priced = sorted(
        ((lot.name, lot.total) for lot in lots if lot.total), key=lambda each: each[1], reverse=True
    )
    sentence = ""
    if priced:
        sentence = words(
            "lots.value_sentence",
            lot=priced[0][0],
            total=say(priced[0][1]),
            all=say(sum(total for _, total in priced)),
        )
    rows = ranked(priced, say, session, width)
    return chart_card("lots-by-value", words("lots.by_value"), rows, sentence, session, width)
