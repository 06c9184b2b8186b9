"""What forms are built from: a field with its name and its error, a choice of a few, a heading.

Every input has an accessible name, and what is chosen is told as checked, not by its looks alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.controls import button_style, identified, one_node, silent
from platecheck.ui.text_scale import factor, larger, scaled
from platecheck.ui.theme import BOLD, MEDIUM, REGULAR, shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.ui.session import Session
    from platecheck.ui.theme import Palette

Choice = tuple[str, str]
"""A value and its word."""
NARROW_ROW = 400
"""Window width in dp up to which three choices in a row need smaller words."""


def heading(text: str, session: Session) -> ft.Control:
    """Return the title of a section, a heading to assistive tools too."""
    title = shown(text, session.palette.text, 24, BOLD, 32)
    return ft.Semantics(header=True, heading_level=2, content=title)


def said(text: str, session: Session, *, size: float = 16) -> ft.Control:
    """Return a sentence of explanation."""
    return shown(text, session.palette.secondary, size, line=size * 1.375)


def rows(parts: list[ft.Control], spacing: float = 12) -> ft.Column:
    """Return `parts` below each other, as wide as there is room."""
    return ft.Column(parts, spacing=spacing, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


@component
def InputField(
    identifier: str,
    label: str,
    value: str,
    enter: Callable[[str], None],
    session: Session,
    *,
    hint: str = "",
    help_text: str = "",
    problem: str = "",
    secret: bool = False,
    number: bool = False,
    style: ft.TextStyle | None = None,
    on_leave: Callable[[], None] | None = None,
    on_submit: Callable[[], Awaitable[object]] | None = None,
) -> ft.Control:
    """A field under its label; what is wrong stands beneath it in words, with an icon."""
    colours = session.palette
    ref: ft.Ref[ft.TextField] = ft.use_memo(ft.Ref[ft.TextField], [])
    # What is typed may be ahead of what was handled: only a change of ours is sent to the client.
    place = (identifier, session.state.settings.form.revision)
    settled = ft.use_ref(place)
    held = ref.current.value if ref.current is not None and settled.current == place else None
    settled.current = place

    def changed(event: ft.Event[ft.TextField]) -> None:
        # The event's own value: the control's may already be newer.
        enter(str(event.data))

    def left(_: object) -> None:
        if on_leave is not None:
            on_leave()

    async def submitted(_: object) -> None:
        if on_submit is not None:
            await on_submit()

    field = ft.TextField(
        ref=ref,
        value=value if held is None else held,
        password=secret,
        hint_text=hint,
        hint_style=_text_style(16, colours.secondary),
        hint_max_lines=3,
        text_style=style or _text_style(20, colours.text),
        cursor_color=colours.text,
        border_color=colours.text if problem else colours.outline,
        focused_border_color=colours.text,
        border_width=3 if problem else 2,
        focused_border_width=3,
        border_radius=theme.RADIUS_KEY,
        keyboard_type=ft.KeyboardType.NUMBER if number else ft.KeyboardType.TEXT,
        autocorrect=False,
        enable_suggestions=False,
        on_change=changed,
        on_blur=left,
        on_submit=submitted,
    )
    # The name, and what is wrong with it or worth knowing, belong to the input itself.
    spoken = ". ".join(part.removesuffix(".") for part in (label, problem or help_text) if part)
    parts: list[ft.Control] = [
        silent(shown(label, colours.text, 16, BOLD, 22)),
        one_node(identifier, field, label=spoken),
        _beneath(identifier, problem, help_text, colours),
    ]
    return rows(parts, spacing=4)


def _text_style(size: float, colour: str) -> ft.TextStyle:
    return ft.TextStyle(size=scaled(size), font_family=REGULAR, color=colour, letter_spacing=0)


def _beneath(identifier: str, problem: str, help_text: str, colours: Palette) -> ft.Control:
    """Return the line under a field: what is wrong, or what is worth knowing."""
    if not problem:
        text = shown(help_text, colours.secondary, 14, line=19)
        return ft.Container(silent(text), visible=bool(help_text))
    line = ft.Row(
        [
            ft.Icon(ft.Icons.ERROR_OUTLINE, color=colours.text, size=22),
            shown(problem, colours.text, 16, BOLD, 20, expand=True),
        ],
        spacing=8,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    name = identifier.removeprefix("field-")
    said_aloud = identified(
        f"wrong-{name}", line, label=problem, live_region=True, exclude_semantics=True, container=True
    )
    return ft.Container(said_aloud)


def choices(
    name: str,
    title: str,
    offered: list[Choice],
    chosen: str,
    choose: Callable[[str], Awaitable[None] | None],
    session: Session,
    *,
    help_text: str = "",
    icons: dict[str, ft.IconData] | None = None,
    columns: int = 0,
) -> ft.Control:
    """Return a few words of which one is chosen; told as checked, and marked by shape and weight.

    They stand in one row, or in rows of `columns`.
    """
    colours = session.palette
    buttons: list[ft.Control] = [
        ft.Container(
            _choice(f"{name}-{value}", word, value == chosen, _chooser(choose, value), session, icons, value),
            expand=not larger(),
        )
        for value, word in offered
    ]
    # Larger words do not stand beside each other.
    columns = 1 if larger() else columns or len(buttons)
    lines: list[ft.Control] = [
        ft.Row(buttons[at : at + columns], spacing=theme.GAP) for at in range(0, len(buttons), columns)
    ]
    offer = rows(buttons if larger() else lines, spacing=theme.GAP) if columns < len(buttons) else lines[0]
    parts: list[ft.Control] = [
        silent(shown(title, colours.text, 16, BOLD, 22)),
        identified(f"choice-{name}", offer, label=title, container=True),
    ]
    if help_text:
        parts.append(said(help_text, session, size=14))
    return rows(parts, spacing=4)


def _chooser(
    choose: Callable[[str], Awaitable[None] | None], value: str
) -> Callable[[object], Awaitable[None]]:
    async def act(_: object) -> None:
        done = choose(value)
        if done is not None:
            await done

    return act


def _choice(
    identifier: str,
    word: str,
    chosen: bool,
    act: Callable[[object], Awaitable[None]],
    session: Session,
    icons: dict[str, ft.IconData] | None,
    value: str,
) -> ft.Control:
    colours = session.palette
    size = 17 if session.state.window.width > NARROW_ROW or larger() else 14
    at_rest = (icons or {}).get(value, ft.Icons.RADIO_BUTTON_UNCHECKED)
    face = ft.Row(
        [
            ft.Icon(ft.Icons.RADIO_BUTTON_CHECKED if chosen and not icons else at_rest, size=22),
            ft.Text(
                word,
                style=ft.TextStyle(
                    size=scaled(size), font_family=BOLD if chosen else MEDIUM, letter_spacing=0
                ),
                max_lines=2,
            ),
        ],
        spacing=8,
        alignment=ft.MainAxisAlignment.CENTER,
        tight=True,
    )
    style = button_style(
        fill=colours.selected if chosen else colours.surface,
        text=colours.text,
        edge=colours.text if chosen else colours.outline,
        focus=colours.text,
        radius=theme.RADIUS_BAND,
        thickness=3 if chosen else 2,
        padding=2,
    )
    button = ft.Button(
        content=silent(face),
        style=style,
        on_click=act,
        height=max(theme.ACTION, 32 * factor()),
        elevation=0,
        expand=True,
    )
    return one_node(identifier, button, label=word, checked=chosen)
