"""One push and its receipt: what it says, where it stands by word and icon, and what can be done with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import ProblemKind
from platecheck.opscom import PushKind
from platecheck.pushes import PushState
from platecheck.ui import times
from platecheck.ui.lettering import plate_size
from platecheck.ui.parts.controls import card, identified, outlined_button
from platecheck.ui.parts.fields import rows, said
from platecheck.ui.parts.push_change import button_row, change_buttons
from platecheck.ui.theme import BOLD, MEDIUM, plate_text, shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.pushes import Push
    from platecheck.ui.push_desk import AnyDesk
    from platecheck.ui.session import Session

STATE_ICONS = {
    PushState.WAITING: ft.Icons.SCHEDULE,
    PushState.SENDING: ft.Icons.SYNC,
    PushState.APPLIED: ft.Icons.CHECK_CIRCLE,
    PushState.REJECTED: ft.Icons.BLOCK,
    PushState.UNKNOWN: ft.Icons.HELP,
    PushState.DISCARDED: ft.Icons.REMOVE_CIRCLE_OUTLINE,
}
_EXPLAINED = frozenset({PushState.WAITING, PushState.REJECTED, PushState.UNKNOWN})
_ABOUT = ("first_name", "last_name", "email", "colour", "make", "type", "year")
"""What a person or a vehicle is known by, beside the ID or the plate."""
_ON_A_PLATE = frozenset({PushKind.PERMIT_CREATE, PushKind.PERMIT_UPDATE, PushKind.PERMIT_DELETE})
"""What came of these is told by the plate's check."""
_PLATE, _LEAST_PLATE = 26, 16


def push_card(
    push: Push, desk: AnyDesk, session: Session, width: float, *, is_deleted: bool = False
) -> ft.Control:
    """Return the card in `width` dp; `is_deleted`: the permit it issued was deleted from here since."""
    words, colours = session.words, session.palette
    state, now, zone = desk.state_of(push), session.now(), session.settings.zone
    at = times.moment(push.last.at, now, zone, words.language)
    head = ft.Row(
        [
            ft.Icon(STATE_ICONS[state], color=colours.text, size=26),
            shown(words(f"push.state.{state.value}"), colours.text, 17, BOLD, 24, expand=True),
            shown(at, colours.secondary, 15, MEDIUM, 20),
        ],
        spacing=10,
    )
    parts: list[ft.Control] = [head, *_content(push, desk, session, width)]
    if is_deleted:
        parts.append(shown(words("push.deleted"), colours.text, 16, BOLD, 22))
    parts += [said(text, session) for text in explained(push, state, session)]
    parts += [said(words("push.warning", text=warning), session) for warning in push.last.warnings]
    if push.unsaved:
        parts.append(shown(words("push.unsaved"), colours.text, 16, BOLD, 22))
    parts += _buttons(push, state, desk, session, is_deleted=is_deleted)
    box = identified(f"push-{push.id}", card(rows(parts, spacing=6), colours), container=True)
    box.key = f"push-{push.id}"
    return box


def _content(push: Push, desk: AnyDesk, session: Session, width: float) -> list[ft.Control]:
    """Return what is pushed: the plate or the person, zone and times, and the platform's reference."""
    words, colours = session.words, session.palette
    draft = {name: str(value) for name, value in (push.draft or {}).items()}
    parts: list[ft.Control] = []
    if plate := desk.plate_of(push):
        size = plate_size(plate, width - 24, _PLATE, _LEAST_PLATE)
        parts.append(plate_text(plate, colours.text, size))
    told = [words(f"push.kind.{push.kind}"), draft.get("zone", ""), draft.get("unique_id", "")]
    parts.append(shown(" · ".join(filter(None, told)), colours.text, 16, MEDIUM, 22))
    if about := " ".join(draft[name] for name in _ABOUT if name in draft):
        parts.append(shown(about, colours.text, 16, line=22))
    if push.draft is None:
        parts.append(said(words("push.spoilt"), session))
    if span := _span(draft, session):
        parts += [shown(span[0], colours.text, 16, line=22), said(span[1], session, size=14)]
    reference = push.last.reference or draft.get("reference", "")
    if reference:
        text = words("push.reference", reference=reference)
        # Selectable: a reference is copied into other systems.
        line = shown(text, colours.text, 16, MEDIUM, 22, selectable=True)
        parts.append(identified(f"reference-{push.id}", line))
    return parts


def _span(draft: dict[str, str], session: Session) -> tuple[str, str] | None:
    """Return when the permit starts and ends, at the site and in UTC."""
    words, now, zone = session.words, session.now(), session.settings.zone
    if "ends_at" not in draft:
        return None
    end = datetime.fromisoformat(draft["ends_at"])
    if "starts_at" not in draft:
        there = words("push.until", end=times.moment(end, now, zone, words.language))
        return there, words("permits.change.utc", after=times.in_utc(end))
    both = datetime.fromisoformat(draft["starts_at"]), end
    at_site = [times.moment(at, now, zone, words.language) for at in both]
    in_utc = [times.in_utc(at) for at in both]
    return (
        words("permits.span", start=at_site[0], end=at_site[1]),
        words("permits.utc", start=in_utc[0], end=in_utc[1]),
    )


def explained(push: Push, state: PushState, session: Session) -> list[str]:
    """Return what the state means, why it is so, and how to find out; nothing of one that needs no word."""
    words, last = session.words, push.last
    if state not in _EXPLAINED:
        return []
    told = [words(f"push.{state.value}")]
    if last.code is not None:
        told.append(f"{words('why.code', code=last.code)} {words.code(last.code)}")
    elif last.problem in set(ProblemKind) and not (
        state is PushState.UNKNOWN and last.problem == ProblemKind.UNREACHABLE
    ):  # it was reached, and the connection broke after
        told.append(words.why(ProblemKind(last.problem))[0])
    if state is PushState.UNKNOWN:
        told.append(words(f"push.find.{push.kind}"))
    return told


def _buttons(
    push: Push, state: PushState, desk: AnyDesk, session: Session, *, is_deleted: bool
) -> list[ft.Control]:
    """Return what a person may do with it where it stands, a row of buttons each."""
    if state is PushState.UNKNOWN:
        return _settling(push, desk, session)
    if state in {PushState.WAITING, PushState.REJECTED}:
        return _going_on(push, desk, session, waits=state is PushState.WAITING)
    is_permit = state is PushState.APPLIED and push.kind == PushKind.PERMIT_CREATE and not is_deleted
    if is_permit and push.last.reference:
        return [change_buttons(push.id, push.last.reference, push.id, session)]
    return []


def _going_on(push: Push, desk: AnyDesk, session: Session, *, waits: bool) -> list[ft.Control]:
    words = session.words

    async def send() -> None:
        await desk.send(push)

    async def edit() -> None:
        await desk.edit(push)

    async def discard() -> None:
        await desk.discard(push)

    second = [
        _button(f"discard-{push.id}", words("push.discard"), ft.Icons.DELETE_OUTLINE, discard, desk, session)
    ]
    if desk.can_edit(push):
        second.insert(0, _button(f"edit-{push.id}", words("push.edit"), ft.Icons.EDIT, edit, desk, session))
    first = [_button(f"send-{push.id}", words("push.send"), ft.Icons.SEND, send, desk, session)]
    return [*([button_row(first)] if waits else []), button_row(second)]


def _settling(push: Push, desk: AnyDesk, session: Session) -> list[ft.Control]:
    """Return the way to find out, and the two things that can be found out."""
    words = session.words
    plate = desk.plate_of(push)

    async def check() -> None:
        await session.ask_plate(plate, "officer")

    async def applied() -> None:
        await desk.settle(push, applied=True)

    async def not_applied() -> None:
        await desk.settle(push, applied=False)

    name = push.id
    found = [
        _button(f"applied-{name}", words("push.applied"), ft.Icons.CHECK, applied, desk, session),
        _button(f"unapplied-{name}", words("push.not_applied"), ft.Icons.CLOSE, not_applied, desk, session),
    ]
    look = [_button(f"check-{name}", words("push.check"), ft.Icons.SEARCH, check, desk, session)]
    return [*([button_row(look)] if plate and push.kind in _ON_A_PLATE else []), button_row(found)]


def _button(
    name: str,
    word: str,
    icon: ft.IconData,
    act: Callable[[], Awaitable[None]],
    desk: AnyDesk,
    session: Session,
) -> ft.Control:
    async def press(_: object) -> None:
        await act()

    busy = bool(desk.book.busy)
    return outlined_button(name, word, icon, press, session.palette, disabled=busy)
