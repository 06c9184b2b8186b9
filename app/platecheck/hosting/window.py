"""Opening what is served: a browser, a browser's app window, or Flet's desktop client.

Separate because a server never opens anything.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

from platecheck.hosting.serve import find_assets, run_web

if TYPE_CHECKING:
    from collections.abc import Mapping

    from platecheck.hosting.serve import OnReady
    from platecheck.wiring import Installation

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge", "brave-browser"),
)
"""Browsers with app windows, by command."""
_SIZE = "1200,760"


def run_desktop(installation: Installation, *, usual_port: int, on_ready: OnReady) -> None:
    """Show the app until its window is closed, or until SIGINT or SIGTERM."""
    if importlib.util.find_spec("flet_desktop") is not None:
        import flet  # noqa: PLC0415 - only where there is a client for it

        from platecheck.ui.app import make_main  # noqa: PLC0415 - as above

        flet.run(make_main(installation), view=flet.AppView.FLET_APP, assets_dir=find_assets())
        return
    with (
        tempfile.TemporaryDirectory(prefix="platecheck-window-", ignore_cleanup_errors=True) as profile,
        ExitStack() as opened,
    ):

        def show(url: str) -> None:
            on_ready(url)
            command = window_command(url, profile)
            if command is None:
                print(f"No browser with app windows here. Open {url} in any browser.", file=sys.stderr)  # noqa: T201 - for a person
            else:
                opened.callback(_close, window := _start_quietly(command))
                threading.Thread(target=_follow, args=(window,), daemon=True).start()

        run_web(installation, "127.0.0.1", None, usual_port=usual_port, on_ready=show)


def open_browser(url: str, env: Mapping[str, str] = os.environ) -> None:
    """Open the user's browser where there is a screen: apart, since some browsers talk on standard output."""
    if _has_screen(env):
        _start_quietly([sys.executable, "-m", "webbrowser", url])


def window_command(url: str, profile: str, env: Mapping[str, str] = os.environ) -> list[str] | None:
    """Return the command of an app window on `url`, or None where there is no screen or no browser.

    With a profile of its own the browser's process lives as long as the window, and leaves nothing.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None or not _has_screen(env):
        return None
    flags = [f"--app={url}", f"--user-data-dir={profile}", f"--window-size={_SIZE}"]
    # Chromium does not start as root with its sandbox; what it shows is our own page.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [browser, *flags, "--no-first-run", "--no-default-browser-check", *root]


def _follow(window: subprocess.Popen[bytes]) -> None:
    """End with the window."""
    window.wait()
    signal.raise_signal(signal.SIGINT)


def _close(window: subprocess.Popen[bytes]) -> None:
    """Close the window, where it was not that which ended."""
    window.terminate()
    window.wait()


def _start_quietly(command: list[str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603 - built here, no shell


def _has_screen(env: Mapping[str, str]) -> bool:
    return sys.platform in {"darwin", "win32"} or bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))
