"""Every draft of a push, and how one is read: from what a person entered, or from the outbox.

Loads pydantic; `platecheck.opscom` reaches it only when a draft is asked for.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from platecheck.errors import BadFields, FieldProblem, FieldReason
from platecheck.opscom.kinds import PushKind
from platecheck.opscom.outgoing import bad_fields, problem
from platecheck.opscom.permit_drafts import PermitChange, PermitDraft, PermitRemoval
from platecheck.opscom.person_drafts import PersonDraft
from platecheck.opscom.vehicle_drafts import VehicleDraft

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

__all__ = [
    "Draft",
    "PermitChange",
    "PermitDraft",
    "PermitRemoval",
    "PersonDraft",
    "VehicleDraft",
    "field_names",
    "read_draft",
    "read_record",
]

Draft: TypeAlias = PermitDraft | PermitChange | PermitRemoval | VehicleDraft | PersonDraft

_MODELS: MappingProxyType[PushKind, type[Draft]] = MappingProxyType(
    {
        PushKind.PERMIT_CREATE: PermitDraft,
        PushKind.PERMIT_UPDATE: PermitChange,
        PushKind.PERMIT_DELETE: PermitRemoval,
        PushKind.VEHICLE_CREATE: VehicleDraft,
        PushKind.PERSON_PUSH: PersonDraft,
    }
)


def field_names(kind: PushKind) -> tuple[str, ...]:
    """Return the names of the fields of a draft, in the documents' order."""
    return tuple(_MODELS[kind].model_fields)


def read_draft(kind: PushKind, fields: Mapping[str, str], *, zone: ZoneInfo | None = None) -> Draft:
    """Return the draft of a form, a CSV row or a command line; a blank field is left out.

    Fields have our names or the documents', in any case. A time that names no zone is in `zone`.

    Raises:
        BadFields: one problem for each field, in words.
    """
    model = _MODELS[kind]
    known = {
        name.casefold(): ours for ours in model.model_fields for name in (ours, *model.names.get(ours, ()))
    }
    found: dict[str, str] = {}
    problems: list[FieldProblem] = []
    for given, text in fields.items():
        ours = known.get(given.strip().casefold())
        if not text.strip():
            continue
        if ours is None:
            problems.append(problem(given, FieldReason.UNKNOWN_FIELD))
        elif ours in found:
            problems.append(problem(ours, FieldReason.CHOOSE_ONE))
        else:
            found[ours] = text
    return _checked(model, found, problems, zone)


def _checked(
    model: type[Draft], found: dict[str, str], problems: list[FieldProblem], zone: ZoneInfo | None
) -> Draft:
    try:
        draft = model.model_validate(found, context={"zone": zone})
    except BadFields as exc:
        raise bad_fields([*problems, *exc.fields]) from None
    if problems:
        raise bad_fields(problems)
    return draft


def read_record(kind: str, record: Mapping[str, object]) -> Draft:
    """Return the draft that `to_record` wrote; `kind` is a `PushKind` or its text.

    Raises:
        BadFields: it is not such a record, the limits have changed since, or nobody knows the kind.
    """
    if kind not in set(PushKind):
        raise BadFields("This app does not know this kind of push. Update it, then open this again.")
    return _MODELS[PushKind(kind)].model_validate(dict(record))
