"""What changed and cannot wait, laid over the screen: told, and seen only on the list it leads to.

Nothing can be acknowledged here, so that a key meant for the plate does no harm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.ui.parts.change_card import change_card
from platecheck.ui.parts.controls import outlined_button
from platecheck.ui.sheets import sheet_of, sheet_width
from platecheck.ui.theme import shown

if TYPE_CHECKING:
    import flet as ft

    from platecheck.store.records import Change
    from platecheck.ui.session import Session

_LISTED = 4
"""More are on the list."""


def changes_sheet(session: Session, changes: tuple[Change, ...]) -> ft.AlertDialog:
    """Return the sheet over `changes`, the gravest first."""
    words, colours, zone, now = session.words, session.palette, session.settings.zone, session.now()
    width = sheet_width(session)
    body: list[ft.Control] = [shown(words("changes.far"), colours.text, 18, line=24)]
    body += [change_card(one, width, now, zone, words, colours) for one in changes[:_LISTED]]

    async def go(_: object) -> None:
        await session.pending.to_list()

    button = outlined_button("changes-show", words("changes.show"), None, go, colours, padding=24)
    return sheet_of(session, "changes", words("changes.title"), body, actions=[button])
