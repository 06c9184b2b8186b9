"""What this device holds, and its wipe: what will go is named first, and a typed word confirms it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import PlatecheckError
from platecheck.ui import numbers, theme, times
from platecheck.ui.component import component
from platecheck.ui.parts.controls import card, identified, note, outlined_button
from platecheck.ui.parts.fields import InputField, heading, rows, said
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.store import Holdings
    from platecheck.ui.form import Records
    from platecheck.ui.session import Session
    from platecheck.ui.texts import Words

_SLOW_S = 0.3
"""So long nothing is said of the counting: most devices are counted by then."""
_KINDS = (
    *("checks", "answers", "acknowledgements", "lookups", "queued"),
    *("lot_snapshots", "exports", "changes", "queries", "sightings", "crops", "walks", "pushes"),
)
_KIB = 1024


@component
def HoldingsSection(records: Records, prefs: object, session: Session) -> ft.Control:
    """The counts, the times, the size; and the wipe."""
    words, colours = session.words, session.palette

    async def count() -> None:
        await recount(session)

    ft.use_effect(count, [], cleanup=lambda: None)

    async def again(_: object) -> None:
        await recount(session)

    parts = [heading(words("holdings.title"), session), said(words("holdings.text"), session)]
    if records.wiped:
        parts.append(
            note(
                ft.Icons.CHECK_CIRCLE_OUTLINE,
                words("holdings.wiped"),
                words("holdings.wiped.text"),
                colours,
                "wiped",
            )
        )
    if records.trouble:
        parts.append(note(ft.Icons.ERROR_OUTLINE, records.trouble, "", colours, "holdings-trouble"))
        parts.append(
            outlined_button("holdings-again", words("broken.retry"), ft.Icons.REFRESH, again, colours)
        )
    if records.holdings is None:
        counting = words("holdings.counting") if records.slow else ""
        parts.append(ft.Container(said(counting, session), height=theme.TARGET))
        return rows(parts)
    if records.asking and not records.holdings.is_empty:
        # In place of the table, whose figures it repeats: below it, its field would be out of sight.
        parts.append(_confirmation(records, records.holdings, session))
        return rows(parts)
    parts.append(_table(records.holdings, session))
    icon, word = ft.Icons.DOWNLOAD_FOR_OFFLINE_OUTLINED, words("prepare.open")
    parts.append(outlined_button("prepare", word, icon, session.open_prepare, colours))
    if records.holdings.is_empty:
        parts.append(identified("holdings-empty", said(words("holdings.empty"), session)))
    else:

        async def ask(_: object) -> None:
            records.word, records.wiped = "", False
            session.state.settings.form.revision += 1
            await recount(session)
            records.asking = True

        parts.append(outlined_button("wipe", words("wipe.ask"), ft.Icons.DELETE_SWEEP, ask, colours))
    return rows(parts)


async def recount(session: Session) -> None:
    """Count anew; only what takes long is said to be going on."""
    records = session.state.settings.records

    async def say_so() -> None:
        await asyncio.sleep(_SLOW_S)
        records.slow = True

    saying = asyncio.ensure_future(say_so())
    try:
        records.holdings = await session.services.store.holdings()
        records.trouble = ""
    except PlatecheckError as error:
        records.trouble = error.message
    finally:
        saying.cancel()
        records.slow = False


async def wipe(session: Session) -> None:
    """Wipe, and take off the screen what is gone."""
    records = session.state.settings.records
    if session.must_acknowledge:
        records.trouble = session.words("ack.first")
        return
    records.busy = True
    try:
        wiped = await session.services.store.wipe(session.now())
    except PlatecheckError as error:
        records.trouble = error.message
        return
    finally:
        records.busy, records.word = False, ""
    session.access.forget()
    records.holdings, records.wiped, records.trouble, records.asking = wiped, True, "", False
    await session.inquiry.refresh_log()


def _table(holdings: Holdings, session: Session) -> ft.Control:
    words, colours = session.words, session.palette
    told = [
        (kind, words(f"holdings.{kind}"), numbers.count(getattr(holdings.held, kind), words.language))
        for kind in _KINDS
    ]
    told += [
        ("oldest", words("holdings.oldest"), _moment(holdings.oldest, session)),
        ("newest", words("holdings.newest"), _moment(holdings.newest, session)),
        ("size", words("holdings.size"), size_of(holdings.size, words)),
    ]
    if holdings.wiped_at is not None:
        told.append(("wiped-at", words("holdings.wiped_at"), _moment(holdings.wiped_at, session)))
    if holdings.recovered_at is not None:
        told.append(("recovered-at", words("holdings.recovered_at"), _moment(holdings.recovered_at, session)))
    lines: list[ft.Control] = []
    for name, label, value in told:
        line = ft.Row(
            [
                shown(label, colours.text, 16, line=22, expand=True),
                shown(value, colours.text, 18, BOLD, 22, text_align=ft.TextAlign.RIGHT),
            ],
            spacing=12,
        )
        lines.append(identified(f"held-{name}", line, label=f"{label}: {value}", exclude_semantics=True))
    return identified("holdings", card(rows(lines, spacing=8), colours), container=True)


def _confirmation(records: Records, holdings: Holdings, session: Session) -> ft.Control:
    words, colours = session.words, session.palette
    word = words("wipe.word")
    ready = records.word.strip().upper() == word and not records.busy

    def enter(text: str) -> None:
        records.word = text

    async def go(_: object = None) -> None:
        if ready:
            await wipe(session)

    def keep(_: object) -> None:
        records.asking, records.word = False, ""

    goes = ", ".join(
        words(f"wipe.goes.{kind}", n=getattr(holdings.held, kind))
        for kind in _KINDS
        if getattr(holdings.held, kind)
    )
    parts: list[ft.Control] = [shown(words("wipe.title"), colours.text, 20, BOLD, 26)]
    warnings = [
        words(f"wipe.{name}", n=number)
        for name, number in (
            ("unsent", holdings.held.queued),
            ("alarms", holdings.unacknowledged),
            ("open_pushes", holdings.open_pushes),
        )
        if number
    ]
    parts += [_warning(f"wipe-warning-{n}", text, session) for n, text in enumerate(warnings)]
    parts += [
        identified("wipe-goes", said(words("wipe.goes", what=goes), session)),
        said(words("wipe.stays"), session),
        InputField(
            "field-wipe-word", words("wipe.type", word=word), records.word, enter, session, on_submit=go
        ),
        outlined_button("wipe-keep", words("wipe.keep"), None, keep, colours),
    ]
    # The button comes with the word: until then there is nothing to press by mistake.
    if records.busy:
        parts.append(identified("wipe-busy", said(words("wipe.busy"), session), live_region=True))
    elif ready:
        parts.append(outlined_button("wipe-go", words("wipe.go"), ft.Icons.DELETE_SWEEP, go, colours))
    return identified("wiping", card(rows(parts), colours, strong=True), container=True)


def _warning(identifier: str, text: str, session: Session) -> ft.Control:
    colours = session.palette
    line = ft.Row(
        [
            ft.Icon(ft.Icons.ERROR_OUTLINE, color=colours.text, size=26),
            shown(text, colours.text, 18, BOLD, 24, expand=True),
        ],
        spacing=10,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    return identified(identifier, line, label=text, exclude_semantics=True)


def _moment(at: datetime | None, session: Session) -> str:
    if at is None:
        return "–"
    return times.moment(at, session.now(), session.settings.zone, session.words.language)


def size_of(size: int, words: Words) -> str:
    """Return bytes as people say them."""
    if size < _KIB * _KIB:
        return words("holdings.kib", n=numbers.count(max(1, round(size / _KIB)), words.language))
    text = f"{size / _KIB / _KIB:.1f}"
    return words("holdings.mib", n=text.replace(".", ",") if words.language == "fr" else text)
