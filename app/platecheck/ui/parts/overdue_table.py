"""Overdue violations by location and age: a table where there is room, else a block for each location."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import numbers
from platecheck.ui.parts.controls import identified
from platecheck.ui.parts.fields import rows
from platecheck.ui.text_scale import larger
from platecheck.ui.theme import BOLD, MEDIUM, REGULAR, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from platecheck.overdue import AgeGroup
    from platecheck.ui.session import Session

_CELL, _LEAST_NAME = 92, 130
"""Widths in dp of a figure's column, and of the least for a location's name."""

Figures = tuple[int, Decimal]
"""How many violations, and their fines."""


def total(groups: Sequence[AgeGroup]) -> Figures:
    """Return how many violations there are in these groups, and their fines."""
    return sum(group.violations for group in groups), sum((group.fines for group in groups), Decimal())


def overdue_table(summary: Sequence[AgeGroup], session: Session, width: float) -> ft.Control:
    """Return the summary in `width` dp: a line a location, and all of them last."""
    words = session.words
    ages = sorted({group.over_days for group in summary}, key=lambda age: -1 if age is None else age)[::-1]
    places = dict.fromkeys(group.location for group in summary)
    is_wide = not larger() and width >= _LEAST_NAME + _CELL * (len(ages) + 1)
    lines: list[ft.Control] = []
    if is_wide:
        heads = [words("collections.location"), *(_age(age, session) for age in ages)]
        lines.append(_head([*heads, words("collections.all")], session))
    named = [(place or words("collections.no_location"), [place]) for place in places]
    if len(places) > 1:
        named.append((words("collections.everywhere"), list(places)))
    for number, (name, of_places) in enumerate(named):
        groups = [group for group in summary if group.location in of_places]
        by_age = {age: total([group for group in groups if group.over_days == age]) for age in ages}
        is_last = len(of_places) > 1
        draw = _line if is_wide else _block
        face = draw(name, by_age, total(groups), session, is_last=is_last)
        spoken = ". ".join([name, *_spoken(by_age, session), _sum(total(groups), session)])
        lines.append(identified(f"location-{number}", face, label=spoken, exclude_semantics=True))
    return identified("collections-table", rows(lines, spacing=0), container=True)


def _age(over_days: int | None, session: Session) -> str:
    words = session.words
    if over_days is None:
        return words("collections.no_due")
    return words("collections.over", n=over_days) if over_days else words("collections.younger")


def _spoken(by_age: dict[int | None, Figures], session: Session) -> list[str]:
    return [
        f"{_age(age, session)}: {_sum(figures, session)}" for age, figures in by_age.items() if figures[0]
    ]


def _sum(figures: Figures, session: Session) -> str:
    return f"{_count(figures, session)}, {_fines(figures, session)}"


def _count(figures: Figures, session: Session) -> str:
    return numbers.count(figures[0], session.words.language)


def _fines(figures: Figures, session: Session) -> str:
    return numbers.money(float(figures[1]), session.words.language)


def _head(names: list[str], session: Session) -> ft.Control:
    colours = session.palette
    cells: list[ft.Control] = [shown(names[0], colours.secondary, 14, MEDIUM, 19, expand=True)]
    cells += [
        shown(name, colours.secondary, 14, MEDIUM, 19, width=_CELL, text_align=ft.TextAlign.RIGHT)
        for name in names[1:]
    ]
    row = ft.Row(cells, spacing=0, vertical_alignment=ft.CrossAxisAlignment.END)
    return ft.Semantics(exclude_semantics=True, content=ft.Container(row, padding=ft.Padding.only(bottom=6)))


def _line(
    name: str, by_age: dict[int | None, Figures], both: Figures, session: Session, *, is_last: bool
) -> ft.Control:
    """Return a location as a row of the table."""
    colours = session.palette
    cells: list[ft.Control] = [
        shown(name, colours.text, 16, BOLD if is_last else MEDIUM, 22, expand=True),
        *(_cell(figures, session, strong=is_last) for figures in by_age.values()),
        _cell(both, session, strong=True),
    ]
    return _ruled(ft.Row(cells, spacing=0), session, is_last=is_last)


def _cell(figures: Figures, session: Session, *, strong: bool) -> ft.Control:
    """Return a count over its fines; a dash where there is none."""
    colours, right = session.palette, ft.TextAlign.RIGHT
    if not figures[0]:
        return shown("–", colours.secondary, 16, width=_CELL, text_align=right)
    lines: list[ft.Control] = [
        shown(_count(figures, session), colours.text, 17, BOLD if strong else MEDIUM, 22, text_align=right),
        shown(_fines(figures, session), colours.secondary, 14, REGULAR, 19, text_align=right),
    ]
    return ft.Container(rows(lines, spacing=0), width=_CELL)


def _block(
    name: str, by_age: dict[int | None, Figures], both: Figures, session: Session, *, is_last: bool
) -> ft.Control:
    """Return a location with a line for each age, its sum first."""
    lines = [_pair(name, both, session, strong=True)]
    lines += [
        _pair(_age(age, session), figures, session, strong=False)
        for age, figures in by_age.items()
        if figures[0]
    ]
    return _ruled(rows(lines, spacing=2), session, is_last=is_last)


def _pair(name: str, figures: Figures, session: Session, *, strong: bool) -> ft.Control:
    """Return what is counted, and on the right its count and fines; larger words stand below each other."""
    colours = session.palette
    font, size = (BOLD, 17) if strong else (REGULAR, 16)
    face = shown(name, colours.text, size, font, 22, expand=not larger())
    count = shown(_count(figures, session), colours.text, size, font, 22)
    fines = shown(_fines(figures, session), colours.text, size, font, 22)
    if larger():
        return rows([face, ft.Row([count, fines], spacing=16, wrap=True)], spacing=0)
    count.width, fines.width = 44, 104
    count.text_align = fines.text_align = ft.TextAlign.RIGHT
    return ft.Row([face, count, fines], spacing=4, vertical_alignment=ft.CrossAxisAlignment.START)


def _ruled(face: ft.Control, session: Session, *, is_last: bool) -> ft.Control:
    """Return a line under its rule; the sum's is stronger."""
    colours = session.palette
    edge = ft.BorderSide(2, colours.text) if is_last else ft.BorderSide(1, colours.hairline)
    return ft.Container(face, padding=ft.Padding.symmetric(vertical=8), border=ft.Border.only(top=edge))
