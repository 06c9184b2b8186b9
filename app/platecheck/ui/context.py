"""How a component deep in a screen reaches the session: by context, never by a global."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import flet as ft

if TYPE_CHECKING:
    from platecheck.ui.session import Session

_SESSION = ft.create_context(None)


def with_session(session: Session, content: object) -> object:
    """Run `content` with `session` in reach of every component below."""
    return _SESSION(session, content)  # type: ignore[arg-type] - Flet's context is typed by its default


def use_session() -> Session:
    """Return the session of this component's page."""
    return cast("Session", ft.use_context(_SESSION))
