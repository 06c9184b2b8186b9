"""How a component deep in a screen reaches the session: by context, never by a global."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import flet as ft

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.session import Session

_SESSION: Any = ft.create_context(None)


def with_session(session: Session, content: Callable[[], ft.Control]) -> ft.Control:
    """Run `content` with `session` in reach of every component below."""
    return cast("ft.Control", _SESSION(session, content))


def use_session() -> Session:
    """Return the session of this component's page."""
    return cast("Session", ft.use_context(_SESSION))
