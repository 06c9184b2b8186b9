"""How the office's commands show a push and what came of it, and which exit code that is.

Separate because the commands of every family of pushes agree on it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit
from platecheck.errors import ProblemKind
from platecheck.pushes import EXPORT, PushState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from platecheck.cli.lines import Line
    from platecheck.opscom import Draft
    from platecheck.pushes import Push
    from platecheck.wiring import Services

_SAID = {
    PushState.WAITING: "WAITING",
    PushState.SENDING: "BEING SENT",
    PushState.APPLIED: "APPLIED",
    PushState.REJECTED: "REJECTED",
    PushState.UNKNOWN: "OUTCOME UNKNOWN",
    PushState.DISCARDED: "DISCARDED",
}
_FIND_OUT = {
    "permit_create": "Find out with `platecheck check {plate}`: the permit is there, or it is not.",
    "permit_update": "Find out with `platecheck check` of its plate, which says until when it may stand.",
    "permit_delete": "Find out with `platecheck check` of its plate: the permit is gone, or it is not.",
    "vehicle_create": "Find out in the platform's office whether the vehicle is on file.",
    "person_push": "Find out in the platform's office what is on file of this person.",
    "overdue_export": "The platform may have marked the violations as sent. Ask it before you export again.",
}
_NOT_ARRIVED = frozenset(
    {
        *(ProblemKind.UNREACHABLE, ProblemKind.TIMEOUT, ProblemKind.TLS),
        *(ProblemKind.PORTAL, ProblemKind.REDIRECTED, ProblemKind.BUSY),
    }
)
_SETTLE = "Then say so: `platecheck outbox settle {id} --applied`, or `--not-applied` to let it wait again."
_LET_GO = "Then let go of it: `platecheck outbox discard {id}`."


def fields_of(given: Mapping[str, str | None]) -> dict[str, str]:
    """Return the fields that a command line gives."""
    return {name: text for name, text in given.items() if text is not None}


async def push_or_keep(services: Services, draft: Draft, *, later: bool, as_json: bool) -> Exit:
    """Push a draft, or only write it down, and show what came of it."""
    office = services.office
    push = await office.write_down(draft) if later else await office.push(draft)
    show([push], services, as_json=as_json)
    if later:
        return Exit.ANSWERED
    return exit_of(push, office.state_of(push))


async def ask(services: Services, draft: Draft) -> bool:
    """Show what will change, as far as it is known here, and ask whether to go on."""
    zone, changes = services.settings.zone, draft.to_record()
    reference = str(changes.pop("reference"))
    known = await services.office.known_as(reference)
    plate = known.get("plate", "")
    click.echo(f"Permit {reference}{f' of {plate}' if plate else ''}", err=True)
    if draft.kind == "permit_delete":
        for name in ("zone", "starts_at", "ends_at"):
            if name in known:
                click.echo(f"  {name}: {_value(known[name], zone)}", err=True)
        return click.confirm("Delete it at the platform?", err=True)
    for name, value in changes.items():
        was = f"{_value(known[name], zone)} -> " if name in known else ""
        click.echo(f"  {name}: {was}{_value(value, zone)}", err=True)
    return click.confirm("Change it at the platform?", err=True)


def show(pushes: Iterable[Push], services: Services, *, as_json: bool) -> None:
    """Print pushes: JSON lines, or a block each."""
    zone, office = services.settings.zone, services.office
    if as_json:
        from platecheck.cli import lines

        lines.write_utf8()
        for push in pushes:
            lines.emit(line_of(push, office.state_of(push)))
        return
    for push in pushes:
        click.echo("\n".join(block_of(push, office.state_of(push), zone)))


def line_of(push: Push, state: PushState) -> Line:
    """Return the object of one push; `draft` has what is sent, by our names."""
    from platecheck.cli.lines import utc

    last = push.last
    return {
        "id": push.id,
        "kind": push.kind,
        "state": state.value,
        "made_at": utc(push.made_at),
        "at": utc(last.at),
        "draft": None if push.draft is None else dict(push.draft),
        "reference": last.reference or None,
        "warnings": list(last.warnings),
        "problem": {"kind": last.problem, "code": last.code, "message": last.message}
        if last.problem
        else None,
        "spoilt": last.spoilt,
        "unsaved": push.unsaved,
    }


def block_of(push: Push, state: PushState, zone: ZoneInfo) -> list[str]:
    """Return the lines a person reads: what it is, what it says, where it stands, what to do."""
    from platecheck.cli.blocks import one_line

    last, draft = push.last, push.draft or {}
    told = [f"{_SAID[state]}  {push.kind.replace('_', ' ')}  {push.id}"]
    told += [f"  {name}: {one_line(_value(value, zone))}" for name, value in draft.items()]
    if last.reference:
        told.append(f"  Reference {one_line(last.reference)}")
    told += [f"  Warning: {one_line(warning)}" for warning in last.warnings]
    if last.message:
        told.append(f"  {one_line(last.message)}")
    if push.unsaved:
        told.append("  This device could not write that down: note it yourself, and make room on the disk.")
    if state is PushState.UNKNOWN:
        plate = str(draft.get("plate", "PLATE"))
        told.append("  " + _FIND_OUT.get(push.kind, "").format(plate=plate))
        told.append("  " + (_LET_GO if push.kind == EXPORT else _SETTLE).format(id=push.id))
    if state is PushState.WAITING:
        told.append(
            f"  Nothing was changed at the platform. Send it with `platecheck outbox send {push.id}`."
        )
    return told


def exit_of(push: Push, state: PushState) -> Exit:
    """Return 0 where it was applied, 5 where nobody knows, 4 refused, 2 rejected, 3 not arrived.

    An export that was refused or never arrived does not wait; it is told by its problem all the same.
    """
    problem = push.last.problem
    if push.unsaved:
        return Exit.FAILED
    if state in {PushState.UNKNOWN, PushState.SENDING}:
        return Exit.OUTCOME_UNKNOWN
    if state not in {PushState.WAITING, PushState.REJECTED}:
        return Exit.ANSWERED
    if problem == ProblemKind.REFUSED:
        return Exit.REFUSED
    return Exit.NOT_CHECKED if state is PushState.WAITING or problem in _NOT_ARRIVED else Exit.BAD_USAGE


def _value(value: object, zone: ZoneInfo) -> str:
    """Return a moment as the site reads it, with its UTC beside it; everything else as it is."""
    text = str(value)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    if at.tzinfo is None:
        return text
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M} ({at.astimezone(UTC):%Y-%m-%d %H:%M} UTC)"
