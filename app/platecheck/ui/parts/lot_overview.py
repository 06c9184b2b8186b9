"""All lots at a glance on a wide window: tiles, lots by level, and for supervisors value by lot.

Drawn with plain controls, each bar labelled beside it and each chart said in one sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.fullness import Level, add_up, count_levels
from platecheck.ui import numbers, theme
from platecheck.ui.parts.controls import identified, silent
from platecheck.ui.parts.lot_bars import bar, level_fill
from platecheck.ui.parts.lot_words import count_of_lots, level_word
from platecheck.ui.parts.shell import theme_chip
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from platecheck.facts import Lot
    from platecheck.occupancy import LotFigures
    from platecheck.ui.session import Session
    from platecheck.ui.texts import Words

_PADDING, _GAP = 24, 16
_TWO_COLUMNS = 720
"""Width in dp from which detail and charts stand side by side."""
_MOST_VALUED = 5
_LABEL, _COUNT, _ROW = 128, 88, 32
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
    column = (inner - _GAP) / 2 if inner >= _TWO_COLUMNS else inner
    charts: list[ft.Control] = [_by_level(figures, session, column)]
    if figures.money:
        charts.append(_by_value(figures.lots, session, column))
    side = ft.Column(charts, spacing=_GAP, tight=True)
    body: ft.Control = (
        ft.Row([detail(column), side], spacing=_GAP, vertical_alignment=ft.CrossAxisAlignment.START)
        if column < inner
        else ft.Column([detail(column), side], spacing=_GAP, tight=True)
    )
    return ft.ListView(
        [top, _tiles(figures, session), body],
        spacing=_GAP,
        padding=ft.Padding.symmetric(horizontal=_PADDING, vertical=theme.GAP),
        expand=True,
    )


def _tiles(figures: LotFigures, session: Session) -> ft.Control:
    words, lang = session.words, session.words.language
    totals = add_up(figures.lots)
    rented, for_sale = numbers.count(totals.rented, lang), numbers.count(totals.for_sale, lang)
    share = numbers.share(100 * totals.rented / totals.for_sale) if totals.for_sale else "–"
    one = numbers.is_one(totals.lots, lang)
    tiles = [
        (f"{rented} / {for_sale}", words("lots.tile.permits")),
        (share, words("lots.tile.share")),
        (numbers.count(totals.lots, lang), words("lots.tile.lots_one" if one else "lots.tile.lots")),
    ]
    if figures.money:
        tiles.append((numbers.money(figures.worth().total, lang, cents=False), words("lots.tile.total")))
    row = ft.Row([_tile(*each, session) for each in tiles], spacing=_GAP, run_spacing=_GAP, wrap=True)
    return identified("lots-tiles", row, container=True)


def _tile(value: str, label: str, session: Session) -> ft.Control:
    colours = session.palette
    inside = ft.Column(
        [shown(value, colours.text, 26, BOLD, 32), shown(label, colours.secondary, 15, line=20)],
        spacing=2,
        tight=True,
    )
    return ft.Container(
        ft.Semantics(label=f"{value} {label}", exclude_semantics=True, content=inside),
        padding=ft.Padding.symmetric(horizontal=16, vertical=10),
        bgcolor=colours.card,
        border=ft.Border.all(1, colours.hairline),
        border_radius=theme.RADIUS_BAND,
    )


def _by_level(figures: LotFigures, session: Session, width: float) -> ft.Control:
    """Return how many lots have each level; a level that no lot has, and nobody expects, is left out."""
    words = session.words
    counted = {which: n for which, n in count_levels(figures.lots).items() if n or which is not Level.UNKNOWN}
    most = max(counted.values(), default=0)
    room = width - 2 * 20 - _LABEL - _COUNT
    rows = [
        _charted(
            level_word(which, words),
            _level_bar(which, n / most if most else 0, room, session),
            count_of_lots(n, words),
            _COUNT,
            session,
        )
        for which, n in counted.items()
    ]
    levels = ", ".join(_of_level(which, n, words) for which, n in counted.items() if n)
    sentence = words("lots.sentence", lots=count_of_lots(len(figures.lots), words), levels=levels)
    return _chart("lots-by-level", words("lots.by_level"), rows, sentence, session, width)


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


def _by_value(lots: Sequence[Lot], session: Session, width: float) -> ft.Control:
    """Return what the lots bring, the most first and the small ones together."""
    words, colours, lang = session.words, session.palette, session.words.language
    valued = sorted(
        ((lot.name, lot.total) for lot in lots if lot.total), key=lambda each: each[1], reverse=True
    )
    rest = valued[_MOST_VALUED:]
    listed = valued[:_MOST_VALUED]
    if rest:
        others = words("lots.others", n=numbers.count(len(rest), lang))
        listed = [*listed, (others, sum(total for _, total in rest))]
    most = max((total for _, total in listed), default=0)
    room = width - 2 * 20
    rows = []
    for name, total in listed:
        drawn = ft.Container(
            width=max(3.0, room * total / most),
            height=12,
            bgcolor=level_fill(Level.NEARLY_FULL, colours),
            border_radius=ft.BorderRadius.only(top_right=4, bottom_right=4),
        )
        rows.append(_valued(name, silent(drawn), numbers.money(total, lang, cents=False), session))
    sentence = ""
    if valued:
        sentence = words(
            "lots.value_sentence",
            lot=valued[0][0],
            total=numbers.money(valued[0][1], lang, cents=False),
            all=numbers.money(sum(total for _, total in valued), lang, cents=False),
        )
    return _chart("lots-by-value", words("lots.by_value"), rows, sentence, session, width)


def _valued(label: str, drawn: ft.Control, value: str, session: Session) -> ft.Control:
    """Return a lot's name and value above its bar: names are long."""
    colours = session.palette
    name = shown(
        label, colours.text, 15, MEDIUM, 20, expand=True, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS
    )
    head = ft.Row([name, shown(value, colours.text, 15, MEDIUM, 20, no_wrap=True)], spacing=8)
    line = ft.Row([drawn], spacing=0)
    inside = ft.Column([head, line], spacing=2, tight=True)
    said = ft.Semantics(label=f"{label}: {value}", exclude_semantics=True, content=inside)
    return ft.Container(said, padding=ft.Padding.symmetric(vertical=3))


def _charted(label: str, drawn: ft.Control, value: str, room: float, session: Session) -> ft.Control:
    """Return one line of a chart: its name, its bar, its value."""
    colours = session.palette
    inside = ft.Row(
        [
            ft.Container(
                shown(label, colours.text, 15, MEDIUM, 20, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS),
                width=_LABEL,
                padding=ft.Padding.only(right=8),
            ),
            drawn,
            ft.Container(
                shown(value, colours.text, 15, MEDIUM, 20, no_wrap=True),
                width=room,
                alignment=ft.Alignment.CENTER_RIGHT,
            ),
        ],
        spacing=0,
        height=_ROW,
    )
    return ft.Semantics(label=f"{label}: {value}", exclude_semantics=True, content=inside)


def _chart(
    name: str, title: str, rows: list[ft.Control], sentence: str, session: Session, width: float
) -> ft.Control:
    colours = session.palette
    parts = [shown(title, colours.text, 20, BOLD, 26), *rows]
    if sentence:
        parts.append(ft.Container(shown(sentence, colours.text, 16, line=22), padding=ft.Padding.only(top=4)))
    return identified(
        name,
        ft.Container(
            ft.Column(parts, spacing=4, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
            width=width,
            padding=20,
            border=ft.Border.all(1, colours.outline),
            border_radius=theme.RADIUS_BAND,
        ),
        container=True,
    )
