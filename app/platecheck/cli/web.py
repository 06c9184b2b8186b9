"""`web` and `desktop`: the app of this installation, served on this machine."""

from __future__ import annotations

import click

PORT = 8550

port_option = click.option(
    "--port", type=click.IntRange(0, 65535), metavar="N", help=f"By default {PORT}, or the next that is free."
)


@click.command(
    epilog="""\b
Examples:
  platecheck web
  platecheck web --port 9001"""
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Loopback only: there are no logins yet."
)
@port_option
def web(*, host: str, port: int | None) -> None:
    """Serve the app to browsers on this machine."""
    from platecheck.hosting.serve import run_web
    from platecheck.wiring import Installation

    run_web(Installation(), host, port, usual_port=PORT, on_ready=announce)


@click.command(epilog="Example: platecheck desktop")
def desktop() -> None:
    """Open the app in a window of its own: Flet's desktop client, else a browser's app window."""
    from platecheck.hosting.window import run_desktop
    from platecheck.wiring import Installation

    run_desktop(Installation(), usual_port=PORT, on_ready=announce)


def announce(url: str) -> None:
    """Say that the app is served: the line scripts wait for."""
    click.echo(f"ready {url}")
