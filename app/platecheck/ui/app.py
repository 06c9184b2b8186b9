"""The app: one page's set-up, the routes, and the last resort for what nobody foresaw."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

import flet as ft

from platecheck.ui import theme
from platecheck.ui.context import with_session
from platecheck.ui.feedback import Feedback
from platecheck.ui.keeping import Keeping
from platecheck.ui.session import Session
from platecheck.ui.views import CheckView, HistoryView, ResultView, SettingsView
from platecheck.wiring import Installation

log = logging.getLogger(__name__)

ASSETS = Path(__file__).resolve().parents[2] / "assets"


def make_main(installation: Installation) -> Callable[[ft.Page], Awaitable[None]]:
    """Return Flet's `main` for sessions on `installation`."""

    async def main(page: ft.Page) -> None:
        session = Session(page, installation, Feedback(), Keeping())
        _dress(page, session)
        page.render_views(App, session)
        page.run_task(session.open)
        page.run_task(session.tick)

    return main


def start() -> None:
    """Run as a program: on a device, or with `flet run`."""
    ft.run(make_main(Installation()), assets_dir=str(ASSETS))


@ft.component
def App(session: Session) -> object:
    """The routes. Result, history and settings lie over the check, so that Back leads to it."""
    return with_session(
        session,
        lambda: ft.Router(
            [
                ft.Route(
                    path="/",
                    component=CheckView,
                    children=[
                        ft.Route(path="result", component=ResultView),
                        ft.Route(path="history", component=HistoryView),
                        ft.Route(path="settings", component=SettingsView),
                    ],
                )
            ],
            not_found=CheckView,
            manage_views=True,
        ),
    )


def _dress(page: ft.Page, session: Session) -> None:
    """Give the page its title, fonts, themes and listeners."""
    page.title = "platecheck"
    page.fonts = dict(theme.FONTS)
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
        await session.key(event.key, shift=event.shift, ctrl=event.ctrl or event.meta or event.alt)

    page.on_resize = lambda event: measure(event.width, event.height)
    page.on_platform_brightness_change = match_theme
    page.on_keyboard_event = on_key
    page.on_close = lambda _: session.close()
    prefs.subscribe(session.keep_listener(match_theme))
    measure(page.width, page.height)
    match_theme()
