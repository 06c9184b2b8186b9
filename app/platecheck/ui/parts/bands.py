"""The three bands under a head: alarm, DNTT, permits, always in this order, each with its own state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

from platecheck.facts import Dntt, Source
from platecheck.ui import theme, times
from platecheck.ui.parts.ages import Age, BandAge
from platecheck.ui.parts.controls import icon_badge, identified, note
from platecheck.ui.text_scale import larger, scaled
from platecheck.ui.theme import BOLD, MEDIUM, REGULAR, Palette, shown
from platecheck.verdict import DnttState, Headline, JudgedDntt, JudgedPermit, PermitState, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from platecheck.ui.state import Pulse
    from platecheck.ui.texts import Words


@dataclass(frozen=True, slots=True)
class Telling:
    """What every band needs to say its piece: language, colours, time, and the answer's age."""

    words: Words
    colours: Palette
    zone: ZoneInfo
    now: datetime
    pulse: Pulse
    age: Age
    source: Source

    def moment(self, at: datetime) -> str:
        """Return a time as people say it."""
        return times.moment(at, self.now, self.zone, self.words.language)

    def ago(self, at: datetime) -> str:
        """Return how long ago a time was."""
        return times.ago((self.now - at).total_seconds(), self.words.language)

    def until(self, key: str, at: datetime, **values: object) -> str:
        """Return a text that says `until`, worded for a day or for an hour of today."""
        days = (at.astimezone(self.zone).date() - self.now.astimezone(self.zone).date()).days
        # French says "jusqu'à 23:59" and "jusqu'à demain", but "jusqu'au 30 avr.".
        return self.words(f"{key}_today" if days in {0, 1} else key, time=self.moment(at), **values)


def alarm_band(verdict: Verdict, telling: Telling, reader: Callable[[str], ft.Control]) -> ft.Control:
    """Return the alarm's band; `reader` makes the control that shows the text only while held."""
    words, colours = telling.words, telling.colours
    if not verdict.alarm:
        return _empty("alarm", ft.Icons.REPORT_OUTLINED, telling)
    body = ft.Column(
        [shown(words("band.alarm.who"), colours.text, 16, MEDIUM, 22), reader(verdict.alarm)],
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return _band("alarm", Headline.ALARM, words("band.alarm"), body, telling)


def dntt_band(verdict: Verdict, telling: Telling) -> ft.Control:
    """Return the orders' band: blue while one is in force, neutral otherwise."""
    words = telling.words
    if not verdict.dntt:
        return _empty("dntt", ft.Icons.SHIELD_OUTLINED, telling)
    rows = _ruled([_order(judged, telling) for judged in verdict.dntt], telling.colours)
    if any(judged.state is DnttState.ACTIVE for judged in verdict.dntt):
        return _band("dntt", Headline.DO_NOT_TICKET, words("band.dntt"), rows, telling)
    return _quiet_band("dntt", ft.Icons.SHIELD_OUTLINED, words("band.dntt.quiet"), rows, telling)


def permits_band(verdict: Verdict, telling: Telling) -> ft.Control:
    """Return the permits' band in the colour of the best permit."""
    words, count = telling.words, len(verdict.permits)
    if not count:
        return _empty("permits", ft.Icons.LOCAL_PARKING_OUTLINED, telling)
    title = words("band.permits.one") if count == 1 else words("band.permits.many", n=count)
    rows = _ruled([_permit(judged, telling) for judged in verdict.permits], telling.colours)
    return _band("permits", theme.PERMIT_LOOKS[verdict.permits[0].state], title, rows, telling)


def purged_note(words: Words, colours: Palette) -> ft.Control:
    """Return what stands in the bands' place once retention took the details."""
    return note(
        ft.Icons.AUTO_DELETE_OUTLINED,
        words("details.purged"),
        words("details.purged.text"),
        colours,
        "purged",
    )


def place_of(dntt: Dntt, words: Words) -> str:
    """Return where an order holds; a blank location is everywhere."""
    return dntt.location or words("everywhere")


def _order(judged: JudgedDntt, telling: Telling) -> ft.Control:
    words, colours, dntt = telling.words, telling.colours, judged.dntt
    facts = " · ".join(("", place_of(dntt, words), _bound(judged, telling)))
    lines: list[ft.Control] = [
        ft.Text(
            spans=[
                ft.TextSpan(
                    words.dntt(judged.state),
                    ft.TextStyle(font_family=BOLD, size=scaled(18), color=colours.text, letter_spacing=0),
                ),
                ft.TextSpan(
                    facts,
                    ft.TextStyle(font_family=REGULAR, size=scaled(18), color=colours.text, letter_spacing=0),
                ),
            ]
        )
    ]
    if dntt.notes:
        lines.append(shown(dntt.notes, colours.secondary, 16, line=22))
    return identified("dntt-row", ft.Column(lines, spacing=2))


def _bound(judged: JudgedDntt, telling: Telling) -> str:
    words, dntt = telling.words, judged.dntt
    if judged.state is DnttState.UPCOMING and dntt.start:
        return words("dntt.starts", time=telling.moment(dntt.start))
    if judged.state is DnttState.OVER and dntt.end:
        return words("dntt.ended", time=telling.moment(dntt.end))
    return telling.until("dntt.until", dntt.end) if dntt.end else words("dntt.open")


def _permit(judged: JudgedPermit, telling: Telling) -> ft.Control:
    words, colours, permit = telling.words, telling.colours, judged.permit
    name = " · ".join(
        part for part in (permit.type or words("permit.type_missing"), permit.short_name) if part
    )
    lines = ft.Column(
        [shown(name, colours.text, 20, BOLD, 26), shown(_expiry(judged, telling), colours.text, 18, line=24)],
        spacing=0,
        expand=True,
    )
    row = ft.Row(
        [icon_badge(theme.PERMIT_LOOKS[judged.state], colours), lines],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return identified("permit-row", row)


def _expiry(judged: JudgedPermit, telling: Telling) -> str:
    words, permit, state = telling.words, judged.permit, judged.state
    if permit.expires is None:
        if state is PermitState.ELSEWHERE:
            return words("permit.elsewhere_unknown")
        if not permit.expires_text:
            return words("permit.no_expiry")
        return words("permit.unknown", text=permit.expires_text)
    at = telling.moment(permit.expires)
    if state is PermitState.EXPIRED:
        return words("permit.expired", time=at, ago=telling.ago(permit.expires))
    key = {PermitState.IN_GRACE: "permit.grace", PermitState.ELSEWHERE: "permit.elsewhere"}
    return words(key.get(state, "permit.expires"), time=at)


def _ruled(rows: list[ft.Control], colours: Palette) -> ft.Control:
    """Return rows with hairlines between them."""
    ruled: list[ft.Control] = []
    for row in rows:
        if ruled:
            ruled.append(ft.Divider(height=17, thickness=1, color=colours.hairline))
        ruled.append(row)
    return ft.Column(ruled, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _band(name: str, headline: Headline, title: str, body: ft.Control, telling: Telling) -> ft.Control:
    look = theme.LOOKS[headline]
    header = _header(look.icon, title, look.text, telling, look.fill)
    frame = telling.colours.ring or look.border or telling.colours.hairline
    return _boxed(name, header, body, telling, frame)


def _quiet_band(name: str, icon: ft.IconData, title: str, body: ft.Control, telling: Telling) -> ft.Control:
    header = _header(icon, title, telling.colours.text, telling, telling.colours.card)
    return _boxed(name, header, body, telling, telling.colours.outline)


def _header(icon: ft.IconData, title: str, colour: str, telling: Telling, fill: str) -> ft.Control:
    age = BandAge(telling.pulse, telling.age, telling.source, telling.words, colour, short=False)
    if larger():
        return ft.Container(
            _line(icon, shown(title, colour, 18, BOLD, expand=True), age, colour),
            padding=ft.Padding.symmetric(vertical=8, horizontal=12),
            bgcolor=fill,
        )
    said = shown(title, colour, 18, BOLD, expand=True, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS)
    return ft.Container(
        _line(icon, said, age, colour),
        height=theme.TARGET,
        padding=ft.Padding.symmetric(horizontal=12),
        bgcolor=fill,
    )


def _line(icon: ft.IconData, said: ft.Control, age: ft.Control, colour: str) -> ft.Control:
    """Return a band's line: the age beside the words or, where text is larger, under them."""
    row = ft.Row([ft.Icon(icon, color=colour, size=26), said], spacing=10)
    if not larger():
        row.controls.append(age)
        return row
    under = ft.Container(age, padding=ft.Padding.only(left=36))
    return ft.Column([row, under], spacing=2, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _boxed(name: str, header: ft.Control, body: ft.Control, telling: Telling, frame: str) -> ft.Control:
    inside = ft.Column(
        [header, ft.Container(body, padding=ft.Padding.symmetric(vertical=12, horizontal=12))],
        spacing=0,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    box = ft.Container(
        inside,
        bgcolor=telling.colours.card,
        border=ft.Border.all(1, frame),
        border_radius=theme.RADIUS_BAND,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )
    return identified(f"band-{name}", box, container=True)


def _empty(name: str, icon: ft.IconData, telling: Telling) -> ft.Control:
    """Return one neutral line: nothing found is never green, and never said of a missing answer."""
    colours = telling.colours
    suffix = {Source.LIVE: "none", Source.CACHE: "none_saved", Source.NONE: "unknown"}[telling.source]
    said = shown(telling.words(f"band.{name}.{suffix}"), colours.text, 16, MEDIUM, 20, expand=True)
    age = BandAge(telling.pulse, telling.age, telling.source, telling.words, colours.secondary, short=True)
    box = ft.Container(
        _line(icon, said, age, colours.text),
        padding=ft.Padding.symmetric(vertical=10, horizontal=12),
        bgcolor=colours.card,
        border=ft.Border.all(1, colours.hairline),
        border_radius=theme.RADIUS_BAND,
    )
    return identified(f"band-{name}", box, container=True)
