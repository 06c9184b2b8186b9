"""One check of the recheck queue: its plate, its receipt, and how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.store.records import Place
from platecheck.ui import times
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.controls import badge, badge_width, identified
from platecheck.ui.text_scale import larger
from platecheck.ui.theme import BOLD, MEDIUM, plate_text, shown
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from platecheck.store.records import Receipt
    from platecheck.ui.texts import Words
    from platecheck.ui.theme import Palette

_ICONS = {
    Place.WAITING: ft.Icons.SCHEDULE,
    Place.ASKED: ft.Icons.SYNC,
    Place.ANSWERED: ft.Icons.CHECK,
}
_TAKEN = 2 * 8 + 26 + 2 * 12
"""The row's edges, its icon and its gaps, in dp."""
_PLATE, _LEAST_PLATE = 24, 18


def receipt_row(
    receipt: Receipt,
    width: float,
    now: datetime,
    zone: ZoneInfo,
    words: Words,
    colours: Palette,
    *,
    is_next: bool,
) -> ft.Control:
    """Return the row in `width` dp; an answered check shows its verdict, one that waits why it does."""
    at = times.moment(receipt.checked_at, now, zone, words.language)
    noted = words("queue.checked", time=at, receipt=f"{receipt.seq:04}")
    place = _place(receipt, now, zone, words, is_next=is_next)
    headline = Headline(receipt.verdict)
    tried = ""
    if receipt.problem is not None and receipt.place is not Place.ANSWERED and receipt.attempts:
        tried = words("queue.tried", why=words.why(receipt.problem.kind)[0], n=receipt.attempts)
    below = larger()
    face: ft.Control = shown(words("queue.forgotten"), colours.text, 17, BOLD, 24)
    if receipt.plate:
        beside = width - _TAKEN - badge_width(headline, words)
        below = below or plate_size(receipt.plate, beside, _PLATE, 0) < _LEAST_PLATE
        room = width - _TAKEN if below else beside
        face = plate_text(receipt.plate, colours.text, plate_size(receipt.plate, room, _PLATE, _LEAST_PLATE))
    side: ft.Control = shown(place, colours.text, 15, BOLD, 20)
    if receipt.place is Place.ANSWERED:
        side = badge(headline, words, colours)
    # The verdict stands beside the plate alone, or without room for that below: lines have the whole width.
    first = face if below else ft.Row([ft.Container(face, expand=True), side], spacing=12)
    lines: list[ft.Control] = [first, shown(noted, colours.secondary, 15, MEDIUM, 20)]
    if tried:
        lines.append(shown(tried, colours.secondary, 15, line=20))
    if below:
        lines.append(side)
    across = ft.CrossAxisAlignment.START if below else ft.CrossAxisAlignment.STRETCH
    text = ft.Column(lines, spacing=2, tight=True, expand=True, horizontal_alignment=across)
    icon = ft.Icon(_ICONS[receipt.place], size=26, color=colours.text)
    inside = ft.Row([icon, text], spacing=12)
    ruled = ft.Container(
        inside,
        padding=ft.Padding.symmetric(horizontal=8, vertical=9),
        border=ft.Border.only(top=ft.BorderSide(1, colours.hairline)),
    )
    answered = f", {words.verdict(headline)}" if receipt.place is Place.ANSWERED else ""
    plate = " ".join(receipt.plate) or words("queue.forgotten")
    spoken = f"{plate}, {noted}, {place}{answered}. {tried}".strip()
    row = identified(f"receipt-{receipt.seq}", ruled, label=spoken, exclude_semantics=True)
    row.key = f"receipt-{receipt.seq}"
    return row


def _place(receipt: Receipt, now: datetime, zone: ZoneInfo, words: Words, *, is_next: bool) -> str:
    if receipt.settled_at is not None:
        return words("queue.answered", time=times.moment(receipt.settled_at, now, zone, words.language))
    if receipt.place is Place.ASKED:
        return words("queue.asked")
    return words("queue.next" if is_next else "queue.later")
