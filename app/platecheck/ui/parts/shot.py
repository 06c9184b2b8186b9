"""What was read of a picture: the picture, facts beside it, and up to three plates to tap.

All of it has its room before there is anything to show: nothing moves under the thumb.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.camera_fit import MOST_CHIPS, NOTE
from platecheck.ui.camera_state import Lens, Step
from platecheck.ui.lettering import plate_size
from platecheck.ui.numbers import decimal, share
from platecheck.ui.parts.alike import marked_plate
from platecheck.ui.parts.controls import button_style, identified, one_node
from platecheck.ui.parts.preview import own_keys
from platecheck.ui.text_scale import CHROME, FIXED
from platecheck.ui.theme import BOLD, MEDIUM, Palette, shown

if TYPE_CHECKING:
    from platecheck.reading import Candidate
    from platecheck.ui.camera_fit import CameraFit
    from platecheck.ui.camera_state import Finder
    from platecheck.ui.session import Session

_CROP_SHARE, _CROP_SHAPE = 0.54, 3
"""At most so much of the row's width, and as wide as the guide box for its height."""
_PLATE, _LEAST_PLATE = 40, 18
_CELL = 3
"""What a marked character has round it, in dp."""
_ROOMY = 380
"""Width of a chip from which confidence and word stand beside each other."""
_SIDE = 14
_SMALL_CROP = 80
_LEAST = 0.1
"""Per cent: what is offered is not impossible."""
_DARK = "#14171A"
_TROUBLES = {
    Step.BAD: ft.Icons.BROKEN_IMAGE_OUTLINED,
    Step.FAILED: ft.Icons.VIDEOCAM_OFF_OUTLINED,
    Step.MISSING: ft.Icons.SEARCH_OFF,
}


def readings(finder: Finder, session: Session, fit: CameraFit) -> ft.Control:
    """Return crop, facts, chips, and the line about the marks."""
    marks = differing([one.plate for one in finder.candidates[:MOST_CHIPS]])
    chips: list[ft.Control] = [
        _chip(candidate, marks[place], place, finder, session, fit)
        for place, candidate in enumerate(finder.candidates[:MOST_CHIPS])
    ]
    chips += [ft.Container(height=fit.chip) for _ in range(MOST_CHIPS - len(chips))]
    parts: list[ft.Control] = [_first_row(finder, session, fit), *chips]
    if fit.note:
        text = session.words("shot.differ") if any(marks) else ""
        line = shown(text, session.palette.secondary, 14, MEDIUM, 18, CHROME, no_wrap=True)
        parts.append(ft.Container(line, height=NOTE, alignment=ft.Alignment.CENTER))
    column = ft.Column(
        parts,
        spacing=theme.GAP,
        tight=True,
        width=fit.panel,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return identified("readings", column, container=True)


def differing(plates: list[str]) -> list[tuple[int, ...]]:
    """Return for each plate the places where it is not as all the others."""
    return [
        tuple(sorted({place for other in plates for place in _other_than(plate, other)})) for plate in plates
    ]


def _other_than(plate: str, other: str) -> set[int]:
    parts = SequenceMatcher(None, plate, other, autojunk=False).get_opcodes()
    moved = {place for kind, start, end, *_ in parts if kind != "equal" for place in range(start, end)}
    if len(plate) != len(other):
        return moved
    swapped = {place for place, (one, two) in enumerate(zip(plate, other, strict=True)) if one != two}
    return min(swapped, moved, key=len)


def _first_row(finder: Finder, session: Session, fit: CameraFit) -> ft.Control:
    """Return the picture and what is known of it, or what stands in the way, in a row of known height."""
    words, colours, step = session.words, session.palette, finder.step
    if step in _TROUBLES:
        icon = ft.Icon(_TROUBLES[step], size=32, color=colours.text)
        said = _said(words(f"step.{step.value}"), [words(f"step.{step.value}.text")], session, fit)
        row = ft.Row([icon, said], spacing=12, height=fit.crop)
        return identified(f"step-{step.value}", row, live_region=True)
    width = min(fit.crop * _CROP_SHAPE, fit.panel * _CROP_SHARE)
    shot, live = finder.shot if step is Step.READ else None, step is Step.READ
    inside: ft.Control = ft.Icon(ft.Icons.IMAGE_OUTLINED, size=32, color=colours.outline)
    if shot is not None:
        inside = ft.Image(
            src=shot.crop, width=width, height=fit.crop, fit=ft.BoxFit.CONTAIN, gapless_playback=True
        )
        inside = identified("crop", inside, label=words("shot.crop"), image=True)
    crop = ft.Container(
        inside,
        width=width,
        height=fit.crop,
        bgcolor=_DARK if shot is not None else colours.card,
        border_radius=theme.RADIUS_KEY,
        alignment=ft.Alignment.CENTER,
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
    )
    title, lines, aloud = _facts(finder, session)
    if fit.crop < _SMALL_CROP and step is not Step.READ:
        lines = []  # read aloud all the same
    facts = ft.Semantics(
        identifier=f"step-{step.value}",
        label=aloud,
        live_region=live or step is Step.READING,
        exclude_semantics=True,
        content=_said(title, lines, session, fit),
    )
    return ft.Row([crop, ft.Container(facts, expand=True)], spacing=12, height=fit.crop)


def _facts(finder: Finder, session: Session) -> tuple[str, list[str], str]:
    """Return a title, lines, and what is read aloud in their place."""
    words, best = session.words, finder.best
    if finder.step is not Step.READ or finder.shot is None:
        title, text = words(f"step.{finder.step.value}"), words(f"step.{finder.step.value}.text")
        if finder.step is Step.NONE and finder.lens not in {Lens.LIVE, Lens.OPENING}:
            title = words("shot.photo")
        return title, [text], f"{title}. {text}"
    reading = finder.shot.reading
    advice = words.advice(reading.advice)
    if best is None:
        return words("shot.nothing"), [advice], f"{words('shot.nothing')}: {advice}"
    lines = [advice]
    if reading.plate_width_px is not None:
        lines.insert(0, words("shot.wide", px=reading.plate_width_px))
    title = words("shot.read_in", seconds=decimal(reading.took_ms / 1000, words.language))
    spoken = words("shot.announced", plate=" ".join(best.plate), n=_percent(best))
    return title, lines, f"{spoken}. {title}, {', '.join(lines)}"


def _percent(candidate: Candidate) -> int:
    return int(candidate.confidence * 100)


def _said(title: str, lines: list[str], session: Session, fit: CameraFit) -> ft.Control:
    colours, small = session.palette, fit.crop < _SMALL_CROP
    if small:  # no room for lines of their own, nor for larger ones
        heads, others, grows, lines = (16, 19), (14, 17), FIXED, [" · ".join(lines)] * bool(lines)
    else:
        heads, others, grows = (18, 23), (15, 20), CHROME

    def line(text: str, colour: str, font: str, sizes: tuple[int, int], most: int) -> ft.Control:
        cut = ft.TextOverflow.ELLIPSIS
        return shown(text, colour, sizes[0], font, sizes[1], grows, max_lines=most, overflow=cut)

    texts = [line(title, colours.text, BOLD, heads, 1 if lines else 2)]
    most = 2 if len(lines) == 1 else 1
    texts += [line(text, colours.secondary, MEDIUM, others, most) for text in lines]
    return ft.Column(texts, spacing=0, alignment=ft.MainAxisAlignment.CENTER, expand=True)


def _letters(finder: Finder, fit: CameraFit) -> int:
    """Return the size of every plate: one for all, so that their characters stand in columns."""
    taken = (184 if fit.panel >= _ROOMY else 128) if finder.is_sure else 92
    longest = max((one.plate for one in finder.candidates[:MOST_CHIPS]), key=len, default="")
    room = fit.panel - 2 * _SIDE - taken - _CELL * len(longest)
    return min(plate_size(longest, room, _PLATE, _LEAST_PLATE), int(fit.chip * 0.58))


def _chip(
    candidate: Candidate,
    marks: tuple[int, ...],
    place: int,
    finder: Finder,
    session: Session,
    fit: CameraFit,
) -> ft.Control:
    words, colours, sure = session.words, session.palette, place == 0 and finder.is_sure
    plain = replace(colours, text=colours.on_primary, surface=colours.primary) if sure else colours

    async def act(_: object) -> None:
        await session.viewfinder.check(candidate.plate)

    plate = marked_plate(candidate.plate, marks, plain, _letters(finder, fit))
    inside = ft.Row(
        [ft.Container(plate, expand=True), *_chip_end(candidate, plain, session, fit, sure=sure)],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    style = chip_style(plain, colours, _SIDE, sure=sure)
    name = "shot.candidate.check" if sure else "shot.candidate"
    spoken = words(name, plate=" ".join(candidate.plate), n=_percent(candidate))
    label = ft.Semantics(label=spoken, exclude_semantics=True, content=inside)
    button = ft.Button(
        content=label, style=style, on_click=act, height=fit.chip, elevation=0, **own_keys(session)
    )
    return one_node(f"candidate-{place + 1}", button)


def chip_style(plain: Palette, colours: Palette, padding: float, *, sure: bool) -> ft.ButtonStyle:
    """Return the style of a chip in the colours of `plain`; a sure one is filled."""
    style = button_style(
        fill=plain.surface,
        text=plain.text,
        edge=None if sure else colours.outline,
        focus=colours.outline if sure else colours.text,
        radius=theme.RADIUS_BAND,
        padding=ft.Padding.symmetric(horizontal=padding),
    )
    # What is in it keeps its colours, so the press shows round it.
    style.bgcolor = {ft.ControlState.PRESSED: colours.outline, ft.ControlState.DEFAULT: plain.surface}
    return style


def _chip_end(
    candidate: Candidate, plain: Palette, session: Session, fit: CameraFit, *, sure: bool
) -> list[ft.Control]:
    """Return confidence and arrow; a sure one says what a tap does, below each other where room is scarce."""
    roomy = fit.panel >= _ROOMY
    grows = CHROME if roomy else FIXED
    number = share(max(_LEAST, 100 * candidate.confidence))
    parts: list[ft.Control] = [shown(number, plain.text, 16, MEDIUM, 20, grows, no_wrap=True)]
    if sure:
        size = 20 if roomy else 18
        parts.append(shown(session.words("shot.check"), plain.text, size, BOLD, 24, grows, no_wrap=True))
        if not roomy:
            across = ft.CrossAxisAlignment.END
            parts = [ft.Column(parts[::-1], spacing=0, tight=True, horizontal_alignment=across)]
    return [*parts, ft.Icon(ft.Icons.ARROW_FORWARD, size=26, color=plain.text)]
