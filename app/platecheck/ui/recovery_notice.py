"""What happened to a damaged database, told once to a person.

Separate from the settings, which keep it, because whoever starts the app must not have to look there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.errors import PlatecheckError
from platecheck.ui.state import Startup

if TYPE_CHECKING:
    from platecheck.store import Recovery
    from platecheck.ui.session import Session
    from platecheck.ui.texts import Words


async def tell_recovery(session: Session) -> None:
    """Show the report of a recovery that nobody has seen; noted as seen when the notice is closed."""
    if session.state.opening.startup is not Startup.READY:
        return
    store = session.services.store
    try:
        report = await store.recovered()
    except PlatecheckError:
        return  # the next start asks again
    if report is None or report.told:
        return

    async def seen(_: object) -> None:
        session.page.pop_dialog()
        await store.note_recovery_told(report.at)

    words = session.words
    session.page.show_dialog(
        ft.AlertDialog(
            modal=True,
            title=ft.Text(words("recovered.title")),
            content=ft.Text(recovery_text(report, words)),
            actions=[ft.TextButton(key="recovery-seen", content=words("recovered.ok"), on_click=seen)],
        )
    )


def recovery_text(report: Recovery, words: Words) -> str:
    """Return what was recovered, what was not, and where the damaged file is."""
    lost = "recovered.lost" if report.counted else "recovered.lost.unknown"
    kept = words("recovered.kept", n=report.kept.get("checks", 0))
    return f"{kept} {words(lost, n=report.lost)} {words('recovered.aside', name=report.aside)}"
