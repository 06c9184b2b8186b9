"""The form that issues a permit or corrects one: what is wrong stands at its field."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme, times
from platecheck.ui.component import component
from platecheck.ui.lettering import BOLD_EM
from platecheck.ui.parts.controls import chip_button, identified
from platecheck.ui.parts.fields import choices, said
from platecheck.ui.parts.push_form import form_field, form_foot, more_button
from platecheck.ui.permit_book import CAD, DAY, LENGTHS, OTHER, USD
from platecheck.ui.sheets import choice_sheet, show_sheet
from platecheck.ui.text_scale import CHROME, scaled
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.permit_book import PermitBook
    from platecheck.ui.session import Session

_CHIP = 24
"""What a chip has round its word, in dp."""
_MINUTE = 60


def permit_form(book: PermitBook, session: Session, width: float) -> list[ft.Control]:
    """Return the form in `width` dp, with what came of the last push above its button."""
    words, colours, desk = session.words, session.palette, session.office.permits
    entered = book.entered
    zone_help = words("permits.zone.unknown") if desk.is_zone_unknown else ""
    plate = ft.TextStyle(
        size=scaled(24, CHROME), font_family=theme.PLATE, color=colours.text, letter_spacing=1
    )
    parts: list[ft.Control] = [
        form_field("plate", words("permits.plate"), desk, session, style=plate),
        form_field("zone", words("permits.zone"), desk, session, help_text=zone_help),
    ]
    if offered := desk.offered_zones():
        parts.append(_zones(offered, session, width))
    parts += _length(book, session)
    amount = words("permits.amount", currency=entered.currency)
    parts.append(form_field("amount", amount, desk, session, number=True))
    parts += _seldom(book, session)
    return [*parts, *form_foot(desk, session, words("permits.go"))]


def _zones(offered: list[str], session: Session, width: float) -> ft.Control:
    """Return known lots to choose the zone from: as many as one row holds, then the way to all of them."""
    words, colours, desk = session.words, session.palette, session.office.permits

    async def choose(zone: str | None) -> None:
        desk.choose("zone", zone or "")

    def open_all(_: object) -> None:
        named = [(zone, zone, None) for zone in desk.book.zones]
        title, chosen = words("permits.zones"), desk.book.entered.zone
        show_sheet(session, choice_sheet(session, "zones", title, named, chosen, choose))

    def chooser(zone: str) -> Callable[[object], None]:
        return lambda _: desk.choose("zone", zone)

    chips = [
        chip_button(
            f"zone-{zone}",
            shown(zone, colours.text, 16, most=CHROME, no_wrap=True),
            chooser(zone),
            colours,
        )
        for zone in _fitting(offered, width - _chip_width(words("permits.zones.all")))
    ]
    every = shown(words("permits.zones.all"), colours.text, 16, BOLD, most=CHROME, no_wrap=True)
    chips.append(chip_button("zones-all", every, open_all, colours, label=words("permits.zones")))
    return identified("zones", ft.Row(chips, spacing=theme.GAP), container=True)


def _fitting(zones: list[str], room: float) -> list[str]:
    """Return the first zones whose chips stand in one row of `room` dp."""
    taken = 0.0
    fitting = []
    for zone in zones:
        width = _chip_width(zone) + theme.GAP
        if taken + width <= room:
            fitting.append(zone)
            taken += width
    return fitting


def _chip_width(word: str) -> float:
    return len(word) * BOLD_EM * scaled(16, CHROME) + _CHIP


def _length(book: PermitBook, session: Session) -> list[ft.Control]:
    """Return how long the permit is, and from when until when that makes it, at the site and in UTC."""
    words, desk = session.words, session.office.permits
    offered = [(one, words(f"permits.length.{one}")) for one in (*LENGTHS, DAY, OTHER)]
    chosen = book.entered.length
    choose = choices(
        "length",
        words("permits.length"),
        offered,
        chosen,
        lambda value: desk.enter("length", value),
        session,
        columns=len(LENGTHS),
    )
    parts: list[ft.Control] = [choose]
    if chosen == OTHER:
        hint = words("permits.starts.hint")
        parts.append(form_field("starts_at", words("permits.starts"), desk, session, hint=hint))
        parts.append(form_field("ends_at", words("permits.ends"), desk, session, hint="2026-05-30 14:30"))
    return [*parts, Span(book, session.state.prefs, session)]


@component
def Span(book: PermitBook, prefs: object, session: Session) -> ft.Control:
    """From when until when the form's permit is: it begins when it is issued, so the minutes go on here."""
    words = session.words
    ticks, set_ticks = ft.use_state(0)

    async def count_on() -> None:
        await asyncio.sleep(_MINUTE - session.now().timestamp() % _MINUTE)
        set_ticks(ticks + 1)

    ft.use_effect(count_on, [ticks], cleanup=lambda: None)
    now, zone = session.now(), session.settings.zone
    span = session.office.permits.span(now)
    if span is None:
        return ft.Container()
    start, end = (times.moment(at, now, zone, words.language) for at in span)
    start_utc, end_utc = map(times.in_utc, span)
    lines = [
        shown(words("permits.span", start=start, end=end), session.palette.text, 18, BOLD, 24),
        said(words("permits.utc", start=start_utc, end=end_utc), session, size=14),
    ]
    return identified("permit-span", ft.Column(lines, spacing=0), container=True)


def _seldom(book: PermitBook, session: Session) -> list[ft.Control]:
    """Return the fields that are seldom needed, or the way to them."""
    words, desk = session.words, session.office.permits
    toggle = more_button(desk, session)
    if not book.more:
        return [toggle]
    return [
        toggle,
        choices(
            "currency",
            words("permits.currency"),
            [(CAD, CAD), (USD, USD)],
            book.entered.currency,
            lambda value: desk.enter("currency", value),
            session,
        ),
        form_field("permit_no", words("permits.number"), desk, session),
        form_field("ticket_number", words("permits.ticket"), desk, session),
        form_field("promo_code", words("permits.promo"), desk, session),
    ]
