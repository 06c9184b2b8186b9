"""What happened to a damaged database, told once to a person.

Separate from the settings, which keep it, because whoever starts the app must not have to look there.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from platecheck.errors import PlatecheckError
from platecheck.ui.parts.controls import identified, outlined_button
from platecheck.ui.sheets import close_sheet, sheet_of, show_sheet
from platecheck.ui.theme import shown

if TYPE_CHECKING:
    import flet as ft

    from platecheck.store import Recovery, Store
    from platecheck.ui.session import Session
    from platecheck.ui.texts import Words

_WIDTH = 480
_LOOK_S = 2.0


async def follow_recovery(session: Session) -> None:
    """Tell of a recovery at the start, or when one happens; runs for as long as the page does."""
    looked_at: object = None
    while not session.closed:
        opened = session.installation.opened
        now = opened and (opened.store, opened.store.has_mended)
        # Never over an alarm that waits, or over another sheet.
        if opened and now != looked_at and not (session.must_acknowledge or session.dialog_open):
            looked_at = now
            await _tell(session, opened.store)
        await asyncio.sleep(_LOOK_S)


async def _tell(session: Session, store: Store) -> None:
    """Show the report of a recovery that nobody has seen; noted as seen when the notice is closed."""
    try:
        report = await store.recovered()
    except PlatecheckError:
        return  # the next start asks again
    if report is None or report.told:
        return

    async def seen(_: object) -> None:
        close_sheet(session)
        with suppress(PlatecheckError):  # then it is told once more
            await store.note_recovery_told(report.at)

    words, colours = session.words, session.palette
    text = recovery_text(report, words)
    said = shown(text, colours.text, 18, line=26)
    body: list[ft.Control] = [identified("recovery-text", said, label=text, exclude_semantics=True)]
    button = outlined_button("recovery-seen", words("recovered.ok"), None, seen, colours, padding=24)
    notice = sheet_of(session, "recovery", words("recovered.title"), body, width=_WIDTH, actions=[button])
    notice.modal = True  # it is read before the first plate
    show_sheet(session, notice)


def recovery_text(report: Recovery, words: Words) -> str:
    """Return what was recovered, what was not, and where the damaged file is."""
    lost = "recovered.lost" if report.counted else "recovered.lost.unknown"
    kept = words("recovered.kept", n=report.kept.get("checks", 0))
    return f"{kept} {words(lost, n=report.lost)} {words('recovered.aside', name=report.aside)}"
