"""The last resort: what nobody foresaw becomes a notice on a usable screen, never Flet's red card.

It reaches into Flet's session, which offers no hook for this; Flet is pinned to one version for it.
"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING, Any

import flet as ft
from flet.components.component import Component

from platecheck.ui import theme
from platecheck.ui.parts.controls import outlined_button
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from platecheck.ui.theme import Palette

log = logging.getLogger(__name__)


def place_of(error: BaseException) -> str:
    """Return an error's type and the place it came from. Its message is left out: it may quote data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def install(page: ft.Page, notice: Callable[[], None]) -> None:
    """Send unforeseen errors of handlers and effects to `notice`, and survive late replies of the client."""
    session: Any = page.session
    handle_results = session.handle_invoke_method_results

    def crashed(message: str) -> None:
        # The message holds a trace: its last line's first word is the error's type.
        last = message.strip().splitlines()[-1] if message.strip() else ""
        log.error("unforeseen: %s", last.partition(":")[0])
        notice()

    def late_reply(control_id: int, call_id: str, result: Any, error: str | None) -> None:
        try:
            handle_results(control_id, call_id, result, error)
        except RuntimeError:
            # The control was replaced while its reply was on its way; unhandled, it would end the session.
            log.info("a reply came for a control that is gone")

    session.error = crashed
    session.handle_invoke_method_results = late_reply


def keep_updating(page: ft.Page, notice: Callable[[], None]) -> None:
    """Start Flet's update loop again when an error ended it: the screen would be frozen for good."""
    session: Any = page.session
    loop_of_updates = session._Session__updates_task  # noqa: SLF001 - see the module's docstring

    def ended(task: Any) -> None:
        if task.cancelled() or task.exception() is None:
            return
        log.error("the update loop ended: %s", place_of(task.exception()))
        session.start_updates_scheduler()
        keep_updating(page, notice)
        show_missed(page)
        notice()

    loop_of_updates.add_done_callback(ended)


def show_missed(page: ft.Page) -> None:
    """Render what changed while the client was away: Flet drops updates of a disconnected session."""
    session: Any = page.session
    for control in list(session.index.values()):
        if isinstance(control, Component) and control._state.is_dirty and not control._stale:  # noqa: SLF001 - as above
            session.schedule_update(control)


def mishap_dialog(page: ft.Page, colours: Palette, title: str, text: str, go_on: str) -> ft.AlertDialog:
    """Return the notice. It relies on nothing that may be what failed, so it is no sheet of `ui.sheets`."""

    def close(_: object) -> None:
        page.pop_dialog()

    return ft.AlertDialog(
        title=shown(title, colours.text, 24, BOLD, 30),
        content=shown(text, colours.text, 18, line=26),
        actions=[outlined_button("mishap-ok", go_on, None, close, colours, padding=24)],
        bgcolor=colours.surface,
        elevation=0,
        shape=ft.RoundedRectangleBorder(radius=theme.RADIUS_HEAD, side=ft.BorderSide(2, colours.text)),
    )
