"""The looks as tokens: palettes of day and night, the seven states, type and sizes.

Values are those of the design notes. Colour belongs to verdicts; chrome is black, white and grey.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import flet as ft

from platecheck.fullness import Level
from platecheck.ui.text_scale import FIXED, READING, scaled
from platecheck.verdict import DnttState, Headline, PermitState

# Each weight is a family of its own: the web client does not choose a face by weight.
REGULAR, MEDIUM, BOLD, BLACK = "Roboto Regular", "Roboto Medium", "Roboto Bold", "Roboto Black"
PLATE = "Plate Capitals"
"""Atkinson Hyperlegible Mono 700 without small letters: tells O from 0 and I from 1."""

FONTS = {
    REGULAR: "fonts/Roboto-Regular.ttf",
    MEDIUM: "fonts/Roboto-Medium.ttf",
    BOLD: "fonts/Roboto-Bold.ttf",
    BLACK: "fonts/Roboto-Black.ttf",
    PLATE: "fonts/PlateCapitals.ttf",
}


@dataclass(frozen=True, slots=True)
class Palette:
    """The chrome of one theme."""

    dark: bool
    surface: str
    card: str
    tray: str
    key: str
    edit_key: str
    text: str
    secondary: str
    outline: str
    hairline: str
    selected: str
    primary: str
    on_primary: str
    ring: str | None
    """Stands round a state fill where the fill alone is too close to the surface."""


DAY = Palette(
    dark=False,
    surface="#FFFFFF",
    card="#F2F4F6",
    tray="#DDE1E5",
    key="#FFFFFF",
    edit_key="#BEC5CB",
    text="#0B0E11",
    secondary="#363D43",
    outline="#6A7178",
    hairline="#C3C9CE",
    selected="#D5DADF",
    primary="#0B0E11",
    on_primary="#FFFFFF",
    ring=None,
)
NIGHT = Palette(
    dark=True,
    surface="#000000",
    card="#14171A",
    tray="#0B0D0F",
    key="#23282C",
    edit_key="#3A4147",
    text="#F1F3F4",
    secondary="#C2C8CD",
    outline="#8A9299",
    hairline="#3A4147",
    selected="#2C3237",
    primary="#D3DADF",
    on_primary="#000000",
    ring="#8A9299",
)


@dataclass(frozen=True, slots=True)
class StateLook:
    """How one verdict looks, the same by day and by night."""

    fill: str
    text: str
    icon: ft.IconData
    border: str | None = None
    dashed: bool = False
    striped: bool = False


LOOKS: dict[Headline, StateLook] = {
    Headline.ALARM: StateLook("#9B0015", "#FFFFFF", ft.Icons.REPORT, striped=True),
    Headline.DO_NOT_TICKET: StateLook("#0B3D91", "#FFFFFF", ft.Icons.SHIELD),
    Headline.VALID: StateLook("#00573F", "#FFFFFF", ft.Icons.CHECK_CIRCLE),
    Headline.VALID_ELSEWHERE: StateLook("#D9E8E2", "#000000", ft.Icons.WRONG_LOCATION, border="#00573F"),
    Headline.EXPIRED: StateLook("#7A4100", "#FFFFFF", ft.Icons.WATCH_LATER),
    Headline.NO_PERMIT: StateLook("#FFC20A", "#000000", ft.Icons.WARNING),
    Headline.NOT_CHECKED: StateLook("#E6E6E6", "#000000", ft.Icons.CLOUD_OFF, dashed=True),
}
STALE_FILL, STALE_TEXT = "#E6E6E6", "#000000"

PERMIT_LOOKS: dict[PermitState, Headline] = {
    PermitState.VALID: Headline.VALID,
    PermitState.IN_GRACE: Headline.VALID,
    PermitState.UNKNOWN: Headline.VALID,
    PermitState.ELSEWHERE: Headline.VALID_ELSEWHERE,
    PermitState.EXPIRED: Headline.EXPIRED,
}
QUIET_DNTT = frozenset({DnttState.UPCOMING, DnttState.OVER, DnttState.ELSEWHERE})

LEVEL_FILLS: dict[Level, tuple[str, str]] = {
    Level.FREE: ("#CDBFEA", "#4B3A70"),
    Level.FILLING: ("#9C7BD6", "#7A5CB8"),
    Level.NEARLY_FULL: ("#6A3FB5", "#AE8DF0"),
    Level.FULL: ("#35106E", "#E6DAFF"),
}
"""By day and by night: one violet, which no verdict uses; lots without a share have no fill."""

# Sizes in dp, by the design notes.
TARGET, ACTION, PRIMARY = 48, 56, 72
RADIUS_BADGE, RADIUS_KEY, RADIUS_BAND, RADIUS_HEAD = 6, 8, 12, 16
MARGIN, GAP = 8, 8

PHONE_MAX, TABLET_MAX = 600, 840
"""Widths from which the rail replaces the bar, and the list and detail panes appear."""


def palette(*, dark: bool) -> Palette:
    """Return the palette of night or day."""
    return NIGHT if dark else DAY


def flutter_theme(colours: Palette) -> ft.Theme:
    """Return the theme of Flutter's own widgets, so that none brings a colour of its own."""
    return ft.Theme(
        font_family=REGULAR,
        # Else fields are 8 dp higher on a handset than on the desktop they are looked at.
        visual_density=ft.VisualDensity.COMPACT,
        text_theme=ft.TextTheme(label_medium=ft.TextStyle(size=14, font_family=MEDIUM, letter_spacing=0)),
        color_scheme=ft.ColorScheme(
            primary=colours.primary,
            on_primary=colours.on_primary,
            surface=colours.surface,
            on_surface=colours.text,
            on_surface_variant=colours.secondary,
            outline=colours.outline,
            outline_variant=colours.hairline,
            secondary_container=colours.selected,
            on_secondary_container=colours.text,
            surface_container=colours.surface,
        ),
        scaffold_bgcolor=colours.surface,
        page_transitions=ft.PageTransitionsTheme(
            android=ft.PageTransitionTheme.NONE,
            ios=ft.PageTransitionTheme.NONE,
            linux=ft.PageTransitionTheme.NONE,
            macos=ft.PageTransitionTheme.NONE,
            windows=ft.PageTransitionTheme.NONE,
        ),
    )


def shown(
    value: str,
    colour: str,
    size: float = 16,
    font: str = REGULAR,
    line: float | None = None,
    most: float = READING,
    **extra: Any,
) -> ft.Text:
    """Return one text in a face of ours.

    `line` is the line height in dp; `most` is how far a person's larger text goes with this one.
    """
    height = line / size if line else None
    style = ft.TextStyle(
        size=scaled(size, most), color=colour, font_family=font, height=height, letter_spacing=0
    )
    return ft.Text(value, style=style, **extra)


def plate_text(plate: str, colour: str, size: float, **extra: Any) -> ft.Text:
    """Return a plate in the plate face, read aloud character by character.

    One that is too long for its room ends in three dots: half a plate must not look like a whole one.
    """
    style = ft.TextStyle(
        size=scaled(size, FIXED), color=colour, font_family=PLATE, letter_spacing=1, height=1.1
    )
    label = " ".join(plate)
    cut = ft.TextOverflow.ELLIPSIS
    return ft.Text(plate, style=style, semantics_label=label, no_wrap=True, overflow=cut, **extra)
