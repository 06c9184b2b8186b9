"""A trainee's acts on the demo's conditions, and the sign that one other than normal is in force.

Separate from the session because no officer has them: only a demo gives an exercise.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import flet as ft

from platecheck.exercise import Condition

if TYPE_CHECKING:
    from platecheck.ui.session import Session

ICONS = {
    Condition.NORMAL: ft.Icons.CELL_TOWER,
    Condition.SLOW: ft.Icons.HOURGLASS_TOP,
    Condition.DEAD_ZONE: ft.Icons.CLOUD_OFF,
    Condition.PORTAL: ft.Icons.WIFI_PASSWORD,
    Condition.REFUSED: ft.Icons.KEY_OFF,
    Condition.BAD_ANSWERS: ft.Icons.SMS_FAILED_OUTLINED,
    Condition.BUSY: ft.Icons.TRAFFIC,
}


def show_condition(session: Session) -> None:
    """Show the condition in force, whoever chose it."""
    exercise, drill = session.installation.exercise, session.state.drill
    if exercise is not None and drill.condition is not (condition := exercise.condition):
        drill.condition = condition


def choose_condition(session: Session, condition: Condition) -> None:
    """Put a condition in force for all sessions of the demo."""
    if session.installation.exercise is not None:
        session.installation.exercise.choose(condition)
        show_condition(session)


async def renew(session: Session) -> None:
    """Lay the invented data out around now; "expired 4 min ago" is true again."""
    exercise, drill = session.installation.exercise, session.state.drill
    if exercise is None or drill.renewing:
        return
    drill.renewing, drill.renewed = True, False
    try:
        await asyncio.to_thread(exercise.renew)
        drill.renewed = True
    finally:
        drill.renewing = False


def sign_of(session: Session) -> tuple[ft.IconData, str] | None:
    """Return icon and word of what goes wrong on purpose now, or None while nothing does."""
    condition = session.state.drill.condition
    if condition is Condition.NORMAL:
        return None
    if condition is None:
        return ft.Icons.TUNE, session.words("training.other")
    return ICONS[condition], session.words(f"condition.{condition.value}").lower()
