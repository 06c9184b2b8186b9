"""The camera's live picture, guide box and zoom; or why there is none, and a photo in its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.camera_state import Lens
from platecheck.ui.parts.controls import button_style, identified, one_node, outlined_button
from platecheck.ui.text_scale import CHROME, FIXED, factor, scaled
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from platecheck.ui.camera_fit import CameraFit, Rect
    from platecheck.ui.camera_state import Finder
    from platecheck.ui.session import Session

BLACK, WHITE = "#000000", "#FFFFFF"
"""On a picture nobody knows the colours of: white with black round it, by day and by night."""
_FRAME = 3
_ZOOM = 56
_WORD_ROW = 28
_ICONS = {
    Lens.OPENING: ft.Icons.PHOTO_CAMERA_OUTLINED,
    Lens.REFUSED: ft.Icons.NO_PHOTOGRAPHY_OUTLINED,
    Lens.NONE: ft.Icons.NO_PHOTOGRAPHY_OUTLINED,
    Lens.UNSUPPORTED: ft.Icons.NO_PHOTOGRAPHY_OUTLINED,
    Lens.FAILED: ft.Icons.VIDEOCAM_OFF_OUTLINED,
}
_LATER = frozenset({Lens.REFUSED, Lens.FAILED, Lens.NONE})
"""What may be otherwise at the next try."""


def preview(finder: Finder, session: Session, fit: CameraFit) -> ft.Control:
    """Return the pane. The camera stays in it whatever lies over it: the client starts it there."""
    port, live = session.viewfinder.port, finder.lens is Lens.LIVE
    layers: list[ft.Control] = []
    if port.is_supported(session.page):
        told = None if session.page.web else partial(_told, session)
        layers.append(port.preview(fit.width, fit.height, finder.aspect, told))
    if live:
        layers += _over(finder, session, fit)
    else:
        layers.append(_instead(finder.lens, session, fit))
    return ft.Container(
        ft.Stack(layers, width=fit.width, height=fit.height, clip_behavior=ft.ClipBehavior.HARD_EDGE),
        width=fit.width,
        height=fit.height,
        bgcolor=BLACK if live else session.palette.card,
        border_radius=theme.RADIUS_BAND if fit.beside else 0,
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
    )


def _told(session: Session, event: Any) -> None:
    if event.aspect_ratio:
        session.viewfinder.shaped(float(event.aspect_ratio))


def _over(finder: Finder, session: Session, fit: CameraFit) -> list[ft.Control]:
    words, box = session.words, fit.guide
    parts: list[ft.Control] = [_guide(box, words("camera.guide"))]
    if fit.titled:
        row = _WORD_ROW * factor(CHROME)
        said = ft.Container(
            shown(words("camera.guide"), WHITE, 18, BOLD, 24, CHROME, no_wrap=True),
            bgcolor=ft.Colors.with_opacity(0.75, BLACK),
            border_radius=theme.RADIUS_BADGE,
            padding=ft.Padding.symmetric(horizontal=10, vertical=2),
        )
        middle = ft.MainAxisAlignment.CENTER
        title = ft.Row([ft.Semantics(exclude_semantics=True, content=said)], alignment=middle)
        parts.append(ft.Container(title, left=0, right=0, top=max(0, box.top - row - theme.GAP)))
    if finder.zooms and fit.over is None:
        chips: list[ft.Control] = [_zoom(level, finder, session) for level in finder.zooms]
        row_of_chips = ft.Row(chips, spacing=theme.GAP, alignment=ft.MainAxisAlignment.CENTER)
        parts.append(ft.Container(row_of_chips, left=0, right=0, bottom=theme.GAP))
    return parts


def _guide(box: Rect, label: str) -> ft.Control:
    inner = ft.Container(
        border=ft.Border.all(_FRAME, WHITE),
        border_radius=theme.RADIUS_BAND,
        width=box.width,
        height=box.height,
    )
    outer = ft.Container(
        inner,
        border=ft.Border.all(1, BLACK),
        border_radius=theme.RADIUS_BAND + 1,
        left=box.left - 1,
        top=box.top - 1,
        width=box.width + 2,
        height=box.height + 2,
    )
    outer.content = identified("guide", inner, label=label)
    return outer


def _zoom(level: float, finder: Finder, session: Session) -> ft.Control:
    colours, here = session.palette, level == finder.zoom
    name = f"{level / finder.zooms[0]:g}×"

    async def act(_: object) -> None:
        await session.viewfinder.set_zoom(level)

    style = button_style(
        fill=colours.primary if here else colours.surface,
        text=colours.on_primary if here else colours.text,
        edge=colours.outline,
        focus=colours.text,
        radius=theme.RADIUS_BAND,
        thickness=1,
        padding=0,
    )
    said = ft.Text(name, style=ft.TextStyle(size=scaled(18, FIXED), font_family=BOLD, letter_spacing=0))
    label = ft.Semantics(label=session.words("camera.zoom", times=name), exclude_semantics=True, content=said)
    return one_node(
        f"zoom-{name[:-1]}",
        ft.Button(
            content=label,
            style=style,
            on_click=act,
            width=_ZOOM,
            height=theme.TARGET,
            elevation=0,
            **own_keys(session),
        ),
        checked=here,
    )


def own_keys(session: Session) -> dict[str, Any]:
    """Return what lets a button have Space and Enter for itself while it has the focus."""

    def focused(_: object) -> None:
        session.keyboard.on_buttons = True

    def blurred(_: object) -> None:
        session.keyboard.on_buttons = False

    return {"on_focus": focused, "on_blur": blurred}


def _instead(lens: Lens, session: Session, fit: CameraFit) -> ft.Control:
    """Return what stands in the picture's place: that it comes, or why it does not and what to do."""
    words, colours = session.words, session.palette
    lines: list[ft.Control] = [
        ft.Row(
            [
                ft.Icon(_ICONS[lens], size=32, color=colours.text),
                shown(words(f"lens.{lens.value}"), colours.text, 20, BOLD, 26, CHROME, expand=True),
            ],
            spacing=12,
        ),
        shown(words(f"lens.{lens.value}.text"), colours.secondary, 16, line=22, most=CHROME),
    ]
    said = ft.Semantics(
        identifier=f"lens-{lens.value}",
        live_region=True,
        content=ft.Column(lines, spacing=4, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
    )
    parts: list[ft.Control] = [said]
    if lens is not Lens.OPENING:
        parts.append(_ways_on(lens, session))
    column = ft.Column(
        parts,
        spacing=12,
        alignment=ft.MainAxisAlignment.CENTER,
        width=520,
        scroll=ft.ScrollMode.AUTO,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return ft.Container(
        column,
        left=0,
        right=0,
        top=0,
        bottom=0,
        padding=ft.Padding.only(left=16, right=16, top=8 + (fit.over or 0), bottom=8),
        alignment=ft.Alignment.CENTER,
        bgcolor=colours.card,
    )


def _ways_on(lens: Lens, session: Session) -> ft.Control:
    words, colours = session.words, session.palette

    def again(_: object) -> None:
        session.viewfinder.look()

    photo = outlined_button(
        "photo",
        words("camera.photo"),
        ft.Icons.ADD_PHOTO_ALTERNATE_OUTLINED,
        None,
        colours,
        size=16,
        stacked=False,
        action=session.viewfinder.port.picking(),
        **own_keys(session),
    )
    buttons: list[ft.Control] = [ft.Container(photo, expand=True)]
    if lens in _LATER:
        retry = outlined_button(
            "camera-again",
            words("broken.retry"),
            ft.Icons.REFRESH,
            again,
            colours,
            size=16,
            stacked=False,
            **own_keys(session),
        )
        buttons.append(ft.Container(retry, expand=True))
    return ft.Row(buttons, spacing=theme.GAP)
