"""The head of a walk: the last verdict, or what was read just now and waits for the tap.

Both stand in one place of known height: nothing moves under the thumb.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import flet as ft

from platecheck.errors import ProblemKind
from platecheck.facts import Source
from platecheck.ui import theme
from platecheck.ui.camera_state import Step
from platecheck.ui.component import component
from platecheck.ui.lettering import plate_size, word_size
from platecheck.ui.next_step import LOOKED_ALIKE
from platecheck.ui.parts.ages import CHIP_WIDTH, AgeChip, AgeTitle
from platecheck.ui.parts.controls import identified, one_node, silent
from platecheck.ui.parts.frames import dashed
from platecheck.ui.parts.head import edge_of, framed
from platecheck.ui.parts.walk_read import chips_to_tap
from platecheck.ui.text_scale import CHROME, FIXED
from platecheck.ui.theme import BLACK, BOLD, MEDIUM, plate_text, shown
from platecheck.ui.walk_fit import HEAD
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from platecheck.answers import Result
    from platecheck.ui.camera_state import Finder
    from platecheck.ui.session import Session
    from platecheck.ui.texts import Words
    from platecheck.ui.walk_state import WalkState
    from platecheck.walk import Stop

_COLLAR = 40
_INSET, _ICON, _SMALL_ICON = 14, 64, 44
_WORD, _SMALL_WORD, _PLATE, _SMALL_PLATE = 44, 32, 32, 26
WORD_LINE, PLATE_LINE = 1.05, 1.15
"""Line heights in em, the plate's with room for what its face has below."""
_PILL, _SEEN, _SPACE = 32, 68, 12
_EDGE = 2
_TROUBLES = {
    Step.BAD: ft.Icons.BROKEN_IMAGE_OUTLINED,
    Step.FAILED: ft.Icons.VIDEOCAM_OFF_OUTLINED,
    Step.MISSING: ft.Icons.SEARCH_OFF,
}


class Note(NamedTuple):
    """What stands beside a verdict: an icon and a few words."""

    icon: ft.IconData
    text: str


@component
def WalkHead(
    finder: Finder, state: WalkState, prefs: object, session: Session, width: float, round_by: float
) -> ft.Control:
    """What was read, where that waits for a tap; else the last verdict; before the first, what to do."""
    words, step, stop = session.words, finder.step, state.shown
    if finder.candidates:
        inside = chips_to_tap(finder, session, width)
    elif step in _TROUBLES:
        name = f"step.{step.value}"
        inside = _said(_TROUBLES[step], words(name), words(f"{name}.text"), session, f"step-{step.value}")
    elif step is Step.READ and finder.shot is not None:
        advice = words.advice(finder.shot.reading.advice)
        inside = _said(ft.Icons.CENTER_FOCUS_WEAK, words("shot.nothing"), advice, session, "step-read")
    elif step is Step.READING:
        title, text = words("step.reading"), words("step.reading.text")
        inside = _said(ft.Icons.HOURGLASS_TOP, title, text, session, "step-reading")
    elif stop is None:
        title, text = words("step.none"), words("walk.empty")
        inside = _said(ft.Icons.PHOTO_CAMERA_OUTLINED, title, text, session, "step-none")
    elif stop.headline is None:
        title = words("check.asking")
        inside = _said(ft.Icons.HOURGLASS_TOP, title, "", session, "walk-asking", plate=stop.plate)
    else:
        result = session.walking.results.get(stop.check_id)
        inside = _verdict(stop, stop.headline, result, session, width, round_by)
    return ft.Container(inside, width=width, height=HEAD)


def notes_of(result: Result | None, session: Session) -> list[Note]:
    """Return what there is to know of an answer besides its verdict and age, the weightiest first."""
    if result is None:
        return []
    words, notes, problem = session.words, [], result.answer.problem
    if result.unsaved is not None:
        notes.append(Note(ft.Icons.SAVE_OUTLINED, words("walk.unsaved")))
    if result.check.id in session.walking.alike and session.verdict(result).headline in LOOKED_ALIKE:
        notes.append(Note(ft.Icons.COMPARE_ARROWS, words("walk.alike")))
    if problem is not None and problem.kind is ProblemKind.REFUSED:
        notes.append(Note(ft.Icons.KEY_OFF, words("walk.refused")))
    if not result.final:
        notes.append(Note(ft.Icons.HOURGLASS_TOP, words("walk.asking")))
    elif result.queued:
        notes.append(Note(ft.Icons.CLOUD_UPLOAD, words("walk.queued")))
    return notes


def _said(
    icon: ft.IconData, title: str, text: str, session: Session, name: str, *, plate: str = ""
) -> ft.Control:
    """Return a line and what to do, in no verdict's colour."""
    colours = session.palette
    cut = ft.TextOverflow.ELLIPSIS
    lines: list[ft.Control] = [shown(title, colours.text, 20, BOLD, 26, CHROME, max_lines=1, overflow=cut)]
    if text:
        lines.append(shown(text, colours.secondary, 16, MEDIUM, 21, CHROME, max_lines=2, overflow=cut))
    if plate:
        lines.append(plate_text(plate, colours.text, _PLATE))
    column = ft.Column(lines, spacing=2, expand=True, alignment=ft.MainAxisAlignment.CENTER)
    row = ft.Row([ft.Icon(icon, size=44, color=colours.text), column], spacing=_INSET)
    box = ft.Container(
        row,
        height=HEAD,
        bgcolor=colours.card,
        padding=ft.Padding.symmetric(horizontal=_INSET),
        border=ft.Border.only(bottom=ft.BorderSide(1, colours.hairline)),
    )
    label = ". ".join(part for part in (title, " ".join(plate), text) if part)
    return identified(name, box, label=label, live_region=True, exclude_semantics=True)


def _verdict(
    stop: Stop,
    headline: Headline,
    result: Result | None,
    session: Session,
    width: float,
    round_by: float,
) -> ft.Control:
    """Return icon, word and plate with the answer's age; a saved answer's stands in a grey collar below."""
    words, look, edge = session.words, theme.LOOKS[headline], edge_of(headline)
    saved = result is not None and result.source is Source.CACHE and headline is not Headline.NOT_CHECKED
    word = words.verdict(headline)
    seen = [_white(Note(ft.Icons.REPEAT, f"{stop.seen}×"), _SEEN)] if stop.seen > 1 and not saved else []
    pill = None if saved else _pill(headline, result, session)
    letters, plate = head_letters(
        word, stop.plate, width, edge, saved=saved, seen=bool(seen), pill=pill is not None
    )
    face = plate_text(stop.plate, look.text, plate)
    below = ft.Row([ft.Container(silent(face), expand=True), *([pill] if pill else [])], spacing=theme.GAP)
    title = shown(word, look.text, letters, BLACK, letters * WORD_LINE, FIXED, no_wrap=True)
    above = ft.Row([ft.Container(silent(title), expand=True), *seen], spacing=theme.GAP)
    column = ft.Column(
        [above, below],
        spacing=0,
        expand=True,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    icon = ft.Icon(look.icon, color=look.text, size=_SMALL_ICON if saved else _ICON)
    row = ft.Row([icon, column], spacing=_SPACE)
    inside = ft.Container(row, padding=ft.Padding.symmetric(horizontal=_INSET), alignment=ft.Alignment.CENTER)
    height = _inner_height(edge, saved=saved)
    head = framed(inside, headline, session.palette, width, height, flat_below=saved, round_by=round_by)
    if saved and result is not None:
        remarks = [words("recheck.title")] if session.verdict(result).recheck else []
        said = " · ".join([*_seen(stop, words), *remarks, *_texts(result, session)])
        head = ft.Column([head, _collar(result, said, session, width)], spacing=0)
    notes = [*_seen(stop, words), *([words("walk.saved")] if saved else []), *_texts(result, session)]
    spoken = ", ".join([word, " ".join(stop.plate), *notes])

    async def open_it(_: object) -> None:
        await session.walking.open(stop.check_id)

    tapped = ft.GestureDetector(head, on_tap=open_it, mouse_cursor=ft.MouseCursor.CLICK)
    return one_node("walk-verdict", tapped, label=spoken, live_region=True, button=True)


def head_letters(
    word: str, plate: str, width: float, edge: int, *, saved: bool, seen: bool, pill: bool
) -> tuple[int, int]:
    """Return the sizes of word and plate in a head `width` dp wide: both are whole, whatever is beside them.

    `edge` is the border that the verdict has by its shape; the plate gives way to a `pill`, the word to
    how often the car was `seen`.
    """
    icon, most, largest = (_SMALL_ICON, _SMALL_WORD, _SMALL_PLATE) if saved else (_ICON, _WORD, _PLATE)
    room = width - 2 * (edge + _INSET) - icon - _SPACE
    size = plate_size(plate, room - (CHIP_WIDTH + theme.GAP if pill else 0), largest, 14)
    lower = max(size * PLATE_LINE, _PILL if pill else 0)
    most = min(most, int((_inner_height(edge, saved=saved) - lower) / WORD_LINE))
    return word_size((word,), room - (_SEEN + theme.GAP if seen else 0), (most, most)), size


def _inner_height(edge: int, *, saved: bool) -> int:
    return HEAD - 2 * edge - (_COLLAR if saved else 0)


def _seen(stop: Stop, words: Words) -> list[str]:
    return [words("walk.seen", n=stop.seen)] if stop.seen > 1 else []


def _texts(result: Result | None, session: Session) -> list[str]:
    return [note.text for note in notes_of(result, session)]


def _pill(headline: Headline, result: Result | None, session: Session) -> ft.Control | None:
    """Return what stands beside the plate: what is amiss, or the answer's age."""
    notes = notes_of(result, session)
    if notes:
        return _white(notes[0])
    if result is None:
        return None
    age = partial(_age, result, session)
    source = Source.NONE if headline is Headline.NOT_CHECKED else result.source
    return AgeChip(session.walking.pulse, age, source, session.words)


def _age(result: Result, session: Session) -> float | None:
    return result.age_s(session.now())


def _white(note: Note, width: float = CHIP_WIDTH) -> ft.Control:
    row = ft.Row(
        [
            ft.Icon(note.icon, color="#000000", size=18),
            shown(note.text, "#000000", 15, BOLD, most=FIXED, no_wrap=True),
        ],
        spacing=6,
        tight=True,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    return ft.Container(
        row,
        width=width,
        height=_PILL,
        bgcolor="#FFFFFF",
        border=ft.Border.all(2, "#000000"),
        border_radius=_PILL / 2,
    )


def _collar(result: Result, remarks: str, session: Session, width: float) -> ft.Control:
    """Return the age of a saved answer, which is never a small label."""
    parts: list[ft.Control] = [
        ft.Icon(ft.Icons.HISTORY, color=theme.STALE_TEXT, size=28),
        AgeTitle(session.walking.pulse, partial(_age, result, session), session.words),
    ]
    if remarks:
        cut = ft.TextOverflow.ELLIPSIS
        said = shown(remarks, theme.STALE_TEXT, 14, BOLD, 16, FIXED, max_lines=2, overflow=cut)
        parts.append(ft.Container(silent(said), expand=True, alignment=ft.Alignment.CENTER_RIGHT))
    inside = ft.Container(ft.Row(parts, spacing=10), padding=ft.Padding.symmetric(horizontal=_INSET))
    return dashed(
        inside,
        width,
        _COLLAR,
        fill=theme.STALE_FILL,
        colour=theme.STALE_TEXT,
        thickness=_EDGE,
        radius=0,
    )
