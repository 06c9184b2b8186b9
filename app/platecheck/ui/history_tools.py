"""Above the log: the search, the filters by verdict and lot, and the way to a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.store.records import Match, Wanted
from platecheck.ui import theme
from platecheck.ui.component import component, memo
from platecheck.ui.history_export import ExportSheet
from platecheck.ui.parts.controls import Act, badge, chip_button, icon_badge, identified
from platecheck.ui.parts.shell import NARROW
from platecheck.ui.sheets import choice_sheet, show_sheet
from platecheck.ui.text_scale import CHROME, factor, scaled
from platecheck.ui.theme import BOLD, MEDIUM, PLATE, REGULAR, shown
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from platecheck.ui.log_book import LogBook, Shelf
    from platecheck.ui.session import Session
    from platecheck.ui.state import Preferences

MATCH_WORDS = {Match.PART: "history.part", Match.START: "history.start", Match.WHOLE: "history.whole"}
_ROOMY = 400
"""Width in dp from which a copy's button has its word."""


@memo
@component
def SearchField(wanted: Wanted, prefs: Preferences, session: Session, book: LogBook) -> ft.Control:
    """The search by plate, and how it is meant: containing, beginning with, exactly."""
    words, colours = session.words, session.palette
    _, draw_again = ft.use_state(0)

    async def changed(event: ft.Event[ft.TextField]) -> None:
        had, text = bool(book.typed), str(event.data or "")
        if had != bool(text):
            draw_again(len(text))
        await book.seek(text)

    async def clear(_: object) -> None:
        draw_again(0)
        await book.seek("")

    async def turn(_: object) -> None:
        await book.next_match()

    field = ft.TextField(
        value=book.typed,
        hint_text=words("history.search"),
        hint_style=ft.TextStyle(
            size=scaled(17, CHROME), font_family=REGULAR, color=colours.secondary, letter_spacing=0
        ),
        text_style=ft.TextStyle(
            size=scaled(22, CHROME), font_family=PLATE, color=colours.text, letter_spacing=1
        ),
        prefix_icon=ft.Icon(ft.Icons.SEARCH, size=24, color=colours.text),
        cursor_color=colours.text,
        border_color=colours.outline,
        focused_border_color=colours.text,
        border_width=1,
        focused_border_width=3,
        border_radius=theme.RADIUS_KEY,
        content_padding=ft.Padding.symmetric(horizontal=8, vertical=11),
        dense=True,
        autocorrect=False,
        enable_suggestions=False,
        capitalization=ft.TextCapitalization.CHARACTERS,
        on_change=changed,
    )
    parts: list[ft.Control] = [
        ft.Container(identified("history-search", field, label=words("history.search")), expand=True)
    ]
    if book.typed or wanted.plate:
        word = words(MATCH_WORDS[wanted.match])
        said = shown(word, colours.text, 15, BOLD, 18, CHROME, text_align=ft.TextAlign.CENTER)
        label = words("history.match_label", match=word)
        parts.append(
            chip_button("history-match", said, turn, colours, label=label, width=104 * factor(CHROME))
        )
        icon = ft.Icon(ft.Icons.CLOSE, size=24, color=colours.text)
        gone = words("history.search_clear")
        parts.append(
            chip_button("history-search-clear", icon, clear, colours, label=gone, width=theme.TARGET)
        )
    return ft.Row(parts, spacing=theme.GAP)


@memo
@component
def Tools(shelf: Shelf, prefs: Preferences, session: Session, book: LogBook, width: float) -> ft.Control:
    """The filters, what takes them away, and the copy."""
    words, colours, wanted = session.words, session.palette, shelf.wanted

    async def verdicts(_: object) -> None:
        show_sheet(session, verdict_sheet(session, book))

    async def lots(_: object) -> None:
        show_sheet(session, lots_sheet(session, book))

    async def clear(_: object) -> None:
        await book.want_all()

    async def export(_: object) -> None:
        await book.settle()
        sheet = ExportSheet(session, book)
        show_sheet(session, sheet.dialog)
        await sheet.list_copies()

    headline = Headline(wanted.verdict) if wanted.verdict else None
    verdict = words.badge(headline) if headline else words("history.verdict")
    mark = icon_badge(headline, colours, 28) if headline else None
    lot = words("story.lot") if wanted.lot is None else wanted.lot or words("lot.any")
    # A filter in force needs the room of the copy's word.
    filtered = wanted.verdict is not None or wanted.lot is not None
    roomy = width >= _ROOMY and not filtered
    bare = filtered and width < NARROW
    parts: list[ft.Control] = [
        _filter("filter-verdict", verdict, mark, verdicts, session, on=headline is not None, bare=bare),
        _filter("filter-lot", lot, None, lots, session, on=wanted.lot is not None, bare=bare),
    ]
    if filtered:
        icon = ft.Icon(ft.Icons.FILTER_ALT_OFF_OUTLINED, size=24, color=colours.text)
        label = words("history.clear")
        parts.append(chip_button("filter-clear", icon, clear, colours, label=label, width=theme.TARGET))
    inside: list[ft.Control] = [ft.Icon(ft.Icons.DOWNLOAD, size=24, color=colours.text)]
    if roomy:
        inside.append(shown(words("export.short"), colours.text, 16, MEDIUM))
    face = ft.Row(inside, spacing=6, tight=True, alignment=ft.MainAxisAlignment.CENTER)
    size = {} if roomy else {"width": theme.TARGET}
    parts.append(chip_button("export", face, export, colours, label=words("export.title"), **size))
    return ft.Row(parts, spacing=theme.GAP)


def _filter(
    name: str, word: str, mark: ft.Control | None, act: Act, session: Session, *, on: bool, bare: bool
) -> ft.Control:
    """Return a filter's chip; one in force is bold, and ticked or marked with its verdict.

    A `bare` one, for want of room, has no sign that it opens, and is as wide as its word needs.
    """
    colours = session.palette
    tick = ft.Icon(ft.Icons.CHECK if on else ft.Icons.EXPAND_MORE, size=22, color=colours.text)
    inside = ft.Row(
        [
            *([mark] if mark else []),
            shown(
                word,
                colours.text,
                16,
                BOLD if on else MEDIUM,
                most=CHROME,
                expand=True,
                max_lines=1,
                overflow=ft.TextOverflow.ELLIPSIS,
            ),
            *([] if mark or (bare and not on) else [tick]),
        ],
        spacing=6,
    )
    chip = chip_button(name, inside, act, colours, label=session.words("history.filter_label", what=word))
    return ft.Container(chip, expand=3 if bare and on else 2)


def verdict_sheet(session: Session, book: LogBook) -> ft.AlertDialog:
    """Return the choice of a verdict, as of then."""
    words = session.words

    async def choose(value: str | None) -> None:
        await book.want(verdict=value)

    options: list[tuple[str | None, str, ft.Control | None]] = [(None, words("history.verdicts"), None)]
    options += [(h.value, words.verdict(h), badge(h, words, session.palette)) for h in Headline]
    chosen = book.shelf.wanted.verdict
    return choice_sheet(session, "verdict", words("history.by_verdict"), options, chosen, choose)


def lots_sheet(session: Session, book: LogBook) -> ft.AlertDialog:
    """Return the choice of a lot, of those that checks were made in."""
    words = session.words

    async def choose(value: str | None) -> None:
        await book.want(lot=value)

    options: list[tuple[str | None, str, ft.Control | None]] = [
        (None, words("history.lots"), None),
        ("", words("lot.any"), None),
        *((lot, lot, None) for lot in book.shelf.lots),
    ]
    chosen = book.shelf.wanted.lot
    return choice_sheet(session, "in-lot", words("history.by_lot"), options, chosen, choose)
