"""A file of people: what it holds, how far it is sent, and what came of each of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.errors import ProblemKind
from platecheck.pushes import PushState
from platecheck.ui import theme
from platecheck.ui.import_desk import ALL, PROBLEMS, Stage, still_to_send
from platecheck.ui.numbers import count
from platecheck.ui.parts.controls import card, identified, note, outlined_button, primary_button
from platecheck.ui.parts.fields import choices, heading, rows, said
from platecheck.ui.parts.push_card import STATE_ICONS
from platecheck.ui.text_scale import CHROME
from platecheck.ui.theme import BOLD, MEDIUM, shown

if TYPE_CHECKING:
    from collections import Counter

    from platecheck.importing import Row
    from platecheck.ui.import_desk import ImportBook
    from platecheck.ui.session import Session

_BAR = 16


def import_file(book: ImportBook, session: Session) -> list[ft.Control]:
    """Return the way to a file, what it holds, and how far it is sent."""
    words, colours, desk = session.words, session.palette, session.office.file
    parts: list[ft.Control] = [said(words("import.text"), session)]
    if book.trouble:
        title = words("import.trouble") if book.stage is Stage.NONE else book.trouble
        text = book.trouble if book.stage is Stage.NONE else ""
        parts.append(note(ft.Icons.ERROR_OUTLINE, title, text, colours, "import-trouble"))
    if book.stage is Stage.READING:
        parts.append(said(words("import.reading"), session, size=18))
    if book.stage is not Stage.SENDING:
        word = words("import.choose" if book.stage is Stage.NONE else "import.other")
        parts.append(
            outlined_button(
                "import-choose",
                word,
                ft.Icons.UPLOAD_FILE,
                None,
                colours,
                stacked=False,
                action=desk.picking(),
            )
        )
    if book.stage in {Stage.NONE, Stage.READING}:
        return parts
    return [*parts, *_held(book, session), *_sending(book, session)]


def _held(book: ImportBook, session: Session) -> list[ft.Control]:
    """Return the file's name, and how many of its rows are right."""
    words, colours, language = session.words, session.palette, session.words.language
    right, every = len(session.office.file.right()), len(book.rows)
    numbers = {"good": count(right, language), "all": count(every, language)}
    if not every:
        return [note(ft.Icons.INFO_OUTLINE, book.name, words("import.empty"), colours, "import-held")]
    if right == every:
        text = words("import.all_right", all=numbers["all"])
        return [note(ft.Icons.CHECK_CIRCLE_OUTLINE, book.name, text, colours, "import-held")]
    text = f"{words('import.rows', **numbers)}. {words('import.bad.text')}"
    return [note(ft.Icons.WARNING_AMBER, book.name, text, colours, "import-held")]


def _sending(book: ImportBook, session: Session) -> list[ft.Control]:
    """Return how far it is, and the button for what comes next."""
    words, colours, desk = session.words, session.palette, session.office.file
    counts, language = desk.counts(), session.words.language
    right, left = counts.total(), still_to_send(counts)
    parts: list[ft.Control] = []
    if book.stage is not Stage.READ and right:
        numbers = {"done": count(right - left, language), "all": count(right, language)}
        text = words(f"import.{_PROGRESS[book.stage]}", **numbers)
        parts += [
            identified(
                "import-progress",
                shown(text, colours.text, 20, BOLD, 26),
                label=text,
                live_region=True,
                exclude_semantics=True,
            ),
            ft.ProgressBar(
                value=(right - left) / right,
                bar_height=_BAR,
                color=colours.text,
                bgcolor=colours.hairline,
                border_radius=theme.RADIUS_BADGE,
            ),
            said(_counted(counts, session), session, size=17),
        ]
    if book.lost:
        parts.append(note(ft.Icons.CLOUD_OFF, words("import.lost"), "", colours, "import-lost"))
    if book.stage is Stage.SENDING:
        word = words("import.stopping" if book.stopping else "import.stop")
        parts.append(
            outlined_button(
                "import-stop", word, ft.Icons.STOP, lambda _: desk.stop(), colours, disabled=book.stopping
            )
        )
    elif left:
        number = count(left, language)
        word = words("import.go", n=number) if book.stage is Stage.READ else words("import.go_on", n=number)
        label = shown(word, colours.on_primary, 22, BOLD, 28, CHROME)
        parts.append(primary_button("import-go", label, lambda _: desk.go(), colours))
    return parts


_PROGRESS = {Stage.SENDING: "progress", Stage.STOPPED: "stopped", Stage.DONE: "done"}


def _counted(counts: Counter[PushState | None], session: Session) -> str:
    """Return how many rows stand where: applied, rejected, unknown."""
    words = session.words
    told = [
        f"{count(counts[state], words.language)} {words(f'push.state.{state.value}')}"
        for state in PushState
        if counts[state]
    ]
    return " · ".join(told)


def import_rows(book: ImportBook, session: Session) -> list[ft.Control]:
    """Return the file's rows, what is wrong with each or what came of it."""
    words, colours, desk = session.words, session.palette, session.office.file
    if not book.rows:
        return []
    listed = desk.listed()
    parts: list[ft.Control] = [
        ft.Container(heading(words("import.results"), session), padding=ft.Padding.only(top=theme.GAP)),
        choices(
            "import-show",
            words("import.show"),
            [(ALL, words("import.show.all")), (PROBLEMS, words("import.show.problems"))],
            book.show,
            desk.look_at,
            session,
        ),
    ]
    if not listed:
        parts.append(identified("import-no-problem", said(words("import.no_problem"), session, size=18)))
    parts += [_row(row, book, session) for row in listed[: book.shown]]
    if len(listed) > book.shown:
        word = words("import.more", n=count(len(listed) - book.shown, words.language))
        parts.append(
            outlined_button(
                "import-more", word, ft.Icons.EXPAND_MORE, lambda _: desk.show_more(), colours, stacked=False
            )
        )
    if book.results:

        async def save(_: object) -> None:
            await desk.save()

        parts.append(
            outlined_button(
                "import-csv", words("import.csv"), ft.Icons.DOWNLOAD, save, colours, stacked=False
            )
        )
        if book.saved is not None:
            text = words("import.saved", name=book.saved) if book.saved else words("import.not_saved")
            parts.append(identified("import-saved", said(text, session), live_region=True))
    return parts


def _row(row: Row, book: ImportBook, session: Session) -> ft.Control:
    """Return one row: its line, whom it is about, and where it stands by word and icon."""
    words, colours = session.words, session.palette
    state = session.office.file.state_of(row)
    if row.draft is None:
        icon, word = ft.Icons.ERROR_OUTLINE, words("import.wrong")
    elif state is None:
        icon, word = ft.Icons.RADIO_BUTTON_UNCHECKED, words("import.unsent")
    else:
        icon, word = STATE_ICONS[state], words(f"push.state.{state.value}")
    head = ft.Row(
        [
            ft.Icon(icon, color=colours.text, size=24),
            shown(word, colours.text, 16, BOLD, 22, expand=True),
            shown(words("import.line", line=row.line), colours.secondary, 15, MEDIUM, 20),
        ],
        spacing=10,
    )
    parts: list[ft.Control] = [head]
    if about := _about(row):
        parts.append(shown(about, colours.text, 17, line=24))
    parts += [said(text, session) for text in _why(row, book, session)]
    box = identified(f"row-{row.line}", card(rows(parts, spacing=4), colours), container=True)
    box.key = f"row-{row.line}"
    return box


def _about(row: Row) -> str:
    draft: Any = row.draft
    if draft is None:
        return ""
    name = " ".join(filter(None, (draft.first_name, draft.last_name)))
    return " · ".join(filter(None, (draft.unique_id, name, draft.email)))


def _why(row: Row, book: ImportBook, session: Session) -> list[str]:
    """Return what is wrong with a row field by field, or why it was not applied."""
    words = session.words
    told = [
        f"{one.field}: {words(f'field.{one.reason.value}', limit=one.limit)}"
        if one.field
        else words("import.surplus")
        for one in row.problems
    ]
    pushed = book.results.get(row.line)
    if pushed is None:
        return told
    last = pushed.push.last
    if pushed.before:
        told.append(words("import.before"))
    if last.code is not None:
        told.append(f"{words('why.code', code=last.code)} {words.code(last.code)}")
    elif last.state is not PushState.APPLIED and last.problem in set(ProblemKind):
        told.append(words.why(ProblemKind(last.problem))[0])
    if last.state is PushState.UNKNOWN:
        told.append(words("push.find.person_push"))
    return [*told, *(words("push.warning", text=warning) for warning in last.warnings)]
