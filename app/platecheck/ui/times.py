"""Times as people say them, in both languages: "until 23:59", "4 min ago", "tomorrow 08:00"."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

_MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "fr": [
        "janv.",
        "févr.",
        "mars",
        "avr.",
        "mai",
        "juin",
        "juill.",
        "août",
        "sept.",
        "oct.",
        "nov.",
        "déc.",
    ],
}
_TOMORROW = {"en": "tomorrow", "fr": "demain"}
_YESTERDAY = {"en": "yesterday", "fr": "hier"}
_TODAY = {"en": "today", "fr": "aujourd’hui"}
_WEEKDAYS = {
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "fr": ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
}
_AGO = {"en": "{} ago", "fr": "il y a {}"}
_DAYS = {"en": ("day", "days"), "fr": ("jour", "jours")}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_SAID_IN_HOURS = 48 * _HOUR


def moment(at: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    """Return `at` in site time: the hour alone today, the day beside it otherwise."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    hour = f"{local:%H:%M}"
    days = (local.date() - today.date()).days
    if days == 0:
        return hour
    if days in {1, -1}:
        return f"{(_TOMORROW if days == 1 else _YESTERDAY)[language]} {hour}"
    return f"{on(at, now, zone, language)} {hour}"


def on(at: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    """Return the site's day of `at`, as short as on a chart: the hour today, else "20 Nov"."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {_MONTHS[language][local.month - 1]}{year}"


def day(at: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    """Return the site's day of `at` as a heading: "Today", "Yesterday", "Fri 20 Nov"."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    days = (today.date() - local.date()).days
    if days in {0, 1}:
        return (_YESTERDAY if days else _TODAY)[language].capitalize()
    year = "" if local.year == today.year else f" {local.year}"
    weekday = _WEEKDAYS[language][local.weekday()].capitalize()
    return f"{weekday} {local.day} {_MONTHS[language][local.month - 1]}{year}"


def exact(at: datetime, zone: ZoneInfo) -> str:
    """Return `at` to the second with its zone, for whoever asks for the exact time."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"


def in_utc(at: datetime) -> str:
    """Return `at` to the minute in UTC, with its date: the day may be another than the site's."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def span(seconds: float, language: str) -> str:
    """Return a length of time: each second up to a minute, then minutes, hours, days."""
    if seconds < _MINUTE:
        return f"{int(seconds)} s"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min"
    if seconds < _SAID_IN_HOURS:
        return f"{int(seconds // _HOUR)} h"
    days = int(seconds // _DAY)
    return f"{days} {_DAYS[language][days != 1]}"


def ago(seconds: float, language: str) -> str:
    """Return how long ago, as a phrase."""
    return _AGO[language].format(span(seconds, language))
