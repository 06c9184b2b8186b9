"""Taking a copy of the log: why, as what, and which copies were taken before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.copies import Format
from platecheck.errors import NoReason, StorageError
from platecheck.store.records import Match
from platecheck.ui import theme, times
from platecheck.ui.parts.controls import identified, outlined_button, primary_button
from platecheck.ui.sheets import sheet_of
from platecheck.ui.text_scale import CHROME, scaled
from platecheck.ui.theme import BOLD, MEDIUM, REGULAR, shown
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from platecheck.store.records import ExportNote, Wanted
    from platecheck.ui.log_book import LogBook
    from platecheck.ui.session import Session

_MATCHES = {
    Match.PART: "export.plate_part",
    Match.START: "export.plate_start",
    Match.WHOLE: "export.plate_whole",
}


class ExportSheet:
    """The sheet. Plain controls that change themselves: Flet shows a dialog outside of any component."""

    def __init__(self, session: Session, book: LogBook) -> None:
        self._session = session
        self._book = book
        self._form = Format.CSV
        self._busy = False
        words, colours = session.words, session.palette
        self._reason = ft.TextField(
            hint_text=words("export.reason_hint"),
            hint_style=ft.TextStyle(
                size=scaled(16), font_family=REGULAR, color=colours.secondary, letter_spacing=0
            ),
            text_style=ft.TextStyle(size=scaled(18), font_family=REGULAR, color=colours.text),
            cursor_color=colours.text,
            border_color=colours.outline,
            focused_border_color=colours.text,
            border_width=2,
            focused_border_width=3,
            border_radius=theme.RADIUS_KEY,
            max_length=200,
            counter="",
            on_submit=self._take,
        )
        self._forms = ft.Row(spacing=theme.GAP)
        self._said = ft.Container()
        self._taken = ft.Column(spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
        self._draw_forms()
        self.dialog = sheet_of(session, "export", words("export.title"), self._content())

    async def list_copies(self) -> None:
        """Show the copies that were taken before."""
        words, colours = self._session.words, self._session.palette
        notes = await self._book.copies()
        rows: list[ft.Control] = [shown(words("export.before"), colours.text, 18, BOLD, 24)]
        rows += [self._note(note) for note in notes]
        if not notes:
            rows.append(shown(words("export.none"), colours.secondary, 16, line=22))
        self._taken.controls = rows
        self._taken.update()

    def _content(self) -> list[ft.Control]:
        session = self._session
        words, colours = session.words, session.palette
        what = words("export.what", what=what_is_wanted(self._book.shelf.wanted, session))
        style = ft.TextStyle(size=scaled(22, CHROME), font_family=BOLD, letter_spacing=0)
        label = ft.Text(words("export.go"), style=style)
        return [
            identified("export-what", shown(what, colours.text, 16, MEDIUM, 22)),
            shown(words("export.without"), colours.secondary, 16, line=22),
            ft.Semantics(
                exclude_semantics=True, content=shown(words("export.reason"), colours.text, 16, BOLD, 22)
            ),
            identified("field-reason", self._reason, label=words("export.reason")),
            self._forms,
            self._said,
            primary_button("export-go", label, self._take, colours, height=theme.ACTION + theme.GAP),
            ft.Divider(height=17, thickness=1, color=colours.hairline),
            identified("exports", self._taken, container=True),
        ]

    def _draw_forms(self) -> None:
        self._forms.controls = [self._choice(form) for form in Format]

    def _choice(self, form: Format) -> ft.Control:
        async def choose(_: object) -> None:
            self._form = form
            self._draw_forms()
            self._forms.update()

        chosen = form is self._form
        icon = ft.Icons.RADIO_BUTTON_CHECKED if chosen else ft.Icons.RADIO_BUTTON_UNCHECKED
        name = form.value.upper()
        button = outlined_button(
            f"format-{form.value}", name, icon, choose, self._session.palette, checked=chosen
        )
        return ft.Container(button, expand=True)

    async def _take(self, _: object) -> None:
        """Take the copy; pressed again meanwhile does nothing."""
        if self._busy:
            return
        words, self._busy = self._session.words, True
        try:
            copy, place = await self._book.copy(self._form, self._reason.value or "", self._count)
        except NoReason:
            self._say(ft.Icons.ERROR_OUTLINE, words("export.need"))
            return
        except StorageError as error:
            self._say(ft.Icons.ERROR_OUTLINE, error.message)
            return
        finally:
            self._busy = False
        if place is None:
            self._say(ft.Icons.ERROR_OUTLINE, words("export.nowhere"))
        else:
            self._say(ft.Icons.CHECK, words("export.done", n=copy.note.rows, name=place))
        await self.list_copies()

    def _count(self, rows: int) -> None:
        self._say(ft.Icons.HOURGLASS_TOP, self._session.words("export.busy", n=rows))

    def _say(self, icon: ft.IconData, text: str) -> None:
        colours = self._session.palette
        inside = ft.Row(
            [
                ft.Icon(icon, color=colours.surface, size=24),
                shown(text, colours.surface, 16, BOLD, 20, expand=True),
            ],
            spacing=10,
        )
        box = ft.Container(inside, bgcolor=colours.text, border_radius=theme.RADIUS_KEY, padding=12)
        self._said.content = identified(
            "export-said", box, label=text, exclude_semantics=True, live_region=True
        )
        self._said.update()

    def _note(self, note: ExportNote) -> ft.Control:
        session = self._session
        words, colours = session.words, session.palette
        at = times.moment(note.exported_at, session.now(), session.settings.zone, words.language)
        head = words("export.row", time=at, format=note.format.upper(), n=note.rows)
        who = note.officer or words("export.nobody")
        what = what_is_wanted(note.wanted, session)
        lines: list[ft.Control] = [
            shown(head, colours.text, 16, BOLD, 22),
            shown(note.reason or words("history.spoilt"), colours.text, 16, line=22),
            shown(f"{who} · {what}", colours.secondary, 14, MEDIUM, 19),
        ]
        return identified("export-row", ft.Column(lines, spacing=0), container=True)


def what_is_wanted(wanted: Wanted, session: Session) -> str:
    """Return in words which checks are meant."""
    words = session.words
    parts = [words.verdict(Headline(wanted.verdict)) if wanted.verdict else words("history.verdicts")]
    parts.append(words("history.lots") if wanted.lot is None else wanted.lot or words("lot.any"))
    if wanted.plate:
        parts.append(words(_MATCHES[wanted.match], plate=wanted.plate))
    return ", ".join(parts)
