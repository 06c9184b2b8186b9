"""Buttons, chips and badges: the few shapes that every screen is built from.

A little over 300 lines: it is the one list of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.lettering import width_em
from platecheck.ui.parts.frames import dashed
from platecheck.ui.text_scale import CHROME, FIXED, larger, scaled
from platecheck.ui.theme import BOLD, Palette, shown

if TYPE_CHECKING:
    from platecheck.ui.texts import Words
    from platecheck.verdict import Headline

Act = Callable[[Any], Any]
_BADGE_HEIGHT = 32
_UNDER_ICON = 14
"""Text size of a word under its icon."""
_BADGE_EM = 0.66
"""Generous width of a bold capital, for badges whose dashes need a known size."""


def identified(identifier: str, content: ft.Control, **extra: Any) -> ft.Semantics:
    """Return `content` with a stable name that tests and assistive tools find it by."""
    return ft.Semantics(identifier=identifier, content=content, **extra)


def one_node(identifier: str, content: ft.Control, **extra: Any) -> ft.Control:
    """As `identified`, name, role and tap merged into one node: for everything that is pressed."""
    return ft.MergeSemantics(content=identified(identifier, content, **extra), expand=extra.get("expand"))


def silent(content: ft.Control) -> ft.Control:
    """Return `content` as decoration: shown, never read aloud."""
    return ft.Semantics(exclude_semantics=True, content=content)


def _states(rest: str, pressed: str) -> dict[ft.ControlState, str]:
    return {ft.ControlState.PRESSED: pressed, ft.ControlState.DEFAULT: rest}


def button_style(
    *,
    fill: str,
    text: str,
    edge: str | None,
    focus: str,
    radius: float,
    thickness: float = 2,
    padding: ft.PaddingValue = 8,
) -> ft.ButtonStyle:
    """Return a flat style that inverts at touch-down and rings the focus, with no animation."""
    rest = ft.BorderSide(thickness, edge) if edge else ft.BorderSide(0, ft.Colors.TRANSPARENT)
    return ft.ButtonStyle(
        bgcolor=_states(fill, text),
        color=_states(text, fill),
        icon_color=_states(text, fill),
        overlay_color=ft.Colors.TRANSPARENT,
        elevation=0,
        animation_duration=0,
        padding=padding,
        side={ft.ControlState.FOCUSED: ft.BorderSide(4, focus), ft.ControlState.DEFAULT: rest},
        shape=ft.RoundedRectangleBorder(radius=radius),
    )


def primary_button(
    identifier: str,
    label: ft.Control,
    on_click: Act,
    colours: Palette,
    *,
    height: float = theme.PRIMARY,
    **extra: Any,
) -> ft.Control:
    """Return the one big button of a screen."""
    style = button_style(
        fill=colours.primary,
        text=colours.on_primary,
        edge=None,
        focus=colours.outline,
        radius=theme.RADIUS_BAND,
    )
    return one_node(
        identifier,
        ft.Button(content=label, style=style, on_click=on_click, height=height, elevation=0, **extra),
    )


def outlined(colours: Palette, padding: float) -> ft.ButtonStyle:
    """Return the look of a secondary button, with `padding` left and right of what it holds."""
    return button_style(
        fill=colours.surface,
        text=colours.text,
        edge=colours.outline,
        focus=colours.text,
        radius=theme.RADIUS_BAND,
        padding=ft.Padding.symmetric(horizontal=padding),
    )


def outlined_button(
    identifier: str,
    label: str,
    icon: ft.IconData | None,
    on_click: Act | None,
    colours: Palette,
    *,
    height: float = theme.ACTION,
    size: float = 18,
    padding: float = 6,
    stacked: bool | None = None,
    checked: bool | None = None,
    **extra: Any,
) -> ft.Control:
    """Return a secondary button with an icon and a word; `stacked`, as larger text is, the icon is on top.

    `checked` is told of one that stands for a choice.
    """
    style = outlined(colours, padding)
    on_top = (larger() if stacked is None else stacked) and icon is not None
    inside: list[ft.Control] = [ft.Icon(icon, size=24)] if icon is not None else []
    letters = scaled(min(size, _UNDER_ICON) if on_top else size, CHROME)
    inside.append(
        ft.Text(label, style=ft.TextStyle(size=letters, font_family=BOLD, letter_spacing=0), no_wrap=True)
    )
    middle = ft.MainAxisAlignment.CENTER
    row: ft.Control = ft.Row(inside, spacing=8, alignment=middle, tight=True)
    if on_top:
        centred = ft.CrossAxisAlignment.CENTER
        row = ft.Column(inside, spacing=0, alignment=middle, horizontal_alignment=centred, tight=True)
    return one_node(
        identifier,
        ft.Button(content=row, style=style, on_click=on_click, height=height, elevation=0, **extra),
        checked=checked,
    )


def icon_button(
    identifier: str, icon: ft.IconData, label: str, on_click: Act, colours: Palette, *, size: float = 26
) -> ft.Control:
    """Return a button of an icon alone; its name is read aloud, and shown to a mouse that waits."""
    button = ft.IconButton(
        icon=icon,
        icon_color=colours.text,
        icon_size=size,
        width=theme.TARGET,
        height=theme.TARGET,
        on_click=on_click,
        tooltip=ft.Tooltip(label, exclude_from_semantics=True),
    )
    return one_node(identifier, button, label=label)


def outlined_icon(
    identifier: str,
    icon: ft.IconData,
    label: str,
    on_click: Act,
    colours: Palette,
    *,
    side: float = theme.TARGET,
    size: float = 26,
    **extra: Any,
) -> ft.Control:
    """Return a square button of an icon alone, in an outline; its name is read aloud."""
    style = button_style(
        fill=colours.surface,
        text=colours.text,
        edge=colours.outline,
        focus=colours.text,
        radius=theme.RADIUS_BAND if side > theme.TARGET else theme.RADIUS_KEY,
        padding=0,
    )
    face = ft.Semantics(label=label, exclude_semantics=True, content=ft.Icon(icon, size=size))
    button = ft.Button(
        content=face, style=style, on_click=on_click, width=side, height=side, elevation=0, **extra
    )
    return one_node(identifier, button)


def chip_button(
    identifier: str,
    content: ft.Control,
    on_click: Act | None,
    colours: Palette,
    *,
    label: str | None = None,
    height: float = theme.TARGET,
    **extra: Any,
) -> ft.Control:
    """Return a small outlined button: lot, connection, theme, a recent plate."""
    style = button_style(
        fill=colours.surface,
        text=colours.text,
        edge=colours.outline,
        focus=colours.text,
        radius=theme.RADIUS_KEY,
        thickness=1,
        padding=ft.Padding.symmetric(horizontal=10),
    )
    if label is not None:
        content = ft.Semantics(label=label, exclude_semantics=True, content=content)
    return one_node(
        identifier,
        ft.Button(content=content, style=style, on_click=on_click, height=height, elevation=0, **extra),
    )


def badge_width(headline: Headline, words: Words) -> float:
    """Return the width in dp that a badge takes at most."""
    word = words.badge(headline)
    if theme.LOOKS[headline].dashed:
        return len(word) * 16 * _BADGE_EM + 46
    return width_em(word) * 16 + 50  # a heavier face's letters, and the thickest edge


def badge(headline: Headline, words: Words, colours: Palette) -> ft.Control:
    """Return the small badge of a verdict: icon, word, shape and colour."""
    look, word = theme.LOOKS[headline], words.badge(headline)
    inside = ft.Row(
        [
            ft.Icon(look.icon, color=look.text, size=20),
            shown(word, look.text, 16, BOLD, most=FIXED, no_wrap=True),
        ],
        spacing=6,
        tight=True,
        alignment=ft.MainAxisAlignment.CENTER,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    if look.dashed:
        width = badge_width(headline, words)
        return dashed(
            ft.Container(inside, alignment=ft.Alignment.CENTER),
            width,
            _BADGE_HEIGHT,
            fill=look.fill,
            colour=look.text,
            thickness=2,
            radius=theme.RADIUS_BADGE,
        )
    edge = look.border or (colours.ring if look.border is None else None)
    frame = ft.Border.all(3 if look.border else 1, edge) if edge else None
    body = ft.Container(
        inside,
        height=_BADGE_HEIGHT,
        padding=ft.Padding.symmetric(horizontal=8),
        bgcolor=look.fill,
        border=ft.Border.all(2, look.text) if look.striped else frame,
        border_radius=theme.RADIUS_BADGE - (2 if look.striped else 0),
    )
    if not look.striped:
        return body
    # An alarm's badge has an inner white frame: its shape tells it apart without its colour.
    return ft.Container(
        body,
        padding=2,
        bgcolor=look.fill,
        border_radius=theme.RADIUS_BADGE,
        border=ft.Border.all(1, colours.ring) if colours.ring else None,
    )


def icon_badge(headline: Headline, colours: Palette, size: float = 32) -> ft.Control:
    """Return a verdict's icon on its colour, where there is no room for the word."""
    look = theme.LOOKS[headline]
    inside = ft.Container(
        ft.Icon(look.icon, color=look.text, size=size * 0.62), alignment=ft.Alignment.CENTER
    )
    if look.dashed:
        return dashed(
            inside, size, size, fill=look.fill, colour=look.text, thickness=2, radius=theme.RADIUS_BADGE
        )
    edge = look.text if look.striped else look.border or colours.ring
    thickness = 2 if look.striped else 3 if look.border else 1
    face = ft.Container(
        inside.content,
        alignment=ft.Alignment.CENTER,
        width=size - (4 if look.striped else 0),
        height=size - (4 if look.striped else 0),
        bgcolor=look.fill,
        border=ft.Border.all(thickness, edge) if edge else None,
        border_radius=theme.RADIUS_BADGE,
    )
    if look.striped:
        return ft.Container(face, padding=2, bgcolor=look.fill, border_radius=theme.RADIUS_BADGE)
    return face


def note(icon: ft.IconData, title: str, text: str, colours: Palette, identifier: str) -> ft.Control:
    """Return a card with an icon, a bold line and what to do."""
    lines: list[ft.Control] = [shown(title, colours.text, 18, BOLD, 24)]
    if text:
        lines.append(shown(text, colours.secondary, 16, line=22))
    body = ft.Row(
        [ft.Icon(icon, color=colours.text, size=28), ft.Column(lines, spacing=2, expand=True)],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return identified(identifier, card(body, colours))


def card(
    body: ft.Control, colours: Palette, *, strong: bool = False, padding: ft.PaddingValue = 12
) -> ft.Container:
    """Return `body` in a neutral card; `strong` frames it in the text's colour."""
    return ft.Container(
        body,
        bgcolor=colours.card,
        padding=padding,
        border=ft.Border.all(2 if strong else 1, colours.text if strong else colours.hairline),
        border_radius=theme.RADIUS_BAND,
    )
