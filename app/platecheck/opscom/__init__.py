"""The platform's API as a typed async client; what it sends back becomes our facts or our errors here.

The only door is this module. Loads neither httpx nor pydantic until something is sent or drafted.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from platecheck.opscom.client import Access, OpscomClient, make_http
from platecheck.opscom.kinds import PushKind
from platecheck.opscom.lots import LotsAnswer
from platecheck.opscom.overdue import OverdueExport, OverdueViolation, read_overdue
from platecheck.opscom.permits import PermitCount, PermitStatsAnswer
from platecheck.opscom.receipts import Receipt
from platecheck.opscom.users import UserType, UserTypesAnswer
from platecheck.opscom.validation import PlateAnswer
from platecheck.opscom.violations import OverdueBody

if TYPE_CHECKING:
    from platecheck.opscom.drafts import (
        Draft,
        PermitChange,
        PermitDraft,
        PermitRemoval,
        PersonDraft,
        VehicleDraft,
        field_names,
        read_draft,
        read_record,
    )

__all__ = [
    "Access",
    "Draft",
    "LotsAnswer",
    "OpscomClient",
    "OverdueBody",
    "OverdueExport",
    "OverdueViolation",
    "PermitChange",
    "PermitCount",
    "PermitDraft",
    "PermitRemoval",
    "PermitStatsAnswer",
    "PersonDraft",
    "PlateAnswer",
    "PushKind",
    "Receipt",
    "UserType",
    "UserTypesAnswer",
    "VehicleDraft",
    "field_names",
    "make_http",
    "read_draft",
    "read_overdue",
    "read_record",
]


def __getattr__(name: str) -> object:
    """Load the drafts, and pydantic with them, when one is first asked for."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(importlib.import_module("platecheck.opscom.drafts"), name)
