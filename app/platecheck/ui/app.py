"""The app: one page's set-up, the routes, and the last resort for what nobody foresaw."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.context import with_session
from platecheck.ui.feedback import Feedback
from platecheck.ui.keeping import Keeping
from platecheck.ui.keys_help import keys_sheet
from platecheck.ui.last_resort import install, keep_updating, mishap_dialog, show_missed
from platecheck.ui.lot_sheet import lot_sheet
from platecheck.ui.office_views import OFFICE_SCREENS
from platecheck.ui.pending import ROUTE
from platecheck.ui.prepare import opener
from platecheck.ui.radio import radio_sheet
from platecheck.ui.raw import raw_sheet
from platecheck.ui.recovery_notice import follow_recovery
from platecheck.ui.session import Session
from platecheck.ui.sheets import show_sheet
from platecheck.ui.shortcuts import Shortcuts, acknowledge_first
from platecheck.ui.text_scale import CHOICES, TextScale, follow
from platecheck.ui.thrift import spend_less
from platecheck.ui.viewfinder import ROUTE as CAMERA_ROUTE
from platecheck.ui.views import (
    CameraScreen,
    CheckScreen,
    HistoryScreen,
    LotsScreen,
    QueueScreen,
    SettingsScreen,
    WalkScreen,
)
from platecheck.ui.walking import ROUTE as WALK_ROUTE
from platecheck.wiring import Installation

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.ui.state import Preferences, Window

log = logging.getLogger(__name__)

_PROBE = 20
"""Text size in dp that the system's scale is measured at: Android scales large text less."""
ASSETS = Path(__file__).resolve().parents[2] / "assets"
LOADING_S = 0.3
"""How long a start may take before the screen says that it is loading."""


def make_main(installation: Installation) -> Callable[[ft.Page], Awaitable[None]]:
    """Return Flet's `main` for sessions on `installation`."""
    spend_less()
    installation.keep_rechecking()

    async def main(page: ft.Page) -> None:
        feedback = Feedback()
        session = Session(page, installation, feedback, Keeping())
        _dress(page, session)
        shortcuts = Shortcuts(session)
        _listen(page, session, shortcuts)
        _give_sheets(page, session, shortcuts)
        opening = asyncio.ensure_future(session.open())
        # What is there at once is drawn once: a screen that says "loading" only when one would wait for it.
        await asyncio.wait({opening}, timeout=LOADING_S)
        page.render(App, session, session.state.window, session.state.prefs)
        keep_updating(page, session.notice)
        feedback.prepare()
        session.log_book.saving.prepare()
        session.office.file.prepare()
        session.viewfinder.port.prepare(session.viewfinder.read_photo)
        page.run_task(session.inquiry.tick)
        await opening
        page.run_task(follow_recovery, session)

    return main


def start() -> None:
    """Run as a program: on a device, or with `flet run`."""
    ft.run(make_main(Installation()), assets_dir=str(ASSETS))


@component
def App(session: Session, window: Window, prefs: Preferences) -> ft.Control:
    """The routes, on the person's surface."""
    routes = [
        ft.Route(path="/", component=CheckScreen),
        ft.Route(path=CAMERA_ROUTE, component=CameraScreen),
        ft.Route(path=WALK_ROUTE, component=WalkScreen),
        ft.Route(path="/history", component=HistoryScreen),
        ft.Route(path=ROUTE, component=QueueScreen),
        ft.Route(path="/lots", component=LotsScreen),
        *(ft.Route(path=path, component=screen) for path, screen in OFFICE_SCREENS.items()),
        ft.Route(path="/settings", component=SettingsScreen),
    ]
    inside = with_session(session, lambda: ft.Router(routes, not_found=CheckScreen))
    layers = ft.Stack([_probe(window), ft.SafeArea(inside, expand=True)], expand=True, fit=ft.StackFit.EXPAND)
    return ft.Container(layers, bgcolor=session.palette.surface, expand=True)


def _probe(window: Window) -> ft.Control:
    """Return a text nobody sees, whose height tells the system's text scale: Flet does not."""

    def measured(event: ft.LayoutSizeChangeEvent[Any]) -> None:
        scale = round(event.height / _PROBE, 2)
        if scale and scale != window.text_scale:
            window.text_scale = scale

    text = ft.Text("0", style=ft.TextStyle(size=_PROBE, font_family=theme.REGULAR, height=1))
    box = ft.Container(ft.Semantics(exclude_semantics=True, content=text), on_size_change=measured)
    return ft.Row([ft.Column([box], tight=True)], opacity=0, left=0, top=0, tight=True)


def _dress(page: ft.Page, session: Session) -> None:
    """Give the page its title, fonts, themes and listeners."""
    page.title = "platecheck"
    page.padding = 0
    page.spacing = 0
    if not page.web:  # a browser has them with the client's own (assets/assets/FontManifest.json)
        page.fonts = dict(theme.FONTS)
    page.theme_animation_style = ft.AnimationStyle.no_animation()
    page.theme = theme.flutter_theme(theme.DAY)
    page.dark_theme = theme.flutter_theme(theme.NIGHT)
    window, prefs = session.state.window, session.state.prefs

    def measure(width: float | None, height: float | None) -> None:
        if width and height:
            window.width, window.height = width, height

    def match_preferences(*_: object) -> None:
        window.system_dark = page.platform_brightness is ft.Brightness.DARK
        page.theme_mode = ft.ThemeMode.DARK if session.palette.dark else ft.ThemeMode.LIGHT
        locale = ft.Locale(prefs.language, "CA")
        page.locale_configuration = ft.LocaleConfiguration([locale], locale)

    follow(page, lambda: TextScale(CHOICES.get(prefs.text_size, 1.0), window.text_scale))
    page.on_resize = lambda event: measure(event.width, event.height)
    page.on_platform_brightness_change = match_preferences
    # An observable holds its listeners weakly: the page holds this one.
    page.data = match_preferences
    prefs.subscribe(match_preferences)  # type: ignore[attr-defined]
    measure(page.width, page.height)
    match_preferences()


def _listen(page: ft.Page, session: Session, shortcuts: Shortcuts) -> None:
    """Connect keys, Back, the sheets, and what happens to the page itself."""

    async def on_key(event: ft.KeyboardEvent) -> None:
        page.run_task(shortcuts.key, event)
        held = event.ctrl or event.meta or event.alt
        await session.keyboard.key(event.key, ctrl=held, shift=event.shift)

    async def on_back(_: object) -> None:
        """Follow the device's Back: from the check it leaves the app, from elsewhere it leads there.

        With a walk under way it leads from the check on with the walk.
        """
        at_the_field = page.route == "/" and not session.covered and not session.must_acknowledge
        leaving = at_the_field and not session.walking.is_on
        await page.views[0].confirm_pop(leaving)
        if session.must_acknowledge:
            acknowledge_first(session)
        if not leaving and not (page.route == "/history" and session.log_book.close()):
            await session.go_back()

    def hide(event: object) -> None:
        """Close what is held open: nobody looks any more."""
        if getattr(event, "state", None) not in {ft.AppLifecycleState.RESUME, ft.AppLifecycleState.SHOW}:
            session.state.pulse.hidden += 1

    def again(_: object) -> None:
        """Go on after the connection was lost: what was sent meanwhile went nowhere."""
        show_missed(page)
        session.viewfinder.look()
        session.stay_in_front()

    def notice() -> None:
        words = session.words
        texts = words("mishap.title"), words("mishap.text"), words("mishap.ok")
        page.show_dialog(mishap_dialog(page, session.palette, *texts))

    session.notice = notice
    install(page, notice)
    page.on_keyboard_event = on_key
    page.views[0].can_pop = False
    page.views[0].on_confirm_pop = on_back
    page.on_close = lambda _: session.close()
    page.on_app_lifecycle_state_change = hide
    page.on_disconnect = hide
    page.on_connect = again


def _give_sheets(page: ft.Page, session: Session, shortcuts: Shortcuts) -> None:
    """Give the session its sheets."""

    async def open_lots(_: object) -> None:
        known = await session.services.occupancy.kept()
        if not session.must_acknowledge:  # an alarm that came meanwhile keeps the screen
            show_sheet(session, lot_sheet(session, known.lots))

    async def open_raw(_: object) -> None:
        result = session.answer
        if result is None:
            return
        body = await session.raw(result)
        now = session.answer
        if now is not None and now.check.id == result.check.id and not session.must_acknowledge:
            show_sheet(session, raw_sheet(session, result, body))

    async def open_radio(_: object) -> None:
        result = session.answer
        if result is not None:
            session.keyboard.on_buttons = True
            show_sheet(session, radio_sheet(session, result.check.plate))

    async def open_help(_: object) -> None:
        if not session.dialog_open:
            show_sheet(session, keys_sheet(session, shortcuts))

    session.open_lots, session.open_raw = open_lots, open_raw
    session.open_radio, session.open_help = open_radio, open_help
    session.open_prepare = opener(session)
