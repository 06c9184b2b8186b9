"""The app: one page's set-up, the routes, and the last resort for what nobody foresaw."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.context import with_session
from platecheck.ui.feedback import Feedback
from platecheck.ui.keeping import Keeping
from platecheck.ui.last_resort import install, keep_updating, mishap_dialog
from platecheck.ui.lots import lot_sheet
from platecheck.ui.raw import raw_sheet
from platecheck.ui.session import Session
from platecheck.ui.state import Preferences, Window
from platecheck.ui.views import CheckScreen, HistoryScreen, SettingsScreen
from platecheck.wiring import Installation

log = logging.getLogger(__name__)

ASSETS = Path(__file__).resolve().parents[2] / "assets"


def make_main(installation: Installation) -> Callable[[ft.Page], Awaitable[None]]:
    """Return Flet's `main` for sessions on `installation`."""

    async def main(page: ft.Page) -> None:
        session = Session(page, installation, Feedback(), Keeping())
        _dress(page, session)
        page.render(App, session, session.state.window, session.state.prefs)
        keep_updating(page, session.notice)
        page.run_task(session.open)
        page.run_task(session.tick)

    return main


def start() -> None:
    """Run as a program: on a device, or with `flet run`."""
    ft.run(make_main(Installation()), assets_dir=str(ASSETS))


@component
def App(session: Session, window: Window, prefs: Preferences) -> ft.Control:
    """The routes, on the person's surface."""
    routes = [
        ft.Route(path="/", component=CheckScreen),
        ft.Route(path="/history", component=HistoryScreen),
        ft.Route(path="/settings", component=SettingsScreen),
    ]
    inside = with_session(session, lambda: ft.Router(routes, not_found=CheckScreen))
    return ft.Container(ft.SafeArea(inside, expand=True), bgcolor=session.palette.surface, expand=True)


def _dress(page: ft.Page, session: Session) -> None:
    """Give the page its title, fonts, themes and listeners."""
    page.title = "platecheck"
    page.padding = 0
    page.spacing = 0
    page.fonts = dict(theme.FONTS)
    page.theme_animation_style = ft.AnimationStyle.no_animation()
    page.theme = theme.flutter_theme(theme.DAY)
    page.dark_theme = theme.flutter_theme(theme.NIGHT)
    window, prefs = session.state.window, session.state.prefs

    def measure(width: float | None, height: float | None) -> None:
        if width and height:
            window.width, window.height = width, height

    def match_theme(*_: object) -> None:
        window.system_dark = page.platform_brightness is ft.Brightness.DARK
        page.theme_mode = ft.ThemeMode.DARK if session.palette.dark else ft.ThemeMode.LIGHT

    async def on_key(event: ft.KeyboardEvent) -> None:
        await session.key(event.key, ctrl=event.ctrl or event.meta or event.alt)

    def hide(event: object) -> None:
        """Nothing that is held open stays so when nobody looks."""
        if getattr(event, "state", None) not in {ft.AppLifecycleState.RESUME, ft.AppLifecycleState.SHOW}:
            session.state.pulse.hidden += 1

    def notice() -> None:
        words = session.words
        page.show_dialog(mishap_dialog(page, words("mishap.title"), words("mishap.text"), words("mishap.ok")))

    async def open_lots(_: object) -> None:
        page.show_dialog(lot_sheet(session, page.pop_dialog))

    async def open_raw(_: object) -> None:
        page.show_dialog(raw_sheet(session, await session.raw(), page.pop_dialog))

    async def on_back(_: object) -> None:
        """The device's Back: from the check it leaves the app, from anywhere else it leads to the check."""
        leaving = page.route == "/" and not session.covered
        await page.views[0].confirm_pop(leaving)
        if not leaving:
            await session.go_back()

    session.notice = notice
    install(page, notice)
    session.open_lots, session.open_raw = open_lots, open_raw
    page.views[0].can_pop = False
    page.views[0].on_confirm_pop = on_back
    page.on_resize = lambda event: measure(event.width, event.height)
    page.on_platform_brightness_change = match_theme
    page.on_keyboard_event = on_key
    page.on_close = lambda _: session.close()
    page.on_app_lifecycle_state_change = hide
    page.on_disconnect = hide
    prefs.subscribe(session.keep_listener(match_theme))  # type: ignore[attr-defined]
    measure(page.width, page.height)
    match_theme()
