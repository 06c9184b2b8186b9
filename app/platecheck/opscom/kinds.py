"""The kinds of push, by the names under which they are kept and counted.

Separate from the drafts because an outbox lists kinds without loading pydantic.
"""

from __future__ import annotations

from enum import StrEnum


class PushKind(StrEnum):
    """What a push does at the platform."""

    PERMIT_CREATE = "permit_create"
    PERMIT_UPDATE = "permit_update"
    PERMIT_DELETE = "permit_delete"
    VEHICLE_CREATE = "vehicle_create"
    PERSON_PUSH = "person_push"
