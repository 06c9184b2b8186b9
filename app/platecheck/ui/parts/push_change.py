"""Before a permit is extended or deleted: what will change, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.opscom import PushKind
from platecheck.ui import theme, times
from platecheck.ui.parts.controls import card, identified, outlined_button
from platecheck.ui.parts.fields import InputField, choices, rows, said
from platecheck.ui.permit_book import DAY, LENGTHS, OTHER
from platecheck.ui.text_scale import larger
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from platecheck.ui.permit_book import Change
    from platecheck.ui.session import Session


def change_buttons(name: str, reference: str, beside: str, session: Session) -> ft.Control:
    """Return the ways to extend and to delete the permit of a reference; both ask first."""
    words, colours, desk = session.words, session.palette, session.office.permits

    async def extend(_: object) -> None:
        await desk.ask_change(PushKind.PERMIT_UPDATE, reference, beside)

    async def delete(_: object) -> None:
        await desk.ask_change(PushKind.PERMIT_DELETE, reference, beside)

    return button_row(
        [
            outlined_button(f"extend-{name}", words("permits.extend"), ft.Icons.MORE_TIME, extend, colours),
            outlined_button(
                f"delete-{name}", words("permits.delete"), ft.Icons.DELETE_OUTLINE, delete, colours
            ),
        ]
    )


def button_row(buttons: list[ft.Control]) -> ft.Control:
    """Return buttons beside each other, below each other where words are larger."""
    if larger():
        return rows(buttons, spacing=theme.GAP)
    return ft.Row([ft.Container(button, expand=True) for button in buttons], spacing=theme.GAP)


def change_card(change: Change, session: Session) -> ft.Control:
    """Return the question, with what is known of the permit and what it comes to."""
    words, colours, desk = session.words, session.palette, session.office.permits
    extends = change.kind is PushKind.PERMIT_UPDATE
    title = words("permits.extend.title" if extends else "permits.delete.title", reference=change.reference)
    parts: list[ft.Control] = [shown(title, colours.text, 20, BOLD, 26)]
    if known := _known(change, session):
        parts.append(shown(known, colours.text, 18, line=24))
    if extends:
        parts += _new_end(change, session)
    else:
        parts.append(said(words("permits.delete.text"), session))

    async def go(_: object) -> None:
        await desk.make_change()

    def keep(_: object) -> None:
        desk.leave_change()

    word = words("permits.extend.go" if extends else "permits.delete.go")
    icon = ft.Icons.MORE_TIME if extends else ft.Icons.DELETE_OUTLINE
    parts.append(outlined_button("change-keep", words("permits.keep"), None, keep, colours))
    busy = bool(desk.book.busy)
    parts.append(outlined_button("change-go", word, icon, go, colours, stacked=False, disabled=busy))
    return identified("changing", card(rows(parts), colours, strong=True), container=True)


def _known(change: Change, session: Session) -> str:
    """Return plate, zone and end of the permit, as far as this device pushed them."""
    told = [change.known.get("plate", ""), change.known.get("zone", "")]
    if change.ends_now is not None:
        language = session.words.language
        end = times.moment(change.ends_now, session.now(), session.settings.zone, language)
        told.append(session.words("push.until", end=end))
    return " · ".join(filter(None, told))


def _new_end(change: Change, session: Session) -> list[ft.Control]:
    words, desk = session.words, session.office.permits
    offered = [(one, words(f"permits.plus.{one}")) for one in LENGTHS]
    offered += [(one, words(f"permits.length.{one}")) for one in (DAY, OTHER)]
    wrong = next(iter(change.wrong), None)
    problem = words(f"field.{wrong.reason.value}", limit=wrong.limit) if wrong else ""
    parts: list[ft.Control] = [
        choices(
            "extend",
            words("permits.extend.by"),
            offered,
            change.length,
            lambda value: desk.adjust(length=value),
            session,
            columns=len(LENGTHS),
        )
    ]
    if change.length == OTHER:
        parts.append(
            InputField(
                "field-change-end",
                words("permits.ends"),
                change.ends_at,
                lambda text: desk.adjust(ends_at=text),
                session,
                hint="2026-05-30 14:30",
                problem=problem,
            )
        )
    now, zone, language = session.now(), session.settings.zone, words.language
    end = desk.changed_end(change, now)
    if end is not None:
        before = words("permits.not_known")
        if change.ends_now is not None:
            before = times.moment(change.ends_now, now, zone, language)
        after = times.moment(end, now, zone, language)
        text = words("permits.change", before=before, after=after)
        utc = words("permits.change.utc", after=times.in_utc(end))
        lines = [shown(text, session.palette.text, 18, BOLD, 24), said(utc, session, size=14)]
        parts.append(identified("change-span", ft.Column(lines, spacing=0), container=True))
    return parts
