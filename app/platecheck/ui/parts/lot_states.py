"""The list when there is less to show: loading, never fetched, refused, old figures, nothing found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import ProblemKind, ServiceError, StorageError
from platecheck.ui import numbers, theme, times
from platecheck.ui.parts.controls import identified, note, outlined_button
from platecheck.ui.parts.frames import dashed
from platecheck.ui.parts.lot_words import count_of_lots
from platecheck.ui.theme import BLACK, BOLD, MEDIUM, STALE_FILL, STALE_TEXT, shown

if TYPE_CHECKING:
    from platecheck.occupancy import LotFigures
    from platecheck.ui.lot_board import LotBoard, LotTable
    from platecheck.ui.session import Session

_ICONS = {ProblemKind.REFUSED: ft.Icons.KEY_OFF, ProblemKind.STORAGE: ft.Icons.REPORT_OUTLINED}
_ROWS, _COLLAR, _MARGIN = 6, 88, 12


def why(problem: ServiceError | StorageError | None, session: Session) -> tuple[str, str]:
    """Return what stood in the way of the figures, and what to do."""
    words = session.words
    if problem is None:
        return words("lots.never"), ""
    if isinstance(problem, StorageError):
        return words("lots.unread"), words("lots.unread_do")
    if problem.kind is ProblemKind.REFUSED:
        code = f" {words('why.code', code=problem.code)}" if problem.code is not None else ""
        return words("lots.refused"), words("lots.refused_do") + code
    return words.why(problem.kind)


def skeleton(session: Session) -> ft.Control:
    """Return rows without text, and in words what is waited for."""
    words, colours = session.words, session.palette

    def block(height: float, width: float | None = None) -> ft.Control:
        return ft.Container(width=width, height=height, bgcolor=colours.hairline, border_radius=4)

    def row() -> ft.Control:
        return ft.Container(
            ft.Column(
                [ft.Row([block(18, 160)]), block(16), ft.Row([block(14, 110)])],
                spacing=8,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            ),
            padding=12,
            border=ft.Border.only(bottom=ft.BorderSide(1, colours.hairline)),
        )

    said = ft.Container(shown(words("lots.loading"), colours.secondary, 18, MEDIUM, 26), padding=12)
    column = ft.Column(
        [said, *(row() for _ in range(_ROWS))], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
    return identified("lots-loading", column, live_region=True)


def no_figures(figures: LotFigures, session: Session, board: LotBoard) -> ft.Control:
    """Return why there is nothing, and the way to try again."""
    words, colours, problem = session.words, session.palette, figures.problem

    async def retry(_: object) -> None:
        await board.ask()

    title, text = why(problem, session)
    kind = problem.kind if problem is not None else None
    icon = _ICONS.get(kind, ft.Icons.CLOUD_OFF) if kind is not None else ft.Icons.CLOUD_OFF
    head = shown(words("lots.no_figures"), colours.text, 20, BOLD, 28)
    parts: list[ft.Control] = [
        head,
        note(icon, title, text, colours, f"lots-problem-{kind.value}" if kind else "lots-problem"),
        outlined_button("lots-retry", words("lots.retry"), ft.Icons.REFRESH, retry, colours),
    ]
    column = ft.Column(parts, spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return identified("lots-empty", ft.Container(column, padding=12), container=True)


def old_figures(figures: LotFigures, session: Session, width: float) -> ft.Control:
    """Return the collar of figures that could not be renewed: their age, and why."""
    words, problem = session.words, figures.problem
    if figures.live:
        title, text = words("lots.unsaved"), words("why.storage")
    else:
        age = max(0.0, (session.now() - figures.fetched_at).total_seconds()) if figures.fetched_at else 0
        title = words("age.old", span=times.span(age, words.language)).upper()
        text = why(problem, session)[0]
    kind = problem.kind if problem is not None else ProblemKind.UNREACHABLE
    lines: list[ft.Control] = [
        shown(title, STALE_TEXT, 22, BLACK, 28, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS),
        shown(text, STALE_TEXT, 16, MEDIUM, 20, max_lines=2, overflow=ft.TextOverflow.ELLIPSIS),
    ]
    inside = ft.Container(
        ft.Row(
            [
                ft.Icon(_ICONS.get(kind, ft.Icons.CLOUD_OFF), size=32, color=STALE_TEXT),
                ft.Column(lines, spacing=0, expand=True, alignment=ft.MainAxisAlignment.CENTER),
            ],
            spacing=12,
        ),
        padding=ft.Padding.symmetric(horizontal=12),
    )
    box = dashed(
        inside,
        width - 2 * _MARGIN,
        _COLLAR,
        fill=STALE_FILL,
        colour=STALE_TEXT,
        thickness=3,
        radius=theme.RADIUS_BAND,
    )
    spoken = identified(f"lots-problem-{kind.value}", box, label=f"{title}. {text}", exclude_semantics=True)
    return ft.Container(spoken, padding=_MARGIN)


def found(number: int, of: int, session: Session) -> ft.Control:
    """Return how many lots the search left."""
    words = session.words
    text = words("lots.found", n=numbers.count(number, words.language), lots=count_of_lots(of, words))
    said = identified("lots-found", shown(text, session.palette.secondary, 15, MEDIUM, 20), live_region=True)
    return ft.Container(said, padding=ft.Padding.symmetric(horizontal=12, vertical=6))


def nothing_listed(table: LotTable, session: Session) -> ft.Control:
    """Return that no lot has these words in its name, or that there is none at all."""
    words, colours = session.words, session.palette
    text = words("lots.none_found") if table.search.strip() else words("lots.no_lots")
    return identified("lots-none", ft.Container(shown(text, colours.secondary, 18, line=26), padding=12))
