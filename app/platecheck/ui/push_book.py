"""What a screen that pushes holds between visits to it: the form's state and the receipts.

Kept with the session, so that nothing typed is lost by going elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import flet as ft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from platecheck.errors import FieldProblem
    from platecheck.opscom import UserType
    from platecheck.pushes import Push

PAGE = 20
"""So many receipts are drawn at once: the form beside them is drawn with every key."""


@dataclass(eq=False)
class PushBook:
    """What every such screen shows. `pushes` is None until they were read."""

    wrong: tuple[FieldProblem, ...] = ()
    more: bool = False
    """Whether the fields that are seldom needed are shown."""
    edited: Push | None = None
    """The push that the form corrects; None for a new one."""
    aside: Mapping[str, str] = field(default_factory=dict)
    """What the form held before; it comes back after the correction."""
    busy: str = ""
    """The push that is being sent, or what is about to become one."""
    pushes: tuple[Push, ...] | None = None
    """Newest first."""
    latest: str = ""
    """The push that the form made last; '' once something else is typed."""
    search: str = ""
    shown: int = PAGE
    """How many of the receipts that are sought are drawn."""
    trouble: str = ""
    on_form: bool = False
    """Whether the trouble is the form's, or that of what was done with a receipt."""


@ft.observable
@dataclass(eq=False)
class DraftBook(PushBook):
    """Of a form whose fields are the draft's own."""

    entered: Mapping[str, str] = field(default_factory=dict)
    types: tuple[UserType, ...] | None = None
    """The kinds of people the platform has; None until they were asked for, none where that failed."""
